"""The boxes of laid out pages → what is painted for each element, and what is decoration."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

Element: TypeAlias = Any
"""An element of the HTML tree, as WeasyPrint's boxes hold it."""

HEADER, FOOTER, PAGINATION, LAYOUT = "Header", "Footer", "Pagination", "Layout"
"""Kinds of decoration: what stands in the margins, what pages repeat, what only fills room."""
POINTS = 0.75
"""Points in a CSS pixel."""
HIDDEN = "aria-hidden"
"""What marks an element that nobody needs to hear."""
_INVISIBLE = " \t\n\u200b\u2060"
_REPEATED = ("thead", "tfoot", "caption")
"""Elements of which a table that is broken shows a copy on each page or column."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What is painted in one go, as one line of a text: its place in the PDF.

    `order` counts the pieces of the document as they are painted. `pseudo` is the part of an
    element that is made by the stylesheet: marker, before, after, footnote-call …
    """

    order: int
    page: int
    mark: int
    pseudo: str = ""
    spoken: str | None = None
    """What is read in place of what is painted: a line whose last word is divided."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """The area of a link on a page."""

    page: int
    dictionary: Any


@dataclass(frozen=True, slots=True)
class Picture:
    """Where a picture stands: its page, and left, bottom, right, top in points."""

    page: int
    box: tuple[float, float, float, float]


@dataclass(slots=True)
class Painted:
    """All that is painted on the pages of a document."""

    root: Element = None
    """The element that holds all others."""
    pieces: dict[Element, list[Piece]] = field(default_factory=dict)
    links: dict[Element, list[Annotation]] = field(default_factory=dict)
    needless: list[Annotation] = field(default_factory=list)
    """Areas of links that lie within another: each would be one more stop for a keyboard."""
    pictures: dict[Element, Picture] = field(default_factory=dict)
    decoration: dict[int, dict[int, str]] = field(default_factory=dict)
    """By page: the marks that nobody needs to hear, and what they are."""
    count: int = 0


def read_pages(document: Any, streams: Any) -> Painted:
    """What is painted on each page of a rendered document, whose pages are drawn on `streams`."""
    painted = Painted()
    shown: set[Element] = set()
    for number, (page, stream) in enumerate(zip(document.pages, streams, strict=True)):
        box = page._page_box
        reader = _PageReader(painted, shown, number, stream._tags, box.margin_height())
        reader.read(box)
    return painted


@dataclass(slots=True)
class _PageReader:
    """Walks the boxes of a page."""

    painted: Painted
    shown: set[Element]
    """The heads of tables that an earlier page or column has shown."""
    page: int
    marks: dict[Any, dict[str, Any]]
    height: float

    def read(
        self,
        box: Any,
        decoration: str | None = None,
        within: Element | None = None,
        link: Element | None = None,
    ) -> None:
        """Read a box and all in it; `within` is the element that it stands in, `link` the link."""
        box = getattr(box, "_box", box)  # of a placeholder: the box that is placed
        if self.painted.root is None and box.element is not None:
            self.painted.root = box.element  # the first box with an element is that of <html>
        decoration = decoration or self._decoration(box, within)
        if box.link_annotation is not None:
            link = self._link(box, link)
        if (mark := self.marks.get(box)) is not None:
            self._piece(box, mark["mcid"], decoration)
        for child in getattr(box, "children", ()):
            self.read(child, decoration, box.element, link)

    def _decoration(self, box: Any, within: Element | None) -> str | None:
        """What kind of decoration a box is, with all in it, or None for what is read."""
        if keyword := getattr(box, "at_keyword", ""):  # a box of the page's margin
            return FOOTER if keyword.startswith("@bottom") else HEADER
        if box.is_leader:
            return LAYOUT
        if box.element is None or box.element is within:
            return None
        if box.element.get(HIDDEN) == "true" or box.element.get("alt") == "":
            return LAYOUT
        if box.element_tag in _REPEATED:
            if box.element in self.shown:
                return PAGINATION
            self.shown.add(box.element)
        return None

    def _piece(self, box: Any, mark: int, decoration: str | None) -> None:
        decoration = decoration or (LAYOUT if _is_empty(box) else None)
        if decoration is not None:
            self.painted.decoration.setdefault(self.page, {})[mark] = decoration
            return
        piece = Piece(self.painted.count, self.page, mark, _pseudo(box), _spoken(box))
        self.painted.count += 1
        self.painted.pieces.setdefault(box.element, []).append(piece)
        if not hasattr(box, "text"):
            self.painted.pictures[box.element] = Picture(self.page, self._area(box))

    def _area(self, box: Any) -> tuple[float, float, float, float]:
        left, top = box.content_box_x(), box.content_box_y()
        right, bottom = left + box.width, top + box.height
        return (
            round(left * POINTS, 2),
            round((self.height - bottom) * POINTS, 2),
            round(right * POINTS, 2),
            round((self.height - top) * POINTS, 2),
        )

    def _link(self, box: Any, link: Element | None) -> Element:
        """Note the area of a link. An area within that of the same link is one too many."""
        annotation = Annotation(self.page, box.link_annotation)
        if link is None:
            self.painted.links.setdefault(box.element, []).append(annotation)
            return box.element
        self.painted.needless.append(annotation)
        return link


def _pseudo(box: Any) -> str:
    """The part after the colons of a tag such as li::marker."""
    pseudo: str = box.element_tag.partition("::")[2]
    return pseudo


def _is_empty(box: Any) -> bool:
    """Whether nothing is painted: WeasyPrint marks also room that is kept, and lone spaces."""
    return hasattr(box, "text") and (
        box.style["visibility"] != "visible" or not box.text.strip(_INVISIBLE)
    )


def _spoken(box: Any) -> str | None:
    """The text of a line that ends in a divided word, with a soft hyphen for the printed one."""
    hyphen = box.style["hyphenate_character"]
    if not hyphen or not getattr(box, "text", "").endswith(hyphen):
        return None
    if hyphen in "".join(box.element.itertext()):  # it was written
        return None
    return f"{box.text.removesuffix(hyphen)}\N{SOFT HYPHEN}"
