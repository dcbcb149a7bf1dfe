"""An UpSet plot, natively: columns for the combinations, and below zero a matrix of points.

The rows of the matrix are series of a line chart over the same categories. Points that belong
together are joined by error bars of one length a series, which every reader draws.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil, floor, log10

from reportgen.charts.colours import between
from reportgen.charts.style import HAIRLINE
from reportgen.charts.upset import (
    BAR,
    BARS_SHARE,
    LABEL_SHARE,
    LEAST_BARS,
    LINK,
    MOST_BARS,
    NARROWEST,
    PALE,
    RADIUS,
    REST,
    ROW,
    SMALL,
    WIDEST,
)
from reportgen.document import Form
from reportgen.errors import error
from reportgen.renderers.docx.charts.frame import (
    BLANK,
    Box,
    Fill,
    Labels,
    Marker,
    NativeChart,
    Point,
    Scale,
    Series,
    Stroke,
)
from reportgen.renderers.docx.charts.kinds import NATIVE_CHARTS
from reportgen.renderers.docx.charts.rows import LABEL_GAP, MARGIN
from reportgen.renderers.docx.charts.setting import Setting
from reportgen.results import Combinations, Row, Tabulation

NUMBER_ROOM = 3.0
"""Between a column and its number, as Word leaves it, in points."""
COUNT_GAP = "  "
"""Between the name of an option and how many selected it in all."""
WIDER_SHARE = 0.46
AMPLE = 14.0
"""Of the width of a chart, what labels take where columns are so many points wide all the same."""
BELOW = 0.6
"""Below the last row of the matrix, in rows."""


@NATIVE_CHARTS.add("upset")
def upset(tabulation: Tabulation, setting: Setting) -> NativeChart:
    """A column with its number for each combination, and below it points for its options."""
    style, combinations = setting.style, tabulation.detail
    assert isinstance(combinations, Combinations)  # tabulated so for this kind
    sheet = _Sheet.of(setting, tabulation, combinations)
    text = style.locale.text
    return NativeChart(
        width=style.width,
        height=sheet.plot.y + sheet.plot.height + MARGIN,
        kind="column",
        series=(
            sheet.columns(tabulation),
            *sheet.joined(),
            *sheet.members(),
            *sheet.others(),
            sheet.words(tabulation),
        ),
        categories=tuple(text(row.label) for row in tabulation.rows),
        plot=sheet.plot,
        values=Scale(sheet.bottom, sheet.top, is_shown=False),
        stub=style.locale.charts["combinations"],
        thickness=BAR * sheet.pitch,
        base=Stroke(style.theme.colours.muted, HAIRLINE),
        has_category_labels=False,
    )


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where the columns and the rows of the matrix are; counts upwards, rows downwards from zero.

    A row is `step` respondents high, so that one scale serves both.
    """

    setting: Setting
    combinations: Combinations
    points: tuple[Point, ...]
    """The combinations with their counts."""
    texts: tuple[str, ...]
    """The names of the options, each with how many selected it."""
    plot: Box
    pitch: float
    """Width of a column with the gap beside it, in points."""
    top: float
    step: float

    @classmethod
    def of(cls, setting: Setting, tabulation: Tabulation, combinations: Combinations) -> _Sheet:
        """The sheet. Raises ReportError where the columns would be too narrow to be legible."""
        style = setting.style
        points = tuple(setting.point(row.estimates[0], Form.COUNT) for row in tabulation.rows)
        number = max(len(points), 1)
        # All rows are as high as the highest: labels get more room where columns can spare it.
        for share in (WIDER_SHARE, LABEL_SHARE):
            texts = tuple(_named(setting, row, share) for row in combinations.sets)
            widths = [setting.width(line) for text in texts for line in text.split("\n")]
            left = MARGIN + max(widths, default=0.0) + LABEL_GAP
            pitch = min((style.right - left) / number, WIDEST)
            if pitch >= AMPLE:
                break
        if pitch < NARROWEST:
            most = int((style.right - left) / NARROWEST)
            raise error("too-many-combinations", style.place, found=number, most=most)
        widest = max((setting.width(point.text) for point in points), default=0.0)
        is_turned = widest + NUMBER_ROOM > pitch
        over = (widest if is_turned else style.leading) + 2 * NUMBER_ROOM
        high = min(max(BARS_SHARE * style.width, LEAST_BARS), MOST_BARS)
        lines = [text.count("\n") + 1 for text in texts]
        fits = [(above + below) / 2 * style.leading + 3 for above, below in pairwise(lines)]
        row = max(ROW * style.size, *fits, style.leading)
        highest = max((point.value or 0.0 for point in points), default=0.0) or 1.0
        step = _rounded(row * highest / high)
        plot = Box(
            left, MARGIN, pitch * number,
            over + high + (len(texts) + BELOW) * step * high / highest,
        )  # fmt: skip
        turned = tuple(replace(point, is_turned=is_turned) for point in points)
        top = highest * (high + over) / high
        return cls(setting, combinations, turned, texts, plot, pitch, top, step)

    @property
    def bottom(self) -> float:
        """Where the scale ends, below the last row."""
        return -(len(self.texts) + BELOW) * self.step

    def at(self, row: float) -> float:
        """Where a row of the matrix is on the scale."""
        return -round((row + 1) * self.step, 6)

    def columns(self, tabulation: Tabulation) -> Series:
        """The columns; that of all other combinations is paler."""
        tokens = self.setting.style.theme.colours
        rest = Fill(between(tokens.paper, tokens.muted, REST))
        points = tuple(
            replace(point, fill=rest) if row.is_residual else point
            for point, row in zip(self.points, tabulation.rows, strict=True)
        )
        return Series(
            self.setting.style.locale.charts["count_axis"],
            points,
            fill=self.setting.fill(tokens.accent),
            labels=Labels("outEnd", tokens.ink, format="0"),
        )

    def joined(self) -> Iterator[Series]:
        """What joins the points of a combination: a series for each number of rows between them."""
        style = self.setting.style
        rows = [self._rows(members) for members in self.combinations.members]
        spans = sorted({max(each) - min(each) for each in rows if len(each) > 1})
        for span in spans:
            points = tuple(
                Point(self.at(min(each)), label="")
                if each and max(each) - min(each) == span
                else BLANK
                for each in rows
            )
            name = style.locale.charts["joined_rows"].format(number=span)
            stroke = Stroke(style.theme.colours.accent, LINK)
            yield self._over(name, points, whisker=stroke, reach=round(span * self.step, 6))

    def members(self) -> Iterator[Series]:
        """For each option a point in the combinations that it is in."""
        colour = self.setting.style.theme.colours.accent
        yield from self._matrix(Marker("circle", self._dot, colour), is_in=True)

    def others(self) -> Iterator[Series]:
        """For each option a small point in the combinations that it isn't in."""
        tokens = self.setting.style.theme.colours
        pale = between(tokens.paper, tokens.muted, PALE)
        yield from self._matrix(Marker("circle", SMALL * self._dot, pale), is_in=False)

    def words(self, tabulation: Tabulation) -> Series:
        """What the counts are, beside the columns; what the last column is, written along it."""
        style = self.setting.style
        number = len(self.points)
        points = [BLANK] * number
        if number:
            away = (-self.pitch / 2, 0.0)
            title = style.locale.charts["count_axis"]
            points[0] = Point(round(self.top / 2, 6), label=title, position="l", shift=away)
        if number > 1 and tabulation.rows[-1].is_residual:
            text = style.locale.text(tabulation.rows[-1].label)
            middle = self.at((len(self.texts) - 1) / 2)
            points[-1] = Point(middle, label=text, position="ctr", is_turned=True)
        labels = Labels("ctr", style.theme.colours.muted)
        return self._over(style.locale.charts["row_labels"], tuple(points), labels=labels)

    @property
    def _dot(self) -> float:
        """How large a point is across."""
        return 2 * min(RADIUS * self.setting.style.size, 0.36 * self.pitch)

    def _matrix(self, marker: Marker, *, is_in: bool) -> Iterator[Series]:
        style, members = self.setting.style, self.combinations.members
        for place, (row, text) in enumerate(zip(self.combinations.sets, self.texts, strict=True)):
            points = [
                Point(self.at(place), label="") if each and (row.option in each) == is_in else BLANK
                for each in members
            ]
            if points and not points[0].is_blank:
                away = (-self.pitch / 2, 0.0)
                points[0] = replace(points[0], label=text, position="l", shift=away)
            label = style.locale.text(row.label)
            name = label if is_in else style.locale.charts["not_in"].format(label=label)
            labels = Labels("l", style.theme.colours.ink)
            yield self._over(name, tuple(points), marker=marker, labels=labels)

    def _over(
        self,
        name: str,
        points: tuple[Point, ...],
        *,
        marker: Marker | None = None,
        labels: Labels | None = None,
        whisker: Stroke | None = None,
        reach: float | None = None,
    ) -> Series:
        return Series(
            name, points, marker=marker, labels=labels, whisker=whisker, reach=reach,
            has_caps=False, is_told=False, is_over=True,
        )  # fmt: skip

    def _rows(self, members: Sequence[str]) -> list[int]:
        return [place for place, row in enumerate(self.combinations.sets) if row.option in members]


def _named(setting: Setting, row: Row, share: float) -> str:
    """The name of an option in lines, and behind it how many selected it in all."""
    style = setting.style
    lines = style.lettering.wrap(style.locale.text(row.label), share * style.width / setting.wider)
    count = setting.point(row.estimates[0], Form.COUNT).text
    return "\n".join(line.text for line in lines) + COUNT_GAP + count


def _rounded(step: float) -> float:
    """A step no less than that, of two digits."""
    unit = 10.0 ** (floor(log10(step)) - 1)
    return ceil(round(step / unit, 6)) * unit
