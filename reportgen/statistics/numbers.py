"""A survey → the numbers that were given in answer to its items, in all and by breakdowns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.results import Base, Estimate, Numbers, Where
from reportgen.statistics.cube import Cube, count_numbers
from reportgen.statistics.estimate import base_estimate
from reportgen.survey import Item, Survey


def numbers_of(survey: Survey, breakdowns: Iterable[Item]) -> dict[str, Numbers]:
    """The answers to each item of numbers, by its name: overall, and by each breakdown."""
    names: list[str | None] = [by.name for by in breakdowns]
    found: dict[str, Numbers] = {}
    for item in survey.codebook.items.values():
        if item.is_numeric:
            cubes = [count_numbers(survey, item.name, by) for by in names or [None]]
            counts = {where: each for cube in cubes for where, each in _groups(cube)}
            found[item.name] = Numbers(survey.responses[item.name].values, counts)
    return found


def bases_of(item: Item, numbers: Numbers) -> Iterator[Estimate]:
    """How many gave a number, overall and in each group."""
    for where, counts in numbers.counts.items():
        yield base_estimate(item.survey, item.name, Base(sum(counts)), where)


def _groups(cube: Cube) -> Iterator[tuple[Where, tuple[int, ...]]]:
    """The counts of each group of a cube, the whole first."""
    for place, counts in enumerate(cube.counts.T.tolist()):
        by = cube.by
        yield ((by.name, by.codes[place - 1]),) if by and place else (), tuple(counts)
