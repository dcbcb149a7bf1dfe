"""How each style of the Word template looks, in each language: sizes, faces, room, rules.

Data for `make`, which turns it into WordprocessingML.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportgen.charts.colours import on, readable
from reportgen.editions import BILINGUAL
from reportgen.locales import LOCALES, load_locale
from reportgen.renderers.docx.heading_lists import is_numbered
from reportgen.renderers.docx.template.style import UNCOUNTED, Language, Style
from reportgen.theme import Heading, Theme, measure

DEFAULT_FONT = "Default Paragraph Font"
BOLD = 700
NONE = "none"
SECOND, SECOND_ON_COVER = 0.8, 0.55
"""The size of a title in a second language, as a part of what it has alone."""
FIGURE_LEADING = 1.24
"""Baseline to baseline of text in figures, in ems."""
UNLISTED = 9
"""The outline level of what is no heading."""
LEVELS = ("heading 1", "heading 2", "heading 3")
OTHER_NAMES = {"宋体": "SimSun", "黑体": "SimHei", "楷体": "KaiTi", "仿宋": "FangSong"}
"""Names under which a system in another language knows a font."""


@dataclass(frozen=True, slots=True)
class ListStyle:
    """How the items of a list are marked, among ideographs and among letters."""

    format: str
    wide: str
    narrow: str


LISTS = {
    "List Bullet": ListStyle("bullet", "•", "•"),
    "List Number": ListStyle("decimal", "(%1)", "%1."),
}


def in_each_language(theme: Theme, of: Language) -> Iterator[Style]:
    """The styles that every language has, as that language wants them."""
    yield from title_block(theme, of)
    yield from headings(theme, of)
    yield from running_text(of)
    yield from captions(theme, of)
    yield from cells(theme)
    yield from parts(theme, of)
    note, small = theme.tables.note_size, theme.tables.size
    yield Style("Note", note, note * 1.5, align="both", before=4, after=14, keep_lines=True)
    yield Style(
        "footnote text", note, note * 1.5, align="both", left=note * 1.5, hanging=note * 1.5
    )
    yield Style("Reference", small, 14, align="left", left=26, hanging=26, after=1)
    # Where a list in a second language begins.
    yield Style("First Reference", based_on="Reference", next="Reference",
                before=of.setting.leading, after=1)  # fmt: skip


def title_block(theme: Theme, of: Language) -> Iterator[Style]:
    """What stands above the text, the abstract and key words included."""
    size, leading = of.setting.size, of.setting.leading
    small, bold, inset = theme.tables.size, of.is_light, size * 2
    muted, accent = theme.colours.muted, theme.colours.accent
    cover, fill = theme.parts.cover, theme.cover.fill
    title, tag = set_as(of.setting.headings.title, theme, of), accent
    if cover:
        inset = 0
    if cover and fill != NONE:
        inks = theme.colours.ink, theme.colours.paper
        tag = on(theme.paint(fill), *inks)
        own = theme.paint(of.setting.headings.title.colour)
        title = replace(title, colour=readable(own, theme.paint(fill), *inks))
    yield Style("Label", size, leading, display=True, bold=bold, colour=tag, align=title.align,
                after=6)  # fmt: skip
    yield replace(title, name="Title", next="Authors")
    # The title block of the second language, below the first one's key words.
    yield Style("Second Label", based_on="Label", before=leading * 1.5, after=2)
    part = SECOND_ON_COVER if cover else SECOND
    yield Style("Second Title", part * (title.size or 0), part * (title.leading or 0),
                based_on="Title", next="Authors", before=4, after=8)  # fmt: skip
    if cover:
        yield Style("Authors", size + 2, leading + 3, display=True, bold=bold, align=title.align,
                    before=leading, after=4)  # fmt: skip
    else:
        yield Style("Authors", size, leading, align=title.align, after=4)
    yield Style("Affiliation", small, 14, align=title.align, colour=muted, after=2)
    yield Style("Date", size, leading, display=True, align=title.align, colour=muted, after=4)
    yield Style("Notice", small, 14, align="both", colour=accent, left=inset, right=inset,
                before=8, after=2, rule="left")  # fmt: skip
    yield from abstract(theme, of, inset)


def abstract(theme: Theme, of: Language, inset: float) -> Iterator[Style]:
    """The abstract and key words, `inset` at both sides."""
    small, bold = theme.tables.size, of.is_light
    # At the foot of the cover.
    yield Style("Cover Notice", small, 14, align="both", colour=theme.colours.muted, rule="top")
    # Above the abstract and its label some room; the parts of one that isn't run in stand close.
    before, after = (10.0, 4.0) if of.abstract_runs_in else (0.0, 2.0)
    yield Style("Abstract", small + 0.5, 15.5, align="both", left=inset, right=inset,
                before=before, after=after)  # fmt: skip
    yield Style("Abstract Label", based_on="Abstract", next="Abstract",
                before=10, after=2, keep_next=True)  # fmt: skip
    yield Style("Keywords", small + 0.5, 15.5, align="both", left=inset, right=inset, after=14)
    # What an abstract and its key words begin with; the names of its parts are merely strong.
    yield Style(
        "Lead",
        based_on=DEFAULT_FONT,
        kind="character",
        display=True,
        bold=bold,
        colour=theme.colours.accent,
    )


def running_text(of: Language) -> Iterator[Style]:
    """Paragraphs and lists."""
    size, leading, inset = of.setting.size, of.setting.leading, of.setting.size * 2
    indent = 2 if of.is_wide else of.setting.indent
    yield Style("Body Text", size, leading, align="both", first=indent)
    # Below the same paragraph in the first language: smaller, and a gap before the next pair.
    yield Style("Second Body Text", size - 1, leading - 1, based_on="Body Text", first=indent,
                after=leading / 2)  # fmt: skip
    if not of.is_wide:
        # Directly below a heading, where a paragraph needs no indent to be seen as one.
        yield Style("First Body Text", size, leading, next="Body Text", align="both")
    for name in ("List Bullet", "List Number"):
        yield Style(name, size, leading, align="both", left=inset * 2, hanging=inset)


def captions(theme: Theme, of: Language) -> Iterator[Style]:
    """The captions of tables and figures, and those that stand below them in a second language."""
    tokens = theme.captions
    is_bold = tokens.weight == BOLD
    for name, before, after in (("Table Caption", 14, 3), ("Figure Caption", 4, 2)):
        yield Style(name, tokens.size, tokens.size * 1.5, based_on="caption",
                    display=is_bold, bold=is_bold, align=tokens.align,
                    before=before, after=after)  # fmt: skip
        yield Style(f"Second {name}", based_on=name, after=after)
    # Their first words, as Table 3, are in display type whatever the weight of the others is.
    yield Style("Caption Label", based_on=DEFAULT_FONT, kind="character", display=True,
                bold=of.is_light)  # fmt: skip
    # Text within figures that are drawn by shapes.
    size = theme.charts.size
    yield Style("Figure Text", size, size * FIGURE_LEADING, display=True, align="left")
    yield Style("Figure Text Centred", based_on="Figure Text", align="center")


def headings(theme: Theme, of: Language) -> Iterator[Style]:
    """The headings of three levels, and those that stand below them in a second language."""
    above = theme.settings.get(BILINGUAL[0], of.setting).headings
    for level, name in enumerate(LEVELS, 1):
        look = set_as(of.setting.headings.level(level), theme, of)
        if level == 1 and theme.parts.section_pages:
            look = opener(look, theme)
        place = level - 1 if is_numbered(of.setting) else None
        yield replace(look, name=name, next="Body Text", outline=level - 1, list_level=place)
        # Below the same heading in Chinese, and placed like it, but not so loud.
        first = above.level(level)
        yield Style(
            f"Second {name}",
            based_on=name,
            next="Body Text",
            colour=of.colour,
            after=look.after,
            align=first.align,
            first=first.indent,
            page_break=False if look.page_break else None,
        )
        # One whose language the text is not in, so that no list of contents names it.
        yield Style(f"Unlisted {name}", based_on=f"Second {name}", next="Body Text",
                    align=first.align, first=first.indent, outline=UNLISTED,
                    list_level=UNCOUNTED)  # fmt: skip
        if look.page_break:
            # One that shares the page of the section before it.
            yield Style(f"Joined {name}", based_on=name, next="Body Text", page_break=False,
                        before=of.setting.leading * 1.5, after=look.after)  # fmt: skip
        # One that stands alone among headings in two languages: as these in its language are.
        yield Style(f"Lone {name}", based_on=name, next="Body Text", colour=of.colour,
                    align=first.align, first=first.indent)  # fmt: skip
    # That of an abstract, which has no number.
    for name in ("heading 1", "Second heading 1"):
        yield Style(unnumbered(name), based_on=name, next="Body Text", list_level=UNCOUNTED)


def unnumbered(heading: str) -> str:
    """The name of the style that is like that of a heading, but without a number."""
    return f"Unnumbered {heading[0].lower()}{heading[1:]}"


def opener(look: Style, theme: Theme) -> Style:
    """The heading of a section that begins a page, with a rule below it."""
    colour = look.colour or theme.colours.accent
    return replace(look, page_break=True, rule="bottom", rule_weight=1.0, colour=colour,
                   rule_colour=theme.colours.accent)  # fmt: skip


def parts(theme: Theme, of: Language) -> Iterator[Style]:
    """The parts besides the text: contents, key figures, the last page."""
    size, leading, small = of.setting.size, of.setting.leading, theme.tables.size
    bold, accent = of.is_light, theme.colours.accent
    head = replace(set_as(of.setting.headings.h1, theme, of), next="Body Text")
    if theme.parts.section_pages:
        head = replace(opener(head, theme), page_break=None)
    yield replace(head, name="TOC Heading")
    first = theme.settings.get(BILINGUAL[0], of.setting).headings.h1
    second = replace(head, page_break=None, rule=None, colour=of.colour, align=first.align,
                     first=first.indent)  # fmt: skip
    yield replace(second, name="Second TOC Heading", rule=head.rule)
    below = set_as(of.setting.headings.h2, theme, of)
    yield replace(
        below, name="List Heading", next="table of figures", first=None, before=leading * 0.8
    )
    # Their tabs lead to the pages.
    end = measure(theme, of.code, columns=1)
    yield Style("toc 1", size, leading, display=True, bold=bold, colour=head.colour,
                align="left", before=leading / 3, tab=end)  # fmt: skip
    yield Style("toc 2", size, leading, align="left", left=size * 2, tab=end)
    yield Style("table of figures", small, theme.tables.leading, align="left",
                left=small * 2, hanging=small * 2, tab=end)  # fmt: skip
    yield Style("Key Figure", theme.panel.size, theme.panel.size * 1.2, display=True, bold=bold,
                colour=theme.paint(theme.panel.colour), align="left", keep_next=True)  # fmt: skip
    # The smaller part of a key figure, as (5 765/6 347).
    yield Style("Key Figure Detail", small, theme.tables.leading, display=True, align="left",
                colour=theme.colours.muted, keep_next=True)  # fmt: skip
    yield Style("Key Figure Label", small, theme.tables.leading, align="left", before=3)
    yield replace(head, name="About", rule=None)
    yield replace(second, name="Second About", before=leading * 2)
    yield Style("About Lead", small + 0.5, leading, display=True, bold=bold, colour=accent,
                before=leading, keep_next=True)  # fmt: skip
    yield Style("About Text", small + 0.5, leading, align="both")


def set_as(heading: Heading, theme: Theme, of: Language) -> Style:
    """The style of a title or heading, by the theme's tokens; it stays with what follows."""
    first = heading.indent / heading.size if of.is_wide else heading.indent
    return Style(
        name="",
        size=heading.size,
        leading=heading.leading,
        display=heading.face == "display",
        # Hei, and Song beside it, are heavy or light by their family: no bold is made of them.
        bold=heading.weight == BOLD and not of.is_wide,
        italic=heading.italic and not of.is_wide,
        colour=None if heading.colour == "ink" else theme.paint(heading.colour),
        align=heading.align,
        before=heading.before,
        after=heading.after,
        first=first or None,
        keep_next=True,
        keep_lines=True,
    )


