"""What is painted for each element → the structure tree, in the order of the HTML."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import cached_property
from itertools import groupby

from reportgen.renderers.tagging.node import Kid, Node
from reportgen.renderers.tagging.painted import Annotation, Element, Painted, Piece
from reportgen.renderers.tagging.roles import GROUPS, INLINE, PASSED, role_of
from reportgen.renderers.tagging.tables import relate_cells

_LOGGER = logging.getLogger("weasyprint")
"""What WeasyPrint warns by: a PDF with a fault is not let out."""
CALL, FOOTNOTE_MARKER, MARKER = "footnote-call", "footnote-marker", "marker"
CELLS = frozenset({"TR", "TH", "TD"})
"""Types that are kept when they are empty, or a table's columns would shift."""
_INLINE_TYPES = frozenset({"Span", "Link", "Reference", "Quote", "Note", "Lbl"})
_HEADINGS = frozenset({"H1", "H2", "H3", "H4", "H5", "H6"})
_SECTION = 2
"""The level of a heading of a section, below that of the title."""
_NUMBERED = {"ol": "Decimal", "ul": "Disc"}


def structure_of(painted: Painted) -> Node:
    """The structure tree of a document, its root of the type Document."""
    root = painted.root
    document = Node("Document", element=root)
    document.kids = _in_paragraphs(_Builder(painted).kids(root, language_of(root, "")))
    _name(document)
    return document


def _name(document: Node) -> None:
    """Give a name to each note, and to each head of a table that a cell names."""
    nodes = list(document.walk())
    heads = {id(head): head for node in nodes for head in node.heads}
    for kind, named in (
        ("note", [node for node in nodes if node.role == "Note"]),
        ("head", [node for node in nodes if id(node) in heads]),
    ):
        for number, node in enumerate(named, 1):
            node.identity = f"{kind}-{number}"
    for node in nodes:
        if node.heads:
            names = [str(head.identity) for head in node.heads]
            node.attributes.setdefault("Table", {})["Headers"] = names


def language_of(element: Element, around: str) -> str:
    """The language of an element that stands in text of the language `around`.

    `data-language` is that of a text that is set by the rules of the language around it, as an
    English entry of a Chinese reference list.
    """
    found: str = element.get("data-language") or element.get("lang") or around
    return found


