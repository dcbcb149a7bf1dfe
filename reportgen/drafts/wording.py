"""A number as a build printed it, and as people have typed it: what is the same in both."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_PLAIN = str.maketrans(
    {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys(range(0x2010, 0x2016), "-")
    | {"−": "-"}
)
"""Signs of full width, and dashes, as those of ASCII."""
_GROUP = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")
_NUMBER = re.compile(
    r"\d{1,3}(?:[ \u00a0\u2007\u2009\u202f,，]\d{3})+(?!\d)(?:[.．]\d+)?|\d+(?:[.．]\d+)?"
)
_BEFORE_ANOTHER = tuple("<>≤≥≦≧±+-~≈/.")
"""What makes another number of one that it stands before."""
_AFTER_ANOTHER = tuple("%‰°/×*^±~-+")

AROUND = 24
"""Characters that are quoted at each side of a number."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that takes the place of what stands from `start` to `end`."""

    start: int
    end: int
    text: str


def bare(text: str) -> str:
    """A text as it is told: with plain spaces, none of them at its ends."""
    return " ".join(text.split())


def excerpt(text: str, at: int, length: int = 0) -> str:
    """A few words around an offset of a text, on one line."""
    start, end = max(0, at - AROUND), at + length + AROUND
    words = bare(text[start:end])
    return f"{'…' if start else ''}{words}{'…' if end < len(text) else ''}"


def flat(text: str) -> str:
    """A text without what may be typed in several ways: spaces, full width, kinds of dashes."""
    return "".join([sign for sign, _ in _signs(text)])


def numbers_of(text: str) -> list[str]:
    """The numbers that a text holds, as they read in ASCII."""
    return [flat(each[0]) for each in _NUMBER.finditer(text)]


def says(now: str, printed: str) -> bool:
    """Whether a text says what was printed, but for typography and for words beside a number."""
    return flat(now) == flat(printed) or _found(now, printed) is not None


def renumbered(now: str, printed: str, today: str) -> list[Piece] | None:
    """What is to be put into a text that says what was printed, so that it says today's number.

    Its brackets, spaces and words stay where today's number is of the same form. None where the
    text doesn't say what was printed.
    """
    place = _found(now, printed)
    if place is None:
        return None
    start, end = place
    there = list(_NUMBER.finditer(now, start, end))
    old, new = (list(_NUMBER.finditer(each)) for each in (printed, today))
    if len(there) == len(old) == len(new) and _frame(printed) == _frame(today):
        return [
            Piece(*each.span(), fresh[0])
            for each, fresh in zip(there, new, strict=True)
            if flat(each[0]) != flat(fresh[0])
        ]
    return [Piece(start, end, today)]


def _frame(text: str) -> list[str]:
    """What stands around the numbers of a text."""
    return [flat(each) for each in _NUMBER.split(text)]


def _found(now: str, printed: str) -> tuple[int, int] | None:
    """Where a text says what was printed, if it does so once, and no other number stands there."""
    signs, wanted = list(_signs(now)), flat(printed)
    text = "".join([sign for sign, _ in signs])
    if text == wanted and signs:
        return signs[0][1], signs[-1][1] + 1
    if text.count(wanted) != 1 or not any(map(str.isdigit, wanted)):
        return None
    at = text.index(wanted)
    before, after = text[:at], text[at + len(wanted) :]
    if any(unicodedata.numeric(sign, None) is not None for sign in before + after):
        return None  # also 万 and its like, which make another number of one that they follow
    if before.endswith(_BEFORE_ANOTHER) or after.startswith(_AFTER_ANOTHER):
        return None
    return signs[at][1], signs[at + len(wanted) - 1][1] + 1


def _signs(text: str) -> Iterator[tuple[str, int]]:
    """The signs of a text that count, each with where it stands."""
    grouping = {each.start() for each in _GROUP.finditer(text)}
    for at, sign in enumerate(text):
        if not sign.isspace() and at not in grouping:
            yield sign.translate(_PLAIN), at
