"""The number of a heading in the numbering style of a journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_DIGITS = "零一二三四五六七八九"
LEVELS = 9
"""How many levels a numbering style tells apart, as many as a list of Word's has."""


@dataclass(frozen=True, slots=True)
class LevelNumber:
    """How headings of one level are numbered."""

    pattern: str = ""
    """What is printed: %2 is the place among the headings of level 2. "" leaves them unnumbered."""
    is_chinese: bool = False
    """Whether places are told in Chinese numerals."""

    def text(self, number: tuple[int, ...]) -> str:
        """The number of a heading, with what separates it from the heading's text."""
        printed = chinese_numeral if self.is_chinese else str
        told = self.pattern
        for level, place in enumerate(number, 1):
            told = told.replace(f"%{level}", printed(place))
        return told


def chinese_numeral(number: int) -> str:
    """A whole number from 1 to 99 in Chinese: 一, 十, 十二, 二十三."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones or not tens else "")


NUMBERINGS: Mapping[str, tuple[LevelNumber, ...]] = {
    # Chinese Medical Association journals: level 1 unnumbered, then 一、 1. (1).
    "cma": (
        LevelNumber(),
        LevelNumber("%2、", is_chinese=True),
        LevelNumber("%3. "),
        *(LevelNumber(f"(%{level})") for level in range(4, LEVELS + 1)),
    ),
    # CY/T 35: 1, 1.1, 1.1.1.
    "cyt35": tuple(
        LevelNumber(".".join(f"%{each}" for each in range(1, level + 1)) + "\u2002")
        for level in range(1, LEVELS + 1)
    ),
    "none": (LevelNumber(),) * LEVELS,
}
"""How each numbering style numbers the headings of each level, the first one first."""


def level_number(style: str, level: int) -> LevelNumber:
    """How a style numbers the headings of a level, 1 the first; below the last as at the last."""
    return NUMBERINGS[style][min(level, LEVELS) - 1]


def heading_number(style: str, number: tuple[int, ...]) -> str:
    """The number to print before a heading, with what separates it from the heading's text."""
    return level_number(style, len(number)).text(number)
