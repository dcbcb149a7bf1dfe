"""Markdown text with ``::: zh`` blocks → a tree of headings, paragraphs and lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from reportgen.document import Emphasis, Inline, Words
from reportgen.errors import Finding, Place, finding

_COMMENT = re.compile(r"^<!--.*?-->", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^(?P<texts>.*?)\s*(?:\{#(?P<id>[\w-]+)\})?$")
_FENCE = re.compile(r"\s*:::+\s*")
_CALL = re.compile(r"\[\^([\w-]+)\]")
NOTE_MARK = "note_mark"
"""The type of the token of a mark that calls a footnote; its content is the name of the note."""

Kind = Literal["heading", "paragraph", "bullet_list", "ordered_list"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of the text as written: its kind, language, place, and inline tokens.

    `language` is None for a block that stands outside a language's block. A heading has `level`;
    a list has an entry of tokens for each item, everything else has one.
    """

    kind: Kind
    language: str | None
    line: int
    inlines: tuple[Token, ...]
    level: int = 0


def without_comments(text: str) -> str:
    """The text with empty lines in place of comments, so that what follows keeps its line."""
    return _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)


def read_markdown(
    text: str, languages: tuple[str, ...], file: str
) -> tuple[list[Piece], list[Finding]]:
    """The blocks of a text in order, and what it holds that a report's text can't."""
    reading = _Reading(text.split("\n"), languages, file)
    return list(reading.pieces(_parser(languages).parse(text))), reading.faults


def read_headings(text: str) -> list[tuple[tuple[str, ...], str | None]]:
    """Every heading as `split_heading` gives it, also of a text that is faulty elsewhere."""
    tokens = _parser(()).parse(without_comments(text))
    return [
        split_heading(inline)
        for opening, inline in pairwise(tokens)
        if opening.type == "heading_open"
    ]


def parse_inline(text: str) -> Token:
    """The inline token of a text of one line, such as a caption."""
    return _parser(()).parseInline(text)[0]


def split_heading(token: Token) -> tuple[tuple[str, ...], str | None]:
    """A heading's text in each language, and its id: ``标题 | Title {#id}``."""
    match = _HEADING.match(token.content)
    texts = tuple(part.strip() for part in (match["texts"] if match else "").split(" | "))
    return texts, match["id"] if match else None


Resolve = Callable[[str], Sequence[Inline]]


def to_inlines(token: Token, resolve: Resolve, note: Resolve | None = None) -> tuple[Inline, ...]:
    """An inline token → running text.

    `resolve` turns words with marks in them into spans, `note` the name of a footnote into it;
    without `note` its mark is left as it was typed.
    """
    root: list[Inline] = []
    open_spans: list[tuple[bool, list[Inline]]] = []
    current = root
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            current.append(Words("\n"))
        elif child.type in ("em_open", "strong_open"):
            open_spans.append((child.type == "strong_open", current))
            current = []
        elif child.type in ("em_close", "strong_close"):
            is_strong, outer = open_spans.pop()
            outer.append(Emphasis(tuple(current), is_strong))
            current = outer
        elif child.type == NOTE_MARK:
            current.extend(note(child.content) if note else resolve(f"[^{child.content}]"))
        else:
            current.extend(resolve(child.content))
    return tuple(root)


def unwrapped(inlines: tuple[Inline, ...], join: str) -> tuple[Inline, ...]:
    """The text with its line ends joined: by the locale's `join`, nothing in Chinese."""
    return tuple(Words(join) if inline == Words("\n") else inline for inline in inlines)


def idle_marks(token: Token, place: Place) -> Iterator[Finding]:
    """A finding for each mark that is left in a text, where Markdown did not take it as such."""
    for child in token.children or ():
        text = child.content
        if child.type == "text" and "**" in text:
            yield finding("idle-emphasis", place, text[max(0, text.index("**") - 8) :][:24])
        if child.type == "text" and ":::" in text:
            yield finding("fence-in-text", place, text[:24])


def mark_notes(parser: MarkdownIt) -> None:
    """Have a parser know the marks of footnotes."""
    parser.inline.ruler.push(NOTE_MARK, _note_mark)


