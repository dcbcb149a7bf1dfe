"""Dumbbells, natively: a scatter of two series of points, and lines that join them row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportgen.charts.colours import between, series
from reportgen.charts.dumbbell import STRENGTH
from reportgen.charts.grouped_bar import grouped
from reportgen.charts.markers import RADIUS
from reportgen.charts.style import VALUE_GAP, categories, scale_end
from reportgen.errors import error
from reportgen.renderers.docx.charts.frame import (
    BLANK,
    Box,
    Labels,
    Marker,
    NativeChart,
    Point,
    Series,
    Stroke,
    Symbol,
)
from reportgen.renderers.docx.charts.kinds import NATIVE_CHARTS
from reportgen.renderers.docx.charts.legends import MARKER_SAMPLE, legend_above
from reportgen.renderers.docx.charts.points import (
    axis_room,
    percent_scale,
    row,
    row_names,
    rows_scale,
    strokes,
    untold,
)
from reportgen.renderers.docx.charts.rows import LABEL_GAP, Rows
from reportgen.renderers.docx.charts.setting import Setting
from reportgen.results import Tabulation

SYMBOLS: tuple[Symbol, Symbol] = ("circle", "diamond")
GROWN = (1.0, 1.25)
"""How far these reach, in radii, so that both look alike in size."""
JOINED = 1.6
"""Thickness of the line between points: LibreOffice draws it over them."""


@NATIVE_CHARTS.add("dumbbell")
def dumbbell(tabulation: Tabulation, setting: Setting) -> NativeChart:
    """A point for each of two groups in each row, joined by a line, with its value outside."""
    style = setting.style
    columns = categories(tabulation)
    if tabulation.by is None:
        raise error("chart-without-breakdown", style.place)
    if len(columns) != 2:
        raise error("dumbbell-without-two-groups", style.place, number=len(columns))
    names = tuple(style.name(tabulation.columns[place]) for place in columns)
    groups = grouped(tabulation, style, columns, names)
    rows = Rows.of(setting, groups, style.theme.charts.bar)
    ends = [
        tuple(setting.point(value.estimate) for value in group.values) if group else ()
        for group in rows.groups
    ]
    widest = max(setting.width(point.text) for pair in ends for point in pair)
    room = RADIUS * style.size + 2 * VALUE_GAP + widest
    left = rows.left - LABEL_GAP + room
    legend, top = legend_above(setting, names, left, MARKER_SAMPLE)
    plot = Box(left, top, style.right - room - left, rows.height)
    end = scale_end(setting.share(value.estimate) for group in groups for value in group.values)
    absent = ["  ".join(point.text for point in pair if point.value is None) for pair in ends]
    names_of_rows = row_names(setting, rows.labels, rows.groups, 0.0, room)
    told = (*untold(setting, absent, 0.0), *names_of_rows)
    return NativeChart(
        width=style.width,
        height=plot.y + plot.height + axis_room(setting),
        kind="scatter",
        series=(*_sides(setting, names, ends), *_joined(setting, ends), *told),
        categories=rows.names,
        plot=plot,
        values=percent_scale(setting, end, plot.width),
        upright=rows_scale(len(rows.labels)),
        stub=setting.stub(tabulation),
        legend=legend,
        shapes=tuple(rows.headings(top)),
    )


def _sides(
    setting: Setting, names: Sequence[str], ends: Sequence[Sequence[Point]]
) -> Iterator[Series]:
    """The points of each group."""
    style = setting.style
    labels = Labels("r", style.theme.colours.ink, format=setting.percent)
    colours = series(style.theme.colours.series, 2)
    for side, (name, colour) in enumerate(zip(names, colours, strict=True)):
        points = tuple(_placed(ends, side, place) for place in range(len(ends)))
        marker = Marker(SYMBOLS[side], 2 * RADIUS * style.size * GROWN[side], colour)
        yield Series(name, points, marker=marker, labels=labels)


def _joined(setting: Setting, ends: Sequence[Sequence[Point]]) -> Iterator[Series]:
    """The lines between the points of the rows that have both."""
    tokens = setting.style.theme.colours
    lines = [
        [
            (point.value, row(place, len(ends)), (side, place))
            for side, point in enumerate(pair)
            if point.value is not None
        ]
        for place, pair in enumerate(ends)
    ]
    whole = [line for line in lines if len(line) == 2]
    if whole:
        stroke = Stroke(between(tokens.paper, tokens.muted, STRENGTH), JOINED)
        yield strokes(setting.style.locale.charts["joined"], stroke, whole)


def _placed(ends: Sequence[Sequence[Point]], side: int, place: int) -> Point:
    """The point of one group in a row, its value on the side away from the other's."""
    pair = ends[place]
    if not pair or pair[side].value is None:
        return BLANK
    own, other = pair[side].value or 0.0, pair[1 - side].value
    is_lower = other is not None and (own, side) < (other, 1 - side)
    return replace(pair[side], at=row(place, len(ends)), position="l" if is_lower else "r")
