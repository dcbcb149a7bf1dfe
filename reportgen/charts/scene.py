"""A chart laid out: bars, lines, markers and lines of text at their places, in points."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from reportgen.charts.lettering import Line
from reportgen.document import Form
from reportgen.results import Estimate

Point: TypeAlias = tuple[float, float]


class Hatch(StrEnum):
    """How the lines of a pattern run."""

    RISING = "rising"
    FALLING = "falling"
    CROSSED = "crossed"
    LEVEL = "level"
    UPRIGHT = "upright"


@dataclass(frozen=True, slots=True)
class Pattern:
    """Lines over a filled rectangle, by which it is told from others without its colour."""

    hatch: Hatch
    colour: str
    spacing: float = 3.6
    """From line to line, in points, as the thickness."""
    thickness: float = 0.6


@dataclass(frozen=True, slots=True)
class Block:
    """A filled rectangle. x and y are its upper left corner."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    pattern: Pattern | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line from (x, y) to (to_x, to_y)."""

    x: float
    y: float
    to_x: float
    to_y: float
    colour: str
    thickness: float


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text that begins at x on a baseline at y."""

    x: float
    y: float
    line: Line
    colour: str
    estimate: Estimate | None = None
    """What the line prints, where it is a number."""
    form: Form = Form.PERCENT_LABEL
    """How it prints it."""
    is_turned: bool = False
    """Whether it runs upwards from there, read from the right."""


@dataclass(frozen=True, slots=True)
class Disc:
    """A filled circle. x and y are its middle."""

    x: float
    y: float
    radius: float
    colour: str


@dataclass(frozen=True, slots=True)
class Polyline:
    """A line through points, not closed."""

    points: tuple[Point, ...]
    colour: str
    thickness: float


@dataclass(frozen=True, slots=True)
class Polygon:
    """A filled shape; its last point is joined to the first."""

    points: tuple[Point, ...]
    colour: str


Mark: TypeAlias = Block | Disc | Rule | Polyline | Polygon | Label


@dataclass(frozen=True, slots=True)
class Value:
    """A number that the chart shows, under the name that it shows; the name may be None.

    `is_total` marks a sum of others of its group, which is told but has no bar of its own.
    """

    name: str | None
    estimate: Estimate
    is_total: bool = False
    form: Form = Form.PERCENT_LABEL


@dataclass(frozen=True, slots=True)
class Group:
    """The numbers that stand together in the chart, from top to bottom or from left to right.

    `heading` stands above the group and those after it, where it differs from the one before.
    """

    label: str
    values: tuple[Value, ...]
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """A chart laid out. The origin is the upper left corner, y grows downwards.

    `groups` is what the chart tells, for those who cannot see it.
    """

    width: float
    height: float
    marks: tuple[Mark, ...]
    groups: tuple[Group, ...]
    name: str | None = None
    """What this kind of chart is called in the chart's language, for one of a plug-in."""

    @property
    def labels(self) -> tuple[Label, ...]:
        """The lines of text."""
        return tuple(mark for mark in self.marks if isinstance(mark, Label))
