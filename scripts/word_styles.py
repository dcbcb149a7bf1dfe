"""How each style of the Word template looks, in each language: sizes, faces, room, rules.

Data for make_word_template.py, which turns it into WordprocessingML.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportgen.locales.locale import languages, load_locale
from reportgen.theme import Setting, Theme

DEFAULT_FONT = "Default Paragraph Font"
INSET = 21.0
"""Two characters of Chinese text."""
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


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph or character style, lengths in points. What is None or False is inherited."""

    name: str
    size: float | None = None
    leading: float | None = None
    based_on: str | None = "Normal"
    next: str | None = None
    display: bool | None = None
    bold: bool = False
    italic: bool = False
    colour: str | None = None
    align: str | None = None
    before: float = 0
    after: float = 0
    first: float = 0
    """First-line indent; of an East Asian style, in characters."""
    left: float = 0
    right: float = 0
    hanging: float = 0
    keep_next: bool = False
    keep_lines: bool = False
    outline: int | None = None
    numbering: int = 0
    kind: str = "paragraph"
    rule: str | None = None
    """The side of a thin rule: bottom, left."""


@dataclass(frozen=True, slots=True)
class Language:
    """How a language is set: its theme tokens, and whether it is written in ideographs."""

    code: str
    setting: Setting
    is_wide: bool
    abstract_runs_in: bool
    colour: str
    """What a second language's headings are printed in."""

    @property
    def is_light(self) -> bool:
        """Whether display type is bold: Hei is heavy enough as it is."""
        return not self.is_wide


def in_each_language(theme: Theme, of: Language) -> Iterator[Style]:
    """The styles that every language has, as that language wants them."""
    size, leading = of.setting.size, of.setting.leading
    small, caption = theme.table_size, theme.caption_size
    muted, accent = theme.colours.muted, theme.colours.accent
    bold = of.is_light
    indent = 2 if of.is_wide else of.setting.indent
    inset = size * 2
    yield Style("Label", size, leading, display=True, bold=bold, colour=accent, after=6)
    yield Style(
        "Title", 18 if of.is_wide else 16, 25 if of.is_wide else 21, next="Authors",
        display=True, bold=bold, align="center", before=14, after=10,
        keep_lines=True, keep_next=True,
    )  # fmt: skip
    # The title block of the second language, below the first one's key words.
    yield Style("Second Label", based_on="Label", before=leading * 1.5, after=2)
    yield Style("Second Title", size + 3.5, leading + 3.5, based_on="Title", next="Authors",
                before=4, after=8)  # fmt: skip
    yield Style("Authors", size, leading, align="center", after=4)
    yield Style("Affiliation", small, 14, align="center", colour=muted, after=2)
    yield Style("Notice", small, 14, align="both", colour=accent, left=inset, right=inset,
                before=8, after=2, rule="left")  # fmt: skip
    # Above the abstract and its label some room; the parts of one that isn't run in stand close.
    before, after = (10.0, 4.0) if of.abstract_runs_in else (0.0, 2.0)
    yield Style("Abstract", small + 0.5, 15.5, align="both", left=inset, right=inset,
                before=before, after=after)  # fmt: skip
    yield Style("Abstract Label", based_on="Abstract", next="Abstract",
                before=10, after=2, keep_next=True)  # fmt: skip
    yield Style("Keywords", small + 0.5, 15.5, align="both", left=inset, right=inset, after=14)
    # What an abstract and its key words begin with; the names of its parts are merely strong.
    yield Style(
        "Lead", based_on=DEFAULT_FONT, kind="character", display=True, bold=bold, colour=accent
    )
    yield from headings(of)
    yield Style("Body Text", size, leading, align="both", first=indent)
    # Below the same paragraph in the first language: smaller, and a gap before the next pair.
    yield Style("Second Body Text", size - 1, leading - 1, based_on="Body Text", first=indent,
                after=leading / 2)  # fmt: skip
    for name in ("List Bullet", "List Number"):
        yield Style(name, size, leading, align="both", left=inset * 2, hanging=inset)
    for name, before, after in (("Table Caption", 14, 3), ("Figure Caption", 4, 2)):
        yield Style(name, caption, 14, based_on="caption", display=True, bold=bold,
                    align="center", before=before, after=after)  # fmt: skip
        yield Style(f"Second {name}", based_on=name, after=after)
    yield from cells(theme, of)
    yield Style("Note", small - 1, 12.5, align="both", before=4, after=14, keep_lines=True)
    yield Style("Reference", small, 14, align="left", left=26, hanging=26, after=1)


def headings(of: Language) -> Iterator[Style]:
    """Three levels. Chinese journals centre the first and indent the others like a paragraph."""
    size, leading, bold = of.setting.size, of.setting.leading, of.is_light
    shared = Style("", next="Body Text", display=True, keep_next=True, keep_lines=True, bold=bold)
    centred = "center" if of.setting.heading_numbering == "cma" else "left"
    first = 2 if of.setting.heading_numbering == "cma" else 0
    sizes = ((size + 3, 16, 6), (size, 9, 3), (size, 6, 2))
    for level, (name, (points, before, after)) in enumerate(zip(LEVELS, sizes, strict=True)):
        yield replace(
            shared,
            name=name,
            size=points,
            leading=leading + (3 if level == 0 else 0),
            before=before,
            after=after,
            outline=level,
            align=centred if level == 0 else "left",
            first=0 if level == 0 else first,
            display=level < 2,
            italic=level == 2 and not of.is_wide,
        )
        # Below the same heading in Chinese, and set like it, but not so loud.
        yield Style(
            f"Second {name}",
            based_on=name,
            next="Body Text",
            colour=of.colour,
            after=after,
            align="left" if level else "center",
            left=INSET if level else 0,
        )


def cells(theme: Theme, of: Language) -> Iterator[Style]:
    """What stands in tables. A spanner's rule is its paragraph's, so that it leaves gaps."""
    size, leading, bold = theme.table_size, theme.table_size + 4, of.is_light
    yield Style("Table Text", size, leading, align="left")
    yield Style("Table Text Indented", based_on="Table Text", left=size, align="left")
    yield Style("Table Number", based_on="Table Text", align="center")
    yield Style("Table Group", based_on="Table Text", display=True, bold=bold, keep_next=True)
    yield Style("Table Head", based_on="Table Text", display=True, bold=bold, align="center")
    yield Style("Table Stub Head", based_on="Table Head", align="left")
    yield Style("Table Spanner", based_on="Table Head", align="center", rule="bottom")


def once(theme: Theme) -> Iterator[Style]:
    """The paragraph styles that are the same in every language."""
    small, muted = theme.table_size, theme.colours.muted
    yield Style("Normal", based_on=None)
    yield Style("caption", keep_lines=True)
    yield Style("Figure", align="center", before=12, after=2, keep_next=True)
    yield Style("header", small, 13, align="center", colour=muted, rule="bottom")
    yield Style("footer", small, 13, align="center", colour=muted)


def set_languages(theme: Theme) -> list[Language]:
    """The languages that the theme sets."""
    return [
        Language(
            code,
            theme.settings[code],
            is_wide=bool(load_locale(code).words["wide_marks"]),
            abstract_runs_in=load_locale(code).abstract_runs_in,
            colour=theme.colours.muted,
        )
        for code in languages()
        if code in theme.settings
    ]
