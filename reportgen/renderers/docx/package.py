"""A .docx file as its parts: read from the template, added to, written with the same bytes."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

from lxml import etree

from reportgen.errors import Place, error
from reportgen.renderers.docx.markup import Element, serialise

CONTENT_TYPES = "[Content_Types].xml"
DOCUMENT = "word/document.xml"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TIME = (1980, 1, 1, 0, 0, 0)


class Package:
    """The parts of a .docx file by name, with the relationships of the main document."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts
        self._types: Element = etree.fromstring(parts[CONTENT_TYPES])
        self._rels_name = "word/_rels/document.xml.rels"
        self._rels: Element = etree.fromstring(parts[self._rels_name])

    @classmethod
    def read(cls, path: Path) -> Package:
        """The package in a file. Raises ReportError for one that is missing or no .docx."""
        try:
            with zipfile.ZipFile(path) as archive:
                return cls({name: archive.read(name) for name in archive.namelist()})
        except (OSError, zipfile.BadZipFile, KeyError) as fault:
            raise error("this is no Word template", Place(str(path)), found=fault) from None

    def relate(self, name: str, content: bytes, kind: str) -> str:
        """Add a part beside the main document, `name` below word/; the relationship's id."""
        self.parts[f"word/{name}"] = content
        identity = f"rId{len(self._rels) + 1}"
        while any(rel.get("Id") == identity for rel in self._rels):
            identity += "x"
        attributes = {"Id": identity, "Type": f"{OFFICE}/{kind}", "Target": name}
        etree.SubElement(self._rels, f"{{{RELATIONSHIPS}}}Relationship", attributes)
        if kind == "image":
            self._default("png", "image/png")
        else:
            attributes = {"PartName": f"/word/{name}", "ContentType": f"{_WML}.{kind}+xml"}
            etree.SubElement(self._types, f"{{{TYPES}}}Override", attributes)
        return identity

    def write(self) -> bytes:
        """The file: parts in a fixed order, at a fixed time."""
        self.parts[CONTENT_TYPES] = serialise(self._types)
        self.parts[self._rels_name] = serialise(self._rels)
        return write(self.parts)

    def _default(self, extension: str, content_type: str) -> None:
        defaults = self._types.iterfind(f"{{{TYPES}}}Default")
        if extension not in {default.get("Extension") for default in defaults}:
            attributes = {"Extension": extension, "ContentType": content_type}
            self._types.insert(0, etree.Element(f"{{{TYPES}}}Default", attributes))


def write(parts: dict[str, bytes]) -> bytes:
    """The zip file of some parts, their list of types first as readers expect it."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(parts, key=lambda name: (name != CONTENT_TYPES, name)):
            entry = zipfile.ZipInfo(name, _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same on every system
            archive.writestr(entry, parts[name])
    return buffer.getvalue()
