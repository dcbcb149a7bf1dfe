"""Slopes: a line for each row of the stub over the categories of the banner, as over waves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil, floor

from reportgen.charts.axis import FAINT
from reportgen.charts.colours import series
from reportgen.charts.columns import ColumnNames
from reportgen.charts.drawing import CHARTS
from reportgen.charts.grouped_bar import grouped
from reportgen.charts.lettering import Line
from reportgen.charts.markers import RADIUS, marker
from reportgen.charts.scene import Group, Label, Mark, Point, Polyline, Rule, Scene
from reportgen.charts.spreading import Box, crosses, overlap, spread
from reportgen.charts.style import (
    HAIRLINE,
    LABEL_GAP,
    MARGIN,
    STEPS,
    Style,
    categories,
    length,
)
from reportgen.errors import error
from reportgen.results import Estimate, Tabulation

THICKNESS = 1.4
"""Of a line, in points, as all of these."""
LEADER = 9.0
"""From the ends of the lines to their labels."""
SMALLEST = 0.75
"""Size of a marker, of that of other charts."""
LEAST_HEIGHT = 150.0
CAPITALS = 0.72
"""Height of a digit, in ems."""
ASIDE = 1.2
"""From a marker to the value above or below it."""
LINE_ROOM = 1.7
"""Least height of the plot for each of its lines, in lines of text."""


@CHARTS.add("slope")
def slope(tabulation: Tabulation, style: Style) -> Scene:
    """Return a line for each row, its values at both ends and its label at the right end.

    The scale begins at the least share rather than at zero. Values within are shown where they hit
    nothing. Raises ReportError without a breakdown.
    """
    columns = categories(tabulation)
    if tabulation.by is None:
        raise error("chart-without-breakdown", style.place)
    names = tuple(style.name(tabulation.columns[place]) for place in columns)
    groups = tuple(named(style, group) for group in grouped(tabulation, style, columns, names))
    labels = [style.label(group.label) for group in groups]
    widest = max(style.value(value.estimate).width for group in groups for value in group.values)
    radius = SMALLEST * RADIUS * style.size
    left = MARGIN + widest + LEADER + radius
    name_at = style.right - max(line.width for lines in labels for line in lines)
    right = name_at - LABEL_GAP - widest - LEADER - radius
    pitch = (right - left) / max(len(columns) - 1, 1)
    xs = [left + at * pitch for at in range(len(columns))]
    heights = [len(lines) * style.leading for lines in labels]
    height = max(LEAST_HEIGHT, sum(heights), len(groups) * LINE_ROOM * style.leading)
    plot = _Plot(style, groups, xs, style.leading / 2, height + style.slack, radius)
    ends = plot.labels(labels, heights, left - radius - LEADER, right + radius + LEADER, name_at)
    foot = ColumnNames(style, names, xs, pitch, is_above=False)
    bottom = plot.bottom + style.leading / 2
    uprights = tuple(Rule(x, 0, x, bottom, style.theme.colours.muted, FAINT) for x in xs)
    values = tuple(plot.values())
    grounds = map(style.clearing, values)
    marks = (*uprights, *grounds, *plot.lines(), *ends, *values, *foot.marks(bottom))
    return style.scene(marks, bottom + foot.height, groups)


def named(style: Style, group: Group) -> Group:
    """A group whose label says of which item it is, since no heading can stand above a line."""
    if group.heading is None:
        return group
    label = style.locale.charts["set"].format(name=group.heading, values=group.label)
    return replace(group, label=label, heading=None)


@dataclass(frozen=True, slots=True)
class _Plot:
    """The lines of one chart between `top` and `top + height`, with their ends at xs."""

    style: Style
    groups: Sequence[Group]
    xs: Sequence[float]
    top: float
    height: float
    radius: float

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def colours(self) -> tuple[str, ...]:
        return series(self.style.theme.colours.series, len(self.groups))

    def y(self, share: float) -> float:
        """Where a share stands: between the twentieths around all of them."""
        shown = [
            length(value.estimate)
            for group in self.groups
            for value in group.values
            if self.style.has_place(value.estimate)
        ]
        low = floor(round(min(shown, default=0.0) * STEPS, 6)) / STEPS
        high = ceil(round(max(shown, default=1.0) * STEPS, 6)) / STEPS
        high = max(high, low + 1 / STEPS)
        return self.bottom - (share - low) / (high - low) * self.height

    def points(self, group: Group) -> list[Point | None]:
        """Where the values of a line stand; None for one that has no place."""
        return [
            (x, self.y(length(value.estimate))) if self.style.has_place(value.estimate) else None
            for x, value in zip(self.xs, group.values, strict=True)
        ]

    def lines(self) -> Iterator[Mark]:
        """The lines, broken where a value has no place, and their markers."""
        for place, (group, colour) in enumerate(zip(self.groups, self.colours, strict=True)):
            points = self.points(group)
            part: list[Point] = []
            for point in (*points, None):
                if point is not None:
                    part.append(point)
                    continue
                if len(part) > 1:
                    yield Polyline(tuple(part), colour, THICKNESS)
                part = []
            yield from (marker(place, x, y, self.radius, colour) for x, y in filter(None, points))

    def labels(
        self,
        labels: Sequence[Sequence[Line]],
        heights: Sequence[float],
        left: float,
        right: float,
        name_at: float,
    ) -> Iterator[Mark]:
        """The values at both ends and the names at the right, moved apart where they are close."""
        lows = [self._end(group, 0) for group in self.groups]
        places = spread(lows, [self.style.leading] * len(lows), 0, self.bottom + self.top)
        for group, at, to in zip(self.groups, lows, places, strict=True):
            yield from self._value(group.values[0].estimate, left, to, 1)
            yield from self._leader(left + 1, to, self.xs[0] - self.radius - 1, at)
        highs = [self._end(group, -1) for group in self.groups]
        places = spread(highs, heights, 0, self.bottom + self.top)
        for group, lines, at, to in zip(self.groups, labels, highs, places, strict=True):
            yield from self._value(group.values[-1].estimate, right, to, 0)
            yield from self._leader(self.xs[-1] + self.radius + 1, at, right - 1, to)
            yield from self.style.stack(lines, name_at, to)

    def values(self) -> Iterator[Label]:
        """The values between the ends of the lines that can stand above or below their markers."""
        lines = [self.points(group) for group in self.groups]
        taken = [box for line in lines for point in line if point for box in (self._around(point),)]
        segments = [pair for line in lines for pair in pairwise(line)]
        for group, points in zip(self.groups, lines, strict=True):
            inner = list(zip(group.values, points, strict=True))[1:-1]
            for value, point in inner:
                for label, box in self._beside(value.estimate, point) if point else ():
                    if not any(overlap(box, other) for other in taken) and not any(
                        one and other and crosses(one, other, box) for one, other in segments
                    ):
                        taken.append(box)
                        yield label
                        break

    def _beside(self, estimate: Estimate, point: Point) -> Iterator[tuple[Label, Box]]:
        """The value of a marker above and below it, each with the room that it takes."""
        x, y = point
        line = self.style.value(estimate)
        half, away = CAPITALS * self.style.size / 2, self.radius + ASIDE
        for middle in (y - away - half, y + away + half):
            box = (
                x - line.width / 2,
                middle - half - ASIDE,
                x + line.width / 2,
                middle + half + ASIDE,
            )
            if box[1] >= 0 and box[3] <= self.bottom + self.top:
                yield self.style.write(line, x, middle, anchor=0.5, prints=estimate), box

    def _around(self, point: Point) -> Box:
        x, y = point
        return x - self.radius, y - self.radius, x + self.radius, y + self.radius

    def _value(self, estimate: Estimate, x: float, y: float, anchor: float) -> Iterator[Mark]:
        line = self.style.value(estimate)
        yield self.style.write(line, x, y, anchor=anchor, prints=estimate)

    def _leader(self, x: float, y: float, to_x: float, to_y: float) -> Iterator[Mark]:
        """From a line's end to its label, where that has been moved."""
        if abs(to_y - y) > self.radius:
            yield Rule(x, y, to_x, to_y, self.style.theme.colours.muted, HAIRLINE)

    def _end(self, group: Group, at: int) -> float:
        """Where a line begins or ends: at the nearest value that has a place."""
        points = self.points(group)
        found = [point for point in (points if at == 0 else points[::-1]) if point is not None]
        return found[0][1] if found else self.bottom
