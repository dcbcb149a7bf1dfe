"""An interval of a proportion: that of Agresti and Coull."""

from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from reportgen.statistics import INTERVALS

Floats = NDArray[np.float64]


@INTERVALS.add("agresti_coull")
def agresti_coull(
    counts: NDArray[np.int64], bases: NDArray[np.int64], level: float
) -> tuple[Floats, Floats]:
    """The normal interval of (a + z²/2) in (n + z²); NaN over an empty base.

    Agresti A, Coull BA. Approximate is better than “exact” for interval estimation of binomial
    proportions. Am Stat 1998; 52: 119-126.
    """
    z = NormalDist().inv_cdf((1 + level) / 2)
    base = np.where(bases > 0, bases + z**2, np.nan)
    share = (counts + z**2 / 2) / base
    spread = z * np.sqrt(share * (1 - share) / base)
    return np.maximum(share - spread, 0.0), np.minimum(share + spread, 1.0)
