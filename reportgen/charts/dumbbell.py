"""Dumbbells: for each row of the stub the dots of two groups, joined by a line."""

from __future__ import annotations

from reportgen.charts.axis import Axis
from reportgen.charts.colours import between, series
from reportgen.charts.drawing import CHARTS
from reportgen.charts.grouped_bar import grouped
from reportgen.charts.markers import RADIUS, marker, sample
from reportgen.charts.scene import Group, Mark, Rule, Scene
from reportgen.charts.stub import OVERHANG, Stub
from reportgen.charts.style import VALUE_GAP, Style, categories, full_scale, legend, length
from reportgen.errors import error
from reportgen.results import Tabulation

BAR = 2.4
"""Thickness of the line between the dots, in points."""
STRENGTH = 0.45


@CHARTS.add("dumbbell")
def dumbbell(tabulation: Tabulation, style: Style) -> Scene:
    """Return a line between two dots for each row, with a value outside each dot.

    Raises ReportError unless the banner has two categories.
    """
    columns = categories(tabulation)
    if tabulation.by is None:
        raise error("chart-without-breakdown", style.place)
    if len(columns) != 2:
        raise error("dumbbell-without-two-groups", style.place, number=len(columns))
    names = tuple(style.name(tabulation.columns[place]) for place in columns)
    groups = grouped(tabulation, style, columns, names)
    colours = series(style.theme.colours.series, 2)
    stub = Stub(style, groups)
    key = legend(style, names, colours, stub.left, sample)
    widest = max(style.value(value.estimate).width for group in groups for value in group.values)
    # A value may stand left of zero.
    room = RADIUS * style.size + VALUE_GAP + widest
    end = full_scale(value for group in groups for value in group.values)
    left = stub.left + room
    axis = Axis(style, left, (style.right - room - left) / end, end)
    places = stub.place(key.height + OVERHANG, style.theme.charts.bar)
    rows = [
        mark
        for group, middle in zip(groups, places.middles, strict=True)
        for mark in _row(style, axis, group, middle, colours)
    ]
    bottom = places.bottom + OVERHANG
    zero = style.baseline(left, key.height, bottom)
    grid = axis.grid(key.height, bottom)
    marks = (*key.marks, *grid, zero, *rows, *axis.below(bottom), *places.labels)
    return style.scene(marks, bottom + axis.height, groups)


def _row(
    style: Style, axis: Axis, group: Group, middle: float, colours: tuple[str, ...]
) -> list[Mark]:
    """The dots of a row over the line between them, and their values on either side."""
    radius = RADIUS * style.size
    tokens = style.theme.colours
    ends = [
        (axis.left + length(value.estimate) * axis.unit, value.estimate, place)
        for place, value in enumerate(group.values)
    ]
    # What has no place on the scale has its dash or n/N left of the zero line.
    shown = sorted(
        (end for end in ends if style.has_place(end[1])), key=lambda end: (end[0], end[2])
    )
    absent = [end for end in ends if not style.has_place(end[1])]
    marks: list[Mark] = []
    if len(shown) == 2:
        colour = between(tokens.paper, tokens.muted, STRENGTH)
        marks.append(Rule(shown[0][0], middle, shown[1][0], middle, colour, BAR))
    marks += (marker(place, x, middle, radius, colours[place]) for x, _, place in shown)
    outside = radius + VALUE_GAP
    low, high = (shown if len(shown) == 2 else [*absent, *shown])[:2]
    for (x, estimate, _), anchor, way in ((low, 1, -outside), (high, 0, outside)):
        label = style.write(style.value(estimate), x + way, middle, anchor=anchor, prints=estimate)
        marks += (*axis.clearing(label), label)
    return marks
