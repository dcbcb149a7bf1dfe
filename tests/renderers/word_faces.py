"""Fonts as wide and as high as those that Word sets a draft in, for LibreOffice to measure by.

The letters are those of the fonts that ship with the program; each is given the width that it has
in Times or Helvetica, whose metrics Times New Roman and Arial share and Adobe published, and lines
the height that Word gives them. Ideographs are as wide as they are high in all of these.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import matplotlib as mpl
from fontTools.agl import toUnicode
from fontTools.ttLib import TTFont

from reportgen.resources import fonts_folder

METRICS = Path(mpl.get_data_path()) / "fonts" / "pdfcorefonts"
ROMAN, SLOPING = ("Roman", "Bold", "Italic", "BoldItalic"), ("", "Bold", "Oblique", "BoldOblique")
LATIN = {
    "Times New Roman": ("SourceSerif4", "Times", ROMAN, 1.0),
    "Arial": ("SourceSans3", "Helvetica", SLOPING, 1.0),
    "Georgia": ("SourceSerif4", "Times", ROMAN, 1.1),
    "Calibri": ("SourceSans3", "Helvetica", SLOPING, 0.92),
}
"""The letters, metrics and their files of each face. Nobody published those of Georgia and Calibri:
they are taken for as much wider or narrower than these."""
WEIGHTS = ("Regular", "Bold", "Italic", "BoldItalic")
WIDE = {
    "宋体": "NotoSerifSC-Regular",
    "黑体": "NotoSansSC-Regular",
    "楷体": "NotoSerifSC-Regular",
    "微软雅黑": "NotoSansSC-Regular",
}
HEIGHTS = {
    "Times New Roman": (0.891, 0.216, 0.042),
    "Arial": (0.905, 0.212, 0.033),
    "Georgia": (0.891, 0.216, 0.042),
    "Calibri": (0.905, 0.212, 0.033),
    "宋体": (1.009, 0.291, 0.0),
    "黑体": (1.009, 0.291, 0.0),
    "楷体": (1.009, 0.291, 0.0),
    "微软雅黑": (1.377, 0.341, 0.0),
}
"""How far lines reach above and below the foot of letters, and the gap between them, in ems."""
_HELD: list[TemporaryDirectory[str]] = []


@cache
def made_faces() -> Path:
    """A folder with the fonts as files; it is removed when all tests are over."""
    holder = TemporaryDirectory(prefix="word-faces-")
    _HELD.append(holder)
    folder = Path(holder.name)
    for family, (source, metrics, names, breadth) in LATIN.items():
        for weight, name in zip(WEIGHTS, names, strict=True):
            font = TTFont(fonts_folder() / f"{source}-{weight}.ttf")
            _widen(font, _widths(METRICS / f"{metrics}{'-' if name else ''}{name}.afm"), breadth)
            _finish(font, family, weight, folder)
    for family, source in WIDE.items():
        _finish(TTFont(fonts_folder() / f"{source}.ttf"), family, "Regular", folder)
    return folder


def _widths(path: Path) -> dict[int, int]:
    """Widths in thousandths of an em, by character."""
    widths = {}
    for line in path.read_text("latin-1").splitlines():
        if line.startswith("C "):
            fields = dict(part.split(maxsplit=1) for part in line.split(" ; ")[:3])
            if len(character := toUnicode(fields["N"])) == 1:
                widths[ord(character)] = int(fields["WX"])
    widths[0xA0] = widths[0x20]
    return widths


def _widen(font: TTFont, widths: dict[int, int], breadth: float) -> None:
    em = font["head"].unitsPerEm * breadth
    for code, glyph in font.getBestCmap().items():
        if code in widths:
            bearing = font["hmtx"][glyph][1]
            font["hmtx"][glyph] = (round(widths[code] * em / 1000), bearing)


def _finish(font: TTFont, family: str, weight: str, folder: Path) -> None:
    """Give a font its name and height, without kerning and ligatures, which Word leaves out."""
    for table in ("GPOS", "GSUB", "kern", "BASE", "vhea", "vmtx", "VORG"):
        if table in font:
            del font[table]
    em = font["head"].unitsPerEm
    above, below, gap = (round(length * em) for length in HEIGHTS[family])
    across, os2 = font["hhea"], font["OS/2"]
    across.ascent, across.descent, across.lineGap = above, -below, gap
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = above, -below, gap
    os2.usWinAscent, os2.usWinDescent = above, below
    names = font["name"]
    names.names = []
    for identity, text in ((1, family), (2, weight), (4, f"{family} {weight}"),
                           (6, f"{family.replace(' ', '')}-{weight}")):  # fmt: skip
        names.setName(text, identity, 3, 1, 0x409)
    font.save(folder / f"{family}-{weight}.ttf")
