"""Bars in panels, natively: one stack of bars, in which spacers reach to the next panel.

So all panels have the same rows and the same scale, in one chart with one workbook.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reportgen.charts.panels import PANEL_GAP
from reportgen.renderers.docx.charts.bar import Bars
from reportgen.renderers.docx.charts.frame import (
    BLANK,
    Labels,
    NativeChart,
    Point,
    Scale,
    Series,
)
from reportgen.renderers.docx.charts.kinds import NATIVE_CHARTS
from reportgen.renderers.docx.charts.panel_grid import PanelGrid
from reportgen.renderers.docx.charts.rows import MARGIN
from reportgen.renderers.docx.charts.setting import Setting
from reportgen.results import Tabulation


@NATIVE_CHARTS.add("bar_panels")
def bar_panels(tabulation: Tabulation, setting: Setting) -> NativeChart:
    """A panel of bars for each category of the banner, all on one scale."""
    style = setting.style
    bars = Bars.of(setting, [each for row in tabulation.rows for each in row.estimates])
    grid = PanelGrid.of(tabulation, setting, bars.room, style.theme.charts.bar, 0.0)
    unit = (grid.width - bars.room) / bars.end
    plot = grid.plot
    return NativeChart(
        width=style.width,
        height=plot.y + plot.height + MARGIN,
        kind="bar",
        series=tuple(_series(setting, bars, grid, unit)),
        categories=grid.labels,
        plot=plot,
        values=Scale(0, plot.width / unit, is_shown=False),
        stub=setting.stub(tabulation),
        thickness=style.theme.charts.bar,
        is_stacked=True,
        shapes=(*grid.base_shapes(), *grid.title_shapes(), *grid.heading_shapes()),
    )


def _series(setting: Setting, bars: Bars, grid: PanelGrid, unit: float) -> Iterator[Series]:
    """The bars of each panel, then its spacers, whose labels stand where those of bars may not."""
    style = setting.style
    ink, accent = style.theme.colours.ink, style.theme.colours.accent
    extent = bars.end * unit
    reach = round((grid.width + PANEL_GAP) / unit, 6)
    for place, column in enumerate(grid.columns):
        each = [
            bars.point(estimate, extent) if estimate else BLANK
            for estimate in grid.estimates(place)
        ]
        name = style.name(grid.tabulation.columns[column])
        values = grid.in_rows(place, [replace(point, label="", shift=(0, 0)) for point in each])
        shown = replace(
            bars.series(name, values, accent), labels=Labels("ctr", ink, format=setting.percent)
        )
        yield shown
        shifts = (point.shift for point in grid.in_rows(place, each))
        spacers = tuple(
            point if point.is_blank else _spacer(point, reach, shift, (2 * place, row))
            for row, (point, shift) in enumerate(zip(values, shifts, strict=True))
        )
        labels = Labels("inBase", ink, prints=shown)
        yield Series(style.locale.charts["spacer"], spacers, labels=labels, is_told=False)


def _spacer(point: Point, reach: float, shift: tuple[float, float], of: tuple[int, int]) -> Point:
    """What is left from the end of a bar to where the next panel begins, `reach` from its zero."""
    rest = reach - (point.value or 0.0)
    return Point(rest, point.text, shift=shift, same=of, more=reach, is_less=True)
