"""The zip file that a .docx is: the same bytes for the same parts."""

from __future__ import annotations

import struct
import zipfile
import zlib
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
_FIRST_DAY = 1 << 5 | 1
"""The first of January 1980, when the clocks of zip files begin: so old is every part."""
_VERSION, _UTF8 = 20, 0x800
_STORED, _DEFLATED = 0, 8
_OWNERS = 0o600 << 16
"""Who may read a part that is unpacked where files have owners."""
_HEADER = struct.Struct("<4sHHHHHLLLHH")
"""What stands before a part: as in the directory, from the version to the lengths."""
_LISTED = struct.Struct("<4sHHHHHHLLLHHHHHLL")
_END = struct.Struct("<4sHHHHLLH")


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
    """The file of these parts; the list of types first, as readers expect it.

    The same bytes as the standard library's, which takes longer for all that it can do besides:
    a draft with ten charts has a hundred parts.
    """
    written: list[bytes] = []
    directory: list[bytes] = []
    place = 0
    for name in sorted(parts, key=lambda name: (name != CONTENT_TYPES, name)):
        content, called = parts[name], name.encode()
        method = _DEFLATED if is_packed(name) else _STORED
        data = _deflated(content) if method == _DEFLATED else content
        flags = 0 if name.isascii() else _UTF8
        sizes = zlib.crc32(content), len(data), len(content), len(called)
        told = flags, method, 0, _FIRST_DAY, *sizes, 0
        header = _HEADER.pack(b"PK\3\4", _VERSION, *told)
        listing = _LISTED.pack(b"PK\1\2", _VERSION, _VERSION, *told, 0, 0, 0, _OWNERS, place)
        directory += (listing, called)
        written += (header, called, data)
        place += len(header) + len(called) + len(data)
    listed = b"".join(directory)
    number = len(parts), len(parts)
    end = _END.pack(b"PK\5\6", 0, 0, *number, len(listed), place, 0)
    return b"".join((*written, listed, end))


def _deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


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
