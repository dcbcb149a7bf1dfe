"""Stacked 100% bars: one for each item, or for each category of the banner of one item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from reportgen.charts.colours import on, scale
from reportgen.charts.drawing import CHARTS
from reportgen.charts.scene import Block, Group, Label, Mark, Rule, Scene, Value
from reportgen.charts.stub import OVERHANG, Stub
from reportgen.charts.style import HAIRLINE, MARGIN, VALUE_GAP, Style, categories, legend, length
from reportgen.errors import error
from reportgen.results import Row, Tabulation

THICKNESS = 1.7
"""Height of a bar, in ems of the text within."""
PADDING = 1.5
"""Least room left and right of a label in its segment, in points."""
TICKS = (0, 20, 40, 60, 80, 100)
TICK = 2.5
ROUNDING = 1e-6


@CHARTS.add("stacked_bar")
def stacked_bar(tabulation: Tabulation, style: Style) -> Scene:
    """Return a bar for each item, or with a breakdown for each category; segments are options.

    A segment too small for its label goes without; then the bars get an axis to read it by.
    Raises ReportError when the options of an item may be chosen together.
    """
    groups = _groups(tabulation, style)
    _require_whole(tabulation, groups)
    options = {row.option: style.locale.text(row.label) for row in tabulation.rows}
    fills = scale(style.theme.colours.scale, len(options))
    colours = dict(zip(options, fills, strict=True))
    stub = Stub(style, groups)
    key = legend(style, tuple(options.values()), fills, stub.left)
    thickness = THICKNESS * style.size
    places = stub.place(key.height + OVERHANG, thickness)
    segments = _Segments(style, stub.left, thickness, colours)
    drawn = [
        segments.draw(group, middle) for group, middle in zip(groups, places.middles, strict=True)
    ]
    blocks = [block for each in drawn for block in each.blocks]
    labels = [label for each in drawn for label in each.labels]
    bottom = places.bottom + OVERHANG
    axis: tuple[Mark, ...] = ()
    if any(each.has_unlabelled for each in drawn):
        axis = tuple(_axis(style, stub.left, segments.extent, bottom))
        bottom += TICK + 2 * style.leading + MARGIN
    marks: tuple[Mark, ...] = (*key.marks, *blocks, *axis, *places.labels, *labels)
    return style.scene(marks, bottom, groups)


@dataclass(frozen=True, slots=True)
class _Drawn:
    blocks: tuple[Block, ...]
    labels: tuple[Label, ...]
    has_unlabelled: bool


@dataclass(frozen=True, slots=True)
class _Segments:
    """How the segments of every bar of one chart are drawn."""

    style: Style
    left: float
    thickness: float
    colours: Mapping[str, str]

    @property
    def extent(self) -> float:
        """Width of 100%. Half of the last tick's label stands right of it."""
        return self.style.right - self.left - self.style.lettering.line("100").width / 2

    def draw(self, group: Group, middle: float) -> _Drawn:
        """The bar of a group, and whether a segment of it was too small for its label."""
        blocks, labels = [], []
        has_unlabelled = False
        x = self.left
        for value in group.values:
            width = length(value.estimate) * self.extent
            colour = self.colours[value.estimate.option or ""]
            blocks.append(Block(x, middle - self.thickness / 2, width, self.thickness, colour))
            line = self.style.value(value.estimate)
            if line.width + 2 * PADDING <= width:
                tokens = self.style.theme.colours
                ink = on(colour, tokens.ink, tokens.paper)
                centre = x + width / 2
                shown = value.estimate
                labels.append(
                    self.style.write(line, centre, middle, anchor=0.5, colour=ink, prints=shown)
                )
            elif value.estimate.count:
                has_unlabelled = True
            x += width
        if x == self.left and group.values:  # nobody was asked
            shown = group.values[0].estimate
            line = self.style.value(shown)
            labels.append(self.style.write(line, x + VALUE_GAP, middle, prints=shown))
        return _Drawn(tuple(blocks), tuple(labels), has_unlabelled)


def _groups(tabulation: Tabulation, style: Style) -> tuple[Group, ...]:
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


def _axis(style: Style, left: float, extent: float, top: float) -> Iterator[Mark]:
    muted = style.theme.colours.muted
    yield Rule(left, top, left + extent, top, muted, HAIRLINE)
    middle = top + TICK + style.leading / 2
    for tick in TICKS:
        x = left + extent * tick / 100
        yield Rule(x, top, x, top + TICK, muted, HAIRLINE)
        number = style.lettering.line(style.locale.integer(tick))
        yield style.write(number, x, middle, anchor=0.5, colour=muted)
    title = style.lettering.line(style.locale.charts["percent_axis"])
    yield style.write(title, left + extent / 2, middle + style.leading, anchor=0.5, colour=muted)
