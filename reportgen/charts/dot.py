"""Dots: a value of each row on a scale, with its interval; several groups share a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.charts.axis import Axis
from reportgen.charts.colours import series
from reportgen.charts.drawing import CHARTS
from reportgen.charts.grouped_bar import grouped
from reportgen.charts.markers import RADIUS, marker, sample, whisker
from reportgen.charts.panels import in_panels, panelled
from reportgen.charts.scene import Group, Mark, Scene, Value
from reportgen.charts.stub import OVERHANG, Stub
from reportgen.charts.style import VALUE_GAP, Style, categories, legend, length, scale_end
from reportgen.results import Estimate, Tabulation


@CHARTS.add("dot")
def dot(tabulation: Tabulation, style: Style) -> Scene:
    """Return dots with their intervals over an axis, in the order of the rows.

    Every dot has its value beside it; the groups of a row stand one below another.
    """
    if style.options.panels:
        return _panels(tabulation, style)
    columns = categories(tabulation)
    if len(columns) == 1:
        return _single(tabulation, style)
    names = tuple(style.name(tabulation.columns[place]) for place in columns)
    groups = grouped(tabulation, style, columns, names)
    colours = series(style.theme.colours.series, len(names))
    stub = Stub(style, groups)
    key = legend(style, names, colours, stub.left, sample)
    estimates = [value.estimate for group in groups for value in group.values]
    dots, pitch = Dots.of(style, estimates), style.leading
    axis = dots.axis(stub.left, style.right - stub.left)
    places = stub.place(key.height + OVERHANG, pitch * len(names))
    rows: list[Mark] = []
    for group, centre in zip(groups, places.middles, strict=True):
        middle = centre - (len(names) - 1) / 2 * pitch
        for place, (value, colour) in enumerate(zip(group.values, colours, strict=True)):
            rows += dots.draw(value.estimate, axis, middle, colour, place)
            middle += pitch
    bottom = places.bottom + OVERHANG
    grid = axis.grid(places.middles[0] - len(names) * pitch / 2, bottom)
    marks = (*key.marks, *grid, *places.rules, *rows, *axis.below(bottom), *places.labels)
    return style.scene(marks, bottom + axis.height, groups)


def _single(tabulation: Tabulation, style: Style) -> Scene:
    """Dots of all respondents, or of the one category, each with its value."""
    (column,) = categories(tabulation)
    groups = tuple(
        Group(
            style.locale.text(row.label),
            (Value(None, row.estimates[column]),),
            style.locale.text(row.group) if row.group else None,
        )
        for row in tabulation.rows
    )
    estimates = [row.estimates[column] for row in tabulation.rows]
    dots = Dots.of(style, estimates)
    stub = Stub(style, groups)
    axis = dots.axis(stub.left, style.right - stub.left)
    places = stub.place(OVERHANG, style.theme.charts.bar)
    rows: list[Mark] = []
    for estimate, middle in zip(estimates, places.middles, strict=True):
        rows += dots.draw(estimate, axis, middle, style.theme.colours.accent)
    bottom = places.bottom + OVERHANG
    marks = (*axis.grid(0, bottom), *places.rules, *rows, *axis.below(bottom), *places.labels)
    return style.scene(marks, bottom + axis.height, groups)


def _panels(tabulation: Tabulation, style: Style) -> Scene:
    """A panel of dots for each category of the banner, all on one scale."""
    groups = panelled(tabulation, style)
    estimates = [value.estimate for group in groups for value in group.values]
    dots = Dots.of(style, estimates)
    height = dots.axis(0, 1).height
    panels = in_panels(tabulation, style, dots.room, style.theme.charts.bar, height)
    marks = list(panels.marks)
    for panel in panels.panels:
        axis = dots.axis(panel.left, panels.width)
        top = panel.middles[0] - style.theme.charts.bar / 2 - OVERHANG
        marks += (*axis.grid(top, panel.bottom), *panel.rules, *axis.below(panel.bottom))
        for row, middle in zip(tabulation.rows, panel.middles, strict=True):
            estimate = row.estimates[panel.column]
            marks += dots.draw(estimate, axis, middle, style.theme.colours.accent)
    return style.scene(marks, panels.bottom, groups)


@dataclass(frozen=True, slots=True)
class Dots:
    """How the dots of a chart are drawn, with intervals unless the figure wants none."""

    style: Style
    end: float
    """The proportion at the right end of their scale."""
    room: float
    """What their values take right of that, in points."""

    @classmethod
    def of(cls, style: Style, estimates: Sequence[Estimate]) -> Dots:
        """The way that suits these estimates."""
        widest = max((style.value(each).width for each in estimates), default=0.0)
        end = scale_end(max((length(each), *_limits(style, each))) for each in estimates)
        tick = style.lettering.line(style.locale.integer(round(end * 100))).width / 2
        return cls(style, end, max(RADIUS * style.size + VALUE_GAP + widest, tick))

    def axis(self, left: float, width: float) -> Axis:
        """Their scale, in that width with the values right of it."""
        return Axis(self.style, left, (width - self.room) / self.end, self.end)

    def draw(
        self,
        estimate: Estimate,
        axis: Axis,
        middle: float,
        colour: str,
        place: int = 0,
    ) -> list[Mark]:
        """The dot of an estimate, its interval and its value."""
        style, radius = self.style, RADIUS * self.style.size
        marks: list[Mark] = []
        end = axis.left
        if style.has_place(estimate):
            x = axis.left + length(estimate) * axis.unit
            end = x + radius
            if limits := _limits(style, estimate):
                low, high = (axis.left + limit * axis.unit for limit in limits)
                marks += whisker(low, high, middle, colour)
                end = max(end, high)
            marks.append(marker(place, x, middle, radius, colour))
        line = style.value(estimate)
        label = style.write(line, end + VALUE_GAP, middle, prints=estimate)
        marks += (*axis.clearing(label), label)
        return marks


def _limits(style: Style, estimate: Estimate) -> tuple[float, ...]:
    """The limits of its interval, where that is drawn."""
    wanted = style.options.intervals is not False
    return (style.limits(estimate) or ()) if wanted else ()
