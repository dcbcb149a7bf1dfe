"""Slopes, natively: a line chart whose lines have their values and names at their ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil, floor

from reportgen.charts.colours import series
from reportgen.charts.grouped_bar import grouped
from reportgen.charts.markers import RADIUS
from reportgen.charts.scene import Group
from reportgen.charts.slope import (
    LEADER,
    LEAST_HEIGHT,
    LINE_ROOM,
    SMALLEST,
    THICKNESS,
    named,
)
from reportgen.charts.spreading import Box as Room
from reportgen.charts.spreading import crosses, overlap, spread
from reportgen.charts.style import STEPS, categories
from reportgen.errors import error
from reportgen.renderers.docx.charts.frame import (
    BLANK,
    Box,
    Labels,
    Marker,
    NativeChart,
    Point,
    Position,
    Scale,
    Series,
    Stroke,
    Symbol,
)
from reportgen.renderers.docx.charts.kinds import NATIVE_CHARTS
from reportgen.renderers.docx.charts.rows import MARGIN
from reportgen.renderers.docx.charts.setting import Setting
from reportgen.results import Tabulation

SYMBOLS: tuple[Symbol, ...] = ("circle", "diamond", "triangle", "square", "x", "plus")
NAME_GAP = "  "
"""Between the value at the end of a line and its name."""
NEAR = 4.0
"""Between a point and its label, as Word leaves it, in points."""
TOP = 1.3
"""Above the highest point, in lines: the room of its value."""
NAME_WIDTH = 0.9
"""What the names of categories take of the room between them."""


@NATIVE_CHARTS.add("slope")
def slope(tabulation: Tabulation, setting: Setting) -> NativeChart:
    """A line for each row over the categories of the banner, its value and name at the right end.

    The scale begins at the least share. A value that isn't told leaves a gap in its line.
    """
    style = setting.style
    columns = categories(tabulation)
    if tabulation.by is None:
        raise error("chart-without-breakdown", style.place)
    names = tuple(style.name(tabulation.columns[place]) for place in columns)
    groups = tuple(named(style, group) for group in grouped(tabulation, style, columns, names))
    lines = [[setting.point(value.estimate) for value in group.values] for group in groups]
    plan = _Plan.of(setting, groups, lines, len(names))
    colours = series(style.theme.colours.series, len(groups))
    labels = Labels("t", style.theme.colours.ink, format=setting.percent)
    size = 2 * SMALLEST * RADIUS * style.size
    made = tuple(
        Series(
            group.label,
            points,
            marker=Marker(SYMBOLS[place % len(SYMBOLS)], size, colour),
            line=Stroke(colour, THICKNESS),
            labels=labels,
        )
        for place, (group, points, colour) in enumerate(
            zip(groups, plan.points(), colours, strict=True)
        )
    )
    foot, below = _foot(setting, names, plan.plot.width / max(len(names) - 1, 1))
    return NativeChart(
        width=style.width,
        height=plan.plot.y + plan.plot.height + below,
        kind="line",
        series=made,
        categories=foot,
        plot=plan.plot,
        values=Scale(plan.low, plan.high, format="0%", is_shown=False),
        stub=style.locale.text(tabulation.by.label),
        has_category_grid=True,
    )


def _foot(setting: Setting, names: Sequence[str], pitch: float) -> tuple[tuple[str, ...], float]:
    """The names of the categories in lines, and the room that they take below the plot."""
    lettering = setting.style.lettering
    room = NAME_WIDTH * pitch / setting.wider
    wrapped = [lettering.wrap(name, room) for name in names]
    texts = tuple("\n".join(line.text for line in lines) for lines in wrapped)
    most = max(len(lines) for lines in wrapped)
    return texts, (most + 1) * setting.style.leading


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where the lines of one chart stand, and their labels beside them."""

    setting: Setting
    lines: Sequence[Sequence[Point]]
    texts: Sequence[str]
    """The names of the lines, in lines of text."""
    plot: Box
    low: float
    high: float

    @classmethod
    def of(
        cls,
        setting: Setting,
        groups: Sequence[Group],
        lines: Sequence[Sequence[Point]],
        number: int,
    ) -> _Plan:
        """The plan of lines over that many categories."""
        style = setting.style
        texts = ["\n".join(line.text for line in style.label(group.label)) for group in groups]
        name = max(setting.width(line) for text in texts for line in text.split("\n"))
        value = max(setting.width(point.text) for line in lines for point in line)
        heights = sum((text.count("\n") + 1) * style.leading for text in texts)
        height = max(LEAST_HEIGHT, heights, len(texts) * LINE_ROOM * style.leading)
        left = MARGIN + value + LEADER
        right = style.right - name - value - LEADER - setting.width(NAME_GAP)
        plot = Box(left, TOP * style.leading, right - left, height)
        shown = [point.value for line in lines for point in line if point.value is not None]
        low = floor(round(min(shown, default=0.0) * STEPS, 6)) / STEPS
        high = ceil(round(max(shown, default=1.0) * STEPS, 6)) / STEPS
        return cls(setting, lines, texts, plot, low, max(high, low + 1 / STEPS))

    def y(self, value: float) -> float:
        """How far down a value stands."""
        share = (self.high - value) / (self.high - self.low)
        return self.plot.y + share * self.plot.height

    def points(self) -> Iterator[tuple[Point, ...]]:
        """The points of each line, with those labels that have room."""
        starts = self._ends(0, [1] * len(self.lines))
        ends = self._ends(-1, [text.count("\n") + 1 for text in self.texts])
        inner = self._inner()
        for place, line in enumerate(self.lines):
            points = [BLANK if point.value is None else replace(point, label="") for point in line]
            told = [at for at, point in enumerate(line) if point.value is not None]
            for at in told:
                if position := inner.get((place, at)):
                    points[at] = replace(line[at], position=position)
            if told:
                points[told[-1]] = self._named(place, line, told[-1], ends[place])
                if told[0] != told[-1]:
                    points[told[0]] = replace(
                        line[told[0]],
                        label=line[0].text,
                        position="l",
                        shift=(-self._x(told[0]), starts[place]),
                    )
            yield tuple(points)

    def _named(self, place: int, line: Sequence[Point], at: int, down: float) -> Point:
        """The last point of a line, with the value and the name right of the plot."""
        first, *rest = self.texts[place].split("\n")
        text = "\n".join((f"{line[-1].text}{NAME_GAP}{first}", *rest))
        away = self.plot.width - self._x(at)
        return replace(line[at], label=text, position="r", shift=(away, down))

    def _x(self, at: int) -> float:
        """How far right of the edge of the plot a category is."""
        return at * self.plot.width / max(len(self.lines[0]) - 1, 1)

    def _ends(self, end: int, heights: Sequence[int]) -> list[float]:
        """How far the labels at one end are moved down, so that none covers another."""
        at = []
        for line in self.lines:
            told = [point.value for point in line if point.value is not None]
            at.append(self.y(told[end]) if told else self.plot.y + self.plot.height)
        leading = self.setting.style.leading
        bottom = self.plot.y + self.plot.height + leading / 2
        places = spread(at, [height * leading for height in heights], 0, bottom)
        return [to - own for own, to in zip(at, places, strict=True)]

    def _inner(self) -> dict[tuple[int, int], Position]:
        """Where the values between the ends stand that hit nothing above or below their points."""
        style = self.setting.style
        radius = SMALLEST * RADIUS * style.size
        spots = [
            [
                (self._x(at), self.y(point.value)) if point.value is not None else None
                for at, point in enumerate(line)
            ]
            for line in self.lines
        ]
        taken: list[Room] = [
            (x - radius, y - radius, x + radius, y + radius)
            for line in spots
            for x, y in filter(None, line)
        ]
        segments = [pair for line in spots for pair in pairwise(line)]
        found: dict[tuple[int, int], Position] = {}
        for place, (line, own) in enumerate(zip(self.lines, spots, strict=True)):
            for at in range(1, len(line) - 1):
                spot = own[at]
                for position, room in self._rooms(line[at].text, spot) if spot else ():
                    if not any(overlap(room, other) for other in taken) and not any(
                        one and other and crosses(one, other, room) for one, other in segments
                    ):
                        taken.append(room)
                        found[place, at] = position
                        break
        return found

    def _rooms(self, text: str, spot: tuple[float, float]) -> Iterator[tuple[Position, Room]]:
        """What a value above or below a point takes."""
        x, y = spot
        half, width = self.setting.style.leading / 2, self.setting.width(text) / 2
        away = NEAR + half
        for position, middle in (("t", y - away), ("b", y + away)):
            if middle - half >= 0 and middle + half <= self.plot.y + self.plot.height:
                room = (x - width, middle - half, x + width, middle + half)
                yield ("t" if position == "t" else "b"), room
