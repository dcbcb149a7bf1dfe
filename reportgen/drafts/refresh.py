"""An edited draft and what its project prints today → the same draft with today's numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from reportgen.drafts.figures import figure_change
from reportgen.drafts.fresh import Fresh
from reportgen.drafts.loose import loose_blocks, told_of_loose
from reportgen.drafts.manuscript import Control, Manuscript
from reportgen.drafts.order import out_of_order
from reportgen.drafts.package import repacked
from reportgen.drafts.properties import properties_of, renewed
from reportgen.drafts.references import leading_nowhere
from reportgen.drafts.rewriting import merged, number_edits, rewritten, with_pieces
from reportgen.drafts.spans import Edit, edited
from reportgen.drafts.standing import Standing, printed_of, standing_of_number, standing_of_text
from reportgen.drafts.table_refresh import is_written, table_change
from reportgen.drafts.verify import (
    deleted,
    is_note_old,
    known_entry,
    note_text,
    together,
    told_of_table,
)
from reportgen.drafts.wording import bare, renumbered
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
    Standing.EMPTIED: "number-was-deleted",
    Standing.PENDING: "pending-change",
    Standing.ABSENT: "control-without-source",
}
"""The finding for what isn't written, by how it stands."""


@dataclass(frozen=True, slots=True)
class Change:
    """Something that was written: where, what it is, what stood there, what stands there now."""

    kind: str
    """number, table, figure, or the order of a table's rows."""
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
    done = work.finished()
    done.findings += leading_nowhere(manuscript)
    done.findings += out_of_order(manuscript, fresh)
    done.findings.sort(key=lambda one: one.is_warning)
    return done


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
        loose = loose_blocks(self._manuscript, self._fresh)
        self._done.findings += told_of_loose(loose, self._manuscript, self._fresh)
        self._done.findings += deleted(self._manuscript, self._fresh, loose)
        printed = self._fresh.printed.legend.entries if known else {}
        new = {
            key: entry for key, entry in printed.items() if key not in known and key not in there
        }
        for names in together(new, self._fresh):
            self._done.findings.append(finding("not-in-draft", place, names))

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
            self._tell(control.place, "number-not-printed", control.context)
        standing = standing_of_number(control, known, today)
        if standing is Standing.CURRENT:
            self._done.current += 1
            self._record(known if isinstance(known, NumberEntry) else today, today)
            return
        if not self._is_written(standing):
            self._leave(control, standing, today.printed)
            return
        written = self._renumbered(control, known, today.printed)
        if written is None:
            self._leave(control, standing, today.printed)
            return
        edits, text = written
        self._write(control, edits, control.place, control.text, text)
        self._record(known if isinstance(known, NumberEntry) else today, today)

    def _renumbered(
        self, control: Control, known: Entry | None, new: str
    ) -> tuple[list[Edit], str] | None:
        """The edits of a number, and what it says then; its brackets and words beside it stay."""
        old = control.text
        for printed in printed_of(known):
            if "".join(old.split()) != "".join(printed.split()):
                pieces = renumbered(old, printed, new)
                if pieces is not None:
                    edits = rewritten(control.part, list(texts(control.content)), pieces)
                    return edits, "".join(with_pieces(old, 0, pieces))
        content = self._fresh.printed.contents.get(control.key)
        runs = [each.text or "" for each in texts(content)] if content is not None else []
        found = number_edits(control, new, runs)
        return None if found is None else (found, new)

    def _table(self, control: Control, known: TableEntry | None, today: TableEntry) -> None:
        fresh = next(self._fresh.printed.contents[control.key].iter(tag("tbl")))
        change = table_change(control, known, today, fresh, self._styles, overwrite=self._overwrite)
        for each in change.left:
            found = each.found or ("—" if each.expected else "")
            self._leave(control, each.standing, each.expected, each.place, found)
        self._done.findings += (told_of_table(each, self._manuscript) for each in change.remarks)
        self._edits.setdefault(control.name, []).extend(change.edits)
        if change.sizes:
            self._write(control, (), control.place, *change.sizes)
        if change.is_reordered:
            self._done.changes.append(Change("order", control.place, control.title, "", ""))
        for place, old, new in change.written:
            self._write(control, (), place, old, new)
        is_current = not (change.left or change.edits or change.remarks)
        self._done.current += is_current
        if change.entry:
            self._entries[control.key] = change.entry

    @cached_property
    def _styles(self) -> Mapping[str, str]:
        return style_ids(self._fresh.printed.word, self._manuscript.word)

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
        return is_written(standing, overwrite=self._overwrite)

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
            found = control.context if control.kind == "number" else control.title
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
