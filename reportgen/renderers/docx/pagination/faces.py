"""How wide characters are and how high lines, by the face and the size that a draft names.

Times New Roman and Arial have the widths of Times and Helvetica, which Adobe published; files of
them come with matplotlib. Other faces are taken for the nearest of these, made as much wider or
narrower as they are on the average of English text. Ideographs are as wide as they are high.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from fontTools.agl import toUnicode
from matplotlib import get_data_path

ROMAN, SANS, FIXED = "Times", "Helvetica", "Courier"
FAMILIES = {
    "arial": (SANS, 1.0),
    "calibri": (SANS, 0.92),
    "cambria": (ROMAN, 1.07),
    "consolas": (FIXED, 0.92),
    "courier new": (FIXED, 1.0),
    "georgia": (ROMAN, 1.1),
    "helvetica": (SANS, 1.0),
    "liberation sans": (SANS, 1.0),
    "segoe ui": (SANS, 0.98),
    "tahoma": (SANS, 0.97),
    "verdana": (SANS, 1.16),
}
"""The metrics that a face has or comes closest to, and how wide it is beside them. All others are
taken for a Times."""
STYLES = {
    ROMAN: ("Roman", "Bold", "Italic", "BoldItalic"),
    SANS: ("", "Bold", "Oblique", "BoldOblique"),
    FIXED: ("", "Bold", "Oblique", "BoldOblique"),
}
"""What the files of metrics are called: upright, bold, slanted, both."""
HEIGHTS = {ROMAN: (0.933, 0.216), SANS: (0.938, 0.212), FIXED: (0.833, 0.300)}
"""How far a line of letters reaches above and below their foot, in ems."""
WIDE_HEIGHT = (1.009, 0.291)
"""The same of ideographs: Word gives Song, Hei and Kai 1.3 ems."""
HIGHER = {"微软雅黑": (1.377, 0.341), "microsoft yahei": (1.377, 0.341)}
"""Faces of ideographs whose lines are higher, as 1.7 ems."""
UNKNOWN = 0.55
"""The width, in ems, of a character that the metrics don't have."""
_AS_WIDE_AS = {"\u00a0": " ", "\u2007": "0", "\u2011": "-"}
_THIN = {"\u2009": 0.2, "\u202f": 0.2, "\u2002": 0.5, "\u2003": 1.0}


class _Widths(dict[str, float]):
    """Widths of characters in ems."""

    def __missing__(self, character: str) -> float:
        width = self[character] = UNKNOWN
        return width


@dataclass(frozen=True, slots=True)
class Type:
    """Letters of one face and size, as much as is needed to measure them."""

    face: str
    is_bold: bool
    is_italic: bool
    size: float
    """In points."""

    def width(self, text: str) -> float:
        """How wide letters are, in points."""
        return _width(self.face, self.is_bold, self.is_italic, text) * self.size

    @property
    def height(self) -> tuple[float, float]:
        """How far a line of letters reaches above and below their foot, in points."""
        above, below = HEIGHTS[_metrics(self.face)[0]]
        return above * self.size, below * self.size


def wide_height(face: str, size: float) -> tuple[float, float]:
    """How far a line of ideographs reaches above and below the foot of letters, in points."""
    above, below = HIGHER.get(face.casefold(), WIDE_HEIGHT)
    return above * size, below * size


@cache
def _metrics(face: str) -> tuple[str, float]:
    return FAMILIES.get(face.casefold(), (ROMAN, 1.0))


@lru_cache(maxsize=8192)
def _width(face: str, is_bold: bool, is_italic: bool, text: str) -> float:
    of, breadth = _metrics(face)
    return breadth * sum(map(_widths(of, is_bold, is_italic).__getitem__, text))


@cache
def _widths(of: str, is_bold: bool, is_italic: bool) -> Mapping[str, float]:
    name = STYLES[of][is_bold + 2 * is_italic]
    path = Path(get_data_path(), "fonts", "pdfcorefonts", f"{of}{'-' if name else ''}{name}.afm")
    widths = _Widths(_THIN)
    for line in path.read_text("latin-1").splitlines():
        if line.startswith("C "):
            _, width, glyph, *_ = (part.split()[1] for part in line.split(" ; "))
            if len(character := toUnicode(glyph)) == 1:
                widths[character] = int(width) / 1000
    for character, other in _AS_WIDE_AS.items():
        widths[character] = widths[other]
    return widths
