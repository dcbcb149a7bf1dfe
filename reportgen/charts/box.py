"""Boxes: for each item, or each category of the banner, quartiles, whiskers and outliers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from math import isnan

from reportgen.charts.colours import between
from reportgen.charts.drawing import CHARTS
from reportgen.charts.lettering import BOLD, Line
from reportgen.charts.number_axis import NumberAxis, round_axis, tick_numbers
from reportgen.charts.scene import Block, Disc, Group, Mark, Rule, Scene, Value
from reportgen.charts.sizes import size
from reportgen.charts.style import LABEL_GAP, MARGIN, VALUE_GAP, Style, categories
from reportgen.document import Form
from reportgen.results import Estimate, Outliers, Tabulation, as_base

THICKNESS = 1.15
"""Height of a box, in ems of the text."""
CAP = 0.45
"""Height of the end of a whisker, as a share of the box's."""
STROKE, MEDIAN = 0.7, 1.8
"""Thickness of the lines, and of the median, in points."""
DOT = 1.15
"""Radius of an outlier."""
NEAR = 0.6
"""Outliers nearer to each other than this, in points, are one dot."""
FILL = 0.28
"""How much of the accent is left in the fill of a box."""
HEADING_GAP = 3.0
PLOT_GAP = 3.0
OF_SCALE = ("lower_whisker", "upper_whisker", "minimum", "maximum")


@dataclass(frozen=True, slots=True)
class Entry:
    """One box: its statistics by name, what lies beyond the whiskers, its label and its base."""

    label: str
    heading: str | None
    found: dict[str, Estimate]
    beyond: tuple[Fraction, ...]

    @property
    def base(self) -> Estimate:
        """Those whose numbers are in the box."""
        return as_base(self.found["median"])


@CHARTS.add("box")
def box(tabulation: Tabulation, style: Style) -> Scene:
    """Return boxes in the order of the rows, with the median above each and n below its label.

    Those of several items with a breakdown stand under the item's label. All share one scale.
    """
    entries = box_entries(tabulation, style)
    labels = [style.label(entry.label) for entry in entries]
    bases = [size(style, entry.base) for entry in entries]
    widest = max(
        line.width for lines, base in zip(labels, bases, strict=True) for line in (*lines, base)
    )
    edge = MARGIN + widest
    axis = box_axis(style, edge + LABEL_GAP, entries)
    marks: list[Mark] = []
    boxes: list[Mark] = []
    top = MARGIN
    gap = style.theme.charts.gap + style.slack / max(len(entries) - 1, 1)
    items = zip(entries, labels, bases, strict=True)
    for heading, part in groupby(items, key=lambda item: item[0].heading):
        if heading is not None:
            lines = style.lettering.wrap(heading, style.right - MARGIN, BOLD)
            marks += style.stack(lines, MARGIN, top + len(lines) * style.leading / 2)
            top += len(lines) * style.leading + HEADING_GAP
        for entry, lines, base in part:
            height = max(len(lines) + 1, 2) * style.leading
            marks += _label(style, entry, lines, base, edge, top)
            boxes += _box(style, axis, entry, top + height / 2)
            top += height + gap
    bottom = top - gap + PLOT_GAP
    is_named = len(tabulation.items) == 1
    title = style.locale.text(tabulation.items[0].label) if is_named else None
    below, end = axis.below(bottom, title)
    grid = axis.grid(MARGIN, bottom)
    return style.scene((*grid, *boxes, *marks, *below), end + MARGIN, _told(entries, style))


def box_entries(tabulation: Tabulation, style: Style) -> list[Entry]:
    """The boxes in their order."""
    detail = tabulation.detail
    assert isinstance(detail, Outliers)  # tabulated so for this kind
    columns = categories(tabulation)
    text = style.locale.text
    has_headings = tabulation.by is not None and len(tabulation.rows) > 1
    return [
        Entry(
            style.name(tabulation.columns[column]) if tabulation.by else text(row.label),
            text(row.label) if has_headings else None,
            {part.statistic: part.estimates[column] for part in row.measures},
            detail.values[place][column],
        )
        for place, row in enumerate(tabulation.rows)
        for column in columns
    ]


