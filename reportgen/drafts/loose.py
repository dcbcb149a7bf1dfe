"""Tables and figures of a draft whose content controls are gone, found by their captions.

LibreOffice writes tables and charts without the controls around them. Their captions keep the
bookmarks that references lead to, whose names are made from what they caption.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from reportgen.drafts.comparison import is_likely
from reportgen.drafts.fresh import Fresh
from reportgen.drafts.manuscript import KINDS, Control, Manuscript
from reportgen.renderers.docx.controls import cell_texts, drawn_parts
from reportgen.renderers.docx.legend import FigureEntry, TableEntry
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
