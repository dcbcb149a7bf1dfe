"""A table of the document → a grid of head and body cells in one language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from reportgen.document import Content, Form, Inline, MeasureCell, Number, Table, Words
from reportgen.locales import Locale, phrase
from reportgen.renderers.alignment import Run, aligned
from reportgen.results import Category, Estimate, Row, Tabulation, as_base

CellKind = Literal["head", "spanner", "group", "stub", "number"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `span` and `rows` are how many columns and rows it takes.

    `indent` is the level of a stub entry below its group. `runs` are the number of a cell with the
    room that it leaves, so that the numbers of a column stand under one another when centred.
    """

    content: tuple[Inline, ...]
    kind: CellKind
    span: int = 1
    rows: int = 1
    indent: int = 0
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a table, row by row, and its notes."""

    head: tuple[tuple[Cell, ...], ...]
    body: tuple[tuple[Cell, ...], ...]
    notes: tuple[tuple[Inline, ...], ...]
    columns: int


def lay_out(table: Table, locale: Locale) -> Grid:
    """The grid of a table: stub at the left, a column for each banner category and form."""
    tabulation = table.tabulation
    body = _aligned(tuple(body_rows(table, locale)), locale)
    return Grid(
        head=tuple(head_rows(table, locale)),
        body=body,
        notes=tuple(in_language(note, locale) for note in table.notes),
        columns=1 + len(tabulation.columns) * len(table.cells),
    )


def in_language(content: Content, locale: Locale) -> tuple[Inline, ...]:
    """The content in the language of a locale."""
    return content[locale.language]


def head_rows(table: Table, locale: Locale) -> Iterator[tuple[Cell, ...]]:
    """The rows of the head: two where columns are in groups."""
    tabulation, forms = table.tabulation, table.cells
    heads = [_cell_head(cell, locale) for cell in forms]
    stub = Cell((Words(_stub_head(tabulation, locale)),), "head")
    if tabulation.by is None:
        yield (stub, *(Cell(head, "head") for head in heads))
        return
    categories = [_category(tabulation, index, locale) for index in range(len(tabulation.columns))]
    stub = replace(stub, rows=2)
    if len(forms) == 1:
        title = (Words(f"{locale.text(tabulation.by.label)} ["), *heads[0], Words("]"))
        yield (stub, Cell(title, "spanner", span=len(categories)))
        yield tuple(Cell(category, "head") for category in categories)
    else:
        yield (stub, *(Cell(name, "spanner", span=len(forms)) for name in categories))
        yield tuple(Cell(head, "head") for _ in categories for head in heads)


def _cell_head(cell: Form | MeasureCell, locale: Locale) -> tuple[Inline, ...]:
    if isinstance(cell, Form):
        return phrase(locale.cell_heads[cell])
    return phrase(locale.cell_heads[cell.form], label=(Words(locale.text(cell.label)),))


def _stub_head(tabulation: Tabulation, locale: Locale) -> str:
    single = len(tabulation.items) == 1 and len(tabulation.rows) > 1
    return locale.text(tabulation.items[0].label) if single else locale.words["stub_head"]


def _category(tabulation: Tabulation, index: int, locale: Locale) -> tuple[Inline, ...]:
    """The head of a banner category: its label, and its base where all rows share it."""
    category = tabulation.columns[index]
    label = locale.text(category.label) if category.label else locale.words["total"]
    if base := shared_base(tabulation, index):
        number = (Number(base, Form.BASE),)
        return (Words(label), *phrase(locale.words["category_base"], base=number))
    return (Words(label),)


def shared_base(tabulation: Tabulation, index: int) -> Estimate | None:
    """The base of a banner category when it is the same in every row, or None."""
    cells = [row.estimates[index] for row in tabulation.rows]
    if len({(cell.item, cell.base.unweighted) for cell in cells}) != 1:
        return None
    return as_base(cells[0])


def body_rows(table: Table, locale: Locale) -> Iterator[tuple[Cell, ...]]:
    """The rows of the body, their numbers not aligned yet."""
    width = 1 + len(table.tabulation.columns) * len(table.cells)
    for row, is_group in _body(table):
        if is_group:
            yield (Cell((Words(locale.text(row.group or row.label)),), "group", span=width),)
        else:
            yield (_stub(row, locale), *_numbers(row, table.tabulation.columns, table.cells))


def row_names(table: Table) -> tuple[str, ...]:
    """What each row of the body is, by names of the codebook; no two of a table are the same."""
    found: dict[str, None] = {}
    for row, is_group in _body(table):
        name = row.item if is_group else f"{row.item}.{row.option}"
        while name in found:  # the same item twice
            name += "+"
        found[name] = None
    return tuple(found)


def column_names(table: Table) -> tuple[str, ...]:
    """What each column of numbers is, by names of the codebook."""
    return tuple(
        f"{category.item or ''}={category.code or ''} "
        + (f"{cell.statistic} {cell.form}" if isinstance(cell, MeasureCell) else cell)
        for category in table.tabulation.columns
        for cell in table.cells
    )


def _body(table: Table) -> Iterator[tuple[Row, bool]]:
    """The rows of the body, each with whether it is the name of the group that it begins."""
    group = None
    for row in table.tabulation.rows:
        if row.group is not None and row.group != group:
            yield row, True
        group = row.group
        yield row, False


def _stub(row: Row, locale: Locale) -> Cell:
    return Cell((Words(locale.text(row.label)),), "stub", indent=1 if row.group else 0)


def _numbers(
    row: Row, columns: tuple[Category, ...], cells: tuple[Form | MeasureCell, ...]
) -> Iterator[Cell]:
    for index in range(len(columns)):
        for cell in cells:
            if isinstance(cell, MeasureCell):
                number = Number(row.measured(cell.statistic)[index], cell.form)
            else:
                number = Number(row.estimates[index], cell)
            yield Cell((number,), "number")


def _aligned(body: tuple[tuple[Cell, ...], ...], locale: Locale) -> tuple[tuple[Cell, ...], ...]:
    """The body with room left in each number cell for the digits that others of its column have."""
    rows = [row for row in body if row[0].kind == "stub"]
    if not rows:
        return body
    columns = [
        aligned([_text(row[column], locale) for row in rows], locale.decimal, locale.group)
        for column in range(1, len(rows[0]))
    ]
    runs = iter(zip(*columns, strict=True))
    return tuple(
        row
        if row[0].kind != "stub"
        else (
            row[0],
            # Not with `replace`, which takes five times as long: there are thousands.
            *(
                Cell(cell.content, cell.kind, cell.span, cell.rows, cell.indent, run)
                for cell, run in zip(row[1:], next(runs), strict=True)
            ),
        )
        for row in body
    )


def _text(cell: Cell, locale: Locale) -> str:
    """What a number cell prints."""
    return "".join([locale.number(part) for part in cell.content if isinstance(part, Number)])
