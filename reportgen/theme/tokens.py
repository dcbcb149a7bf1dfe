"""The tokens of a theme: what theme.yaml may say, for pages, charts and Word drafts alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from reportgen.theme.values import Align, Colour, Points, Size, Tokens
from reportgen.theme.wording import Wording


class Colours(Tokens):
    """Colours as #rrggbb."""

    ink: Colour
    """Text."""
    muted: Colour
    """Running heads, axes, the headings of a second language."""
    rule: Colour
    """Rules of tables."""
    accent: Colour
    """Column tag, notice, the bars of a bar chart, panels."""
    paper: Colour
    """Background of pictures and of text on colour."""
    panel: Colour
    """Background of panels and, where a theme asks for it, of table heads."""
    series: Annotated[tuple[Colour, ...], Field(min_length=1)]
    """Colours of the series of a chart, in order."""
    scale: Annotated[tuple[Colour, ...], Field(min_length=2)]
    """Colours of an ordered scale, from one end to the other."""


class Faces(Tokens):
    """Font families by their part in the page. The Latin ones serve letters and digits."""

    body: str
    """The Chinese family of the text."""
    display: str
    """The Chinese family of headings, captions and charts."""
    latin: str
    """The family of letters and digits in the text."""
    latin_display: str
    """The family of letters and digits in headings, captions and charts."""
    fallback: tuple[str, ...] = ()
    """Families for characters that the others lack, as those of rare names."""


class FontFile(Tokens):
    """A font of the theme's own."""

    file: Path
    """The font file, relative to theme.yaml: .ttf, .otf or .ttc."""
    script: Literal["han", "latin"]
    """What the font is for: han for Chinese text, latin for letters and digits."""


class WordFaces(Tokens):
    """Font families of the Word draft: those that co-authors have installed."""

    east_asian: str
    """The Chinese family of the text."""
    east_asian_display: str
    """The Chinese family of headings and captions."""
    latin: str
    """The family of letters and digits in the text."""
    latin_display: str
    """The family of letters and digits in headings and captions."""


class Page(Tokens):
    """The page, in points: its size and the margins around the text."""

    width: Size
    """Width of the paper."""
    height: Size
    """Height of the paper."""
    top: Points
    """Margin above the text."""
    bottom: Points
    """Margin below the text. Those at the sides follow from the measure."""
    columns: Annotated[int, Field(ge=1, le=3)] = 1
    """Columns of the text. An edition that prints each block in two languages has one."""
    gap: Points = 0
    """Room between columns."""


class Heading(Tokens):
    """How a title or a heading is set. Lengths are in points."""

    size: Size
    """Size of type."""
    leading: Size
    """Distance of lines."""
    face: Literal["body", "display"]
    """The family: that of the text or of display."""
    weight: Literal[400, 700]
    """Regular (400) or bold (700)."""
    italic: bool
    """Whether letters are slanted; ideographs never are."""
    colour: str
    """A name of `colours`, as accent, or #rrggbb."""
    align: Align
    """Where lines stand: left or center."""
    indent: Points
    """Indent of the first line."""
    before: Points
    """Room above."""
    after: Points
    """Room below."""


class Headings(Tokens):
    """The title and the headings of three levels; deeper ones are set as the third."""

    title: Heading
    """The title of the report."""
    h1: Heading
    """A heading of the first level: that of a section."""
    h2: Heading
    """A heading of the second level."""
    h3: Heading
    """A heading of the third level and of those below."""

    def level(self, level: int) -> Heading:
        """The heading of a level; those below the third are set as the third."""
        return (self.h1, self.h2, self.h3)[min(level, 3) - 1]


class Setting(Tokens):
    """How text in one language is set, in points."""

    size: Size
    """Size of type."""
    leading: Size
    """Distance of lines."""
    measure: Size
    """Width of the text, all columns and gaps together; in Chinese a column is a whole number of
    characters wide."""
    indent: Points
    """First-line indent of a paragraph."""
    han_latin_gap: Annotated[float, Field(ge=0, le=0.5)] = 0.0
    """Gap between Chinese characters and letters or digits in a line, in em: 0 for none, 0.25 for a
    quarter. PDF only; Word has one of its own."""
    heading_numbering: Literal["cma", "cyt35", "none"]
    """A numbering style: cma, cyt35 or none."""
    headings: Headings
    """The title and the headings."""


class TableTokens(Tokens):
    """How tables are set, in points. A rule or fill that is 0 or none is not printed."""

    size: Size
    """Size of type."""
    leading: Size
    """Distance of lines."""
    padding: Points
    """Room above and below the text of a cell."""
    head_weight: Literal[400, 700]
    """Weight of column heads: regular (400) or bold (700)."""
    head_fill: str
    """Background of the head: a name of `colours`, #rrggbb, or none."""
    stripe: str
    """Background of every other row: a name of `colours`, #rrggbb, or none."""
    outer_rule: Points
    """Weight of the rules above and below the table."""
    head_rule: Points
    """Weight of the rule below the head."""
    spanner_rule: Points
    """Weight of the rule below a spanner."""
    row_rule: Points
    """Weight of the rules between rows."""
    note_size: Size
    """Size of type of the notes below a table or figure."""


