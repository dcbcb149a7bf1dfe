"""A story → the tags in it that stand where none is filled: in formulas, field codes, charts.

They are told: nobody would see before it is printed that such a tag was left as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docx.opc.part import Part
from lxml import etree

from reportgen.renderers.docx.filling.stories import Story
from reportgen.renderers.docx.markup import Element, tag
from reportgen.renderers.docx.places import Stand

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TELLING = ("descr", "title", "string")
"""Attributes that are read out, or drawn: of pictures, and of WordArt as it was before 2010."""
_TEXTS = {tag("ruby"): tag("t"), f"{_MATH}oMath": f"{_MATH}t"}
"""What holds text that is no run of its paragraph, and the elements that the text is in."""
_TAG = re.compile(r"\{[{%].*?(?:[}%]\}|$)", re.DOTALL)


def unreached(story: Story) -> Iterator[tuple[Stand, str]]:
    """Each tag that is not filled, with the place of the paragraph that it hangs on; boxes once."""
    seen = set()
    for line, stand in story.places:
        if stand.steps in seen:
            continue
        seen.add(stand.steps)
        for text in _texts(line, story.part):
            yield from ((stand, found[0]) for found in _TAG.finditer(text))


def _texts(line: Element, part: Part) -> Iterator[str]:
    """The texts of a paragraph that are none of its runs', those of text boxes in it left out."""
    codes: list[str] = []
    for each in line.iter("*"):
        if next(each.iterancestors(tag("p")), None) is not line:
            continue
        if inner := _TEXTS.get(str(each.tag)):
            yield _joined(each, inner)
        elif each.tag == tag("instrText"):
            codes.append(each.text or "")
        yield each.get(tag("instr"), "")
        yield from (each.get(name, "") for name in _TELLING)
        for name, value in each.attrib.items():
            if str(name).startswith(_RELATION):
                yield from _drawn(part, str(value))
    yield "".join(codes)


def _drawn(part: Part, relation: str) -> Iterator[str]:
    """The paragraphs of a chart or diagram that a part is related to."""
    found = part.rels.get(relation)
    if found is None or found.is_external:
        return
    target = found.target_part
    if target.partname.startswith(("/word/charts/", "/word/diagrams/")):
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        for line in etree.fromstring(target.blob, parser).iter(f"{_DRAWING}p"):
            yield _joined(line, f"{_DRAWING}t")


def _joined(element: Element, name: str) -> str:
    return "".join(each.text or "" for each in element.iter(name))
