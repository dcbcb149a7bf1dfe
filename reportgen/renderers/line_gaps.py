"""A line of Chinese → the places where it may be widened, the best first."""

from __future__ import annotations

import unicodedata
from enum import IntEnum
from functools import lru_cache

from reportgen.renderers.line_rules import CHINESE, CLOSING, OPENING

WHITE_AFTER = frozenset("、，。；：”’）》〉】〕」』〗］｝")
WHITE_BEFORE = frozenset("“‘（《〈【〔「『〖［｛")
"""Marks of full width, half of which is white."""
UNBREAKABLE = frozenset({"——", "……"})
FIXED = frozenset("\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f")

NARROW = 0.25
"""A gap may be this much wider, in em, before gaps of a worse kind are widened as well."""
TIGHT = 0.25
"""The white of a mark may become this much narrower, in em: it is half an em."""
WIDE = 0.75
"""The same for the spaces of a line in which letters prevail: names in it stay whole."""


class Kind(IntEnum):
    """How willingly a line is widened between two characters."""

    NONE = 0
    SPACE = 1
    CHINESE = 2
    MARK = 3
    """Beside a bracket, point or note mark: better left as it is."""


@lru_cache(maxsize=1 << 14)
def gap_kind(one: str, other: str, is_note_mark: bool) -> Kind:
    """Return the kind of gap between two characters, the other perhaps opening a note mark."""
    if one + other in UNBREAKABLE or other == " " or _is_bound(one) or _is_bound(other):
        return Kind.NONE
    if one == " ":
        return Kind.SPACE
    if not CHINESE.match(one) and not CHINESE.match(other):
        return Kind.NONE
    return Kind.MARK if is_note_mark or one in OPENING or other in CLOSING else Kind.CHINESE


def worst_kind(extra: float, spaces: float, chinese: float, in_letters: bool = False) -> Kind:
    """Return the worst kind of gap that is widened when a line is to grow.

    `extra` is the growth, `spaces` and `chinese` the sums of the font sizes at the gaps of these
    kinds, in one unit of length.
    """
    if spaces * (WIDE if in_letters else NARROW) >= extra:
        return Kind.SPACE
    return Kind.CHINESE if (spaces + chinese) * NARROW >= extra else Kind.MARK


@lru_cache(maxsize=1 << 14)
def has_white(one: str, other: str) -> bool:
    """Return whether white of a mark stands between two characters, and may become narrower.

    Where two marks meet, the font has taken it already.
    """
    marks = WHITE_AFTER | WHITE_BEFORE
    if one in WHITE_AFTER:
        return other not in marks and not _is_bound(other)
    return other in WHITE_BEFORE and one not in marks and not _is_bound(one)


@lru_cache(maxsize=1 << 14)
def parts_scripts(one: str, other: str) -> bool:
    """Return whether Chinese ends and letters or digits begin between two characters, or back."""
    if _is_ideograph(one):
        return _is_letter(other)
    return _is_letter(one) and _is_ideograph(other)


def _is_ideograph(character: str) -> bool:
    return character.isalpha() and CHINESE.match(character) is not None


def _is_letter(character: str) -> bool:
    return not CHINESE.match(character) and (character.isalnum() or character in "%‰")


def _is_bound(character: str) -> bool:
    """Return whether nothing may come between a character and its neighbours.

    Thin and no-break spaces part groups of digits, a word joiner forbids a break, and a mark
    stands on its letter.
    """
    return character in FIXED or unicodedata.category(character) in {"Cf", "Mn"}
