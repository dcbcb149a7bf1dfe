"""A table of a draft, cell by cell: what was printed, what stands there, what is so today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace

from reportgen.drafts.manuscript import Control, is_pending
from reportgen.drafts.rewriting import filled, removed, replaced, retexted
from reportgen.drafts.spans import Edit
from reportgen.drafts.standing import Standing, standing_of_text
from reportgen.renderers.docx.legend import TableEntry
from reportgen.renderers.docx.markup import Element, tag
from reportgen.renderers.docx.places import cells, rows, texts

Rows = tuple[tuple[str, ...], ...]
DEFAULT = "Normal"
"""A style that a file lacks reads as none."""
TELLING = ("tblCaption", "tblDescription")
"""Properties of a table that are read out."""
STYLED = ("pStyle", "rStyle", "tblStyle")


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell whose text is not what a build prints today; row and cell count from 1."""

    row: int
    cell: int
    old: str
    new: str
    standing: Standing
    element: Element


def is_alike(one: Rows, other: Rows) -> bool:
    """Whether two tables have the same rows and columns."""
    return list(map(len, one)) == list(map(len, other))


def cell_changes(control: Control, known: TableEntry | None, today: Rows) -> Iterator[CellChange]:
    """The cells of a table that differ from today's, of the same rows and columns."""
    table = control.table
    before = known.rows if known and is_alike(known.rows, today) else ()
    for row, (line, now) in enumerate(
        zip(rows(table) if table is not None else (), control.cells, strict=True)
    ):
        in_doubt = _is_row_pending(line)
        for cell, (element, text) in enumerate(zip(cells(line), now, strict=True)):
            printed = (before[row][cell],) if before else ()
            pending = in_doubt or is_pending(element)
            standing = standing_of_text(text, printed, today[row][cell], is_pending=pending)
            if standing is not Standing.CURRENT:
                yield CellChange(row + 1, cell + 1, text, today[row][cell], standing, element)


def grid(table: Element) -> list[list[Element]]:
    """The cells of a table, row by row."""
    return [list(cells(row)) for row in rows(table)]


def cell_edits(control: Control, new: Element, change: CellChange) -> list[Edit]:
    """The edits that give a cell the text of a new one; its paragraph and runs stay if they can."""
    there = change.element
    said, wanted = _said(there), _said(new)
    is_same_frame = [each.tag for each in said] == [each.tag for each in wanted]
    if is_same_frame and said:
        pairs = [pair for pair in zip(said, wanted, strict=True) if pair[0].tag == tag("t")]
        return [
            control.part.retexted(old, each.text or "")
            for old, each in pairs
            if (old.text or "") != (each.text or "")
        ]
    if len(wanted) == 1 and len(list(there.iterfind(tag("p")))) == 1:
        edits = retexted(control.part, there, wanted[0].text or "")
        if edits is not None:
            return edits
    first, *others = there.iterfind(tag("p"))
    runs = [each for p in new.iterfind(tag("p")) for each in p if each.tag != tag("pPr")]
    return [
        filled(control.part, first, runs),
        *(removed(control.part, each) for each in others),
    ]


def telling_edits(control: Control, fresh: Element) -> Iterator[Edit]:
    """The edits of what a table says of itself to those who don't see it."""
    table = control.table
    for name in TELLING:
        old, new = (
            None if each is None else each.find(f"{tag('tblPr')}/{tag(name)}")
            for each in (table, fresh)
        )  # fmt: skip
        if old is not None and new is not None:
            value = new.get(tag("val"), "")
            edit = control.part.reattributed(old, "val", value)
            if edit and value != old.get(tag("val")):
                yield edit


def whole_edit(control: Control, fresh: Element, styles: Mapping[str, str]) -> Edit:
    """The edit that writes a table anew; `styles` are the draft's ids by those of a build."""
    table = control.table
    assert table is not None, "a control without a table has none to replace"
    built = deepcopy(fresh)
    for name in STYLED:
        for each in list(built.iter(tag(name))):
            each.set(tag("val"), styles.get(each.get(tag("val"), ""), DEFAULT))
    return replaced(control.part, table, [built])


def recorded(known: TableEntry | None, today: TableEntry, left: list[CellChange]) -> TableEntry:
    """What the draft says of a table after it was refreshed, but for cells that were left."""
    if known is None or not is_alike(known.rows, today.rows):
        return today
    texts_of = [list(row) for row in today.rows]
    for change in left:
        texts_of[change.row - 1][change.cell - 1] = known.rows[change.row - 1][change.cell - 1]
    return replace(today, rows=tuple(map(tuple, texts_of)))


def _said(cell: Element) -> list[Element]:
    return [each for p in cell.iterfind(tag("p")) for each in texts(p)]


def _is_row_pending(row: Element) -> bool:
    properties = row.find(tag("trPr"))
    return properties is not None and is_pending(properties)
