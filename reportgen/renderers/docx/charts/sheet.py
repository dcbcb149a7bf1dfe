"""A native chart → the sheet of its workbook: columns, and the formulas by which series name them.

Column A has the labels of the points. Of each series there follow its values, for a scatter the
places of its points, and the distances to the limits where it has whiskers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from string import ascii_uppercase

from reportgen.locales import Locale
from reportgen.renderers.docx.charts.frame import (
    BLANK,
    Cell,
    NativeChart,
    Point,
    Remainder,
    Series,
    Table,
)

TEXT = "@"
GENERAL = "General"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its cells from the second row down, and their number format."""

    letter: str
    heading: str
    cells: tuple[Cell, ...]
    format: str = GENERAL
    formulas: tuple[str, ...] = ()
    """What the cells are computed by, if they are."""
    own_formats: tuple[str | None, ...] = ()
    """The number formats of cells that haven't the column's."""
    sheet: str = ""
    """The name of the sheet that it is on."""

    def format_of(self, place: int) -> str:
        """The number format of one cell."""
        own = self.own_formats[place] if place < len(self.own_formats) else None
        return own or self.format

    @property
    def formats(self) -> tuple[str, ...]:
        """Every number format in it, once."""
        return tuple(dict.fromkeys((self.format, *filter(None, self.own_formats))))

    @property
    def formula(self) -> str:
        """The range of its cells: Chart!$B$2:$B$9."""
        last = max(len(self.cells), 1) + 1
        return f"{self._place}${self.letter}$2:${self.letter}${last}"

    @property
    def name_formula(self) -> str:
        """The cell of its heading: Chart!$B$1."""
        return f"{self._place}${self.letter}$1"

    @property
    def _place(self) -> str:
        """The name of its sheet as formulas have it, in quotes where it isn't one word."""
        quoted = "'" + self.sheet.replace("'", "''") + "'"
        return f"{self.sheet if self.sheet.isidentifier() else quoted}!"

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
    beside: tuple[Column, ...]
    """Those of values that no series draws."""
    columns: tuple[Column, ...]
    """All, from the left."""
    name: str
    """What the sheet is called."""
    table: tuple[Column, ...] = ()
    """The columns of the second sheet, if there is one."""


def sheet_of(chart: NativeChart, locale: Locale) -> Sheet:
    """The sheet of a chart, headed in its language."""
    name = locale.charts["sheet_chart"]
    made = _Columns(chart.stub, chart.categories, name)
    # LibreOffice loses a series of a scatter that is shorter than a later one.
    longest = max(len(each.points) for each in chart.series)
    is_scatter = chart.kind == "scatter"
    length = longest if is_scatter else None
    # What is to be edited stands at the left, whatever the order is in which it is drawn.
    at = {place: made.of(each, locale, length) for place, each in _by_place(chart, is_first=True)}
    beside = [made.of(each, locale, None).values for each in chart.beside]
    at |= {place: made.of(each, locale, length) for place, each in _by_place(chart, is_first=False)}
    series = [at[place] for place in range(len(chart.series))]
    formulas = {
        columns.values.letter: _formulas(each.remainder, len(each.points), series)
        for each, columns in zip(chart.series, series, strict=True)
        if each.remainder
    }
    for each, columns in zip(chart.series, series, strict=True):
        if any(point.same for point in each.points):
            formulas[columns.values.letter] = _repeated(each, series)
    written = (replace(each, formulas=formulas.get(each.letter, ())) for each in made.columns)
    table = tuple(_table(chart.table, locale)) if chart.table else ()
    return Sheet(made.columns[0], tuple(series), tuple(beside), tuple(written), name, table)


def _by_place(chart: NativeChart, *, is_first: bool) -> Iterator[tuple[int, Series]]:
    """The series of figures by their places, or those of spacers, lines and labels."""
    for place, each in enumerate(chart.series):
        prints_another = each.labels is not None and each.labels.prints is not None
        if (each.is_told and not prints_another) == is_first:
            yield place, each


