"""Bars that lie, natively: one for each row, of all respondents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.charts.scene import Group, Value
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
from reportgen.renderers.docx.charts.rows import MARGIN, Rows
from reportgen.renderers.docx.charts.setting import Setting
from reportgen.results import Estimate, Tabulation

PAST = 2.0
"""Between a whisker and its label, in points, more than Word leaves by itself."""


@NATIVE_CHARTS.add("bar")
def bar(tabulation: Tabulation, setting: Setting) -> NativeChart:
    """Bars in the order of the rows, each with its label and value, and its interval if wanted."""
    style = setting.style
    groups = tuple(
        Group(
            style.locale.text(row.label),
            (Value(None, row.estimates[0]),),
            style.locale.text(row.group) if row.group else None,
        )
        for row in tabulation.rows
    )
    rows = Rows.of(setting, groups, style.theme.charts.bar)
    bars = Bars.of(setting, [group.values[0].estimate for group in groups])
    plot = Box(rows.left, MARGIN, style.right - rows.left - bars.room, rows.height)
    points = [
        bars.point(group.values[0].estimate, plot.width) if group else BLANK
        for group in rows.groups
    ]
    series = bars.series(setting.share_name, points, style.theme.colours.accent)
    return NativeChart(
        width=style.width,
        height=rows.height + 2 * MARGIN,
        kind="bar",
        series=(series,),
        categories=rows.labels,
        plot=plot,
        values=bars.scale,
        stub=setting.stub(tabulation),
        thickness=style.theme.charts.bar,
        base=Stroke(style.theme.colours.muted, HAIRLINE),
        beside=rows.items,
        shapes=tuple(rows.headings(MARGIN)),
    )


@dataclass(frozen=True, slots=True)
class Bars:
    """How single bars are set, with whiskers if the figure asks for intervals, and labels."""

    setting: Setting
    end: float
    """The proportion at the right end of their scale."""
    room: float
    """What their labels take right of that, in points."""

    @classmethod
    def of(cls, setting: Setting, estimates: Sequence[Estimate]) -> Bars:
        """The way that suits all of these estimates."""
        end, widest = setting.extent([_point(setting, each) for each in estimates])
        return cls(setting, end, widest + 2 * VALUE_GAP)

    @property
    def scale(self) -> Scale:
        """Their scale, which is not printed: each bar has its value."""
        return Scale(0, self.end, format="0%", is_shown=False)

    def point(self, estimate: Estimate, extent: float) -> Point:
        """The point of an estimate on a scale `extent` points long: its label is past a whisker."""
        point = _point(self.setting, estimate)
        if point.interval is None or point.value is None:
            return point
        past = max(point.interval[1] - point.value, 0.0) * extent / self.end
        return replace(point, shift=(past + PAST, 0.0))

    def series(self, name: str, points: Sequence[Point], colour: str, place: int = 0) -> Series:
        """A series of such points."""
        ink = self.setting.style.theme.colours.ink
        has_whiskers = any(point.interval for point in points)
        return Series(
            name,
            tuple(points),
            fill=self.setting.fill(colour, place),
            whisker=self.setting.whisker(colour) if has_whiskers else None,
            labels=Labels("outEnd", ink, format=self.setting.percent),
        )


def _point(setting: Setting, estimate: Estimate) -> Point:
    return setting.point(estimate, whisker=bool(setting.style.options.intervals))
