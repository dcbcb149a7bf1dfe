"""Heat maps: the options of the stub by the categories of the banner, shares as colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportgen.charts.axis import Axis
from reportgen.charts.colours import legible, ramp
from reportgen.charts.columns import ColumnNames
from reportgen.charts.drawing import CHARTS
from reportgen.charts.grouped_bar import grouped
from reportgen.charts.scene import Block, Group, Mark, Scene
from reportgen.charts.stub import Stub
from reportgen.charts.style import Style, categories, full_scale, length
from reportgen.document import Form
from reportgen.errors import error
from reportgen.results import Estimate, Tabulation

CELL = 1.9
"""Least height of a cell, in ems."""
CELL_GAP = 1.0
"""Between cells, in points, as all of these."""
PADDING = 1.0
KEY_WIDTH = 150.0
KEY_HEIGHT = 6.0
KEY_GAP = 9.0
KEY_STEPS = 30
FORMS = (Form.PERCENT_LABEL, Form.PERCENT_CELL)
"""How shares are printed: the first that fits into every cell."""


@CHARTS.add("heat_map")
def heat_map(tabulation: Tabulation, style: Style) -> Scene:
    """Return cells coloured by their share, with its number where it fits, over a key of colours.

    Raises ReportError where there is no breakdown.
    """
    if tabulation.by is None:
        raise error("chart-without-breakdown", style.place)
    columns = categories(tabulation)
    names = tuple(style.name(tabulation.columns[place]) for place in columns)
    groups = grouped(tabulation, style, columns, names)
    stub = Stub(replace(style, slack=0.0), groups)  # its cells grow, not the gaps between them
    pitch = (style.right - stub.left + CELL_GAP) / len(columns)
    lefts = [stub.left + at * pitch for at in range(len(columns))]
    middles = [left + (pitch - CELL_GAP) / 2 for left in lefts]
    heads = ColumnNames(style, names, middles, pitch, is_above=True)
    most = max(len(lines) for lines in stub.wrapped)
    height = max(CELL * style.size, most * style.leading) + style.slack / len(groups)
    places = stub.place(heads.height, height, CELL_GAP)
    cells = _Cells(style, groups, pitch - CELL_GAP, height)
    marks = heads.marks(0)
    for group, middle in zip(groups, places.middles, strict=True):
        for value, left in zip(group.values, lefts, strict=True):
            marks += cells.draw(value.estimate, left, middle)
    top = places.bottom + KEY_GAP
    axis = cells.axis(stub.left)
    key = (*cells.key(stub.left, top), *axis.below(top + KEY_HEIGHT))
    bottom = top + KEY_HEIGHT + axis.height
    return style.scene((*marks, *places.labels, *key), bottom, groups)


class _Cells:
    """How the cells of one chart are drawn."""

    def __init__(self, style: Style, groups: Sequence[Group], width: float, height: float) -> None:
        self.style, self.width, self.height = style, width, height
        values = [value for group in groups for value in group.values]
        self.end = full_scale(values)
        shown = [value.estimate for value in values if style.is_percentage(value.estimate)]
        fitting = (form for form in FORMS if all(self._fits(each, form) for each in shown))
        self.form = next(fitting, None)

    def draw(self, estimate: Estimate, left: float, middle: float) -> list[Mark]:
        """The cell of an estimate; without a colour where it has no place on the scale."""
        tokens = self.style.theme.colours
        fill = tokens.panel
        if self.style.has_place(estimate):
            fill = ramp(tokens.paper, tokens.accent, length(estimate) / self.end)
        top = middle - self.height / 2
        marks: list[Mark] = [Block(left, top, self.width, self.height, fill)]
        if self.form is not None and self._fits(estimate, self.form):
            ink, centre = legible(fill, tokens.ink, tokens.paper), left + self.width / 2
            line = self.style.value(estimate, form=self.form)
            marks.append(
                self.style.write(
                    line, centre, middle, anchor=0.5, colour=ink, prints=estimate, form=self.form
                )
            )
        return marks

    def axis(self, left: float) -> Axis:
        """The scale of the colours."""
        width = min(KEY_WIDTH, self.style.right - left - self.style.size)
        return Axis(self.style, left, width / self.end, self.end)

    def key(self, left: float, top: float) -> list[Mark]:
        """The colours from none to the end of the scale."""
        tokens = self.style.theme.colours
        width = self.axis(left).unit * self.end / KEY_STEPS
        # Each reaches under the next, or a seam would show between them.
        reach = [width * min(2, KEY_STEPS - step) for step in range(KEY_STEPS)]
        return [
            Block(
                left + step * width,
                top,
                reach[step],
                KEY_HEIGHT,
                ramp(tokens.paper, tokens.accent, (step + 0.5) / KEY_STEPS),
            )
            for step in range(KEY_STEPS)
        ]

    def _fits(self, estimate: Estimate, form: Form) -> bool:
        return self.style.value(estimate, form=form).width + 2 * PADDING <= self.width
