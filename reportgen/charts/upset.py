"""An UpSet plot: bars of combinations of options above a matrix that tells what is in each.

Lex A, Gehlenborg N, Strobelt H, Vuillemot R, Pfister H. UpSet: visualization of intersecting sets.
IEEE Trans Vis Comput Graph 2014; 20: 1983-1992.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.charts.colours import between
from reportgen.charts.drawing import CHARTS
from reportgen.charts.lettering import Line
from reportgen.charts.scene import Disc, Group, Label, Mark, Rule, Scene, Value
from reportgen.charts.style import HAIRLINE, LABEL_GAP, MARGIN, MIDDLE, Style
from reportgen.document import Form
from reportgen.errors import error
from reportgen.results import Combinations, Tabulation

LABEL_SHARE = 0.34
"""How much of the width the labels of the options may take."""
BARS_SHARE, LEAST_BARS, MOST_BARS = 0.2, 54.0, 92.0
"""Height of the bars: a share of the width within limits, in points."""
SET_BARS, ROOMY = 0.1, 320.0
"""Width of the options' own bars, as a share of that of a chart that has room for them."""
ROW = 1.5
"""Height of a row of the matrix at least, in ems."""
RADIUS, LINK = 0.3, 1.4
"""Of a dot, in ems and at most in columns; thickness of what joins dots, in points."""
BAR = 0.62
"""Width of a bar, in columns."""
WIDEST, NARROWEST = 30.0, 6.4
"""Width of a column, in points."""
REST_GAP = 0.4
"""Before the column of all other combinations, in columns."""
NUMBER_GAP = 2.5
MATRIX_GAP = 5.0
SMALL = 0.4
"""Radius of the dot of an option that isn't selected, in those of one that is."""
PALE, GUIDE, REST = 0.6, 0.25, 0.55
"""How much is left of the muted colour in such dots, in the lines along the rows, and in the bar of
all other combinations."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where the parts are: the edge of the labels, the columns, the rows of the matrix."""

    style: Style
    combinations: Combinations
    labels: tuple[tuple[Line, ...], ...]
    counts: tuple[Line, ...]
    numbers: tuple[Line, ...]

    @property
    def edge(self) -> float:
        """Where the labels of the options end."""
        return MARGIN + max((line.width for each in self.labels for line in each), default=0.0)

    @property
    def counts_end(self) -> float:
        return self.edge + LABEL_GAP + max((line.width for line in self.counts), default=0.0)

    @property
    def set_bars(self) -> float:
        """How wide the options' own bars are; 0 where there is no room for them."""
        return SET_BARS * self.style.width if self.style.width >= ROOMY else 0.0

    @property
    def left(self) -> float:
        """Where the matrix begins."""
        bars = self.set_bars + LABEL_GAP / 2 if self.set_bars else 0.0
        return self.counts_end + bars + LABEL_GAP

    @property
    def pitch(self) -> float:
        """Width of a column."""
        number = len(self.numbers) + (REST_GAP if self.has_rest else 0.0)
        return min((self.style.right - self.left) / max(number, 1), WIDEST)

    @property
    def has_rest(self) -> bool:
        return any(not members for members in self.combinations.members)

    def x(self, place: int) -> float:
        """The middle of a column."""
        is_rest = not self.combinations.members[place]
        return self.left + (place + 0.5 + (REST_GAP if is_rest else 0.0)) * self.pitch

    @property
    def right(self) -> float:
        """Where the columns end."""
        last = len(self.numbers) - 1
        return self.x(last) + self.pitch / 2 if last >= 0 else self.left

    @property
    def is_turned(self) -> bool:
        """Whether the numbers above the bars are too wide to stand upright."""
        widest = max((line.width for line in self.numbers), default=0.0)
        return widest + NUMBER_GAP > self.pitch

    def rows(self, top: float) -> tuple[tuple[float, float], ...]:
        """The upper edge and the height of each row of a matrix that begins there."""
        found = []
        more = self.style.slack / max(len(self.labels), 1)
        for lines in self.labels:
            height = max(len(lines) * self.style.leading + 1, ROW * self.style.size) + more
            found.append((top, height))
            top += height
        return tuple(found)


@CHARTS.add("upset")
def upset(tabulation: Tabulation, style: Style) -> Scene:
    """Return a bar with its number for each combination, and below it dots for its options.

    At the left are the options with all who selected them. Numbers too wide for the bars are
    turned. Raises ReportError where there are more combinations than columns of a legible width.
    """
    combinations = tabulation.detail
    assert isinstance(combinations, Combinations)  # tabulated so for this kind
    text = style.locale.text
    sheet = _Sheet(
        style,
        combinations,
        tuple(
            style.lettering.wrap(text(row.label), LABEL_SHARE * style.width)
            for row in combinations.sets
        ),
        tuple(style.value(row.estimates[0], form=Form.COUNT) for row in combinations.sets),
        tuple(style.value(row.estimates[0], form=Form.COUNT) for row in tabulation.rows),
    )
    if sheet.pitch < NARROWEST:
        most = int((style.right - sheet.left) / NARROWEST - REST_GAP - 1)
        raise error("too-many-combinations", style.place, found=len(tabulation.rows), most=most)
    room = max((line.width for line in sheet.numbers), default=0.0)
    over = room + NUMBER_GAP if sheet.is_turned else style.leading
    high = min(max(BARS_SHARE * style.width, LEAST_BARS), MOST_BARS)
    base = MARGIN + over + high
    rows = sheet.rows(base + MATRIX_GAP)
    bottom = rows[-1][0] + rows[-1][1] if rows else base
    marks: tuple[Mark, ...] = (
        *_guides(sheet, rows),
        *_bars(sheet, tabulation, base, high),
        *_matrix(sheet, rows),
        *_options(sheet, rows),
    )
    if sheet.has_rest:
        rest = _rest(sheet, tabulation, base + MATRIX_GAP)
        marks, bottom = (*marks, rest), max(bottom, rest.y)
    return style.scene(marks, bottom + MARGIN, _told(tabulation, combinations, style))


