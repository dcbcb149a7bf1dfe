"""A table of an edited draft and today's → what is written into it, and what is told of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reportgen.drafts.comparison import Compared, compared
from reportgen.drafts.manuscript import Control
from reportgen.drafts.spans import Edit
from reportgen.drafts.standing import Standing
from reportgen.drafts.tables import (
    can_reorder,
    cell_edits,
    grid,
    recorded,
    reordered,
    telling_edits,
    whole_edit,
)
from reportgen.drafts.wording import bare
from reportgen.renderers.docx.legend import TableEntry
from reportgen.renderers.docx.markup import Element
from reportgen.renderers.docx.places import Stand


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to tell of a table: a finding's name, where, what stands there, what it tells."""

    name: str
    place: Stand
    found: str
    expected: str = ""
    rows: tuple[str, ...] = ()
    """Names of rows that it is about."""


@dataclass(frozen=True, slots=True)
class Left:
    """A cell, or a whole table, that is left as it stands."""

    standing: Standing
    place: Stand
    found: str = ""
    expected: str = ""


@dataclass(slots=True)
class TableChange:
    """What is to be written so that a table shows today's numbers, and what is to be told."""

    edits: list[Edit] = field(default_factory=list)
    written: list[tuple[Stand, str, str]] = field(default_factory=list)
    """Cells that are written: where, what stood there, what stands there now."""
    sizes: tuple[str, str] | None = None
    """Rows × columns before and now, of a table that is written anew."""
    is_reordered: bool = False
    """Whether its rows were put into another order."""
    left: list[Left] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    entry: TableEntry | None = None
    """What the draft is to say of it; None where it is to say what it did."""


def table_change(
    control: Control,
    known: TableEntry | None,
    today: TableEntry,
    fresh: Element,
    styles: Mapping[str, str],
    *,
    overwrite: bool,
) -> TableChange:
    """What is to be done with a table; `known` is what the draft says that a build printed.

    `fresh` is the table that a build makes, `styles` are the draft's style ids by those of it.
    """
    table = compared(control.table, known, today)
    is_anew = not table.is_alike or (overwrite and not table.is_whole)
    if is_anew:
        return _anew(control, table, today, fresh, styles, overwrite=overwrite)
    found = TableChange(remarks=list(remarks(control, table, known or today, today)))
    new, edits, left = grid(fresh) if table.changes else [], [], []
    for change in table.changes:
        place = control.place.of_cell(change.row, change.cell)
        at = table.today[change.row - 1]
        if at is None or not is_written(change.standing, overwrite=overwrite):
            left.append(change)
            found.left.append(Left(change.standing, place, bare(change.old), change.new))
            continue
        edits += cell_edits(control, new[at][change.cell - 1], change)
        found.written.append((place, change.old, change.new))
    is_in_order = not table.is_reordered
    if table.is_reordered and can_reorder(control, table):
        edits = list(reordered(control, table, edits))
        is_in_order = found.is_reordered = True
    elif table.is_reordered:
        found.remarks.append(Remark("rows-in-other-order", control.place, control.title))
    found.edits = [*edits, *telling_edits(control, fresh)]
    found.entry = recorded(known, today, table, left, is_in_order=is_in_order)
    return found


def remarks(
    control: Control, table: Compared, known: TableEntry, today: TableEntry
) -> Iterator[Remark]:
    """What is to be told of the rows and columns of a table."""
    now = control.cells
    for row in table.in_doubt:
        yield Remark("row-in-doubt", control.place.of_row(row + 1), " | ".join(map(bare, now[row])))
    for column in table.columns_in_doubt:
        place = control.place.of_cell(known.heads or 1, column + 1)
        said = [bare(row[column]) for row in now if column < len(row)]
        yield Remark("row-in-doubt", place, " | ".join(said))
    for row in table.gone:
        said = list(map(bare, now[row]))
        yield Remark("control-without-source", control.place.of_row(row + 1), " | ".join(said))
    for name, rows in (("rows-are-new", table.new), ("rows-were-deleted", table.deleted)):
        if rows:
            told = tuple(bare(today.rows[at][0]) for at in rows)
            yield Remark(name, control.place, control.title, rows=told)


def is_written(standing: Standing, *, overwrite: bool) -> bool:
    """Whether what stands so gives way to today's."""
    typed = standing in (Standing.EDITED, Standing.EMPTIED)
    return standing is Standing.OLD or (overwrite and typed)


def _anew(
    control: Control,
    table: Compared,
    today: TableEntry,
    fresh: Element,
    styles: Mapping[str, str],
    *,
    overwrite: bool,
) -> TableChange:
    """A table that is written as a whole, where nobody has edited it or that is asked for."""
    standing = Standing.OLD if table.is_untouched else Standing.EDITED
    standing = Standing.PENDING if control.is_pending else standing
    if control.table is None or not is_written(standing, overwrite=overwrite):
        return TableChange(left=[Left(standing, control.place)])
    sizes = [
        f"{len(each)} × {max(map(len, each), default=0)}" for each in (control.cells, today.rows)
    ]
    edits = [whole_edit(control, fresh, styles)]
    return TableChange(edits, sizes=(sizes[0], sizes[1]), entry=today)
