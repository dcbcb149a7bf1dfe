"""The parts of a report besides its text, as a theme wants them, the same in every format."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.document import Document, FrontMatter, KeyFigure, Section
from reportgen.locales import Locale
from reportgen.renderers.wording import is_headed
from reportgen.text import Text
from reportgen.theme import Theme

CONTENTS_LEVELS = 2
"""How deep a list of contents goes."""
END_MATTER = ("declarations", "references")
"""Sections that share a page at the end, where every other one begins its own."""


def panel(document: Document, theme: Theme) -> tuple[tuple[KeyFigure, ...], ...]:
    """The key figures in rows that are as even as can be; none where the theme has no panel."""
    figures = document.front.key_figures
    if not theme.parts.key_figures or not figures:
        return ()
    rows = -(-len(figures) // theme.panel.columns)
    short, more = divmod(len(figures), rows)
    sizes = [short + (row < more) for row in range(rows)]
    ends = [sum(sizes[: row + 1]) for row in range(rows)]
    return tuple(figures[end - size : end] for size, end in zip(sizes, ends, strict=True))


def has_summary(document: Document, theme: Theme) -> bool:
    """Whether the abstract is a section of its own, as it is behind a cover."""
    return theme.parts.cover and document.front.abstract is not None


def contents(document: Document, theme: Theme) -> tuple[Section, ...]:
    """The sections that a list of contents may name, in order; none where there is no list."""
    return headings(document, theme) if theme.parts.contents else ()


def headings(document: Document, theme: Theme) -> tuple[Section, ...]:
    """The sections of two levels in order, with the abstract where it is a section of its own."""
    abstract = document.front.abstract
    first = [abstract] if abstract and has_summary(document, theme) else []
    return (*first, *(found for section in document.sections for found in _named(section)))


def named_in(section: Section, locales: Sequence[Locale]) -> tuple[Locale, ...]:
    """The languages in which a list of contents names a section: those with its heading."""
    return tuple(
        locale
        for locale in locales
        if section.heading.has(locale.language) and is_headed(section, locale)
    )


def begins_page(document: Document, index: int, theme: Theme) -> bool:
    """Whether the top-level section at that place begins a page."""
    roles = [section.role for section in document.sections[max(0, index - 1) : index + 1]]
    is_further = len(roles) == 2 and set(roles) <= set(END_MATTER)
    return theme.parts.section_pages and not is_further


def back_matter(front: FrontMatter, theme: Theme) -> Sequence[tuple[str | None, Text]]:
    """What the last page says, each text with the word before it; nothing without such a page."""
    if not theme.parts.back_cover:
        return ()
    texts = (
        (None, front.notice),
        ("citation_lead", front.citation),
        ("contact_lead", front.contact),
    )
    return tuple((word, text) for word, text in texts if text is not None)


def _named(section: Section) -> list[Section]:
    inner = [block for block in section.blocks if isinstance(block, Section)]
    named = [found for block in inner for found in _named(block)]
    return [section, *named] if section.level <= CONTENTS_LEVELS else []
