"""A native chart: series of points with what is printed at them, scales, and where all stands.

Lengths and places are in points, from the upper left corner of the chart. What isn't drawn as a
rule (a fill, a line, a marker) is None.
"""

from __future__ import annotations

from collections.abc import Sequence
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
    opacity: float = 1.0
    """How much it hides of what lies below it."""


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
    ground: str | None = None
    """What labels stand on, where a pattern would make them hard to read."""
    prints: Series | None = None
    """Another series of the chart, or one beside it, whose numbers the labels print."""


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a series, as `Setting` makes it of an estimate.

    Over an empty base, or where the estimate is suppressed, `value` is None: the workbook then has
    `text` in the cell, which Excel counts as zero, and so does the chart.
    """

    value: float | None
    text: str = ""
    """The number as the report prints it; "" for none."""
    format: str | None = None
    """The number format of its cell and its label, in place of the series' own."""
    label: str | None = None
    """What is printed at the point, if not `text`: "" for nothing. It may have lines."""
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
    position: Position | None = None
    """Where the label stands, in place of where those of the series do."""
    is_turned: bool = False
    """Whether the label runs upwards."""
    same: tuple[int, int] | None = None
    """Of which series and which of its points this is the value: its cell is a formula then, so
    that what is drawn of several values follows each."""
    more: float = 0.0
    """To how much that is added."""
    is_less: bool = False
    """Whether it is taken from that instead."""

    @property
    def printed(self) -> str:
        """What is printed at the point."""
        return self.text if self.label is None else self.label


BLANK = Point(None, is_blank=True)
"""Nothing at this place."""


@dataclass(frozen=True, slots=True)
class Remainder:
    """What is left of a total: in each row it, less the values of other series.

    `less` has the places of these among the series of the chart, each with how often it counts.
    In the workbook it is a formula, so that what a spacer pushes along moves with the values.
    """

    total: float
    less: tuple[tuple[int, float], ...]

    def of(self, series: Sequence[Series], row: int) -> float:
        """The remainder in one row; what isn't told counts as zero."""
        found = ((series[place].points[row].value or 0.0) * times for place, times in self.less)
        return max(self.total - sum(found), 0.0)


@dataclass(frozen=True, slots=True)
class Series:
    """Values with a name, a column of the workbook, drawn alike."""

    name: str
    points: tuple[Point, ...]
    fill: Fill | None = None
    """Of bars; None for bars that are not seen."""
    marker: Marker | None = None
    line: Stroke | None = None
    """Of a scatter: from point to point, but not past a blank one."""
    whisker: Stroke | None = None
    """Of bars: the points' intervals are drawn with this, and stand in the workbook as distances.
    LibreOffice knows no whiskers that lie in a scatter: there an interval is one of `segments`."""
    has_caps: bool = True
    """Whether whiskers have ends across."""
    reach: float | None = None
    """How far each whisker goes down, where that is the same for all points of a line."""
    outline: Stroke | None = None
    """Of bars."""
    is_over: bool = False
    """Of a column chart: whether it is a line with markers over the columns."""
    labels: Labels | None = None
    is_told: bool = True
    """Whether the legend names it."""
    remainder: Remainder | None = None
    """Of a spacer, a series that is not seen: what its values, those of the points, come from."""


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line drawn over the chart, which stays where it is when values change."""

    x: float
    y: float
    to_x: float
    to_y: float
    stroke: Stroke


@dataclass(frozen=True, slots=True)
class Words:
    """Text drawn over the chart, its middle at the middle of the box; it may have lines."""

    text: str
    box: Box
    colour: str
    align: Literal["l", "ctr", "r"] = "l"
    is_bold: bool = False
    ground: str | None = None
    """What fills the box, where a line of the chart would run through the text."""


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle drawn over the chart."""

    box: Box
    colour: str


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
    title_at: tuple[float, float] | None = None
    """Where the title begins, if not where programs place it by themselves."""
    is_reversed: bool = False
    """Whether it counts from right to left, or downwards."""


Cell: TypeAlias = float | str | None
"""What a cell of the workbook holds."""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of the workbook that no chart draws: columns of what a figure shows, to be read."""

    columns: tuple[tuple[str, tuple[Cell, ...]], ...]
    """Each with its heading."""
    formats: tuple[str | None, ...]
    """The number format of each column; None for text and whole numbers."""
    shares: int
    """The column in which cells have number formats of their own."""
    own_formats: tuple[str | None, ...]
    notes: tuple[str, ...] = ()
    """What stands below."""


@dataclass(frozen=True, slots=True)
class NativeChart:
    """A chart as Word keeps it.

    A bar chart (`bar` lies, `column` stands) has `categories` and the scale `values`; bars begin
    with the first category at the top, or at the left. So have the lines of a `line` chart, which
    begin at the left edge of the plot and end at the right. A `scatter` has its points' values on
    the scale `values`, which lies, and their places `at` on `upright`.
    """

    width: float
    height: float
    kind: Literal["bar", "column", "line", "scatter"]
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
    """The line from which bars grow; of a scatter, the upright one at its left."""
    legend: Box | None = None
    """Where the names of the series stand, if they do."""
    has_category_labels: bool = True
    has_category_grid: bool = False
    """Whether a light line stands at each category."""
    category_skip: int = 1
    """Every so manieth category has its label."""
    category_title: str = ""
    beside: tuple[Series, ...] = ()
    """Values that no series draws, but labels print: more columns of the workbook."""
    table: Table | None = None
    """The second sheet of the workbook."""
    shapes: tuple[Line | Words | Block, ...] = ()
    """What Word's charts have no part for: a line at zero, a note, a heading, a key of colours."""


def segments(
    name: str,
    ends: Sequence[tuple[tuple[float, float], tuple[float, float]] | None],
    stroke: Stroke,
) -> Series:
    """Lines of a scatter, each from one (value, place) to another; None for no line."""
    points = list[Point]()
    for pair in filter(None, ends):
        points += (Point(value, label="", at=at) for value, at in pair)
        points.append(BLANK)
    return Series(name, tuple(points[:-1]), line=stroke, is_told=False)
