"""The one style of all charts: measures, colours, and the parts that several kinds share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from math import ceil, isnan
from typing import TypeAlias

from reportgen.charts.colours import on
from reportgen.charts.lettering import REGULAR, Lettering, Line
from reportgen.charts.patterns import HATCHES
from reportgen.charts.scene import Block, Group, Label, Mark, Pattern, Rule, Scene, Value
from reportgen.document import ChartOptions, Form, Number
from reportgen.errors import Place
from reportgen.locales import Locale
from reportgen.results import Category, Estimate, Tabulation
from reportgen.theme import Theme

LABEL_SHARE = 0.38
"""How much of the width the labels beside the bars may take."""
LEADING = 1.24
"""Baseline to baseline, in ems."""
MIDDLE = 0.35
"""From the baseline to the optical middle of digits and characters, in ems."""
STEPS = 20
"""The scale of the bars ends at a whole number of these parts of 100%."""
DOT = 72 / 300
"""A dot of the PNG in points. A height of whole dots lets PNG and SVG agree exactly."""
MARGIN = 1.0
"""Kept free at the edges of the chart, in points."""
CLEARED = 1.0
"""Height of what a label on a line stands on, in ems."""
LABEL_GAP = 5.0
VALUE_GAP = 3.0
HAIRLINE = 0.5
SWATCH = 0.82
"""Side of a legend's colour sample, in ems."""
SWATCH_GAP = 3.5
ENTRY_GAP = 13.0
LEGEND_GAP = 7.0


@dataclass(frozen=True, slots=True)
class Style:
    """What a chart kind draws with: the language, the theme, and its lettering."""

    locale: Locale
    theme: Theme
    width: float = 0.0
    """Width of the chart in points; that of the theme's charts when left out."""
    options: ChartOptions = field(default_factory=ChartOptions)
    slack: float = 0.0
    """How much higher than it need be the chart is to become, in points: that it may have one size
    in all languages. A kind that has no gaps to put it into leaves it, and ends with it."""
    place: Place | None = None
    """Where the figure is asked for, for what is found wrong with it."""
    shared: Lettering | None = None
    """The lettering of other charts of the theme, which knows what it has measured for them."""
    lettering: Lettering = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lettering", self.shared or Lettering(self.theme))
        object.__setattr__(self, "width", self.width or self.theme.charts.width)

    @property
    def right(self) -> float:
        """Where bars and text end at the latest, in points from the left edge."""
        return self.width - MARGIN

    @property
    def size(self) -> float:
        """Size of the text in points."""
        return self.theme.charts.size

    @property
    def leading(self) -> float:
        """Baseline to baseline in points."""
        return LEADING * self.size

    def value(
        self, estimate: Estimate, weight: int = REGULAR, form: Form = Form.PERCENT_LABEL
    ) -> Line:
        """What stands at the bar of an estimate: 90.8%, or n/N over a small base."""
        return self.lettering.line(self.locale.number(Number(estimate, form)), weight)

    def limits(self, estimate: Estimate) -> tuple[float, float] | None:
        """The limits of its confidence interval, where it has one that a table would print."""
        form = self.locale.form(Number(estimate, Form.INTERVAL_CELL))
        interval = estimate.interval
        return (interval.lower, interval.upper) if form and interval else None

    def is_percentage(self, estimate: Estimate) -> bool:
        """Whether it is printed as a percentage: not n/N over a small base, nor a dash."""
        return self.locale.form(Number(estimate, Form.PERCENT_LABEL)) is Form.PERCENT_LABEL

    def has_place(self, estimate: Estimate) -> bool:
        """Whether it has a place on a scale: not over an empty base, nor where it is suppressed."""
        return not estimate.is_suppressed and not isnan(estimate.value)

    def label(self, text: str, weight: int = REGULAR) -> tuple[Line, ...]:
        """A label beside a bar, wrapped to the share of the width that labels may take."""
        return self.lettering.wrap(text, LABEL_SHARE * self.width, weight)

    def name(self, category: Category) -> str:
        """The name of a category of the banner; of the total where it has none of its own."""
        label = category.label
        return self.locale.text(label) if label else self.locale.word("total")

    def scene(
        self,
        marks: Sequence[Mark],
        bottom: float,
        groups: tuple[Group, ...],
        name: str | None = None,
    ) -> Scene:
        """The marks as a chart that ends at `bottom`, or a part of a dot of the PNG below."""
        height = ceil(round(bottom / DOT, 3)) * DOT
        return Scene(self.width, height, tuple(marks), groups, name)

    def block(
        self, x: float, y: float, width: float, height: float, colour: str, place: int = 0
    ) -> Block:
        """A rectangle of the series at that place, with its pattern where the theme has them."""
        hatch = HATCHES[place % len(HATCHES)] if self.theme.charts.patterns else None
        if hatch is None:
            return Block(x, y, width, height, colour)
        tokens = self.theme.colours
        return Block(
            x, y, width, height, colour, Pattern(hatch, on(colour, tokens.paper, tokens.ink))
        )

    def write(
        self,
        line: Line,
        x: float,
        middle: float,
        *,
        anchor: float = 0,
        colour: str | None = None,
        prints: Estimate | None = None,
        form: Form = Form.PERCENT_LABEL,
    ) -> Label:
        """A line with its middle at that height; `anchor` 0 begins it at x, 1 ends it there."""
        left = x - anchor * line.width + anchor * line.trail - (1 - anchor) * line.lead
        baseline = middle + MIDDLE * self.size
        return Label(left, baseline, line, colour or self.theme.colours.ink, prints, form)

    def clearing(self, label: Label) -> Block:
        """What a label stands on where it would stand on a line: a piece of the ground."""
        height = CLEARED * self.size
        y = label.y - MIDDLE * self.size - height / 2
        width = label.line.width + 2 * MARGIN
        return Block(label.x - MARGIN, y, width, height, self.theme.colours.paper)

    def stack(
        self,
        lines: Sequence[Line],
        x: float,
        middle: float,
        *,
        anchor: float = 0,
        colour: str | None = None,
    ) -> Iterator[Label]:
        """Lines one above another, the whole with its middle at that height."""
        top = middle - (len(lines) - 1) / 2 * self.leading
        for row, line in enumerate(lines):
            yield self.write(line, x, top + row * self.leading, anchor=anchor, colour=colour)

    def baseline(self, x: float, top: float, bottom: float) -> Rule:
        """The rule from which bars grow."""
        return Rule(x, top, x, bottom, self.theme.colours.muted, HAIRLINE)


