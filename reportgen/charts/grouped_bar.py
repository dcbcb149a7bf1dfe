"""Grouped bars: for each row of the stub, one bar for each category of the banner."""

from __future__ import annotations

from reportgen.charts.bar import Bars
from reportgen.charts.colours import series
from reportgen.charts.drawing import CHARTS
from reportgen.charts.scene import Group, Scene, Value
from reportgen.charts.stub import OVERHANG, Stub
from reportgen.charts.style import Style, categories, legend
from reportgen.results import Tabulation

BETWEEN = 1.0
"""The gap between bars of a group, in points."""


@CHARTS.add("grouped_bar")
def grouped_bar(tabulation: Tabulation, style: Style) -> Scene:
    """Return groups of horizontal bars in the order of the rows, under a legend of categories.

    The total of the banner is left out where there are categories beside it.
    """
    columns = categories(tabulation)
    names = tuple(style.name(tabulation.columns[place]) for place in columns)
    groups = grouped(tabulation, style, columns, names)
    colours = series(style.theme.colours.series, len(names))
    stub = Stub(style, groups)
    key = legend(style, names, colours, stub.left)
    pitch = style.theme.charts.bar
    estimates = [value.estimate for group in groups for value in group.values]
    bars = Bars.of(style, estimates, pitch - BETWEEN)
    unit = (style.right - stub.left - bars.room) / bars.end
    places = stub.place(key.height + OVERHANG, pitch * len(names) - BETWEEN)
    marks = list(key.marks)
    for group, centre in zip(groups, places.middles, strict=True):
        middle = centre - (len(names) - 1) / 2 * pitch
        for place, (value, colour) in enumerate(zip(group.values, colours, strict=True)):
            marks += bars.draw(value.estimate, stub.left, middle, unit, colour, place)
            middle += pitch
    marks = [*marks, *places.rules, *places.labels]
    return style.scene(marks, places.bottom + OVERHANG, groups)


def grouped(
    tabulation: Tabulation, style: Style, columns: tuple[int, ...], names: tuple[str, ...]
) -> tuple[Group, ...]:
    """The rows of a tabulation, each with its categories by name."""
    return tuple(
        Group(
            style.locale.text(row.label),
            tuple(
                Value(name, row.estimates[place])
                for place, name in zip(columns, names, strict=True)
            ),
            style.locale.text(row.group) if row.group else None,
        )
        for row in tabulation.rows
    )
