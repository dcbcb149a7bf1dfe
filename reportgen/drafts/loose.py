"""Tables and figures of a draft whose content controls are gone, found by their captions.

LibreOffice writes tables and charts without the controls around them. Their captions keep the
bookmarks that references lead to, whose names are made from what they caption.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from reportgen.drafts.comparison import compared, is_likely, is_today
from reportgen.drafts.fresh import Fresh
from reportgen.drafts.manuscript import KINDS, Control, Manuscript
from reportgen.errors import Finding, Place, finding
from reportgen.messages import say
from reportgen.renderers.docx.controls import cell_texts, drawn_parts
from reportgen.renderers.docx.legend import Entry, FigureEntry, NumberEntry, TableEntry
from reportgen.renderers.docx.markup import Element, tag

NEAR = 2
"""How many paragraphs a caption may have: one a language."""
REFERRED = "_Ref"
"""What names of bookmarks begin with that references lead to."""
_P, _TABLE, _DRAWING = tag("p"), tag("tbl"), tag("drawing")


def loose_blocks(manuscript: Manuscript, fresh: Fresh) -> list[Control]:
    """The tables and figures that a draft has without their controls, as if they had them."""
    there = {each.key for each in manuscript.controls if not each.is_gone}
    entries = manuscript.legend.entries if manuscript.legend else {}
    lost = {
        key: entry for key, entry in entries.items()
        if key not in there and isinstance(entry, TableEntry | FigureEntry)
    }  # fmt: skip
    if not lost:
        return []
    name, places = manuscript.word.main, dict(manuscript.placed)
    part = manuscript.parts[name]
    held = {each for one in manuscript.controls for each in one.element.iter(_P, _TABLE)}
    found = []
    for key, entry in lost.items():
        block = _captioned(part.root, key, _bookmarks(fresh, key))
        if block is None and isinstance(entry, TableEntry):
            block = _by_content(part.root, entry, held)
        if block is None or block in held:
            continue
        held.add(block)
        place = next((places[each] for each in block.iter(_P) if each in places), None)
        if place is not None:
            kind = KINDS[key.partition(":")[0]]
            title = fresh.printed.titles.get(key, "")
            at = place.of_table() if kind == "table" else place
            found.append(Control(key, kind, title, part, name, block, block, at, is_gone=False))
    order = {paragraph: at for at, (paragraph, _) in enumerate(manuscript.placed)}
    return sorted(found, key=lambda each: min(order.get(p, 0) for p in each.content.iter(_P)))


def told_of_loose(
    blocks: Iterable[Control], manuscript: Manuscript, fresh: Fresh
) -> Iterator[Finding]:
    """A finding for each that is old or can't be compared, and one remark of all the others."""
    known = manuscript.legend.entries if manuscript.legend else {}
    current = []
    for block in blocks:
        before = known[block.key]
        today = fresh.entry(block.key, before)
        if today is None:
            continue  # told as any other
        name = _standing(block, before, today, manuscript)
        if name is None:
            identity = "" if isinstance(before, NumberEntry) else before.id
            current.append(f"{block.key.partition(':')[0]}:{identity}")
        else:
            yield finding(name, manuscript.at(block.place), block.title)
    if current:
        yield finding(
            "control-was-lost", Place(str(manuscript.path)), say("lost_join").join(current)
        )


def _standing(block: Control, known: Entry, today: Entry, manuscript: Manuscript) -> str | None:
    """What is to be told of a block without its control; None where it is today's."""
    if isinstance(known, TableEntry) and isinstance(today, TableEntry):
        is_current = is_today(compared(block.table, known, today))
        return None if is_current else "old-without-control"
    shown = manuscript.digest(block)
    if isinstance(today, FigureEntry) and shown == today.digest:
        return None
    is_known = isinstance(known, FigureEntry) and shown == known.digest
    return "old-without-control" if is_known else "figure-not-compared"


def _bookmarks(fresh: Fresh, key: str) -> set[str]:
    """The bookmarks in the caption of a table or figure, as a build writes it."""
    content = fresh.printed.contents.get(key)
    control = None if content is None else content.getparent()
    if control is None:
        return set()
    beside = _beside(control, is_before=key.startswith("tbl"))
    return {name for paragraph in beside for name in _names(paragraph)}


def _captioned(root: Element, key: str, names: Set[str]) -> Element | None:
    """The table below the caption with one of these bookmarks, or what is drawn above it."""
    is_table = key.startswith("tbl")
    caption = next((each for each in root.iter(_P) if names & set(_names(each))), None)
    block = caption
    for _ in range(NEAR):
        block = None if block is None else _next(block, is_before=not is_table)
        if block is None or (is_table and block.tag == _TABLE):
            return block
        if not is_table and block.tag == _P and (drawn_parts(block) or _is_drawn(block)):
            return block
        if not names & set(_names(block)):
            return None
    return None


def _by_content(root: Element, entry: TableEntry, held: Set[Element]) -> Element | None:
    """The only table that has the head and most of the rows of one that was built."""
    found = [
        each for each in root.iter(_TABLE)
        if each not in held and is_likely(cell_texts(each), entry)
    ]  # fmt: skip
    return found[0] if len(found) == 1 else None


def _beside(control: Element, *, is_before: bool) -> Iterator[Element]:
    """The paragraphs next to a control that may be its caption."""
    element: Element | None = control
    for _ in range(NEAR):
        element = None if element is None else _next(element, is_before=is_before)
        if element is None or element.tag != _P:
            return
        yield element


def _next(element: Element, *, is_before: bool) -> Element | None:
    return element.getprevious() if is_before else element.getnext()


def _names(paragraph: Element) -> Iterator[str]:
    for each in paragraph.iter(tag("bookmarkStart")):
        name = each.get(tag("name"), "")
        if name.startswith(REFERRED):
            yield name


def _is_drawn(paragraph: Element) -> bool:
    return next(paragraph.iter(_DRAWING), None) is not None
