"""A native chart → the chart part of a Word file."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.locales import Locale
from reportgen.renderers.docx.charts.axes import FIRST, SECOND, AxisWriter
from reportgen.renderers.docx.charts.frame import Box, NativeChart
from reportgen.renderers.docx.charts.markup import (
    A,
    C,
    Letters,
    c,
    letters_of,
    number,
    shape,
)
from reportgen.renderers.docx.charts.series import SeriesWriter, is_left_out
from reportgen.renderers.docx.charts.sheet import Sheet
from reportgen.renderers.docx.markup import R, Xml, part_of
from reportgen.theme import Theme

MOST_GAP = 500
"""The widest gap between bars, in hundredths of a bar."""


def chart_part(
    chart: NativeChart,
    sheet: Sheet,
    theme: Theme,
    locale: Locale,
    workbook: str,
    drawing: str | None = None,
) -> bytes:
    """The part's bytes; `workbook` and `drawing` are the ids by which it relates to these."""
    letters, ink = letters_of(theme, locale), theme.colours.ink
    space = c(
        "chartSpace",
        c("date1904", val=False),
        c("lang", val=locale.tag),
        c("roundedCorners", val=False),
        _chart(chart, sheet, theme, letters),
        shape(),
        letters.of_all(ink),
        c("externalData", c("autoUpdate", val=False), **{"r:id": workbook}),
        c("userShapes", **{"r:id": drawing}) if drawing else None,
    )
    return part_of(space, {"c": C, "a": A, "r": R})


def _chart(chart: NativeChart, sheet: Sheet, theme: Theme, letters: Letters) -> Xml:
    series = SeriesWriter(chart, sheet, letters)
    axes = AxisWriter(chart, letters, theme.colours)
    plot = c(
        "plotArea",
        c("layout", _layout(chart, chart.plot, c("layoutTarget", val="inner"))),
        *_plotted(chart, series),
        *axes.written(),
        shape(),
    )
    return c(
        "chart",
        c("autoTitleDeleted", val=True),
        plot,
        _legend(chart, letters, theme.colours.ink),
        c("plotVisOnly", val=True),
        c("dispBlanksAs", val="gap"),
    )


def _plotted(chart: NativeChart, series: SeriesWriter) -> Iterator[Xml]:
    """What draws the series: bars, lines, or points."""
    if chart.kind == "scatter":
        yield c(
            "scatterChart",
            c("scatterStyle", val="lineMarker"),
            c("varyColors", val=False),
            *series.written(),
            *_axes(),
        )
    elif chart.kind == "line":
        yield _lines(series)
    else:
        yield _bars(chart, series)
        if any(each.is_over for each in chart.series):
            yield _lines(series, over=True)


def _axes() -> tuple[Xml, Xml]:
    return c("axId", val=FIRST), c("axId", val=SECOND)


def _lines(series: SeriesWriter, *, over: bool = False) -> Xml:
    return c(
        "lineChart",
        c("grouping", val="standard"),
        c("varyColors", val=False),
        *series.written(over=over),
        c("marker", val=True),
        *_axes(),
    )


def _bars(chart: NativeChart, series: SeriesWriter) -> Xml:
    return c(
        "barChart",
        c("barDir", val="bar" if chart.kind == "bar" else "col"),
        c("grouping", val="stacked" if chart.is_stacked else "clustered"),
        c("varyColors", val=False),
        *series.written(),
        c("gapWidth", val=_gap_width(chart)),
        c("overlap", val=_overlap(chart)),
        *_axes(),
    )


def _gap_width(chart: NativeChart) -> int:
    """What is left between the bars of two categories, in hundredths of a bar."""
    extent = chart.plot.height if chart.kind == "bar" else chart.plot.width
    band = extent / max(len(chart.categories), 1)
    bars = [series for series in chart.series if not series.is_over]
    number_ = 1 if chart.is_stacked else max(len(bars), 1)
    taken = number_ * chart.thickness + (number_ - 1) * chart.gap
    thickness = chart.thickness or band / 2
    return max(0, min(round(100 * (band - taken) / thickness), MOST_GAP))


def _overlap(chart: NativeChart) -> int:
    """How far bars of one category cover each other, in hundredths; below 0 there are gaps."""
    if chart.is_stacked:
        return 100
    return -round(100 * chart.gap / chart.thickness) if chart.thickness else 0


def _legend(chart: NativeChart, letters: Letters, ink: str) -> Xml | None:
    if chart.legend is None:
        return None
    hidden = (
        c("legendEntry", c("idx", val=place), c("delete", val=True))
        for place in range(len(chart.series))
        if is_left_out(chart, place)
    )
    return c(
        "legend",
        c("legendPos", val="t"),
        *hidden,
        c("layout", _layout(chart, chart.legend)),
        c("overlay", val=False),
        letters.of_all(ink),
    )


def _layout(chart: NativeChart, box: Box, target: Xml | None = None) -> Xml:
    """A place in the chart, in parts of its width and height."""
    parts = {
        "x": box.x / chart.width,
        "y": box.y / chart.height,
        "w": box.width / chart.width,
        "h": box.height / chart.height,
    }
    return c(
        "manualLayout",
        target,
        c("xMode", val="edge"),
        c("yMode", val="edge"),
        *(c(name, val=number(round(value, 5))) for name, value in parts.items()),
    )
