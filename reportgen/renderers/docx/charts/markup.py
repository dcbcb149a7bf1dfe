"""DrawingML elements of charts: text, fills, lines, references to cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from reportgen.charts import Hatch
from reportgen.locales import Locale
from reportgen.renderers.docx.charts.frame import Fill, Stroke
from reportgen.renderers.docx.charts.sheet import Column
from reportgen.renderers.docx.markup import Xml, escaped, tagged
from reportgen.theme import Theme

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
EMU = 12700
"""The unit of lengths in a drawing: so many to a point."""
PATTERNS = {
    Hatch.RISING: "wdUpDiag",
    Hatch.FALLING: "wdDnDiag",
    Hatch.CROSSED: "openDmnd",
    Hatch.LEVEL: "ltHorz",
    Hatch.UPRIGHT: "ltVert",
}
"""The patterns of DrawingML that are the nearest to ours."""


def c(tag: str, /, *children: Xml | None, **attributes: object) -> Xml:
    """An element of charts; None is no child, True and False are 1 and 0."""
    return tagged(f"c:{tag}", *children, **attributes)


def a(tag: str, /, *children: Xml | None, **attributes: object) -> Xml:
    """An element of drawings."""
    return tagged(f"a:{tag}", *children, **attributes)


def told(tag: str, text: str) -> Xml:
    """An element of charts that holds text."""
    return f"<c:{tag}>{escaped(text)}</c:{tag}>"


def number(value: float) -> str:
    """A number as a file has it: exact, and whole ones without a point."""
    return str(int(value)) if value == int(value) else repr(float(value))


def emu(points: float) -> int:
    """Points in the unit of drawings."""
    return round(points * EMU)


# ------------------------------------------------------------------------------ fills and lines


def colour(value: str, *changes: Xml) -> Xml:
    """A colour given as #rrggbb, and what is changed of it."""
    return a("srgbClr", *changes, val=value.lstrip("#").upper())


def filled(fill: Fill | None) -> Xml:
    """What fills a shape."""
    if fill is None:
        return a("noFill")
    if fill.hatch is None:
        return a("solidFill", colour(fill.colour))
    inks = a("fgClr", colour(fill.ink)), a("bgClr", colour(fill.colour))
    return a("pattFill", *inks, prst=PATTERNS[fill.hatch])


def line(stroke: Stroke | None) -> Xml:
    """A line, or none."""
    if stroke is None:
        return a("ln", a("noFill"))
    alpha = [a("alpha", val=round(stroke.opacity * 100_000))] if stroke.opacity < 1 else []
    solid = a("solidFill", colour(stroke.colour, *alpha))
    return a("ln", solid, a("round"), w=emu(stroke.thickness), cap="flat")


def shape(fill: Fill | None = None, stroke: Stroke | None = None) -> Xml:
    """The properties of a shape with that fill and outline."""
    return c("spPr", filled(fill), line(stroke))


def stroked(stroke: Stroke | None) -> Xml:
    """The properties of what is only a line."""
    return c("spPr", line(stroke))


# ----------------------------------------------------------------------------------------- text


LEVEL = {"rot": "0", "vert": "horz"}
UPWARDS = {"rot": "-5400000", "vert": "horz"}
"""How text is turned, as attributes of the box that it stands in."""
Turn = Mapping[str, str]
UNTURNED: Turn = {}


@dataclass(frozen=True, slots=True)
class Letters:
    """How text of a chart is set: Word's faces, size in points, language."""

    latin: str
    east_asian: str
    size: float
    language: str

    def of_all(
        self, ink: str, *, is_bold: bool = False, wraps: bool | None = None, turn: Turn = UNTURNED
    ) -> Xml:
        """The properties of all text of a part of the chart."""
        end = a("endParaRPr", lang=self.language)
        paragraph = a("p", a("pPr", _properties(self, "defRPr", ink, is_bold)), end)
        return c("txPr", _body(wraps, turn), a("lstStyle"), paragraph)

    def of_axis(self, ink: str) -> Xml:
        """The same of an axis: level, or LibreOffice leaves labels out and doesn't break them."""
        return self.of_all(ink, turn=LEVEL)

    def body(
        self,
        text: str,
        ink: str,
        *,
        is_bold: bool = False,
        align: str = "",
        wraps: bool = False,
        turn: Turn = UNTURNED,
        field: Mapping[str, str] | None = None,
    ) -> Xml:
        """What a box of text holds, each line a paragraph; `align` is l, ctr or r.

        A field of the attributes `field` prints what Word finds out, at first this text.
        """
        kept = {"algn": align} if align else {}
        first = a("pPr", _properties(self, "defRPr", ink, is_bold), **kept)
        name, attributes = ("r", {}) if field is None else ("fld", field)
        look = _properties(self, "rPr", ink, is_bold)
        paragraphs = [
            a("p", first, a(name, look, f"<a:t>{escaped(line)}</a:t>", **attributes))
            for line in text.split("\n")
        ]
        return "".join([_body(wraps, turn), a("lstStyle"), *paragraphs])


@lru_cache(maxsize=256)
def _properties(letters: Letters, tag: str, ink: str, is_bold: bool) -> Xml:
    """The properties of a run (rPr) or of all of them (defRPr): each label has them."""
    attributes: dict[str, object] = {"lang": letters.language} if tag == "rPr" else {}
    attributes |= {"sz": round(letters.size * 100), "b": is_bold}
    faces = a("latin", typeface=letters.latin), a("ea", typeface=letters.east_asian)
    fill = a("solidFill", colour(ink))
    return a(tag, fill, *faces, a("cs", typeface=letters.latin), **attributes)


def letters_of(theme: Theme, locale: Locale) -> Letters:
    """How the text of charts is set: in the faces that the theme has for Word."""
    faces = theme.word_faces
    return Letters(faces.latin_display, faces.east_asian_display, theme.charts.size, locale.tag)


def _body(wraps: bool | None, turn: Turn) -> Xml:
    """The box of text; None leaves it to the reader whether lines are broken."""
    if wraps is None:
        return a("bodyPr", **turn)
    zero = dict.fromkeys(("lIns", "tIns", "rIns", "bIns"), 0)
    return a("bodyPr", wrap="square" if wraps else "none", anchor="ctr", **zero, **turn)


# ---------------------------------------------------------------------------------------- cells


def cached_text(column: Column) -> Xml:
    """A reference to cells of text, with what they hold."""
    points = _points((place, cell) for place, cell in enumerate(column.cells) if cell is not None)
    cache = c("strCache", c("ptCount", val=len(column.cells)), points)
    return c("strRef", told("f", column.formula), cache)


def cached_numbers(column: Column) -> Xml:
    """A reference to cells of numbers, with what they hold; text is zero."""
    points = []
    for place, value in enumerate(column.numbers):
        if value is not None:
            own = column.format_of(place)
            named = {"formatCode": own} if own != column.format else {}
            points.append(c("pt", told("v", number(value)), idx=place, **named))
    count = c("ptCount", val=len(column.cells))
    cache = c("numCache", told("formatCode", column.format), count, *points)
    return c("numRef", told("f", column.formula), cache)


def cached_name(column: Column) -> Xml:
    """A reference to the heading of a column."""
    cache = c("strCache", c("ptCount", val=1), _points([(0, column.heading)]))
    return c("strRef", told("f", column.name_formula), cache)


def _points(held: Iterable[tuple[int, object]]) -> Xml:
    """What cells hold, each with its place."""
    return "".join([c("pt", told("v", str(cell)), idx=place) for place, cell in held])
