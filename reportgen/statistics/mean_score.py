"""The mean score of a scale: the mean of its numeric codes, each weighted by its count."""

from __future__ import annotations

import math
from fractions import Fraction
from statistics import NormalDist

from reportgen.measures import LEVEL, STATISTICS, Distribution, Measure, statistic


@STATISTICS.add("mean_score")
@statistic(digits=2)
def mean_score(distribution: Distribution) -> Measure:
    """The mean of the scores, its standard error, and the normal interval.

    Residual options have no score: whoever chose one is not in the base. Under simple random
    sampling, without finite population correction, the standard error is s / sqrt(n), where
    s² = sum of (x - mean)² / (n - 1): Cochran, Sampling Techniques, 3rd ed. 1977, section 2.6.
    The interval is mean ± z s / sqrt(n). Neither is given for n below 2.
    """
    scores = distribution.scores()
    base = sum(count for _, count in scores)
    if not base:
        return Measure(math.nan, base=0)
    mean = sum((score * count for score, count in scores), Fraction(0)) / base
    if base == 1:
        return Measure(mean, base=1)
    squares = sum(((score - mean) ** 2 * count for score, count in scores), Fraction(0))
    error = math.sqrt(squares / (base - 1) / base)
    spread = NormalDist().inv_cdf((1 + LEVEL) / 2) * error
    return Measure(mean, error, (float(mean) - spread, float(mean) + spread), base)
