"""The parts of a report that a tag can name, as paragraphs and tables in the tag's place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportgen.document import Figure, Paragraph, ReferenceList, Section, Table, Words
from reportgen.errors import error
from reportgen.renderers.docx.blocks import BLOCKS, printed
from reportgen.renderers.docx.cover import cover
from reportgen.renderers.docx.draft import Draft
from reportgen.renderers.docx.front import abstract_in, title_block_lines
from reportgen.renderers.docx.markup import Xml


def in_languages_of_body(
    block: Table | Figure | Section, draft: Draft, code: str | None
) -> Iterator[Xml]:
    """A block in every language of the body, or in the one that is asked for."""
    if code is None or isinstance(block, Section):
        yield from printed(draft, block)
    elif code in draft.edition.body:
        yield from BLOCKS[type(block)](draft, block, code)
    else:
        raise error("not-in-edition", found=code, allowed=draft.edition.body)


def without_heading(section: Section, draft: Draft, code: str | None) -> Iterator[Xml]:
    """A section without its heading."""
    for block in section.blocks:
        yield from printed(draft, block)


def run_in(draft: Draft, paragraphs: list[Paragraph], code: str) -> tuple[Any, ...]:
    """The paragraphs of a section as one text."""
    join = draft.locale(code).line_join
    found: list[Any] = []
    for paragraph in paragraphs:
        if found and join:
            found.append(Words(join))
        found += paragraph.content[code]
    return tuple(found)


def title_block(draft: Draft, code: str | None) -> Iterator[Xml]:
    """The lines above the abstract, in each language of the front or the one asked for."""
    for language in (code,) if code else draft.edition.front:
        for _, line in title_block_lines(draft, language):
            yield line


def opening(draft: Draft, code: str | None) -> Iterator[Xml]:
    """The cover of the theme; the lines above the abstract where it has none."""
    if draft.rendering.theme.parts.cover and not draft.is_enclosed:
        yield from cover(draft)
    else:
        yield from title_block(draft, code)


def abstract(draft: Draft, code: str | None) -> Iterator[Xml]:
    """The abstract, likewise."""
    for language in (code,) if code else draft.edition.front:
        yield from abstract_in(draft, language)


def references(draft: Draft, code: str | None) -> Iterator[Xml]:
    """The reference list without the heading of its section."""
    for block in draft.document.blocks():
        if isinstance(block, ReferenceList):
            yield from printed(draft, block)
