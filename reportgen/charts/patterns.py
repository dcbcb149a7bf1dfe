"""Patterns: which series has which, and the lines of one within its rectangle."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from math import ceil, sqrt

from reportgen.charts.scene import Block, Hatch, Point

HATCHES = (None, Hatch.RISING, Hatch.LEVEL, Hatch.FALLING, Hatch.CROSSED, Hatch.UPRIGHT)
"""The patterns of the series, in order; the first has none."""
Stroke = tuple[Point, Point]


def strokes(block: Block) -> tuple[Stroke, ...]:
    """The lines of a rectangle's pattern, cut at its edges.

    Where they lie depends on the page alone, so that rectangles that touch are one surface.
    """
    if block.pattern is None or block.width <= 0 or block.height <= 0:
        return ()
    step = block.pattern.spacing
    match block.pattern.hatch:
        case Hatch.LEVEL:
            return tuple(_level(block, step))
        case Hatch.UPRIGHT:
            return tuple(_upright(block, step))
        case Hatch.RISING:
            return tuple(_rising(block, step))
        case Hatch.FALLING:
            return tuple(_falling(block, step))
        case Hatch.CROSSED:
            return tuple(chain(_rising(block, step * sqrt(2)), _falling(block, step * sqrt(2))))


def _level(block: Block, step: float) -> Iterator[Stroke]:
    # From the middle outwards: a thin bar has lines that lie evenly in it.
    number = max(int(block.height / step), 1)
    for line in range(number):
        y = block.y + block.height * (line + 0.5) / number
        yield (block.x, y), (block.x + block.width, y)


def _upright(block: Block, step: float) -> Iterator[Stroke]:
    for x in _places(block.x, block.x + block.width, step):
        yield (x, block.y), (x, block.y + block.height)


def _rising(block: Block, step: float) -> Iterator[Stroke]:
    left, right, top, bottom = _edges(block)
    for total in _places(left + top, right + bottom, step * sqrt(2)):
        start, end = max(left, total - bottom), min(right, total - top)
        yield (start, total - start), (end, total - end)


def _falling(block: Block, step: float) -> Iterator[Stroke]:
    left, right, top, bottom = _edges(block)
    for difference in _places(left - bottom, right - top, step * sqrt(2)):
        start, end = max(left, difference + top), min(right, difference + bottom)
        yield (start, start - difference), (end, end - difference)


def _edges(block: Block) -> tuple[float, float, float, float]:
    return block.x, block.x + block.width, block.y, block.y + block.height


def _places(start: float, end: float, step: float) -> Iterator[float]:
    """The multiples of a step between two places."""
    number = ceil(start / step)
    while number * step < end:
        yield number * step
        number += 1
