"""The numbers of a column → runs of text and of room, so that they stand under one another.

Each number has as much room before it as the longest whole part of its column, and behind it as the
longest decimals, as has each number within a parenthesis: where the cells are centred, decimal
points and parentheses are one above another. Digits are equally wide.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, TypeAlias

RIGHT = re.compile(r"\s*[(（\[]")
"""What comes before a number that is aligned by its decimal point; another follows its mark, as the
upper limit of an interval follows its dash."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a number as printed, or the digits for which room is left."""

    text: str
    is_room: bool = False


_ANY_DIGIT = str.maketrans("123456789", "0" * 9)
_Part: TypeAlias = tuple[str, str, str]
"""A number of a cell: what stands before it, its whole part, its decimals."""


class _Split(NamedTuple):
    """A cell in parts, what stands after the last, and what the cell has in common with others."""

    parts: list[_Part]
    after: str
    pattern: tuple[str, ...]


def aligned(texts: Sequence[str], decimal: str, group: str) -> list[tuple[Run, ...]]:
    """Each text of a column in runs. A text without a number is left as it is."""
    # Texts of one shape, as 12.3 (45) and 67.8 (90), are set alike: a column has a few shapes.
    shapes = [text.translate(_ANY_DIGIT) for text in texts]
    firsts: dict[str, str] = {}
    for shape, text in zip(shapes, texts, strict=True):
        firsts.setdefault(shape, text)
    number, counts = _number(decimal, group), Counter(shapes)
    cells = {shape: _split(text, number) for shape, text in firsts.items()}
    patterns: Counter[tuple[str, ...]] = Counter()
    for shape, cell in cells.items():
        if cell.parts:
            patterns[cell.pattern] += counts[shape]
    if not patterns:
        return [(Run(text),) for text in texts]
    usual = patterns.most_common(1)[0][0]
    longest = _longest([cell for cell in cells.values() if cell.pattern == usual])
    made = {
        shape: _runs(cell, longest) if cell.pattern == usual
        else _otherwise(firsts[shape], cell, longest)
        for shape, cell in cells.items()
    }  # fmt: skip
    return [_alike(made[shape], text) for shape, text in zip(shapes, texts, strict=True)]


def _alike(runs: tuple[Run, ...], text: str) -> tuple[Run, ...]:
    """A text in the runs of another of its shape."""
    found, place = [], 0
    for run in runs:
        if run.is_room:
            found.append(run)
        else:
            end = place + len(run.text)
            found.append(Run(text[place:end]))
            place = end
    return tuple(found)


@cache
def _number(decimal: str, group: str) -> re.Pattern[str]:
    """What stands before a number, its whole part, its decimals."""
    digits = rf"\d(?:[\d{re.escape(group)}]*\d)?" if group else r"\d+"
    return re.compile(rf"([^\d]*?)([−-]?{digits})((?:{re.escape(decimal)}\d+)?)")


def _split(text: str, number: re.Pattern[str]) -> _Split:
    parts: list[_Part] = number.findall(text)
    # One begins where the one before ends.
    after = text[sum([len(part) for each in parts for part in each]) :]
    return _Split(parts, after, (*[before for before, _, _ in parts], after))


def _longest(cells: list[_Split]) -> _Split:
    """Of each part the longest that there is."""
    parts: list[_Part] = []
    for column in zip(*(cell.parts for cell in cells), strict=True):
        before, whole, decimals = zip(*column, strict=True)
        parts.append((before[0], max(whole, key=len), max(decimals, key=len)))
    return _Split(parts, cells[0].after, cells[0].pattern)


def _runs(cell: _Split, longest: _Split) -> tuple[Run, ...]:
    pieces = [""]
    end, last = "", len(cell.parts) - 1
    for index, (before, whole, decimals) in enumerate(cell.parts):
        _, most, most_decimals = longest.parts[index]
        missing = most[: len(most) - len(whole)]
        if index and not RIGHT.match(before):
            end += missing
            missing = ""
        _add(pieces, missing, is_room=True)
        _add(pieces, before + whole + decimals, is_room=False)
        lacking = most_decimals[len(decimals) :]
        if index == last:
            end = lacking + end
        else:
            _add(pieces, lacking, is_room=True)
    _add(pieces, cell.after, is_room=False)
    _add(pieces, end, is_room=True)
    return _joined(pieces)


def _otherwise(text: str, cell: _Split, longest: _Split) -> tuple[Run, ...]:
    """A cell of another kind than most of its column, as n/N: its first number where theirs are."""
    if not cell.parts:
        return (Run(text),)
    whole, most = cell.parts[0][1], longest.parts[0][1]
    missing = most[: max(0, len(most) - len(whole))]
    usual = "".join(["".join(part) for part in longest.parts]) + longest.after
    return _joined([missing, text, usual[len(missing) + len(text) :]])


def _add(pieces: list[str], text: str, *, is_room: bool) -> None:
    """Add to a list of room and text in turns, which begins with room."""
    if text and len(pieces) % 2 == is_room:
        pieces[-1] += text
    elif text:
        pieces.append(text)


def _joined(pieces: list[str]) -> tuple[Run, ...]:
    """The runs of room and text in turns, without empty ones."""
    return tuple([Run(text, not place % 2) for place, text in enumerate(pieces) if text])
