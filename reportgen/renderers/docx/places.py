"""The paragraphs of a Word file in order, each with its place in words that a person can follow."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from lxml import etree

from reportgen.errors import Place
from reportgen.messages import Quoted, say, user_language
from reportgen.messages.language import ENGLISH
from reportgen.renderers.docx.markup import Element, tag
from reportgen.renderers.docx.opening import WordFile

STORIES = ("header", "footer", "footnotes", "endnotes")
"""The parts beside the main one that hold text of the report, as relationships call them."""
LONGEST_HEADING = 60
"""Characters of a heading that a place quotes."""
BODY_LEVEL = "9"
"""The outline level of what is no heading."""
Step = tuple[str, int]
"""What holds a paragraph, and which of them, as ("row", 2)."""

_P, _TABLE, _ROW, _CELL = tag("p"), tag("tbl"), tag("tr"), tag("tc")
_BOX = tag("txbxContent")
_NOTES = {tag(name): name for name in ("footnote", "endnote")}
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_FALLBACK, _ALTERNATE = f"{{{_MC}}}Fallback", f"{{{_MC}}}AlternateContent"
_GONE = {tag("del"), tag("moveFrom")}
_SIGNS = {
    tag("tab"): "\t", tag("br"): "\n", tag("cr"): "\n", tag("noBreakHyphen"): "-",
    tag("ptab"): "\t",
}  # fmt: skip
_LEVEL, _STYLE = tag("outlineLvl"), tag("pStyle")


@dataclass(frozen=True, slots=True)
class Stand(Quoted):
    """Where a paragraph stands, told in the user's language: steps from the story inwards.

    Numbers count from 1, paragraphs and tables each within what holds them.
    """

    steps: tuple[Step, ...] = ()
    heading: str = ""
    """The nearest heading before it."""

    def told(self, language: str) -> str:
        """The steps in words, and the heading above."""
        words = [say(f"stand_{kind}", language, number=number) for kind, number in self.steps]
        told = say("stand_join", language).join(words)
        if not self.heading:
            return told
        return say("stand_below", language, stand=told, heading=self.heading)

    def __str__(self) -> str:
        return self.told(ENGLISH)

    def at(self, file: str) -> Place:
        """The place of a finding in a file, in the user's language."""
        return Place(file, key=self.told(user_language()))

    def of_table(self) -> Stand:
        """The place of the table that it is in."""
        kinds = [kind for kind, _ in self.steps]
        end = kinds.index("table") + 1 if "table" in kinds else len(kinds)
        return replace(self, steps=self.steps[:end])

    def of_row(self, row: int) -> Stand:
        """The place of a row of the table that it is."""
        return replace(self, steps=(*self.steps, ("row", row)))

    def of_cell(self, row: int, cell: int) -> Stand:
        """The place of a cell of the table that it is."""
        return replace(self, steps=(*self.steps, ("row", row), ("cell", cell)))


def stories(word: WordFile) -> Iterator[tuple[str, Step]]:
    """The parts that hold text, each with what it is, and which of them; the main one first."""
    yield word.main, ("body", 1)
    for kind in STORIES:
        names = sorted({name for name in word.related(word.main, kind) if name in word.parts})
        yield from ((name, (kind, number)) for number, name in enumerate(names, 1))


def paragraphs(
    root: Element, story: Step, headings: Collection[str], *, twice: bool = False
) -> Iterator[tuple[Element, Stand]]:
    """Every paragraph of a part in order, those of tables and text boxes too, with its place.

    `story` is what the part is, and which of them; `headings` are the styles of headings. A text
    box stands in a file in two ways, for readers of old and new: it is given once, unless `twice`.
    """
    yield from _Walk(story, headings, twice).through(root)


def text_of(paragraph: Element) -> str:
    """What a paragraph says, with pending insertions and without pending deletions.

    Text boxes that hang on it are paragraphs of their own; codes of fields are no text.
    """
    return "".join(_SIGNS.get(each.tag) or each.text or "" for each in texts(paragraph))


def texts(paragraph: Element) -> Iterator[Element]:
    """The elements that what a paragraph says is made of: w:t, and those of tabs and breaks."""
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag == tag("t") or (element.tag in _SIGNS and _is_in_run(element)):
            yield element
        elif element.tag not in _GONE and element.tag != _FALLBACK and element.tag != _BOX:
            waiting += reversed(element)


def _is_in_run(element: Element) -> bool:
    """Whether a tab is one of the text, not a stop of its paragraph."""
    above = element.getparent()
    return above is not None and above.tag == tag("r")