def _bars(sheet: _Sheet, tabulation: Tabulation, base: float, high: float) -> Iterator[Mark]:
    style, colours = sheet.style, sheet.style.theme.colours
    most = max((row.estimates[0].count for row in tabulation.rows), default=0) or 1
    width = BAR * sheet.pitch
    rest = between(colours.paper, colours.muted, REST)
    for place, (row, number) in enumerate(zip(tabulation.rows, sheet.numbers, strict=True)):
        estimate = row.estimates[0]
        height = estimate.count / most * high
        x = sheet.x(place)
        colour = rest if row.is_residual else colours.accent
        yield style.block(x - width / 2, base - height, width, height, colour)
        end = base - height - NUMBER_GAP
        if sheet.is_turned:
            at = x + MIDDLE * style.size
            yield Label(at, end, number, colours.ink, estimate, Form.COUNT, is_turned=True)
        else:
            middle = end - style.size / 2 + 1
            yield style.write(number, x, middle, anchor=0.5, prints=estimate, form=Form.COUNT)
    yield Rule(sheet.left, base, sheet.right, base, colours.muted, HAIRLINE)
    title = style.lettering.wrap(style.locale.charts["count_axis"], sheet.left - LABEL_GAP)
    yield from style.stack(
        title, sheet.left - LABEL_GAP, base - high / 2, anchor=1, colour=colours.muted
    )


def _guides(sheet: _Sheet, rows: Sequence[tuple[float, float]]) -> Iterator[Mark]:
    """A light line along each row, by which the eye finds the label of a dot."""
    colours = sheet.style.theme.colours
    light = between(colours.paper, colours.muted, GUIDE)
    shown = [place for place, members in enumerate(sheet.combinations.members) if members]
    right = sheet.x(shown[-1]) + sheet.pitch / 2 if shown else sheet.left
    for top, height in rows:
        yield Rule(sheet.left, top + height / 2, right, top + height / 2, light, HAIRLINE)


def _matrix(sheet: _Sheet, rows: Sequence[tuple[float, float]]) -> Iterator[Mark]:
    """A dot for each option in each combination; those selected together are joined."""
    colours = sheet.style.theme.colours
    pale = between(colours.paper, colours.muted, PALE)
    # Small, so that they are less than the others also where a screen is dark and they are light.
    radius = min(RADIUS * sheet.style.size, 0.36 * sheet.pitch)
    middles = {
        row.option: top + height / 2
        for row, (top, height) in zip(sheet.combinations.sets, rows, strict=True)
    }
    for place, members in enumerate(sheet.combinations.members):
        if not members:
            continue
        x = sheet.x(place)
        for code, middle in middles.items():
            if code not in members:
                yield Disc(x, middle, SMALL * radius, pale)
        joined = [middles[code] for code in members]
        if len(joined) > 1:
            yield Rule(x, min(joined), x, max(joined), colours.accent, LINK)
        for middle in joined:
            yield Disc(x, middle, radius, colours.accent)


def _options(sheet: _Sheet, rows: Sequence[tuple[float, float]]) -> Iterator[Mark]:
    """The options' labels, with all who selected them, and where there is room their bars."""
    style, sets = sheet.style, sheet.combinations.sets
    most = max((row.estimates[0].count for row in sets), default=0) or 1
    entries = zip(sets, sheet.labels, sheet.counts, rows, strict=True)
    for row, lines, count, (top, height) in entries:
        middle, estimate = top + height / 2, row.estimates[0]
        yield from style.stack(lines, sheet.edge, middle, anchor=1)
        yield style.write(
            count, sheet.counts_end, middle, anchor=1, prints=estimate, form=Form.COUNT
        )
        if sheet.set_bars:
            width = estimate.count / most * sheet.set_bars
            thick = 0.75 * style.size
            start = sheet.counts_end + LABEL_GAP / 2
            yield style.block(start, middle - thick / 2, width, thick, style.theme.colours.accent)


def _rest(sheet: _Sheet, tabulation: Tabulation, top: float) -> Label:
    """What the column of all other combinations is, written along it."""
    style, place = sheet.style, len(tabulation.rows) - 1
    line = style.lettering.line(style.locale.text(tabulation.rows[place].label))
    x = sheet.x(place) + MIDDLE * style.size
    return Label(x, top + line.width, line, style.theme.colours.muted, is_turned=True)


def _told(tabulation: Tabulation, combinations: Combinations, style: Style) -> tuple[Group, ...]:
    """The combinations, and then each option with all who selected it."""
    text, words = style.locale.text, style.locale.charts
    return (
        *(
            Group(text(row.label), (Value(None, row.estimates[0], form=Form.SHARE),),
                words["combinations"])
            for row in tabulation.rows
        ),
        *(
            Group(text(row.label), (Value(None, row.estimates[0], form=Form.COUNT),), words["sets"])
            for row in combinations.sets
        ),
    )  # fmt: skip
