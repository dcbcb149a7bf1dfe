"""An axis drawn over a chart, where that of the chart would count from another place."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.charts.axis import TICK, Axis
from reportgen.charts.style import HAIRLINE, VALUE_GAP
from reportgen.renderers.docx.charts.frame import Box, Line, Stroke, Words
from reportgen.renderers.docx.charts.setting import Setting

AXIS_HEIGHT = 3.0
"""Of the ticks, their numbers and the title, in ems."""


def percent_axis(setting: Setting, axis: Axis, top: float) -> Iterator[Line | Words]:
    """The axis with its top at that height: its line, ticks, numbers and title."""
    style, muted = setting.style, setting.style.theme.colours.muted
    stroke = Stroke(muted, HAIRLINE)
    start, end = axis.left + axis.unit * axis.lower, axis.left + axis.unit * axis.upper
    yield Line(start, top, end, top, stroke)
    for tick in axis.ticks:
        x = axis.x(tick)
        yield Line(x, top, x, top + TICK, stroke)
        yield centred(setting, style.locale.integer(abs(tick)), x, top + TICK)
    title = style.locale.charts["percent_axis"]
    width = setting.width(title) + 2 * VALUE_GAP
    left = min(max((start + end - width) / 2, 0.0), style.width - width)
    box = Box(left, top + TICK + style.leading, width, style.leading)
    yield Words(title, box, muted, "ctr")


def centred(setting: Setting, text: str, x: float, top: float) -> Words:
    """A line with its middle at x, which may be near an edge of the chart."""
    style = setting.style
    half = min(setting.width(text) / 2 + VALUE_GAP, x, style.width - x)
    box = Box(x - half, top, 2 * half, style.leading)
    return Words(text, box, style.theme.colours.muted, "ctr")
