"""Where small multiples stand: all panels are one chart, whose rows and scale they share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from reportgen.charts import categories
from reportgen.charts.lettering import BOLD
from reportgen.charts.panels import PANEL_GAP, TITLE_GAP, panel_rows, panels_across
from reportgen.charts.style import HAIRLINE, LABEL_SHARE
from reportgen.errors import error
from reportgen.renderers.docx.charts.frame import BLANK, Box, Line, Point, Stroke, Words
from reportgen.renderers.docx.charts.rows import MARGIN, Rows
from reportgen.renderers.docx.charts.setting import Setting
from reportgen.results import Estimate, Tabulation

TIGHTER = 0.15
"""How much of a row may be missing below a panel, rather than that one more is left blank."""


@dataclass(frozen=True, slots=True)
class PanelGrid:
    """The panels of a chart: side by side, and below one another where that are too many.

    Rows of panels have blank rows of the chart between them, for the names of the lower ones.
    """

    setting: Setting
    tabulation: Tabulation
    rows: Rows
    columns: tuple[int, ...]
    across: int
    width: float
    """Of each panel with the room of its values, in points."""
    titles: tuple[str, ...]
    """The names of the panels, in lines."""
    title_height: float
    between: int
    """Blank rows of the chart between one row of panels and the next."""

    @classmethod
    def of(
        cls, tabulation: Tabulation, setting: Setting, room: float, content: float, below: float
    ) -> PanelGrid:
        """The grid of panels with that room for values, rows so high, and so much below each.

        Raises ReportError where there is no breakdown.
        """
        style = setting.style
        if tabulation.by is None:
            raise error("chart-without-breakdown", style.place)
        columns = categories(tabulation)
        rows = Rows.of(setting, panel_rows(tabulation, style), content, (LABEL_SHARE,))
        across = panels_across(style, len(columns), room)
        width = (style.right - rows.left - (across - 1) * PANEL_GAP) / across
        wrapped = [
            style.lettering.wrap(style.name(tabulation.columns[each]), width / setting.wider, BOLD)
            for each in columns
        ]
        titles = tuple("\n".join(line.text for line in lines) for lines in wrapped)
        height = max(len(lines) for lines in wrapped) * style.leading + TITLE_GAP
        # The rows at the edges of panels have half the theme's gap each.
        room = below + PANEL_GAP + height - style.theme.charts.gap
        between = ceil(room / rows.pitch - TIGHTER)
        return cls(setting, tabulation, rows, columns, across, width, titles, height, between)

    @property
    def down(self) -> int:
        """How many rows of panels there are."""
        return ceil(len(self.columns) / self.across)

    @property
    def number(self) -> int:
        """How many rows the chart has, blank ones between rows of panels counted."""
        return self.down * len(self.rows.labels) + (self.down - 1) * self.between

    @property
    def plot(self) -> Box:
        """The area of all panels."""
        width = self.across * (self.width + PANEL_GAP) - PANEL_GAP
        return Box(self.rows.left, MARGIN + self.title_height, width, self.number * self.rows.pitch)

    @property
    def labels(self) -> tuple[str, ...]:
        """What stands left of each row of the chart, in lines."""
        lower = (self.down - 1) * (*[""] * self.between, *self.rows.labels)
        return (*self.rows.labels, *lower)

    @property
    def names(self) -> tuple[str, ...]:
        """The same without line breaks, and with the headings."""
        lower = (self.down - 1) * (*[""] * self.between, *self.rows.names)
        return (*self.rows.names, *lower)

    def left(self, place: int) -> float:
        """Where the scale of a panel begins."""
        return self.rows.left + place % self.across * (self.width + PANEL_GAP)

    def top(self, place: int) -> float:
        """Where the first row of a panel begins."""
        return self.plot.y + self._first(place) * self.rows.pitch

    def bottom(self, place: int) -> float:
        """Where the last row of a panel ends."""
        return self.top(place) + self.rows.height

    def in_rows(self, place: int, points: Sequence[Point]) -> tuple[Point, ...]:
        """The points of a panel at its rows of the chart, and nothing at the others."""
        found = [BLANK] * self.number
        first = self._first(place)
        found[first : first + len(points)] = points
        return tuple(found)

    def estimates(self, place: int) -> list[Estimate | None]:
        """What a panel shows in each of its rows; None in that of a heading."""
        column = self.columns[place]
        each = iter(row.estimates[column] for row in self.tabulation.rows)
        return [next(each) if group else None for group in self.rows.groups]

    def heading_shapes(self) -> Iterator[Words]:
        """The headings of rows, beside the first panel of each row of panels."""
        for place in range(0, len(self.columns), self.across):
            yield from self.rows.headings(self.top(place))

    def title_shapes(self) -> Iterator[Words]:
        """The names of the panels above them."""
        ink = self.setting.style.theme.colours.ink
        for place, title in enumerate(self.titles):
            height = (title.count("\n") + 1) * self.setting.style.leading
            top = self.top(place) - TITLE_GAP - height
            box = Box(self.left(place), top, self.width, height)
            yield Words(title, box, ink, is_bold=True)

    def base_shapes(self) -> Iterator[Line]:
        """The line at zero of each panel."""
        stroke = Stroke(self.setting.style.theme.colours.muted, HAIRLINE)
        for place in range(len(self.columns)):
            left = self.left(place)
            yield Line(left, self.top(place), left, self.bottom(place), stroke)

    def _first(self, place: int) -> int:
        return place // self.across * (len(self.rows.labels) + self.between)
