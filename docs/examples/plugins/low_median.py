"""A statistic: the low median of a scale whose codes are numbers."""

import math

from reportgen.statistics import STATISTICS, Distribution, Measure, statistic


@STATISTICS.add("low_median")
@statistic(label={"zh": "低位中位数", "en": "Low median"}, digits=0)
def low_median(distribution: Distribution) -> Measure:
    """The middle score; of two in the middle the lower, so that it is one of the scale."""
    scores = sorted(distribution.scores())
    base = sum(count for _, count in scores)
    if not base:
        return Measure(math.nan, base=0)
    place = (base - 1) // 2
    for score, count in scores:
        if place < count:
            return Measure(score, base=base)
        place -= count
    raise AssertionError("the counts add up to the base")
