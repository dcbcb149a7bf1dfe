"""What stands left of the bars: labels beside them, headings above groups of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from reportgen.charts.lettering import BOLD, Line
from reportgen.charts.scene import Group, Label, Rule
from reportgen.charts.style import LABEL_GAP, MARGIN, Style

HEADING_GAP = 4.0
OVERHANG = 2.0
"""How far the rule at the left of the bars reaches beyond them, in points."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the bars of each group are: the middle of each group, the rules, and the end."""

    labels: tuple[Label, ...]
    rules: tuple[Rule, ...]
    middles: tuple[float, ...]
    bottom: float


@dataclass(frozen=True, slots=True)
class Stub:
    """The labels of the groups of bars, wrapped, in one column that ends at the bars.

    Where that leaves the bars too little room, each label stands above its bars instead.
    """

    style: Style
    groups: Sequence[Group]
    is_above: bool = False
    wrapped: tuple[tuple[Line, ...], ...] = field(init=False)

    def __post_init__(self) -> None:
        style = self.style
        wrapped = tuple(
            style.lettering.wrap(group.label, style.right - MARGIN)
            if self.is_above
            else style.label(group.label)
            for group in self.groups
        )
        object.__setattr__(self, "wrapped", wrapped)

    @property
    def left(self) -> float:
        """Where the bars begin, in points from the left edge."""
        if self.is_above:
            return MARGIN
        widest = max((line.width for lines in self.wrapped for line in lines), default=0.0)
        return MARGIN + widest + LABEL_GAP

    def place(self, top: float, content: float, gap: float | None = None) -> Places:
        """Where the groups are that begin at `top`, the bars of each `content` points high.

        Between groups there is the theme's gap, or another.
        """
        labels: list[Label] = []
        rules: list[Rule] = []
        middles: list[float] = []
        y = top
        gap = self.style.theme.charts.gap if gap is None else gap
        if len(self.groups) > 1:
            gap += self.style.slack / (len(self.groups) - 1)
        entries = zip(self.groups, self.wrapped, strict=True)
        for heading, part in groupby(entries, key=lambda entry: entry[0].heading):
            headed = self._heading(heading, y)
            labels.extend(headed)
            y += len(headed) * self.style.leading + (HEADING_GAP if headed else 0)
            start = len(middles)
            for _, lines in part:
                height = len(lines) * self.style.leading
                if self.is_above:
                    labels.extend(self.style.stack(lines, MARGIN, y + height / 2))
                    y += height + OVERHANG
                    height = content
                height = max(content, height)
                middles.append(y + height / 2)
                if not self.is_above:
                    edge = self.left - LABEL_GAP
                    labels.extend(self.style.stack(lines, edge, middles[-1], anchor=1))
                y += height + gap
            rules.append(self._rule(middles[start], middles[-1], content))
        return Places(tuple(labels), tuple(rules), tuple(middles), y - gap)

    def _rule(self, first: float, last: float, content: float) -> Rule:
        reach = content / 2 + OVERHANG
        return self.style.baseline(self.left, first - reach, last + reach)

    def _heading(self, text: str | None, top: float) -> tuple[Label, ...]:
        if text is None:
            return ()
        lines = self.style.lettering.wrap(text, self.style.right - MARGIN, BOLD)
        middle = top + len(lines) * self.style.leading / 2
        return tuple(self.style.stack(lines, MARGIN, middle))
