"""The Document → the HTML edition: one file, which a browser shows as it stands.

The blocks are those of the printed page. The layer of the web around them, its shell, stylesheet
and script, are the theme's templates web.html.j2, web.css.j2 and web.js.j2.
"""

from __future__ import annotations

import json
import math
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from html import unescape
from typing import Any

from markupsafe import Markup

from reportgen.document import (
    Figure,
    Footnote,
    Form,
    Inline,
    MeasureCell,
    Number,
    Section,
    Table,
    Words,
)
from reportgen.locales import Locale
from reportgen.renderers.assets import browser_assets
from reportgen.renderers.html import Page, filled_in
from reportgen.renderers.inline_figure import inline_figure
from reportgen.renderers.paragraph_ends import end_start
from reportgen.renderers.parts import headings, named_in
from reportgen.renderers.rendering import RENDERERS, Rendered, Rendering
from reportgen.renderers.table_grid import Cell, Grid, lay_out
from reportgen.renderers.telling_numbers import exact_value, told
from reportgen.renderers.web_fonts import MARKS, WebFace, web_faces, web_fonts
from reportgen.renderers.wording import footnote_mark, footnotes_of
from reportgen.results import Estimate, Tabulation
from reportgen.text import Text

TEMPLATE = "web.html.j2"
SPOKEN = "data-language="
"""How blocks mark words of another language, which are set by the rules of the text around."""
SCRIPT_WORDS = ("sorted_up", "sorted_down", "sorted_not", "told_pair", "told_join", "told_end")
"""The words that the script needs."""


@RENDERERS.add("html")
def render(rendering: Rendering) -> Rendered:
    """The edition as a UTF-8 HTML page that holds its fonts, figures and script."""
    html = filled_in(TEMPLATE, WebPage(rendering)).replace(SPOKEN, "lang=")
    characters = frozenset(html) | frozenset(unescape(html))
    fonts = web_fonts(rendering.theme, characters)
    named = {**fonts, **_named_figures(rendering, html)}
    for url, asset in named.items():
        html = html.replace(url, asset.data_url())
    return Rendered(html.encode())


def _named_figures(rendering: Rendering, html: str) -> Mapping[str, Any]:
    """What a theme's own block still shows as a picture of its own, or a font that it names."""
    if "reportgen:f" not in html:
        return {}
    found = browser_assets(rendering, html)
    return {url: asset for url, asset in found.items() if url in html}


def _cells(tabulation: Tabulation, locale: Locale) -> tuple[Form | MeasureCell, ...]:
    """What the columns of a figure's data hold, in each of its groups."""
    if measures := next((row.measures for row in tabulation.rows if row.measures), ()):
        return tuple(
            MeasureCell(measure.statistic, Form.VALUE, Text.same(word))
            for measure in measures
            if (word := locale.statistics.get(measure.statistic))
        )
    if tabulation.by is not None:
        return (Form.SHARE_CELL,)
    has_limits = all(each.interval for each in tabulation.estimates if each.base.unweighted)
    limits = (Form.INTERVAL_CELL,) if has_limits else ()
    return (Form.COUNT, Form.BASE, Form.PERCENT_CELL, *limits)


