"""Diverging bars: an ordered scale on both sides of a zero line, with the total of each side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from reportgen.charts.axis import Axis
from reportgen.charts.colours import between, scale
from reportgen.charts.drawing import CHARTS
from reportgen.charts.lettering import BOLD
from reportgen.charts.scene import Group, Label, Mark, Rule, Scene, Value
from reportgen.charts.stacked_bar import THICKNESS, Segment, stacked
from reportgen.charts.stub import OVERHANG, Stub
from reportgen.charts.style import (
    HAIRLINE,
    VALUE_GAP,
    Style,
    categories,
    legend,
    length,
)
from reportgen.errors import error
from reportgen.results import Estimate, Sides, SideTotals, Tabulation

NARROW = 330.0
"""A chart narrower than this has its labels above the bars, in points as all of these."""
COLUMN_GAP = 10.0
"""Left of options that stand apart."""
NOTE_GAP = 3.0
ROUND = 1e-6
APART = 0.4
"""How much of the muted colour there is in that of options that stand apart."""


@CHARTS.add("diverging_bar")
def diverging_bar(tabulation: Tabulation, style: Style) -> Scene:
    """Return a bar for each item, or category, that grows to both sides of a zero line.

    Residual options stand apart at the right, and so does the neutral one if the figure wants it.
    Raises ReportError where the direction of the scale is not known.
    """
    if tabulation.sides is None:
        raise error("scale-without-direction", style.place)
    parts = Parts.of(tabulation.sides, style.options.neutral_at == "middle")
    bars = [Bar.of(group, totals, parts) for group, totals in bars_of(tabulation, style)]
    groups = tuple(bar.told(style) for bar in bars)
    fills = fills_of(style, tabulation.sides, parts)
    names = {row.option: style.locale.text(row.label) for row in tabulation.rows}
    stub = Stub(style, groups, is_above=style.width < NARROW)
    colours = [fills[code][0] for code in parts.order]
    key = legend(style, [names[code] for code in parts.order], colours, stub.left)
    layout = _Layout.of(style, bars, parts, stub.left)
    thickness = THICKNESS * style.size
    places = stub.place(key.height + OVERHANG, thickness)
    drawn = [
        layout.draw(bar, middle, fills, thickness)
        for bar, middle in zip(bars, places.middles, strict=True)
    ]
    bottom = places.bottom + OVERHANG
    marks: list[Mark] = [
        *key.marks,
        *layout.zero_line(places.middles, thickness),
        *chain.from_iterable(each for each, _ in drawn),
    ]
    marks += places.labels
    if any(has_unlabelled for _, has_unlabelled in drawn):
        marks += layout.axis.below(bottom)
        bottom += layout.axis.height
    note, bottom = _note(style, stub.left, bottom + NOTE_GAP)
    return style.scene([*marks, *note], bottom, groups)


def _note(style: Style, left: float, top: float) -> tuple[list[Label], float]:
    """What the bold numbers are, below the bars, and where that ends."""
    lines = style.lettering.wrap(style.locale.charts["side_totals"], style.right - left)
    height = len(lines) * style.leading
    muted = style.theme.colours.muted
    return list(style.stack(lines, left, top + height / 2, colour=muted)), top + height


@dataclass(frozen=True, slots=True)
class Parts:
    """The options of the scale by where they stand: on each side from the zero line outwards."""

    negative: tuple[str, ...]
    split: tuple[str, ...]
    positive: tuple[str, ...]
    apart: tuple[str, ...]

    @classmethod
    def of(cls, sides: Sides, is_split: bool) -> Parts:
        """The parts of a scale; the neutral option is `is_split` by the line, or stands apart."""
        split = sides.neutral if is_split else ()
        apart = sides.apart if is_split else (*sides.neutral, *sides.apart)
        return cls(sides.negative[::-1], split, sides.positive[::-1], apart)

    @property
    def order(self) -> tuple[str, ...]:
        """From left to right."""
        return (*self.negative[::-1], *self.split, *self.positive, *self.apart)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its values from left to right, and the totals of both sides."""

    group: Group
    by_option: Mapping[str, Value]
    order: tuple[str, ...]
    negative: Estimate | None
    positive: Estimate | None

    @classmethod
    def of(cls, group: Group, totals: tuple[Estimate | None, Estimate | None], parts: Parts) -> Bar:
        """The bar of a group."""
        values = {value.estimate.option or "": value for value in group.values}
        return cls(group, values, parts.order, *totals)

    def told(self, style: Style) -> Group:
        """What is told of it: its values, then the totals."""
        totals = (
            Value(style.locale.charts[f"{side}_total"], estimate, is_total=True)
            for side, estimate in (("negative", self.negative), ("positive", self.positive))
            if estimate is not None
        )
        return replace(self.group, values=(*(self.by_option[code] for code in self.order), *totals))

    def reach(self, codes: Sequence[str]) -> float:
        """The share of options together: how far they reach, which is printed nowhere."""
        return sum(length(self.by_option[code].estimate) for code in codes)


def bars_of(
    tabulation: Tabulation, style: Style
) -> list[tuple[Group, tuple[Estimate | None, Estimate | None]]]:
    """The bars of the tabulation in order, each with the totals of its sides."""
    totals = {each.item: each for each in (tabulation.sides.totals if tabulation.sides else ())}
    columns = categories(tabulation) if tabulation.by else (0,)
    items = dict.fromkeys(row.item for row in tabulation.rows)
    found = [_of_column(totals[item], column) for item in items for column in columns]
    return list(zip(stacked(tabulation, style), found, strict=True))


def _of_column(totals: SideTotals, column: int) -> tuple[Estimate | None, Estimate | None]:
    return (
        totals.negative[column] if totals.negative else None,
        totals.positive[column] if totals.positive else None,
    )


