"""The series of a chart → DrawingML: what draws them, their labels, whiskers and cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportgen.renderers.docx.charts.frame import (
    Fill,
    Labels,
    Marker,
    NativeChart,
    Point,
    Series,
)
from reportgen.renderers.docx.charts.label_cells import (
    field_of,
    from_cells,
    label_range,
    without_leaders,
)
from reportgen.renderers.docx.charts.markup import (
    UNTURNED,
    UPWARDS,
    Letters,
    Turn,
    c,
    cached_name,
    cached_numbers,
    cached_text,
    filled,
    line,
    number,
    shape,
    stroked,
    told,
)
from reportgen.renderers.docx.charts.setting import formatted
from reportgen.renderers.docx.charts.sheet import Column, SeriesColumns, Sheet
from reportgen.renderers.docx.markup import Xml

SHOWN = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
LEAST_MARKER, MOST_MARKER = 2, 72


@dataclass(frozen=True, slots=True)
class SeriesWriter:
    """Writes the series of one chart."""

    chart: NativeChart
    sheet: Sheet
    letters: Letters

    def written(self, *, over: bool = False) -> Iterator[Xml]:
        """The series in order: those over the columns of a column chart, or all others."""
        for place, (series, columns) in enumerate(
            zip(self.chart.series, self.sheet.series, strict=True)
        ):
            if series.is_over == over:
                yield self._series(place, series, columns)

    def _series(self, place: int, series: Series, columns: SeriesColumns) -> Xml:
        is_scatter = self.chart.kind == "scatter"
        head = (
            c("idx", val=place),
            c("order", val=place),
            c("tx", cached_name(columns.values) if self._has_name(place) else told("v", " ")),
        )
        labels, whiskers = self._labels(series), self._whiskers(series, columns)
        printed = self._printed(series)
        cells = label_range(printed, self._column(printed)) if printed else None
        if series.is_over or self.chart.kind == "line":
            return c(
                "ser", *head, stroked(series.line), _marker(series.marker), labels, whiskers,
                c("cat", cached_text(self.sheet.labels)),
                c("val", cached_numbers(columns.values)),
                c("smooth", val=False),
            )  # fmt: skip
        if not is_scatter:
            return c(
                "ser", *head, shape(series.fill, series.outline), c("invertIfNegative", val=False),
                *self._own_looks(series), labels, whiskers,
                c("cat", cached_text(self.sheet.labels)),
                c("val", cached_numbers(columns.values)), cells,
            )  # fmt: skip
        assert columns.places is not None  # of a scatter
        return c(
            "ser", *head, stroked(series.line), _marker(series.marker),
            *self._own_looks(series), labels,
            c("xVal", cached_numbers(columns.values)),
            c("yVal", cached_numbers(columns.places)),
            c("smooth", val=False),
            cells,
        )  # fmt: skip

    def _has_name(self, place: int) -> bool:
        """Whether a series has its name: not where the legend can't leave it out."""
        chart = self.chart
        return chart.series[place].is_told or chart.legend is None or is_left_out(chart, place)

    def _printed(self, series: Series) -> Series | None:
        """The series whose cells the labels of this one print; None where they print values.

        The value of a label in a scatter is that of the upright scale: not the number to print.
        """
        if series.labels is None:
            return None
        if series.labels.prints is not None:
            return series.labels.prints
        has_numbers = any(point.text and point.label is None for point in series.points)
        return series if self.chart.kind == "scatter" and has_numbers else None

    def _column(self, series: Series) -> Column:
        """The column of a series, drawn or not."""
        of_series = zip(self.chart.series, self.sheet.series, strict=True)
        drawn = [(each, columns.values) for each, columns in of_series]
        every = [*drawn, *zip(self.chart.beside, self.sheet.beside, strict=True)]
        return next(column for each, column in every if each is series)

    def _own_looks(self, series: Series) -> Iterator[Xml]:
        """The points that don't look like their series; at one without a value there is nothing."""
        for place, point in enumerate(series.points):
            if self.chart.kind == "scatter":
                if point.value is None and not point.is_blank and series.marker:
                    unseen = c("marker", c("symbol", val="none"), shape())
                    yield c("dPt", c("idx", val=place), unseen, c("bubble3D", val=False), shape())
            elif point.fill is not None:
                yield c(
                    "dPt", c("idx", val=place), c("invertIfNegative", val=False),
                    c("bubble3D", val=False), shape(point.fill, series.outline),
                )  # fmt: skip

    # ------------------------------------------------------------------------------------ labels

    def _labels(self, series: Series) -> Xml | None:
        """The labels, each of its own where the series' look or number format isn't right."""
        labels = series.labels
        if labels is None:
            return None
        printed = self._printed(series)
        each = (
            self._label(place, point, labels, printed.points[place].text if printed else None)
            for place, point in enumerate(series.points)
            if not point.is_blank
        )
        return c("dLbls", *each, *self._shown(labels, labels.colour), without_leaders())

    def _label(self, place: int, point: Point, labels: Labels, cell: str | None) -> Xml | None:
        """The label of a point that isn't as all of its series; `cell` is what its cell shows."""
        index = c("idx", val=place)
        if not point.printed:
            if labels.prints is None:
                return c("dLbl", index, c("delete", val=True))
            # LibreOffice prints a label that is deleted among those that print cells.
            blank = c("rich", self.letters.body(" ", labels.colour))
            return c("dLbl", index, c("tx", blank), *self._shown(labels, labels.colour))
        form = point.format or labels.format
        by_format = None if point.value is None else formatted(point.value, form)
        is_of_cell = point.printed == cell
        is_own = is_of_cell or point.printed != by_format or self.chart.kind == "scatter"
        ink = point.ink or labels.colour
        looks = (point.ink, any(point.shift), point.position, point.is_turned, point.format)
        is_set = any(looks)
        if not (is_own or is_set):
            return None
        turn = UPWARDS if point.is_turned else UNTURNED
        text = None
        if is_own:
            align = {"l": "r", "r": "l"}.get(point.position or labels.position, "")
            field = field_of(place) if is_of_cell else None
            rich = self.letters.body(
                point.printed, ink, is_bold=labels.is_bold, align=align, turn=turn, field=field
            )
            text = c("tx", c("rich", rich))
        extension = from_cells() if is_of_cell else None
        stands = replace(labels, position=point.position or labels.position, format=form)
        shown = self._shown(stands, ink, is_value=not is_of_cell, turn=turn)
        return c("dLbl", index, self._moved(point), text, *shown, extension)

    def _moved(self, point: Point) -> Xml | None:
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

    def _shown(
        self, labels: Labels, ink: str, *, is_value: bool = True, turn: Turn = UNTURNED
    ) -> Iterator[Xml]:
        """How labels look and stand; `is_value` says that they print the value of their point."""
        yield c("numFmt", formatCode=labels.format, sourceLinked=False)
        has_ground = labels.ground is not None and ink == labels.colour
        yield shape(Fill(labels.ground or "") if has_ground else None)
        yield self.letters.of_all(ink, is_bold=labels.is_bold, wraps=False, turn=turn)
        yield c("dLblPos", val=labels.position)
        for name in SHOWN:
            yield c(name, val=is_value and name == "showVal")

    # ---------------------------------------------------------------------------------- whiskers

    def _whiskers(self, series: Series, columns: SeriesColumns) -> Xml | None:
        if series.whisker is not None and series.reach is not None:
            return c(
                "errBars",
                c("errDir", val="y"),
                c("errBarType", val="minus"),
                c("errValType", val="fixedVal"),
                c("noEndCap", val=not series.has_caps),
                c("val", val=number(series.reach)),
                stroked(series.whisker),
            )
        if series.whisker is None or columns.minus is None or columns.plus is None:
            return None
        return c(
            "errBars",
            c("errBarType", val="both"),
            c("errValType", val="cust"),
            c("noEndCap", val=not series.has_caps),
            c("plus", cached_numbers(columns.plus)),
            c("minus", cached_numbers(columns.minus)),
            stroked(series.whisker),
        )


def is_left_out(chart: NativeChart, place: int) -> bool:
    """Whether the legend leaves a series out.

    LibreOffice counts the entries of bars that lie from the last, Word from the first. So of these
    only pairs are left out that are as far from either end; others stand there without a name.
    """
    mirrored = len(chart.series) - 1 - place if chart.kind == "bar" else place
    return not chart.series[place].is_told and not chart.series[mirrored].is_told


def _marker(marker: Marker | None) -> Xml:
    if marker is None:
        return c("marker", c("symbol", val="none"))
    size = min(max(round(marker.size), LEAST_MARKER), MOST_MARKER)
    look = c("spPr", filled(Fill(marker.colour)), line(None))
    return c("marker", c("symbol", val=marker.symbol), c("size", val=size), look)
