"""An axis of percentages below the bars or dots, and the lines that lead up from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.charts.scene import Label, Mark, Rule
from reportgen.charts.style import HAIRLINE, MARGIN, Style

TICK = 2.5
TICK_GAP = 18.0
"""Least room between the numbers of an axis, in points."""
STEPS = (1, 2, 5, 10, 20, 25, 50, 100)
"""From tick to tick, in hundredths."""
FAINT = 0.2
"""Thickness of a line that leads up from a tick, in points. It is faint by being thin: a tint would
be bright on a dark page."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A horizontal scale: zero at `left`, `unit` points for the whole, to `upper` of the whole.

    Where it goes below zero, to `lower`, both sides count upwards from there.
    """

    style: Style
    left: float
    unit: float
    upper: float = 1.0
    lower: float = 0.0

    @property
    def height(self) -> float:
        """Of the ticks, their numbers and the title, in points."""
        return TICK + 2 * self.style.leading + MARGIN

    @property
    def ticks(self) -> Sequence[int]:
        """In hundredths: as many as there is room for."""
        low, high = round(self.lower * 100), round(self.upper * 100)
        widest = self.style.lettering.line(self.style.locale.integer(max(-low, high))).width
        for step in STEPS:
            if step * self.unit / 100 >= widest + TICK_GAP:
                return range(-(-low // step) * step, high + 1, step)
        return range(1)

    def x(self, tick: int) -> float:
        """Where a tick stands."""
        return self.left + self.unit * tick / 100

    def below(self, top: float) -> tuple[Mark, ...]:
        """The axis with its top at that height."""
        style, muted = self.style, self.style.theme.colours.muted
        start = self.left + self.unit * self.lower
        end = self.left + self.unit * self.upper
        middle = top + TICK + style.leading / 2
        marks: list[Mark] = [Rule(start, top, end, top, muted, HAIRLINE)]
        for tick in self.ticks:
            x = self.x(tick)
            marks.append(Rule(x, top, x, top + TICK, muted, HAIRLINE))
            number = style.lettering.line(style.locale.integer(abs(tick)))
            marks.append(style.write(number, x, middle, anchor=0.5, colour=muted))
        title = style.lettering.line(style.locale.charts["percent_axis"])
        at = (start + end) / 2
        at = min(max(at, MARGIN + title.width / 2), style.right - title.width / 2)
        marks.append(style.write(title, at, middle + style.leading, anchor=0.5, colour=muted))
        return tuple(marks)

    def clearing(self, label: Label) -> tuple[Mark, ...]:
        """What a label stands on where one of the lines of the grid, or of zero, would cross it."""
        ends = label.x - MARGIN, label.x + label.line.width + MARGIN
        is_crossed = any(ends[0] < self.x(tick) < ends[1] for tick in self.ticks)
        return (self.style.clearing(label),) if is_crossed else ()

    def grid(self, top: float, bottom: float) -> tuple[Mark, ...]:
        """A faint line at each tick but zero."""
        muted = self.style.theme.colours.muted
        xs = (self.x(tick) for tick in self.ticks if tick)
        return tuple(Rule(x, top, x, bottom, muted, FAINT) for x in xs)
