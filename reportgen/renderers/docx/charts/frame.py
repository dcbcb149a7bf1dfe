"""A native chart: series of points with what is printed at them, scales, and where all stands.

Lengths and places are in points, from the upper left corner of the chart. What isn't drawn as a
rule (a fill, a line, a marker) is None.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from reportgen.charts import Hatch

Position: TypeAlias = Literal["outEnd", "ctr", "inEnd", "inBase", "l", "r", "t", "b"]
"""Where a label stands: the first four at bars, the last four and ctr at markers."""
Symbol: TypeAlias = Literal["circle", "square", "diamond", "triangle", "dash", "x", "plus"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the chart."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line: its colour as #rrggbb and its thickness."""

    colour: str
    thickness: float


@dataclass(frozen=True, slots=True)
class Fill:
    """What fills a bar: a colour and, in print for one ink, lines of `ink` over it."""

    colour: str
    hatch: Hatch | None = None
    ink: str = "#000000"


@dataclass(frozen=True, slots=True)
class Marker:
    """What stands at a point of a scatter: its shape, its size across, its colour."""

    symbol: Symbol
    size: float
    colour: str


@dataclass(frozen=True, slots=True)
class Labels:
    """How the labels of a series stand and look."""

    position: Position
    colour: str
    is_bold: bool = False
    format: str = "General"
    """The number format of Excel by which labels print the values. A label that it would print
    otherwise than the report does is text of its own."""


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a series, as `Setting` makes it of an estimate.

    Over a base that is too small, or where the estimate is suppressed, `value` is None: the
    workbook then has `text` in the cell, which Excel counts as zero, and so does the chart.
    """

    value: float | None
    text: str = ""
    """The label, as the report prints the number; "" for none. It may have lines."""
    is_blank: bool = False
    """Whether there is nothing at all at this place: neither a value nor a label."""
    interval: tuple[float, float] | None = None
    """The limits of the whisker, as values."""
    at: float | None = None
    """In a scatter the place on the upright scale."""
    fill: Fill | None = None
    """In place of the series' own."""
    ink: str | None = None
    """The colour of the label, in place of the series' own."""
    shift: tuple[float, float] = (0.0, 0.0)
    """How far the label is moved right and down from its position."""
    width: float | None = None
    """The room of the label before its lines are broken, where Word is to be told."""


BLANK = Point(None, is_blank=True)
"""Nothing at this place."""


@dataclass(frozen=True, slots=True)
class Series:
    """Values with a name, a column of the workbook, drawn alike."""

    name: str
    points: tuple[Point, ...]
    fill: Fill | None = None
    """Of bars; None for bars that are not seen."""
    marker: Marker | None = None
    line: Stroke | None = None
    """Of a scatter: from point to point."""
    whisker: Stroke | None = None
    """The points' intervals are drawn with this, and stand in the workbook as distances."""
    has_caps: bool = True
    """Whether whiskers have ends across."""
    labels: Labels | None = None
    is_told: bool = True
    """Whether the legend names it."""


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis of values. `format` is the number format of its ticks, as 0% or General."""

    low: float
    high: float
    step: float | None = None
    format: str = "General"
    is_shown: bool = True
    """Whether it has a line with numbers; a title is printed even without."""
    has_grid: bool = False
    title: str = ""
    is_reversed: bool = False
    """Whether it counts from right to left, or downwards."""


@dataclass(frozen=True, slots=True)
class NativeChart:
    """A chart as Word keeps it.

    A bar chart (`bar` lies, `column` stands) has `categories` and the scale `values`; bars begin
    with the first category at the top, or at the left. A `scatter` has its points' values on the
    scale `values`, which lies, and their places `at` on `upright`.
    """

    width: float
    height: float
    kind: Literal["bar", "column", "scatter"]
    series: tuple[Series, ...]
    categories: tuple[str, ...]
    """The labels of the points: the first column of the workbook. Those of bars are printed."""
    plot: Box
    """The area of the points, within its axes."""
    values: Scale
    upright: Scale | None = None
    stub: str = ""
    """The heading of the first column of the workbook."""
    thickness: float = 0.0
    """Of a bar."""
    gap: float = 0.0
    """Between bars of one category."""
    is_stacked: bool = False
    base: Stroke | None = None
    """The line from which bars grow."""
    legend: Box | None = None
    has_category_labels: bool = True
    category_title: str = ""
