"""The multilevel lists of Word that number headings, in the numbering styles of the theme."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

from reportgen.locales import LevelNumber, level_number
from reportgen.renderers.docx.markup import Xml, w
from reportgen.theme import Setting

LIST_LEVELS = 9
"""The levels that every list of Word has."""
UNNUMBERED = 0
"""The number of no list: a heading that has it is not counted, whatever its style says."""


def is_numbered(setting: Setting) -> bool:
    """Whether headings in a language have numbers at any level."""
    return any(
        level_number(setting.heading_numbering, level).pattern
        for level in range(1, LIST_LEVELS + 1)
    )


def counted(level: int, number: int) -> Xml:
    """The property of what is counted at a level of a list, the first 0; below it of what isn't."""
    if level < 0:
        return w("numPr", w("numId", val=UNNUMBERED))
    return w("numPr", w("ilvl", val=level) if level else None, w("numId", val=number))


def heading_list(setting: Setting, name: str, identity: int, styles: Sequence[str]) -> Xml:
    """The list that numbers headings as the theme does in a language.

    `name` tells lists apart where Word copies from file to file. `styles` are the ids of the styles
    of the first levels; what is in one of these is counted without being told so.
    """
    style = setting.heading_numbering
    levels = (
        _level(
            index, level_number(style, index + 1), styles[index] if index < len(styles) else None
        )
        for index in range(LIST_LEVELS)
    )
    nsid = f"{crc32(f'{style} {name}'.encode()):08X}"
    return w(
        "abstractNum",
        w("nsid", val=nsid),
        w("multiLevelType", val="multilevel"),
        *levels,
        abstractNumId=identity,
    )


def _level(index: int, number: LevelNumber, style: str | None) -> Xml:
    """A level: its number has the look of its heading, and is indented as that is."""
    form, text, suffix = level_marks(number)
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val=form),
        w("pStyle", val=style) if style else None,
        w("suff", val=suffix),
        w("lvlText", val=text),
        w("lvlJc", val="left"),
        ilvl=index,
    )


def level_marks(number: LevelNumber) -> tuple[str, str, str]:
    """How Word counts a level, what it prints, and what it puts behind that."""
    if not number.pattern:
        return "none", "", "nothing"
    form = "chineseCountingThousand" if number.is_chinese else "decimal"
    text = number.pattern.removesuffix(" ")
    return form, text, "nothing" if text == number.pattern else "space"
