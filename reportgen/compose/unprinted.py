"""Markdown that a report does not print → findings, so that it is not printed as it was typed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import zip_longest

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from reportgen.compose.markdown import mark_notes
from reportgen.errors import Finding, Place, finding

_BLOCKS = {
    "fence": "markdown-code",
    "code_block": "markdown-code",
    "blockquote_open": "markdown-quotation",
    "hr": "markdown-rule",
    "html_block": "markdown-html",
    "table_open": "markdown-table",
}
_INLINES = {
    "link_open": "markdown-link",
    "image": "markdown-picture",
    "code_inline": "markdown-code",
    "html_inline": "markdown-html",
    "s_open": "markdown-strikethrough",
}


def unprinted(text: str, languages: tuple[str, ...], file: str) -> Iterator[Finding]:
    """A finding for each link, picture, table and so on, and for formatting in a heading."""
    is_heading = False
    for token in _parser(languages).parse(text):
        place = Place(file, token.map[0] + 1 if token.map else None)
        if token.type in _BLOCKS:
            yield finding(_BLOCKS[token.type], place)
        elif token.type == "heading_open":
            is_heading = token.markup.startswith("#")
            if not is_heading:
                yield finding("underlined-heading", place)
        elif token.type == "heading_close":
            is_heading = False
        elif token.type == "inline":
            yield from _in_heading(token, place) if is_heading else _in_text(token, place)


def unprinted_inline(text: str, place: Place) -> Iterator[Finding]:
    """The same of a text of one line, such as a caption."""
    yield from _in_text(_parser(()).parseInline(text)[0], place)


def _in_heading(token: Token, place: Place) -> Iterator[Finding]:
    if any(child.type not in ("text", "softbreak") for child in token.children or ()):
        yield finding("heading-with-markup", place, token.content)


def _in_text(token: Token, place: Place) -> Iterator[Finding]:
    """The findings of one paragraph; `place` is where it begins."""
    line = place.line
    children = token.children or []
    for child, following in zip_longest(children, children[1:]):
        if child.type in ("softbreak", "hardbreak"):
            line = line + 1 if line is not None and place.key is None else line
        is_entity = child.type == "text_special" and child.info == "entity"
        name = "markdown-html" if is_entity else _INLINES.get(child.type)
        if name:
            found = child.content or (following.content if following else "")
            where = Place(place.file, line, place.column, place.key)
            yield finding(name, where, child.markup if is_entity else found or None)


@cache
def _parser(languages: tuple[str, ...]) -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.disable(["reference", "text_join"])
    mark_notes(parser)
    for language in languages:
        container_plugin(parser, language)
    return parser