@dataclass(frozen=True)
class WebPage(Page):
    """What templates may ask of the HTML edition, and what its numbers are, as they are printed."""

    is_web = True
    _texts: dict[str, int] = field(default_factory=dict)
    _numbers: dict[tuple[str, str], tuple[int, list[int]]] = field(default_factory=dict)

    def table_size(self, table: Table, grid: Grid, locale: Locale) -> float:
        """The size of type of a table: that of the theme, since one too wide scrolls."""
        return self.rendering.theme.tables.size

    def text(self, content: tuple[Inline, ...], locale: Locale) -> Markup:
        """A paragraph as HTML. Where words have spaces browsers see to the last line themselves."""
        last = content[-1]
        if (
            locale.is_ideographic
            and isinstance(last, Words)
            and end_start(last.text, is_ideographic=True)
        ):
            return super().text(content, locale)
        return self.inline(content, locale)

    def _footnote(self, note: Footnote, locale: Locale) -> Markup:
        """The mark of a note, a link to it at the end of the text."""
        mark, name = footnote_mark(note.number, locale), f"{locale.language}-{note.number}"
        return Markup(
            '<sup class="footnote-call"><a id="note-call-{0}" href="#note-{0}" role="doc-noteref"'
            ' aria-label="{1}">{2}</a></sup>'
        ).format(name, locale.word("footnote_call", mark=mark), mark)

    def footnotes(self, locale: Locale) -> list[tuple[str, Footnote]]:
        """The notes of the text in a language, each with its mark."""
        found = footnotes_of(self.rendering.document, locale.language)
        return [(footnote_mark(note.number, locale), note) for note in found]

    def _number(self, number: Number, locale: Locale, divides: bool = False) -> Markup:
        """A number with a mark by which the script finds what it is, and its exact value."""
        return self._marked(number, super()._number(number, locale), locale)

    def cell(self, cell: Cell, locale: Locale) -> Markup:
        """A number of a table in the same way; the room before it stands outside."""
        number = next((part for part in cell.content if isinstance(part, Number)), None)
        if number is None:
            return super().cell(cell, locale)
        at = next((at for at, run in enumerate(cell.runs) if not run.is_room), 0)
        before, printed = (
            super(WebPage, self).cell(replace(cell, runs=runs), locale)
            for runs in (cell.runs[:at], cell.runs[at:])
        )
        return before + self._marked(number, printed, locale)

    def _marked(self, number: Number, printed: Markup, locale: Locale) -> Markup:
        value = exact_value(number, locale)
        order = "" if math.isnan(value) else Markup(' data-value="{!r}"').format(value)
        about = self._about(number.estimate, locale)
        return Markup('<span class="estimate" data-about="{}"{}>{}</span>').format(
            about, order, printed
        )

    def outline(self) -> list[tuple[Section, tuple[Locale, ...]]]:
        """The sections that the navigation names, each with the languages to name it in."""
        locales = [self.rendering.locale(language) for language in self.rendering.edition.body]
        sections = headings(self.rendering.document, self.rendering.theme)
        return [(section, found) for section in sections if (found := named_in(section, locales))]

    def svg(self, figure: Figure, locale: Locale) -> Markup:
        """A figure as an <svg> element, with its alternative text."""
        drawing = self.drawing(figure, locale)
        name = f"{self.anchor(figure)}-{locale.language}"
        theme = self.rendering.theme
        return Markup(inline_figure(drawing.svg, name, drawing.alternative, theme))

    def data(self, figure: Figure, locale: Locale) -> Grid:
        """The numbers that a figure is drawn from, as the cells of a table."""
        tabulation = figure.tabulation
        table = Table(
            figure.id, figure.number, figure.title, tabulation, _cells(tabulation, locale)
        )
        return lay_out(table, locale)

    def web_faces(self) -> tuple[WebFace, ...]:
        """The faces that the stylesheet names."""
        return web_faces(self.rendering.theme)

    def faces(self, locale: Locale, face: str, *, always_letters: bool = False) -> Markup:
        """The families of text in a language as CSS: those of its body or of display."""
        faces = self.rendering.theme.faces
        latin, chinese = (
            (faces.latin_display, faces.display) if face == "display" else (faces.latin, faces.body)
        )
        marks = (chinese + MARKS,) if locale.is_ideographic or always_letters else ()
        families = map(self.css_string, (*marks, latin, chinese, *faces.fallback))
        return Markup(", ").join(families)

    def digest(self, script: str) -> str:
        """The digest by which the page's security policy lets a script run, and no other."""
        return f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}"

    def knowledge(self) -> Markup:
        """What the script knows, as JSON: words, titles, and every number printed so far."""
        rendering = self.rendering
        locales = [rendering.locale(language) for language in rendering.edition.languages]
        known = {
            "words": {
                locale.tag: {word: locale.words[word] for word in SCRIPT_WORDS}
                for locale in locales
            },
            "titles": {
                locale.tag: locale.text(rendering.document.front.title) for locale in locales
            },
            "texts": list(self._texts),
            "numbers": [pairs for _, pairs in self._numbers.values()],
        }
        text = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
        return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c"))

    @cached_property
    def _labels(self) -> Mapping[tuple[str, str | None], Text]:
        """What rows are called that stand for no option of the codebook."""
        items = self.rendering.document.definitions.items
        tabulations = [
            block.tabulation
            for block in self.rendering.document.blocks()
            if isinstance(block, Table | Figure)
        ]
        return {
            (estimate.item, estimate.option): row.label
            for tabulation in tabulations
            for row in tabulation.rows
            for estimate in row.estimates
            if estimate.option is not None
            and (estimate.item not in items or estimate.option not in items[estimate.item].codes)
        }

    def _about(self, estimate: Estimate, locale: Locale) -> int:
        """The place in the page's list of what a number is."""
        key = estimate.id, locale.language
        if key not in self._numbers:
            definitions = self.rendering.document.definitions
            pairs = [
                self._texts.setdefault(text, len(self._texts))
                for pair in told(estimate, definitions, locale, self._labels)
                for text in pair
            ]
            self._numbers[key] = len(self._numbers), pairs
        return self._numbers[key][0]