def heading_styles(styles: Element) -> frozenset[str]:
    """The ids of the styles of headings and titles, of the part that holds the styles."""
    by_id = {style.get(tag("styleId"), ""): style for style in styles.iterfind(tag("style"))}

    def is_heading(identity: str, left: int = 10) -> bool:
        style = by_id.get(identity)
        if style is None or not left:
            return False
        name = _value(style, "name").casefold()
        level = style.find(f"{tag('pPr')}/{_LEVEL}")
        if level is not None:
            return level.get(tag("val")) != BODY_LEVEL
        is_named_so = name.startswith("heading ") or name == "title"
        return is_named_so or is_heading(_value(style, "basedOn"), left - 1)

    return frozenset(identity for identity in by_id if is_heading(identity))


def headings_of(word: WordFile) -> frozenset[str]:
    """The ids of the styles of headings and titles of a file."""
    parts = word.related(word.main, "styles")
    return frozenset(each for name in parts for each in heading_styles(word.tree(name)))


def rows(table: Element) -> Iterator[Element]:
    """The rows of a table, in content controls or not; none of tables within."""
    return _within(table, _ROW)


def cells(row: Element) -> Iterator[Element]:
    """The cells of a row, in content controls or not; none of tables within."""
    return _within(row, _CELL)


class _Walk:
    """The way through a story, counting paragraphs and tables as a reader would."""

    def __init__(self, story: Step, headings: Collection[str], twice: bool) -> None:
        self._story = story
        self._headings = headings
        self._twice = twice
        self._heading = ""
        self._boxes = 0

    def through(self, root: Element) -> Iterator[tuple[Element, Stand]]:
        """The paragraphs in order, each with where it stands."""
        notes = [each for each in root if each.tag in _NOTES]
        if not notes:
            yield from self._block(root, (self._story,))
        number = 0
        for note in notes:
            number += note.get(tag("type")) is None  # none of the lines above notes
            yield from self._block(note, ((_NOTES[note.tag], number),))

    def _block(
        self, container: Element, steps: tuple[Step, ...]
    ) -> Iterator[tuple[Element, Stand]]:
        lines = tables = 0
        for child in _blocks(container):
            if child.tag == _P:
                lines += 1
                yield from self._paragraph(child, (*steps, ("paragraph", lines)))
            else:
                tables += 1
                yield from self._table(child, (*steps, ("table", tables)))

    def _table(self, table: Element, steps: tuple[Step, ...]) -> Iterator[tuple[Element, Stand]]:
        for row, line in enumerate(rows(table), 1):
            for column, cell in enumerate(cells(line), 1):
                yield from self._block(cell, (*steps, ("row", row), ("cell", column)))

    def _paragraph(self, line: Element, steps: tuple[Step, ...]) -> Iterator[tuple[Element, Stand]]:
        yield line, Stand("", steps, self._heading)
        yield from self._in_boxes(line)
        if self._is_heading(line):
            self._heading = " ".join(text_of(line).split())[:LONGEST_HEADING]

    def _is_heading(self, line: Element) -> bool:
        if next(line.iterancestors(_CELL, _BOX), None) is not None:
            return False
        level = line.find(f"{tag('pPr')}/{_LEVEL}")
        if level is not None:
            return level.get(tag("val")) != BODY_LEVEL
        style = line.find(f"{tag('pPr')}/{_STYLE}")
        return style is not None and style.get(tag("val")) in self._headings

    def _in_boxes(self, line: Element) -> Iterator[tuple[Element, Stand]]:
        """The paragraphs of text boxes; the two ways in which Word writes a box are one box."""
        inner = (each for each in line.iter(_BOX) if next(each.iterancestors(_P)) is line)
        first: dict[Element, int] = {}
        for box in inner:
            alternate = next(box.iterancestors(_ALTERNATE), None)
            branch = next((a for a in box.iterancestors() if a.getparent() is alternate), None)
            if branch is None or alternate is None or branch is alternate[0]:
                self._boxes += 1
                number = self._boxes
                if alternate is not None:
                    first.setdefault(alternate, number)
            elif not self._twice:
                continue
            else:
                number = first.get(alternate, self._boxes)
            yield from self._block(box, (self._story, ("box", number)))


def _within(element: Element, name: str) -> Iterator[Element]:
    for child in element:
        if child.tag == name:
            yield child
        elif child.tag not in (_P, _TABLE, _CELL):
            yield from _within(child, name)


def _blocks(container: Element) -> Iterator[Element]:
    """The paragraphs and tables of a container, those in content controls and the like too."""
    for child in container:
        if child.tag in (_P, _TABLE):
            yield child
        elif child.tag not in (tag("sectPr"), tag("tcPr"), etree.Comment):
            yield from _blocks(child)


def _value(style: Element, name: str) -> str:
    found = style.find(tag(name))
    return found.get(tag("val"), "") if found is not None else ""
