"""What charts of points have in common: names beside rows, and strokes from point to point."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportgen.charts.axis import TICK, Axis
from reportgen.charts.scene import Group
from reportgen.renderers.docx.charts.frame import (
    BLANK,
    Labels,
    Point,
    Position,
    Scale,
    Series,
    Stroke,
)
from reportgen.renderers.docx.charts.setting import Setting

BETWEEN = 0.4
"""Between the labels of neighbours, in lines."""
Of = tuple[int, int]
"""A series and one of its points."""


def row(place: int, number: int) -> float:
    """Where one of so many rows is on the upright scale, which counts from the last: its middle."""
    return number - place - 0.5


def rows_scale(number: int) -> Scale:
    """The upright scale of that many rows, which isn't printed."""
    return Scale(0, number, is_shown=False)


def percent_scale(setting: Setting, end: float, extent: float) -> Scale:
    """A scale of percentages to that proportion, as long as that, with ticks as in drawings."""
    ticks = Axis(setting.style, 0.0, extent / end / setting.wider, end).ticks
    step = (ticks[1] - ticks[0]) / 100 if len(ticks) > 1 else end
    return Scale(0, end, step, format="0%", has_grid=True, title=setting.share_name)


def axis_room(setting: Setting) -> float:
    """What the ticks of a scale, their numbers and its title take below the plot, in points."""
    return TICK + 3 * setting.style.leading


def broken(setting: Setting, text: str) -> str:
    """A label in the lines that it has in the report's own drawings."""
    return "\n".join(line.text for line in setting.style.label(text))


def row_names(
    setting: Setting, texts: Sequence[str], groups: Sequence[Group | None], low: float, room: float
) -> tuple[Series, ...]:
    """The names of rows as labels of points at the low end of the scale, `room` points before it.

    A row without a group is a heading, which has none. The series goes last: LibreOffice leaves
    out a first one of equal values.
    """
    style = setting.style
    points = tuple(
        Point(low, label=text, at=row(place, len(texts)), shift=(-room, 0.0)) if group else BLANK
        for place, (text, group) in enumerate(zip(texts, groups, strict=True))
    )
    labels = Labels("l", style.theme.colours.ink)
    return (Series(style.locale.charts["row_labels"], points, labels=labels, is_told=False),)


def untold(
    setting: Setting, texts: Sequence[str], low: float, side: Position = "l"
) -> tuple[Series, ...]:
    """What is printed in rows whose value has no place: beside the low end of the scale.

    A row of "" has a value.
    """
    points = tuple(
        Point(low, label=text, at=row(place, len(texts))) if text else BLANK
        for place, text in enumerate(texts)
    )
    if not any(texts):
        return ()
    labels = Labels(side, setting.style.theme.colours.ink)
    name = setting.style.locale.charts["row_labels"]
    return (Series(name, points, labels=labels, is_told=False),)


def strokes(
    name: str, stroke: Stroke, lines: Iterable[Sequence[tuple[float, float, Of]]]
) -> Series:
    """Lines from point to point in one series, with a blank between one line and the next.

    Each point is a value, a place on the upright scale, and of what other point it is the value.
    """
    points: list[Point] = []
    for line in lines:
        points += (Point(value, label="", at=at, same=of) for value, at, of in line)
        points.append(BLANK)
    return Series(name, tuple(points[:-1]), line=stroke, is_told=False)