def box_axis(style: Style, left: float, entries: Sequence[Entry]) -> NumberAxis:
    """A scale that holds every number; half of the number at its ends stands beyond it."""
    reached = [entry.found[name] for entry in entries for name in OF_SCALE]
    exact = [
        Fraction(each.measured.exact) for each in reached if each.measured and not isnan(each.value)
    ]
    low, high = min(exact, default=Fraction(0)), max(exact, default=Fraction(1))
    if low == high:
        low, high = low - 1, high + 1
    half = max(line.width for line in tick_numbers(style, (low, high))) / 2
    return round_axis(style, left + half, style.right - half, low, high)


def _label(
    style: Style, entry: Entry, lines: Sequence[Line], base: Line, edge: float, top: float
) -> Iterator[Mark]:
    """The label of a box, and below it how many answered."""
    bottom = top + len(lines) * style.leading
    yield from style.stack(lines, edge, (top + bottom) / 2, anchor=1)
    yield style.write(
        base, edge, bottom + style.leading / 2, anchor=1,
        colour=style.theme.colours.muted, prints=entry.base, form=Form.BASE,
    )  # fmt: skip


def _box(style: Style, axis: NumberAxis, entry: Entry, middle: float) -> Iterator[Mark]:
    """A box a little below the middle of its row, and the median above it."""
    colours = style.theme.colours
    median = entry.found["median"]
    line = style.value(median, form=Form.VALUE)
    upper = middle - style.leading / 2
    if isnan(median.value):
        yield style.write(line, axis.left + VALUE_GAP, middle, prints=median, form=Form.VALUE)
        return
    height = THICKNESS * style.size
    y = middle + style.leading / 2
    at = {name: axis.x(each.value) for name, each in entry.found.items()}
    left, right = at["lower_quartile"], at["upper_quartile"]
    for end, start in ((at["lower_whisker"], left), (at["upper_whisker"], right)):
        cap = CAP * height / 2
        yield Rule(start, y, end, y, colours.accent, STROKE)
        yield Rule(end, y - cap, end, y + cap, colours.accent, STROKE)
    yield Block(
        left, y - height / 2, right - left, height, between(colours.paper, colours.accent, FILL)
    )
    yield from _outline(left, right, y - height / 2, y + height / 2, colours.accent)
    x = at["median"]
    yield Rule(x, y - height / 2, x, y + height / 2, colours.accent, MEDIAN)
    yield from _dots(axis, entry.beyond, y, colours.accent)
    place = min(max(x, axis.left + line.width / 2 - LABEL_GAP), style.right - line.width / 2)
    yield style.write(line, place, upper, anchor=0.5, prints=median, form=Form.VALUE)


def _outline(left: float, right: float, top: float, bottom: float, colour: str) -> Iterator[Rule]:
    half = STROKE / 2
    for y in (top, bottom):
        yield Rule(left - half, y, right + half, y, colour, STROKE)
    for x in (left, right):
        yield Rule(x, top, x, bottom, colour, STROKE)


def _dots(axis: NumberAxis, numbers: Sequence[Fraction], y: float, colour: str) -> Iterator[Disc]:
    for number in apart(axis, numbers):
        yield Disc(axis.x(number), y, DOT, colour)


def apart(axis: NumberAxis, numbers: Sequence[Fraction]) -> Iterator[Fraction]:
    """Of ascending numbers those that are drawn: not the ones too near to the last."""
    last = None
    for number in numbers:
        x = axis.x(number)
        if last is None or x - last >= NEAR:
            last = x
            yield number


def _told(entries: Sequence[Entry], style: Style) -> tuple[Group, ...]:
    """For each box its base, median, quartiles, smallest and largest number, each by its name."""
    words = style.locale.statistics
    names = ("median", "lower_quartile", "upper_quartile", "minimum", "maximum")
    return tuple(
        Group(
            entry.label,
            (
                Value("n", entry.base, form=Form.BASE),
                *(Value(words[name], entry.found[name], form=Form.VALUE) for name in names),
            ),
            entry.heading,
        )
        for entry in entries
    )
