"""Footnotes of the narrative: ``[^name]`` in a text, ``[^name]: text`` where it is defined."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from reportgen.compose.comments import displaced_comments
from reportgen.compose.markdown import Piece, parse_inline
from reportgen.document import Content, Footnote, Inline, footnotes
from reportgen.errors import Finding, Place, finding

_DEFINITION = re.compile(r"^\[\^(?P<name>[\w-]+)\][:：][ \t]*", re.MULTILINE)
Write = Callable[[Token, str, Place], tuple[Inline, ...]]
"""What makes running text of an inline token in a language."""


@dataclass(frozen=True, slots=True)
class Definition:
    """The text of a note as written; `language` is None where it serves every language."""

    name: str
    language: str | None
    line: int
    token: Token


def definitions_apart(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Definition]]:
    """The blocks of a text without the definitions of notes, and these.

    A definition goes from a line that begins with its mark to the next such line or the end of the
    paragraph.
    """
    kept: list[Piece] = []
    found: list[Definition] = []
    for piece in pieces:
        text = piece.inlines[0].content if piece.kind == "paragraph" else ""
        marks = list(_DEFINITION.finditer(text))
        ends = [*(mark.start() for mark in marks[1:]), len(text)]
        for mark, end in zip(marks, ends if marks else (), strict=True):
            line = piece.line + text.count("\n", 0, mark.start())
            token = parse_inline(text[mark.end() : end].strip())
            found.append(Definition(mark["name"], piece.language, line, token))
        if not marks:
            kept.append(piece)
        elif before := text[: marks[0].start()].strip():
            kept.append(replace(piece, inlines=(parse_inline(before),)))
    return kept, found


@dataclass(slots=True)
class Notes:
    """The notes of a report while its text is written: each is called once in a language."""

    file: str
    write: Write
    faults: list[Finding]
    _defined: dict[tuple[str, str | None], Definition] = field(default_factory=dict)
    _called: set[tuple[str, str]] = field(default_factory=set)
    _used: set[tuple[str, str | None]] = field(default_factory=set)
    _numbers: dict[str, int] = field(default_factory=dict)
    _is_within: bool = False

    def defined_in(self, pieces: Sequence[Piece]) -> list[Piece]:
        """Take in what notes say; returns the other blocks. A name defined twice is told."""
        others, definitions = definitions_apart(pieces)
        for each in definitions:
            key = each.name, each.language
            if key in self._defined:
                self._tell("note-defined-twice", Place(self.file, each.line), each.name)
            self._defined.setdefault(key, each)
        return others

    def called(self, name: str, language: str, place: Place) -> Sequence[Inline]:
        """The note that a mark calls in a text of a language, with the next number there."""
        if self._is_within:
            self._tell("note-in-note", place, name)
            return ()
        definition = self._defined.get((name, language)) or self._defined.get((name, None))
        if definition is None:
            known = [each for each, of in self._defined if of in (language, None)]
            self.faults.append(finding("unknown-note", place, name, known))
            return ()
        self._used.add((name, definition.language))
        if (name, language) in self._called:
            self._tell("note-called-twice", place, name)
            return ()
        self._called.add((name, language))
        self._numbers[language] = number = self._numbers.get(language, 0) + 1
        self._is_within = True
        defined = Place(self.file, definition.line)
        content = self.write(definition.token, language, defined)
        self.faults += displaced_comments({language: content}, defined)
        self._is_within = False
        return (Footnote(number, content),)

    def unused(self) -> Iterator[Finding]:
        """A finding for each definition that no text calls."""
        for (name, language), definition in self._defined.items():
            if (name, language) not in self._used:
                yield finding("unused-note", Place(self.file, definition.line), name)

    def _tell(self, kind: str, place: Place, name: str) -> None:
        self.faults.append(finding(kind, place, name))


def displaced(content: Content, place: Place) -> Iterator[Finding]:
    """A finding where a text holds a note that none can stand below."""
    if any(True for inlines in content.values() for _ in footnotes(inlines)):
        yield finding("note-out-of-text", place)
