"""The series of a chart → DrawingML: what draws them, their labels, whiskers and cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from reportgen.renderers.docx.charts.frame import (
    Fill,
    Labels,
    Marker,
    NativeChart,
    Point,
    Series,
)
from reportgen.renderers.docx.charts.markup import (
    Letters,
    c,
    cached_name,
    cached_numbers,
    cached_text,
    filled,
    line,
    number,
    shape,
    stroked,
)
from reportgen.renderers.docx.charts.setting import formatted
from reportgen.renderers.docx.charts.sheet import SeriesColumns, Sheet
from reportgen.renderers.docx.markup import Element

SHOWN = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
C15 = "http://schemas.microsoft.com/office/drawing/2012/chart"
EXTENSION = "{CE6537A1-D6FC-4f65-9D91-7224C49458BB}"
"""The extension in which labels say what charts could not say before Office 2013."""
LEAST_MARKER, MOST_MARKER = 2, 72


@dataclass(frozen=True, slots=True)
class SeriesWriter:
    """Writes the series of one chart."""

    chart: NativeChart
    sheet: Sheet
    letters: Letters

    def written(self) -> Iterator[Element]:
        """The series in order."""
        for place, (series, columns) in enumerate(
            zip(self.chart.series, self.sheet.series, strict=True)
        ):
            yield self._series(place, series, columns)

    def _series(self, place: int, series: Series, columns: SeriesColumns) -> Element:
        is_scatter = self.chart.kind == "scatter"
        head = (
            c("idx", val=place),
            c("order", val=place),
            c("tx", cached_name(columns.values)),
        )
        labels, whiskers = self._labels(series), self._whiskers(series, columns)
        if not is_scatter:
            return c(
                "ser", *head, shape(series.fill), c("invertIfNegative", val=False),
                *self._own_looks(series), labels, whiskers,
                c("cat", cached_text(self.sheet.labels)),
                c("val", cached_numbers(columns.values)),
            )  # fmt: skip
        assert columns.places is not None  # of a scatter
        return c(
            "ser", *head, stroked(series.line), _marker(series.marker),
            *self._own_looks(series), labels, whiskers,
            c("xVal", cached_numbers(columns.values)),
            c("yVal", cached_numbers(columns.places)),
            c("smooth", val=False),
        )  # fmt: skip

    def _own_looks(self, series: Series) -> Iterator[Element]:
        """The points that don't look like their series; at one without a value there is nothing."""
        for place, point in enumerate(series.points):
            if self.chart.kind == "scatter":
                if point.value is None and not point.is_blank and series.marker:
                    yield c(
                        "dPt", c("idx", val=place), c("marker", c("symbol", val="none")),
                        c("bubble3D", val=False),
                    )  # fmt: skip
            elif point.fill is not None:
                yield c(
                    "dPt", c("idx", val=place), c("invertIfNegative", val=False),
                    c("bubble3D", val=False), shape(point.fill),
                )  # fmt: skip

    # ------------------------------------------------------------------------------------ labels

    def _labels(self, series: Series) -> Element | None:
        """The labels, each of its own where the series' look or number format isn't right."""
        labels = series.labels
        if labels is None:
            return None
        each = (
            self._label(place, point, labels)
            for place, point in enumerate(series.points)
            if not point.is_blank
        )
        return c("dLbls", *each, *self._shown(labels, labels.colour), _without_leaders())

    def _label(self, place: int, point: Point, labels: Labels) -> Element | None:
        index = c("idx", val=place)
        if not point.text:
            return c("dLbl", index, c("delete", val=True))
        printed = None if point.value is None else formatted(point.value, labels.format)
        is_own = point.text != printed
        ink = point.ink or labels.colour
        if not (is_own or point.ink or any(point.shift)):
            return None
        text = None
        if is_own:
            align = {"l": "r", "r": "l"}.get(labels.position, "")
            rich = self.letters.rich(point.text, ink, is_bold=labels.is_bold, align=align)
            text = c("tx", rich)
        return c("dLbl", index, self._moved(point), text, *self._shown(labels, ink))

    def _moved(self, point: Point) -> Element | None:
        """How far a label stands from its position, in parts of the chart."""
        if not any(point.shift):
            return None
        right, down = point.shift
        return c(
            "layout",
            c(
                "manualLayout",
                c("x", val=number(round(right / self.chart.width, 5))),
                c("y", val=number(round(down / self.chart.height, 5))),
            ),
        )

    def _shown(self, labels: Labels, ink: str) -> Iterator[Element]:
        yield c("numFmt", formatCode=labels.format, sourceLinked=False)
        yield shape()
        yield self.letters.of_all(ink, is_bold=labels.is_bold, wraps=False)
        yield c("dLblPos", val=labels.position)
        for name in SHOWN:
            yield c(name, val=name == "showVal")

    # ---------------------------------------------------------------------------------- whiskers

    def _whiskers(self, series: Series, columns: SeriesColumns) -> Element | None:
        if series.whisker is None or columns.minus is None or columns.plus is None:
            return None
        is_scatter = self.chart.kind == "scatter"
        return c(
            "errBars",
            c("errDir", val="x") if is_scatter else None,
            c("errBarType", val="both"),
            c("errValType", val="cust"),
            c("noEndCap", val=not series.has_caps),
            c("plus", cached_numbers(columns.plus)),
            c("minus", cached_numbers(columns.minus)),
            stroked(series.whisker),
        )


def _marker(marker: Marker | None) -> Element:
    if marker is None:
        return c("marker", c("symbol", val="none"))
    size = min(max(round(marker.size), LEAST_MARKER), MOST_MARKER)
    look = c("spPr", filled(Fill(marker.colour)), line(None))
    return c("marker", c("symbol", val=marker.symbol), c("size", val=size), look)


def _without_leaders() -> Element:
    """What says that no line leads from a label that was moved to its point."""
    leaders = etree.Element(f"{{{C15}}}showLeaderLines", {"val": "0"}, {"c15": C15})
    return c("extLst", c("ext", leaders, uri=EXTENSION))
