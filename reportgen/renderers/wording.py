"""References, note marks and heading numbers as words, the same in every format."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from reportgen.document import (
    Block,
    Citation,
    Document,
    Figure,
    Footnote,
    ListBlock,
    Paragraph,
    Reference,
    ReferenceList,
    Section,
    Table,
    footnotes,
)
from reportgen.editions import Edition
from reportgen.locales import Locale, heading_number
from reportgen.theme import Theme


def reference_text(
    reference: Reference, document: Document, locale: Locale, theme: Theme | None = None
) -> str:
    """What a cross-reference prints: the label of a table or figure, a section's heading."""
    target = document.targets[reference.target]
    if isinstance(target, Section):
        return locale.word("section", heading=heading_text(target, locale, theme))
    return label(target, locale)


def heading_text(section: Section, locale: Locale, theme: Theme | None) -> str:
    """A section's heading without its number. Behind a cover the abstract is the summary."""
    if theme and theme.parts.cover and section.level == 1 and section.role == "abstract":
        return locale.words["summary"]
    return locale.text(section.heading)


def anchor(block: Table | Figure | Section) -> str:
    """The id of a block in a page: tbl-barriers."""
    return target_id(block).replace(":", "-")


def label(block: Table | Figure, locale: Locale) -> str:
    """The label of a table or figure, as 表3 or Table 3."""
    key = "table" if isinstance(block, Table) else "figure"
    return locale.word(key, number=block.number)


def target_id(block: Table | Figure | Section) -> str:
    """The id under which cross-references know a block."""
    prefix = {Table: "tbl", Figure: "fig", Section: "sec"}[type(block)]
    return f"{prefix}:{block.id}"


def citation_text(citation: Citation, locale: Locale) -> str:
    """A note mark, its numbers in runs: [1-3,5]."""
    return locale.word("citation", numbers=in_runs(citation.numbers))


def footnote_mark(number: int, locale: Locale) -> str:
    """The mark of a footnote, as ③ or 3."""
    return locale.words["footnote_marks"][number - 1 : number] or str(number)


def footnotes_of(document: Document, language: str) -> Iterator[Footnote]:
    """The notes of a document in a language, in order."""
    for block in document.blocks():
        match block:
            case Paragraph(content):
                yield from footnotes(content[language])
            case ListBlock(items):
                for item in items:
                    yield from footnotes(item[language])


def in_runs(numbers: tuple[int, ...]) -> str:
    """Ascending numbers, three and more in a row joined by a hyphen: 1-3,5,6."""
    runs: list[list[int]] = [[number] for number in numbers[:1]]
    for before, number in pairwise(numbers):
        if number == before + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ",".join(
        f"{run[0]}-{run[-1]}" if len(run) > 2 else ",".join(map(str, run)) for run in runs
    )


def is_headed(section: Section, locale: Locale) -> bool:
    """Whether a section's heading is printed in this language."""
    return section.level > 1 or section.role not in locale.unheaded


def section_number(section: Section, locale: Locale, theme: Theme) -> str:
    """The number that stands before a section's heading, with what separates the two."""
    style = theme.settings[locale.language].heading_numbering
    return heading_number(style, section.number)


def printed_languages(block: Block, edition: Edition) -> tuple[str, ...]:
    """The languages to print a block in. A reference list that reads alike stands once."""
    if not isinstance(block, ReferenceList):
        return edition.body
    texts = {
        tuple(entry.text[language] for entry in block.entries): language
        for language in reversed(edition.body)
    }
    return tuple(language for language in edition.body if language in texts.values())
