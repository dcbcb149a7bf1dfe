"""Grouped bars, natively: for each row one bar of each category of the banner."""

from __future__ import annotations

from reportgen.charts import categories
from reportgen.charts.colours import series
from reportgen.charts.grouped_bar import BETWEEN, grouped
from reportgen.charts.style import HAIRLINE
from reportgen.renderers.docx.charts.bar import Bars
from reportgen.renderers.docx.charts.frame import BLANK, Box, NativeChart, Stroke
from reportgen.renderers.docx.charts.kinds import NATIVE_CHARTS
from reportgen.renderers.docx.charts.legends import legend_above
from reportgen.renderers.docx.charts.rows import MARGIN, Rows
from reportgen.renderers.docx.charts.setting import Setting
from reportgen.results import Tabulation


@NATIVE_CHARTS.add("grouped_bar")
def grouped_bar(tabulation: Tabulation, setting: Setting) -> NativeChart:
    """A series for each category, in the order of the banner, over groups of the rows."""
    style = setting.style
    columns = categories(tabulation)
    names = tuple(style.name(tabulation.columns[place]) for place in columns)
    groups = grouped(tabulation, style, columns, names)
    pitch = style.theme.charts.bar
    rows = Rows.of(setting, groups, pitch * len(names) - BETWEEN)
    bars = Bars.of(setting, [value.estimate for group in groups for value in group.values])
    legend, top = legend_above(setting, names, rows.left)
    plot = Box(rows.left, top, style.right - rows.left - bars.room, rows.height)
    drawn = []
    for place, (name, colour) in enumerate(
        zip(names, series(style.theme.colours.series, len(names)), strict=True)
    ):
        points = [
            bars.point(group.values[place].estimate, plot.width) if group else BLANK
            for group in rows.groups
        ]
        drawn.append(bars.series(name, points, colour, place))
    return NativeChart(
        width=style.width,
        height=top + rows.height + MARGIN,
        kind="bar",
        series=tuple(drawn),
        categories=rows.labels,
        plot=plot,
        values=bars.scale,
        stub=setting.stub(tabulation),
        thickness=pitch - BETWEEN,
        gap=BETWEEN,
        base=Stroke(style.theme.colours.muted, HAIRLINE),
        legend=legend,
        beside=rows.items,
        shapes=tuple(rows.headings(top)),
    )
