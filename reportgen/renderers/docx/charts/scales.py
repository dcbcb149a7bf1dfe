"""An axis drawn over a chart, where that of the chart would count from another place."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.charts.axis import TICK, Axis
from reportgen.charts.style import HAIRLINE, VALUE_GAP
from reportgen.renderers.docx.charts.frame import Box, Line, Stroke, Words
from reportgen.renderers.docx.charts.setting import Setting

AXIS_HEIGHT = 3.0
"""Of the ticks, their numbers and the title, in ems."""
ROOM = 40.0
"""Width of the box of a number, in points."""


def percent_axis(setting: Setting, axis: Axis, top: float) -> Iterator[Line | Words]:
    """The axis with its top at that height: its line, ticks, numbers and title."""
    style, muted = setting.style, setting.style.theme.colours.muted
    stroke = Stroke(muted, HAIRLINE)
    start, end = axis.left + axis.unit * axis.lower, axis.left + axis.unit * axis.upper
    yield Line(start, top, end, top, stroke)
    for tick in axis.ticks:
        x = axis.x(tick)
        yield Line(x, top, x, top + TICK, stroke)
        box = Box(x - ROOM / 2, top + TICK, ROOM, style.leading)
        yield Words(style.locale.integer(abs(tick)), box, muted, "ctr")
    title = style.locale.charts["percent_axis"]
    width = setting.width(title) + 2 * VALUE_GAP
    left = min(max((start + end - width) / 2, 0.0), style.width - width)
    box = Box(left, top + TICK + style.leading, width, style.leading)
    yield Words(title, box, muted, "ctr")
