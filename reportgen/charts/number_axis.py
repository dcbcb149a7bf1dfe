"""A horizontal scale of numbers, with round ticks as close as their labels allow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from reportgen.charts.colours import between
from reportgen.charts.lettering import Line
from reportgen.charts.scene import Mark, Rule
from reportgen.charts.style import HAIRLINE, Style
from reportgen.measures import decimals

TICK = 2.5
TICK_GAP = 7.0
"""Least room between the numbers of an axis, in points."""
GRID_STRENGTH = 0.25
STEPS = (1, 2, 5)
"""From tick to tick is one of these, times a power of ten."""
MOST_TICKS = 10
NEAREST = 16.0
"""Least distance of ticks, in points, however short their numbers are."""


@dataclass(frozen=True, slots=True)
class NumberAxis:
    """A scale on which `low` is at `left` and `high` at `right`, in points, with its ticks."""

    style: Style
    left: float
    right: float
    low: Fraction
    high: Fraction
    ticks: tuple[Fraction, ...]

    def x(self, number: Fraction | float) -> float:
        """Where a number stands."""
        share = (float(number) - float(self.low)) / float(self.high - self.low)
        return self.left + share * (self.right - self.left)

    def grid(self, top: float, bottom: float) -> Iterator[Rule]:
        """Light lines from the ticks up, for the eye."""
        colours = self.style.theme.colours
        light = between(colours.muted, colours.paper, 1 - GRID_STRENGTH)
        for tick in self.ticks:
            x = self.x(tick)
            yield Rule(x, top, x, bottom, light, HAIRLINE)

    def below(self, top: float, title: str | None = None) -> tuple[list[Mark], float]:
        """The axis with its top at that height, and where it ends."""
        style, muted = self.style, self.style.theme.colours.muted
        marks: list[Mark] = [Rule(self.left, top, self.right, top, muted, HAIRLINE)]
        middle = top + TICK + style.leading / 2
        for tick, number in zip(self.ticks, self.numbers, strict=True):
            x = self.x(tick)
            marks.append(Rule(x, top, x, top + TICK, muted, HAIRLINE))
            marks.append(style.write(number, x, middle, anchor=0.5, colour=muted))
        bottom = top + TICK + style.leading
        if title:
            lines = style.lettering.wrap(title, self.right - self.left)
            centre = (self.left + self.right) / 2
            middle = bottom + len(lines) * style.leading / 2
            marks += style.stack(lines, centre, middle, anchor=0.5, colour=muted)
            bottom += len(lines) * style.leading
        return marks, bottom

    @property
    def numbers(self) -> tuple[Line, ...]:
        """What stands at the ticks."""
        return tick_numbers(self.style, self.ticks)


def tick_numbers(style: Style, ticks: Iterable[Fraction]) -> tuple[Line, ...]:
    """Numbers of an axis, with as many decimals as the longest needs."""
    every = tuple(ticks)
    digits = decimals(every)
    return tuple(style.lettering.line(style.locale.plain(tick, digits)) for tick in every)


def round_axis(
    style: Style, left: float, right: float, low: Fraction, high: Fraction
) -> NumberAxis:
    """An axis that begins and ends with a tick, and holds all from `low` to `high`."""
    for step in _steps(high - low):
        first, last = floor(low / step), ceil(high / step)
        ticks = tuple(step * place for place in range(first, max(last, first + 1) + 1))
        if len(ticks) <= MOST_TICKS and _fit(style, ticks, right - left):
            break
    return NumberAxis(style, left, right, ticks[0], ticks[-1], ticks)


def axis_of(style: Style, left: float, right: float, limits: tuple[Fraction, ...]) -> NumberAxis:
    """An axis from the first of some evenly spaced limits to the last, with ticks at limits."""
    low, high, width = limits[0], limits[-1], limits[1] - limits[0]
    scale = (right - left) / float(high - low)
    for step in _steps(Fraction(len(limits)), least=Fraction(1)):
        wanted = width * step
        ticks = tuple(limit for limit in limits if (limit / wanted).denominator == 1)
        if _fit(style, ticks, float(ticks[-1] - ticks[0]) * scale if ticks else 0.0):
            return NumberAxis(style, left, right, low, high, ticks or (low,))
    return NumberAxis(style, left, right, low, high, (low,))


def _steps(span: Fraction, least: Fraction | None = None) -> Iterator[Fraction]:
    """Distances from tick to tick, from many ticks to one."""
    power = least or Fraction(1)
    if least is None:
        span = span or Fraction(1)
        while power > span / 100:
            power /= 10
    while power <= span * 10:
        yield from (power * step for step in STEPS)
        power *= 10


def _fit(style: Style, ticks: tuple[Fraction, ...], extent: float) -> bool:
    """Whether numbers at evenly spaced ticks leave a gap between them."""
    if len(ticks) < 2:
        return True
    pitch = extent / (len(ticks) - 1)
    widest = max(line.width for line in tick_numbers(style, ticks))
    return pitch >= max(widest + TICK_GAP, NEAREST)
