"""The structure tree of a PDF as a reader walks it, and what is wrong with it.

The tree comes from pikepdf, the text of each mark from PDFium; neither is what made the file.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
import pypdfium2
from pypdfium2 import raw

Mark = tuple[int, int]
"""A page and the number of a mark on it."""
PAINTING = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "Tj", "TJ", "'", '"', "EI"}
PARENTS = {
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
    "LI": {"L"},
    "LBody": {"LI"},
    "TOCI": {"TOC"},
}
KIDS = {
    "Table": {"Caption", "THead", "TBody", "TFoot", "TR"},
    "TR": {"TH", "TD"},
    "L": {"LI"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"TOCI", "TOC"},
}


@dataclass
class Tag:
    """A structure element."""

    role: str
    language: str
    """Its own, or that of what it stands in."""
    parent: Tag | None
    alternative: str | None = None
    spoken: str | None = None
    identity: str | None = None
    attributes: dict[str, Any] = field(default_factory=dict)
    kids: list[Tag | Mark] = field(default_factory=list)
    links: list[Any] = field(default_factory=list)
    """The annotations that it holds."""
    object: Any = None

    def walk(self) -> Iterator[Tag]:
        yield self
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.walk()

    def find(self, *roles: str) -> list[Tag]:
        return [tag for tag in self.walk() if tag.role in roles]

    def marks(self) -> Iterator[Mark]:
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.marks()
            else:
                yield kid


class Structure:
    """The tree of a file, with the text of its marks."""

    def __init__(self, data: bytes) -> None:
        self.pdf = pikepdf.open(BytesIO(data))
        self.texts = _texts(data)
        self.holders: dict[Mark, Any] = {}
        root = self.pdf.Root.StructTreeRoot
        self._pages = {page.obj.objgen: index for index, page in enumerate(self.pdf.pages)}
        kids = root.K if isinstance(root.K, pikepdf.Array) else [root.K]
        self.root = self._tag(kids[0], str(self.pdf.Root.Lang), None, None)

    def text(self, tag: Tag) -> str:
        """What is read of an element, in the order of the tree."""
        for replacement in (tag.spoken, tag.alternative):
            if replacement is not None:
                return replacement
        return "".join(
            self.text(kid) if isinstance(kid, Tag) else self.texts.get(kid, "") for kid in tag.kids
        )

    def letters(self, tag: Tag) -> str:
        """The same without spaces, which PDFium adds where there is room, and soft hyphens."""
        return re.sub("[\\s\u00ad\u200b\u2060]", "", self.text(tag))

    def _tag(self, found: Any, language: str, parent: Tag | None, page: int | None) -> Tag:
        page = self._pages[found.Pg.objgen] if "/Pg" in found else page
        tag = Tag(
            str(found.S)[1:],
            str(found.get("/Lang", language)),
            parent,
            _string(found.get("/Alt")),
            _string(found.get("/ActualText")),
            _string(found.get("/ID")),
            _attributes(found.get("/A")),
            object=found,
        )
        kids = found.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array | list) else [kids]:
            if isinstance(kid, int):
                assert page is not None
                tag.kids.append((page, kid))
            elif kid.get("/Type") == "/MCR":
                mark = self._pages[kid.Pg.objgen], int(kid.MCID)
                tag.kids.append(mark)
                if "/Stm" in kid:
                    self.holders[mark] = kid.Stm
            elif kid.get("/Type") == "/OBJR":
                tag.links.append(kid.Obj)
            else:
                tag.kids.append(self._tag(kid, tag.language, tag, page))
        return tag


def structure_faults(structure: Structure) -> list[str]:
    """Everything that is wrong with the tree of a file, in words."""
    return [
        *_mark_faults(structure),
        *_parent_tree_faults(structure),
        *_nesting_faults(structure.root),
        *_heading_faults(structure.root),
        *_table_faults(structure),
        *_figure_faults(structure),
        *_link_faults(structure),
        *_identity_faults(structure.root),
    ]


def _mark_faults(structure: Structure) -> Iterator[str]:
    """Marks that aren't once in the tree; what is painted in no mark, or in two at a time."""
    in_tree = list(structure.root.marks())
    if len(set(in_tree)) < len(in_tree):
        yield "a mark stands twice in the tree"
    painted: set[Mark] = set()
    for number, page in enumerate(structure.pdf.pages):
        for told in _painting_faults(page.obj, page.obj, number, painted):
            yield f"page {number + 1}: {told}"
    if painted != set(in_tree):
        yield f"marks that are not in the tree or not on a page: {painted ^ set(in_tree)}"


