"""Blocks → paragraphs and tables: one function a kind of block, all in the table BLOCKS."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from reportgen.document import (
    Block,
    Figure,
    ListBlock,
    Paragraph,
    ReferenceList,
    Section,
    Table,
)
from reportgen.locales import Locale
from reportgen.renderers.docx.draft import Draft
from reportgen.renderers.docx.figures import figure
from reportgen.renderers.docx.heading_numbers import ABSTRACT, HEADING_LEVELS
from reportgen.renderers.docx.inlines import inlines, text_in, words
from reportgen.renderers.docx.markup import (
    Xml,
    above_another,
    bookmarked,
    on_new_page,
    paragraph,
    tab_run,
    with_property,
)
from reportgen.renderers.docx.tables import table
from reportgen.renderers.docx.template.looks import unnumbered
from reportgen.renderers.parts import begins_page
from reportgen.renderers.wording import (
    heading_text,
    is_headed,
    printed_languages,
    section_number,
)


def body(draft: Draft) -> Iterator[Xml]:
    """The sections of the document, those that the theme wants so at the top of a page."""
    theme = draft.rendering.theme
    for index, block in enumerate(draft.document.sections):
        begins, headed = begins_page(draft.document, index, theme), _headed(draft, block)
        is_joined = theme.parts.section_pages and not begins
        written = [*section(draft, block, is_joined=is_joined)]
        # The style of a heading begins a page by itself, but for that of a joined one.
        if written and begins and not headed:
            written[0] = on_new_page(written[0])
        elif is_joined and headed and headed[0] != draft.edition.language:
            written[0] = on_new_page(written[0], False)
        yield from written


def section(draft: Draft, block: Section, *, is_joined: bool = False) -> Iterator[Xml]:
    """A section: its heading in each language, then each block in each language.

    `is_joined` says that it shares the page of the one before, where others begin one.
    """
    headed = _headed(draft, block)
    for language in headed:
        is_second = language != headed[0]
        made = heading(draft, block, language, is_second=is_second, is_joined=is_joined)
        yield made if language == headed[-1] else above_another(made)
    for index, inner in enumerate(block.blocks):
        yield from printed(draft, inner, below=headed[-1] if headed and not index else None)


def printed(draft: Draft, block: Block, *, below: str | None = None) -> Iterator[Xml]:
    """A block in every language of the body; `below` is that of a heading right above it."""
    if isinstance(block, Section):
        yield from section(draft, block)
        return
    for language in printed_languages(block, draft.edition):
        if isinstance(block, Paragraph) and language == below:
            yield from running_text(draft, block, language, is_first=True)
        else:
            yield from BLOCKS[type(block)](draft, block, language)
        below = None


def running_text(
    draft: Draft, block: Paragraph, language: str, *, is_first: bool = False
) -> Iterator[Xml]:
    """A paragraph of the narrative; `is_first` says that it stands right below its heading."""
    content = inlines(draft, block.content[language], language)
    style = "Body Text" if language == draft.edition.body[0] else "Second Body Text"
    if is_first:  # only languages that don't indent such a one have the style
        style = "First Body Text"
    yield paragraph(draft.style(style, language), content)


def list_block(draft: Draft, block: ListBlock, language: str) -> Iterator[Xml]:
    """A list; an ordered one starts at one."""
    style = draft.style("List Number" if block.is_ordered else "List Bullet", language)
    number, _ = draft.styles.numbering_of(style)
    if block.is_ordered:
        number = draft.numbering.restarted(number)
    for item in block.items:
        yield paragraph(style, inlines(draft, item[language], language), number=number)


def reference_list(draft: Draft, block: ReferenceList, language: str) -> Iterator[Xml]:
    """The reference list, its numbers hanging at the left; the second parted from the first."""
    is_second = language != draft.edition.language
    for index, entry in enumerate(block.entries):
        number = draft.locale(language).word("reference_number", number=entry.number)
        runs = [
            *words(draft, number, language),
            tab_run(),
            *text_in(draft, entry.text, language),
        ]
        name = draft.bookmark(entry, language)
        content = bookmarked(name, next(draft.identities), runs) if name else runs
        style = "First Reference" if is_second and not index else "Reference"
        yield paragraph(draft.style(style, language), content)


BLOCKS: Mapping[type, Callable[[Draft, Any, str], Iterator[Xml]]] = {
    Paragraph: running_text,
    ListBlock: list_block,
    Table: table,
    Figure: figure,
    ReferenceList: reference_list,
}
"""How each kind of block is written in one language; sections hold the others."""


def heading_number(draft: Draft, block: Section, locale: Locale) -> str:
    """The number before a heading; an abstract has none."""
    is_numbered = block.role != ABSTRACT
    return section_number(block, locale, draft.rendering.theme) if is_numbered else ""


def _headed(draft: Draft, block: Section) -> list[str]:
    return [language for language in draft.edition.body if is_headed(block, draft.locale(language))]


def heading(
    draft: Draft, block: Section, language: str, *, is_second: bool, is_joined: bool = False
) -> Xml:
    """A heading, its number that of a list; its bookmark holds its words, as references print them.

    One without its counterpart in the main language stands where second headings do, but is none.
    """
    level = min(block.level, HEADING_LEVELS)
    locale = draft.locale(language)
    name = draft.bookmark(block, language)
    text = heading_text(block, locale, draft.rendering.theme)
    content = list(words(draft, text, language))
    if name:
        content = bookmarked(name, next(draft.identities), content)
    is_alone = not is_second and language != draft.edition.language
    plain = "Joined heading" if is_joined else "heading"
    kind = "Second heading" if is_second else "Lone heading" if is_alone else plain
    if language not in draft.edition.body:
        kind = "Unlisted heading"
    kind = f"{kind} {level}"
    if block.role == ABSTRACT and level == 1 and language in draft.edition.body:
        kind = unnumbered(kind)
    style = draft.style(kind, language)
    made = paragraph(style, content)
    setting = draft.rendering.theme.settings[locale.language]
    counted = draft.heading_numbers.property(block, language, setting, style)
    return with_property(made, counted) if counted else made
