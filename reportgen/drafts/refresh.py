"""An edited draft and what its project prints today → the same draft with today's numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar

from reportgen.drafts.figures import figure_change
from reportgen.drafts.fresh import Fresh
from reportgen.drafts.manuscript import Control, Manuscript
from reportgen.drafts.package import repacked
from reportgen.drafts.properties import properties_of, renewed
from reportgen.drafts.rewriting import merged, number_edits
from reportgen.drafts.spans import Edit, edited
from reportgen.drafts.standing import Standing, bare, standing_of_number, standing_of_text
from reportgen.drafts.tables import (
    cell_changes,
    cell_edits,
    grid,
    is_alike,
    recorded,
    telling_edits,
    whole_edit,
)
from reportgen.drafts.verify import (
    context_of,
    deleted,
    is_note_old,
    known_entry,
    name_of,
    note_text,
)
from reportgen.errors import Finding, Place, finding
from reportgen.renderers.docx.legend import (
    Entry,
    FigureEntry,
    Legend,
    NumberEntry,
    TableEntry,
    printing,
)
from reportgen.renderers.docx.markup import tag
from reportgen.renderers.docx.opening import WordFile, parsed
from reportgen.renderers.docx.places import Stand, texts

Block = TypeVar("Block", TableEntry, FigureEntry)
LEFT = {
    Standing.EDITED: "edited-by-hand",
    Standing.PENDING: "pending-change",
    Standing.ABSENT: "control-without-source",
}
"""The finding for what isn't written, by how it stands."""


@dataclass(frozen=True, slots=True)
class Change:
    """Something that was written: where, what it is, what stood there, what stands there now."""

    kind: str
    """number, table or figure."""
    place: Stand
    title: str
    old: str
    new: str


@dataclass(slots=True)
class Refreshed:
    """A draft with today's numbers."""

    changes: list[Change] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    """What could not be placed, or was left as somebody has it."""
    current: int = 0
    """How many controls held today's numbers already."""
    data: bytes = b""
    """The file; the old one byte for byte where nothing has changed."""


def refresh(manuscript: Manuscript, fresh: Fresh, *, overwrite: bool = False) -> Refreshed:
    """Write today's numbers, tables and figures into the controls of a draft.

    No byte outside of the controls changes, but for the parts that say what they hold, and which
    data the file is of. What
    somebody has typed in a control is told and left, unless `overwrite`; what waits to be accepted
    or refused is left in any case.
    """
    work = _Work(manuscript, fresh, overwrite)
    for control in manuscript.controls:
        if not control.is_gone:
            work.control(control)
    work.tell_the_rest()
    return work.finished()


