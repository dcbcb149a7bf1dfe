"""What a native kind sets a chart with: the style of all charts, and what may be told of estimates.

A kind takes each value from here, so that nothing that the report withholds gets into a workbook.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from reportgen.charts import Style
from reportgen.charts.colours import between, contrast, on
from reportgen.charts.markers import WHISKER
from reportgen.charts.patterns import HATCHES
from reportgen.charts.style import scale_end
from reportgen.document import Form, Number
from reportgen.locales import Locale
from reportgen.renderers.docx.charts.frame import Fill, Point, Stroke
from reportgen.renderers.released import released
from reportgen.results import Estimate, Tabulation

WIDER = 1.1
"""How much wider letters may be in the faces of Word than in those that charts are measured by."""
GREYS = 20
"""How many greys there are between ink and paper."""
DIGITS = 15
"""Excel, and LibreOffice, round what they print from so many digits."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The style of a chart, and the languages in which the file must not tell what is withheld."""

    style: Style
    locales: Sequence[Locale]

    def point(
        self,
        estimate: Estimate,
        form: Form = Form.PERCENT_LABEL,
        *,
        whisker: bool = False,
        at: float | None = None,
    ) -> Point:
        """The value of an estimate, its label and, where asked for, the limits of its interval.

        Over a base too small for a percentage the value is n/N, and its cell shows that. Of a form
        that prints a count the value is the count. `at` is the place in a scatter.
        """
        text = self.style.locale.number(Number(estimate, form))
        told = released(estimate, self.locales)
        is_count = form in (Form.COUNT, Form.BASE)
        value = told.count if is_count else told.drawn
        if value is None:
            return Point(None, text, at=at)
        limits = self.style.limits(estimate) if whisker and told.interval else None
        ratio = fraction(told.base) if told.withheld and not is_count else None
        return Point(float(value), text, interval=limits, at=at, format=ratio)

    def share(self, estimate: Estimate) -> float:
        """How far a bar of it reaches: 0 where it has no place."""
        value = released(estimate, self.locales).drawn
        return 0.0 if value is None else value

    def extent(self, points: Sequence[Point]) -> tuple[float, float]:
        """Where the scale of points and their whiskers ends, and the width of the widest label."""
        reaches = (max(point.value or 0.0, *(point.interval or (0.0,))) for point in points)
        return scale_end(reaches), max((self.width(point.text) for point in points), default=0.0)

    @property
    def percent(self) -> str:
        """The number format of a percentage with as many digits as the language prints."""
        digits = self.style.locale.percent_digits
        return f"0.{'0' * digits}%" if digits else "0%"

    @property
    def share_name(self) -> str:
        """What values are where they have no other name: numbers that are printed with their %."""
        return self.style.locale.charts["share"]

    def stub(self, tabulation: Tabulation) -> str:
        """What rows are that are options, as the workbook heads their labels: of the one item."""
        locale = self.style.locale
        labels = {locale.text(item.label) for item in tabulation.items}
        return labels.pop() if len(labels) == 1 else locale.words["told_option"]

    def scale_stub(self, tabulation: Tabulation) -> str:
        """What rows are that are items with one scale, or the categories of one."""
        locale = self.style.locale
        return locale.text(tabulation.by.label) if tabulation.by else locale.words["told_item"]

    def fill(self, colour: str, place: int = 0) -> Fill:
        """The fill of the series at that place, with its pattern where the theme has them."""
        tokens = self.style.theme
        hatch = HATCHES[place % len(HATCHES)] if tokens.charts.patterns else None
        return Fill(colour, hatch, on(colour, tokens.colours.paper, tokens.colours.ink))

    def whisker(self, colour: str) -> Stroke:
        """A whisker half of which lies on a bar of that colour, half on the paper.

        Word can't set it off from the bar, so it has the ink that is seen best on both.
        """
        paper, ink = self.style.theme.colours.paper, self.style.theme.colours.ink
        inks = [between(ink, paper, share / GREYS) for share in range(GREYS)]
        seen = max(inks, key=lambda each: min(contrast(each, colour), contrast(each, paper)))
        return Stroke(seen, WHISKER)

    def width(self, text: str, weight: int = 400) -> float:
        """The room that a line of text takes in the faces of Word, in points."""
        return self.style.lettering.line(text, weight).width * self.wider

    @property
    def wider(self) -> float:
        """How much wider text is in Word's faces than it was measured."""
        return 1.0 if self.style.locale.is_ideographic else WIDER


def fraction(base: int) -> str:
    """The number format by which a proportion is printed as n/N of that base."""
    return f"?/{base}"


def formatted(value: float, number_format: str) -> str | None:
    """What Excel prints of a value by a format made of digits: 0, 0.00, 0.0%, ?/12 and their like.

    A format in two parts prints what is below zero by the second. None for any other format.
    """
    if number_format.startswith("?/"):
        base = number_format[2:]
        return f"{round(value * int(base))}/{base}"
    first, _, second = number_format.partition(";")
    chosen = second if value < 0 and second else first
    digits = chosen.rstrip("%")
    if digits.strip("0.") or not digits.startswith("0"):
        return None
    exact = Decimal(f"{abs(value):.{DIGITS}g}") * (100 if chosen.endswith("%") else 1)
    places = len(digits.partition(".")[2])
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    sign = "-" if value < 0 and not second else ""
    return f"{sign}{rounded}{'%' if chosen.endswith('%') else ''}"
