"""Sections of a draft: a wide table stands on pages in landscape, with the heads and feet of all.

While a draft is written, a section's end is a mark only. When all is there the marks are made
whole: each from the section of the template that it stands in, so that paper, heads, feet and the
numbering of notes are those of the template, whatever it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy

from reportgen.renderers.docx.draft import Draft
from reportgen.renderers.docx.markup import (
    Element,
    Xml,
    paragraph,
    tag,
    tree,
    w,
    with_property,
)

HEAD_ROOM = 500
"""Room that a running head has above the text at least, in twips."""
_TURNED = "turned"
"""An attribute that only marks have, and no file."""
_SIZE, _MARGINS, _SECTION = tag("pgSz"), tag("pgMar"), tag("sectPr")
_SIDES = {"left": "top", "right": "bottom", "top": "right", "bottom": "left"}
"""The margins of a page that is turned, by those of the page."""


def turned(draft: Draft, content: Iterable[Xml]) -> Iterator[Xml]:
    """What stands in landscape, between the ends of the sections before it and of its own."""
    style = draft.style("Section End")
    yield _mark(style, is_turned=False)
    yield from content
    yield _mark(style, is_turned=True)


def complete(body: Element) -> None:
    """Make the sections of a main document whole, as a person would have made them in Word."""
    ends_turned = _ends_turned(body)
    for mark in _marks(body):
        _settle(body, mark)
    group: list[Element] = []
    for section in body.iter(_SECTION):
        group.append(section)
        if section.get(_TURNED) is None:
            _fill(group)
            group = []
    if ends_turned:
        _turn(body[-1])


def _mark(style: str, *, is_turned: bool) -> Xml:
    return with_property(paragraph(style), f'<w:sectPr {_TURNED}="{int(is_turned)}"/>')


def _marks(body: Element) -> list[Element]:
    """The paragraphs that hold nothing but the mark of a section's end."""
    ends = body.iterfind(f"{tag('p')}/{tag('pPr')}/{_SECTION}")
    marks = (each for each in ends if each.get(_TURNED) is not None)
    return [next(each.iterancestors(tag("p"))) for each in marks]


def _section_of(element: Element | None) -> Element | None:
    if element is None or element.tag != tag("p"):
        return None
    return element.find(f"{tag('pPr')}/{_SECTION}")


def _ends_turned(body: Element) -> bool:
    """Whether nothing follows the last table in landscape: then it is in the last section of all,
    and its mark is taken away.
    """
    last = body[-1].getprevious()
    section = _section_of(last)
    if last is None or section is None or section.get(_TURNED) != "1":
        return False
    body.remove(last)
    return True


def _settle(body: Element, mark: Element) -> None:
    """Put the end of a section into the last paragraph of it; none where nothing would be in it."""
    before = mark.getprevious()
    section = _section_of(mark)
    assert section is not None, "only marks are settled"
    if before is None or _section_of(before) is not None:
        if section.get(_TURNED) != "1":
            body.remove(mark)
    elif before.tag == tag("p"):
        properties = before.find(tag("pPr"))
        if properties is None:
            properties = tree(w("pPr"))
            before.insert(0, properties)
        properties.append(section)
        body.remove(mark)


def _fill(group: list[Element]) -> None:
    """Fill marks from the whole section that they end in; the group's first begins as that does."""
    *marks, whole = group
    for mark in marks:
        is_turned = mark.attrib.pop(_TURNED) == "1"
        mark[:] = [deepcopy(child) for child in whole]
        if is_turned:
            _turn(mark)
    for section in group[1:]:
        _continue(section)


def _continue(section: Element) -> None:
    """A section that goes on with the pages of the one before: no first page of its own."""
    for name in ("titlePg", "type"):
        for each in section.findall(tag(name)):
            section.remove(each)
    for numbers in section.findall(tag("pgNumType")):
        numbers.attrib.pop(tag("start"), "")


def _turn(section: Element) -> None:
    """The page in landscape, its margins turned with it."""
    size, margins = section.find(_SIZE), section.find(_MARGINS)
    if size is None or margins is None:
        return
    width, height = int(size.get(tag("w"), "0")), int(size.get(tag("h"), "0"))
    if width > height:
        return
    size.set(tag("w"), str(height))
    size.set(tag("h"), str(width))
    size.set(tag("orient"), "landscape")
    old = {side: int(margins.get(tag(side), "0")) for side in _SIDES}
    for side, other in _SIDES.items():
        margins.set(tag(side), str(old[other]))
    head, foot = (int(margins.get(tag(name), "0")) for name in ("header", "footer"))
    margins.set(tag("top"), str(max(old["right"], head + HEAD_ROOM)))
    margins.set(tag("bottom"), str(max(old["left"], foot + HEAD_ROOM)))
