"""The Document → one HTML page, by the theme's templates and stylesheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from reportgen.charts import Drawing
from reportgen.charts.colours import on, readable
from reportgen.document import (
    Block,
    Citation,
    Comment,
    Emphasis,
    Figure,
    Footnote,
    Inline,
    KeyFigure,
    Number,
    Paragraph,
    Reference,
    Section,
    Table,
    Words,
    without_comments,
)
from reportgen.fonts import FontFace
from reportgen.locales import Locale
from reportgen.renderers.assets import figure_url, font_url, letters_url
from reportgen.renderers.foreign import foreign_language, linked, spoken
from reportgen.renderers.number_parts import BLANKS, FIGURE_SPACE, NARROW_SPACE, number_parts
from reportgen.renderers.paragraph_ends import end_start, is_short
from reportgen.renderers.parts import back_matter, begins_page, contents, named_in, panel
from reportgen.renderers.rendering import Rendering
from reportgen.renderers.spans import shares, table_size, table_width
from reportgen.renderers.table_grid import Cell, Grid, lay_out
from reportgen.renderers.templates import TemplateEnvironment
from reportgen.renderers.wording import (
    anchor,
    citation_text,
    footnote_mark,
    heading_text,
    is_headed,
    label,
    printed_languages,
    reference_text,
    section_number,
    target_id,
)
from reportgen.text import Text
from reportgen.theme import theme_faces

TEMPLATE = "report.html.j2"
HELD = ("——", "……")
"""Marks of two characters that must not begin a line."""
JOINER = "\u2060"
LETTERS = " letters"
"""What the family of a Latin face is called that serves letters and digits alone."""
LAST_LATIN = "\u2fff"
"""Characters beyond are Chinese, and have no italic."""


def to_html(rendering: Rendering) -> str:
    """The edition as the HTML page that is printed and previewed, its fonts and figures by name."""
    return filled_in(TEMPLATE, Page(rendering))


def filled_in(template: str, page: Page) -> str:
    """A template of a whole page, filled in with what `page` is asked for."""
    rendering = page.rendering
    names = {
        "document": rendering.document,
        "front": rendering.document.front,
        "edition": rendering.edition,
        "theme": rendering.theme,
        "faces": theme_faces(rendering.theme),
        "locale_of": rendering.locale,
        "page": page,
    }
    environment = TemplateEnvironment(rendering.theme, (Page, Locale), names)
    return environment.page(template)


@dataclass(frozen=True, slots=True)
class Page:
    """What templates may ask: running text, labels, grids and drawings in a language."""

    rendering: Rendering
    is_web = False
    """Whether this is the HTML edition, which a browser shows, rather than the page in print."""

    def templates(self, block: Block) -> list[str]:
        """The templates that may print a block, the first that is there does.

        That is one for this very table, figure or section, as blocks/table-barriers.html.j2, before
        the one for its kind.
        """
        kind = type(block).__name__.lower()
        if isinstance(block, Table | Figure | Section):
            return [f"blocks/{kind}-{block.id}.html.j2", f"blocks/{kind}.html.j2"]
        return [f"blocks/{kind}.html.j2"]

    def inline(self, content: tuple[Inline, ...], locale: Locale) -> Markup:
        """Running text as HTML, without the remarks of its authors."""
        return Markup("").join(self._inline(each, locale) for each in without_comments(content))

    def divided(self, content: tuple[Inline, ...], locale: Locale) -> Markup:
        """Running text as HTML, with an element of the class n for each part of a number."""
        return Markup("").join(
            self._number(each, locale, divides=True)
            if isinstance(each, Number)
            else self._inline(each, locale)
            for each in content
        )

    def text(self, content: tuple[Inline, ...], locale: Locale) -> Markup:
        """A paragraph as HTML, its end held together so that no last line is a lone syllable."""
        content = without_comments(content)
        if not isinstance(content[-1], Words):
            return self.inline(content, locale)
        others, kept, tail, is_wide = list(content), Markup(""), "", locale.is_ideographic
        while others and is_short(tail, is_ideographic=is_wide):
            match others.pop():
                case Words(text):
                    start = min(end_start(text + tail, is_ideographic=is_wide), len(text))
                    kept = Markup(escape(_held(text[start:]))) + kept
                    tail = text[start:] + tail
                    others += [Words(text[:start])] if start else []
                case Number() as number:
                    *first, (gap, part) = number_parts(number, locale, divides=self.is_web)
                    kept, tail = part + kept, part.striptags() + tail
                    if first or gap:
                        begun = Markup("").join(piece for pair in first for piece in pair)
                        return self.inline((*others,), locale) + begun + gap + self._end(kept)
                case Citation() as citation:
                    kept = self._inline(citation, locale) + kept
                case other:
                    piece = self._inline(other, locale)
                    kept, tail = piece + kept, piece.striptags() + tail
        return self.inline((*others,), locale) + self._end(kept)

    def _end(self, kept: Markup) -> Markup:
        return Markup('<span class="end">{}</span>').format(kept)

    def note(self, notes: Sequence[tuple[Inline, ...]], locale: Locale) -> Markup:
        """The notes of a table or figure as one paragraph."""
        joined: list[Inline] = []
        for note in notes:
            joined += [Words(locale.word("note_join")), *note] if joined else note
        *others, last = joined
        end = locale.word("note_end")
        ended = (Words(last.text + end),) if isinstance(last, Words) else (last, Words(end))
        return self.text((*others, *ended), locale)

    def label(self, block: Table | Figure, locale: Locale) -> str:
        """表3, Figure 2."""
        return label(block, locale)

    def languages(self, block: Block) -> tuple[str, ...]:
        """The languages to print a block in."""
        return printed_languages(block, self.rendering.edition)

    def linked(self, text: str, locale: Locale) -> Markup:
        """A text as HTML, addresses in it as links."""
        return linked(text, locale)

    def foreign_language(self, text: str, locale: Locale) -> str | None:
        """The tag of the language that a text is in, where it isn't that of the text around."""
        return foreign_language(text, locale)

    def anchor(self, block: Table | Figure | Section) -> str:
        """The id of a block in the page."""
        return anchor(block)

    def span(self, block: Table | Figure) -> str:
        """What a table or figure takes of a page: column, page or turned."""
        return self.rendering.span(target_id(block))

    @property
    def columns(self) -> int:
        """The columns of a page."""
        return self.rendering.columns

    @property
    def measure(self) -> float:
        """Width of the text of a page, in points."""
        return self.rendering.measure

    def grid(self, table: Table, locale: Locale) -> Grid:
        """The cells of a table."""
        return lay_out(table, locale)

    def shares(self, table: Table, grid: Grid, locale: Locale) -> list[float]:
        """The widths of a table's columns on a page, in per cent."""
        return shares(grid, table_width(self.rendering, table), self.rendering.theme, locale)

    def table_size(self, table: Table, grid: Grid, locale: Locale) -> float:
        """The size of type of a table: the theme's, or less where it would be too wide."""
        return table_size(grid, table_width(self.rendering, table), self.rendering.theme, locale)

    def continued(self, table: Table, locale: Locale) -> str:
        """What stands above the rest of a table on a further page."""
        return locale.word("table_continued", number=table.number)

    def cell(self, cell: Cell, locale: Locale) -> Markup:
        """A number of a table, with the room that it leaves for the digits of others."""
        return Markup("").join(
            self._room(run.text) if run.is_room else escape(run.text) for run in cell.runs
        )

    def _room(self, digits: str) -> Markup:
        """What is as wide as these digits and prints nothing."""
        blank = digits.translate(BLANKS)
        if self.is_web or blank.strip(FIGURE_SPACE + NARROW_SPACE):
            return Markup('<span class="room">{}</span>').format(digits)
        return escape(blank)

    def notes(self, block: Table | Figure, locale: Locale) -> list[tuple[Inline, ...]]:
        """The notes of a table or figure."""
        return [note[locale.language] for note in block.notes]

    def drawing(self, figure: Figure, locale: Locale) -> Drawing:
        """The drawing of a figure."""
        return self.rendering.drawings[figure.id, locale.language]

    def figure_url(self, figure: Figure, locale: Locale) -> str:
        """Where the page finds the drawing of a figure."""
        return figure_url(figure.id, locale.language)

    def font_url(self, face: FontFace) -> str:
        """Where the stylesheet finds a font."""
        return font_url(face)

    def letters_url(self, face: FontFace) -> str:
        """Where the stylesheet finds a Latin font that stands in Chinese lines."""
        return letters_url(face)

    def faces(self, locale: Locale, face: str, *, always_letters: bool = False) -> Markup:
        """The families of text in a language as CSS: those of its body or of display.

        In Chinese the Latin family serves letters and digits alone, so that quotes stay Chinese.
        """
        faces = self.rendering.theme.faces
        latin, chinese = (
            (faces.latin_display, faces.display) if face == "display" else (faces.latin, faces.body)
        )
        if locale.is_ideographic or always_letters:
            latin += LETTERS
        return Markup(", ").join(map(self.css_string, (latin, chinese, *faces.fallback)))

    def ink_on(self, fill: str) -> str:
        """The colour of text on a fill: ink or paper, whichever reads better."""
        theme = self.rendering.theme
        return on(theme.paint(fill), theme.colours.ink, theme.colours.paper)

    def title_colour(self, locale: Locale) -> str:
        """The colour of the title on the cover's panel: its own where it can be read there."""
        theme = self.rendering.theme
        colour = theme.paint(theme.settings[locale.language].headings.title.colour)
        fill = theme.paint(theme.cover.fill)
        return readable(colour, fill, theme.colours.ink, theme.colours.paper)

    def is_headed(self, section: Section, locale: Locale) -> bool:
        """Whether the section's heading is printed."""
        return is_headed(section, locale)

    def heading(self, section: Section, locale: Locale) -> str:
        """The section's heading without its number."""
        return heading_text(section, locale, self.rendering.theme)

    def number(self, section: Section, locale: Locale) -> str:
        """The number before the section's heading; an abstract has none."""
        if section.role == "abstract":
            return ""
        return section_number(section, locale, self.rendering.theme)

    def begins_page(self, section: Section) -> bool:
        """Whether a top-level section begins a page."""
        document = self.rendering.document
        return begins_page(document, document.sections.index(section), self.rendering.theme)

    def contents(self) -> list[tuple[Section, tuple[Locale, ...]]]:
        """The sections that the list of contents names, each with the languages to name it in."""
        locales = [self.rendering.locale(language) for language in self.rendering.edition.body]
        sections = contents(self.rendering.document, self.rendering.theme)
        return [(section, found) for section in sections if (found := named_in(section, locales))]

    def panel(self) -> tuple[tuple[KeyFigure, ...], ...]:
        """The key figures in rows."""
        return panel(self.rendering.document, self.rendering.theme)

    def back_matter(self) -> Sequence[tuple[str | None, Text]]:
        """What the last page says, each text with the word before it."""
        return back_matter(self.rendering.document.front, self.rendering.theme)

    def paragraphs(self, section: Section) -> Iterable[Paragraph]:
        """The paragraphs of a part of the abstract."""
        return [block for block in section.blocks if isinstance(block, Paragraph)]

    def css_string(self, text: str) -> Markup:
        """A text as a CSS string."""
        escapes = {ord(character): f"\\{ord(character):x} " for character in '\\"<\n\r'}
        return Markup('"' + text.translate(escapes) + '"')

    def _inline(self, inline: Inline, locale: Locale) -> Markup:
        match inline:
            case Words(text):
                return spoken(_held(text), locale)
            case Number():
                return self._number(inline, locale)
            case Reference(target):
                text = reference_text(inline, self.rendering.document, locale, self.rendering.theme)
                anchor = target.replace(":", "-")
                return Markup('<a class="ref" href="#{}">{}</a>').format(anchor, text)
            case Citation():
                return Markup("<sup>{}</sup>").format(citation_text(inline, locale))
            case Footnote():
                return self._footnote(inline, locale)
            case Comment():
                return Markup("")
            case Emphasis(content, is_strong):
                text = self.inline(content, locale)
                slanted = "em" if any(character > LAST_LATIN for character in text) else "i"
                return Markup("<{0}>{1}</{0}>").format("b" if is_strong else slanted, text)

    def _footnote(self, note: Footnote, locale: Locale) -> Markup:
        """A note, which the stylesheet sets at the foot of the page, a mark in its place."""
        mark, text = footnote_mark(note.number, locale), self.inline(note.content, locale)
        return Markup('<span class="footnote" data-mark="{}">{}</span>').format(mark, text)

    def _number(self, number: Number, locale: Locale, divides: bool = False) -> Markup:
        """A number in unbreakable parts, between which a line may break."""
        parts = number_parts(number, locale, divides=divides or self.is_web)
        return Markup("").join(piece for pair in parts for piece in pair)


def _held(text: str) -> str:
    for mark in HELD:
        text = text.replace(mark, JOINER + mark)
    return text