def _painting_faults(page: Any, content: Any, number: int, painted: set[Mark]) -> Iterator[str]:
    """Adds the marks of a page, or of what is drawn apart for it, to those that are `painted`."""
    open_marks: list[str | int] = []
    for operands, operator in pikepdf.parse_content_stream(content):
        if str(operator) in ("BDC", "BMC"):
            mark = _mark_of(operands)
            if open_marks and (mark != "Artifact" or open_marks[-1] != "Artifact"):
                yield f"{mark} within {open_marks[-1]}"
            open_marks.append(mark)
            if isinstance(mark, int):
                painted.add((number, mark))
        elif str(operator) == "EMC":
            open_marks.pop()
        elif str(operator) in PAINTING and not open_marks:
            drawn = page.Resources.XObject[operands[0]] if str(operator) == "Do" else {}
            if "/StructParents" in drawn:
                yield from _painting_faults(page, drawn, number, painted)
            else:
                yield f"{operator} outside of all marks"
    if open_marks:
        yield f"{open_marks} not closed"


def _mark_of(operands: Any) -> str | int:
    properties = operands[1] if len(operands) > 1 else {}
    return int(properties["/MCID"]) if "/MCID" in properties else str(operands[0])[1:]


def _parent_tree_faults(structure: Structure) -> Iterator[str]:
    """Ways from a mark or a link to its element that lead to another, or nowhere."""
    tree = structure.pdf.Root.StructTreeRoot.ParentTree.Nums
    parents = {int(tree[index]): tree[index + 1] for index in range(0, len(tree), 2)}
    for tag in structure.root.walk():
        if tag.parent and tag.object.P.objgen != tag.parent.object.objgen:
            yield f"{tag.role} names another parent"
        for kid in tag.kids:
            if not isinstance(kid, Tag):
                holder = structure.holders.get(kid, structure.pdf.pages[kid[0]].obj)
                key = int(holder.StructParents)
                if parents[key][kid[1]].objgen != tag.object.objgen:
                    yield f"mark {kid} leads to another element"
        for link in tag.links:
            if parents[int(link.StructParent)].objgen != tag.object.objgen:
                yield "a link leads to another element"


def _nesting_faults(root: Tag) -> Iterator[str]:
    for tag in root.walk():
        parent = tag.parent.role if tag.parent else ""
        if tag.role in PARENTS and parent not in PARENTS[tag.role]:
            yield f"{tag.role} within {parent}"
        for kid in tag.kids:
            role = kid.role if isinstance(kid, Tag) else "text"
            if tag.role in KIDS and role not in KIDS[tag.role]:
                yield f"{role} within {tag.role}"
            if role == "text" and tag.role in ("Document", "Part", "Sect", "Div", "THead", "TBody"):
                yield f"text within {tag.role}"
        if not tag.kids and tag.role != "TD":
            yield f"empty {tag.role}"


def _heading_faults(root: Tag) -> Iterator[str]:
    levels = [int(tag.role[1]) for tag in root.walk() if re.fullmatch(r"H\d", tag.role)]
    if levels[:1] != [1]:
        yield f"the first heading is no H1: {levels[:1]}"
    for one, next_one in pairwise(levels):
        if next_one > one + 1:
            yield f"H{next_one} after H{one}"


