"""Boxes, natively: a scatter whose series are the statistics, with lines drawn between them.

The box plot that Office has itself computes quartiles of its own, from data that a report doesn't
give away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from reportgen.charts.box import (
    CAP,
    DOT,
    FILL,
    MEDIAN,
    STROKE,
    THICKNESS,
    Entry,
    apart,
    box_axis,
    box_entries,
)
from reportgen.charts.number_axis import NumberAxis
from reportgen.charts.scene import Group
from reportgen.charts.sizes import size
from reportgen.document import Form
from reportgen.measures import decimals
from reportgen.renderers.docx.charts.frame import (
    BLANK,
    Box,
    Labels,
    Marker,
    NativeChart,
    Point,
    Scale,
    Series,
    Stroke,
)
from reportgen.renderers.docx.charts.kinds import NATIVE_CHARTS
from reportgen.renderers.docx.charts.points import (
    Of,
    axis_room,
    broken,
    row,
    row_names,
    rows_scale,
    strokes,
    untold,
)
from reportgen.renderers.docx.charts.rows import LABEL_GAP, MARGIN, headings
from reportgen.renderers.docx.charts.setting import Setting
from reportgen.results import Tabulation

STATISTICS = ("median", "lower_quartile", "upper_quartile", "lower_whisker", "upper_whisker")
MEDIAN_AT, LOWER, UPPER, LEAST, MOST = range(5)
"""The places of these, as series."""
Stop: TypeAlias = tuple[float, float, Of]
"""A point of a line: its value, its place on the upright scale, and what it is the value of."""
MEDIAN_GAP = 5.0
"""Between the middle of a box and its median, besides what Word leaves, in points."""
LEAST_LINES = 2.6
"""Of the height of a row, in lines: the median above the box, and the box."""


@NATIVE_CHARTS.add("box")
def box(tabulation: Tabulation, setting: Setting) -> NativeChart:
    """Boxes in the order of the rows, each with its median above and its base below its label."""
    style = setting.style
    entries = box_entries(tabulation, style)
    rows = _Rows.of(setting, entries)
    labels = (text for text, group in zip(rows.texts, rows.groups, strict=True) if group)
    widest = max(setting.width(line) for text in labels for line in text.split("\n"))
    left = MARGIN + widest + LABEL_GAP
    axis = box_axis(style, left, entries)
    half = style.right - axis.right
    is_named = len(tabulation.items) == 1
    title = style.locale.text(tabulation.items[0].label) if is_named else ""
    plot = Box(left + half, MARGIN, axis.right - left - half, rows.pitch * len(rows.texts))
    lines = axis_room(setting) - (0.0 if title else style.leading)
    return NativeChart(
        width=style.width,
        height=plot.y + plot.height + lines,
        kind="scatter",
        series=_series(setting, rows, axis, half),
        categories=tuple(text.replace("\n", " ") for text in rows.texts),
        plot=plot,
        values=_scale(axis, title),
        upright=rows_scale(len(rows.texts)),
        stub=setting.stub(tabulation),
        shapes=tuple(headings(setting, rows.texts, rows.groups, plot.y, rows.pitch)),
    )


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of the boxes, evenly high, and above those of an item a row with its label."""

    entries: tuple[Entry | None, ...]
    groups: tuple[Group | None, ...]
    texts: tuple[str, ...]
    pitch: float

    @classmethod
    def of(cls, setting: Setting, entries: Sequence[Entry]) -> _Rows:
        """The rows of boxes."""
        style = setting.style
        found: list[Entry | None] = []
        texts: list[str] = []
        heading = None
        for entry in entries:
            if entry.heading is not None and entry.heading != heading:
                found.append(None)
                texts.append(entry.heading)
            heading = entry.heading
            found.append(entry)
            texts.append(f"{broken(setting, entry.label)}\n{size(style, entry.base).text}")
        most = max(LEAST_LINES, *(text.count("\n") + 1.4 for text in texts))
        groups = tuple(Group(entry.label, ()) if entry else None for entry in found)
        pitch = most * style.leading + style.theme.charts.gap / 2
        return cls(tuple(found), groups, tuple(texts), pitch)


def _scale(axis: NumberAxis, title: str) -> Scale:
    step = float(axis.ticks[1] - axis.ticks[0]) if len(axis.ticks) > 1 else None
    digits = decimals(axis.ticks)
    form = f"0.{'0' * digits}" if digits else "0"
    low, high = float(axis.low), float(axis.high)
    return Scale(low, high, step, format=form, has_grid=True, title=title)


