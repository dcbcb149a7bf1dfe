"""An edited draft → a finding for each number in it that doesn't agree with the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from reportgen.checks import Quotation, quotations
from reportgen.drafts.comparison import compared
from reportgen.drafts.fresh import Fresh
from reportgen.drafts.loose import loose_blocks, told_of_loose
from reportgen.drafts.manuscript import Control, Manuscript
from reportgen.drafts.order import out_of_order
from reportgen.drafts.references import leading_nowhere
from reportgen.drafts.standing import Standing, standing_of_number
from reportgen.drafts.table_refresh import Remark, remarks
from reportgen.drafts.wording import bare, excerpt
from reportgen.errors import Finding, Place, finding
from reportgen.messages import say
from reportgen.renderers.docx.legend import GAP, Entry, FigureEntry, NumberEntry, TableEntry
from reportgen.renderers.docx.markup import Element, tag
from reportgen.renderers.docx.places import Stand, text_of, texts

_DIFFERING = {
    Standing.OLD: "number-is-old",
    Standing.EDITED: "number-was-edited",
    Standing.EMPTIED: "number-was-deleted",
    Standing.PENDING: "number-was-edited",
}
_MENDED_BY_REFRESH = ("number-is-old", "figure-differs", "table-differs")


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found in a draft, mistakes first, and how much was compared."""

    findings: tuple[Finding, ...]
    controls: int
    quotations: int


def verify(manuscript: Manuscript, fresh: Fresh) -> Verified:
    """Compare each control of a draft, and each quotation in its plain text, with the data.

    What waits to be inserted is compared, what waits to be taken out is not. What was taken out is
    told as a remark: to do so is a co-author's right.
    """
    controls = [each for each in manuscript.controls if not each.is_gone]
    loose = loose_blocks(manuscript, fresh)
    found = [one for each in (*controls, *loose) for one in _control(each, manuscript, fresh)]
    found += told_of_loose(loose, manuscript, fresh)
    quoted = list(_quoted(manuscript, [*controls, *loose]))
    stale = _stale(manuscript, fresh) if quoted else {}
    for quotation, place, text in quoted:
        told = _quotation(quotation, stale, fresh)
        if told:
            context = excerpt(text, _offset(text, quotation), len(quotation.printed))
            found.append(replace(told, place=manuscript.at(place), found=context))
    found += leading_nowhere(manuscript)
    found += out_of_order(manuscript, fresh)
    found += deleted(manuscript, fresh, loose)
    found.sort(key=_rank)
    return Verified(tuple(found), len(controls), len(quoted))


def _rank(one: Finding) -> int:
    """Mistakes that only a person can mend, then what refresh mends, then remarks."""
    return 2 if one.is_warning else int(one.name in _MENDED_BY_REFRESH)


def deleted(
    manuscript: Manuscript, fresh: Fresh, loose: Iterable[Control] = ()
) -> Iterator[Finding]:
    """A remark for each number, table and figure that a draft once had, and has no more."""
    there = {control.key for control in manuscript.controls if not control.is_gone}
    there |= {each.key for each in loose}
    entries = manuscript.legend.entries if manuscript.legend else {}
    gone = {key: entry for key, entry in entries.items() if key not in there}
    place = Place(str(manuscript.path))
    for names in together(gone, fresh):
        yield finding("control-was-deleted", place, names)


def together(entries: Mapping[str, Entry], fresh: Fresh) -> Iterator[str]:
    """The names of entries, in the order of a build; numbers of one paragraph are one list."""
    order = {key: at for at, key in enumerate(fresh.printed.contents)}
    found: dict[object, list[str]] = {}
    for key in sorted(entries, key=lambda each: order.get(each, len(order))):
        content = fresh.printed.contents.get(key)
        above = None if content is None else next(content.iterancestors(tag("p")), None)
        found.setdefault(key if above is None else above, []).append(
            name_of(key, entries[key], fresh)
        )
    return (say("lost_join").join(names) for names in found.values())


def name_of(key: str, entry: Entry, fresh: Fresh) -> str:
    """What an entry is: its number, or its id in the project; with what Word shows of it."""
    title = fresh.printed.titles.get(key, "")
    match entry:
        case NumberEntry():
            return f"{bare(entry.printed)} ({entry.title or title or entry.estimate})"
        case TableEntry():
            name = f"tbl:{entry.id}"
        case FigureEntry():
            name = f"fig:{entry.id}"
    return f"{title} ({name})" if title else name


def known_entry(manuscript: Manuscript, key: str) -> Entry | None:
    """What a draft says that a key stands for."""
    return manuscript.legend.entries.get(key) if manuscript.legend else None


def is_note_old(
    control: Control, known: Entry | None, today: Entry, manuscript: Manuscript
) -> bool:
    """Whether the data now ask for other words in the notes of a table or figure.

    Not where the draft has these words already. How else somebody words a note is up to them.
    """
    blocks = TableEntry | FigureEntry
    if not isinstance(known, blocks) or not isinstance(today, blocks):
        return False
    if known.words_of_note == today.words_of_note:
        return False
    below = manuscript.text_below(control)
    return not today.note or not all(words in below for words in today.words_of_note.split(GAP))


