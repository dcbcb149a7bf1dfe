"""A Word file that somebody sent → its parts, unless opening it could do harm."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from lxml import etree

from reportgen.errors import Place, error
from reportgen.messages import Quoted
from reportgen.renderers.docx.archive import CONTENT_TYPES
from reportgen.renderers.docx.markup import Element, tag

MOST_PARTS = 4000
MOST_BYTES = 400_000_000
"""What all parts of a file may hold together, unpacked."""
MOST_RATIO = 200
"""How many times larger a part may be than it is packed; text of Word's stays below 60."""
SMALL_PART = 4_000_000
"""Up to so many bytes a part may be packed as tightly as it likes."""

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/"
"""What the names of the strict variant begin with, which hardly a program writes."""
LINKS = ("hyperlink", "attachedTemplate")
"""Kinds of relationship that may lead out of a file: nothing is fetched when it is opened."""
_ROOTS = "_rels/.rels"
_TYPE_SIGNS = tuple("<!DOCTYPE".encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be"))
_XML = (".xml", ".rels")
_BINARY = bytes.fromhex("d0cf11e0a1b11ae1")
"""What files of Word's before 2007 begin with, and what Word encrypts with a password."""


@dataclass(frozen=True, slots=True)
class WordFile:
    """The parts of a Word file, by their names in the zip file, and which is the main one."""

    parts: Mapping[str, bytes]
    main: str

    def tree(self, name: str) -> Element:
        """The root of a part. The parts were parsed when the file was opened, so they can be."""
        return parsed(self.parts[name])

    def related(self, name: str, kind: str) -> list[str]:
        """The parts that a part is related to in a way, as ``footnotes``, in order.

        A damaged file may name parts that it lacks: they are none.
        """
        found = (target for each, target, _ in self.relationships(name) if each == kind)
        return [target for target in found if target in self.parts]

    def relationships(self, name: str) -> Iterator[tuple[str, str, str]]:
        """Kind, target and id of each relationship of a part that stays inside of the file."""
        rels = relationships_name(name)
        if rels not in self.parts:
            return
        for each in _relations(self.tree(rels)):
            if not _is_external(each):
                target = target_name(name, each.get("Target", ""))
                yield each.get("Type", "").rpartition("/")[2], target, each.get("Id", "")


def opened(data: bytes, place: Place, links: Collection[str] = LINKS) -> WordFile:
    """The parts of a .docx file.

    Raises ReportError for what is none, for a file with macros, with a document type (entities),
    one that unpacks to more than can be meant, and for relationships that lead out of the file, but
    for kinds in `links`.
    """
    parts = _unpacked(data, place)
    for name in parts:
        if name.lower().endswith("vbaproject.bin"):
            raise error("word-macros", place, found=name)
    if "macroEnabled" in parts.get(CONTENT_TYPES, b"").decode("latin-1"):
        raise error("word-macros", place, found=CONTENT_TYPES)
    for name, content in parts.items():
        if name.lower().endswith(_XML):
            if any(sign in content for sign in _TYPE_SIGNS):
                raise error("word-entities", place, found=name)
            _refuse_harm(name, _read(name, content, place), place, links)
    return WordFile(parts, _main(parts, place))


def parsed(content: bytes) -> Element:
    """The root of a part's XML; nothing outside of it is read. Raises XMLSyntaxError."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    return etree.fromstring(content, parser)


def relationships_name(part: str) -> str:
    """The name of the part that holds another's relationships."""
    path = PurePosixPath(part)
    return str(path.parent / "_rels" / f"{path.name}.rels")


def target_name(part: str, target: str) -> str:
    """The name of what a relationship of a part leads to."""
    path = PurePosixPath("/" + part).parent / target
    names: list[str] = []
    for name in path.parts[1:]:
        if name == "..":
            del names[-1:]
        elif name != ".":
            names.append(name)
    return "/".join(names)


def _unpacked(data: bytes, place: Place) -> dict[str, bytes]:
    if not data:
        raise error("empty-file", place)
    if data.startswith(_BINARY):
        raise error("word-binary", place)
    if not zipfile.is_zipfile(BytesIO(data)):
        raise error("not-a-word-document", place, problem=Quoted("of another kind, or cut off"))
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _refuse_bombs(entries, place)
            return {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as fault:
        raise error("not-a-word-document", place, problem=Quoted(str(fault))) from None
    except RuntimeError:  # zipfile's, for an entry with a password or packed as it can't unpack
        problem = Quoted("packed in a way that Word doesn't use")
        raise error("not-a-word-document", place, problem=problem) from None


def _refuse_bombs(entries: list[zipfile.ZipInfo], place: Place) -> None:
    names = [entry.filename for entry in entries]
    if len(names) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise error("word-bomb", place)
    for entry in entries:
        packed = max(entry.compress_size, 1)
        if entry.file_size > SMALL_PART and entry.file_size > MOST_RATIO * packed:
            raise error("word-bomb", place, found=entry.filename)
    if len(set(names)) < len(names):  # readers would not agree on which of the two counts
        twice = next(name for name in names if names.count(name) > 1)
        raise error("word-part-twice", place, found=twice)


def _read(name: str, content: bytes, place: Place) -> Element:
    try:
        return parsed(content)
    except etree.XMLSyntaxError as fault:
        problem = Quoted("broken XML in line {}, column {}".format(*fault.position))
        raise error("not-a-word-document", place, found=name, problem=problem) from None


def _refuse_harm(name: str, root: Element, place: Place, links: Collection[str]) -> None:
    if name.endswith(".rels"):
        for each in _relations(root):
            if _is_external(each) and each.get("Type", "").rpartition("/")[2] not in links:
                raise error("word-external", place, found=each.get("Target", ""), part=name)


def _main(parts: Mapping[str, bytes], place: Place) -> str:
    """The name of the main part."""
    for each in _relations(parsed(parts[_ROOTS])) if _ROOTS in parts else ():
        kind = each.get("Type", "")
        if kind.rpartition("/")[2] == "officeDocument" and not _is_external(each):
            if kind.startswith(STRICT):
                raise error("word-strict", place)
            name = target_name("", each.get("Target", ""))
            if name in parts and parsed(parts[name]).find(tag("body")) is not None:
                return name
    raise error("not-a-word-document", place, problem=Quoted("no main part"))


def _relations(root: Element) -> Iterator[Element]:
    return root.iter(f"{{{RELATIONSHIPS}}}Relationship")


def _is_external(relation: Element) -> bool:
    return relation.get("TargetMode", "") == "External"
