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

RIGHT = re.compile(r"\s*[(（\[]")
"""What comes before a number that is aligned by its decimal point; another follows its mark, as the
upper limit of an interval follows its dash."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a number as printed, or the digits for which room is left."""

    text: str
    is_room: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """A number of a cell: what stands before it, its whole part, its decimals."""

    before: str
    whole: str
    decimals: str


@dataclass(frozen=True, slots=True)
class _Split:
    """A cell in parts, and what stands after the last."""

    parts: tuple[_Part, ...]
    after: str

    @property
    def pattern(self) -> tuple[str, ...]:
        return (*(part.before for part in self.parts), self.after)


def aligned(texts: Sequence[str], decimal: str, group: str) -> list[tuple[Run, ...]]:
    """Each text of a column in runs. A text without a number is left as it is."""
    number = _number(decimal, group)
    cells = [_split(text, number) for text in texts]
    patterns = Counter(cell.pattern for cell in cells if cell.parts)
    if not patterns:
        return [(Run(text),) for text in texts]
    usual = patterns.most_common(1)[0][0]
    longest = _longest([cell for cell in cells if cell.pattern == usual])
    return [
        _runs(cell, longest) if cell.pattern == usual
        else _otherwise(text, cell, longest)
        for text, cell in zip(texts, cells, strict=True)
    ]  # fmt: skip


@cache
def _number(decimal: str, group: str) -> re.Pattern[str]:
    """What stands before a number, its whole part, its decimals."""
    digits = rf"\d(?:[\d{re.escape(group)}]*\d)?" if group else r"\d+"
    return re.compile(rf"([^\d]*?)([−-]?{digits})((?:{re.escape(decimal)}\d+)?)")


def _split(text: str, number: re.Pattern[str]) -> _Split:
    parts, end = [], 0
    for found in number.finditer(text):
        parts.append(_Part(*found.groups()))
        end = found.end()
    return _Split(tuple(parts), text[end:])


def _longest(cells: list[_Split]) -> _Split:
    """Of each part the longest that there is."""
    columns = zip(*(cell.parts for cell in cells), strict=True)
    parts = tuple(
        _Part(
            column[0].before,
            max((part.whole for part in column), key=len),
            max((part.decimals for part in column), key=len),
        )
        for column in columns
    )
    return _Split(parts, cells[0].after)


def _runs(cell: _Split, longest: _Split) -> tuple[Run, ...]:
    runs: list[Run] = []
    end = ""
    for index, (part, most) in enumerate(zip(cell.parts, longest.parts, strict=True)):
        missing = most.whole[: len(most.whole) - len(part.whole)]
        decimals = most.decimals[len(part.decimals) :]
        is_last = index == len(cell.parts) - 1
        if index and not RIGHT.match(part.before):
            end += missing
            missing = ""
        runs += [Run(missing, True), Run(part.before + part.whole + part.decimals)]
        if is_last:
            end = decimals + end
        else:
            runs.append(Run(decimals, True))
    return _joined([*runs, Run(cell.after), Run(end, True)])


def _otherwise(text: str, cell: _Split, longest: _Split) -> tuple[Run, ...]:
    """A cell of another kind than most of its column, as n/N: its first number where theirs are."""
    if not cell.parts:
        return (Run(text),)
    first, most = cell.parts[0], longest.parts[0]
    missing = most.whole[: max(0, len(most.whole) - len(first.whole))]
    whole = "".join(part.before + part.whole + part.decimals for part in longest.parts)
    room = (whole + longest.after)[len(missing) + len(text) :]
    return _joined([Run(missing, True), Run(text), Run(room, True)])


def _joined(runs: list[Run]) -> tuple[Run, ...]:
    """The runs without empty ones, text beside text put together."""
    found: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if found and found[-1].is_room == run.is_room:
            found[-1] = Run(found[-1].text + run.text, run.is_room)
        else:
            found.append(run)
    return tuple(found)
