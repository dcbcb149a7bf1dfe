"""The room that the names of series need, above the plot."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from reportgen.renderers.docx.charts.frame import Box
from reportgen.renderers.docx.charts.rows import MARGIN
from reportgen.renderers.docx.charts.setting import Setting

SAMPLE = 13.0
"""What stands before a name, with the gaps around it, in points."""
MARKER_SAMPLE = 36.0
"""The same of a scatter: a marker, with the room of a line whether there is one or not."""
BETWEEN_NAMES = 8.0
LINE = 1.45
"""Of one line, in ems of its text: more than text needs, as Word leaves it."""
GAP = 4.0
"""Between legend and plot, in points."""


def legend_above(
    setting: Setting, names: Sequence[str], left: float, sample: float = SAMPLE
) -> tuple[Box, float]:
    """The legend's box, and where what stands below it begins.

    It begins at `left`, where the bars do, when it fits there in one line; else it has the width
    of the chart, in lines whose names stand one below another. A name too long for one line is
    broken: a program leaves out what finds no room in the box.
    """
    style = setting.style
    widths = [sample + setting.width(name) + BETWEEN_NAMES for name in names]
    height = LINE * style.size
    if sum(widths) <= style.right - left:
        return Box(left, MARGIN, sum(widths), height), MARGIN + height + GAP
    whole = style.right - MARGIN
    across = max(int(whole / max(widths)), 1)
    lines = ceil(len(names) / across)
    across = ceil(len(names) / lines)
    room = (whole - sample - BETWEEN_NAMES) / setting.wider
    more = sum(len(style.lettering.wrap(name, room)) - 1 for name in names)
    width, height = min(across * max(widths), whole), (lines + more) * height
    return Box(MARGIN, MARGIN, width, height), MARGIN + height + GAP