class _Builder:
    """Makes structure elements of what is painted."""

    def __init__(self, painted: Painted) -> None:
        self.painted = painted

    @cached_property
    def levels(self) -> dict[str, int]:
        """The level of each heading that can be referred to."""
        return {
            f"#{element.get('id')}": int(str(role_of(element))[1])
            for element in self.painted.root.iter()
            if element.get("id") and role_of(element) in _HEADINGS
        }

    def kids(self, element: Element, language: str) -> list[Kid]:
        """What an element holds: its own pieces and its children's, in their order.

        Children stand as in the HTML, wherever on the pages they are; only among text that the
        element itself has they stand where they are painted.
        """
        own = [
            piece
            for piece in self.painted.pieces.get(element, ())
            if piece.pseudo not in (CALL, FOOTNOTE_MARKER, MARKER)
        ]
        parts: list[list[Kid]] = [self.node(child, language) for child in element]
        if own:
            parts += [[self._spoken(piece)] for piece in own]
            parts = [part for part in parts if part]
            parts.sort(key=lambda part: min(map(_first_order, part)))
        return [kid for part in parts for kid in part]

    def node(self, element: Element, around: str) -> list[Kid]:
        """A child element: its structure element, or what it holds where it is none."""
        if not isinstance(element.tag, str):  # a comment
            return []
        role, language = role_of(element), language_of(element, around)
        kids = self.kids(element, language)
        if links := self.painted.links.get(element):
            kids = self._linked(element, kids, links)
        if role is PASSED:
            return kids
        if role is INLINE:
            return self._inline(element, kids, language, around)
        made = Node(role, kids, language if language != around else None, element=element)
        self._complete(made)
        return [made] if _is_kept(made) else []

    def _inline(self, element: Element, kids: list[Kid], language: str, around: str) -> list[Kid]:
        if self._pieces(element, CALL):
            return self._footnote(element, kids)
        if language == around or not kids:
            return kids
        return [Node("Span", kids, language, element=element)]

    def _footnote(self, element: Element, kids: list[Kid]) -> list[Kid]:
        """A footnote where it is called, whatever page it stands on: the call, then the note."""
        call: list[Kid] = [Node("Lbl", list(self._pieces(element, CALL)))]
        label: list[Kid] = [Node("Lbl", list(self._pieces(element, FOOTNOTE_MARKER)))]
        return [Node("Reference", call), Node("Note", label + kids, element=element)]

    def _linked(self, element: Element, kids: list[Kid], links: list[Annotation]) -> list[Kid]:
        return [Node("Link", [*kids, *links], element=element)]

    def _spoken(self, piece: Piece) -> Kid:
        if piece.spoken is None:
            return piece
        return Node("Span", [piece], spoken=piece.spoken)

    def _pieces(self, element: Element, pseudo: str) -> list[Piece]:
        return [each for each in self.painted.pieces.get(element, ()) if each.pseudo == pseudo]

    def _complete(self, node: Node) -> None:
        """Add what a structure element needs by its type."""
        if node.role == "LI":
            marker: list[Kid] = list(self._pieces(node.element, MARKER))
            label = [Node("Lbl", marker)] if marker else []
            body = [Node("LBody", node.kids)] if node.kids else []
            node.kids = [*label, *body]
        elif node.role == "L":
            numbering = _NUMBERED.get(node.element.tag, "None")
            node.attributes["List"] = {"ListNumbering": f"/{numbering}"}
        elif node.role == "Figure":
            self._describe(node)
        elif node.role == "Table":
            relate_cells(node)
        elif node.element.tag == "nav":
            node.kids = self._contents(node.kids)
        elif node.role in GROUPS:
            node.kids = _in_paragraphs(node.kids)

    def _contents(self, kids: list[Kid]) -> list[Kid]:
        """The headings of a list of contents, and its entries, those of lower levels within."""
        made: list[Kid] = []
        for is_head, group in groupby(kids, key=_is_heading):
            part = list(group)
            if is_head:
                made += part
            else:
                levels = [self.levels.get(_target(kid), _SECTION) for kid in part]
                made.append(_nested(list(zip(map(_entry, part), levels, strict=True))))
        return made

    def _describe(self, figure: Node) -> None:
        """Give a picture its alternative text and its place."""
        title = figure.element.find("{http://www.w3.org/2000/svg}title")
        figure.alternative = figure.element.get("alt") if title is None else title.text
        if figure.alternative is None:
            source = figure.element.get("src", figure.element.tag)
            _LOGGER.error("Image %r has no alternative text", source)
        if picture := self.painted.pictures.get(figure.element):
            figure.attributes["Layout"] = {"BBox": picture.box, "Placement": "/Block"}


def _is_kept(node: Node) -> bool:
    """Whether there is anything in an element; an empty cell is kept, unless the table is empty."""
    if node.role == "Table":
        return any(isinstance(kid, Piece) for part in node.walk() for kid in part.kids)
    return bool(node.kids) or node.role in CELLS


def _first_order(kid: Kid) -> int:
    """When the first piece of a part of the tree is painted."""
    if isinstance(kid, Piece):
        return kid.order
    if isinstance(kid, Node):
        return min(map(_first_order, kid.kids), default=_LAST)
    return _LAST


_LAST = 2**62


def _in_paragraphs(kids: Iterable[Kid]) -> list[Kid]:
    """The content of a group, its loose text in paragraphs."""
    made: list[Kid] = []
    for is_text, group in groupby(kids, key=_is_text):
        part = list(group)
        made += [Node("P", part)] if is_text else part
    return made


def _is_text(kid: Kid) -> bool:
    return not isinstance(kid, Node) or kid.role in _INLINE_TYPES - {"Note"}


def _nested(entries: list[tuple[Node, int]]) -> Node:
    """A list of contents, the entries of lower levels in lists of their own."""
    top = min(level for _, level in entries)
    contents = Node("TOC")
    for is_top, group in groupby(entries, key=lambda entry: entry[1] == top):
        part = list(group)
        contents.kids += [entry for entry, _ in part] if is_top else [_nested(part)]
    return contents


def _target(kid: Kid) -> str:
    """Where an entry of the contents leads, as #results."""
    links = (node for node in kid.walk() if node.role == "Link") if isinstance(kid, Node) else ()
    return next((link.element.get("href", "") for link in links), "")


def _is_heading(kid: Kid) -> bool:
    return isinstance(kid, Node) and kid.role in _HEADINGS


def _entry(kid: Kid) -> Node:
    """An entry of the contents: the reference to a section."""
    if not isinstance(kid, Node):
        return Node("TOCI", [kid])
    inner: list[Kid] = kid.kids if kid.role in ("P", "LI", "Div") else [kid]
    references: list[Kid] = [
        Node("Reference", [part]) if isinstance(part, Node) and part.role == "Link" else part
        for part in inner
    ]
    return Node("TOCI", references, kid.language, element=kid.element)
