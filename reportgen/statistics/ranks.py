"""Statistics of order: smallest and largest, median, quartiles and other quantiles, exactly.

A quantile is that of R's type 7: of n ordered numbers x1 … xn it lies at h = 1 + (n - 1) p, on the
straight line between its neighbours. It is definition 7 of Hyndman and Fan, Sample quantiles in
statistical packages, Am. Stat. 50 (1996) 361-365, and what R, numpy and Excel's QUARTILE.INC give
unless they are told otherwise; SPSS gives definition 6, with h = (n + 1) p.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate

from reportgen.errors import error
from reportgen.measures import STATISTICS, Distribution, Measure, decimals, statistic

HALF, QUARTER = Fraction(1, 2), Fraction(1, 4)


@STATISTICS.add("minimum")
@statistic()
def minimum(distribution: Distribution) -> Measure:
    """The smallest answer."""
    return _at(distribution, Fraction(0), 0)


@STATISTICS.add("lower_quartile")
@statistic()
def lower_quartile(distribution: Distribution) -> Measure:
    """The quantile at 1/4."""
    return _at(distribution, QUARTER)


@STATISTICS.add("median")
@statistic()
def median(distribution: Distribution) -> Measure:
    """The middle answer, or the mean of the two in the middle."""
    return _at(distribution, HALF)


@STATISTICS.add("upper_quartile")
@statistic()
def upper_quartile(distribution: Distribution) -> Measure:
    """The quantile at 3/4."""
    return _at(distribution, 3 * QUARTER)


@STATISTICS.add("maximum")
@statistic()
def maximum(distribution: Distribution) -> Measure:
    """The largest answer."""
    return _at(distribution, Fraction(1), 0)


@STATISTICS.add("quantile")
@statistic()
def quantile_of(distribution: Distribution, share: str) -> Measure:
    """The quantile at a share between 0 and 1, as "0.9" or "9/10".

    Raises ReportError for what is no such share.
    """
    try:
        wanted = Fraction(str(share))
    except (ValueError, ZeroDivisionError):
        wanted = Fraction(-1)
    if not 0 <= wanted <= 1:
        raise error("quantile-of-no-share", found=str(share))
    return _at(distribution, wanted)


def quantile(given: Sequence[tuple[Fraction, int]], share: Fraction) -> Fraction:
    """The quantile of numbers that ascend, each with its count; one count at least is above 0.

    Of each only the place among all is found; nothing is repeated as often as it was given.
    """
    ends = list(accumulate(count for _, count in given))
    place = (ends[-1] - 1) * share
    below = int(place)
    low = given[bisect_right(ends, below)][0]
    if place == below:
        return low
    return low + (place - below) * (given[bisect_right(ends, below + 1)][0] - low)


def _at(distribution: Distribution, share: Fraction, least: int = 1) -> Measure:
    """A quantile, printed with as many decimals as the answers have, and at least so many."""
    given = sorted(distribution.scores())
    base = sum(count for _, count in given)
    if not base:
        return Measure(math.nan, base=0)
    digits = max(decimals(number for number, _ in given), least)
    return Measure(quantile(given, share), base=base, digits=digits)
