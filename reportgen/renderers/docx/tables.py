"""Tables: caption, three rules, a head that repeats, rows that don't break, notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import cycle, islice

from reportgen.document import Table, Words
from reportgen.renderers.docx.captions import captions, notes
from reportgen.renderers.docx.controls import Texts, row_texts
from reportgen.renderers.docx.draft import Draft
from reportgen.renderers.docx.inlines import inlines, note_words, pieces, plain
from reportgen.renderers.docx.markup import (
    Xml,
    clear,
    line_break,
    look,
    paragraph,
    rule,
    shade,
    text_run,
    tree,
    trees,
    twips,
    w,
)
from reportgen.renderers.docx.places import text_of
from reportgen.renderers.docx.sections import turned
from reportgen.renderers.docx.table_places import (
    Place,
    has_base,
    is_crowded,
    kept,
    number_text,
    placed,
    width_of,
    widths_of,
)
from reportgen.renderers.docx.template.tables import NO_FILL, THREE_RULES
from reportgen.renderers.table_grid import Cell, Grid, lay_out
from reportgen.theme import Theme

STYLES = {
    "head": "Table Head",
    "spanner": "Table Spanner",
    "group": "Table Group",
    "stub": "Table Text",
    "number": "Table Number",
}
"""Paragraph styles by the kind of cell."""


def table(draft: Draft, block: Table, language: str) -> Iterator[Xml]:
    """A table in one language, caption above, notes below; a wide one on a page in landscape."""
    made = _with_caption(draft, block, language)
    yield from turned(draft, made) if draft.is_turned(block) else made


def _with_caption(draft: Draft, block: Table, language: str) -> Iterator[Xml]:
    grid = lay_out(block, draft.locale(language))
    yield from captions(draft, block, language, keep_last=True)
    locale = draft.locale(language)
    title, note = plain(block.title[language], locale), note_words(block.notes, locale)
    built, texts = _table(draft, block, grid, language)
    yield draft.controls.table(block, language, built, texts, title, note)
    # A paragraph even without notes: it parts the table from what follows.
    yield from (
        notes(draft, block.notes, language)
        if block.notes
        else [paragraph(draft.style("Note", language))]
    )


def _table(draft: Draft, block: Table, grid: Grid, language: str) -> tuple[Xml, Texts]:
    """The table, and the texts of its cells."""
    widths = widths_of(draft, grid, language, draft.width(block))
    heads = placed(grid.head)
    head = [
        _head_row(draft, row, widths, language, head_row=(index, len(heads)))
        for index, row in enumerate(heads)
    ]
    body = [
        _body_row(draft, row, widths, language, keep_next=stays, background=background)
        for row, stays, background in zip(
            grid.body, kept(grid)[len(heads) :], _backgrounds(draft, grid), strict=True
        )
    ]
    columns = w("tblGrid", *(w("gridCol", w=width) for width in widths))
    properties = _properties(draft, block, grid, language)
    texts = (*map(row_texts, trees(head)), *(row for _, row in body))
    return w("tbl", properties, columns, *head, *(row for row, _ in body)), texts


def _properties(draft: Draft, block: Table, grid: Grid, language: str) -> Xml:
    locale = draft.locale(language)
    heads = [plain(cell.content, locale) for row in grid.head for cell in row]
    description = locale.word("alternative_join").join(heads) + locale.word("alternative_end")
    return w(
        "tblPr",
        w("tblStyle", val=draft.style(THREE_RULES)),
        w("tblW", w=twips(draft.width(block)), type="dxa"),
        w("tblLayout", type="fixed"),
        look(first_row=True, last_row=True, bands=True),
        w("tblCaption", val=plain(block.title[language], locale)),
        w("tblDescription", val=description),
    )


def _head_row(
    draft: Draft,
    row: list[Place],
    widths: list[int],
    language: str,
    *,
    head_row: tuple[int, int],
) -> Xml:
    """A row of the head; it is repeated on each page and stays with the next row."""
    is_parted = any(is_crowded(draft, place, widths, language) for place in row)
    cells = [
        _head_cell(draft, place, widths, language, is_parted=is_parted, head_row=head_row)
        for place in row
    ]
    return w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *cells)


def _head_cell(
    draft: Draft,
    place: Place,
    widths: list[int],
    language: str,
    *,
    is_parted: bool,
    head_row: tuple[int, int],
) -> Xml:
    """A cell of the head with one paragraph."""
    cell = place.cell
    merge = w("vMerge", val="restart") if cell.rows > 1 else None
    properties = w(
        "tcPr",
        w("tcW", w=width_of(place, widths), type="dxa"),
        w("gridSpan", val=cell.span) if cell.span > 1 else None,
        w("vMerge") if place.goes_on else merge,
        _rule_below(draft.rendering.theme, place, head_row),
    )
    style = STYLES[cell.kind]
    if cell.kind == "head" and place.column == 0:
        style = "Table Stub Head"
    content = [] if place.goes_on else _content(draft, cell, language, is_parted=is_parted)
    return w("tc", properties, paragraph(draft.style(style, language), content, keep_next=True))


def _backgrounds(draft: Draft, grid: Grid) -> Sequence[Xml]:
    """The background of each row of the body, where the style can't be trusted with it.

    Whether the second row of a head counts among the rows that have one in turn, programs don't
    agree: LibreOffice has a white row where it ought to be coloured.
    """
    stripe = draft.rendering.theme.tables.stripe
    if stripe == NO_FILL or len(grid.head) == 1:
        return [""] * len(grid.body)
    turns = cycle((clear(), shade(draft.rendering.theme.paint(stripe))))
    return [*islice(turns, len(grid.body))]


def _body_row(
    draft: Draft,
    row: tuple[Cell, ...],
    widths: list[int],
    language: str,
    *,
    keep_next: bool,
    background: Xml,
) -> tuple[Xml, tuple[str, ...]]:
    """A row of the body and its texts: of these a table may have hundreds."""
    cells, texts, column = [], [], 0
    for cell in row:
        width = sum(widths[column : column + cell.span])
        column += cell.span
        name = f"{STYLES[cell.kind]} Indented" if cell.indent else STYLES[cell.kind]
        begin = _before_runs(width, cell.span, draft.style(name, language), keep_next, background)
        runs, text = _written(draft, cell, language)
        texts.append(text)
        cells.append(f"{begin}{runs}</w:p></w:tc>")
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>", (*texts,)


@lru_cache(maxsize=1024)
def _before_runs(width: int, span: int, style: str, keep_next: bool, background: Xml) -> str:
    """What stands before the runs of a cell of the body: most cells of a column have the same."""
    merged = w("gridSpan", val=span) if span > 1 else None
    cell = w("tcPr", w("tcW", w=width, type="dxa"), merged, background or None)
    return f"<w:tc>{cell}{paragraph(style, keep_next=keep_next).removesuffix('</w:p>')}"


def _written(draft: Draft, cell: Cell, language: str) -> tuple[Xml, str]:
    """The runs of a cell of the body, and what they say."""
    if cell.kind == "number":
        text = number_text(cell)
    elif all(isinstance(each, Words) for each in cell.content):
        text = "".join([each.text for each in cell.content if isinstance(each, Words)])
    else:
        runs = "".join(inlines(draft, cell.content, language, is_within=True))
        return runs, text_of(tree(w("p", runs)))
    found = pieces(draft, text, language)
    runs = "".join([text_run(piece, style, is_wide=wide) for piece, style, wide in found])
    return runs, "".join([piece for piece, _, _ in found])


def _rule_below(theme: Theme, place: Place, head_row: tuple[int, int]) -> Xml | None:
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


def _content(draft: Draft, cell: Cell, language: str, *, is_parted: bool) -> list[Xml]:
    """The runs of a head; one that is parted has its base on a line of its own."""
    if not (is_parted and has_base(cell)):
        return list(inlines(draft, cell.content, language, is_within=True))
    head, base = cell.content[:1], cell.content[1:]
    if isinstance(base[0], Words):
        base = (Words(base[0].text.lstrip()), *base[1:])
    return [
        *inlines(draft, head, language, is_within=True),
        line_break(),
        *inlines(draft, base, language, is_within=True),
    ]
