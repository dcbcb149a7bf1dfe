"""Dots with their intervals, natively: points of a scatter, whose rows have labels at the left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.charts import categories
from reportgen.charts.axis import Axis
from reportgen.charts.colours import series as series_colours
from reportgen.charts.grouped_bar import grouped
from reportgen.charts.markers import RADIUS, WHISKER
from reportgen.charts.style import HAIRLINE, VALUE_GAP
from reportgen.renderers.docx.charts.frame import (
    BLANK,
    Box,
    Labels,
    Marker,
    NativeChart,
    Point,
    Scale,
    Series,
    Stroke,
    Symbol,
    segments,
)
from reportgen.renderers.docx.charts.kinds import NATIVE_CHARTS
from reportgen.renderers.docx.charts.legends import MARKER_SAMPLE, legend_above
from reportgen.renderers.docx.charts.points import axis_room
from reportgen.renderers.docx.charts.rows import MARGIN, Rows
from reportgen.renderers.docx.charts.setting import Setting
from reportgen.results import Estimate, Tabulation

SYMBOLS: tuple[Symbol, ...] = ("circle", "diamond", "triangle", "square", "dash", "x")
"""The markers of the series, in order, as near to those of the drawing as Word has them."""
SIZES = (1.0, 1.15, 1.15, 0.95, 1.2, 1.0)
"""How large each is, in discs, so that all look alike in size."""


@NATIVE_CHARTS.add("dot")
def dot(tabulation: Tabulation, setting: Setting) -> NativeChart:
    """Dots over an axis in the order of the rows; the groups of a row stand one below another."""
    style = setting.style
    columns = categories(tabulation)
    names = tuple(style.name(tabulation.columns[place]) for place in columns)
    groups = grouped(tabulation, style, columns, names)
    is_single = len(columns) == 1
    content = style.theme.charts.bar if is_single else style.leading * len(names)
    rows = Rows.of(setting, groups, content)
    dots = Dots.of(setting, [value.estimate for group in groups for value in group.values])
    legend, top = (
        (None, MARGIN) if is_single else legend_above(setting, names, rows.left, MARKER_SAMPLE)
    )
    plot = Box(rows.left, top, style.right - rows.left - dots.room, rows.height)
    return NativeChart(
        width=style.width,
        height=top + rows.height + axis_room(setting),
        kind="scatter",
        series=tuple(_series(setting, dots, rows, names, plot.width)),
        categories=rows.names,
        plot=plot,
        values=dots.scale(plot),
        upright=Scale(0, len(rows.labels), is_shown=False, is_reversed=True),
        stub=setting.stub(tabulation),
        base=Stroke(style.theme.colours.muted, HAIRLINE),
        legend=legend,
        shapes=rows.label_shapes(top),
    )


def _series(
    setting: Setting, dots: Dots, rows: Rows, names: Sequence[str], extent: float
) -> Iterator[Series]:
    """The series of each category, its dots that much below the middle of its row."""
    style, is_single = setting.style, len(names) == 1
    colours = series_colours(style.theme.colours.series, len(names))
    for place, name in enumerate(names):
        lift = (place - (len(names) - 1) / 2) * style.leading / rows.pitch
        points = [
            dots.point(group.values[place].estimate, row + 0.5 + lift, extent) if group else BLANK
            for row, group in enumerate(rows.groups)
        ]
        colour = style.theme.colours.accent if is_single else colours[place]
        yield from dots.series(setting.share_name if is_single else name, points, colour, place)


@dataclass(frozen=True, slots=True)
class Dots:
    """How dots are set, with whiskers unless the figure wants none, and labels."""

    setting: Setting
    end: float
    """The proportion at the right end of their scale."""
    room: float
    """What their labels take right of that, in points."""

    @classmethod
    def of(cls, setting: Setting, estimates: Sequence[Estimate]) -> Dots:
        """The way that suits all of these estimates."""
        end, widest = setting.extent([_point(setting, each) for each in estimates])
        return cls(setting, end, widest + 4 * VALUE_GAP)

    def scale(self, plot: Box) -> Scale:
        """Their scale below them, with light lines up from its ticks."""
        axis = Axis(self.setting.style, plot.x, plot.width / self.end, self.end)
        ticks = list(axis.ticks)
        step = (ticks[1] - ticks[0]) / 100 if len(ticks) > 1 else None
        name = self.setting.share_name
        return Scale(0, self.end, step=step, format="0%", has_grid=True, title=name)

    def point(self, estimate: Estimate, at: float, extent: float) -> Point:
        """The dot of an estimate in its row, on a scale `extent` points long."""
        point = _point(self.setting, estimate, at)
        if point.interval is None or point.value is None:
            return point
        radius = RADIUS * self.setting.style.size
        past = (point.interval[1] - point.value) * extent / self.end
        return replace(point, shift=(max(past - radius, 0.0), 0.0))

    def series(
        self, name: str, points: Sequence[Point], colour: str, place: int = 0
    ) -> Iterator[Series]:
        """The lines of their intervals, if there are any, as a series, and that of the dots."""
        style = self.setting.style
        which = place % len(SYMBOLS)
        ends = [
            ((point.interval[0], point.at), (point.interval[1], point.at))
            if point.interval and point.at is not None
            else None
            for point in points
        ]
        if any(ends):
            told = style.locale.charts["limits"].format(name=name)
            yield segments(told, ends, Stroke(colour, WHISKER))
        labels = Labels("r", style.theme.colours.ink, format=self.setting.percent)
        yield Series(
            name,
            tuple(BLANK if point.value is None else point for point in points),
            marker=Marker(SYMBOLS[which], 2 * RADIUS * style.size * SIZES[which], colour),
            labels=labels,
        )
        # With a text among its values Excel would take those of a scatter for 1, 2, 3 and so on.
        absent = tuple(
            Point(0.0, label=point.text, at=point.at)
            if point.value is None and point.text
            else BLANK
            for point in points
        )
        if any(not point.is_blank for point in absent):
            yield Series(style.locale.charts["row_labels"], absent, labels=labels, is_told=False)


def _point(setting: Setting, estimate: Estimate, at: float | None = None) -> Point:
    return setting.point(estimate, whisker=setting.style.options.intervals is not False, at=at)
