"""The names of columns above or below them: within their width, else as steps of a stair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.charts.lettering import Line
from reportgen.charts.scene import Mark, Rule
from reportgen.charts.style import HAIRLINE, MARGIN, Style

NAME_GAP = 4.0
"""Least room between names side by side, and between a column and its name, in points."""
MOST_LINES = 3
LEADER_GAP = 2.5
"""From a leader to the name beside it, in points."""


@dataclass(frozen=True, slots=True)
class ColumnNames:
    """Names of columns with their middles at `middles`, each column `pitch` points wide.

    Where a word is wider than a column, the names become the steps of a stair, each with a leader
    to its column: above the columns they end at their leaders, below they begin there.
    """

    style: Style
    names: Sequence[str]
    middles: Sequence[float]
    pitch: float
    is_above: bool

    @property
    def height(self) -> float:
        """Of the names with the gap between them and the columns, in points."""
        lines = [len(each) for each in self._wrapped]
        number = sum(lines) if self._is_stair else max(lines)
        return number * self.style.leading + NAME_GAP

    def marks(self, top: float) -> list[Mark]:
        """The names, the whole beginning at that height."""
        return self._stair(top) if self._is_stair else self._row(top)

    @property
    def _is_stair(self) -> bool:
        lettering = self.style.lettering
        return any(
            lettering.widest_word(name) > room or len(lettering.wrap(name, room)) > MOST_LINES
            for name, room in zip(self.names, self._rooms, strict=True)
        )

    @property
    def _rooms(self) -> list[float]:
        """The width that each name has in a row: that of its column, and none beyond the edges."""
        return [
            min(self.pitch - NAME_GAP, 2 * (x - MARGIN), 2 * (self.style.right - x))
            for x in self.middles
        ]

    @property
    def _wrapped(self) -> list[tuple[Line, ...]]:
        wrap = self.style.lettering.wrap
        if not self._is_stair:
            return [wrap(name, room) for name, room in zip(self.names, self._rooms, strict=True)]
        rooms = (
            x - LEADER_GAP - MARGIN if self.is_above else self.style.right - x - LEADER_GAP
            for x in self.middles
        )
        return [wrap(name, room) for name, room in zip(self.names, rooms, strict=True)]

    def _row(self, top: float) -> list[Mark]:
        marks: list[Mark] = []
        leading = self.style.leading
        bottom = top + self.height - NAME_GAP
        for lines, x in zip(self._wrapped, self.middles, strict=True):
            half = len(lines) * leading / 2
            middle = bottom - half if self.is_above else top + NAME_GAP + half
            marks += self.style.stack(lines, x, middle, anchor=0.5)
        return marks

    def _stair(self, top: float) -> list[Mark]:
        """Steps: the leader of a name passes by the names that are nearer to the columns."""
        style, marks = self.style, list[Mark]()
        colour = style.theme.colours.muted
        edge = top + self.height if self.is_above else top
        steps = list(zip(self._wrapped, self.middles, strict=True))
        y = edge + (-NAME_GAP if self.is_above else NAME_GAP)
        for lines, x in steps if self.is_above else reversed(steps):
            height = len(lines) * style.leading
            middle = y + (-height / 2 if self.is_above else height / 2)
            aside = -LEADER_GAP if self.is_above else LEADER_GAP
            anchor = 1 if self.is_above else 0
            marks += style.stack(lines, x + aside, middle, anchor=anchor)
            far = middle + (-height / 2 + 1 if self.is_above else height / 2 - 1)
            marks.append(Rule(x, edge, x, far, colour, HAIRLINE))
            y += -height if self.is_above else height
        return marks
