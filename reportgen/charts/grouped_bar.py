"""Grouped bars: for each row of the stub, one bar for each category of the banner."""

from __future__ import annotations

from reportgen.charts.colours import series
from reportgen.charts.drawing import CHARTS
from reportgen.charts.scene import Block, Group, Label, Mark, Scene, Value
from reportgen.charts.stub import OVERHANG, Stub
from reportgen.charts.style import VALUE_GAP, Style, categories, full_scale, legend, length
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
    groups = _groups(tabulation, style, columns, names)
    colours = series(style.theme.colours.series, len(names))
    stub = Stub(style, groups)
    key = legend(style, names, colours, stub.left)
    pitch = style.theme.charts.bar
    values = [[style.value(value.estimate) for value in group.values] for group in groups]
    room = max((line.width for lines in values for line in lines), default=0.0) + VALUE_GAP
    unit = (style.right - stub.left - room) / full_scale(
        v for group in groups for v in group.values
    )
    places = stub.place(key.height + OVERHANG, pitch * len(names) - BETWEEN)
    blocks, labels = list[Block](), list[Label]()
    for group, lines, centre in zip(groups, values, places.middles, strict=True):
        top = centre - (pitch * len(names) - BETWEEN) / 2
        series_of = zip(group.values, lines, colours, strict=True)
        for place, (value, line, colour) in enumerate(series_of):
            extent = length(value.estimate) * unit
            blocks.append(style.block(stub.left, top, extent, pitch - BETWEEN, colour, place))
            middle = top + (pitch - BETWEEN) / 2
            end = stub.left + extent + VALUE_GAP
            labels.append(style.write(line, end, middle, prints=value.estimate))
            top += pitch
    marks: tuple[Mark, ...] = (*key.marks, *blocks, *places.rules, *places.labels, *labels)
    return style.scene(marks, places.bottom + OVERHANG, groups)


def _groups(
    tabulation: Tabulation, style: Style, columns: tuple[int, ...], names: tuple[str, ...]
) -> tuple[Group, ...]:
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