def cells(theme: Theme) -> Iterator[Style]:
    """What stands in tables. A spanner's rule is its paragraph's, so that it leaves gaps."""
    tokens = theme.tables
    size, leading, is_bold = tokens.size, tokens.leading, tokens.head_weight == BOLD
    fill = theme.paint(tokens.head_fill)
    ink = None if fill == NONE else on(fill, theme.colours.ink, theme.colours.paper)
    yield Style("Table Text", size, leading, align="left")
    yield Style("Table Text Indented", based_on="Table Text", left=size, align="left")
    yield Style("Table Number", based_on="Table Text", align="center")
    yield Style("Table Group", based_on="Table Text", keep_next=True)
    yield Style("Table Head", based_on="Table Text", display=is_bold, bold=is_bold,
                align="center", colour=ink)  # fmt: skip
    yield Style("Table Stub Head", based_on="Table Head", align="left")
    yield Style(
        "Table Spanner", based_on="Table Head", align="center",
        rule="bottom" if tokens.spanner_rule else None, rule_weight=tokens.spanner_rule,
        rule_colour=ink or theme.colours.rule,
    )  # fmt: skip


SHARED = frozenset({DEFAULT_FONT, "Normal", "caption", "Figure", "Section End", "annotation text",
                    "header", "footer"})  # fmt: skip
"""The names of the styles that are the same in every language, and of the font that all have."""


def once(theme: Theme) -> Iterator[Style]:
    """The styles that are the same in every language."""
    small, muted = theme.tables.size, theme.colours.muted
    yield Style("Normal", based_on=None, colour=theme.colours.ink)
    yield Style("caption", keep_lines=True)
    yield Style("Figure", align=theme.captions.align, before=12, after=2, keep_next=True)
    yield Style("Section End", 1, 1)
    yield Style("annotation text", small, 13, align="left")
    yield Style("header", small, 13, align="center", colour=muted, rule="bottom")
    yield Style("footer", small, 13, align="center", colour=muted)


def set_languages(theme: Theme) -> list[Language]:
    """The languages that the theme sets."""
    return [
        Language(
            code,
            theme.settings[code],
            is_wide=bool(load_locale(code).words["wide_marks"]),
            abstract_runs_in=load_locale(code, theme).abstract_runs_in,
            colour=theme.colours.muted,
            tag=load_locale(code).tag,
        )
        for code in sorted(theme.settings)
        if code in LOCALES
    ]
