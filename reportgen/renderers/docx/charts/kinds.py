"""The native form of each chart kind: one kind a file, one row in the table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeAlias

from reportgen.charts import Style
from reportgen.charts.lettering import Lettering
from reportgen.document import Figure
from reportgen.errors import Place
from reportgen.locales import Locale
from reportgen.registry import Registry
from reportgen.renderers.docx.charts.frame import NativeChart
from reportgen.renderers.docx.charts.setting import Setting
from reportgen.renderers.docx.charts.table import table_of
from reportgen.results import Tabulation
from reportgen.theme import Theme

NativeKind: TypeAlias = Callable[[Tabulation, Setting], NativeChart]
"""What a native kind is: a function that sets a tabulation as a chart of Word's."""

_HERE = "reportgen.renderers.docx.charts"
NATIVE_CHARTS: Registry[NativeKind] = Registry(
    "unknown-chart-kind",
    {
        "bar": f"{_HERE}.bar",
        "bar_panels": f"{_HERE}.bar_panels",
        "box": f"{_HERE}.box",
        "diverging_bar": f"{_HERE}.diverging_bar",
        "dot": f"{_HERE}.dot",
        "dot_panels": f"{_HERE}.dot_panels",
        "dumbbell": f"{_HERE}.dumbbell",
        "grouped_bar": f"{_HERE}.grouped_bar",
        "heat_map": f"{_HERE}.heat_map",
        "histogram": f"{_HERE}.histogram",
        "slope": f"{_HERE}.slope",
        "stacked_bar": f"{_HERE}.stacked_bar",
        "upset": f"{_HERE}.upset",
    },
    group="reportgen.native_charts",
)
"""The native form by the name of the chart kind; `NAME_panels` is that of one in panels."""


def name_of(figure: Figure) -> str:
    """The row of the table that a figure is set by."""
    return f"{figure.chart}_panels" if figure.options.panels else figure.chart


def has_native_form(figure: Figure) -> bool:
    """Whether a figure can be a chart of Word's; otherwise it is a picture."""
    return name_of(figure) in NATIVE_CHARTS


def native(
    figure: Figure,
    locale: Locale,
    theme: Theme,
    locales: Iterable[Locale],
    width: float,
    place: Place | None = None,
    notes: Sequence[str] = (),
    lettering: Lettering | None = None,
) -> NativeChart:
    """A figure in one language as a chart of Word's, `width` points wide.

    `locales` are those of all languages of the file: what one of them withholds isn't in the
    workbook. `notes` stand there below the table of what the figure shows. `lettering` is that of
    other charts of the theme. Raises ReportError where the kind can't show the tabulation.
    """
    style = Style(locale, theme, width, figure.options, place=place, shared=lettering)
    setting = Setting(style, tuple(locales))
    name = name_of(figure)
    chart = NATIVE_CHARTS.call(name, figure.tabulation, setting, gives=NativeChart, place=place)
    has_intervals = any(point.interval for series in chart.series for point in series.points)
    table = table_of(figure.tabulation, setting, notes, has_intervals=has_intervals)
    return replace(chart, table=table)