class CaptionTokens(Tokens):
    """The captions of tables and figures."""

    size: Size
    """Size of type, in points."""
    weight: Literal[400, 700]
    """Weight of the words after the number: regular (400) or bold (700)."""
    align: Align
    """Where captions stand: left or center."""
    languages: Mapping[str, tuple[str, ...]] = {}
    """Languages of the captions by edition, as {zh: [zh, en]}, where they are not the edition's
    own."""


class ChartTokens(Tokens):
    """Sizes in charts, in points."""

    size: Size
    """Size of type."""
    width: Size
    """Width of a chart across the page; one in a column is as wide as that."""
    bar: Size
    """Height of one bar."""
    gap: Points
    """Space between bars, or between groups of bars."""
    patterns: bool = False
    """Whether series have patterns besides their colours, for print in one ink."""


class Parts(Tokens):
    """Which parts a report has besides its text."""

    cover: bool
    """A cover page with the title block; the abstract then has a page of its own."""
    contents: bool
    """A list of the headings of two levels, with their pages where there are pages."""
    lists: bool
    """In Word, lists of the tables and of the figures below the list of contents."""
    key_figures: bool
    """The key figures of report.yaml, in a panel above the abstract."""
    section_pages: bool
    """Each section of the first level begins a page, with an opener."""
    back_cover: bool
    """A last page with what the report is and how to quote it."""


class CoverTokens(Tokens):
    """The cover, and the last page that goes with it."""

    fill: str
    """Background of the panel that holds the title: a name of `colours`, #rrggbb, or none."""
    edge: str
    """Colour of the edge along the foot of that panel: a name of `colours`, #rrggbb, or none."""
    depth: Points
    """Height of that panel, in points."""


class PanelTokens(Tokens):
    """The panel of key figures."""

    columns: Annotated[int, Field(ge=1, le=6)]
    """Key figures in a row, at most; rows are filled evenly."""
    size: Size
    """Size of type of the figures, in points."""
    colour: str
    """Colour of the figures: a name of `colours`, as accent, or #rrggbb."""
    fill: str
    """Background: a name of `colours`, #rrggbb, or none."""


class Theme(Tokens):
    """The look of a report: its tokens, and where its templates are found."""

    name: str
    """The name of the theme: that of its folder."""
    layers: Mapping[str, Path]
    """The folder of each theme of the chain, nearest first: this one, its parent and so on."""
    overrides: Path | None = None
    """The project's own folder of templates, which come before those of any theme."""
    colours: Colours
    """Colours, by what they are for."""
    faces: Faces
    """Font families of pages and charts."""
    fonts: tuple[FontFile, ...] = ()
    """Fonts besides those that ship with the program, whose families `faces` may name."""
    word_faces: WordFaces
    """Font families of the Word draft."""
    page: Page
    """The page."""
    settings: Mapping[str, Setting]
    """How text is set, by language."""
    tables: TableTokens
    """Tables."""
    captions: CaptionTokens
    """Captions of tables and figures."""
    charts: ChartTokens
    """Charts."""
    parts: Parts
    """Parts of the report besides its text."""
    cover: CoverTokens
    """The cover."""
    panel: PanelTokens
    """The panel of key figures: its colours, its columns, the size of its numbers."""
    locales: Mapping[str, Wording] = {}
    """By language: words and number style in place of those of the locale, as
    {en: {numbers: {percent_digits: 0}, words: {figure: "Fig. {number}"}}}."""

    @property
    def folder(self) -> Path:
        """The theme's own folder."""
        return self.layers[self.name]

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where files are looked for: the project's own, those of the theme, of its parents."""
        return (*((self.overrides,) if self.overrides else ()), *self.layers.values())

    def paint(self, colour: str) -> str:
        """The colour as #rrggbb: itself, or the one of `colours` that it names."""
        return str(getattr(self.colours, colour)) if colour in COLOUR_NAMES else colour


COLOUR_NAMES = tuple(
    name for name, field in Colours.model_fields.items() if field.annotation is str
)
"""Names by which other tokens may call a colour."""


def named_colours(theme: Theme) -> Iterator[tuple[tuple[str | int, ...], str, bool]]:
    """Each token that names a colour: its key, its value, and whether it may be none."""
    for language, setting in theme.settings.items():
        for name in Headings.model_fields:
            heading: Heading = getattr(setting.headings, name)
            yield ("settings", language, "headings", name, "colour"), heading.colour, False
    yield ("tables", "head_fill"), theme.tables.head_fill, True
    yield ("tables", "stripe"), theme.tables.stripe, True
    yield ("cover", "fill"), theme.cover.fill, True
    yield ("cover", "edge"), theme.cover.edge, True
    yield ("panel", "colour"), theme.panel.colour, False
    yield ("panel", "fill"), theme.panel.fill, True
