"""An estimate → what may be told of it outside of the report: no more than the report tells."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.locales import Locale
from reportgen.results import Estimate, Interval

SUPPRESSED, SMALL_BASE = "suppressed", "small base"
"""Why something isn't told: the estimate is withheld, or its base is too small for a percentage."""


@dataclass(frozen=True, slots=True)
class Released:
    """What may be told of an estimate; None for what may not, or is not there."""

    count: int | None
    base: int
    value: float | None
    standard_error: float | None
    interval: Interval | None
    withheld: str = ""
    """Why there is less than there could be."""

    @property
    def drawn(self) -> float | None:
        """The proportion at which a mark may stand, which tells no more than what is printed there.

        Over a base too small for a percentage that is n/N, the two numbers that stand at the mark,
        be the estimate weighted or not.
        """
        is_ratio = self.withheld == SMALL_BASE and self.count is not None and self.base
        return (self.count or 0) / self.base if is_ratio else self.value


def released(estimate: Estimate, locales: Iterable[Locale]) -> Released:
    """What may be told of an estimate.

    Over a base too small for a percentage in any of the languages that is count and base, as the
    report prints n/N. Of a suppressed estimate it is the base alone.
    """
    base = estimate.base.unweighted
    if estimate.is_suppressed:
        return Released(None, base, None, None, None, SUPPRESSED)
    locales = tuple(locales)
    count = None if estimate.measured else estimate.count
    is_small = estimate.measured is None and any(base < locale.small_base for locale in locales)
    if is_small or any(locale.is_withheld(estimate) for locale in locales):
        return Released(count, base, None, None, None, SMALL_BASE)
    value = None if math.isnan(estimate.value) else float(estimate.value)
    return Released(count, base, value, estimate.standard_error, estimate.interval)
