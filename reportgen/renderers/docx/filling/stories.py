"""A Word file → its stories, the parts that hold text, and where each paragraph of them stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part, XmlPart
from lxml import etree

from reportgen.renderers.docx.controls import declare
from reportgen.renderers.docx.markup import Element, tag
from reportgen.renderers.docx.places import Stand, heading_styles, paragraphs

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
P, R, TBL, TR, TC, BOX = map(tag, ("p", "r", "tbl", "tr", "tc", "txbxContent"))
ALTERNATE = f"{{{MC}}}AlternateContent"
BODY, HEADER, FOOTER, NOTES, END_NOTES = "body", "header", "footer", "footnotes", "endnotes"
KINDS = {
    RELATIONSHIP_TYPE.HEADER: HEADER,
    RELATIONSHIP_TYPE.FOOTER: FOOTER,
    RELATIONSHIP_TYPE.FOOTNOTES: NOTES,
    RELATIONSHIP_TYPE.ENDNOTES: END_NOTES,
}
"""Parts that hold text besides the body, by their relationship."""


@dataclass(eq=False, slots=True)
class Story:
    """A part that holds text: what it is, and the root of its XML."""

    kind: str
    number: int
    part: Part
    root: Element
    places: list[tuple[Element, Stand]] = field(default_factory=list)
    """Its paragraphs in order, those of tables and text boxes included."""
    has_tags: bool = False
    """Whether anything in it is filled."""


def stories(word: WordDocument) -> list[Story]:
    """The body, then headers, footers and notes in the order of their names."""
    body = Story(BODY, 1, word.part, word.part.element.body)
    found = [body]
    related: dict[str, list[Part]] = {}
    for relation in word.part.rels.values():
        if not relation.is_external and (kind := KINDS.get(relation.reltype)):
            others = related.setdefault(kind, [])
            if relation.target_part not in others:
                others.append(relation.target_part)
    for kind in KINDS.values():
        parts = sorted(related.get(kind, ()), key=lambda part: part.partname)
        for number, part in enumerate(parts, 1):
            root = part.element if isinstance(part, XmlPart) else _parsed(part.blob)
            found.append(Story(kind, number, part, root))
    headings = heading_styles(word.styles.element)
    for story in found:
        step = story.kind, story.number
        story.places.extend(paragraphs(story.root, step, headings, twice=True))
    return found


def written(story: Story) -> None:
    """Put the root of a story back into its part, where the part keeps bytes only."""
    if not isinstance(story.part, XmlPart):
        declare(story.root)
        story.part._blob = etree.tostring(
            story.root, xml_declaration=True, encoding="UTF-8", standalone=True
        )


def _parsed(blob: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=True)
    return etree.fromstring(blob, parser)


def part_names(parts: Mapping[str, bytes]) -> list[str]:
    """The names of the parts that may hold text."""
    wanted = ("document", "header", "footer", "footnotes", "endnotes")
    return [name for name in parts if name.rpartition("/")[2].startswith(wanted)]