def _series(setting: Setting, rows: _Rows, axis: NumberAxis, room: float) -> tuple[Series, ...]:
    """The statistics, which aren't drawn themselves, and what is drawn by them."""
    style, words = setting.style, setting.style.locale
    accent, ink = style.theme.colours.accent, style.theme.colours.ink
    number = len(rows.texts)
    found = [
        tuple(
            _statistic(setting, entry, name, row(place, number)) if entry else BLANK
            for place, entry in enumerate(rows.entries)
        )
        for name in STATISTICS
    ]
    form = next((_format(point.text) for point in found[MEDIAN_AT] if point.value is not None), "")
    statistics = [
        Series(
            words.statistics[name],
            points,
            labels=Labels("t", ink, format=form) if name == "median" else None,
            is_told=False,
        )
        for name, points in zip(STATISTICS, found, strict=True)
    ]
    boxes = _Boxes(found, THICKNESS * style.size / rows.pitch / 2)
    # Not a tint: LibreOffice draws it over the lines of the box.
    body = Stroke(accent, THICKNESS * style.size, FILL)
    drawn = [
        strokes(words.charts["box_body"], body, boxes.bodies),
        strokes(words.charts["box_outline"], Stroke(accent, STROKE), boxes.outlines),
        strokes(words.statistics["median"], Stroke(accent, MEDIAN), boxes.medians),
    ]
    beyond = _outliers(setting, rows, axis, found[MEDIAN_AT])
    texts = [
        setting.point(entry.found["median"], Form.VALUE).text
        if entry and point.value is None
        else ""
        for entry, point in zip(rows.entries, found[MEDIAN_AT], strict=True)
    ]
    beyond += untold(setting, texts, float(axis.low), "r")
    names = row_names(setting, rows.texts, rows.groups, float(axis.low), room)
    return (*statistics, *drawn, *beyond, *names)


def _statistic(setting: Setting, entry: Entry, name: str, at: float) -> Point:
    point = setting.point(entry.found[name], Form.VALUE)
    if point.value is None:
        return BLANK
    return Point(
        point.value, point.text if name == "median" else "", at=at, shift=(0.0, -MEDIAN_GAP)
    )


class _Boxes:
    """What is drawn of boxes that are `half` a row's height high above and below their middle."""

    def __init__(self, found: Sequence[Sequence[Point]], half: float) -> None:
        self.found, self.half = found, half
        self.places = [
            place
            for place in range(len(found[0]))
            if all(points[place].value is not None for points in found)
        ]

    @property
    def bodies(self) -> list[list[Stop]]:
        """From quartile to quartile."""
        return [[self._stop(LOWER, at), self._stop(UPPER, at)] for at in self.places]

    @property
    def medians(self) -> list[list[Stop]]:
        """Across each box."""
        half = self.half
        return [[self._stop(MEDIAN_AT, at, -half), self._stop(MEDIAN_AT, at, half)]
            for at in self.places]  # fmt: skip

    @property
    def outlines(self) -> list[list[Stop]]:
        """Of each box its edge, its whiskers and the ends of these."""
        half, lines = self.half, list[list[Stop]]()
        corners = ((LOWER, -half), (UPPER, -half), (UPPER, half), (LOWER, half), (LOWER, -half))
        for at in self.places:
            lines.append([self._stop(which, at, up) for which, up in corners])
            for end, start in ((LEAST, LOWER), (MOST, UPPER)):
                lines.append([self._stop(end, at), self._stop(start, at)])
                lines.append([self._stop(end, at, up * CAP) for up in (-half, half)])
        return lines

    def _stop(self, which: int, place: int, up: float = 0.0) -> Stop:
        point = self.found[which][place]
        assert point.value is not None  # one of `places`
        assert point.at is not None  # of a row
        return point.value, round(point.at + up, 4), (which, place)


def _outliers(
    setting: Setting, rows: _Rows, axis: NumberAxis, medians: Sequence[Point]
) -> tuple[Series, ...]:
    """What lies beyond the whiskers: as in the drawing one point for those that it can't part."""
    points = []
    for entry, median in zip(rows.entries, medians, strict=True):
        if entry is not None and median.value is not None:
            numbers = apart(axis, entry.beyond)
            points += [Point(float(number), label="", at=median.at) for number in numbers]
    if not points:
        return ()
    style = setting.style
    marker = Marker("circle", 2 * DOT, style.theme.colours.accent)
    name = style.locale.charts["outliers"]
    return (Series(name, tuple(points), marker=marker, is_told=False),)


def _format(text: str) -> str:
    digits = len(text.partition(".")[2])
    return f"0.{'0' * digits}" if digits else "0"
