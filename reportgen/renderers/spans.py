"""What each table and figure takes of a page: a column, its whole width, or a page in landscape.

It is decided once for all languages of the report, from what stands in the table or figure, unless
report.yaml says it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportgen.document import Document, Emphasis, Figure, Inline, Number, Table, Words
from reportgen.locales import Locale, load_locale
from reportgen.renderers.rendering import Rendering
from reportgen.renderers.table_grid import Cell, Grid, lay_out
from reportgen.renderers.widths import Wanted, column_widths, least_width, needed, text_width
from reportgen.renderers.wording import target_id
from reportgen.theme import Span, Theme, chart_width, column_width, measure

PADDING = (1.4, 0.95)
"""Room beside the text of a cell, in ems: where there is enough, and at least."""
HEAD_LINES = 3
"""How many lines a column head takes rather than that its table needs more room."""
SMALLEST = 0.75
"""How much smaller the type of a table may be that is too wide even for a page in landscape."""
STUB = 9.0
"""Ems that a stub entry may take before it is broken into two lines."""
NARROW_CHARTS = frozenset({"bar", "box", "grouped_bar", "histogram"})
"""Chart kinds that are legible in a column."""
SERIES = 4
"""How many bars a group has at most in a column."""
CHART_LABEL = 20.0
"""Ems that the label of a bar has at most in a column."""


class Spans:
    """What the tables and figures of a document take, on pages of one column and of several."""

    def __init__(self, document: Document, theme: Theme) -> None:
        self._document = document
        self._theme = theme
        self._found: dict[int, Mapping[str, Span]] = {}

    def on(self, columns: int) -> Mapping[str, Span]:
        """What each takes on pages of so many columns, by its id as in a cross-reference."""
        if columns not in self._found:
            locales = [load_locale(name, self._theme) for name in self._document.languages]
            self._found[columns] = spans(self._document, self._theme, locales, columns)
        return self._found[columns]

    def chart_width(self, figure: Figure, columns: int) -> float:
        """How wide a figure is drawn for such pages, in points."""
        return chart_width(self._theme, self.on(columns)[target_id(figure)], columns)


def spans(
    document: Document, theme: Theme, locales: Sequence[Locale], columns: int
) -> Mapping[str, Span]:
    """What each table and figure takes, by its id as in a cross-reference."""
    found: dict[str, Span] = {}
    for block in document.blocks():
        if isinstance(block, Table):
            found[target_id(block)] = max(
                (_table_span(block, theme, locale, columns) for locale in locales), key=ORDER.index
            )
        elif isinstance(block, Figure):
            found[target_id(block)] = _figure_span(block, locales, columns)
    return found


ORDER: tuple[Span, ...] = ("column", "page", "turned")


def widths(grid: Grid, whole: float, locale: Locale) -> list[float]:
    """The widths of the columns of a table, in ems, that add up to `whole`."""
    return column_widths(list(_wanted(grid, locale)), grid.columns, whole, PADDING)


def narrowest(grid: Grid, locale: Locale) -> float:
    """The least width that a table may have, in ems, without breaking what shouldn't be."""
    return needed(list(_wanted(grid, locale)), grid.columns, PADDING[1])


def table_width(rendering: Rendering, table: Table) -> float:
    """The width that a table has on a page, in points."""
    theme = rendering.theme
    return {
        "column": column_width(theme, rendering.edition.language, rendering.columns),
        "page": rendering.measure,
        "turned": theme.page.height - theme.page.top - theme.page.bottom,
    }[rendering.span(target_id(table))]


def table_size(grid: Grid, width: float, theme: Theme, locale: Locale) -> float:
    """The size of type of a table, in points: the theme's, or less where it would be too wide."""
    size = theme.tables.size
    return size * max(SMALLEST, min(1.0, width / (size * narrowest(grid, locale))))


def shares(grid: Grid, width: float, theme: Theme, locale: Locale) -> list[float]:
    """The widths of a table's columns, in per cent."""
    found = widths(grid, width / table_size(grid, width, theme, locale), locale)
    return [round(100 * each / sum(found), 2) for each in found]


def _table_span(table: Table, theme: Theme, locale: Locale, columns: int) -> Span:
    if table.span == "page":
        return "page"
    least = narrowest(lay_out(table, locale), locale)
    size = theme.tables.size
    language = locale.language
    if table.span == "column":
        return "column"
    if columns > 1 and least * size <= column_width(theme, language, columns):
        return "column"
    return "page" if least * size <= measure(theme, language, columns) else "turned"


def _figure_span(figure: Figure, locales: Sequence[Locale], columns: int) -> Span:
    if figure.span in ("column", "page"):
        return "column" if figure.span == "column" else "page"
    if columns == 1 or figure.chart not in NARROW_CHARTS:
        return "page"
    labels = [locale.text(row.label) for row in figure.tabulation.rows for locale in locales]
    is_long = max(map(text_width, labels), default=0.0) > CHART_LABEL
    series = [column for column in figure.tabulation.columns if column.label is not None]
    return "page" if is_long or len(series) > SERIES else "column"


def _wanted(grid: Grid, locale: Locale) -> Iterator[Wanted]:
    """What each cell asks of its columns."""
    for rows in (grid.head, grid.body):
        open_rows: dict[int, int] = {}
        for row in rows:
            column = 0
            for cell in row:
                while open_rows.get(column, 0):
                    open_rows[column] -= 1
                    column += 1
                if cell.kind != "group":
                    yield _asked(cell, column, locale)
                if cell.rows > 1:
                    open_rows |= dict.fromkeys(range(column, column + cell.span), cell.rows - 1)
                column += cell.span


def _asked(cell: Cell, column: int, locale: Locale) -> Wanted:
    if cell.kind == "number":
        width = text_width("".join(run.text for run in cell.runs))
        return Wanted(column, cell.span, width, width, width)
    text = plain(cell.content, locale)
    best = text_width(text) + cell.indent
    least = least_width(text) + cell.indent
    if cell.kind == "stub" or column == 0:
        fair = best if best <= STUB else max(STUB, best / 2, least)
    else:
        fair = max(best / HEAD_LINES, least)
    return Wanted(column, cell.span, best, fair, min(least, fair))


def plain(content: tuple[Inline, ...], locale: Locale) -> str:
    """Running text without its looks."""
    found = ""
    for inline in content:
        match inline:
            case Words(text):
                found += text
            case Number():
                found += locale.number(inline)
            case Emphasis(inner):
                found += plain(inner, locale)
            case _:
                pass
    return found
