"""The rows of a chart whose bars lie: their labels, and the room of these beside the bars."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from reportgen.charts.lettering import BOLD, Line
from reportgen.charts.scene import Group
from reportgen.charts.style import LABEL_SHARE, VALUE_GAP
from reportgen.renderers.docx.charts.frame import BLANK, Box, Point, Series, Words
from reportgen.renderers.docx.charts.setting import Setting

LABEL_GAP = 8.0
"""Between labels and bars, in points: what Word leaves."""
MARGIN = 2.0
LATIN_LINE, IDEOGRAPHIC_LINE = 1.25, 1.4
"""From line to line of a label, in ems, as the faces have it that are set in Word."""
APART = 4.0
"""Least room between the labels of neighbours, in points, or they would be read as one."""
SHARES = (LABEL_SHARE, 0.42, 0.46)
"""What labels may take of the width: more, where rows can be much the lower for it."""
HEADING_GAP = 4.0
"""Between a heading and the row below it, in points, where that is as high as several bars."""
LOOSER = 1.06
"""How much wider lines of ideographs may be set than they were measured, letters being in them."""
PARTED = 0.25
"""What other programs leave between ideographs and letters, in ems."""
_PARTED = re.compile(r"(?<=[a-zA-Z0-9“”])(?=[^\x00-\u2e7f])|(?<=[^\x00-\u2e7f])(?=[a-zA-Z0-9“”])")
WIDENING = 2.0
"""How much lower rows must be for a greater share, in their height for the whole width."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows in order, evenly high. A heading above some of them is a row without a value."""

    setting: Setting
    groups: tuple[Group | None, ...]
    """What stands in each row; None in that of a heading."""
    names: tuple[str, ...]
    """The label of each row, or the heading."""
    labels: tuple[str, ...]
    """What the axis has at each row: its label in lines; "" at a heading, which is a shape."""
    left: float
    """Where the bars begin, in points."""
    pitch: float
    """From row to row, in points."""

    @classmethod
    def of(
        cls,
        setting: Setting,
        groups: Sequence[Group],
        content: float,
        shares: Sequence[float] = SHARES,
    ) -> Rows:
        """The rows of groups whose bars are `content` points high each, the theme's gap apart.

        Two neighbours have room for the lines of their labels. Word's rows are all as high as the
        highest, so labels get a greater one of the shares where that makes rows lower.
        """
        rows: list[Group | None] = []
        names: list[str] = []
        for heading, part in groupby(groups, key=lambda group: group.heading):
            if heading:
                rows.append(None)
                names.append(heading)
            for group in part:
                rows.append(group)
                names.append(group.label)
        least = max(content + setting.style.theme.charts.gap, setting.style.leading)
        found = [_broken(setting, rows, names, share, least) for share in shares]
        costs = [
            pitch * (1 + WIDENING * (share - shares[0]))
            for share, (_, _, pitch) in zip(shares, found, strict=True)
        ]
        labels, left, pitch = found[costs.index(min(costs))]
        return cls(setting, tuple(rows), tuple(names), labels, left, pitch)

    @property
    def height(self) -> float:
        """Of all rows, in points."""
        return self.pitch * len(self.names)

    @property
    def items(self) -> tuple[Series, ...]:
        """A column of the workbook with the heading that each row stands under, if any does."""
        if all(self.groups):
            return ()
        points = (
            Point(None, group.heading) if group and group.heading else BLANK
            for group in self.groups
        )
        return (Series(self.setting.style.locale.charts["item"], tuple(points)),)

    def headings(self, top: float) -> Iterator[Words]:
        """The headings, bold at the left edge, of rows the first of which begins at `top`."""
        return headings(self.setting, self.names, self.groups, top, self.pitch)

    def label_shapes(self, top: float) -> tuple[Words, ...]:
        """The labels of a scatter's rows, the first of which begins at `top`: it has no categories.

        A heading begins at the left edge.
        """
        width, ink = self.left - MARGIN - LABEL_GAP, self.setting.style.theme.colours.ink
        found = [*self.headings(top)]
        for row, label in enumerate(self.labels):
            if self.groups[row]:
                box = Box(MARGIN, top + row * self.pitch, width, self.pitch)
                found.append(Words(label, box, ink, "r"))
        return tuple(sorted(found, key=lambda each: each.box.y))


def headings(
    setting: Setting,
    names: Sequence[str],
    groups: Sequence[Group | None],
    top: float,
    pitch: float,
) -> Iterator[Words]:
    """The names of rows without a group, bold at the left edge; the first row begins at `top`."""
    style = setting.style
    width = style.right - MARGIN
    for row, (group, name) in enumerate(zip(groups, names, strict=True)):
        if group is None:
            lines = style.lettering.wrap(name, width / setting.wider, BOLD)
            text = "\n".join(line.text for line in lines)
            reach = max(line.width for line in lines) * setting.wider + VALUE_GAP
            height = len(lines) * style.leading
            above = min((pitch - height) / 2, HEADING_GAP)
            box = Box(MARGIN, top + (row + 1) * pitch - above - height, reach, height)
            tokens = style.theme.colours
            # The axis, and what leads up from its ticks, would run through the heading.
            yield Words(text, box, tokens.ink, is_bold=True, ground=tokens.paper)


def _looser(line: Line, size: float) -> float:
    """The width of a line where ideographs and letters are parted: else it would break anew."""
    return line.width + len(_PARTED.findall(line.text)) * PARTED * size


def _broken(
    setting: Setting,
    rows: Sequence[Group | None],
    names: Sequence[str],
    share: float,
    least: float,
) -> tuple[tuple[str, ...], float, float]:
    """The labels in lines, where bars begin, and from row to row, where labels take that share."""
    style, lettering = setting.style, setting.style.lettering
    limit = share * style.width / setting.wider / (LOOSER if style.locale.is_ideographic else 1.0)
    wrapped = [
        lettering.wrap(name, limit) if row else () for row, name in zip(rows, names, strict=True)
    ]
    widest = max((_looser(each, style.size) for lines in wrapped for each in lines), default=0.0)
    line = (IDEOGRAPHIC_LINE if style.locale.is_ideographic else LATIN_LINE) * style.size
    across = (style.right - MARGIN) / setting.wider
    heights = [
        line * len(lines or lettering.wrap(name, across, BOLD))
        for lines, name in zip(wrapped, names, strict=True)
    ]
    fits = ((above + below) / 2 + APART for above, below in pairwise(heights))
    pitch = max(least, *fits, heights[0], heights[-1])
    labels = tuple("\n".join(each.text for each in lines) for lines in wrapped)
    return labels, MARGIN + widest * setting.wider + LABEL_GAP, pitch