def _table(table: Table, locale: Locale) -> Iterator[Column]:
    """The columns of the second sheet; its notes stand in the first, below a blank row."""
    letters, name = _letters(), locale.charts["sheet_table"]
    for place, (heading, cells) in enumerate(table.columns):
        is_text = all(isinstance(cell, str) for cell in cells)
        form = table.formats[place] or (TEXT if is_text else GENERAL)
        own = table.own_formats if place == table.shares else ()
        if place == 0 and table.notes:
            # Without the format of text a note isn't broken into lines as narrow as the column.
            own = (*[None] * len(cells), None, *[GENERAL] * len(table.notes))
            cells = (*cells, None, *table.notes)
        yield Column(next(letters), heading, cells, form, own_formats=own, sheet=name)


def _letters() -> Iterator[str]:
    """A, B, and after Z AA."""
    return iter([*ascii_uppercase, *map("".join, product(ascii_uppercase, repeat=2))])


class _Columns:
    """The columns of a sheet while they are added, the labels first."""

    def __init__(self, heading: str, labels: Sequence[str], sheet: str) -> None:
        self._letters, self._sheet = _letters(), sheet
        names = tuple(label or None for label in labels)
        self.columns = [Column(next(self._letters), heading, names, TEXT, sheet=sheet)]

    def add(
        self,
        heading: str,
        cells: tuple[Cell, ...],
        number_format: str,
        own_formats: tuple[str | None, ...] = (),
    ) -> Column:
        """A new column, or the same one where there is one of the same heading and cells."""
        for known in self.columns[1:]:
            if (known.heading, known.cells) == (heading, cells):
                return known
        letter = next(self._letters)
        made = Column(
            letter, heading, cells, number_format, own_formats=own_formats, sheet=self._sheet
        )
        self.columns.append(made)
        return self.columns[-1]

    def of(self, series: Series, locale: Locale, length: int | None) -> SeriesColumns:
        """Those of a series; of a scatter's they have that length, whatever its own."""
        words, form, points = locale.charts, _format(series), series.points
        if length is not None:
            points += (BLANK,) * (length - len(points))
        own = tuple(point.format for point in points)
        values = self.add(series.name, tuple(_value(point) for point in points), form, own)
        if length is not None:
            places = tuple(point.at for point in points)
            return SeriesColumns(values, self.add(words["place"], places, GENERAL))
        if series.whisker is None or series.reach is not None:
            return SeriesColumns(values)
        minus, plus = (
            self.add(words[name].format(name=series.name), _distances(series, side), form)
            for side, name in enumerate(("minus", "plus"))
        )
        return SeriesColumns(values, minus=minus, plus=plus)


def _formulas(remainder: Remainder, rows: int, series: Sequence[SeriesColumns]) -> tuple[str, ...]:
    """=MAX(0,0.55-N(C2)-N(D2)*0.5): text, which stands for what isn't told, counts as zero."""
    found = []
    for row in range(2, rows + 2):
        terms = (
            f"-N({series[place].values.letter}{row})" + (f"*{times:g}" if times != 1 else "")
            for place, times in remainder.less
        )
        found.append(f"=MAX(0,{remainder.total:g}{''.join(terms)})")
    return tuple(found)


def _repeated(series: Series, known: Sequence[SeriesColumns]) -> tuple[str, ...]:
    """=B2, =B2+0.7 or =0.7-N(B2): a cell that follows another; "" for one that doesn't."""
    found = []
    for point in series.points:
        if point.same is None:
            found.append("")
            continue
        place, row = point.same
        cell = f"{known[place].values.letter}{row + 2}"
        if point.is_less:
            found.append(f"={point.more!r}-N({cell})")
        else:
            found.append(f"={cell}+{point.more!r}" if point.more else f"={cell}")
    return tuple(found)


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