def note_text(entry: Entry) -> str:
    """What the notes of a table or figure say; a dash for none."""
    return "—" if isinstance(entry, NumberEntry) else bare(entry.note_text) or "—"


def _control(control: Control, manuscript: Manuscript, fresh: Fresh) -> Iterator[Finding]:
    known, place = known_entry(manuscript, control.key), manuscript.at(control.place)
    today = fresh.entry(control.key, known)
    if control.kind == "number":
        yield from _number(control, known, today, place)
        if known and today and today.key not in fresh.printed.legend.entries:
            yield finding("number-not-printed", place, control.context)
        return
    if today is None:
        if known:
            yield finding("control-without-source", place, control.title)
        return
    if isinstance(today, TableEntry):
        yield from _table(control, known, today, manuscript)
    elif isinstance(today, FigureEntry):
        is_today = control.is_loose or manuscript.digest(control) == today.digest
        if not is_today:  # of a loose one it is told with all others
            yield finding("figure-differs", place, control.title)
    if is_note_old(control, known, today, manuscript):
        yield finding("notes-differ", place, details=("note",), note=note_text(today))


def _number(
    control: Control, known: Entry | None, today: Entry | None, place: Place
) -> Iterator[Finding]:
    standing, context = standing_of_number(control, known, today), control.context
    if standing is Standing.ABSENT:
        yield finding("control-without-source", place, context)
    elif standing is not Standing.CURRENT and isinstance(today, NumberEntry):
        values = {"printed": bare(control.text), "expected": bare(today.printed)}
        yield finding(_DIFFERING[standing], place, context, **values)


def _table(
    control: Control, known: Entry | None, today: TableEntry, manuscript: Manuscript
) -> Iterator[Finding]:
    before = known if isinstance(known, TableEntry) else None
    table = compared(control.table, before, today)
    if not table.is_alike:
        yield finding("table-differs", manuscript.at(control.place), control.title)
        return
    now = control.cells
    for change in table.changes:
        if bare(change.old) == bare(change.new):
            continue  # aligned otherwise, since others of its column have more digits
        place = control.place.of_cell(change.row, change.cell)
        values = {"printed": bare(change.old), "expected": bare(change.new) or "—"}
        context = " | ".join(map(bare, now[change.row - 1]))
        yield finding(_DIFFERING[change.standing], manuscript.at(place), context, **values)
    for remark in remarks(control, table, before or today, today):
        yield told_of_table(remark, manuscript)
    if table.is_reordered:
        yield finding("rows-in-other-order", manuscript.at(control.place), control.title)


def told_of_table(remark: Remark, manuscript: Manuscript) -> Finding:
    """The finding of a remark on a table's rows or columns."""
    return finding(remark.name, manuscript.at(remark.place), remark.found, rows=remark.rows)


def _quoted(
    manuscript: Manuscript, controls: list[Control]
) -> Iterator[tuple[Quotation, Stand, str]]:
    """The quotations of the plain text, each with its place and the text of its paragraph."""
    tables = {table for each in controls if (table := each.table) is not None}
    whole = {
        each.element for each in controls
        if each.kind == "number" and quotations(each.text, "")
    }  # fmt: skip
    for paragraph, place in manuscript.placed:
        if any(each in tables for each in paragraph.iterancestors(tag("tbl"))):
            continue
        text = text_of(paragraph)
        covered = _covered(paragraph, whole)
        for found in quotations(text, ""):
            if _offset(text, found) not in covered:
                yield found, place, text


def _covered(paragraph: Element, controls: set[Element]) -> set[int]:
    """The offsets of a paragraph's text that stand in one of these controls."""
    found: set[int] = set()
    at = 0
    for each in texts(paragraph):
        length = len(each.text or "") if each.tag == tag("t") else 1
        if any(above in controls for above in each.iterancestors(tag("sdt"))):
            found.update(range(at, at + length))
        at += length
    return found


def _offset(text: str, quotation: Quotation) -> int:
    """Where in its text a quotation begins."""
    line, column = quotation.place.line or 1, quotation.place.column or 1
    at = 0
    for _ in range(line - 1):
        at = text.index("\n", at) + 1
    return at + column - 1


def _stale(manuscript: Manuscript, fresh: Fresh) -> Mapping[tuple[int, int], str]:
    """What is printed today in place of each ratio that the draft printed once and no more."""
    found: dict[tuple[int, int], str] = {}
    for key, entry in manuscript.legend.entries.items() if manuscript.legend else ():
        today = fresh.entry(key, entry) if isinstance(entry, NumberEntry) else None
        if isinstance(entry, NumberEntry) and isinstance(today, NumberEntry):
            for text in (*entry.earlier, entry.printed):
                for each in quotations(text, ""):
                    if text != today.printed:
                        found[each.count, each.base] = today.printed
    return found


def _quotation(
    quotation: Quotation, stale: Mapping[tuple[int, int], str], fresh: Fresh
) -> Finding | None:
    if not quotation.is_right:
        return quotation.finding
    ratio = quotation.count, quotation.base
    if ratio in fresh.ratios:
        return None
    printed = f"{quotation.printed}% ({quotation.count}/{quotation.base})"
    if ratio in stale:
        today = bare(stale[ratio])
        return finding("quotation-is-old", None, printed, printed=printed, expected=today)
    return finding("quotation-not-of-data", None, printed, printed=printed)
