"""Proportions of a base, their standard errors and confidence intervals."""

from __future__ import annotations

from collections.abc import Callable
from statistics import NormalDist
from typing import TYPE_CHECKING

from reportgen.measures import LEVEL
from reportgen.registry import Registry

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

IntervalMethod = Callable[
    ["NDArray[np.int64]", "NDArray[np.int64]", float],
    "tuple[NDArray[np.float64], NDArray[np.float64]]",
]
"""Counts, their bases (of shapes that broadcast), the level → lower and upper limits."""

INTERVALS: Registry[IntervalMethod] = Registry(
    "unknown-interval",
    {"wilson": "reportgen.statistics.proportion"},
    group="reportgen.intervals",
)
"""The confidence intervals of a proportion, by name."""


def proportion(counts: NDArray[np.int64], bases: NDArray[np.int64]) -> NDArray[np.float64]:
    """Counts over bases, between 0 and 1; NaN over an empty base. The shapes broadcast."""
    return _ratio(counts, bases)


def standard_error(counts: NDArray[np.int64], bases: NDArray[np.int64]) -> NDArray[np.float64]:
    """The standard error of counts / bases under simple random sampling, NaN for a base below 2.

    sqrt(p (1 - p) / (n - 1)), without finite population correction: Cochran, Sampling Techniques,
    3rd ed. 1977, section 3.2, equation 3.8.
    """
    import numpy as np

    share = proportion(counts, bases)
    return np.sqrt(_ratio(share * (1 - share), np.maximum(bases - 1, 0)))


@INTERVALS.add("wilson")
def wilson(
    counts: NDArray[np.int64], bases: NDArray[np.int64], level: float = LEVEL
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The score interval without continuity correction; NaN over an empty base.

    (p + z²/2n ± z sqrt(p(1 - p)/n + z²/4n²)) / (1 + z²/n): Wilson, Probable inference, the law of
    succession, and statistical inference, J. Am. Stat. Assoc. 22 (1927) 209-212. The limits lie
    within 0 and 1, and are exactly 0 or 1 for a count of none or all.
    """
    import numpy as np

    z = NormalDist().inv_cdf((1 + level) / 2)
    share = proportion(counts, bases)
    squared = _ratio(np.full(np.shape(bases), z * z), bases)
    middle = share + squared / 2
    spread = np.sqrt(share * (1 - share) * squared + squared**2 / 4)
    lower = (middle - spread) / (1 + squared)
    upper = (middle + spread) / (1 + squared)
    return (
        np.where((counts == 0) & (bases > 0), 0.0, lower),
        np.where((counts == bases) & (bases > 0), 1.0, upper),
    )


def _ratio(
    above: NDArray[np.float64] | NDArray[np.int64], below: NDArray[np.int64]
) -> NDArray[np.float64]:
    """The quotient, NaN where the divisor is 0, without a warning."""
    import numpy as np

    divisor = np.where(below == 0, np.nan, below)
    return np.asarray(above / divisor, dtype=np.float64)
