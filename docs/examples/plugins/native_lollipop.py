"""The same chart kind as a chart of Word: points of a scatter, and lines that lead to them."""

from reportgen.charts import Group, Value
from reportgen.renderers.docx.charts import (
    NATIVE_CHARTS,
    Box,
    Labels,
    Marker,
    NativeChart,
    Rows,
    Scale,
    Series,
    Setting,
    Stroke,
    segments,
)
from reportgen.results import Tabulation

RADIUS, TOP, ROOM, STEM = 3.2, 4.0, 40.0, 1.2


@NATIVE_CHARTS.add("lollipop")
def native_lollipop(tabulation: Tabulation, setting: Setting) -> NativeChart:
    """Return a line with a dot for each row, of all respondents, each with its value."""
    style = setting.style
    colours, estimates = style.theme.colours, [row.estimates[-1] for row in tabulation.rows]
    groups = [
        Group(style.locale.text(row.label), (Value(None, estimate),))
        for row, estimate in zip(tabulation.rows, estimates, strict=True)
    ]
    rows = Rows.of(setting, groups, style.theme.charts.bar)
    dots = [setting.point(estimate, at=row + 0.5) for row, estimate in enumerate(estimates)]
    stems = [
        ((0.0, dot.at or 0.0), (dot.value, dot.at or 0.0)) if dot.value else None for dot in dots
    ]
    end = max(setting.share(estimate) for estimate in estimates) or 1.0
    return NativeChart(
        width=style.width,
        height=rows.height + 2 * TOP,
        kind="scatter",
        series=(
            segments("", stems, Stroke(colours.muted, STEM)),
            Series(
                setting.share_name,
                tuple(dots),
                marker=Marker("circle", 2 * RADIUS, colours.accent),
                labels=Labels("r", colours.ink, format=setting.percent),
            ),
        ),
        categories=rows.names,
        plot=Box(rows.left, TOP, style.right - rows.left - ROOM, rows.height),
        values=Scale(0, end, is_shown=False),
        upright=Scale(0, len(rows.labels), is_shown=False, is_reversed=True),
        stub=setting.stub(tabulation),
        base=Stroke(colours.muted, STEM / 2),
        shapes=rows.label_shapes(TOP),
    )
