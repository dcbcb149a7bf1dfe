"""Tables: caption, three rules, a head that repeats, rows that don't break, notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportgen.document import Number, Table, Words
from reportgen.locales.locale import GROUP_GAP
from reportgen.renderers.docx.captions import captions, notes
from reportgen.renderers.docx.draft import Draft
from reportgen.renderers.docx.inlines import held, inlines, plain, words
from reportgen.renderers.docx.markup import (
    FIGURE_SPACE,
    NBSP,
    Element,
    line_break,
    look,
    paragraph,
    rule,
    switch,
    twips,
    w,
)
from reportgen.renderers.docx.template.tables import THREE_RULES
from reportgen.renderers.table_grid import Cell, Grid, lay_out
from reportgen.renderers.widths import Wanted, column_widths, least_width, text_width
from reportgen.theme import Theme

STYLES = {
    "head": "Table Head",
    "spanner": "Table Spanner",
    "group": "Table Group",
    "stub": "Table Text",
    "number": "Table Number",
}
"""Paragraph styles by the kind of cell."""
PADDING = (1.4, 0.9)
"""Room beside the text of a cell, in ems, with some air and without: the style's margins."""
HEAD_BREADTH = 1.2
"""How much wider letters of the display face are, at their boldest."""
KEPT_ROWS = 26
"""A table of so many rows, or fewer, is kept on one page."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A cell at its column; one that goes on from the row above has no content of its own."""

    cell: Cell
    column: int
    goes_on: bool = False


def table(draft: Draft, block: Table, language: str) -> Iterator[Element]:
    """A table in one language, caption above, notes below."""
    grid = lay_out(block, draft.locale(language))
    yield from captions(draft, block, language, keep_last=True)
    title = plain(block.title[language], draft.locale(language))
    yield draft.controls.table(block, language, _table(draft, block, grid, language), title)
    # A paragraph even without notes: it parts the table from what follows.
    yield from (
        notes(draft, block.notes, language)
        if block.notes
        else [paragraph(draft.style("Note", language))]
    )


def _table(draft: Draft, block: Table, grid: Grid, language: str) -> Element:
    widths = _widths(draft, grid, language)
    head = _placed(grid.head)
    body = _placed(grid.body)
    rows = [*head, *body]
    built = [
        _row(
            draft,
            row,
            widths,
            language,
            head_row=(index, len(head)),
            keep_next=_is_kept(index, len(rows), len(head)),
        )
        for index, row in enumerate(rows)
    ]
    columns = w("tblGrid", *(w("gridCol", w=width) for width in widths))
    return w("tbl", _properties(draft, block, grid, language), columns, *built)


def _is_kept(index: int, rows: int, heads: int) -> bool:
    """Whether a row stays with the next: all of a short table, head and foot of a long one."""
    return rows <= KEPT_ROWS or index <= heads or index >= rows - 2


def _properties(draft: Draft, block: Table, grid: Grid, language: str) -> Element:
    locale = draft.locale(language)
    heads = [plain(cell.content, locale) for row in grid.head for cell in row]
    description = locale.word("alternative_join").join(heads) + locale.word("alternative_end")
    return w(
        "tblPr",
        w("tblStyle", val=draft.style(THREE_RULES)),
        w("tblW", w=twips(draft.measure), type="dxa"),
        w("tblLayout", type="fixed"),
        look(first_row=True, last_row=True, bands=True),
        w("tblCaption", val=plain(block.title[language], locale)),
        w("tblDescription", val=description),
    )


