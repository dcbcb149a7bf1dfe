"""Stacked 100% bars: one for each item, or for each category of the banner of one item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from reportgen.charts.axis import Axis
from reportgen.charts.colours import legible, scale
from reportgen.charts.drawing import CHARTS
from reportgen.charts.scene import Block, Group, Label, Mark, Scene, Value
from reportgen.charts.stub import OVERHANG, Stub
from reportgen.charts.style import VALUE_GAP, Style, categories, legend, length
from reportgen.errors import error
from reportgen.results import Estimate, Row, Tabulation

THICKNESS = 1.7
"""Height of a bar, in ems of the text within."""
PADDING = 1.5
"""Least room left and right of a label in its segment, in points."""
PLATE = 1.1
"""Height of what a number stands on in a pattern, in ems."""
ROUNDING = 1e-6


@CHARTS.add("stacked_bar")
def stacked_bar(tabulation: Tabulation, style: Style) -> Scene:
    """Return a bar for each item, or with a breakdown for each category; segments are options.

    A segment too small for its label goes without; then the bars get an axis to read it by.
    Raises ReportError when the options of an item may be chosen together.
    """
    groups = stacked(tabulation, style)
    _require_whole(tabulation, groups)
    options = {row.option: style.locale.text(row.label) for row in tabulation.rows}
    fills = scale(style.theme.colours.scale, len(options))
    fill_of = {option: (fills[place], place) for place, option in enumerate(options)}
    stub = Stub(style, groups)
    key = legend(style, tuple(options.values()), fills, stub.left)
    thickness = THICKNESS * style.size
    places = stub.place(key.height + OVERHANG, thickness)
    segments = _Segments(style, stub.left, thickness, fill_of)
    drawn = [
        segments.draw(group, middle) for group, middle in zip(groups, places.middles, strict=True)
    ]
    blocks = [block for each in drawn for block in each.blocks]
    labels = [label for each in drawn for label in each.labels]
    bottom = places.bottom + OVERHANG
    axis: tuple[Mark, ...] = ()
    if any(each.has_unlabelled for each in drawn):
        scale_below = Axis(style, stub.left, segments.extent)
        axis = scale_below.below(bottom)
        bottom += scale_below.height
    marks: tuple[Mark, ...] = (*key.marks, *blocks, *axis, *places.labels, *labels)
    return style.scene(marks, bottom, groups)


@dataclass(frozen=True, slots=True)
class _Drawn:
    blocks: tuple[Block, ...]
    labels: tuple[Label, ...]
    has_unlabelled: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar, with its number within where there is room."""

    style: Style
    x: float
    middle: float
    width: float
    thickness: float

    def blocks(self, colour: str, place: int, shown: Estimate) -> list[Block]:
        """Its rectangle and, where that has a pattern, a plain one behind the number."""
        top = self.middle - self.thickness / 2
        found = self.style.block(self.x, top, self.width, self.thickness, colour, place)
        if found.pattern is None or not self.holds(shown):
            return [found]
        width = self.style.value(shown).width + 2 * PADDING
        height = PLATE * self.style.size
        x, y = self.x + (self.width - width) / 2, self.middle - height / 2
        return [found, Block(x, y, width, height, colour)]

    def holds(self, estimate: Estimate) -> bool:
        """Whether there is room for the number."""
        return self.style.value(estimate).width + 2 * PADDING <= self.width

    def label(self, estimate: Estimate, colour: str) -> Label:
        """The number in the middle, in ink that is read on the colour."""
        tokens = self.style.theme.colours
        return self.style.write(
            self.style.value(estimate),
            self.x + self.width / 2,
            self.middle,
            anchor=0.5,
            colour=legible(colour, tokens.ink, tokens.paper),
            prints=estimate,
        )


@dataclass(frozen=True, slots=True)
class _Segments:
    """How the segments of every bar of one chart are drawn."""

    style: Style
    left: float
    thickness: float
    fills: Mapping[str, tuple[str, int]]
    """The colour of each option, and its place among them."""

    @property
    def extent(self) -> float:
        """Width of 100%. Half of the last tick's label stands right of it."""
        return self.style.right - self.left - self.style.lettering.line("100").width / 2

    def draw(self, group: Group, middle: float) -> _Drawn:
        """The bar of a group, and whether a segment of it was too small for its label."""
        blocks, labels = list[Block](), list[Label]()
        has_unlabelled = False
        x = self.left
        for value in group.values:
            width = length(value.estimate) * self.extent
            segment = Segment(self.style, x, middle, width, self.thickness)
            colour, place = self.fills[value.estimate.option or ""]
            blocks += segment.blocks(colour, place, value.estimate)
            if segment.holds(value.estimate):
                labels.append(segment.label(value.estimate, colour))
            elif value.estimate.count:
                has_unlabelled = True
            x += width
        if x == self.left and group.values:  # nobody was asked
            shown = group.values[0].estimate
            line = self.style.value(shown)
            labels.append(self.style.write(line, x + VALUE_GAP, middle, prints=shown))
        return _Drawn(tuple(blocks), tuple(labels), has_unlabelled)


def stacked(tabulation: Tabulation, style: Style) -> tuple[Group, ...]:
    """The bars: each item's, or each category's under the item where there are several items."""
    text = style.locale.text
    items = {item.name: text(item.label) for item in tabulation.items}
    runs = [(item, tuple(rows)) for item, rows in groupby(tabulation.rows, lambda row: row.item)]
    if tabulation.by is None:
        return tuple(Group(items[item], _values(rows, style, 0)) for item, rows in runs)
    return tuple(
        Group(
            style.name(tabulation.columns[place]),
            _values(rows, style, place),
            items[item] if len(runs) > 1 else None,
        )
        for item, rows in runs
        for place in categories(tabulation)
    )


def _values(rows: Sequence[Row], style: Style, place: int) -> tuple[Value, ...]:
    return tuple(Value(style.locale.text(row.label), row.estimates[place]) for row in rows)


def _require_whole(tabulation: Tabulation, groups: Sequence[Group]) -> None:
    """Raise ReportError when the segments of a bar are more than a whole."""
    for group in groups:
        if sum(length(value.estimate) for value in group.values) > 1 + ROUNDING:
            items = {item.name: item for item in tabulation.items}
            found = group.values[0].estimate.item
            raise error(
                "stacked-bar-over-whole",
                items[found].place if found in items else None,
                found=found,
                allowed=("bar", "grouped_bar"),
            )
