"""Bars: one for each row of the stub, of all respondents."""

from __future__ import annotations

from reportgen.charts.drawing import CHARTS
from reportgen.charts.scene import Block, Group, Label, Mark, Scene, Value
from reportgen.charts.stub import OVERHANG, Stub
from reportgen.charts.style import VALUE_GAP, Style, full_scale, length
from reportgen.errors import error
from reportgen.results import Tabulation


@CHARTS.add("bar")
def bar(tabulation: Tabulation, style: Style) -> Scene:
    """Return horizontal bars in the order of the rows, each with its label and its value.

    Every bar is labelled, so there is no axis. Raises ReportError for a breakdown.
    """
    if tabulation.by is not None:
        raise error(
            "bar-with-breakdown",
            tabulation.by.place,
            found=tabulation.by.name,
            allowed=("grouped_bar", "stacked_bar"),
        )
    groups = tuple(
        Group(
            style.locale.text(row.label),
            (Value(None, row.estimates[0]),),
            style.locale.text(row.group) if row.group else None,
        )
        for row in tabulation.rows
    )
    thickness = style.theme.charts.bar
    stub = Stub(style, groups)
    values = [style.value(group.values[0].estimate) for group in groups]
    room = max((line.width for line in values), default=0.0) + VALUE_GAP
    unit = (style.right - stub.left - room) / full_scale(
        v for group in groups for v in group.values
    )
    places = stub.place(OVERHANG, thickness)
    blocks, labels = list[Block](), list[Label]()
    for group, line, middle in zip(groups, values, places.middles, strict=True):
        extent = length(group.values[0].estimate) * unit
        top = middle - thickness / 2
        blocks.append(Block(stub.left, top, extent, thickness, style.theme.colours.accent))
        shown = group.values[0].estimate
        labels.append(style.write(line, stub.left + extent + VALUE_GAP, middle, prints=shown))
    marks: tuple[Mark, ...] = (*blocks, *places.rules, *places.labels, *labels)
    return style.scene(marks, places.bottom + OVERHANG, groups)