def _placed(rows: tuple[tuple[Cell, ...], ...]) -> list[list[_Place]]:
    """The cells of each row at their columns, those that go on from the row above included."""
    placed: list[list[_Place]] = []
    above: list[_Place] = []
    for cells in rows:
        row = [
            _Place(replace(place.cell, rows=place.cell.rows - 1), place.column, goes_on=True)
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
            row.append(_Place(cell, column))
            column += cell.span
        above = sorted(row, key=lambda place: place.column)
        placed.append(above)
    return placed


def _row(
    draft: Draft,
    row: list[_Place],
    widths: list[int],
    language: str,
    *,
    head_row: tuple[int, int],
    keep_next: bool,
) -> Element:
    index, heads = head_row
    is_parted = any(_is_crowded(draft, place, widths, language) for place in row)
    cells = [
        _cell(
            draft,
            place,
            widths,
            language,
            is_parted=is_parted,
            head_row=head_row,
            keep_next=keep_next,
        )
        for place in row
    ]
    return w("tr", w("trPr", w("cantSplit"), switch("tblHeader", index < heads)), *cells)


def _cell(
    draft: Draft,
    place: _Place,
    widths: list[int],
    language: str,
    *,
    is_parted: bool,
    head_row: tuple[int, int],
    keep_next: bool,
) -> Element:
    """A cell with one paragraph."""
    cell = place.cell
    width = _width(place, widths)
    merge = w("vMerge", val="restart") if cell.rows > 1 else None
    properties = w(
        "tcPr",
        w("tcW", w=width, type="dxa"),
        w("gridSpan", val=cell.span) if cell.span > 1 else None,
        w("vMerge") if place.goes_on else merge,
        _rule_below(draft.rendering.theme, place, head_row),
    )
    style = STYLES[cell.kind]
    if cell.indent:
        style += " Indented"
    if cell.kind == "head" and place.column == 0:
        style = "Table Stub Head"
    content = [] if place.goes_on else _content(draft, cell, language, is_parted=is_parted)
    text = paragraph(draft.style(style, language), content, keep_next=keep_next)
    return w("tc", properties, text)


def _rule_below(theme: Theme, place: _Place, head_row: tuple[int, int]) -> Element | None:
    """What the style of the table can't tell of the rule below a head of several rows.

    It gives the same rule to each of these rows, where only the last is to have one; and
    LibreOffice takes no rule from it below a cell that goes on from the row above.
    """
    index, heads = head_row
    weight = theme.tables.head_rule
    if index < heads - 1 and place.cell.rows == 1:
        return w("tcBorders", rule("bottom", 0, ""))
    if index == heads - 1 and place.goes_on and weight:
        return w("tcBorders", rule("bottom", weight, theme.colours.rule))
    return None


def _content(draft: Draft, cell: Cell, language: str, *, is_parted: bool) -> list[Element]:
    """The runs of a cell; a head that is parted has its base on a line of its own."""
    if cell.kind == "number":
        return list(words(draft, _number(cell), language))
    if not (is_parted and _has_base(cell)):
        return list(inlines(draft, cell.content, language, is_within=True))
    head, base = cell.content[:1], cell.content[1:]
    if isinstance(base[0], Words):
        base = (Words(base[0].text.lstrip()), *base[1:])
    return [
        *inlines(draft, head, language, is_within=True),
        line_break(),
        *inlines(draft, base, language, is_within=True),
    ]


def _has_base(cell: Cell) -> bool:
    """Whether a head says its base: what follows its first inline."""
    return cell.kind in ("head", "spanner") and any(
        isinstance(inline, Number) for inline in cell.content[1:]
    )


def _is_crowded(draft: Draft, place: _Place, widths: list[int], language: str) -> bool:
    """Whether a head and its base don't fit on one line; then all of the row are parted."""
    if place.goes_on or not _has_base(place.cell):
        return False
    text = held(plain(place.cell.content, draft.locale(language)))
    needed = (text_width(text, HEAD_BREADTH) + PADDING[1]) * draft.rendering.theme.tables.size
    return twips(needed) > _width(place, widths)


def _width(place: _Place, widths: list[int]) -> int:
    """The width of a cell in twips."""
    return sum(widths[place.column : place.column + place.cell.span])


def _number(cell: Cell) -> str:
    """A number on one line, with blank digits where its column needs room for them."""
    text = "".join(run.text for run in cell.runs if not run.is_room)
    rooms = [_blank(run.text) for run in cell.runs if run.is_room]
    before = rooms.pop(0) if cell.runs and cell.runs[0].is_room else ""
    return before + text.replace(GROUP_GAP, NBSP).replace(" ", NBSP) + "".join(rooms)


def _blank(digits: str) -> str:
    return "".join(NBSP if digit in (GROUP_GAP, " ") else FIGURE_SPACE for digit in digits)


def _widths(draft: Draft, grid: Grid, language: str) -> list[int]:
    """Widths of the columns in twips."""
    em = draft.rendering.theme.tables.size
    wanted = [
        _wanted(draft, place, language)
        for row in [*_placed(grid.head), *_placed(grid.body)]
        for place in row
        if place.cell.kind != "group" and not place.goes_on
    ]
    widths = column_widths(wanted, grid.columns, draft.measure / em, PADDING)
    rounded = [twips(width * em) for width in widths]
    rounded[0] += twips(draft.measure) - sum(rounded)
    return rounded


def _wanted(draft: Draft, place: _Place, language: str) -> Wanted:
    """The width that a cell asks for. Heads may take two lines before stub entries have to."""
    cell = place.cell
    text = held(plain(cell.content, draft.locale(language)))
    if cell.kind == "number":
        text = _number(cell)
    breadth = HEAD_BREADTH if cell.kind in ("head", "spanner") else 1.0
    best = text_width(text, breadth) + cell.indent
    least = least_width(text, breadth) + cell.indent
    fair = max(best / 2, least) if cell.kind == "head" else best
    return Wanted(place.column, cell.span, best, fair, least)
