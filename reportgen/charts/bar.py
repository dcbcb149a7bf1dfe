"""Bars: one for each row of the stub, of all respondents, or in a panel for each category."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.charts.drawing import CHARTS
from reportgen.charts.markers import halo, whisker
from reportgen.charts.panels import in_panels, panelled
from reportgen.charts.scene import Group, Mark, Scene, Value
from reportgen.charts.stub import OVERHANG, Stub
from reportgen.charts.style import VALUE_GAP, Style, length, scale_end
from reportgen.errors import error
from reportgen.results import Estimate, Tabulation


@CHARTS.add("bar")
def bar(tabulation: Tabulation, style: Style) -> Scene:
    """Return horizontal bars in the order of the rows, each with its label and its value.

    Every bar is labelled, so there is no axis. Raises ReportError for a breakdown without panels.
    """
    if style.options.panels:
        return _panels(tabulation, style)
    if tabulation.by is not None:
        raise error(
            "bar-with-breakdown",
            tabulation.by.place,
            found=tabulation.by.name,
            allowed=("grouped_bar", "stacked_bar"),
        )
    groups = tuple(
        Group(
            style.locale.text(row.label),
            (Value(None, row.estimates[0]),),
            style.locale.text(row.group) if row.group else None,
        )
        for row in tabulation.rows
    )
    bars = Bars.of(style, [value.estimate for group in groups for value in group.values])
    stub = Stub(style, groups)
    unit = (style.right - stub.left - bars.room) / bars.end
    places = stub.place(OVERHANG, style.theme.charts.bar)
    marks: list[Mark] = []
    for group, middle in zip(groups, places.middles, strict=True):
        estimate = group.values[0].estimate
        marks += bars.draw(estimate, stub.left, middle, unit, style.theme.colours.accent)
    marks = [*marks, *places.rules, *places.labels]
    return style.scene(marks, places.bottom + OVERHANG, groups)


def _panels(tabulation: Tabulation, style: Style) -> Scene:
    """A panel of bars for each category of the banner, all on one scale."""
    groups = panelled(tabulation, style)
    bars = Bars.of(style, [value.estimate for group in groups for value in group.values])
    thickness = style.theme.charts.bar
    panels = in_panels(tabulation, style, bars.room, thickness)
    unit = (panels.width - bars.room) / bars.end
    marks = list(panels.marks)
    for panel in panels.panels:
        for row, middle in zip(tabulation.rows, panel.middles, strict=True):
            estimate = row.estimates[panel.column]
            marks += bars.draw(estimate, panel.left, middle, unit, style.theme.colours.accent)
    marks += (rule for panel in panels.panels for rule in panel.rules)
    return style.scene(marks, panels.bottom, groups)


@dataclass(frozen=True, slots=True)
class Bars:
    """How single bars are drawn, with intervals if the figure asks for them, and their values."""

    style: Style
    end: float
    """The proportion at the right end of their scale."""
    room: float
    """What their values take right of that, in points."""
    thickness: float

    @classmethod
    def of(cls, style: Style, estimates: list[Estimate], thickness: float | None = None) -> Bars:
        """The way that suits all of these estimates."""
        end = scale_end(_reach(style, each) for each in estimates)
        widest = max((style.value(each).width for each in estimates), default=0.0)
        return cls(style, end, widest + VALUE_GAP, thickness or style.theme.charts.bar)

    def draw(
        self,
        estimate: Estimate,
        left: float,
        middle: float,
        unit: float,
        colour: str,
        place: int = 0,
    ) -> list[Mark]:
        """The bar of an estimate that begins at `left`, its interval and its value."""
        style, extent = self.style, length(estimate) * unit
        top = middle - self.thickness / 2
        marks: list[Mark] = [style.block(left, top, extent, self.thickness, colour, place)]
        end = left + extent
        if limits := self._limits(estimate):
            low, high = (left + limit * unit for limit in limits)
            if low < end:
                marks += halo(low, end, middle, style.theme.colours.paper)
            marks += whisker(low, high, middle, style.theme.colours.ink)
            end = max(end, high)
        line = style.value(estimate)
        marks.append(style.write(line, end + VALUE_GAP, middle, prints=estimate))
        return marks

    def _limits(self, estimate: Estimate) -> tuple[float, float] | None:
        return self.style.limits(estimate) if self.style.options.intervals else None


def _reach(style: Style, estimate: Estimate) -> float:
    """How far right its bar, or its interval, goes."""
    limits = style.limits(estimate) if style.options.intervals else None
    return max(length(estimate), limits[1] if limits else 0.0)
