"""The structure tree → the objects of the PDF, and decoration marked as such."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pydyf  # type: ignore[import-untyped]

from reportgen.renderers.tagging.node import Kid, Node
from reportgen.renderers.tagging.painted import (
    FOOTER,
    HEADER,
    LAYOUT,
    Annotation,
    Painted,
    Piece,
)

_LOGGER = logging.getLogger("weasyprint")
_PROPERTIES = {
    HEADER: {"Type": "/Pagination", "Subtype": "/Header", "Attached": "[/Top]"},
    FOOTER: {"Type": "/Pagination", "Subtype": "/Footer", "Attached": "[/Bottom]"},
    LAYOUT: {"Type": "/Layout"},
}
_PRINTED = 4
"""The flag of an annotation that is on paper as on the screen."""
_REPEATED = {"Type": "/Pagination"}


def write_structure(pdf: Any, document: Node, painted: Painted, streams: Sequence[Any]) -> None:
    """Add the structure tree to a PDF whose pages are drawn on `streams`.

    `pdf.tagged` then has the structure element of each element of the page that has an id.
    """
    groups = _groups(pdf, streams)
    for stream, number in [*((stream, number) for number, stream in enumerate(streams)), *groups]:
        if decoration := painted.decoration.get(number):
            _mark_decoration(stream.stream, decoration)
    _drop(pdf, painted.needless)
    writer = _Writer(pdf, pdf.page_references)
    pdf.tagged = writer.tagged
    for group, number in groups:
        writer.add_group(group, number)
    root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(root)
    root["K"] = pydyf.Array([writer.write(document, root.reference)])
    root["ParentTree"] = writer.parents()
    root["ParentTreeNextKey"] = writer.next_key
    if writer.identities:
        root["IDTree"] = writer.identity_tree()
    if "Lang" not in pdf.catalog:
        _LOGGER.error("The root of the document has no language")
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})


def _groups(pdf: Any, streams: Sequence[Any]) -> list[tuple[Any, int]]:
    """What is drawn apart and set on a page as a whole, as pale text is, each with its page.

    WeasyPrint counts its marks with those of the page.
    """
    pages = {id(stream._tags): number for number, stream in enumerate(streams)}
    own = set(map(id, streams))
    found = [part for part in pdf.objects if hasattr(part, "_tags") and id(part) not in own]
    return [(part, pages[id(part._tags)]) for part in found if _marks(part)]


def _marks(stream: Any) -> list[int]:
    """The numbers of the marks in what is drawn."""
    return [each["MCID"] for each in stream.stream if _is_mark(each)]


def _is_mark(operation: Any) -> bool:
    return isinstance(operation, pydyf.Dictionary) and "MCID" in operation


def _mark_decoration(operations: list[Any], decoration: dict[int, str]) -> None:
    """Turn the marks of what nobody needs to hear into those of artifacts."""
    for index, operation in enumerate(operations):
        if _is_mark(operation) and (kind := decoration.get(operation["MCID"])) is not None:
            operations[index - 1] = "/Artifact"
            operations[index] = pydyf.Dictionary(_PROPERTIES.get(kind, _REPEATED))


def _drop(pdf: Any, links: Iterable[Annotation]) -> None:
    """Take areas of links from their pages."""
    for link in links:
        page = pdf.objects[pdf.pages["Kids"][3 * link.page]]
        page["Annots"].remove(link.dictionary.reference)


@dataclass(slots=True)
class _Writer:
    """Writes structure elements, and keeps whose each mark is."""

    pdf: Any
    pages: tuple[bytes, ...]
    owners: list[dict[int, bytes]] = field(init=False)
    """For each page, and each group: the element that each mark belongs to."""
    groups: dict[tuple[int, int], tuple[int, bytes]] = field(default_factory=dict)
    """The group that a mark of a page stands in: its place among the owners, and the group."""
    areas: list[bytes] = field(default_factory=list)
    """The element that each link's area belongs to."""
    identities: dict[str, bytes] = field(default_factory=dict)
    tagged: dict[str, Any] = field(default_factory=dict)
    """The structure element of each element of the page that has an id."""

    def __post_init__(self) -> None:
        self.owners = [{} for _ in self.pages]

    @property
    def next_key(self) -> int:
        """The first number that no page, group and area of a link has in the parent tree."""
        return len(self.owners) + len(self.areas)

    def add_group(self, group: Any, page: int) -> None:
        """Tell marks apart that stand in a group."""
        group.extra["StructParents"] = len(self.owners)
        for mark in _marks(group):
            self.groups[page, mark] = len(self.owners), group.reference
        self.owners.append({})

    def write(self, node: Node, parent: bytes) -> bytes:
        """Add a structure element and all within; returns the reference to it."""
        element = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.role}", "P": parent})
        self.pdf.add_object(element)
        if node.element is not None and (name := node.element.get("id")):
            self.tagged[name] = element
        reference: bytes = element.reference
        page = next((kid.page for kid in node.kids if isinstance(kid, Piece)), None)
        if page is not None:
            element["Pg"] = self.pages[page]
        self._describe(node, element)
        kids = [self._kid(kid, page, reference, node) for kid in node.kids]
        if kids:
            element["K"] = kids[0] if len(kids) == 1 else pydyf.Array(kids)
        return reference

    def parents(self) -> bytes:
        """Add the tree that leads from marks and areas to their elements."""
        numbers = pydyf.Array()
        for key, owners in enumerate(self.owners):
            size = max(owners, default=-1) + 1
            numbers += [key, pydyf.Array(owners.get(mark, "null") for mark in range(size))]
        for key, owner in enumerate(self.areas, len(self.owners)):
            numbers += [key, owner]
        return self._added(pydyf.Dictionary({"Nums": numbers}))

    def identity_tree(self) -> bytes:
        """Add the tree that leads from names to their elements."""
        names = pydyf.Array()
        for name, reference in sorted(self.identities.items()):
            names += [pydyf.String(name), reference]
        ends = min(self.identities), max(self.identities)
        leaf = pydyf.Dictionary({"Names": names, "Limits": pydyf.Array(map(pydyf.String, ends))})
        return self._added(pydyf.Dictionary({"Kids": pydyf.Array([self._added(leaf)])}))

    def _kid(self, kid: Kid, page: int | None, reference: bytes, node: Node) -> Any:
        if isinstance(kid, Node):
            return self.write(kid, reference)
        if isinstance(kid, Annotation):
            return self._area(kid, reference, node)
        key, group = self.groups.get((kid.page, kid.mark), (kid.page, None))
        self.owners[key][kid.mark] = reference
        if group is None and kid.page == page:
            return kid.mark
        place = {"Type": "/MCR", "Pg": self.pages[kid.page], "MCID": kid.mark}
        return pydyf.Dictionary(place | ({"Stm": group} if group else {}))

    def _area(self, link: Annotation, reference: bytes, node: Node) -> Any:
        link.dictionary["StructParent"] = self.next_key
        link.dictionary["F"] = _PRINTED
        link.dictionary["Contents"] = pydyf.String(_text(node))
        self.areas.append(reference)
        area = {"Type": "/OBJR", "Obj": link.dictionary.reference, "Pg": self.pages[link.page]}
        return pydyf.Dictionary(area)

    def _describe(self, node: Node, element: Any) -> None:
        for key, text in (
            ("Lang", node.language),
            ("Alt", node.alternative),
            ("ActualText", node.spoken),
            ("ID", node.identity),
        ):
            if text is not None:
                element[key] = pydyf.String(text)
        if node.identity is not None:
            self.identities[node.identity] = element.reference
        made = [
            pydyf.Dictionary({"O": f"/{owner}"} | {key: _value(each) for key, each in said.items()})
            for owner, said in node.attributes.items()
            if said
        ]
        if made:
            element["A"] = made[0] if len(made) == 1 else pydyf.Array(made)

    def _added(self, made: Any) -> bytes:
        self.pdf.add_object(made)
        reference: bytes = made.reference
        return reference


def _value(value: object) -> Any:
    """The value of an attribute."""
    if isinstance(value, list):  # of names
        return pydyf.Array(map(pydyf.String, value))
    return pydyf.Array(value) if isinstance(value, tuple) else value


def _text(node: Node) -> str:
    """The text of a link, as a reader is told where it leads."""
    return " ".join("".join(node.element.itertext()).split())
