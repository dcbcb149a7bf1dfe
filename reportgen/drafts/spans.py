"""The text of an XML part → where each of its elements stands in it, to the byte.

A part that people have worked on is edited as text, for to parse it and write it anew would touch
what nobody asked to have changed: prefixes, the order of attributes, blanks, entities.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.parsers import expat
from xml.sax.saxutils import escape

from reportgen.renderers.docx.markup import XML, Element
from reportgen.renderers.docx.opening import parsed


@dataclass(frozen=True, slots=True)
class Span:
    """Where an element stands: its tags from `start` to `end`, its content between them.

    Of one without content, as <w:t/>, `inner` and `inner_end` are both its end.
    """

    start: int
    inner: int
    inner_end: int
    end: int

    @property
    def is_empty_tag(self) -> bool:
        """Whether it is written as one tag."""
        return self.inner == self.end


@dataclass(frozen=True, slots=True)
class Edit:
    """Bytes that take the place of those from `start` to `end`."""

    start: int
    end: int
    content: bytes


class SpannedPart:
    """A part as a tree to look at, and the bytes of each of its elements."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.root = parsed(content)
        elements = list(self.root.iter("*"))
        self._spans: Mapping[Element, Span] = dict(zip(elements, spans(content), strict=True))

    def span(self, element: Element) -> Span:
        """Where an element of the tree stands."""
        return self._spans[element]

    def source(self, element: Element) -> bytes:
        """The bytes of an element with its tags."""
        span = self.span(element)
        return self.content[span.start : span.end]

    def retexted(self, element: Element, text: str) -> Edit:
        """The edit that makes a text the whole content of an element without children."""
        span = self.span(element)
        told = escape(text).encode()
        is_kept = text == text.strip(" \t\n") or element.get(f"{{{XML}}}space") == "preserve"
        if is_kept and not span.is_empty_tag:
            return Edit(span.inner, span.inner_end, told)
        tag = self.content[span.start : span.inner].rstrip(b">").rstrip(b"/").rstrip()
        name = tag.split()[0][1:]
        keeping = b"" if is_kept else b' xml:space="preserve"'
        return Edit(span.start, span.end, tag + keeping + b">" + told + b"</" + name + b">")

    def reattributed(self, element: Element, name: str, value: str) -> Edit | None:
        """The edit that gives an attribute another value, by its name without a prefix.

        None where the element has no attribute of that name.
        """
        span = self.span(element)
        found = _attribute(self.content[span.start : span.inner], name)
        if found is None:
            return None
        start, end = found
        told = escape(value, {'"': "&quot;", "'": "&apos;", "\n": "&#10;"}).encode()
        return Edit(span.start + start, span.start + end, told)


def edited(content: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes with all edits made. Raises ValueError for two that overlap."""
    pieces, at = [], 0
    for edit in sorted(edits, key=lambda each: (each.start, each.end)):
        if edit.start < at:
            raise ValueError(f"edits overlap at byte {edit.start}")
        pieces += [content[at : edit.start], edit.content]
        at = edit.end
    return b"".join((*pieces, content[at:]))


def spans(content: bytes) -> list[Span]:
    """The span of each element of a part in UTF-8, in the order of their start tags."""
    found: list[Span | None] = []
    waiting: list[tuple[int, int, int]] = []
    parser = expat.ParserCreate()

    def start(_: str, __: object) -> None:
        begins = parser.CurrentByteIndex
        waiting.append((len(found), begins, _tag_end(content, begins)))
        found.append(None)

    def end(_: str) -> None:
        index, begins, inner = waiting.pop()
        if content[inner - 2 : inner] == b"/>":
            found[index] = Span(begins, inner, inner, inner)
        else:
            at = parser.CurrentByteIndex
            found[index] = Span(begins, inner, at, content.index(b">", at) + 1)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(content, True)
    return [span for span in found if span is not None]


def _tag_end(content: bytes, at: int) -> int:
    """Where the tag that begins at a byte ends; a > in the quotes of an attribute ends none."""
    quote = 0
    for index in range(at, len(content)):
        byte = content[index]
        if quote:
            quote = 0 if byte == quote else quote
        elif byte in b"\"'":
            quote = byte
        elif byte == 0x3E:
            return index + 1
    raise ValueError("a tag that does not end")


def _attribute(tag: bytes, name: str) -> tuple[int, int] | None:
    """Where the value of an attribute stands in a tag, without its quotes."""
    at, end = 1, len(tag)
    wanted = name.encode()
    while at < end:
        equals = tag.find(b"=", at)
        if equals < 0:
            return None
        found = tag[at:equals].split()[-1] if tag[at:equals].split() else b""
        quote = next(i for i in range(equals + 1, end) if tag[i] in b"\"'")
        closing = tag.index(tag[quote : quote + 1], quote + 1)
        if found.rpartition(b":")[2] == wanted:
            return quote + 1, closing
        at = closing + 1
    return None
