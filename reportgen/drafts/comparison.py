"""A table of a draft → cell by cell what was printed, what stands there, what is so today."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportgen.drafts.manuscript import is_pending
from reportgen.drafts.rows import Known, Rows, known_rows
from reportgen.drafts.standing import Standing, standing_of_text
from reportgen.drafts.wording import bare, flat, numbers_of
from reportgen.renderers.docx.controls import cell_texts
from reportgen.renderers.docx.legend import TableEntry
from reportgen.renderers.docx.markup import Element, tag
from reportgen.renderers.docx.places import cells, rows


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell whose text is not what a build prints today; row and cell count from 1."""

    row: int
    cell: int
    old: str
    new: str
    standing: Standing
    element: Element
    printed: str = ""
    """What a build printed there."""


@dataclass(slots=True)
class Compared:
    """How a table of a draft stands to today's. Rows count from 0."""

    lines: list[Element] = field(default_factory=list)
    """Its rows."""
    is_alike: bool = True
    """Whether it can be compared by cells; else nothing below is told."""
    is_untouched: bool = False
    """Whether all its texts are those that a build printed."""
    built: list[int | None] = field(default_factory=list)
    """Of each row, which of the build's it is; None where that is not certain."""
    today: list[int | None] = field(default_factory=list)
    """Of each row, which of today's it is; None where that is not certain, or it is gone."""
    changes: list[CellChange] = field(default_factory=list)
    in_doubt: list[int] = field(default_factory=list)
    """Rows of which it is not certain which they are, where it could be one of the report's."""
    own: list[int] = field(default_factory=list)
    """Rows that somebody has added: the report's are all there beside them."""
    columns_in_doubt: list[int] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    """Rows that the data give no more."""
    new: list[int] = field(default_factory=list)
    """Today's rows that were not printed when the draft was built."""
    deleted: list[int] = field(default_factory=list)
    """Today's rows that somebody has taken out of the draft."""
    order: list[int] = field(default_factory=list)
    """The rows in today's order, where they stand in that of the build before."""
    is_reordered: bool = False
    """Whether today's order is another than that of the build before."""

    @property
    def is_whole(self) -> bool:
        """Whether it has today's rows, no more and no less, and each is certain."""
        differing = (self.in_doubt, self.own, self.columns_in_doubt)
        return not any((*differing, self.gone, self.new, self.deleted))


def is_alike(one: Rows, other: Rows) -> bool:
    """Whether two tables have the same rows and columns."""
    return list(map(len, one)) == list(map(len, other))


def compared(table: Element | None, known: TableEntry | None, today: TableEntry) -> Compared:
    """Compare a table with today's; `known` is what the draft says that a build printed."""
    found = Compared(list(rows(table)) if table is not None else [])
    now: Rows = () if table is None else cell_texts(table)
    before = known or today
    found.is_untouched = is_same(now, before.rows)
    certain = Known(list(range(len(now))), frozenset(range(max(map(len, now), default=0))))
    if found.is_untouched and not _has_same(before, today):
        # Nobody has touched it: it may become what a build prints, row by row.
        # What waits to be accepted would stay, beside what is of another row.
        is_open = table is not None and is_pending(table)
        found.is_alike = is_alike(now, today.rows) and not is_open
        found.built = found.today = certain.rows
    elif before.names and now and before.columns == today.columns and before.heads == today.heads:
        if not found.is_untouched:
            certain = known_rows(now, before.rows, before.heads)
        _place_rows(found, certain, before, today)
    else:
        found.is_alike = False
    if found.is_alike:
        _compare(found, now, before, today, certain)
        found.is_alike = known is not None or found.is_whole
    return found


def _has_same(known: TableEntry, today: TableEntry) -> bool:
    """Whether two tables have the same rows, in whatever order, and the same columns."""
    is_same_rows = bool(known.names) and sorted(known.names) == sorted(today.names)
    return is_same_rows and known.columns == today.columns


