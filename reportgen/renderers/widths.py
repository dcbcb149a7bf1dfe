"""Column widths from the texts in the columns: nothing wraps that needn't."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

_WIDTHS = {"Nd": 0.5, "Zs": 0.25, "Lu": 0.72, "Ll": 0.48, "Po": 0.3, "Ps": 0.35, "Pe": 0.35}
"""Widths of a Times-like face in ems, by category of character; others count as 0.6."""
_LEAST_IDEOGRAPHS = 4.0
"""Ems below which a column of ideographs is not squeezed."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one cell asks of its columns, in ems.

    `best` to stay on one line, `fair` to take no more lines than is usual for its kind, `least`
    for its longest piece that can't be broken.
    """

    column: int
    span: int
    best: float
    fair: float
    least: float


def text_width(text: str, breadth: float = 1.0) -> float:
    """Width of a text in ems, about right; letters are `breadth` times those of the body face."""
    return sum(map(_of_characters(breadth).__getitem__, text))


def least_width(text: str, breadth: float = 1.0) -> float:
    """Width of the longest piece of a text that can't be broken, in ems."""
    return max((_piece_width(piece, breadth) for piece in text.split(" ")), default=0.0)


def column_widths(
    cells: Sequence[Wanted], columns: int, whole: float, padding: tuple[float, float]
) -> list[float]:
    """Widths that add up to `whole`, in ems; those beside the stub are alike if they can be.

    `padding` is the room beside the text of a cell: where there is enough, and at least.
    """
    loose, tight = padding
    asked = (
        _asked([(cell, cell.best) for cell in cells], columns, loose),
        _asked([(cell, cell.fair) for cell in cells], columns, tight),
        _asked([(cell, cell.least) for cell in cells], columns, tight),
    )
    even = [asked[0][0], *[max(asked[0][1:], default=0.0)] * (columns - 1)]
    for roomy in (even, asked[0]):
        if sum(roomy) <= whole:
            gain = (whole - sum(roomy)) / columns
            return [width + gain for width in roomy]
    for wide, narrow in pairwise(asked):
        if sum(narrow) <= whole:
            share = (whole - sum(narrow)) / (sum(wide) - sum(narrow))
            return [low + (high - low) * share for low, high in zip(narrow, wide, strict=True)]
    return [width * whole / sum(asked[-1]) for width in asked[-1]]


def needed(cells: Sequence[Wanted], columns: int, padding: float) -> float:
    """The width in ems that a table needs for each cell to be as wide as is fair."""
    return sum(_asked([(cell, cell.fair) for cell in cells], columns, padding))


def _asked(cells: list[tuple[Wanted, float]], columns: int, padding: float) -> list[float]:
    """What the columns need, so that each cell has its text's width and the padding."""
    widths = [padding] * columns
    wide = []
    for cell, width in cells:
        if cell.span == 1:
            widths[cell.column] = max(widths[cell.column], width + padding)
        else:
            wide.append((cell, width))
    for cell, width in sorted(wide, key=lambda pair: pair[0].span):
        covered = range(cell.column, cell.column + cell.span)
        lacking = width + padding - sum(widths[column] for column in covered)
        for column in covered:
            widths[column] += max(lacking, 0) / cell.span
    return widths


class _Characters(dict[str, float]):
    """The widths of characters in a face of some breadth; all text of all tables asks for them."""

    def __init__(self, breadth: float) -> None:
        super().__init__()
        self._breadth = breadth

    def __missing__(self, character: str) -> float:
        """The width of a character that is new."""
        if _is_wide(character):
            width = 1.0
        else:
            width = self._breadth * _WIDTHS.get(unicodedata.category(character), 0.6)
        self[character] = width
        return width


_of_characters = cache(_Characters)


def _piece_width(piece: str, breadth: float) -> float:
    """Ideographs may be parted anywhere, a stretch of other characters nowhere."""
    widths = _of_characters(breadth)
    if piece.isascii():
        return sum(map(widths.__getitem__, piece))
    stretch, widest = 0.0, 0.0
    for character in piece:
        width = widths[character]
        stretch = 0.0 if _is_wide(character) else stretch + width
        widest = max(widest, stretch)
    return max(widest, min(_LEAST_IDEOGRAPHS, text_width(piece, breadth)))


@cache
def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