def _table_faults(structure: Structure) -> Iterator[str]:
    identities = {tag.identity for tag in structure.root.walk()}
    for table in structure.root.find("Table"):
        captions = [place for place, kid in enumerate(table.kids) if _role(kid) == "Caption"]
        if captions not in ([], [0]):
            yield f"a table's captions are its children {captions}"
        if len(table.find("THead")) != 1:
            yield "a table has not one head"
        for head in table.find("TH"):
            if str(head.attributes.get("Scope")) not in ("/Row", "/Column"):
                yield f"no scope: {structure.text(head)}"
        for cell in table.find("TH", "TD"):
            if not {str(name) for name in cell.attributes.get("Headers", ())} <= identities:
                yield f"a head that is none: {cell.attributes}"
        widths = set(_widths(table))
        if len(widths) != 1:
            yield f"rows of different widths: {widths}"


def _widths(table: Tag) -> Iterator[int]:
    """The columns that each row takes, those included that cells of rows above take."""
    reaching: list[tuple[int, int]] = []
    for row in table.find("TR"):
        cells = [
            (int(cell.attributes.get("RowSpan", 1)), int(cell.attributes.get("ColSpan", 1)))
            for cell in row.find("TH", "TD")
        ]
        yield sum(width for _, width in cells) + sum(width for _, width in reaching)
        reaching = [(rows - 1, width) for rows, width in (*reaching, *cells) if rows > 1]


def _figure_faults(structure: Structure) -> Iterator[str]:
    for figure in structure.root.find("Figure"):
        if not figure.alternative:
            yield "a figure without alternative text"
        marks = list(figure.marks())
        box = structure.pdf.pages[marks[0][0]].mediabox
        left, bottom, right, top = map(float, figure.attributes["BBox"])
        if not (box[0] <= left < right <= box[2] and box[1] <= bottom < top <= box[3]):
            yield f"a figure's box lies outside of the page: {figure.attributes['BBox']}"


def _link_faults(structure: Structure) -> Iterator[str]:
    tagged = [
        link.objgen for tag in structure.root.walk() if tag.role == "Link" for link in tag.links
    ]
    there = [link.objgen for page in structure.pdf.pages for link in page.get("/Annots", [])]
    if sorted(tagged) != sorted(there):
        yield f"{len(there)} areas of links, {len(tagged)} in link elements"
    for tag in structure.root.find("Link"):
        if not structure.text(tag).strip() or not tag.links:
            yield "a link without text or area"
        for link in tag.links:
            if not str(link.get("/Contents", "")).strip():
                yield "a link that doesn't say where it leads"


def _identity_faults(root: Tag) -> Iterator[str]:
    names = [tag.identity for tag in root.walk() if tag.identity]
    if len(set(names)) < len(names):
        yield "two elements of one name"
    if any(tag.identity is None for tag in root.find("Note")):
        yield "a note without a name"


def _role(kid: Tag | Mark) -> str:
    return kid.role if isinstance(kid, Tag) else ""


def _string(found: Any) -> str | None:
    return None if found is None else str(found)


def _attributes(found: Any) -> dict[str, Any]:
    parts = found if isinstance(found, pikepdf.Array) else [found or {}]
    return {str(key)[1:]: value for part in parts for key, value in part.items()}


def _texts(data: bytes) -> dict[Mark, str]:
    """The text that each mark paints, as PDFium reads it."""
    texts: dict[Mark, str] = {}
    document = pypdfium2.PdfDocument(data)
    for number, page in enumerate(document):
        text_page = page.get_textpage()
        for index in range(raw.FPDFPage_CountObjects(page)):
            found = raw.FPDFPage_GetObject(page, index)
            mark = raw.FPDFPageObj_GetMarkedContentID(found)
            if raw.FPDFPageObj_GetType(found) == raw.FPDF_PAGEOBJ_TEXT and mark >= 0:
                texts[number, mark] = texts.get((number, mark), "") + _text(found, text_page)
        text_page.close()
        page.close()
    document.close()
    return texts


def _text(found: Any, text_page: Any) -> str:
    size = raw.FPDFTextObj_GetText(found, text_page, None, 0)
    buffer = (ctypes.c_ushort * (size // 2))()
    raw.FPDFTextObj_GetText(found, text_page, buffer, size)
    return bytes(buffer).decode("utf-16-le").rstrip("\x00")