def printed(estimate: Estimate, locale: Locale) -> str:
    """An estimate as charts print it."""
    return locale.number(Number(estimate, Form.PERCENT_LABEL))


def length(estimate: Estimate) -> float:
    """The proportion that a bar shows; 0 over an empty base, and where it is suppressed."""
    return 0.0 if estimate.is_suppressed or isnan(estimate.value) else estimate.value


def full_scale(values: Iterable[Value]) -> float:
    """The proportion at the right end of the bars' scale: the next twentieth."""
    return scale_end(length(value.estimate) for value in values)


def scale_end(reaches: Iterable[float]) -> float:
    """The end of a scale on which all of these proportions have a place: the next twentieth."""
    longest = max(reaches, default=0.0)
    return max(ceil(round(longest * STEPS, 6)), 1) / STEPS


def categories(tabulation: Tabulation) -> tuple[int, ...]:
    """The places of the banner's categories, without the total where there are others."""
    every = range(len(tabulation.columns))
    parts = tuple(place for place in every if tabulation.columns[place].item is not None)
    return parts or tuple(every)


Sample: TypeAlias = Callable[[Style, float, float, float, str, int], Mark]
"""Of a legend: the style, left edge, middle, side, colour and place of a series → its mark."""


def swatch(style: Style, x: float, middle: float, side: float, colour: str, place: int) -> Mark:
    """A square of the series at that place."""
    return style.block(x, middle - side / 2, side, side, colour, place)


@dataclass(frozen=True, slots=True)
class Legend:
    """A legend laid out: its marks, and the height that it takes with the gap below it."""

    marks: tuple[Mark, ...]
    height: float


def legend(
    style: Style, names: Sequence[str], colours: Sequence[str], left: float, sample: Sample = swatch
) -> Legend:
    """A legend above the bars: one line, or the columns of as few lines as it needs.

    It begins at `left`, where the bars do, when it fits there in one line, else at the edge.
    `sample` draws what stands before a name.
    """
    side = SWATCH * style.size
    lead = side + SWATCH_GAP
    entries = [style.lettering.wrap(name, style.right - MARGIN - lead) for name in names]
    widths = [lead + max(line.width for line in entry) for entry in entries]
    starts = _columns(widths, style.right - left)
    start = left
    if len(starts) < len(widths):
        starts, start = _columns(widths, style.right - MARGIN), MARGIN
    top = MARGIN
    marks: list[Mark] = []
    for first in range(0, len(names), len(starts)):
        row = slice(first, first + len(starts))
        for place, at in zip(range(first, len(names)), starts, strict=False):
            entry = entries[place]
            middle = top + style.leading / 2
            marks.append(sample(style, start + at, middle, side, colours[place], place))
            middle += (len(entry) - 1) / 2 * style.leading
            marks.extend(style.stack(entry, start + at + lead, middle))
        top += max(len(entry) for entry in entries[row]) * style.leading
    return Legend(tuple(marks), top + LEGEND_GAP)


def _columns(widths: Sequence[float], room: float) -> tuple[float, ...]:
    """Where the columns begin that fill the room with as few, evenly filled lines as can be."""
    for lines in range(1, len(widths) + 1):
        number = ceil(len(widths) / lines)
        columns = [max(widths[at::number]) + ENTRY_GAP for at in range(number)]
        if sum(columns) - ENTRY_GAP <= room:
            return tuple(accumulate(columns[:-1], initial=0.0))
    return (0.0,)
