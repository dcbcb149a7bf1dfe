"""A statistic with arguments: the share of some options less the share of others."""

import math
from collections.abc import Sequence
from fractions import Fraction
from statistics import NormalDist

from reportgen.statistics import LEVEL, STATISTICS, Distribution, Measure, Unit, statistic


@STATISTICS.add("net_balance")
@statistic(label={"zh": "净差值", "en": "Net balance"}, unit=Unit.PERCENT)
def net_balance(
    distribution: Distribution, positive: Sequence[str], negative: Sequence[str]
) -> Measure:
    """The balance of two lists of codes, with its standard error and normal interval."""
    base = distribution.base
    if not base:
        return Measure(math.nan)
    above, below = distribution.count(positive), distribution.count(negative)
    balance = Fraction(above - below, base)
    if base == 1:
        return Measure(balance)
    # Each respondent is worth 1, -1 or 0; the balance is their mean.
    error = math.sqrt((Fraction(above + below, base) - balance**2) / (base - 1))
    spread = NormalDist().inv_cdf((1 + LEVEL) / 2) * error
    limits = max(-1.0, float(balance) - spread), min(1.0, float(balance) + spread)
    return Measure(balance, error, limits)
