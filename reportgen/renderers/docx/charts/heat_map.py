"""Heat maps, natively: stacked bars whose parts are all equally long, coloured by their shares.

No chart of Word's colours by a value. The colours are those of the shares when the report was made;
the labels are read from the cells that hold the shares.
"""

from __future__ import annotations

from math import ceil

from reportgen.charts.axis import Axis
from reportgen.charts.colours import legible, ramp
from reportgen.charts.grouped_bar import grouped
from reportgen.charts.heat_map import CELL, CELL_GAP, KEY_GAP, KEY_HEIGHT, KEY_STEPS, KEY_WIDTH
from reportgen.charts.style import LABEL_SHARE, categories, scale_end
from reportgen.errors import error
from reportgen.renderers.docx.charts.frame import (
    BLANK,
    Block,
    Box,
    Fill,
    Labels,
    Line,
    NativeChart,
    Point,
    Scale,
    Series,
    Stroke,
    Words,
)
from reportgen.renderers.docx.charts.kinds import NATIVE_CHARTS
from reportgen.renderers.docx.charts.rows import MARGIN, Rows
from reportgen.renderers.docx.charts.scales import AXIS_HEIGHT, percent_axis
from reportgen.renderers.docx.charts.setting import Setting
from reportgen.results import Tabulation

MOST_LINES = 3
"""Of a column's name; one that would need more is turned."""
NAME_GAP = 4.0
EMPTY = Point(1.0, label="")
"""What stands above a column, or right of a heading: a cell that isn't seen."""
TURNED_ROOM = 110.0
"""What a turned name may take, in points."""


@NATIVE_CHARTS.add("heat_map")
def heat_map(tabulation: Tabulation, setting: Setting) -> NativeChart:
    """Cells coloured by their share, which each tells, below the names of their columns."""
    style = setting.style
    if tabulation.by is None:
        raise error("chart-without-breakdown", style.place)
    columns = categories(tabulation)
    names = tuple(style.name(tabulation.columns[place]) for place in columns)
    groups = grouped(tabulation, style, columns, names)
    content = CELL * style.size + CELL_GAP - style.theme.charts.gap
    rows = Rows.of(setting, groups, content, (LABEL_SHARE,))
    width = style.right - rows.left
    heads = _Heads(setting, names, width / len(columns), rows.pitch)
    end = scale_end(setting.share(value.estimate) for group in groups for value in group.values)
    told, drawn = list[Series](), list[Series]()
    for place, name in enumerate(names):
        points = [
            setting.point(group.values[place].estimate) if group else BLANK for group in rows.groups
        ]
        form = Labels("ctr", style.theme.colours.ink, format=setting.percent)
        told.append(Series(name, (*[BLANK] * heads.rows, *points), labels=form))
        cells = [_cell(setting, point, end) for point in points]
        drawn.append(_column(setting, told[-1], (*heads.points(place), *cells)))
    height = rows.pitch * (heads.rows + len(rows.labels))
    key, bottom = _key(setting, rows.left, MARGIN + height + KEY_GAP, end)
    return NativeChart(
        width=style.width,
        height=bottom + MARGIN,
        kind="bar",
        series=tuple(drawn),
        beside=(*told, *rows.items),
        categories=(*[""] * heads.rows, *rows.labels),
        plot=Box(rows.left, MARGIN, width, height),
        values=Scale(0, len(columns), is_shown=False),
        stub=setting.stub(tabulation),
        thickness=rows.pitch,
        is_stacked=True,
        shapes=(*rows.headings(MARGIN + rows.pitch * heads.rows), *key),
    )


def _key(
    setting: Setting, left: float, top: float, end: float
) -> tuple[list[Line | Words | Block], float]:
    """The key of the colours, from none to the end of their scale, and where it ends."""
    style, tokens = setting.style, setting.style.theme.colours
    width = min(KEY_WIDTH, style.right - left - style.size)
    step = width / KEY_STEPS
    # Each reaches under all that follow, or a seam would show between them. LibreOffice knows no
    # gradient of more than two colours, and programs blend two in different ways.
    blocks = [
        Block(
            Box(left + place * step, top, width - place * step, KEY_HEIGHT),
            ramp(tokens.paper, tokens.accent, (place + 0.5) / KEY_STEPS),
        )
        for place in range(KEY_STEPS)
    ]
    axis = Axis(style, left, width / end, end)
    below = percent_axis(setting, axis, top + KEY_HEIGHT)
    return [*blocks, *below], top + KEY_HEIGHT + AXIS_HEIGHT * style.size


def _column(setting: Setting, told: Series, points: tuple[Point, ...]) -> Series:
    """The cells of a column, all of one length; their labels are the shares."""
    tokens, words = setting.style.theme.colours, setting.style.locale.charts
    return Series(
        words["length"].format(name=told.name),
        points,
        outline=Stroke(tokens.paper, CELL_GAP),
        labels=Labels("ctr", tokens.ink, prints=told),
    )


def _cell(setting: Setting, point: Point, end: float) -> Point:
    """A cell: the label of its share, its colour, and an ink that is read on that."""
    if point.is_blank:
        return EMPTY
    tokens = setting.style.theme.colours
    fill = tokens.panel
    if point.value is not None:
        fill = ramp(tokens.paper, tokens.accent, point.value / end)
    ink = legible(fill, tokens.ink, tokens.paper)
    return Point(1.0, point.text, fill=Fill(fill), ink=ink)


class _Heads:
    """The names of the columns, in rows above the first; turned where they are too wide."""

    def __init__(self, setting: Setting, names: tuple[str, ...], pitch: float, row: float) -> None:
        lettering, leading = setting.style.lettering, setting.style.leading
        room = (pitch - NAME_GAP) / setting.wider
        wrapped = [lettering.wrap(name, room) for name in names]
        self.is_turned = any(
            lettering.widest_word(name) > room or len(lines) > MOST_LINES
            for name, lines in zip(names, wrapped, strict=True)
        )
        if self.is_turned:
            wrapped = [lettering.wrap(name, TURNED_ROOM / setting.wider) for name in names]
            height = max(line.width for lines in wrapped for line in lines) * setting.wider
        else:
            height = max(len(lines) for lines in wrapped) * leading
        self.rows = ceil((height + NAME_GAP) / row)
        self.height, self.row = height, row
        self._texts = ["\n".join(line.text for line in lines) for lines in wrapped]

    def points(self, place: int) -> tuple[Point, ...]:
        """The cells above a column, without colour: the name is at the last, moved up from it."""
        up = (self.height + NAME_GAP - self.row) / 2
        head = Point(1.0, label=self._texts[place], shift=(0.0, -up),
            is_turned=self.is_turned)  # fmt: skip
        return (*[EMPTY] * (self.rows - 1), head)
