"""The zip file that a .docx is: the same bytes for the same parts."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO

from docx.opc.constants import CONTENT_TYPE
from docx.opc.package import OpcPackage
from docx.opc.part import Part
from docx.opc.spec import default_content_types
from lxml import etree

CONTENT_TYPES = "[Content_Types].xml"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
PACKED = (".png", ".jpg", ".jpeg")
"""Endings of parts that are packed by themselves."""
LEVEL = 3
"""How hard XML is packed: half the time of zlib's own choice, for a tenth more bytes."""
_TIME = (1980, 1, 1, 0, 0, 0)


def packed(package: OpcPackage) -> bytes:
    """The file of a package: as its own `save` would write it, but packed once, without a clock."""
    parts = package.parts
    files = {"_rels/.rels": package.rels.xml, CONTENT_TYPES: _types(parts)}
    for part in parts:
        files[part.partname.membername] = part.blob
        if len(part.rels):
            files[part.partname.rels_uri.membername] = part.rels.xml
    return _zipped(files)


def packed_again(data: bytes) -> bytes:
    """A .docx file without the clock that it was saved by: its parts in order, at a fixed time."""
    with zipfile.ZipFile(BytesIO(data)) as saved:
        return _zipped({name: saved.read(name) for name in saved.namelist()})


def stored(parts: Mapping[str, bytes]) -> bytes:
    """A file of such parts within another, which packs it: not packed by itself."""
    return _archive(parts, lambda _: False)


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    """The Word file of these parts, by their names."""
    # What is packed by itself gains little, and would take the longest.
    return _archive(parts, lambda name: not name.endswith(PACKED))


def _archive(parts: Mapping[str, bytes], is_packed: Callable[[str], bool]) -> bytes:
    """The file of these parts; the list of types first, as readers expect it."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(parts, key=lambda name: (name != CONTENT_TYPES, name)):
            entry = zipfile.ZipInfo(name, _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED if is_packed(name) else zipfile.ZIP_STORED
            entry.create_system = 0  # the same on every system
            archive.writestr(entry, parts[name], compresslevel=LEVEL)
    return buffer.getvalue()


def _types(parts: Iterable[Part]) -> bytes:
    """The list of types: of pictures and workbooks by the ending, of other parts by the name."""
    root = etree.fromstring(f'<Types xmlns="{TYPES}"/>')
    endings = {"rels": CONTENT_TYPE.OPC_RELATIONSHIPS, "xml": CONTENT_TYPE.XML}
    named = {}
    for part in parts:
        ending = part.partname.ext.lower()
        if (ending, part.content_type) in default_content_types:
            endings[ending] = part.content_type
        else:
            named[str(part.partname)] = part.content_type
    for ending in sorted(endings):
        _add(root, "Default", Extension=ending, ContentType=endings[ending])
    for name in sorted(named):
        _add(root, "Override", PartName=name, ContentType=named[name])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _add(root: etree._Element, name: str, **attributes: str) -> None:
    etree.SubElement(root, f"{{{TYPES}}}{name}", attributes)
