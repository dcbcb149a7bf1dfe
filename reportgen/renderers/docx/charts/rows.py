"""The rows of a chart whose bars lie: their labels, and the room of these beside the bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from reportgen.charts import Stub
from reportgen.charts.scene import Group
from reportgen.renderers.docx.charts.frame import Labels, Point, Series
from reportgen.renderers.docx.charts.setting import Setting

LABEL_GAP = 8.0
"""Between labels and bars, in points: what Word leaves."""
MARGIN = 2.0


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows in order, evenly high. A heading above some of them is a row without a value."""

    setting: Setting
    groups: tuple[Group | None, ...]
    """What stands in each row; None in that of a heading."""
    labels: tuple[str, ...]
    left: float
    """Where the bars begin, in points."""
    pitch: float
    """From row to row, in points."""

    @classmethod
    def of(cls, setting: Setting, groups: Sequence[Group], content: float) -> Rows:
        """The rows of groups whose bars are `content` points high each, the theme's gap apart.

        Two neighbours have room for the lines of their labels.
        """
        style = setting.style
        stub = Stub(style, groups)
        rows: list[Group | None] = []
        labels: list[str] = []
        for heading, part in groupby(groups, key=lambda group: group.heading):
            if heading:
                rows.append(None)
                labels.append(heading)
            for group in part:
                rows.append(group)
                labels.append(group.label)
        heights = [len(style.label(label)) * style.leading for label in labels]
        fits = [(above + below) / 2 for above, below in pairwise(heights)]
        pitch = max(content + style.theme.charts.gap, *fits, *heights[:1], style.leading)
        left = MARGIN + (stub.left - MARGIN) * setting.wider + LABEL_GAP
        return cls(setting, tuple(rows), tuple(labels), left, pitch)

    @property
    def height(self) -> float:
        """Of all rows, in points."""
        return self.pitch * len(self.labels)

    def label_series(self) -> Series:
        """The labels of a scatter's rows: points at the left end of its scale, which is zero.

        Bars have labels by their axis; a scatter has numbers there. Row 0 is at the top.
        """
        style = self.setting.style
        points = []
        for row, label in enumerate(self.labels):
            lines = (
                style.label(label) if self.groups[row] else style.lettering.wrap(label, self.left)
            )
            told = "\n".join(line.text for line in lines)
            points.append(Point(0.0, label=told, at=row + 0.5))
        name = style.locale.charts["row_labels"]
        return Series(
            name, tuple(points), labels=Labels("l", style.theme.colours.ink), is_told=False
        )
