"""What every part of the Word writer needs to know: document, edition, styles, bookmarks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from zlib import crc32

from docx.document import Document as WordDocument

from reportgen.charts.lettering import Lettering
from reportgen.document import (
    Document,
    Figure,
    Number,
    ReferenceEntry,
    ReferenceList,
    Section,
    Table,
    walk,
)
from reportgen.editions import Edition
from reportgen.locales import Locale
from reportgen.renderers.docx.comments import Comments
from reportgen.renderers.docx.controls import Controls
from reportgen.renderers.docx.heading_numbers import HeadingNumbers
from reportgen.renderers.docx.markup import Element
from reportgen.renderers.docx.notes import Notes
from reportgen.renderers.docx.numbering import Numbering
from reportgen.renderers.docx.styles import Styles
from reportgen.renderers.parts import has_summary
from reportgen.renderers.rendering import Rendering
from reportgen.renderers.telling_numbers import named
from reportgen.renderers.wording import is_headed, target_id
from reportgen.theme import measure

Target = Table | Figure | Section | ReferenceEntry


@dataclass(slots=True)
class Draft:
    """One edition while it is written to Word."""

    rendering: Rendering
    word: WordDocument
    """The Word file, opened from the theme's template."""
    styles: Styles
    numbering: Numbering
    heading_numbers: HeadingNumbers
    """How the headings that have been written so far are counted."""
    bookmarks: Mapping[tuple[str, str], str]
    """Names of the bookmarks that the edition will have, by target and language."""
    notes: Notes = field(default_factory=Notes)
    """The footnotes that have been called so far."""
    controls: Controls = field(default_factory=Controls)
    """The content controls that have been written so far."""
    pictures: dict[bytes, str] = field(default_factory=dict)
    """The ids by which the main part relates to pictures, by their bytes."""
    identities: Iterator[int] = field(default_factory=lambda: count(1))
    """Ids of bookmarks and drawings, which must differ within the file."""
    _comments: Comments | None = None
    _entries: tuple[ReferenceEntry, ...] | None = None
    _locales: dict[str, Locale] = field(default_factory=dict)
    """The locales that were asked for; to find one takes longer than to write a paragraph."""
    _named: dict[tuple[int, str], str] = field(default_factory=dict)
    _lettering: Lettering | None = None
    room: float | None = None
    """Width of the place that is written to, in points; None for that of the theme's page."""
    is_enclosed: bool = False
    """Whether that place is a cell or a text box, in which no page can be turned."""

    @property
    def lettering(self) -> Lettering:
        """How the text of charts is set and measured: one for all, which measures nothing twice."""
        if self._lettering is None:
            self._lettering = Lettering(self.rendering.theme)
        return self._lettering

    @property
    def entries(self) -> tuple[ReferenceEntry, ...]:
        """The entries of the reference lists, in order."""
        if self._entries is None:
            lists = (each for each in self.document.blocks() if isinstance(each, ReferenceList))
            self._entries = tuple(entry for each in lists for entry in each.entries)
        return self._entries

    @property
    def comments(self) -> Comments:
        """The comments of the file; those that the report's text makes are added to them."""
        if self._comments is None:
            self._comments = Comments.of(self.word)
        return self._comments

    def add_comments(self, others: Iterable[Element] = ()) -> None:
        """Put the comments that the text has made into the file; `others` are its other stories."""
        if self._comments is not None:
            self._comments.settle(self.word.part.element.body, others)
            self._comments.add_to(self.word)

    @property
    def document(self) -> Document:
        """The document."""
        return self.rendering.document

    @property
    def edition(self) -> Edition:
        """The edition."""
        return self.rendering.edition

    @property
    def measure(self) -> float:
        """Width of the text, in points."""
        if self.room is not None:
            return self.room
        return measure(self.rendering.theme, self.edition.language, columns=1)

    def is_turned(self, block: Table) -> bool:
        """Whether a table stands on a page in landscape."""
        return not self.is_enclosed and self.rendering.span(target_id(block)) == "turned"

    def width(self, block: Table) -> float:
        """Width of a table, in points."""
        page = self.rendering.theme.page
        return page.height - page.top - page.bottom if self.is_turned(block) else self.measure

    def locale(self, language: str) -> Locale:
        """The locale of a language."""
        if language not in self._locales:
            self._locales[language] = self.rendering.locale(language)
        return self._locales[language]

    def style(self, name: str, language: str | None = None) -> str:
        """The id of a style."""
        return self.styles.id(name, language)

    def named(self, number: Number, language: str) -> str:
        """What a number is, in words, as the title of its content control."""
        # By identity: the same estimates are quoted in the abstract, the text and notes.
        asked = id(number.estimate), language
        if asked not in self._named:
            definitions, locale = self.document.definitions, self.locale(language)
            self._named[asked] = named(number.estimate, definitions, locale)
        return self._named[asked]

    def bookmark(self, target: Target, language: str) -> str | None:
        """The bookmark of what a reference leads to; None where this edition doesn't print it."""
        return self.bookmarks.get((_key(target), language))


def caption_languages(edition: Edition, language: str) -> tuple[str, ...]:
    """The languages of the caption over a table or figure whose content is in `language`."""
    return (language,) if len(edition.body) > 1 else edition.captions


def bookmark_names(rendering: Rendering) -> dict[tuple[str, str], str]:
    """A name for each place that the edition prints and that a reference may lead to.

    Word's dialogue for cross-references lists only names that begin with _Ref. They are made
    from the target, so that they stay the same while the report around it changes.
    """
    names: dict[tuple[str, str], str] = {}
    for key in _printed(rendering):
        number = crc32("/".join(key).encode())
        while f"_Ref{number}" in names.values():
            number += 1
        names[key] = f"_Ref{number}"
    return names


def _printed(rendering: Rendering) -> Iterator[tuple[str, str]]:
    document, edition = rendering.document, rendering.edition
    captions = edition.body if len(edition.body) > 1 else edition.captions
    # Not the abstract's parts, whose names are no headings that a reference could lead to.
    if document.front.abstract and has_summary(document, rendering.theme):
        yield from ((_key(document.front.abstract), language) for language in edition.body)
    for block in (block for section in document.sections for block in walk(section)):
        if isinstance(block, Table | Figure):
            yield from ((_key(block), language) for language in captions)
        elif isinstance(block, ReferenceList):
            yield from ((_key(entry), edition.language) for entry in block.entries)
        elif isinstance(block, Section):
            for language in edition.body:
                if is_headed(block, rendering.locale(language)):
                    yield _key(block), language


def _key(target: Target) -> str:
    if isinstance(target, ReferenceEntry):
        return f"entry:{target.number}"
    return target_id(target)
