"""A Word file from a stranger → its parts, or a finding for what makes it unsafe to open.

Everything is judged before a library opens the file: how large it would become, what its parts are
called, what they would fetch, run or unfold.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Generator, Iterator, Mapping
from io import BytesIO
from pathlib import Path, PurePosixPath

from lxml import etree

from reportgen.errors import Finding, Place, ReportError, error, finding
from reportgen.messages import Quoted

MOST_PARTS = 2_000
LARGEST = 128 * 2**20
"""Bytes that all parts may have unpacked."""
LARGEST_XML = 48 * 2**20
"""Bytes that a part of XML may have."""
MOST_SQUEEZED = 200
"""How many times larger than packed a part may be; XML in Word is 10 to 30 times."""
SMALL = 2**20
"""A part of so many bytes is never a bomb."""
DEEPEST = 200
"""How deep elements may lie within one another."""
XML_ENDINGS = (".xml", ".rels", ".vml")
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_CHUNK = 2**16
_NAME = re.compile(r"[^\\:\0]+")
_LINKS = ("/hyperlink",)
"""Relationships that may lead out of the file: nothing is fetched until a reader follows them."""
_RUNNING = ("/vbaProject", "/wordVbaData", "/activeXControlBinary", "/control", "/attachedToolbars")
"""Relationships to what runs."""
_FOREIGN = ("/aFChunk", "/oleObject", "/subDocument", "/frame", "/attachedTemplate", "/mailMerge")
"""Relationships to whole files of other kinds, which Word opens in this one."""
_MACROS = re.compile(rb"macroEnabled|vbaProject|activeX", re.IGNORECASE)


def safe_parts(path: Path, data: bytes) -> dict[str, bytes]:
    """The parts of a Word file by their names.

    Raises ReportError with everything that makes it unsafe, or for what is no Word file at all.
    """
    place = Place(str(path))
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            faults = list(_of_archive(archive.infolist(), place))
            if faults:
                raise ReportError(*faults)
            parts = _unpacked(archive, place)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as fault:
        raise error("no-word-template", place, problem=Quoted(str(fault))) from None
    faults = list(_of_parts(parts, place))
    if faults:
        raise ReportError(*faults)
    return parts


def _of_archive(entries: list[zipfile.ZipInfo], place: Place) -> Iterator[Finding]:
    """What the list of a file's parts tells, before any of them is unpacked."""
    if len(entries) > MOST_PARTS:
        yield finding("word-file-too-large", place, f"{len(entries)} parts")
        return
    sizes = sum(entry.file_size for entry in entries)
    if sizes > LARGEST:
        yield finding("word-file-too-large", place, f"{sizes} bytes")
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename
        if not _is_plain(name) or name.casefold() in seen:
            yield finding("word-part-name", place, name)
        seen.add(name.casefold())
        if entry.file_size > max(SMALL, entry.compress_size * MOST_SQUEEZED):
            yield finding("word-file-too-large", place, f"{name}: {entry.file_size} bytes")


def _is_plain(name: str) -> bool:
    """Whether a part's name stays inside of the file."""
    pure = PurePosixPath(name)
    return bool(_NAME.fullmatch(name)) and not pure.is_absolute() and ".." not in pure.parts


def _unpacked(archive: zipfile.ZipFile, place: Place) -> dict[str, bytes]:
    """The parts, none of which may be larger than the list of parts has said."""
    parts = {}
    for entry in archive.infolist():
        if entry.is_dir():
            continue
        limit = LARGEST_XML if entry.filename.lower().endswith(XML_ENDINGS) else LARGEST
        pieces, size = [], 0
        with archive.open(entry) as opened:
            while piece := opened.read(_CHUNK):
                size += len(piece)
                if size > min(limit, entry.file_size):
                    raise error("word-file-too-large", place, found=entry.filename)
                pieces.append(piece)
        parts[entry.filename] = b"".join(pieces)
    return parts


def _of_parts(parts: Mapping[str, bytes], place: Place) -> Iterator[Finding]:
    """What the content of the parts tells."""
    types = parts.get("[Content_Types].xml", b"")
    if _MACROS.search(types) or any("vbaproject" in name.lower() for name in parts):
        yield finding("word-macros", place, "vbaProject")
    for name, data in parts.items():
        if not name.lower().endswith(XML_ENDINGS):
            continue
        root = yield from _parsed(name, data, place)
        if root is not None and name.endswith(".rels"):
            for relation in root.iter(RELATION):
                yield from _of_relation(relation, name, place)


def _parsed(
    name: str, data: bytes, place: Place
) -> Generator[Finding, None, etree._Element | None]:
    """The root of a part, unless the part would unfold into something else."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        yield finding("word-entities", place, name)
        return None
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        if "depth" in str(fault):
            yield finding("word-file-too-large", place, name)
        else:
            yield finding("no-word-template", place, name, problem=Quoted(str(fault)))
        return None
    if (
        root.getroottree().docinfo.internalDTD is not None
    ):  # in an encoding in which it wasn't seen above
        yield finding("word-entities", place, name)
        return None
    if _depth(root) > DEEPEST:
        yield finding("word-file-too-large", place, name)
    return root


def _depth(root: etree._Element) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _of_relation(relation: etree._Element, name: str, place: Place) -> Iterator[Finding]:
    """What one part says of its relation to another, or to something outside of the file."""
    kind, target = relation.get("Type", ""), relation.get("Target", "")
    is_outside = relation.get("TargetMode") == "External"
    if kind.endswith(_RUNNING):
        yield finding("word-macros", place, target)
    elif is_outside and not kind.endswith(_LINKS):
        yield finding("word-outside", place, target, relation=kind.rpartition("/")[2])
    elif kind.endswith(_FOREIGN):
        yield finding("word-foreign-content", place, target, relation=kind.rpartition("/")[2])
    elif not is_outside and not _stays_inside(name, target):
        yield finding("word-part-name", place, target)


def _stays_inside(name: str, target: str) -> bool:
    """Whether the target of a relation, as its part `name` has it, is inside of the file."""
    if target.startswith("#"):
        return True
    if not _NAME.fullmatch(target or "."):
        return False
    depth = 0 if target.startswith("/") else max(0, len(PurePosixPath(name).parts) - 2)
    for part in PurePosixPath(target).parts:
        depth += -1 if part == ".." else part not in (".", "/")
        if depth < 0:
            return False
    return True
