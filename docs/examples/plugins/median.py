"""A statistic: the median of a scale whose codes are numbers."""

import math
from fractions import Fraction

from reportgen.statistics import STATISTICS, Distribution, Measure, statistic


@STATISTICS.add("median")
@statistic(label={"zh": "中位数", "en": "Median"}, digits=1)
def median(distribution: Distribution) -> Measure:
    """The middle score, or the mean of the two in the middle."""
    scores = sorted(distribution.scores())
    base = sum(count for _, count in scores)
    if not base:
        return Measure(math.nan, base=0)
    middle = (_nth(scores, (base - 1) // 2) + _nth(scores, base // 2)) / 2
    return Measure(middle, base=base)


def _nth(scores: list[tuple[Fraction, int]], place: int) -> Fraction:
    """The score at a place, counted from 0, when all scores stand in order."""
    for score, count in scores:
        if place < count:
            return score
        place -= count
    raise IndexError(place)
