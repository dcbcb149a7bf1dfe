"""A table of a draft that was compared → the edits that make it today's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import replace

from reportgen.drafts.comparison import CellChange, Compared
from reportgen.drafts.manuscript import Control
from reportgen.drafts.rewriting import filled, removed, replaced, retexted, rewritten
from reportgen.drafts.spans import Edit, edited
from reportgen.drafts.wording import renumbered
from reportgen.renderers.docx.legend import TableEntry
from reportgen.renderers.docx.markup import Element, tag
from reportgen.renderers.docx.places import cells, rows, texts

_HEAD = "\n"
"""What no row of a body is named by."""
DEFAULT = "Normal"
"""A style that a file lacks reads as none."""
TELLING = ("tblCaption", "tblDescription")
"""Properties of a table that are read out."""
STYLED = ("pStyle", "rStyle", "tblStyle")


def grid(table: Element) -> list[list[Element]]:
    """The cells of a table, row by row."""
    return [list(cells(row)) for row in rows(table)]


def cell_edits(control: Control, new: Element, change: CellChange) -> list[Edit]:
    """The edits that give a cell the text of a new one; its paragraph and runs stay if they can."""
    there = change.element
    said, wanted = _said(there), _said(new)
    is_typed = "".join(change.old.split()) != "".join(change.printed.split())
    pieces = renumbered(change.old, change.printed, change.new) if is_typed else None
    if pieces is not None and len(list(there.iterfind(tag("p")))) == 1:
        return rewritten(control.part, said, pieces)
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


def reordered(control: Control, compared: Compared, edits: Iterable[Edit]) -> Iterator[Edit]:
    """The edits that put the rows into today's order, each with what is edited within it.

    Nothing where they can't be moved.
    """
    inner, part = list(edits), control.part
    spans = [part.span(line) for line in compared.lines]
    for slot, row in zip(spans, compared.order, strict=True):
        own = spans[row]
        within = [
            replace(each, start=each.start - own.start, end=each.end - own.start)
            for each in inner
            if own.start <= each.start and each.end <= own.end
        ]
        yield Edit(slot.start, slot.end, edited(part.content[own.start : own.end], within))


def can_reorder(control: Control, compared: Compared) -> bool:
    """Whether the rows can change places, and nothing hangs on where they stand."""
    order = compared.order
    if control.table is None or control.is_pending or order == list(range(len(order))):
        return False
    is_flat = all(line.getparent() is control.table for line in compared.lines)
    is_merged = any(
        next(line.iter(tag("vMerge")), None) is not None
        for line, new in zip(compared.lines, order, strict=True)
        if compared.lines[new] is not line
    )
    return is_flat and not is_merged and all(map(_is_closed, compared.lines))


def recorded(known: TableEntry | None, today: TableEntry, compared: Compared,
             left: Iterable[CellChange], *, is_in_order: bool) -> TableEntry:  # fmt: skip
    """What the draft says of a table after it was refreshed.

    Of cells that were left, and of rows that aren't certain, it says what it did; its rows stand in
    today's order if those of the draft do.
    """
    if known is None or not known.names:
        return today
    names, before = _ids(today), dict(zip(_ids(known), known.rows, strict=True))
    texts_of = {name: list(row) for name, row in zip(names, today.rows, strict=True)}
    certain = {names[at] for at in compared.today if at is not None}
    for name in names:
        if name not in certain:
            texts_of[name] = list(before.get(name, ()))
    for change in left:
        at = compared.today[change.row - 1]
        if at is not None:
            texts_of[names[at]][change.cell - 1] = change.printed
    for row in compared.gone:
        at = compared.built[row]
        if at is not None:
            name = _ids(known)[at]
            names.append(name)
            texts_of[name] = list(before[name])
    kept = [name for name in names if texts_of[name]]  # not what the draft has never had
    if not is_in_order:
        kept = [*(name for name in before if name in kept), *(n for n in kept if n not in before)]
    named = tuple("" if name.startswith(_HEAD) else name for name in kept)
    return replace(today, rows=tuple(tuple(texts_of[name]) for name in kept), names=named)


def _ids(entry: TableEntry) -> list[str]:
    """A name for each row, those of the head too."""
    return [name or f"{_HEAD}{at}" for at, name in enumerate(entry.names)]


def _is_closed(row: Element) -> bool:
    """Whether what begins in a row, as a comment or a bookmark, ends there."""
    open_: dict[tuple[str, str | None], int] = {}
    for each in row.iter("*"):
        name = each.tag
        for sign, end in ((1, "Start"), (-1, "End")):
            if name.endswith(end) and each.get(tag("id")) is not None:
                key = name.removesuffix(end), each.get(tag("id"))
                open_[key] = open_.get(key, 0) + sign
    return not any(open_.values())


def _said(cell: Element) -> list[Element]:
    return [each for p in cell.iterfind(tag("p")) for each in texts(p)]