def _note_mark(state: StateInline, silent: bool) -> bool:
    match = _CALL.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        state.push(NOTE_MARK, "", 0).content = match[1]
    state.pos = match.end()
    return True


@cache
def _parser(languages: tuple[str, ...]) -> MarkdownIt:
    parser = MarkdownIt("zero").enable(["heading", "list", "emphasis", "escape", "newline"])
    mark_notes(parser)
    for language in languages:
        container_plugin(parser, language)
    return parser


@dataclass(slots=True)
class _Open:
    """A list or a language's block that is being read."""

    language: str | None = None
    begins: int = 0
    is_closed: bool = True
    depth: int = 0
    items: int = 0


class _Reading:
    """A text being read: its pieces one by one, and what is wrong with them."""

    def __init__(self, lines: list[str], languages: tuple[str, ...], file: str) -> None:
        self.faults: list[Finding] = []
        self._lines = lines
        self._languages = languages
        self._file = file
        self._open = _Open()
        self._skips_to_fence = False

    def pieces(self, tokens: Sequence[Token]) -> Iterator[Piece]:
        entries: list[Token] = []
        level, line = 0, 1
        for token in tokens:
            line = token.map[0] + 1 if token.map else line
            if token.type.startswith("container_"):
                self._container(token, line)
            elif token.type == "heading_open":
                level = int(token.tag.removeprefix("h"))
            elif token.type.endswith("_list_open"):
                self._list(line)
            elif token.type == "list_item_open":
                self._open.items += self._open.depth == 1
            elif token.type.endswith("_list_close"):
                self._open.depth -= 1
                if not self._open.depth:
                    kind: Kind = "bullet_list" if token.type.startswith("b") else "ordered_list"
                    yield Piece(kind, self._open.language, line, tuple(entries))
                    entries = []
            elif token.type == "inline" and self._open.depth:
                self._entry(token, entries, line)
            elif token.type == "inline":
                if not self._is_skipped(token.content, line):
                    kind = "heading" if level else "paragraph"
                    yield Piece(kind, self._open.language, line, (token,), level)
                level = 0

    def _tell(self, name: str, line: int) -> None:
        self.faults.append(finding(name, Place(self._file, line)))

    def _container(self, token: Token, line: int) -> None:
        """The beginning or end of a language's block; a block that nothing closes is told."""
        now = self._open
        if token.nesting > 0:
            if now.language is not None:
                self._tell_unclosed(line)
            end = token.map[1] if token.map else 0
            is_closed = end < len(self._lines) and bool(_FENCE.fullmatch(self._lines[end]))
            self._open = _Open(token.info.strip(), line, is_closed)
        elif now.language is not None:
            if not now.is_closed:
                last = max(number for number, text in enumerate(self._lines, 1) if text.strip())
                self._tell_unclosed(last)
            self._open = _Open()

    def _tell_unclosed(self, line: int) -> None:
        self.faults.append(
            finding(
                "unclosed-block",
                Place(self._file, line),
                details=("begins",),
                language=self._open.language,
                begins=self._open.begins,
            )
        )

    def _list(self, line: int) -> None:
        self._open.depth += 1
        if self._open.depth == 1:
            self._open.items = 0
        elif self._open.depth == 2:
            self._tell("nested-list", line)

    def _entry(self, token: Token, entries: list[Token], line: int) -> None:
        """A paragraph of a list's item; those of a list within it are passed over."""
        if self._open.depth > 1:
            return
        if len(entries) == self._open.items:
            self._tell("paragraphs-in-list", line)
        else:
            entries.append(token)

    def _is_skipped(self, text: str, line: int) -> bool:
        """Whether a paragraph is part of a block whose first line is wrong; that line is told."""
        lines = text.split("\n")
        if self._skips_to_fence:
            self._skips_to_fence = not any(_FENCE.fullmatch(one) for one in lines)
            return True
        if not text.startswith(":::"):
            return False
        name = lines[0].strip(": ")
        if not name:
            self._tell("nothing-to-close", line)
        else:
            place = Place(self._file, line)
            self.faults.append(finding("unknown-block-language", place, name, self._languages))
            self._skips_to_fence = not any(_FENCE.fullmatch(one) for one in lines[1:])
        return True