def fills_of(style: Style, sides: Sides, parts: Parts) -> Mapping[str, tuple[str, int]]:
    """The colour of each option, and its place: negative ones from the far end of the scale."""
    tokens = style.theme.colours
    most = max(len(sides.negative), len(sides.positive), 1)
    colours = scale(tokens.scale, 2 * most + 1)
    fills = dict(zip(sides.positive, colours, strict=False))
    fills |= dict(zip(sides.negative, colours[::-1], strict=False))
    fills |= dict.fromkeys(sides.neutral, colours[most])
    grey = between(tokens.paper, tokens.muted, APART)
    step = 1 / max(len(sides.apart), 1)
    fills |= {
        code: between(grey, tokens.paper, at * step * APART) for at, code in enumerate(sides.apart)
    }
    return {code: (fills[code], place) for place, code in enumerate(parts.order)}


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the bars of one chart stand: the zero line, the scale, and what stands apart."""

    style: Style
    parts: Parts
    zero: float
    unit: float
    low: float
    """The greatest share left of the zero line, and right of it."""
    high: float
    apart: tuple[float, ...]
    """Where the options begin that stand apart."""
    zero_stops: bool
    """Whether the zero line stops at each bar."""

    @classmethod
    def of(cls, style: Style, bars: Sequence[Bar], parts: Parts, left: float) -> _Layout:
        """The layout in which the bars fill the width right of `left`."""

        def total(estimate: Estimate | None) -> float:
            return style.value(estimate, BOLD).width + VALUE_GAP if estimate else 0.0

        before = max(total(bar.negative) for bar in bars)
        after = max(total(bar.positive) for bar in bars)
        low = max(bar.reach(parts.negative) + bar.reach(parts.split) / 2 for bar in bars)
        high = max(bar.reach(parts.positive) + bar.reach(parts.split) / 2 for bar in bars)
        beside = [max(bar.reach([code]) for bar in bars) for code in parts.apart]
        values = [
            COLUMN_GAP
            + VALUE_GAP
            + max(style.value(bar.by_option[code].estimate).width for bar in bars)
            for code in parts.apart
        ]
        room = style.right - left - before - after - sum(values)
        unit = room / max(low + high + sum(beside), ROUND)
        zero = left + before + low * unit
        starts, x = list[float](), zero + high * unit + after
        for share, width in zip(beside, values, strict=True):
            starts.append(x + COLUMN_GAP)
            x += width + share * unit
        return cls(style, parts, zero, unit, low, high, tuple(starts), style.width < NARROW)

    @property
    def axis(self) -> Axis:
        """The scale on both sides of the zero line."""
        return Axis(self.style, self.zero, self.unit, self.high, -self.low)

    def zero_line(self, middles: Sequence[float], thickness: float) -> Iterator[Mark]:
        """Through all bars, or along each where labels stand between them."""
        reach = thickness / 2 + OVERHANG
        ends = [(y, y) for y in middles] if self.zero_stops else [(middles[0], middles[-1])]
        for first, last in ends:
            yield self.style.baseline(self.zero, first - reach, last + reach)

    def draw(
        self, bar: Bar, middle: float, fills: Mapping[str, tuple[str, int]], thickness: float
    ) -> tuple[list[Mark], bool]:
        """The marks of a bar, and whether a segment was too small for its number."""
        style = self.style
        marks: list[Mark] = []
        start = self.zero - (bar.reach(self.parts.negative) + self._half(bar)) * self.unit
        x, has_unlabelled, is_empty = start, False, True
        for code in (*self.parts.negative[::-1], *self.parts.split, *self.parts.positive):
            estimate = bar.by_option[code].estimate
            is_empty = is_empty and not style.has_place(estimate)
            segment = Segment(style, x, middle, length(estimate) * self.unit, thickness)
            colour, place = fills[code]
            marks += segment.blocks(colour, place, estimate)
            if segment.width and segment.holds(estimate):
                marks.append(segment.label(estimate, colour))
            elif segment.width:
                has_unlabelled = True
            x += segment.width
        if is_empty:
            shown = bar.by_option[bar.order[0]].estimate
            marks.append(
                style.write(style.value(shown), self.zero + VALUE_GAP, middle, prints=shown)
            )
            return marks, False
        marks += self._totals(bar, start, x, middle)
        for code, at in zip(self.parts.apart, self.apart, strict=True):
            marks += self._beside(bar.by_option[code].estimate, at, middle, fills[code], thickness)
        return marks, has_unlabelled

    def _half(self, bar: Bar) -> float:
        return bar.reach(self.parts.split) / 2

    def _totals(self, bar: Bar, start: float, end: float, middle: float) -> list[Mark]:
        marks: list[Mark] = []
        for estimate, x, anchor in (
            (bar.negative, start - VALUE_GAP, 1),
            (bar.positive, end + VALUE_GAP, 0),
        ):
            if estimate is not None:
                line = self.style.value(estimate, BOLD)
                marks.append(self.style.write(line, x, middle, anchor=anchor, prints=estimate))
        return marks

    def _beside(
        self, estimate: Estimate, x: float, middle: float, fill: tuple[str, int], thickness: float
    ) -> list[Mark]:
        """The bar of an option that stands apart, from a line of its own, with its value."""
        style, width, half = self.style, length(estimate) * self.unit, thickness / 2
        muted = style.theme.colours.muted
        block = style.block(x, middle - half, width, thickness, *fill)
        rule = Rule(x, middle - half - OVERHANG, x, middle + half + OVERHANG, muted, HAIRLINE)
        line = style.value(estimate)
        return [block, rule, style.write(line, x + width + VALUE_GAP, middle, prints=estimate)]
