"""Where labels may stand: apart along a line, clear of boxes and of lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from reportgen.charts.scene import Point

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right and bottom, in points."""


@dataclass(slots=True)
class _Run:
    """Labels that touch one another: their heights, and where the run would like its middle."""

    places: list[int]
    height: float
    wanted: float

    @property
    def top(self) -> float:
        return self.wanted - self.height / 2


def spread(
    wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float
) -> tuple[float, ...]:
    """The middle of each label, as near as can be to where it is wanted, none over another.

    They keep the order in which they are wanted; equal ones, that in which they are given. All lie
    between `top` and `bottom` if there is room for them.
    """
    order = sorted(range(len(wanted)), key=lambda place: (wanted[place], place))
    runs: list[_Run] = []
    for place in order:
        run = _within(_Run([place], heights[place], wanted[place]), top, bottom)
        while runs and runs[-1].top + runs[-1].height > run.top:
            run = _within(_joined(runs.pop(), run, wanted, heights), top, bottom)
        runs.append(run)
    middles = [0.0] * len(wanted)
    for run in runs:
        y = run.top
        for place in run.places:
            middles[place] = y + heights[place] / 2
            y += heights[place]
    return tuple(middles)


def _joined(one: _Run, other: _Run, wanted: Sequence[float], heights: Sequence[float]) -> _Run:
    """Both as one run, where its labels are nearest to where they are wanted in the mean."""
    places = [*one.places, *other.places]
    offset, starts = 0.0, []
    for place in places:
        starts.append(wanted[place] - (offset + heights[place] / 2))
        offset += heights[place]
    return _Run(places, offset, sum(starts) / len(starts) + offset / 2)


def _within(run: _Run, top: float, bottom: float) -> _Run:
    lowest = max(bottom - run.height / 2, top + run.height / 2)
    run.wanted = min(max(run.wanted, top + run.height / 2), lowest)
    return run


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share more than an edge."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def crosses(start: Point, end: Point, box: Box) -> bool:
    """Whether a line from one point to another passes through a box."""
    enter, leave = 0.0, 1.0
    for axis in (0, 1):
        way = end[axis] - start[axis]
        low, high = box[axis] - start[axis], box[axis + 2] - start[axis]
        if way == 0:
            if low > 0 or high < 0:
                return False
            continue
        first, last = sorted((low / way, high / way))
        enter, leave = max(enter, first), min(leave, last)
    return enter < leave
