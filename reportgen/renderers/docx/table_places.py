"""A table's grid → what stands where: cells at their columns, widths in twips, texts of numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate, pairwise

from reportgen.document import Number
from reportgen.locales.locale import GROUP_GAP
from reportgen.renderers.docx.draft import Draft
from reportgen.renderers.docx.inlines import held, plain
from reportgen.renderers.docx.markup import FIGURE_SPACE, NBSP, twips
from reportgen.renderers.table_grid import Cell, Grid
from reportgen.renderers.widths import Wanted, column_widths, least_width, text_width

PADDING = (1.4, 0.9)
"""Room beside the text of a cell, in ems, with some air and without: the style's margins."""
HEAD_BREADTHS = {400: 1.1, 700: 1.2}
"""How much wider letters of the display face may be than those of text, by their weight."""
NUMBER_BREADTH = 1.06
"""How much wider numbers may be in a face that stands in for the one that is asked for."""
KEPT_ROWS = 15
"""A table of so many rows, or fewer, is kept on one page."""
KEPT_GROUP = 8
"""A group of so many rows, or fewer, is kept on one page."""
EDGE_ROWS = 3
"""Rows that stand together at least at the head and at the foot of a table that is broken."""


@dataclass(frozen=True, slots=True)
class Place:
    """A cell at its column; one that goes on from the row above has no content of its own."""

    cell: Cell
    column: int
    goes_on: bool = False


def placed(rows: tuple[tuple[Cell, ...], ...]) -> list[list[Place]]:
    """The cells of each row at their columns, those that go on from the row above included."""
    found: list[list[Place]] = []
    above: list[Place] = []
    for cells in rows:
        row = [
            Place(replace(place.cell, rows=place.cell.rows - 1), place.column, goes_on=True)
            for place in above
            if place.cell.rows > 1
        ]
        taken = {
            column
            for place in row
            for column in range(place.column, place.column + place.cell.span)
        }
        column = 0
        for cell in cells:
            while column in taken:
                column += 1
            row.append(Place(cell, column))
            column += cell.span
        above = sorted(row, key=lambda place: place.column)
        found.append(above)
    return found


def kept(grid: Grid) -> list[bool]:
    """Whether each row stays on the page of the next, the last on that of the note.

    A long table is broken between groups, or where a group itself is long, never near its ends.
    """
    heads, rows = len(grid.head), len(grid.head) + len(grid.body)
    if rows <= KEPT_ROWS:
        return [True] * rows
    begins = [index for index, row in enumerate(grid.body) if row[0].kind == "group"]
    stays = [False] * len(grid.body)
    for begin, end in pairwise([*begins, len(grid.body)]):
        together = end - begin if end - begin <= KEPT_GROUP + 1 else EDGE_ROWS
        stays[begin : begin + together - 1] = [True] * (together - 1)
    for index in range(len(stays)):
        is_edge = index < EDGE_ROWS - 1 or index >= len(stays) - EDGE_ROWS
        stays[index] = stays[index] or is_edge
    return [True] * heads + stays


def has_base(cell: Cell) -> bool:
    """Whether a head says its base: what follows its first inline."""
    return cell.kind in ("head", "spanner") and any(
        isinstance(inline, Number) for inline in cell.content[1:]
    )


def is_crowded(draft: Draft, place: Place, widths: list[int], language: str) -> bool:
    """Whether a head and its base don't fit on one line; then all of the row are parted."""
    if place.goes_on or not has_base(place.cell):
        return False
    text = held(plain(place.cell.content, draft.locale(language)))
    needed = (
        text_width(text, _head_breadth(draft)) + PADDING[1]
    ) * draft.rendering.theme.tables.size
    return twips(needed) > width_of(place, widths)


def width_of(place: Place, widths: list[int]) -> int:
    """The width of a cell in twips."""
    return sum(widths[place.column : place.column + place.cell.span])


def number_text(cell: Cell) -> str:
    """A number on one line, with blank digits where its column needs room for them."""
    return "".join([_blank(run.text) if run.is_room else _held(run.text) for run in cell.runs])


def _held(text: str) -> str:
    return text.replace(GROUP_GAP, NBSP).replace(" ", NBSP)


@cache
def _blank(digits: str) -> str:
    return "".join(NBSP if digit in (GROUP_GAP, " ") else FIGURE_SPACE for digit in digits)


def widths_of(draft: Draft, grid: Grid, language: str, whole: float) -> list[int]:
    """Widths of the columns in twips, for a table that is so many points wide."""
    em = draft.rendering.theme.tables.size
    heads = (
        (place.cell, place.column)
        for row in placed(grid.head)
        for place in row
        if not place.goes_on
    )
    worded = (pair for pair in _in_columns(grid) if pair[0].kind not in ("group", "number"))
    wanted = [_wanted(draft, *pair, language) for each in (heads, worded) for pair in each]
    wanted += _wanted_by_numbers(_in_columns(grid))
    widths = column_widths(wanted, grid.columns, whole / em, PADDING)
    rounded = [twips(width * em) for width in widths]
    rounded[0] += twips(whole) - sum(rounded)
    return rounded


def _in_columns(grid: Grid) -> Iterator[tuple[Cell, int]]:
    """The cells of the body, each with its column; they take one row each."""
    for row in grid.body:
        yield from zip(row, _columns(row), strict=True)


def _columns(row: tuple[Cell, ...]) -> Iterator[int]:
    """The columns at which the cells of a row begin."""
    return accumulate((cell.span for cell in row[:-1]), initial=0)


def _wanted(draft: Draft, cell: Cell, column: int, language: str) -> Wanted:
    """The width that a cell asks for. Heads may take two lines before stub entries have to."""
    text = held(plain(cell.content, draft.locale(language)))
    breadth = _head_breadth(draft) if cell.kind in ("head", "spanner") else 1.0
    best = text_width(text, breadth) + cell.indent
    least = least_width(text, breadth) + cell.indent
    fair = max(best / 2, least) if cell.kind == "head" else best
    return Wanted(column, cell.span, best, fair, least)


def _wanted_by_numbers(cells: Iterable[tuple[Cell, int]]) -> Iterator[Wanted]:
    """The width that the widest number of each column asks for."""
    widest: dict[tuple[int, int], float] = {}
    for cell, column in cells:
        if cell.kind == "number":
            place = column, cell.span
            widest[place] = max(widest.get(place, 0.0), text_width(number_text(cell)))
    for (column, span), width in widest.items():
        yield Wanted(column, span, *[width * NUMBER_BREADTH] * 3)


def _head_breadth(draft: Draft) -> float:
    return HEAD_BREADTHS[draft.rendering.theme.tables.head_weight]
