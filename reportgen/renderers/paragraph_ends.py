"""The end of a paragraph that one line holds, so that the last line is no lone syllable."""

from __future__ import annotations

import re

LAST_EMS = 3.0
"""How wide, in em, a last line of Chinese is at least, besides its marks."""
LAST_LETTERS = 4
"""How many letters or digits a last line of words has at least."""
_UNIT = re.compile(r"[0-9A-Za-z][0-9A-Za-z%.,/~–-]*|[^\W_]")
"""A word or a number among Chinese, or one Chinese character."""
_LATIN_EMS = 0.4
"""What a letter or digit counts: a little less than it measures, so that no number is nearly all of
a line."""


def end_start(text: str, *, is_ideographic: bool) -> int:
    """Where the end of a text begins that stays on one line; 0 where all of it does."""
    if is_ideographic:
        width = 0.0
        for unit in reversed([*_UNIT.finditer(text)]):
            width += _ems(unit.group())
            if width >= LAST_EMS:
                return unit.start()
        return 0
    start = len(text.rstrip())
    while start:
        start = text.rfind(" ", 0, start - 1) + 1
        if sum(map(str.isalnum, text[start:])) >= LAST_LETTERS:
            break
    return start


def is_short(text: str, *, is_ideographic: bool) -> bool:
    """Whether a text would be a last line that is too short."""
    if is_ideographic:
        return sum(_ems(unit) for unit in _UNIT.findall(text)) < LAST_EMS
    return sum(map(str.isalnum, text)) < LAST_LETTERS


def _ems(unit: str) -> float:
    return sum(_LATIN_EMS if character.isascii() else 1.0 for character in unit)