class _Work:
    """One refresh in the making."""

    def __init__(self, manuscript: Manuscript, fresh: Fresh, overwrite: bool) -> None:
        self._manuscript = manuscript
        self._fresh = fresh
        self._overwrite = overwrite
        self._done = Refreshed()
        self._edits: dict[str, list[Edit]] = {}
        self._parts: dict[str, bytes] = {}
        self._entries: dict[str, Entry] = {}

    def control(self, control: Control) -> None:
        """Refresh one control, or tell why it is left."""
        self._edits.setdefault(control.name, []).extend(self._titled(control))
        known = known_entry(self._manuscript, control.key)
        today = self._fresh.entry(control.key, known)
        match today:
            case NumberEntry() if control.kind == "number":
                self._number(control, known, today)
            case TableEntry() if control.kind == "table":
                today = self._with_note(control, known, today)
                self._table(control, known if isinstance(known, TableEntry) else None, today)
            case FigureEntry() if control.kind == "figure":
                today = self._with_note(control, known, today)
                self._figure(control, known, today)
            case _ if known is not None or control.kind == "number":
                self._leave(control, Standing.ABSENT)

    def tell_the_rest(self) -> None:
        """Tell of controls that were deleted, and of what the draft has never had."""
        legend = self._manuscript.legend
        known = legend.entries if legend else {}
        there = {control.key for control in self._manuscript.controls if not control.is_gone}
        place = Place(str(self._manuscript.path))
        self._done.findings += deleted(self._manuscript, self._fresh)
        for key, entry in self._fresh.printed.legend.entries.items() if known else ():
            if key not in known and key not in there:
                self._done.findings.append(
                    finding("not-in-draft", place, name_of(key, entry, self._fresh))
                )

    def finished(self) -> Refreshed:
        """What was done, with the file."""
        manuscript, done = self._manuscript, self._done
        done.data = manuscript.data
        if not done.changes:
            return done
        parts = dict(self._parts)
        for name, edits in self._edits.items():
            parts[name] = edited(manuscript.parts[name].content, merged(edits))
            parsed(parts[name])
        if manuscript.legend and self._entries:
            entries = {**manuscript.legend.entries, **self._entries}
            parts[manuscript.legend_part] = Legend(manuscript.legend.edition, entries).to_xml()
        if all(one.is_warning for one in done.findings):  # all is as the data have it
            parts |= renewed(manuscript.word, properties_of(self._fresh.printed.word))
        done.data = repacked(manuscript.data, parts)
        return done

    # ------------------------------------------------------------------------------ what is where

    def _number(self, control: Control, known: Entry | None, today: NumberEntry) -> None:
        if known and today.key not in self._fresh.printed.legend.entries:
            self._tell(control.place, "number-not-printed", context_of(control))
        standing = standing_of_number(control, known, today)
        if standing is Standing.CURRENT:
            self._done.current += 1
            self._record(known if isinstance(known, NumberEntry) else today, today)
            return
        if not self._is_written(standing):
            self._leave(control, standing, today.printed)
            return
        content = self._fresh.printed.contents.get(control.key)
        pieces = [each.text or "" for each in texts(content)] if content is not None else []
        edits = number_edits(control, today.printed, pieces)
        if edits is None:
            self._leave(control, Standing.EDITED, today.printed)
            return
        self._write(control, edits, control.place, control.text, today.printed)
        self._record(known if isinstance(known, NumberEntry) else today, today)

    def _table(self, control: Control, known: TableEntry | None, today: TableEntry) -> None:
        now = control.cells
        fresh = next(self._fresh.printed.contents[control.key].iter(tag("tbl")))
        if not is_alike(now, today.rows):
            self._whole_table(control, known, today)
            return
        changes = list(cell_changes(control, known, today.rows))
        left = [each for each in changes if not self._is_written(each.standing)]
        new = grid(fresh) if changes else []
        for change in changes:
            place = control.place.of_cell(change.row, change.cell)
            if not self._is_written(change.standing):
                self._leave(control, change.standing, change.new, place, bare(change.old))
            else:
                cell = new[change.row - 1][change.cell - 1]
                edits = cell_edits(control, cell, change)
                self._write(control, edits, place, change.old, change.new)
        self._edits.setdefault(control.name, []).extend(telling_edits(control, fresh))
        self._done.current += not changes
        self._entries[control.key] = recorded(known, today, left)

    def _whole_table(self, control: Control, known: TableEntry | None, today: TableEntry) -> None:
        table = control.table
        standing = Standing.EDITED
        if table is not None:
            printed = (str(known.rows),) if known else ()
            standing = standing_of_text(
                str(control.cells), printed, str(today.rows), is_pending=control.is_pending
            )
        if table is None or not self._is_written(standing):
            self._leave(control, standing)
            return
        fresh = next(self._fresh.printed.contents[control.key].iter(tag("tbl")))
        styles = style_ids(self._fresh.printed.word, self._manuscript.word)
        edits = [whole_edit(control, fresh, styles)]
        old, new = (f"{len(each)} × {max(map(len, each), default=0)}"
                    for each in (control.cells, today.rows))  # fmt: skip
        self._write(control, edits, control.place, old, new)
        self._entries[control.key] = today

    def _figure(self, control: Control, known: Entry | None, today: FigureEntry) -> None:
        printed = (known.digest,) if isinstance(known, FigureEntry) else ()
        standing = standing_of_text(
            self._manuscript.digest(control), printed, today.digest, is_pending=control.is_pending
        )
        if standing is Standing.CURRENT:
            self._done.current += 1
            self._entries[control.key] = today
            return
        change = None
        if self._is_written(standing):
            change = figure_change(control, self._manuscript, self._fresh.printed)
            standing = standing if change else Standing.EDITED
        if change is None:
            self._leave(control, standing)
            return
        self._parts.update(change.parts)
        self._write(control, change.edits, control.place, "", "")
        self._entries[control.key] = today

    # ------------------------------------------------------------------------------------ telling

    def _with_note(self, control: Control, known: Entry | None, today: Block) -> Block:
        """Tell of notes that read otherwise today; until they do here, the old ones are known."""
        if not is_note_old(control, known, today, self._manuscript):
            return today
        place = self._manuscript.at(control.place)
        self._done.findings.append(
            finding("notes-differ", place, details=("note",), note=note_text(today))
        )
        return replace(today, note=getattr(known, "note", ""))

    def _titled(self, control: Control) -> Iterator[Edit]:
        """The edit of a control's title, where it has numbers in it that are others today."""
        title = self._fresh.printed.titles.get(control.key, control.title)
        alias = control.element.find(f"{tag('sdtPr')}/{tag('alias')}")
        if title != control.title and alias is not None:
            edit = control.part.reattributed(alias, "val", title)
            if edit:
                yield edit

    def _is_written(self, standing: Standing) -> bool:
        return standing is Standing.OLD or (self._overwrite and standing is Standing.EDITED)

    def _record(self, known: NumberEntry, today: NumberEntry) -> None:
        self._entries[today.key] = printing(known, today.printed)

    def _write(
        self, control: Control, edits: Iterable[Edit], place: Stand, old: str, new: str
    ) -> None:
        self._edits.setdefault(control.name, []).extend(edits)
        change = Change(control.kind, place, control.title, bare(old), bare(new))
        if change.old != change.new or not old:  # not where a number is aligned otherwise only
            self._done.changes.append(change)

    def _leave(
        self,
        control: Control,
        standing: Standing,
        expected: str = "",
        place: Stand | None = None,
        found: str = "",
    ) -> None:
        if not found:
            found = context_of(control) if control.kind == "number" else control.title
        self._tell(place or control.place, LEFT[standing], found, expected)

    def _tell(self, place: Stand, name: str, found: str, expected: str = "") -> None:
        is_expected = bool(expected) and name != LEFT[Standing.ABSENT]
        details = ("expected",) if is_expected else ()
        at = self._manuscript.at(place)
        self._done.findings.append(
            finding(name, at, found or "—", details=details, expected=bare(expected))
        )


def style_ids(source: WordFile, target: WordFile) -> dict[str, str]:
    """The ids that the styles of one file have in another, where Word may have renamed them."""
    there = {name: identity for identity, name in _styles(target).items()}
    return {identity: there[name] for identity, name in _styles(source).items() if name in there}


def _styles(word: WordFile) -> dict[str, str]:
    found = {}
    for part in word.related(word.main, "styles"):
        for style in word.tree(part).iter(tag("style")):
            name = style.find(tag("name"))
            if name is not None:
                found[style.get(tag("styleId"), "")] = name.get(tag("val"), "").casefold()
    return found
