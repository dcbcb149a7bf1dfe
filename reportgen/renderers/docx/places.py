"""The paragraphs of a Word file in order, each with its place in words that a person can follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reportgen.errors import Place
from reportgen.messages import say
from reportgen.renderers.docx.markup import Element, tag
from reportgen.renderers.docx.opening import WordFile

STORIES = ("header", "footer", "footnotes", "endnotes", "comments")
"""The parts beside the main one that hold text, as relationships call them."""
LONGEST_HEADING = 40
"""Characters of a heading that a place quotes."""

_P, _TABLE, _ROW, _CELL = tag("p"), tag("tbl"), tag("tr"), tag("tc")
_BOX = tag("txbxContent")
_NOTES = {tag("footnote"), tag("endnote"), tag("comment")}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = {tag("del"), tag("moveFrom")}
_SIGNS = {
    tag("tab"): "\t", tag("br"): "\n", tag("cr"): "\n", tag("noBreakHyphen"): "-",
    tag("ptab"): "\t",
}  # fmt: skip
_LEVEL, _STYLE = tag("outlineLvl"), tag("pStyle")


@dataclass(frozen=True, slots=True)
class WordPlace:
    """Where a paragraph stands. Numbers count from 1; in a table they are those of its cell.
    Without row and cell it is the table.

    Of nested tables, the outermost counts.
    """

    part: str
    """Name of the part in the zip file."""
    story: str
    """What the part is: body, header, footer, footnotes, endnotes, comments."""
    paragraph: int | None = None
    """Which paragraph of the part, not counting those of tables, notes and text boxes."""
    table: int | None = None
    row: int | None = None
    cell: int | None = None
    note: int | None = None
    """Which footnote, endnote or comment of the part."""
    is_in_box: bool = False
    heading: str = ""
    """The nearest heading before it."""

    def words(self) -> str:
        """The place in the user's language: body, paragraph 12 · heading “Results”."""
        told = [say(f"story_{self.story}", n=self.note or 0)]
        if self.is_in_box:
            told.append(say("in_text_box"))
        if self.table is not None and self.row is None:
            told.append(say("in_table", table=self.table))
        elif self.table is not None:
            told.append(say("in_cell", table=self.table, row=self.row, cell=self.cell))
        elif self.paragraph is not None:
            told.append(say("in_paragraph", n=self.paragraph))
        if self.heading:
            told.append(say("under_heading", heading=self.heading))
        return say("place_join").join(told)

    def at(self, file: str) -> Place:
        """The place of a finding in a file."""
        return Place(file, key=self.words())


@dataclass(slots=True)
class _Counts:
    """How far the counting in a part has come."""

    paragraphs: int = 0
    tables: int = 0
    notes: int = 0
    heading: str = ""
    cells: dict[Element, tuple[int, int, int]] = field(default_factory=dict)


def stories(word: WordFile) -> Iterator[tuple[str, str]]:
    """The parts that hold text, each with what it is; the main one first."""
    yield word.main, "body"
    for kind in STORIES:
        for name in sorted(set(word.related(word.main, kind))):
            if name in word.parts:
                yield name, kind


def paragraphs(
    root: Element, part: str, story: str, headings: Mapping[str, int]
) -> Iterator[tuple[Element, WordPlace]]:
    """Every paragraph of a part in order, with its place.

    `headings` are the styles of headings, as `heading_styles` gives them. What stands in a file
    twice, for readers of old and new, is given once.
    """
    counts = _Counts()
    for element in _met(root):
        if element.tag == _TABLE:
            _enter_table(element, counts)
        elif element.tag in _NOTES:
            counts.notes += element.get(tag("type")) is None
        elif element.tag == _P:
            yield element, _placed(element, part, story, counts)
            if story == "body" and is_heading(element, headings):
                counts.heading = " ".join(text_of(element).split())[:LONGEST_HEADING]


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


def heading_styles(word: WordFile) -> dict[str, int]:
    """The ids of the styles of headings, each with its level, counted from 1."""
    found: dict[str, int] = {}
    for name in word.related(word.main, "styles"):
        styles = {
            style.get(tag("styleId"), ""): style for style in word.tree(name).iter(tag("style"))
        }
        for identity in styles:
            level = _level(identity, styles)
            if level is not None:
                found[identity] = level
    return found


def is_heading(paragraph: Element, headings: Mapping[str, int]) -> bool:
    """Whether a paragraph is a heading, by its style or its own outline level."""
    properties = paragraph.find(tag("pPr"))
    if properties is None:
        return False
    level, style = properties.find(_LEVEL), properties.find(_STYLE)
    if level is not None:
        return int(level.get(tag("val"), "9")) < 9
    return style is not None and style.get(tag("val")) in headings


def rows(table: Element) -> Iterator[Element]:
    """The rows of a table, in content controls or not; none of tables within."""
    return _within(table, _ROW)


def cells(row: Element) -> Iterator[Element]:
    """The cells of a row, in content controls or not; none of tables within."""
    return _within(row, _CELL)


def _within(element: Element, name: str) -> Iterator[Element]:
    for child in element:
        if child.tag == name:
            yield child
        elif child.tag not in (_P, _TABLE, _CELL):
            yield from _within(child, name)


def _met(root: Element) -> Iterator[Element]:
    """The elements of a part in order, without what repeats a text box for old readers."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element.tag == _FALLBACK:
            continue
        yield element
        waiting += reversed(element)


def _enter_table(table: Element, counts: _Counts) -> None:
    if any(each.tag == _CELL for each in table.iterancestors()):
        return
    counts.tables += 1
    for row, line in enumerate(rows(table), 1):
        for cell, each in enumerate(cells(line), 1):
            counts.cells[each] = counts.tables, row, cell


def _placed(paragraph: Element, part: str, story: str, counts: _Counts) -> WordPlace:
    above = list(paragraph.iterancestors())
    is_in_box = any(each.tag == _BOX for each in above)
    cell = next((counts.cells[each] for each in reversed(above) if each in counts.cells), None)
    note = counts.notes if any(each.tag in _NOTES for each in above) else None
    if cell:
        return WordPlace(part, story, None, *cell, note, is_in_box, counts.heading)
    if note is None and not is_in_box:
        counts.paragraphs += 1
    number = None if note is not None else counts.paragraphs
    return WordPlace(part, story, number, note=note, is_in_box=is_in_box, heading=counts.heading)


def _level(identity: str, styles: Mapping[str, Element]) -> int | None:
    """The level of a style of headings, by itself or by those that it is based on."""
    seen: set[str] = set()
    while identity in styles and identity not in seen:
        seen.add(identity)
        style = styles[identity]
        level = style.find(f"{tag('pPr')}/{_LEVEL}")
        if level is not None:
            value = int(level.get(tag("val"), "9"))
            return value + 1 if value < 9 else None
        above = style.find(tag("basedOn"))
        identity = above.get(tag("val"), "") if above is not None else ""
    return None
