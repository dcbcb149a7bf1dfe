"""Markdown text with ``::: zh`` blocks → a tree of headings, paragraphs and lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from reportgen.document import Emphasis, Inline, Words
from reportgen.errors import Place, ReportError, error

_COMMENT = re.compile(r"^<!--.*?-->", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^(?P<texts>.*?)\s*(?:\{#(?P<id>[\w-]+)\})?$")


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


def read_markdown(text: str, languages: tuple[str, ...], file: str) -> list[Piece]:
    """The blocks of a text in order. Raises ReportError for what a report's text can't hold."""
    tokens = _parser(languages).parse(text)
    return list(_pieces(tokens, languages, file))


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


def to_inlines(token: Token, resolve: Resolve, place: Place) -> tuple[Inline, ...]:
    """An inline token → running text. `resolve` turns words with marks in them into spans."""
    root: list[Inline] = []
    open_spans: list[tuple[bool, list[Inline]]] = []
    current = root
    for child in token.children or ():
        if child.type == "text":
            current.extend(resolve(_checked(child.content, place)))
        elif child.type in ("softbreak", "hardbreak"):
            current.append(Words("\n"))
        elif child.type in ("em_open", "strong_open"):
            open_spans.append((child.type == "strong_open", current))
            current = []
        elif child.type in ("em_close", "strong_close"):
            is_strong, outer = open_spans.pop()
            outer.append(Emphasis(tuple(current), is_strong))
            current = outer
        else:
            raise error("unknown-markdown", place, found=child.type)
    return tuple(root)


@cache
def _parser(languages: tuple[str, ...]) -> MarkdownIt:
    parser = MarkdownIt("zero").enable(["heading", "list", "emphasis", "escape", "newline"])
    for language in languages:
        container_plugin(parser, language)
    return parser


def _pieces(tokens: Sequence[Token], languages: tuple[str, ...], file: str) -> Iterator[Piece]:
    language: str | None = None
    entries: list[Token] | None = None
    items, level, line = 0, 0, 1
    for token in tokens:
        line = token.map[0] + 1 if token.map else line
        if token.type.startswith("container_"):
            if token.nesting > 0 and language is not None:
                raise error("unclosed-block", Place(file, line), language=language)
            language = token.info.strip() if token.nesting > 0 else None
        elif token.type == "heading_open":
            level = int(token.tag.removeprefix("h"))
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            if entries is not None:
                raise error("nested-list", Place(file, line))
            entries, items = [], 0
        elif token.type == "list_item_open":
            items += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            kind: Kind = "bullet_list" if token.type.startswith("bullet") else "ordered_list"
            yield Piece(kind, language, line, tuple(entries or ()))
            entries = None
        elif token.type == "inline" and entries is not None:
            if len(entries) == items:
                raise error("paragraphs-in-list", Place(file, line))
            entries.append(token)
        elif token.type == "inline":
            if token.content.startswith(":::"):
                raise _unknown_container(token.content, Place(file, line), languages)
            yield Piece("heading" if level else "paragraph", language, line, (token,), level)
            level = 0


def _unknown_container(text: str, place: Place, languages: tuple[str, ...]) -> ReportError:
    name = text.split("\n")[0].strip(": ")
    if not name:
        return error("nothing-to-close", place)
    return error("unknown-block-language", place, found=name, allowed=languages)


def _checked(text: str, place: Place) -> str:
    """The text, unless emphasis marks are left in it that Markdown did not take as such."""
    if "**" in text:
        raise error("idle-emphasis", place, found=text[max(0, text.index("**") - 8) :][:24])
    if ":::" in text:
        raise error("fence-in-text", place, found=text[:24])
    return text
