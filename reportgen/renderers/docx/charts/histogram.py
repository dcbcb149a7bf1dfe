"""Histograms, natively: columns that touch; with a breakdown one panel above another.

The panels are one stack of columns: a spacer above each column reaches to where the next panel
begins, so that all are on one scale. Its label is the number of the column below. The axis, which
has its numbers at the limits of the classes, is drawn over the chart: that of a bar chart has them
below the middles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.charts import categories
from reportgen.charts.colours import between
from reportgen.charts.histogram import BETWEEN, PANEL_GAP, TITLE_GAP, Plot, plot_of, upright_numbers
from reportgen.charts.lettering import BOLD
from reportgen.charts.number_axis import GRID_STRENGTH, TICK
from reportgen.charts.sizes import size
from reportgen.charts.style import HAIRLINE, LABEL_GAP, MARGIN
from reportgen.document import Form
from reportgen.renderers.docx.charts.frame import (
    Box,
    Labels,
    Line,
    NativeChart,
    Point,
    Remainder,
    Scale,
    Series,
    Stroke,
    Words,
)
from reportgen.renderers.docx.charts.kinds import NATIVE_CHARTS
from reportgen.renderers.docx.charts.scales import centred
from reportgen.renderers.docx.charts.setting import Setting
from reportgen.results import Classes, Tabulation, as_base

NUMBER = 1.7
"""Height of the number above a column, in ems: more than in the drawing, as Word leaves it."""


@NATIVE_CHARTS.add("histogram")
def histogram(tabulation: Tabulation, setting: Setting) -> NativeChart:
    """Columns of classes: counts of all, or in panels the percentages of each category.

    Each has its number above it where all have room for it; otherwise an axis at the left says
    how high they are.
    """
    style, classes = setting.style, tabulation.detail
    assert isinstance(classes, Classes)  # tabulated so for this kind
    columns = categories(tabulation)
    is_panelled = tabulation.by is not None
    shown = [[row.estimates[column] for row in tabulation.rows] for column in columns]
    plot = plot_of(style, classes.limits, shown, is_panelled)
    panels = Panels(setting, tabulation, columns, plot, is_panelled)
    box = panels.box
    name = style.locale.text(tabulation.items[0].label)
    below, bottom = panels.axis_below(box.y + box.height, name)
    number = len(tabulation.rows)
    return NativeChart(
        width=style.width,
        height=bottom + MARGIN,
        kind="column",
        series=panels.series(),
        categories=tuple(style.locale.text(row.label) for row in tabulation.rows),
        plot=box,
        values=Scale(0, panels.extent, is_shown=False),
        stub=name,
        thickness=box.width / number - BETWEEN,
        is_stacked=True,
        has_category_labels=False,
        shapes=(*panels.shapes(), *below),
    )


@dataclass(frozen=True, slots=True)
class Panels:
    """The panels of a histogram, or the one, from the top. Lengths are in points but for `extent`.

    In a stack the lowest comes first.
    """

    setting: Setting
    tabulation: Tabulation
    columns: tuple[int, ...]
    plot: Plot
    is_panelled: bool

    @property
    def unit(self) -> float:
        """The length of one, be it a respondent or all of them."""
        return self.plot.height / self.plot.full

    @property
    def title(self) -> float:
        """The height of a panel's name."""
        return self.setting.style.leading + TITLE_GAP if self.is_panelled else 0.0

    @property
    def above(self) -> float:
        """What stands above the columns of each panel: its name, and the number of the highest."""
        return self.title + (0.0 if self.plot.ticks else NUMBER * self.setting.style.size)

    @property
    def pitch(self) -> float:
        """From panel to panel."""
        return self.above + self.plot.height + PANEL_GAP

    @property
    def has_heading(self) -> bool:
        """Whether what the heights are stands above all panels."""
        return not self.is_panelled or bool(self.plot.ticks)

    @property
    def box(self) -> Box:
        """The plot of all panels."""
        axis = self.plot.axis
        top = MARGIN + (self.setting.style.leading if self.has_heading else 0.0)
        height = len(self.columns) * self.pitch - PANEL_GAP
        return Box(axis.left, top, axis.right - axis.left, height)

    @property
    def extent(self) -> float:
        """The end of the scale of values."""
        return self.box.height / self.unit

    def bottoms(self) -> Iterator[float]:
        """Where each panel ends, from the top one."""
        for place in range(len(self.columns)):
            yield self.box.y + place * self.pitch + self.above + self.plot.height

    def series(self) -> tuple[Series, ...]:
        """The panels from the lowest, with a spacer above each."""
        style, made = self.setting.style, list[Series]()
        muted = style.theme.colours.ink
        is_count = self.plot.form is Form.COUNT
        form = "0" if is_count else self.setting.percent
        for column in reversed(self.columns):
            points = [
                replace(self.setting.point(row.estimates[column], self.plot.form), label="")
                for row in self.tabulation.rows
            ]
            category = self.tabulation.columns[column]
            name = style.name(category) if self.is_panelled else style.locale.charts["count_axis"]
            fill = self.setting.fill(style.theme.colours.accent)
            made.append(
                Series(name, tuple(points), fill=fill, labels=Labels("ctr", muted, format=form))
            )
            made.append(self._spacer(made, len(made) - 1))
        return tuple(made)

    def _spacer(self, series: Sequence[Series], below: int) -> Series:
        style, printed = self.setting.style, series[below]
        is_uppermost = below // 2 + 1 == len(self.columns)
        length = self.pitch - (PANEL_GAP if is_uppermost else 0.0)
        remainder = Remainder(length / self.unit, ((below, 1.0),))
        points = (
            Point(remainder.of(series, row), label="" if self.plot.ticks else point.text)
            for row, point in enumerate(printed.points)
        )
        return Series(
            style.locale.charts["spacer"],
            tuple(points),
            labels=Labels("inBase", style.theme.colours.ink, prints=printed),
            is_told=False,
            remainder=remainder,
        )

    def shapes(self) -> Iterator[Line | Words]:
        """What the heights are, the names of the panels, their upright axes and their bases."""
        style = self.setting.style
        muted = style.theme.colours.muted
        if self.has_heading:
            word = style.locale.charts["percent_axis" if self.is_panelled else "count_axis"]
            yield Words(word, Box(MARGIN, MARGIN, style.right, style.leading), muted)
        for column, bottom in zip(self.columns, self.bottoms(), strict=True):
            if self.is_panelled:
                yield from self._title(column, bottom - self.plot.height - self.above)
            yield from self._upright(bottom)
            yield Line(
                self.box.x, bottom, self.box.x + self.box.width, bottom, Stroke(muted, HAIRLINE)
            )

    def _title(self, column: int, top: float) -> Iterator[Words]:
        """The name of a panel with the number of those who answered."""
        style = self.setting.style
        name = style.name(self.tabulation.columns[column])
        width = self.setting.width(name, BOLD) + LABEL_GAP
        box = Box(self.box.x, top, width, style.leading)
        yield Words(name, box, style.theme.colours.ink, is_bold=True)
        number = size(style, as_base(self.tabulation.rows[0].estimates[column])).text
        rest = Box(box.x + width, top, style.right - box.x - width, style.leading)
        yield Words(number, rest, style.theme.colours.muted)

    def _upright(self, bottom: float) -> Iterator[Line | Words]:
        """The numbers of the heights, each with a light line, where columns have none."""
        style, plot = self.setting.style, self.plot
        colours = style.theme.colours
        light = Stroke(between(colours.muted, colours.paper, 1 - GRID_STRENGTH), HAIRLINE)
        numbers = upright_numbers(style, plot.ticks, plot.form)
        for tick, number in zip(plot.ticks, numbers, strict=True):
            y = bottom - float(tick) * self.unit
            if tick:
                yield Line(self.box.x, y, self.box.x + self.box.width, y, light)
            box = Box(0.0, y - style.leading / 2, self.box.x - LABEL_GAP, style.leading)
            yield Words(number.text, box, colours.muted, "r")

    def axis_below(self, top: float, name: str) -> tuple[list[Line | Words], float]:
        """The axis of the classes, with the name of the item, and where it ends."""
        style, axis = self.setting.style, self.plot.axis
        muted, stroke = style.theme.colours.muted, Stroke(style.theme.colours.muted, HAIRLINE)
        shapes = list[Line | Words]()
        for tick, number in zip(axis.ticks, axis.numbers, strict=True):
            x = axis.x(tick)
            shapes.append(Line(x, top, x, top + TICK, stroke))
            shapes.append(centred(self.setting, number.text, x, top + TICK))
        bottom = top + TICK + style.leading
        lines = style.lettering.wrap(name, self.box.width / self.setting.wider)
        height = len(lines) * style.leading
        told = "\n".join(line.text for line in lines)
        shapes.append(Words(told, Box(axis.left, bottom, self.box.width, height), muted, "ctr"))
        return shapes, bottom + height
