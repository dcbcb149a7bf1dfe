"""The Document → every piece of running text in one language, with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.document import (
    Content,
    Document,
    Figure,
    Inline,
    ListBlock,
    Paragraph,
    ReferenceList,
    Section,
    Table,
    Words,
    footnotes,
)
from reportgen.locales import Locale
from reportgen.renderers.table_grid import lay_out
from reportgen.renderers.wording import target_id
from reportgen.text import Text
from reportgen.theme import Theme


@dataclass(frozen=True, slots=True)
class Passage:
    """One piece of running text and its place.

    Places are ``front title``, ``sec:ID heading``, ``sec:ID paragraph N``, ``sec:ID note N`` (a
    footnote of the section's text, by the number that it has in the report), ``tbl:ID title``,
    ``tbl:ID head N column N``, ``tbl:ID row N column N``, ``tbl:ID note N``, ``fig:ID title``,
    ``fig:ID note N``, ``references N``, ``key figure N value``, ``key figure N label``; they count
    from 1.
    """

    place: str
    content: tuple[Inline, ...]


def passages(document: Document, locale: Locale, theme: Theme | None = None) -> Iterator[Passage]:
    """The passages of a document in reading order, without what a figure itself prints.

    Key figures are left out where `theme` has no panel for them.
    """
    yield from _front(document, locale)
    if theme is None or theme.parts.key_figures:
        for index, figure in enumerate(document.front.key_figures, 1):
            yield _passage(f"key figure {index} value", figure.value, locale)
            yield _passage(f"key figure {index} label", figure.label, locale)
    section, paragraph = "", 0
    for block in document.blocks():
        match block:
            case Section():
                section, paragraph = target_id(block), 0
                yield _words(f"{section} heading", block.heading, locale)
            case Paragraph(content):
                paragraph += 1
                place = f"{section} paragraph {paragraph}"
                yield from _with_notes(place, section, content, locale)
            case ListBlock(items):
                paragraph += 1
                for index, item in enumerate(items, 1):
                    place = f"{section} paragraph {paragraph} item {index}"
                    yield from _with_notes(place, section, item, locale)
            case Table():
                yield from _table(block, locale)
            case Figure():
                yield _passage(f"{target_id(block)} title", block.title, locale)
                yield from _notes(block, locale)
            case ReferenceList(entries):
                for entry in entries:
                    yield _words(f"references {entry.number}", entry.text, locale)


def _with_notes(place: str, section: str, content: Content, locale: Locale) -> Iterator[Passage]:
    """A piece of text, and the footnotes that it calls."""
    yield _passage(place, content, locale)
    for note in footnotes(content[locale.language]):
        yield Passage(f"{section} note {note.number}", note.content)


def _front(document: Document, locale: Locale) -> Iterator[Passage]:
    front = document.front
    parts = {
        "title": (front.title,),
        "label": (front.label,),
        "notice": (front.notice,),
        "running head": (front.running_head,),
        "date": (front.date,),
        "citation": (front.citation,),
        "contact": (front.contact,),
        "author": front.authors,
        "affiliation": front.affiliations,
        "key word": front.keywords,
    }
    for name, texts in parts.items():
        for text in texts:
            if text:
                yield _words(f"front {name}", text, locale)


def _table(table: Table, locale: Locale) -> Iterator[Passage]:
    name = target_id(table)
    yield _passage(f"{name} title", table.title, locale)
    grid = lay_out(table, locale)
    for place, rows in (("head", grid.head), ("row", grid.body)):
        for index, row in enumerate(rows, 1):
            for column, cell in enumerate(row, 1):
                yield Passage(f"{name} {place} {index} column {column}", cell.content)
    yield from _notes(table, locale)


def _notes(block: Table | Figure, locale: Locale) -> Iterator[Passage]:
    for index, note in enumerate(block.notes, 1):
        yield _passage(f"{target_id(block)} note {index}", note, locale)


def _passage(place: str, content: Content, locale: Locale) -> Passage:
    return Passage(place, content[locale.language])


def _words(place: str, text: Text, locale: Locale) -> Passage:
    return Passage(place, (Words(locale.text(text)),))
