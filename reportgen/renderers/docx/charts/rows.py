"""The rows of a chart whose bars lie: their labels, and the room of these beside the bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from reportgen.charts import Stub
from reportgen.charts.scene import Group
from reportgen.renderers.docx.charts.frame import Box, Words
from reportgen.renderers.docx.charts.setting import Setting

LABEL_GAP = 8.0
"""Between labels and bars, in points: what Word leaves."""
MARGIN = 2.0
LOOSER = 1.08
"""How much wider other programs set a line of ideographs and letters, which they part by spaces."""
LINE = 1.35
"""From line to line of a label that Word breaks, in ems."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows in order, evenly high. A heading above some of them is a row without a value."""

    setting: Setting
    groups: tuple[Group | None, ...]
    """What stands in each row; None in that of a heading."""
    labels: tuple[str, ...]
    """What stands at each row."""
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
        left = MARGIN + (stub.left - MARGIN) * setting.wider + LABEL_GAP
        room = (left - MARGIN - LABEL_GAP) / setting.wider / LOOSER
        lines = [len(style.lettering.wrap(label, room)) for label in labels]
        heights = [each * LINE * style.size for each in lines]
        fits = [(above + below) / 2 for above, below in pairwise(heights)]
        pitch = max(content + style.theme.charts.gap, *fits, *heights[:1], style.leading)
        return cls(setting, tuple(rows), tuple(labels), left, pitch)

    @property
    def height(self) -> float:
        """Of all rows, in points."""
        return self.pitch * len(self.labels)

    def label_shapes(self, top: float) -> tuple[Words, ...]:
        """The labels of a scatter's rows, the first of which begins at `top`: it has no categories.

        A heading begins at the left edge.
        """
        style = self.setting.style
        width = self.left - MARGIN - LABEL_GAP
        return tuple(
            Words(
                "\n".join(line.text for line in style.label(label)),
                Box(MARGIN, top + row * self.pitch, width, self.pitch),
                style.theme.colours.ink,
                "r" if self.groups[row] else "l",
                is_bold=self.groups[row] is None,
            )
            for row, label in enumerate(self.labels)
        )
