"""Dots in panels, natively: one scatter, in which each panel is drawn further right.

The shares are series that aren't seen; what is drawn are others, whose cells add to these where
their panel begins.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reportgen.charts.axis import Axis
from reportgen.charts.markers import RADIUS, WHISKER
from reportgen.charts.style import HAIRLINE
from reportgen.renderers.docx.charts.axes import GRID
from reportgen.renderers.docx.charts.dot import Dots
from reportgen.renderers.docx.charts.frame import (
    BLANK,
    Labels,
    Line,
    Marker,
    NativeChart,
    Point,
    Scale,
    Series,
    Stroke,
    Words,
    segments,
)
from reportgen.renderers.docx.charts.kinds import NATIVE_CHARTS
from reportgen.renderers.docx.charts.panel_grid import PanelGrid
from reportgen.renderers.docx.charts.points import row, rows_scale, untold
from reportgen.renderers.docx.charts.rows import MARGIN
from reportgen.renderers.docx.charts.scales import AXIS_HEIGHT, percent_axis
from reportgen.renderers.docx.charts.setting import Setting
from reportgen.results import Tabulation


@NATIVE_CHARTS.add("dot_panels")
def dot_panels(tabulation: Tabulation, setting: Setting) -> NativeChart:
    """A panel of dots for each category of the banner, all on one scale."""
    style = setting.style
    dots = Dots.of(setting, [each for row in tabulation.rows for each in row.estimates])
    below = AXIS_HEIGHT * style.size
    grid = PanelGrid.of(tabulation, setting, dots.room, style.theme.charts.bar, below)
    unit = (grid.width - dots.room) / dots.end
    plot = grid.plot
    return NativeChart(
        width=style.width,
        height=plot.y + plot.height + below + MARGIN,
        kind="scatter",
        series=tuple(_series(setting, dots, grid, unit)),
        categories=grid.names,
        plot=plot,
        values=Scale(0, plot.width / unit, is_shown=False),
        upright=rows_scale(grid.number),
        stub=setting.stub(tabulation),
        shapes=tuple(_shapes(setting, grid, unit, dots.end)),
    )


def _series(setting: Setting, dots: Dots, grid: PanelGrid, unit: float) -> Iterator[Series]:
    """The shares of each panel, then what is drawn of them."""
    shares = [_shares(setting, dots, grid, place, unit) for place in range(len(grid.columns))]
    yield from shares
    for place, share in enumerate(shares):
        start = round((grid.left(place) - grid.rows.left) / unit, 6)
        yield from _drawn(setting, share, place, start)
        texts = [
            setting.point(estimate).text
            if estimate and setting.point(estimate).value is None
            else ""
            for estimate in grid.estimates(place)
        ]
        whole = grid.in_rows(place, [Point(None, text) for text in texts])
        yield from untold(setting, [point.text for point in whole], start, "r")


def _shares(setting: Setting, dots: Dots, grid: PanelGrid, place: int, unit: float) -> Series:
    """The shares of a panel, which aren't drawn themselves."""
    style = setting.style
    points = [
        dots.point(estimate, 0.0, dots.end * unit) if estimate else BLANK
        for estimate in grid.estimates(place)
    ]
    found = tuple(
        replace(point, at=row(at, grid.number)) if point.value is not None else BLANK
        for at, point in enumerate(grid.in_rows(place, points))
    )
    name = style.name(grid.tabulation.columns[grid.columns[place]])
    labels = Labels("r", style.theme.colours.ink, format=setting.percent)
    return Series(name, tuple(replace(each, label="") for each in found), labels=labels,
        is_told=False)  # fmt: skip


def _drawn(setting: Setting, share: Series, place: int, start: float) -> Iterator[Series]:
    """The intervals and the dots of a panel that begins at that place of the scale."""
    style = setting.style
    accent, words = style.theme.colours.accent, style.locale.charts
    ends = [
        ((point.interval[0] + start, point.at), (point.interval[1] + start, point.at))
        if point.interval and point.at is not None
        else None
        for point in share.points
    ]
    if any(ends):
        yield segments(words["limits"].format(name=share.name), ends, Stroke(accent, WHISKER))
    points = tuple(
        BLANK
        if point.value is None
        else replace(point, value=point.value + start, label=None, same=(place, at), more=start)
        for at, point in enumerate(share.points)
    )
    marker = Marker("circle", 2 * RADIUS * style.size, accent)
    labels = Labels("r", style.theme.colours.ink, prints=share)
    name = words["drawn"].format(name=share.name)
    yield Series(name, points, marker=marker, labels=labels, is_told=False)


def _shapes(setting: Setting, grid: PanelGrid, unit: float, end: float) -> Iterator[Line | Words]:
    """The names of the panels, of the rows at the left, and the axis of each panel."""
    # Shapes lie over the dots, which are seen through a line that hides little.
    light = Stroke(setting.style.theme.colours.muted, HAIRLINE, GRID)
    yield from grid.title_shapes()
    yield from grid.base_shapes()
    for place in range(len(grid.columns)):
        if place % grid.across == 0:
            yield from grid.rows.label_shapes(grid.top(place))
        axis = Axis(setting.style, grid.left(place), unit, end)
        for tick in axis.ticks[1:]:
            x = axis.x(tick)
            yield Line(x, grid.top(place), x, grid.bottom(place), light)
        yield from percent_axis(setting, axis, grid.bottom(place))
