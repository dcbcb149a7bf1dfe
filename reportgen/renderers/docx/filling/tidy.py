"""A filled file made whole: ids differ, bookmarks are there once, captions count on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy

from reportgen.renderers.docx.filling.stories import ALTERNATE
from reportgen.renderers.docx.markup import Element, tag

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_PARAGRAPH_IDS = (f"{{{W14}}}paraId", f"{{{W14}}}textId")
_SEQUENCE = re.compile(r"^ ?SEQ (\S+) \\\* ARABIC ?$")


def tidied(roots: Iterable[Element]) -> None:
    """Mend in place what repeating a part of a file has left, in all of its stories."""
    stories = list(roots)
    _drawings(stories)
    _controls(stories)
    _paragraphs(stories)
    _comments(stories)
    _notes(stories)
    known = _bookmarks(stories)
    for root in stories:
        _references(root, known)
        _sequences(root)


def _drawings(stories: list[Element]) -> None:
    """Ids of drawings: the first keeps its own, the next gets a free one."""
    found = [drawing for root in stories for drawing in root.iter(WP)]
    taken: set[int] = set()
    free = max((int(each.get("id") or 0) for each in found), default=0)
    for drawing in found:
        number = int(drawing.get("id") or 0)
        if number in taken:
            free += 1
            number = free
            drawing.set("id", str(number))
        taken.add(number)


def _controls(stories: list[Element]) -> None:
    """Ids of content controls, likewise."""
    found = [each for root in stories for each in root.iterfind(f".//{tag('sdtPr')}/{tag('id')}")]
    taken: set[str] = set()
    free = 1
    for each in found:
        number = each.get(tag("val"), "")
        if number in taken:
            while str(free) in taken:
                free += 1
            number = str(free)
            each.set(tag("val"), number)
        taken.add(number)


def _paragraphs(stories: list[Element]) -> None:
    """The ids by which Word knows a paragraph again are those of the first."""
    seen: set[str] = set()
    for root in stories:
        for line in root.iter(tag("p"), tag("tr")):
            number = line.get(_PARAGRAPH_IDS[0])
            if number in seen:
                for name in _PARAGRAPH_IDS:
                    if name in line.attrib:
                        del line.attrib[name]
            elif number:
                seen.add(number)


def _comments(stories: list[Element]) -> None:
    """A comment is about one place: the first."""
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        seen: set[str] = set()
        for mark in [each for root in stories for each in root.iter(tag(name))]:
            number = mark.get(tag("id"), "")
            if number in seen:
                _remove(mark)
            seen.add(number)


def _notes(stories: list[Element]) -> None:
    """A note that is called once more is a note of its own, with the same words."""
    for kind in ("footnote", "endnote"):
        notes = {
            note.get(tag("id"), ""): note
            for root in stories
            if root.tag == tag(f"{kind}s")
            for note in root
        }
        called: set[str] = set()
        for call in [each for root in stories for each in root.iter(tag(f"{kind}Reference"))]:
            number = call.get(tag("id"), "")
            if number in called and number in notes:
                fresh = str(max(map(int, notes)) + 1)
                copied = deepcopy(notes[number])
                copied.set(tag("id"), fresh)
                last = notes[max(notes, key=int)]
                last.addnext(copied)
                notes[fresh] = copied
                call.set(tag("id"), fresh)
            called.add(call.get(tag("id"), ""))


def _bookmarks(stories: list[Element]) -> set[str]:
    """Leave of bookmarks of one name the first, and give each a number of its own; the names."""
    names: set[str] = set()
    number = 0
    for root in stories:
        open_: dict[str, str | None] = {}
        for mark in list(root.iter(tag("bookmarkStart"), tag("bookmarkEnd"))):
            old = mark.get(tag("id"), "")
            if mark.tag == tag("bookmarkStart"):
                name = mark.get(tag("name"), "")
                number += 1
                open_[old] = None if name in names else str(number)
                names.add(name)
            fresh = open_.get(old) if old in open_ else None
            if fresh is None:
                _remove(mark)
            else:
                mark.set(tag("id"), fresh)
            if mark.tag == tag("bookmarkEnd"):
                open_.pop(old, None)
    return names


def _references(root: Element, known: set[str]) -> None:
    """Make plain text of references to what this file doesn't hold."""
    for link in list(root.iter(tag("hyperlink"))):
        anchor = link.get(tag("anchor"), "")
        if anchor.startswith("_Ref") and anchor not in known:
            for child in list(link):
                link.addprevious(child)
            _remove(link)
    for code in list(root.iter(tag("instrText"))):
        match = re.match(r"^ ?REF (_Ref\S+) ", code.text or "")
        if match and match[1] not in known:
            for part in list(_field(code)):
                _remove(part)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _field(code: Element) -> Iterator[Element]:
    """The runs of a field that isn't nested, without its result."""
    run = code.getparent()
    if run is None:
        return
    before = run.getprevious()
    yield from (each for each in (before, run) if each is not None)
    for after in run.itersiblings():
        mark = after.find(tag("fldChar"))
        kind = mark.get(tag("fldCharType")) if mark is not None else None
        if kind in ("separate", "end"):
            yield after
        if kind == "end":
            return


def _sequences(root: Element) -> None:
    """Captions count on by themselves; where the file has them in another order, they are told.

    Word counts a field SEQ from the one before it. One whose cached number isn't the next says its
    number itself, so that it stays right when fields are updated.
    """
    counts: dict[str, int] = {}
    for code in root.iter(tag("instrText")):
        match = _SEQUENCE.match(code.text or "")
        if match is None or next(code.iterancestors(ALTERNATE), None) is not None:
            continue
        number = _result(code)
        if number is not None and number != counts.get(match[1], 0) + 1:
            code.text = f" SEQ {match[1]} \\r {number} \\* ARABIC "
        counts[match[1]] = number or counts.get(match[1], 0) + 1


def _result(code: Element) -> int | None:
    """The number that a field shows."""
    run = code.getparent()
    texts = []
    for after in run.itersiblings() if run is not None else ():
        texts += [node.text or "" for node in after.iter(tag("t"))]
        mark = after.find(tag("fldChar"))
        if mark is not None and mark.get(tag("fldCharType")) == "end":
            break
    text = "".join(texts)
    return int(text) if text.isdecimal() else None
