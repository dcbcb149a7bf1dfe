"""Content controls around numbers, tables and figures, so that a draft can be read back.

Numbers are plain text in the run style around them; nothing is locked. Their controls show no frame
when the cursor meets one, for a text has hundreds; those of tables and figures show theirs.
Numbers in a table's cells have no controls of their own, since the table's holds them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import TypeAlias
from uuid import NAMESPACE_URL, uuid5
from zlib import crc32

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from lxml import etree

from reportgen.document import Figure, Number, Table
from reportgen.renderers.docx.legend import (
    NAMESPACE,
    Entry,
    FigureEntry,
    Legend,
    TableEntry,
    columns_key,
    number_entry,
)
from reportgen.renderers.docx.markup import W15, Element, R, W, Xml, quoted, tag, tree, w
from reportgen.renderers.docx.opening import parsed
from reportgen.renderers.docx.places import cells, rows, text_of
from reportgen.renderers.table_grid import column_names, row_names

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
Texts: TypeAlias = tuple[tuple[str, ...], ...]
"""The texts of cells, row by row."""
PICTURE, TWIN = "picture", "twin"
UPON_CHART = "chartUserShapes"
"""The kind of the relationship from a chart to the shapes that are drawn upon it."""
LONGEST_TITLE = 64
"""Characters of a control's title; Word's own dialogue takes no more."""

etree.register_namespace("mc", MC)  # the prefix that readers know it by

_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_IGNORABLE = f"{{{MC}}}Ignorable"


class Controls:
    """The content controls of a file while it is written."""

    def __init__(self, taken: Iterable[int] = ()) -> None:
        """`taken` are the ids of controls that the file has already, as from its template."""
        self._entries: dict[str, Entry] = {}
        self._taken = set(taken)

    def number(
        self, number: Number, language: str, printed: str, runs: Xml, title: str, part: str
    ) -> Xml:
        """The runs of a number, or of a part of one, in a control within the line.

        `printed` is what the runs say.
        """
        entry = number_entry(number, language, printed, part, shortened(title))
        key, identity = self._entered(entry)
        return (
            f"<w:sdt><w:sdtPr><w:alias w:val={quoted(entry.title)}/><w:tag w:val={quoted(key)}/>"
            f'<w:id w:val="{identity}"/><w15:appearance w15:val="hidden"/><w:text/></w:sdtPr>'
            f"<w:sdtContent>{runs}</w:sdtContent></w:sdt>"
        )

    def table(
        self,
        block: Table,
        language: str,
        built: Xml,
        texts: Texts,
        title: str,
        note: str = "",
    ) -> Xml:
        """A table in a control of its own; caption and notes stand outside.

        `texts` are those of its cells, as `cell_texts` would read them, `note` is what the notes
        say, with marks around numbers.
        """
        names = row_names(block)
        entry = TableEntry(
            block.id,
            language,
            texts,
            note,
            (*[""] * (len(texts) - len(names)), *names),
            columns_key(column_names(block)),
        )
        return w("sdt", self._properties(entry, title), w("sdtContent", built))

    def figure(
        self,
        block: Figure,
        language: str,
        built: Xml,
        title: str,
        word: WordDocument,
        note: str = "",
    ) -> Xml:
        """The paragraph of a figure in a control of its own; its parts are in the file already."""
        drawing = tree(built)
        shown = [
            each
            for kind, identity in drawn_parts(drawing)
            for each in _shown(kind, word.part.related_parts[identity])
        ]
        entry = FigureEntry(block.id, language, digest_of(shown, drawing), note)
        return w("sdt", self._properties(entry, title), w("sdtContent", built))

    def add_to(self, word: WordDocument, edition: str) -> None:
        """Add the part that says what the keys stand for, and let older readers pass over frames.

        Nothing where there are no controls.
        """
        if not self._entries:
            return
        legend = Legend(edition, self._entries)
        taken = {str(part.partname) for part in word.part.package.iter_parts()}
        number = next(n for n in range(1, 10_000) if f"/customXml/item{n}.xml" not in taken)
        package = word.part.package
        item = Part(
            PackURI(f"/customXml/item{number}.xml"), "application/xml", legend.to_xml(), package
        )
        properties = Part(
            PackURI(f"/customXml/itemProps{number}.xml"),
            _PROPERTIES_TYPE,
            _store_properties(edition),
            package,
        )
        item.relate_to(properties, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
        word.part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)
        for part in package.iter_parts():
            if isinstance(part, XmlPart):
                declare(part.element)

    def _properties(self, entry: Entry, title: str) -> Xml:
        key, identity = self._entered(entry)
        told = w("alias", val=shortened(title)), w("tag", val=key), w("id", val=identity)
        return w("sdtPr", *told)

    def _entered(self, entry: Entry) -> tuple[str, int]:
        """The tag and the id of a control, which is entered in the legend."""
        key = entry.key
        self._entries[key] = entry
        return key, self._identity(key)

    def _identity(self, key: str) -> int:
        """An id that no other control of the file has, the same whenever the file is made."""
        count = 0
        while (identity := crc32(f"{key}/{count}".encode()) & 0x7FFFFFFF or 1) in self._taken:
            count += 1
        self._taken.add(identity)
        return identity


def taken_ids(word: WordDocument) -> Iterator[int]:
    """The ids of the controls that a file has."""
    for part in word.part.package.iter_parts():
        if isinstance(part, XmlPart):
            for identity in part.element.iterfind(f".//{tag('sdtPr')}/{tag('id')}"):
                yield int(identity.get(tag("val"), "0"))


def declare(root: Element) -> None:
    """Say at the root of a part that a reader may pass over how its controls appear."""
    if next(root.iter(f"{{{W15}}}appearance"), None) is None:
        return
    known = {prefix: uri for prefix, uri in root.nsmap.items() if prefix}
    # Prefixes may be named in values of attributes, as in mc:Ignorable; all that there are stay.
    wanted = known | {"w": W, "r": R, "mc": MC, "w15": W15}
    etree.cleanup_namespaces(root, top_nsmap=wanted, keep_ns_prefixes=list(known))
    names = root.get(_IGNORABLE, "").split()
    root.set(_IGNORABLE, " ".join(dict.fromkeys((*names, "w15"))))


def shortened(title: str) -> str:
    """A title no longer than Word takes, on one line."""
    title = " ".join(title.split())
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + "…"


def cell_texts(table: Element) -> Texts:
    """The text of each cell of a table, row by row; inner tables are left out."""
    return tuple(row_texts(row) for row in rows(table))


def row_texts(row: Element) -> tuple[str, ...]:
    """The text of each cell of a row."""
    return tuple("\n".join(map(text_of, cell.iterfind(tag("p")))) for cell in cells(row))


def drawn_parts(element: Element) -> list[tuple[str, str]]:
    """The pictures and charts that an element shows: what each is, and its relationship's id.

    A picture may have a twin of lines, which other programs leave out.
    """
    kinds = {
        f"{{{DRAWING}}}blip": (PICTURE, "embed"),
        f"{{{SVG}}}svgBlip": (TWIN, "embed"),
        f"{{{CHART}}}chart": ("chart", "id"),
    }
    found = []
    for each in element.iter(*kinds):
        kind, name = kinds[each.tag]
        identity = each.get(f"{{{R}}}{name}")
        if identity:
            found.append((kind, identity))
    return found


def digest_of(shown: Iterable[tuple[str, bytes]], drawing: Element) -> str:
    """A digest of what a figure shows: of pictures the bytes, of charts the words and numbers.

    So it stays the same where a word processor writes a chart's part anew. `drawing` may hold
    words of its own, where shapes are drawn.
    """
    found = sha256()
    for kind, content in shown:
        if kind != TWIN:
            found.update(kind.encode())
            values = content if kind == PICTURE else "\n".join(_values(content)).encode()
            found.update(values)
    for words in _drawn_words(drawing):
        found.update(words.encode())
    return found.hexdigest()[:32]


def _shown(kind: str, part: Part) -> Iterator[tuple[str, bytes]]:
    """A picture or chart, and the shapes that are drawn upon a chart."""
    yield kind, part.blob
    for relation in part.rels.values():
        if relation.reltype.endswith(f"/{UPON_CHART}"):
            yield kind, relation.target_part.blob


def _drawn_words(element: Element) -> Iterator[str]:
    for each in element.iter(tag("drawing")):
        if next(each.iterancestors(f"{{{MC}}}Fallback"), None) is None:
            yield from (words.text or "" for words in each.iter(tag("t"), f"{{{DRAWING}}}t"))


def _values(chart: bytes) -> Iterator[str]:
    for each in parsed(chart).iter(f"{{{CHART}}}v", f"{{{DRAWING}}}t"):
        text = each.text or ""
        try:
            yield f"{float(text):.9g}"
        except ValueError:
            yield text


def _store_properties(edition: str) -> bytes:
    root = etree.Element(f"{{{_STORE}}}datastoreItem", nsmap={"ds": _STORE})
    identity = str(uuid5(NAMESPACE_URL, f"{NAMESPACE}:{edition}")).upper()
    root.set(f"{{{_STORE}}}itemID", f"{{{identity}}}")
    references = etree.SubElement(root, f"{{{_STORE}}}schemaRefs")
    etree.SubElement(references, f"{{{_STORE}}}schemaRef", {f"{{{_STORE}}}uri": NAMESPACE})
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=False)
