"""A Word template from a stranger → its parts, or findings of what makes it unsafe to fill.

What makes any Word file unsafe is judged by `opening`. Of a template, of which reports are made for
others, more is asked: nothing in it may run, fetch anything when it is opened or printed, or hold
files that can't be looked through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from lxml import etree

from reportgen.errors import Finding, Place, ReportError, error, finding
from reportgen.messages import Quoted
from reportgen.renderers.docx.filling.reaching import reaching
from reportgen.renderers.docx.opening import RELATIONSHIPS, WordFile, opened

DEEPEST = 150
"""How deep elements may lie within one another; in Word's own files some 40."""
LARGEST_XML = 64 * 2**20
"""Bytes that a part of XML may have."""
XML_ENDINGS = (".xml", ".rels", ".vml")
LINKS = ("hyperlink",)
"""Relationships that may lead out of a template: a reader follows them, or not."""
_NAME = re.compile(r"[^\\:\0]+")
_RUNNING = ("/vbaProject", "/wordVbaData", "/activeXControlBinary", "/control", "/attachedToolbars")
"""Relationships to what runs."""
_FOREIGN = ("/aFChunk", "/oleObject", "/subDocument", "/frame", "/attachedTemplate", "/mailMerge")
"""Relationships to whole files of other kinds, which Word opens in this one."""
_CHARTS = "word/charts/"
"""Where parts are that may have a workbook."""


def safe_parts(path: Path, data: bytes) -> dict[str, bytes]:
    """The parts of a Word template by their names.

    Raises ReportError with what makes it unsafe, or for what is no Word file at all.
    """
    place = Place(str(path))
    try:
        parts = dict(opened(data, place, LINKS).parts)
    except ReportError as fault:
        raise ReportError(*(_as_template(one) for one in fault.findings)) from None
    faults = [*_names(parts, place), *_contents(WordFile(parts, ""), place)]
    if faults:
        raise ReportError(*faults)
    return parts


def _as_template(found: Finding) -> Finding:
    """What is wrong with a file that is meant as a template."""
    if found.name != "not-a-word-document":
        return found
    return replace(found, name="no-word-template")


def _names(parts: dict[str, bytes], place: Place) -> Iterator[Finding]:
    """Names of parts that lead out of the file, or that differ in capitals alone."""
    seen: set[str] = set()
    for name in parts:
        if not _is_plain(name) or name.casefold() in seen:
            yield finding("word-part-name", place, name)
        seen.add(name.casefold())


def _is_plain(name: str) -> bool:
    pure = PurePosixPath(name)
    return bool(_NAME.fullmatch(name)) and not pure.is_absolute() and ".." not in pure.parts


def _contents(file: WordFile, place: Place) -> Iterator[Finding]:
    """What the parts of XML tell."""
    for name, data in file.parts.items():
        if not name.lower().endswith(XML_ENDINGS):
            continue
        if len(data) > LARGEST_XML:
            yield finding("word-bomb", place, name)
            continue
        root = _root(name, data, place)
        if _depth(root) > DEEPEST:
            yield finding("word-too-deep", place, name)
        elif name.endswith(".rels"):
            for relation in root.iter(f"{{{RELATIONSHIPS}}}Relationship"):
                yield from _of_relation(relation, name, place)
        else:
            for found in reaching(root):
                yield finding("word-external", place, found, part=name)


def _root(name: str, data: bytes, place: Place) -> etree._Element:
    """The root of a part. Raises ReportError where it would unfold into something else."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        problem = Quoted(str(fault))
        raise error("no-word-template", place, found=name, problem=problem) from None
    if root.getroottree().docinfo.internalDTD is not None:  # in whatever encoding
        raise error("word-entities", place, found=name)
    return root


def _depth(root: etree._Element) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _of_relation(relation: etree._Element, name: str, place: Place) -> Iterator[Finding]:
    """What one part says of its relation to another."""
    kind, target = relation.get("Type", ""), relation.get("Target", "")
    if kind.endswith(_RUNNING):
        yield finding("word-macros", place, target)
    elif kind.endswith(_FOREIGN) or (kind.endswith("/package") and not name.startswith(_CHARTS)):
        yield finding("word-foreign-content", place, target, relation=kind.rpartition("/")[2])
    elif relation.get("TargetMode") != "External" and not _stays_inside(name, target):
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
