"""A Word file → its stories, the parts that hold text, and where each paragraph of them stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part, XmlPart
from lxml import etree

from reportgen.messages import Quoted, say
from reportgen.renderers.docx.markup import Element, tag

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
Step = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Stand(Quoted):
    """Where a paragraph stands, told in the user's language: steps from the story inwards."""

    steps: tuple[Step, ...] = ()
    heading: str = ""

    def told(self, language: str) -> str:
        """The steps in words, and the heading above."""
        words = [say(f"stand_{kind}", language, number=number) for kind, number in self.steps]
        told = say("stand_join", language).join(words)
        if not self.heading:
            return told
        return say("stand_below", language, stand=told, heading=self.heading)

    def __str__(self) -> str:
        return self.told("en")


@dataclass(eq=False, slots=True)
class Story:
    """A part that holds text: what it is, and the root of its XML."""

    kind: str
    number: int
    part: Part
    root: Element
    places: list[tuple[Element, Stand]] = field(default_factory=list)
    """Its paragraphs in order, those of tables and text boxes included."""


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
    headings = _headings(word.styles.element)
    for story in found:
        story.places.extend(_Walk(story, headings).paragraphs())
    return found


def written(story: Story) -> None:
    """Put the root of a story back into its part, where the part keeps bytes only."""
    if not isinstance(story.part, XmlPart):
        story.part._blob = etree.tostring(
            story.root, xml_declaration=True, encoding="UTF-8", standalone=True
        )


def _parsed(blob: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=True)
    return etree.fromstring(blob, parser)


def _headings(styles: Element) -> frozenset[str]:
    """The ids of the styles of headings and titles."""
    names: dict[str, str] = {}
    based: dict[str, str] = {}
    for style in styles.iterfind(tag("style")):
        identity = style.get(tag("styleId"), "")
        name, base = style.find(tag("name")), style.find(tag("basedOn"))
        names[identity] = name.get(tag("val"), "").casefold() if name is not None else ""
        based[identity] = base.get(tag("val"), "") if base is not None else ""

    def is_heading(identity: str, left: int = 10) -> bool:
        name = names.get(identity, "")
        if name.startswith("heading ") or name == "title" or not left:
            return bool(left)
        return bool(identity) and is_heading(based.get(identity, ""), left - 1)

    return frozenset(identity for identity in names if is_heading(identity))


class _Walk:
    """The way through a story, counting paragraphs and tables as a reader would."""

    def __init__(self, story: Story, headings: frozenset[str]) -> None:
        self._story = story
        self._headings = headings
        self._heading = ""
        self._boxes = 0

    def paragraphs(self) -> Iterator[tuple[Element, Stand]]:
        """The paragraphs in order, each with where it stands."""
        story = self._story
        yield from self._block(story.root, ((story.kind, story.number),))

    def _block(
        self, container: Element, steps: tuple[Step, ...]
    ) -> Iterator[tuple[Element, Stand]]:
        paragraphs = tables = 0
        for child in _blocks(container):
            if child.tag == P:
                paragraphs += 1
                yield from self._paragraph(child, (*steps, ("paragraph", paragraphs)))
            else:
                tables += 1
                yield from self._table(child, (*steps, ("table", tables)))

    def _table(self, table: Element, steps: tuple[Step, ...]) -> Iterator[tuple[Element, Stand]]:
        for row, line in enumerate(table.iter(TR), 1):
            if next(line.iterancestors(TBL)) is not table:
                continue
            cells = (cell for cell in line.iter(TC) if next(cell.iterancestors(TR)) is line)
            for column, cell in enumerate(cells, 1):
                yield from self._block(cell, (*steps, ("row", row), ("cell", column)))

    def _paragraph(self, line: Element, steps: tuple[Step, ...]) -> Iterator[tuple[Element, Stand]]:
        style = line.find(f"{tag('pPr')}/{tag('pStyle')}")
        if style is not None and style.get(tag("val")) in self._headings and not _is_within(line):
            self._heading = "".join(node.text or "" for node in line.iter(tag("t")))[:60]
        yield line, Stand("", steps, self._heading)
        yield from self._in_boxes(line)

    def _in_boxes(self, line: Element) -> Iterator[tuple[Element, Stand]]:
        """The paragraphs of text boxes; the two ways in which Word writes a box are one box."""
        inner = (
            box for box in line.iter(BOX) if next(above for above in box.iterancestors(P)) is line
        )
        first: dict[Element, int] = {}
        for box in inner:
            alternate = next(box.iterancestors(ALTERNATE), None)
            branch = next((a for a in box.iterancestors() if a.getparent() is alternate), None)
            if branch is None or alternate is None or branch is alternate[0]:
                self._boxes += 1
                number = self._boxes
                if alternate is not None:
                    first.setdefault(alternate, number)
            else:
                number = first.get(alternate, self._boxes)
            kind = (self._story.kind, self._story.number)
            yield from self._block(box, (kind, ("box", number)))


def _is_within(line: Element) -> bool:
    """Whether a paragraph stands in a table or text box."""
    return next(line.iterancestors(TC, BOX), None) is not None


def _blocks(container: Element) -> Iterator[Element]:
    """The paragraphs and tables of a container, those in content controls and the like too."""
    for child in container:
        if child.tag in (P, TBL):
            yield child
        elif child.tag not in (tag("sectPr"), tag("tcPr"), etree.Comment):
            yield from _blocks(child)


def part_names(parts: Mapping[str, bytes]) -> list[str]:
    """The names of the parts that may hold text."""
    wanted = ("document", "header", "footer", "footnotes", "endnotes")
    return [name for name in parts if name.rpartition("/")[2].startswith(wanted)]
