"""A histogram: upright bars of classes of numbers; with a breakdown one above another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from reportgen.charts.drawing import CHARTS
from reportgen.charts.lettering import BOLD, Line
from reportgen.charts.number_axis import NumberAxis, axis_of, tick_numbers
from reportgen.charts.scene import Group, Mark, Rule, Scene, Value
from reportgen.charts.sizes import size
from reportgen.charts.style import (
    HAIRLINE,
    LABEL_GAP,
    MARGIN,
    Style,
    categories,
    length,
)
from reportgen.document import Form
from reportgen.results import Classes, Estimate, Tabulation, as_base

HEIGHT_SHARE, LEAST_HEIGHT, MOST_HEIGHT = 0.36, 84.0, 150.0
"""Height of a plot: a share of the width within limits, in points."""
PANEL_SHARE, LEAST_PANEL, MOST_PANEL = 0.13, 40.0, 56.0
"""The same of one of several."""
PANEL_GAP = 7.0
VALUE_GAP = 1.5
"""Between a bar and the number above it."""
BETWEEN = 0.7
"""The gap between bars, in points."""
ROOM = 2.0
"""Least room between the numbers of neighbouring bars."""
NAME_GAP, TITLE_GAP = 5.0, 2.0
STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Plot:
    """What all panels share: the scales, and whether bars have numbers."""

    style: Style
    axis: NumberAxis
    limits: tuple[Fraction, ...]
    form: Form
    height: float
    full: float
    """The value at full height: a count, or a proportion."""
    ticks: tuple[Fraction, ...]
    """Of the upright axis; none where each bar has its number."""


@CHARTS.add("histogram")
def histogram(tabulation: Tabulation, style: Style) -> Scene:
    """Return bars of classes, counts of all or in panels the percentages of each category.

    Each bar has its number above it where all have room for it; otherwise an axis at the left says
    how high they are.
    """
    classes = tabulation.detail
    assert isinstance(classes, Classes)  # tabulated so for this kind
    columns = categories(tabulation)
    is_panelled = tabulation.by is not None
    shown = [[row.estimates[column] for row in tabulation.rows] for column in columns]
    plot = plot_of(style, classes.limits, shown, is_panelled)
    marks: list[Mark] = []
    top = MARGIN
    if not is_panelled or plot.ticks:
        word = "percent_axis" if is_panelled else "count_axis"
        title = style.lettering.line(style.locale.charts[word])
        muted = style.theme.colours.muted
        marks.append(style.write(title, MARGIN, top + style.leading / 2, colour=muted))
        top += style.leading
    for place, (column, estimates) in enumerate(zip(columns, shown, strict=True)):
        if is_panelled:
            titled, top = _title(style, tabulation, column, estimates, top, plot.axis.left)
            marks += titled
            top += TITLE_GAP
        if not plot.ticks:
            top += style.leading
        bottom = top + plot.height
        marks += _panel(plot, estimates, top, bottom)
        top = bottom + (PANEL_GAP if place + 1 < len(columns) else 0)
    name = style.locale.text(tabulation.items[0].label)
    below, bottom = plot.axis.below(top, name)
    return style.scene((*marks, *below), bottom + MARGIN, _told(tabulation, style, columns))


def plot_of(
    style: Style,
    limits: tuple[Fraction, ...],
    shown: Sequence[Sequence[Estimate]],
    is_panelled: bool,
) -> Plot:
    """What all panels share, for what is shown in each."""
    form = Form.PERCENT_LABEL if is_panelled else Form.COUNT
    values = [_value(each, form) for estimates in shown for each in estimates]
    highest = max(values, default=0.0)
    room = (style.right - MARGIN) / max(len(limits) - 1, 1)
    widest = max(style.value(each, form=form).width for part in shown for each in part)
    ticks = () if widest + ROOM <= room else _upright_ticks(highest, form)
    left = MARGIN
    if ticks:
        left += max(line.width for line in upright_numbers(style, ticks, form)) + LABEL_GAP
    # Half of the number at either end of the axis stands beyond it.
    half = max(line.width for line in tick_numbers(style, (limits[0], limits[-1]))) / 2
    axis = axis_of(style, max(left, MARGIN + half), style.right - half, limits)
    share, least, most = (
        (PANEL_SHARE, LEAST_PANEL, MOST_PANEL)
        if is_panelled
        else (HEIGHT_SHARE, LEAST_HEIGHT, MOST_HEIGHT)
    )
    height = min(max(share * style.width, least), most) + style.slack / len(shown)
    full = float(ticks[-1]) if ticks else highest
    return Plot(style, axis, limits, form, height, full or 1.0, ticks)


def _panel(plot: Plot, estimates: Sequence[Estimate], top: float, bottom: float) -> Iterator[Mark]:
    style, axis = plot.style, plot.axis
    muted = style.theme.colours.muted
    numbers = upright_numbers(style, plot.ticks, plot.form)
    for tick, number in zip(plot.ticks, numbers, strict=True):
        y = bottom - float(tick) / plot.full * plot.height
        if tick:
            yield from _gridline(axis, y)
        yield style.write(number, axis.left - LABEL_GAP, y, anchor=1, colour=muted)
    for at, estimate in enumerate(estimates):
        left, right = axis.x(plot.limits[at]), axis.x(plot.limits[at + 1])
        high = _value(estimate, plot.form) / plot.full * plot.height
        yield style.block(
            left + BETWEEN / 2, bottom - high, right - left - BETWEEN, high,
            style.theme.colours.accent,
        )  # fmt: skip
        if not plot.ticks:
            line = style.value(estimate, form=plot.form)
            middle = bottom - high - VALUE_GAP - style.size / 2
            centre = (left + right) / 2
            yield style.write(line, centre, middle, anchor=0.5, prints=estimate, form=plot.form)
    yield Rule(axis.left, bottom, axis.right, bottom, muted, HAIRLINE)


def _gridline(axis: NumberAxis, y: float) -> Iterator[Mark]:
    for rule in axis.grid(y, y):
        yield Rule(axis.left, y, axis.right, y, rule.colour, HAIRLINE)
        return


def _title(
    style: Style,
    tabulation: Tabulation,
    column: int,
    estimates: Sequence[Estimate],
    top: float,
    left: float,
) -> tuple[list[Mark], float]:
    """The name of a category above its panel with the number of those who answered."""
    base = as_base(estimates[0])
    number = size(style, base)
    room = style.right - left - number.width - NAME_GAP
    lines = style.lettering.wrap(style.name(tabulation.columns[column]), room, BOLD)
    bottom = top + len(lines) * style.leading
    marks: list[Mark] = list(style.stack(lines, left, (top + bottom) / 2))
    end = left + lines[-1].width + NAME_GAP
    middle = bottom - style.leading / 2
    muted = style.theme.colours.muted
    marks.append(style.write(number, end, middle, colour=muted, prints=base, form=Form.BASE))
    return marks, bottom


def _value(estimate: Estimate, form: Form) -> float:
    return float(estimate.count) if form is Form.COUNT else length(estimate)


def _upright_ticks(highest: float, form: Form) -> tuple[Fraction, ...]:
    """From 0 up, some three to five, the last at or above the highest bar."""
    wanted = Fraction(highest or 1)
    step = Fraction(1, 100) if form is Form.PERCENT_LABEL else Fraction(1)
    power = step
    while True:
        for each in STEPS:
            step = power * each
            if wanted / step <= 4:
                return tuple(step * place for place in range(ceil(wanted / step) + 1))
        power *= 10


def upright_numbers(style: Style, ticks: Sequence[Fraction], form: Form) -> tuple[Line, ...]:
    """What stands at the ticks of the upright axis."""
    scale = 100 if form is Form.PERCENT_LABEL else 1
    return tick_numbers(style, [tick * scale for tick in ticks])


def _told(tabulation: Tabulation, style: Style, columns: Sequence[int]) -> tuple[Group, ...]:
    """The share of each class; in panels, below the name and the base of each."""
    is_panelled = tabulation.by is not None
    told: list[Group] = []
    for column in columns:
        heading = style.name(tabulation.columns[column]) if is_panelled else None
        if is_panelled:
            base = as_base(tabulation.rows[0].estimates[column])
            told.append(Group("n", (Value(None, base, form=Form.BASE),), heading))
        told += (
            Group(style.locale.text(row.label), (Value(None, row.estimates[column]),), heading)
            for row in tabulation.rows
        )
    return tuple(told)
