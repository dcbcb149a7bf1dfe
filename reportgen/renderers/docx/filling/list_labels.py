"""What Word prints before the paragraphs that its lists count: 第一章, 2.1, (iv)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from reportgen.locales.headings import chinese_numeral
from reportgen.renderers.docx.markup import Element, tag
from reportgen.renderers.docx.numbering import Numbering
from reportgen.renderers.docx.styles import Styles

_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"),
          (1, "i"))  # fmt: skip
_PLACE = re.compile(r"%(\d)")


class Labels:
    """The lists of a file, counted as its paragraphs are passed in order."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[int] = set()

    def before(self, line: Element) -> str:
        """What stands before a paragraph, with the tab or space that follows; "" for nothing."""
        number, level = self._counted(line)
        found = self._numbering.level(number, level) if number else None
        if found is None:
            return ""
        counts = self._count(number, level, found)

        def place(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            told = self._numbering.level(number, index)
            if told is None:
                return ""
            is_plain = found.find(tag("isLgl")) is not None
            form = "decimal" if is_plain else _said(told, "numFmt", "decimal")
            return FORMS.get(form, str)(counts.get(index, _start(told)))

        text = _PLACE.sub(place, _said(found, "lvlText", ""))
        return text and text + {"tab": "\t", "space": " "}.get(_said(found, "suff", "tab"), "")

    def _count(self, number: int, level: int, found: Element) -> dict[int, int]:
        """Count one more paragraph at a level; how far each level of its list has got."""
        counts = self._counts.setdefault(self._numbering.kind(number), {})
        counts[level] = counts.get(level, _start(found) - 1) + 1
        if number not in self._begun:
            self._begun.add(number)
            counts.update(self._numbering.starts(number))
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        return counts

    def _counted(self, line: Element) -> tuple[int, int]:
        """The numbering of a paragraph or of its style, and the level."""
        told = line.find(f"{tag('pPr')}/{tag('numPr')}")
        number = told.find(tag("numId")) if told is not None else None
        if told is not None and number is not None:
            return int(number.get(tag("val"), "0")), int(_said(told, "ilvl", "0"))
        style = line.find(f"{tag('pPr')}/{tag('pStyle')}")
        return self._styles.numbering_of(style.get(tag("val"), "")) if style is not None else (0, 0)


def _said(element: Element, name: str, default: str) -> str:
    found = element.find(tag(name))
    return found.get(tag("val"), default) if found is not None else default


def _start(level: Element) -> int:
    return int(_said(level, "start", "0"))


def _letter(number: int) -> str:
    """a … z, aa, bb."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number else ""


def _roman(number: int) -> str:
    told = ""
    for value, letters in _ROMAN:
        told += letters * (number // value)
        number %= value
    return told


FORMS: Mapping[str, Callable[[int], str]] = {
    "none": lambda number: "",
    "bullet": lambda number: "",
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "chineseCounting": chinese_numeral,
    "chineseCountingThousand": chinese_numeral,
    "japaneseCounting": chinese_numeral,
}
"""How Word tells a place; in figures where the form is one of the rarer ones."""
