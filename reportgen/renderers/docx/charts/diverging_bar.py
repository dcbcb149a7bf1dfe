"""Diverging bars, natively: stacked bars that a spacer pushes to where their zero line is.

The values of the workbook are the shares themselves, none below zero. Each spacer is a formula of
them, so that a bar stays at the line when a value is changed. The totals of both sides are labels
of spacers, as is the number of an option that stands apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from reportgen.charts.axis import Axis
from reportgen.charts.diverging_bar import COLUMN_GAP, ROUND, Bar, Parts, bars_of, fills_of
from reportgen.charts.lettering import BOLD
from reportgen.charts.stacked_bar import THICKNESS
from reportgen.charts.style import HAIRLINE, LABEL_SHARE, VALUE_GAP
from reportgen.errors import error
from reportgen.renderers.docx.charts.frame import (
    BLANK,
    Box,
    Labels,
    Line,
    NativeChart,
    Point,
    Position,
    Remainder,
    Scale,
    Series,
    Stroke,
    Words,
)
from reportgen.renderers.docx.charts.kinds import NATIVE_CHARTS
from reportgen.renderers.docx.charts.legends import legend_above
from reportgen.renderers.docx.charts.rows import MARGIN, Rows
from reportgen.renderers.docx.charts.scales import AXIS_HEIGHT, percent_axis
from reportgen.renderers.docx.charts.setting import Setting
from reportgen.renderers.docx.charts.stacked_bar import Segments
from reportgen.results import Estimate, Tabulation

NOTE_GAP = 3.0
"""Between bars and note, in points."""
SHARES = (LABEL_SHARE, 0.42)
"""What labels may take of the width, besides which there are totals."""


@NATIVE_CHARTS.add("diverging_bar")
def diverging_bar(tabulation: Tabulation, setting: Setting) -> NativeChart:
    """A bar for each item, or category, on both sides of a zero line, with the side's totals.

    Options stand apart as in the drawing. Raises ReportError where the direction is not known.
    """
    style = setting.style
    if tabulation.sides is None:
        raise error("scale-without-direction", style.place)
    parts = Parts.of(tabulation.sides, style.options.neutral_at == "middle")
    bars = [Bar.of(group, totals, parts) for group, totals in bars_of(tabulation, style)]
    names = {row.option: style.locale.text(row.label) for row in tabulation.rows}
    fills = fills_of(style, tabulation.sides, parts)
    thickness = THICKNESS * style.size
    rows = Rows.of(setting, [bar.group for bar in bars], thickness, SHARES)
    # What stands apart does so in the legend too, behind a spacer, which has no name.
    told = (["", names[code]] if code in parts.apart else [names[code]] for code in parts.order)
    legend, top = legend_above(setting, [*chain.from_iterable(told)], rows.left)
    plot = Box(rows.left, top, style.right - rows.left, rows.height)
    layout = Layout.of(setting, bars, parts, plot)
    every = layout.segments.points(rows.groups)
    by_bar = iter(bars)
    totals = layout.totals([next(by_bar) if group else None for group in rows.groups])
    shapes = list[Line | Words](layout.lines(rows, top, thickness))
    below, bottom = _below(layout, top + rows.height, plot, has_axis=layout.lacks_numbers(every))
    return NativeChart(
        width=style.width,
        height=bottom + MARGIN,
        kind="bar",
        series=layout.series(totals, every, names, fills),
        categories=rows.labels,
        plot=plot,
        values=Scale(0, layout.extent, is_shown=False),
        stub=setting.scale_stub(tabulation),
        thickness=thickness,
        is_stacked=True,
        legend=legend,
        beside=(*totals, *rows.items),
        shapes=(*rows.headings(top), *shapes, *below),
    )


def _below(
    layout: Layout, top: float, plot: Box, *, has_axis: bool
) -> tuple[list[Line | Words], float]:
    """What stands below the bars, an axis if they need one and the note, and where it ends."""
    setting, shapes = layout.setting, list[Line | Words]()
    style = setting.style
    if has_axis:
        axis = Axis(style, layout.zero, layout.unit, layout.high, -layout.low)
        shapes += percent_axis(setting, axis, top)
        top += AXIS_HEIGHT * style.size
    lines = style.lettering.wrap(style.locale.charts["side_totals"], plot.width / setting.wider)
    box = Box(plot.x, top + NOTE_GAP, plot.width, len(lines) * style.leading)
    note = "\n".join(line.text for line in lines)
    return [*shapes, Words(note, box, style.theme.colours.muted)], box.y + box.height


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the bars of one chart stand. Lengths on the scale are shares of a base."""

    setting: Setting
    parts: Parts
    left: float
    """Where the scale begins, in points."""
    unit: float
    """The length of the whole base, in points."""
    before: float
    """Left and right of the bars there is this room for the totals, as a share."""
    after: float
    low: float
    """The greatest share left of the zero line, and right of it."""
    high: float
    beside: tuple[float, ...]
    """The greatest share of each option that stands apart."""
    values: tuple[float, ...]
    """The room of its number, as a share."""

    @classmethod
    def of(cls, setting: Setting, bars: Sequence[Bar], parts: Parts, plot: Box) -> Layout:
        """The layout in which the bars fill the plot."""

        def share(bar: Bar, code: str) -> float:
            return setting.share(bar.by_option[code].estimate)

        def reach(bar: Bar, codes: Sequence[str]) -> float:
            return sum(share(bar, code) for code in codes)

        def total(estimate: Estimate | None) -> float:
            text = setting.point(estimate).text if estimate else ""
            return setting.width(text, BOLD) + 2 * VALUE_GAP if text else 0.0

        before = max(total(bar.negative) for bar in bars)
        after = max(total(bar.positive) for bar in bars)
        low = max(reach(bar, parts.negative) + reach(bar, parts.split) / 2 for bar in bars)
        high = max(reach(bar, parts.positive) + reach(bar, parts.split) / 2 for bar in bars)
        beside = tuple(max(share(bar, code) for bar in bars) for code in parts.apart)
        values = tuple(
            2 * VALUE_GAP
            + max(setting.width(setting.point(bar.by_option[code].estimate).text) for bar in bars)
            for code in parts.apart
        )
        room = plot.width - before - after - sum(values) - COLUMN_GAP * len(values)
        unit = room / max(low + high + sum(beside), ROUND)
        return cls(
            setting, parts, plot.x, unit, before / unit, after / unit, low, high, beside,
            tuple(each / unit for each in values),
        )  # fmt: skip

    @property
    def segments(self) -> Segments:
        """How segments are set on this scale."""
        return Segments(self.setting, self.parts.order, self.unit, has_totals=True)

    def lacks_numbers(self, every: Mapping[str, list[Point]]) -> bool:
        """Whether a segment of the scale found no room for its number."""
        scale = self.parts.order[: len(self.parts.order) - len(self.parts.apart)]
        points = (point for code in scale for point in every[code])
        return any(point.label == "" and point.value for point in points)

    @property
    def zero(self) -> float:
        """Where the zero line is, in points."""
        return self.left + (self.before + self.low) * self.unit

    @property
    def gap(self) -> float:
        """What is left free before an option that stands apart, as a share."""
        return COLUMN_GAP / self.unit

    @property
    def extent(self) -> float:
        """The end of the scale."""
        apart = sum(self.beside) + sum(self.values) + self.gap * len(self.values)
        return self.before + self.low + self.high + self.after + apart

    @property
    def starts(self) -> Iterator[float]:
        """Where the options begin that stand apart, in points."""
        at = self.before + self.low + self.high + self.after
        for share, value in zip(self.beside, self.values, strict=True):
            at += self.gap
            yield self.left + at * self.unit
            at += share + value

    def lines(self, rows: Rows, top: float, thickness: float) -> Iterator[Line]:
        """The line at zero, between the bars, and one for each option that stands apart."""
        stroke = Stroke(self.setting.style.theme.colours.muted, HAIRLINE)
        bottom = top + rows.height
        half = (rows.pitch - thickness) / 2
        for row in range(len(rows.labels) + 1):
            y = top + row * rows.pitch
            yield Line(self.zero, max(y - half, top), self.zero, min(y + half, bottom), stroke)
        for x in self.starts:
            yield Line(x, top, x, bottom, stroke)

    def series(
        self,
        totals: tuple[Series, Series],
        every: Mapping[str, list[Point]],
        names: Mapping[str, str],
        fills: Mapping[str, tuple[str, int]],
    ) -> tuple[Series, ...]:
        """The options from left to right, and the spacers before and after each side."""
        parts = self.parts
        scale = parts.order[: len(parts.order) - len(parts.apart)]
        places = {code: place for place, code in enumerate(scale, 1)}
        left = [(places[code], 1.0) for code in parts.negative]
        right = [(places[code], 1.0) for code in parts.positive]
        split = [(places[code], 0.5) for code in parts.split]
        drawn = [self.segments.series(names[code], every[code], *fills[code]) for code in scale]
        frame, gap = [BLANK_SERIES, *drawn], self.gap if parts.apart else 0.0
        before = Remainder(self.before + self.low, (*left, *split))
        after = Remainder(self.high + self.after + gap, (*split, *right))
        first = self._spacer(frame, before, "inEnd", totals[0], is_total=True)
        last = self._spacer(frame, after, "inBase", totals[1], is_total=True)
        made = [first, *drawn, last]
        for at, code in enumerate(parts.apart):
            points = [replace(point, label="") for point in every[code]]
            made.append(self.segments.series(names[code], points, *fills[code]))
            is_last = at + 1 == len(parts.apart)
            total = self.beside[at] + self.values[at] + (0.0 if is_last else self.gap)
            less = ((len(made) - 1, 1.0),)
            made.append(self._spacer(made, Remainder(total, less), "inBase", made[-1]))
        return tuple(made)

    def _spacer(
        self,
        series: Sequence[Series],
        remainder: Remainder,
        position: Position,
        printed: Series,
        *,
        is_total: bool = False,
    ) -> Series:
        """A spacer whose labels print another series; of totals none that is withheld."""
        style = self.setting.style
        points = (
            Point(
                remainder.of(series, row),
                label="" if is_total and not _is_number(point) else point.text,
            )
            for row, point in enumerate(printed.points)
        )
        return Series(
            style.locale.charts["spacer"],
            tuple(points),
            labels=Labels(position, style.theme.colours.ink, is_bold=is_total, prints=printed),
            is_told=False,
            remainder=remainder,
        )

    def totals(self, bars: Sequence[Bar | None]) -> tuple[Series, Series]:
        """The totals of both sides, for the workbook and the labels; blank where there is none."""
        charts = self.setting.style.locale.charts
        labels = Labels("ctr", self.setting.style.theme.colours.ink, format=self.setting.percent)
        negative = [bar.negative if bar else None for bar in bars]
        positive = [bar.positive if bar else None for bar in bars]
        found = (charts["negative_total"], negative), (charts["positive_total"], positive)
        first, last = (
            Series(
                name,
                tuple(self.setting.point(each) if each else BLANK for each in estimates),
                labels=labels,
            )
            for name, estimates in found
        )
        return first, last


BLANK_SERIES = Series("", ())
"""What stands in the place of the first spacer while it is not made yet."""


def _is_number(point: Point) -> bool:
    """Whether what is printed is a percentage or n/N, not a dash."""
    return any(character.isdigit() for character in point.text)
