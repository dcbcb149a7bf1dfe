"""An ordered scale in two sides, and the share of each side."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from reportgen.errors import Place
from reportgen.measures import LEVEL
from reportgen.results import Estimate, Interval, Row, Sides, SideTotals
from reportgen.statistics.proportion import INTERVALS, proportion, standard_error
from reportgen.survey import Item

TOGETHER = "+"
"""Between the codes of options whose share is one estimate."""


def divided(item: Item, codes: Sequence[str], direction: str, neutral: str | None) -> Sides | None:
    """The sides of a scale, whose options are in that order; residual ones stand apart.

    Without a `neutral` option an odd number has its middle one for it. None for one that the scale
    does not have.
    """
    apart = tuple(code for code in codes if item.option(code).is_residual)
    scale = [code for code in codes if code not in apart]
    if direction == "falling":
        scale.reverse()
    if neutral is not None and neutral not in scale:
        return None
    half = len(scale) // 2
    if neutral is None and len(scale) % 2:
        neutral = scale[half]
    at = scale.index(neutral) if neutral is not None else half
    after = at + (neutral is not None)
    return Sides(tuple(scale[:at]), tuple(scale[at:after]), tuple(reversed(scale[after:])), apart)


def with_totals(sides: Sides, rows: Sequence[Row], method: tuple[str, Place]) -> Sides:
    """The sides with the share of each, for every item and banner category of the rows."""
    totals = []
    for item in dict.fromkeys(row.item for row in rows):
        found = {row.option: row.estimates for row in rows if row.item == item}
        negative, positive = (
            _totals([found[code] for code in codes], method) if codes else ()
            for codes in (sides.negative, sides.positive)
        )
        totals.append(SideTotals(item, negative, positive))
    return replace(sides, totals=tuple(totals))


def by_agreement(sides: Sides, rows: Sequence[Row], overall: Sequence[Row]) -> list[Row]:
    """Rows by the positive share of all who answered their item, largest first.

    `overall` are the same rows with one estimate each, of all respondents. Items with equal shares
    keep their order, and those that nobody answered come last.
    """

    def rank(item: str) -> tuple[bool, float]:
        own = [row.estimates[0] for row in overall if row.item == item]
        base = own[0].base.unweighted
        agree = sum(each.count for each in own if each.option in sides.positive)
        return not base, -agree / base if base else 0.0

    items = sorted(dict.fromkeys(row.item for row in rows), key=rank)
    return [row for item in items for row in rows if row.item == item]


def _totals(
    parts: Sequence[tuple[Estimate, ...]], method: tuple[str, Place]
) -> tuple[Estimate, ...]:
    """For each banner category the share that chose any of several options of one item.

    One respondent chooses one of them, so that the counts add up.
    """
    import numpy as np

    name, place = method
    columns = list(zip(*parts, strict=True))
    counts = np.array([sum(each.count for each in column) for column in columns], dtype=np.int64)
    bases = np.array([column[0].base.unweighted for column in columns], dtype=np.int64)
    lower, upper = INTERVALS.call(name, counts, bases, LEVEL, gives=tuple, place=place)
    shares, errors = proportion(counts, bases), standard_error(counts, bases)
    return tuple(
        replace(
            column[0],
            option=TOGETHER.join(each.option or "" for each in column),
            count=int(counts[at]),
            value=float(shares[at]),
            standard_error=None if math.isnan(errors[at]) else float(errors[at]),
            interval=None
            if math.isnan(lower[at])
            else Interval(float(lower[at]), float(upper[at]), LEVEL, name),
        )
        for at, column in enumerate(columns)
    )
