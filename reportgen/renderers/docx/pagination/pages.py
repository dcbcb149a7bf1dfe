"""Strips → pages: the number printed on the page on which each bookmark comes to stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.renderers.docx.markup import Element, tag
from reportgen.renderers.docx.pagination.cutting import Cutter
from reportgen.renderers.docx.pagination.paragraphs import Setter, has_boxes
from reportgen.renderers.docx.pagination.properties import TWIPS, found, number, value
from reportgen.renderers.docx.pagination.sheet import Sheet
from reportgen.renderers.docx.pagination.strips import Room, Strip, stacked

DEFAULT_TAB = 21.0
"""The distance of stops where none is set, in points: two characters of Chinese text."""
TOLERANCE = 0.05
"""By how much a page may be fuller than it can be, in points: lengths are rounded on their way."""
_SEPARATORS = frozenset(("separator", "continuationSeparator"))
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paper:
    """The pages of a section, lengths in points."""

    room: Room
    height: float
    columns: int
    begins: str
    """Where the section begins: nextPage, continuous, oddPage, evenPage."""
    start: int | None
    """The number of its first page; None where pages are counted on."""
    form: str


def pages_of(
    body: Element,
    styles: Element,
    numbering: Element | None = None,
    footnotes: Element | None = None,
) -> dict[str, str]:
    """The page of each bookmark of a main document, by its number as that page prints it.

    `styles`, `numbering` and `footnotes` are the roots of the other parts. Nothing is changed.
    """
    cutter = Cutter(Setter(Sheet(styles, numbering), DEFAULT_TAB, has_boxes(body)))
    filler = _Filler()
    for content, section in _sections(body):
        paper = _paper(section)
        notes = _heights(cutter, footnotes, paper.room)
        filler.fill(cutter.apart(content, paper.room), paper, notes)
    return filler.pages


@dataclass(slots=True)
class _Filler:
    """Fills one page after another."""

    pages: dict[str, str] = field(default_factory=dict)
    _number: int = 0
    _used: float = 0.0
    """How much of the page is taken, in points."""

    def fill(self, strips: Sequence[Strip], paper: Paper, notes: Mapping[str, float]) -> None:
        """Fill the pages of a section; `notes` are the heights of footnotes."""
        begin, column, is_asked = 0, 0, True
        if paper.begins != "continuous" or not self._number:
            self._turn(paper)
        while begin < len(strips):
            end = self._end(strips, begin, paper.height, notes, is_asked=is_asked)
            name = _printed(self._number, paper.form)
            for strip in strips[begin:end]:
                self.pages |= {each: name for each in strip.bookmarks if each not in self.pages}
            if end == len(strips):
                return
            is_asked, column, begin = strips[end].must_begin, column + 1, end
            self._used = 0.0
            if is_asked or not column % paper.columns:
                self._number += 1

    def _turn(self, paper: Paper) -> None:
        """Go on to the first page of a section."""
        self._used = 0.0
        self._number = self._number + 1 if paper.start is None else paper.start
        is_odd = self._number % 2 == 1
        if (paper.begins == "oddPage" and not is_odd) or (paper.begins == "evenPage" and is_odd):
            self._number += 1

    def _end(
        self,
        strips: Sequence[Strip],
        begin: int,
        height: float,
        notes: Mapping[str, float],
        *,
        is_asked: bool,
    ) -> int:
        """Where the page ends that begins with a strip. What must not be parted goes to the next
        page, unless it is more than one page holds."""
        y, after, below, legal = self._used, 0.0, 0.0, begin
        for index in range(begin, len(strips)):
            strip = strips[index]
            if index > begin:
                if strip.must_begin:
                    self._used = y
                    return index
                legal = index if strip.may_begin else legal
                y += max(after, strip.before)
            else:
                y += strip.head + (strip.before if is_asked else 0.0)
            y += strip.height
            for note in strip.notes:
                below += notes.get(note, 0.0) + (0.0 if below else notes.get("", 0.0))
            is_on_empty_page = index == begin and not self._used
            if y + below > height + TOLERANCE and not is_on_empty_page:
                return legal if legal > begin or self._used else index
            after = strip.after
        self._used = y + after
        return len(strips)


def _sections(body: Element) -> Iterator[tuple[list[Element], Element | None]]:
    """The content of each section, and what says how its pages are."""
    content: list[Element] = []
    for child in body:
        if child.tag == tag("sectPr"):
            yield content, child
            return
        content.append(child)
        if (section := found(child, "pPr", "sectPr")) is not None:
            yield content, section
            content = []
    yield content, None


def _paper(section: Element | None) -> Paper:
    size, margins = found(section, "pgSz"), found(section, "pgMar")
    across, down = (_length(size, name) for name in ("w", "h"))
    width = across - sum(_length(margins, name) for name in ("left", "right", "gutter"))
    height = down - sum(abs(_length(margins, name)) for name in ("top", "bottom"))
    divided, grid, numbers = (found(section, name) for name in ("cols", "docGrid", "pgNumType"))
    columns = max(1, int(_told(divided, "num")))
    if columns > 1:
        width = (width - _length(divided, "space") * (columns - 1)) / columns
    has_grid = grid is not None and grid.get(tag("type"), "default") != "default"
    return Paper(
        room=Room(width, _length(grid, "linePitch") if has_grid else 0.0),
        height=height,
        columns=columns,
        begins=value(section, "type") or "nextPage",
        start=int(_told(numbers, "start")) if _says(numbers, "start") else None,
        form=numbers.get(tag("fmt"), "decimal") if numbers is not None else "decimal",
    )


def _heights(cutter: Cutter, footnotes: Element | None, room: Room) -> dict[str, float]:
    """The heights of footnotes by their ids; under no id that of the line above them."""
    heights: dict[str, float] = {}
    for note in footnotes if footnotes is not None else ():
        kind = note.get(tag("type"))
        name = "" if kind == "separator" else note.get(tag("id"), "")
        if kind not in _SEPARATORS or not name:
            heights[name] = stacked(cutter.apart(note, room))
    return heights


def _says(element: Element | None, name: str) -> bool:
    return element is not None and element.get(tag(name)) is not None


def _told(element: Element | None, name: str) -> float:
    return number(element.get(tag(name))) if element is not None else 0.0


def _length(element: Element | None, name: str) -> float:
    return _told(element, name) / TWIPS


def _printed(page: int, form: str) -> str:
    """The number of a page in the form of its section."""
    if form not in ("lowerRoman", "upperRoman"):
        return str(page)
    digits, left = "", page
    for worth, sign in _ROMAN:
        digits += sign * (left // worth)
        left %= worth
    return digits.upper() if form == "upperRoman" else digits
