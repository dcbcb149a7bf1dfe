"""Markers of series, told apart by shape as well as by colour, and whiskers of intervals."""

from __future__ import annotations

from math import cos, pi, sin

from reportgen.charts.scene import Disc, Mark, Polygon, Rule
from reportgen.charts.style import Style

RADIUS = 0.34
"""Of a marker, in ems."""
CORNERS = (0, 4, 3, 4, 3, 5)
"""Corners of the markers in order; the first is a disc."""
TURNS = (0.0, 0.0, -0.5 / 3, 0.125, 0.5 / 3, 0.0)
"""How far each is turned from standing on a corner, in whole turns."""
SIZES = (1.0, 1.22, 1.25, 1.18, 1.25, 1.15)
"""How far their corners reach, in radii, so that all look alike in size."""
CAP = 2.2
"""How far the ends of a whisker reach to each side, in points."""
WHISKER = 0.8
HALO = 2.0
"""Thickness of a whisker, and of what sets it off from the bar below it, in points."""


def marker(place: int, x: float, y: float, radius: float, colour: str) -> Mark:
    """The marker of the series at that place, with its middle there."""
    which = place % len(CORNERS)
    number = CORNERS[which]
    if not number:
        return Disc(x, y, radius, colour)
    reach = radius * SIZES[which]
    angles = (2 * pi * (corner / number + TURNS[which]) + pi / 2 for corner in range(number))
    return Polygon(tuple((x + reach * cos(at), y + reach * sin(at)) for at in angles), colour)


def sample(style: Style, x: float, middle: float, side: float, colour: str, place: int) -> Mark:
    """The marker of a series, as it stands before its name in a legend."""
    return marker(place, x + side / 2, middle, RADIUS * style.size, colour)


def whisker(low: float, high: float, y: float, colour: str) -> tuple[Rule, ...]:
    """An interval from one place to another, with an end across at each."""
    return (
        Rule(low, y, high, y, colour, WHISKER),
        Rule(low, y - CAP, low, y + CAP, colour, WHISKER),
        Rule(high, y - CAP, high, y + CAP, colour, WHISKER),
    )


def halo(low: float, high: float, y: float, colour: str) -> tuple[Rule, ...]:
    """What sets a whisker off from the bar that it lies on, in the colour of the paper."""
    edge = (HALO - WHISKER) / 2
    return (
        Rule(low - edge, y, high, y, colour, HALO),
        Rule(low, y - CAP - edge, low, y + CAP + edge, colour, HALO),
    )
