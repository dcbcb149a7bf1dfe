"""The mean and the standard deviation of numbers, each weighted by its count."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from statistics import NormalDist

from reportgen.measures import (
    LEVEL,
    STATISTICS,
    Distribution,
    Measure,
    decimals,
    statistic,
)

Counted = Sequence[tuple[Fraction, int]]
"""Numbers, and how many gave each."""


@STATISTICS.add("mean")
@statistic()
def mean(distribution: Distribution) -> Measure:
    """The mean, its standard error s / sqrt(n), and the normal interval, mean ± z s / sqrt(n).

    Cochran, Sampling Techniques, 3rd ed. 1977, section 2.6, without finite population correction.
    It is printed with one decimal more than the answers have.
    """
    given = distribution.scores()
    base, middle, squares = _moments(given)
    if not base:
        return Measure(math.nan, base=0)
    digits = _digits(given)
    if base == 1:
        return Measure(middle, base=1, digits=digits)
    error = math.sqrt(squares / (base - 1) / base)
    spread = NormalDist().inv_cdf((1 + LEVEL) / 2) * error
    limits = float(middle) - spread, float(middle) + spread
    return Measure(middle, error, limits, base, digits)


@STATISTICS.add("standard_deviation")
@statistic()
def standard_deviation(distribution: Distribution) -> Measure:
    """The standard deviation of a sample, with n - 1 below; none for a base below 2."""
    given = distribution.scores()
    base, _, squares = _moments(given)
    if base < 2:
        return Measure(math.nan, base=base)
    return Measure(math.sqrt(squares / (base - 1)), base=base, digits=_digits(given))


def _moments(given: Counted) -> tuple[int, Fraction, Fraction]:
    """How many there are, their mean, and the sum of squared distances from it."""
    base = sum(count for _, count in given)
    if not base:
        return 0, Fraction(0), Fraction(0)
    middle = sum((number * count for number, count in given), Fraction(0)) / base
    squares = sum(((number - middle) ** 2 * count for number, count in given), Fraction(0))
    return base, middle, squares


def _digits(given: Counted) -> int:
    return decimals(number for number, _ in given) + 1
