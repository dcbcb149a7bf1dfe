"""Stacked 100% bars, natively: a series for each option, a bar for each item or category."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.charts.axis import TICK
from reportgen.charts.colours import legible, scale
from reportgen.charts.scene import Group, Value
from reportgen.charts.stacked_bar import PADDING, THICKNESS, stacked
from reportgen.charts.style import HAIRLINE, VALUE_GAP
from reportgen.renderers.docx.charts.frame import (
    BLANK,
    Box,
    Labels,
    NativeChart,
    Point,
    Scale,
    Series,
    Stroke,
)
from reportgen.renderers.docx.charts.kinds import NATIVE_CHARTS
from reportgen.renderers.docx.charts.legends import legend_above
from reportgen.renderers.docx.charts.points import axis_room
from reportgen.renderers.docx.charts.rows import MARGIN, Rows
from reportgen.renderers.docx.charts.setting import Setting
from reportgen.results import Tabulation

TITLE = 1.6
"""From the ticks of the axis to its title, in lines."""
ASIDE = 0.6
"""How far the middle of text is from the line that it begins at, in its width, with some room."""


@NATIVE_CHARTS.add("stacked_bar")
def stacked_bar(tabulation: Tabulation, setting: Setting) -> NativeChart:
    """Segments in the order of the options, each with its number where there is room for it.

    Where there is none, the bars get an axis to read it by.
    """
    style = setting.style
    names = {row.option: style.locale.text(row.label) for row in tabulation.rows}
    colours = dict(zip(names, scale(style.theme.colours.scale, len(names)), strict=True))
    thickness = THICKNESS * style.size
    rows = Rows.of(setting, stacked(tabulation, style), thickness)
    legend, top = legend_above(setting, tuple(names.values()), rows.left)
    extent = style.right - rows.left - setting.width("100%") / 2
    segments = Segments(setting, tuple(names), extent)
    points = segments.points(rows.groups)
    series = tuple(
        segments.series(name, points[code], colours[code], place)
        for place, (code, name) in enumerate(names.items())
    )
    has_axis = any(point.label == "" and point.value for each in points.values() for point in each)
    plot = Box(rows.left, top, extent, rows.height)
    return NativeChart(
        width=style.width,
        height=top + rows.height + (axis_room(setting) if has_axis else MARGIN),
        kind="bar",
        series=series,
        categories=rows.labels,
        plot=plot,
        values=_scale(setting, plot) if has_axis else Scale(0, 1, is_shown=False),
        stub=setting.scale_stub(tabulation),
        thickness=thickness,
        is_stacked=True,
        base=Stroke(style.theme.colours.muted, HAIRLINE),
        legend=legend,
        beside=rows.items,
        shapes=tuple(rows.headings(top)),
    )


def _scale(setting: Setting, plot: Box) -> Scale:
    """From none to all, with its title below the middle of the bars.

    LibreOffice would set that in the middle of bars and labels together.
    """
    name = setting.share_name
    left = plot.x + (plot.width - setting.width(name)) / 2
    at = left, plot.y + plot.height + TICK + TITLE * setting.style.leading
    return Scale(0, 1, step=0.2, format="0%", title=name, title_at=at)


@dataclass(frozen=True, slots=True)
class Segments:
    """How the segments of bars are set: `unit` is the length of the whole, in points."""

    setting: Setting
    codes: tuple[str, ...]
    """The options that stand in a bar, from left to right."""
    unit: float
    has_totals: bool = False
    """Whether bars have totals, which then stand for the counts of one without percentages."""

    def points(self, rows: Sequence[Group | None]) -> Mapping[str, list[Point]]:
        """The points of each option. A number that finds no room in its segment isn't printed."""
        found: dict[str, list[Point]] = {code: [] for code in self.codes}
        for group in rows:
            values = {value.estimate.option or "": value for value in group.values} if group else {}
            for code, point in self._row(values).items():
                found[code].append(point)
        return found

    def series(self, name: str, points: Sequence[Point], colour: str, place: int) -> Series:
        """The series of an option."""
        tokens = self.setting.style.theme.colours
        ink, fill = legible(colour, tokens.ink, tokens.paper), self.setting.fill(colour, place)
        ground = colour if fill.hatch else None
        labels = Labels("ctr", ink, format=self.setting.percent, ground=ground)
        return Series(name, tuple(points), fill=fill, labels=labels)

    def _row(self, values: Mapping[str, Value]) -> Mapping[str, Point]:
        points = {
            code: self.setting.point(values[code].estimate) if code in values else BLANK
            for code in self.codes
        }
        if values and all(point.value is None for point in points.values()):
            return self._withheld(points)
        return {code: self._fitted(point) for code, point in points.items()}

    def _fitted(self, point: Point) -> Point:
        room = self.setting.width(point.text) + 2 * PADDING
        if point.value is not None and room <= point.value * self.unit:
            return point
        return replace(point, label="")

    def _withheld(self, points: Mapping[str, Point]) -> Mapping[str, Point]:
        """A bar without a percentage: its numbers, as n/N, stand in its place, in their order."""
        texts = [point.text for point in points.values() if point.text]
        kept = list(dict.fromkeys(texts)) if len(set(texts)) == 1 else texts
        if self.has_totals and len(kept) > 1:
            return {code: replace(point, label="") for code, point in points.items()}
        label = self.setting.style.locale.word("alternative_join").join(kept)
        aside = ASIDE * self.setting.width(label) + VALUE_GAP
        ink = self.setting.style.theme.colours.ink
        first, *others = points
        return {
            first: replace(points[first], label=label, shift=(aside, 0.0), ink=ink),
            **{code: replace(points[code], label="") for code in others},
        }