def is_same(one: Rows, other: Rows) -> bool:
    """Whether two tables say the same, but for typography."""
    return is_alike(one, other) and all(
        flat(a) == flat(b)
        for x, y in zip(one, other, strict=True)
        for a, b in zip(x, y, strict=True)
    )


def is_today(table: Compared) -> bool:
    """Whether a table says what a build prints today, as far as it has rows of it."""
    in_doubt = table.in_doubt or table.columns_in_doubt or table.gone or table.new
    is_current = all(bare(each.old) == bare(each.new) for each in table.changes)
    return table.is_alike and is_current and not in_doubt


def is_likely(now: Rows, known: TableEntry) -> bool:
    """Whether a table that says nothing of itself has the head and most rows of a built one."""
    if not known.names or not now:
        return False
    certain = known_rows(now, known.rows, known.heads)
    matched = [at for at in certain.rows if at is not None]
    heads = list(range(known.heads))
    return certain.rows[: known.heads] == heads and 2 * len(matched) > len(known.rows)


def _place_rows(found: Compared, certain: Known, known: TableEntry, today: TableEntry) -> None:
    """Tell which rows are which of today's, which came, went or are in doubt, and their order."""
    found.built = certain.rows
    fresh = {name: at for at, name in enumerate(today.names) if name}
    for at in certain.rows:
        is_head = at is not None and at < known.heads
        found.today.append(at if is_head or at is None else fresh.get(known.names[at]))
    there = {at for at in certain.rows if at is not None}
    lacking = [at for at in range(len(known.names)) if at not in there]
    for row, at in enumerate(certain.rows):
        if at is not None:
            if found.today[row] is None:
                found.gone.append(row)
            continue
        has_numbers = len(list(cells(found.lines[row]))) > 1
        if lacking and (has_numbers or row < known.heads):
            found.in_doubt.append(row)
        elif not lacking:
            found.own.append(row)
    printed = set(known.names)
    for at, name in enumerate(today.names):
        if name and name not in printed:
            found.new.append(at)
        elif name and not found.in_doubt and at not in found.today:
            found.deleted.append(at)
    places = [at for at in found.today if at is not None]
    present = {today.names[at] for at in places}
    kept = [name for name in known.names if name in present]
    found.is_reordered = kept != [name for name in today.names if name in present]
    is_whole = len(places) == len(found.today)
    if is_whole and certain.rows == sorted(there):
        found.order = sorted(range(len(found.today)), key=lambda row: places[row])


def _compare(
    found: Compared, now: Rows, known: TableEntry, today: TableEntry, certain: Known
) -> None:
    """The cells that differ from today's, of rows and columns that are certain."""
    doubtful: set[int] = set()
    for row, line in enumerate(found.lines):
        at, fresh = certain.rows[row], found.today[row]
        if at is None or fresh is None:
            continue
        in_doubt = _is_row_pending(line)
        for cell, (element, text) in enumerate(zip(cells(line), now[row], strict=True)):
            printed, new = known.rows[at][cell], today.rows[fresh][cell]
            pending = in_doubt or is_pending(element)
            standing = standing_of_text(text, (printed,), new, is_pending=pending)
            if standing is Standing.CURRENT or _is_worded(standing, text, new):
                continue
            if not certain.is_certain(row, cell) and row >= known.heads:
                doubtful.add(cell)
                continue
            found.changes.append(
                CellChange(row + 1, cell + 1, text, new, standing, element, printed)
            )
    found.columns_in_doubt = sorted(doubtful)


def _is_worded(standing: Standing, text: str, new: str) -> bool:
    """Whether somebody has found other words for the name of a row or column.

    Words are theirs, as those of sentences are; the numbers in them are the data's.
    """
    return (
        standing is Standing.EDITED
        and any(map(str.isalpha, new))
        and numbers_of(text) == numbers_of(new)
    )


def _is_row_pending(row: Element) -> bool:
    properties = row.find(tag("trPr"))
    return properties is not None and is_pending(properties)
