"""A native chart → the sheet of its workbook: columns, and the formulas by which series name them.

Column A has the labels of the points. Of each series there follow its values, for a scatter the
places of its points, and the distances to the limits where it has whiskers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from string import ascii_uppercase
from typing import TypeAlias

from reportgen.locales import Locale
from reportgen.renderers.docx.charts.frame import NativeChart, Point, Series

Cell: TypeAlias = float | str | None
SHEET = "Sheet1"
TEXT = "@"
GENERAL = "General"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its cells from the second row down, and their number format."""

    letter: str
    heading: str
    cells: tuple[Cell, ...]
    format: str = GENERAL

    @property
    def formula(self) -> str:
        """The range of its cells: Sheet1!$B$2:$B$9."""
        last = max(len(self.cells), 1) + 1
        return f"{SHEET}!${self.letter}$2:${self.letter}${last}"

    @property
    def name_formula(self) -> str:
        """The cell of its heading: Sheet1!$B$1."""
        return f"{SHEET}!${self.letter}$1"

    @property
    def numbers(self) -> tuple[float | None, ...]:
        """The cells as Excel counts them in a chart: text is zero."""
        return tuple(0.0 if isinstance(cell, str) else cell for cell in self.cells)


@dataclass(frozen=True, slots=True)
class SeriesColumns:
    """The columns of one series."""

    values: Column
    places: Column | None = None
    minus: Column | None = None
    plus: Column | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The columns of a chart's workbook, from the left."""

    labels: Column
    series: tuple[SeriesColumns, ...]
    columns: tuple[Column, ...] = field(default=())


def sheet_of(chart: NativeChart, locale: Locale) -> Sheet:
    """The sheet of a chart, headed in its language."""
    letters = iter([*ascii_uppercase, *map("".join, product(ascii_uppercase, repeat=2))])
    labels = Column(next(letters), chart.stub, tuple(chart.categories), TEXT)
    columns = [labels]

    def add(heading: str, cells: tuple[Cell, ...], number_format: str) -> Column:
        """A new column, or the same one where there is one of the same heading and cells."""
        for known in columns[1:]:
            if (known.heading, known.cells) == (heading, cells):
                return known
        columns.append(Column(next(letters), heading, cells, number_format))
        return columns[-1]

    series = []
    for each in chart.series:
        form = _format(each)
        words = locale.charts
        values = add(each.name, tuple(_value(point) for point in each.points), form)
        places = minus = plus = None
        if chart.kind == "scatter":
            places = add(words["place"], tuple(point.at for point in each.points), GENERAL)
        if each.whisker:
            named = {"name": each.name}
            minus = add(words["minus"].format(**named), _distances(each, 0), form)
            plus = add(words["plus"].format(**named), _distances(each, 1), form)
        series.append(SeriesColumns(values, places, minus, plus))
    return Sheet(labels, tuple(series), tuple(columns))


def _format(series: Series) -> str:
    return series.labels.format if series.labels else GENERAL


def _value(point: Point) -> Cell:
    """The value; where it isn't told, what the report prints instead."""
    if point.is_blank:
        return None
    return point.text if point.value is None else point.value


def _distances(series: Series, side: int) -> tuple[Cell, ...]:
    """From each value to the limit below it (side 0) or above it."""
    return tuple(
        abs(point.interval[side] - point.value)
        if point.interval is not None and point.value is not None
        else None
        for point in series.points
    )
