"""What co-authors do to a draft, and how Word writes it: edits of the XML, by lxml alone."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from itertools import count
from typing import Any

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
Q = f"{{{W}}}"
WHO = {f"{Q}author": "Li", f"{Q}date": "2026-01-02T03:04:05Z"}
REVISIONS = count(900)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
WORD_NAMESPACES = {
    "wpc": "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "w16cid": "http://schemas.microsoft.com/office/word/2016/wordml/cid",
}
Edit = Callable[[etree._Element], None]


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A zip file as another program writes it: other order, other times."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name[::-1])):
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 2, 3, 4, 6)), parts[name])
    return data.getvalue()


def edited(data: bytes, *edits: Edit, part: str = "word/document.xml") -> bytes:
    """The draft with edits of a part, saved as Word saves."""
    parts = parts_of(data)
    root = etree.fromstring(parts[part])
    for edit in edits:
        edit(root)
    parts[part] = saved_by_word(root)
    return packed(parts)


def saved_by_word(root: etree._Element) -> bytes:
    """A part as Word writes it: its own namespaces, rsid attributes, a proofing mark or two."""
    known = {prefix: uri for prefix, uri in root.nsmap.items() if prefix and prefix != "ns0"}
    fresh = etree.Element(root.tag, nsmap={**known, **WORD_NAMESPACES})
    fresh.set(f"{{{WORD_NAMESPACES['mc']}}}Ignorable", "w14 w15 w16cid")
    fresh.extend(list(root))
    for number, each in enumerate(fresh.iter(f"{Q}p", f"{Q}r")):
        kept = dict(each.attrib)
        for name in kept:
            del each.attrib[name]
        each.set(f"{Q}rsidR", f"00{number % 97:06X}")
        each.set(f"{Q}rsidRPr", "00AB12CD")
        for name, value in kept.items():
            each.set(name, value)
    for paragraph in list(fresh.iter(f"{Q}p"))[::3]:
        if len(paragraph):
            paragraph[-1].addnext(etree.Element(f"{Q}proofErr", {f"{Q}type": "spellEnd"}))
    return HEAD + etree.tostring(fresh)


def controls(root: etree._Element, wanted: str = "") -> list[etree._Element]:
    """The content controls that say a text."""
    return [each for each in root.iter(f"{Q}sdt") if not wanted or said(each) == wanted]


def control(root: etree._Element, wanted: str, at: int = 0) -> etree._Element:
    return controls(root, wanted)[at]


def content(element: etree._Element) -> etree._Element:
    found = element.find(f"{Q}sdtContent")
    assert found is not None
    return found


def said(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{Q}t"))


def paragraph_of(element: etree._Element) -> etree._Element:
    return next(element.iterancestors(f"{Q}p"))


def run(text: str, name: str = "t") -> etree._Element:
    element = etree.Element(f"{Q}r")
    word = etree.SubElement(element, f"{Q}{name}")
    word.text = text
    word.set(XML_SPACE, "preserve")
    return element


def copied(element: etree._Element) -> etree._Element:
    """A copy, with ids of its own, as Word gives them to what is pasted."""
    fresh = etree.fromstring(etree.tostring(element))
    for identity in fresh.iter(f"{Q}id"):
        identity.set(f"{Q}val", str(next(REVISIONS)))
    return fresh


def wrapped(name: str, *elements: etree._Element) -> etree._Element:
    element = etree.Element(f"{Q}{name}", {f"{Q}id": str(next(REVISIONS)), **WHO})
    element.extend(elements)
    return element


def unwrap(element: etree._Element) -> None:
    """Remove a content control and keep what it holds, as Word's own command does."""
    for child in list(content(element)):
        element.addprevious(child)
    element.getparent().remove(element)


def delete(element: etree._Element) -> None:
    element.getparent().remove(element)


def retype(element: etree._Element, text: str) -> None:
    """Type over the text of a control: the first run stays, with its look."""
    first, *others = list(content(element).iter(f"{Q}t"))
    first.text = text
    for each in others:
        each.text = ""


def split_runs(element: etree._Element) -> None:
    """Cut each run of an element in two, as Word does where somebody has been."""
    for each in list(element.iter(f"{Q}r")):
        words = each.find(f"{Q}t")
        if words is not None and len(words.text or "") > 2:
            second = etree.fromstring(etree.tostring(each))
            text = words.text or ""
            words.text, second.find(f"{Q}t").text = text[:2], text[2:]
            each.addnext(second)


def track_retyped(element: etree._Element, text: str) -> None:
    """Type over the text of a control while changes are tracked."""
    inner = content(element)
    runs = list(inner)
    for each in runs:
        for words in each.iter(f"{Q}t"):
            words.tag = f"{Q}delText"
    inner.append(wrapped("del", *runs))
    inner.append(wrapped("ins", run(text)))


def comment_on(data: bytes, text: str, find: Callable[[etree._Element], etree._Element]) -> bytes:
    """A draft with a comment on a paragraph."""
    parts = parts_of(data)
    root = etree.fromstring(parts["word/document.xml"])
    paragraph = find(root)
    identity = {f"{Q}id": "0"}
    paragraph.insert(1, etree.Element(f"{Q}commentRangeStart", identity))
    paragraph.append(etree.Element(f"{Q}commentRangeEnd", identity))
    called = etree.SubElement(paragraph, f"{Q}r")
    etree.SubElement(called, f"{Q}commentReference", identity)
    parts["word/document.xml"] = saved_by_word(root)
    comments = etree.Element(f"{Q}comments", nsmap={"w": W})
    comment = etree.SubElement(comments, f"{Q}comment", {**identity, f"{Q}author": "Li"})
    etree.SubElement(comment, f"{Q}p").append(run(text))
    parts["word/comments.xml"] = HEAD + etree.tostring(comments)
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="rIdC" Type="{RELATIONS}/comments" Target="comments.xml"/>'
        f"</Relationships>".encode(),
    )
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>",
        f'<Override PartName="/word/comments.xml" ContentType="{COMMENTS}"/></Types>'.encode(),
    )
    return packed(parts)


def outside(part: bytes) -> bytes:
    """A part without what stands in content controls of reports, read as text."""
    found, at = b"", 0
    for start in re.finditer(rb'<w:tag w:val="(?:num|tbl|fig):', part):
        if start.start() < at:
            continue
        opening = part.index(b"<w:sdtContent>", start.start()) + len(b"<w:sdtContent>")
        depth, end = 1, opening
        while depth:
            step = re.compile(rb"<(/?)w:sdtContent>").search(part, end)
            assert step
            depth += -1 if step[1] else 1
            end = step.end()
        alias = part.rindex(b"<w:alias ", 0, start.start())
        found += part[at:alias] + b"..." + part[start.start() : opening]
        at = step.start()
    return found + part[at:]


def plain(data: bytes, part: str = "word/document.xml") -> list[str]:
    """The text of each paragraph of a part, pending deletions left out."""
    root: Any = etree.fromstring(parts_of(data)[part])
    for gone in list(root.iter(f"{Q}del", f"{Q}moveFrom")):
        gone.getparent().remove(gone)
    return [said(each) for each in root.iter(f"{Q}p")]
