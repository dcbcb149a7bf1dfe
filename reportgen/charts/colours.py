"""The colours of series and scales, and of the text on them."""

from __future__ import annotations

from collections.abc import Sequence

LARGE_TYPE = 3.0
"""The contrast that large type needs at least (WCAG 2, 1.4.3)."""
SMALL_TYPE = 4.5
"""The contrast that small type needs at least."""
EXTREMES = ("#000000", "#ffffff")
"""Of these one has the contrast of small type on any background."""
RGB = tuple[float, float, float]

FAINTEST = 0.07
"""How much of a colour is in the faintest of a ramp."""
TINT = 0.55
"""How much of a colour is left in the next lighter tint."""


def series(colours: Sequence[str], number: int) -> tuple[str, ...]:
    """That many colours in order; when they run out, lighter tints of them from the start."""
    tinted = (divmod(place, len(colours)) for place in range(number))
    return tuple(between(colours[at], "#ffffff", 1 - TINT**rounds) for rounds, at in tinted)


def scale(colours: Sequence[str], number: int) -> tuple[str, ...]:
    """That many colours from one end of an ordered scale to the other, evenly spread."""
    if number == 1:
        return (colours[0],)
    last = len(colours) - 1
    spread = []
    for step in range(number):
        place = step * last / (number - 1)
        lower = min(int(place), last - 1)
        spread.append(between(colours[lower], colours[lower + 1], place - lower))
    return tuple(spread)


def ramp(paper: str, colour: str, share: float) -> str:
    """The colour of a share between 0 and 1: from a tint that is seen on paper to all of it."""
    return between(paper, colour, FAINTEST + (1 - FAINTEST) * share)


def between(one: str, other: str, share: float) -> str:
    """The colour that lies `share` of the way from one to the other."""
    pairs = zip(_rgb(one), _rgb(other), strict=True)
    parts = (round(255 * (first + share * (second - first))) for first, second in pairs)
    return "#{:02x}{:02x}{:02x}".format(*parts)


def on(background: str, *inks: str) -> str:
    """The one of the inks that is the easiest to read on the background (WCAG contrast)."""
    return max(inks, key=lambda ink: contrast(ink, background))


def legible(background: str, *inks: str) -> str:
    """An ink that small type can be read in on the background: black or white if none of these."""
    best = on(background, *inks)
    return best if contrast(best, background) >= SMALL_TYPE else on(background, *EXTREMES)


def readable(colour: str, background: str, *inks: str) -> str:
    """A colour of large type where it can be read on the background, else the best of the inks."""
    return colour if contrast(colour, background) >= LARGE_TYPE else on(background, *inks)


def contrast(one: str, other: str) -> float:
    """The WCAG 2 contrast ratio of two colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in _rgb(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rgb(colour: str) -> RGB:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue
