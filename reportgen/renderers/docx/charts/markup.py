"""DrawingML elements of charts: text, fills, lines, references to cells."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from functools import cache

from lxml import etree

from reportgen.charts import Hatch
from reportgen.locales import Locale
from reportgen.renderers.docx.charts.frame import Fill, Stroke
from reportgen.renderers.docx.charts.sheet import Column
from reportgen.renderers.docx.markup import Element
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


def c(tag: str, /, *children: Element | None, **attributes: object) -> Element:
    """An element of charts; None is no child, True and False are 1 and 0."""
    return _element(C, tag, children, attributes)


def a(tag: str, /, *children: Element | None, **attributes: object) -> Element:
    """An element of drawings."""
    return _element(A, tag, children, attributes)


def _element(
    namespace: str, tag: str, children: Iterable[Element | None], attributes: dict[str, object]
) -> Element:
    element = copy(_empty(namespace, tag))
    for name, value in attributes.items():
        element.set(name, _written(value))
    for child in children:
        if child is not None:
            element.append(child)
    return element


@cache
def _empty(namespace: str, tag: str) -> Element:
    """An element to be copied: that takes a fourth of the time of making one."""
    return etree.Element(f"{{{namespace}}}{tag}", nsmap={"c": C, "a": A})


def _written(value: object) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


def told(tag: str, text: str) -> Element:
    """An element of charts that holds text."""
    element = c(tag)
    element.text = text
    return element


def number(value: float) -> str:
    """A number as a file has it: exact, and whole ones without a point."""
    return str(int(value)) if value == int(value) else repr(float(value))


def emu(points: float) -> int:
    """Points in the unit of drawings."""
    return round(points * EMU)


# ------------------------------------------------------------------------------ fills and lines


def colour(value: str) -> Element:
    """A colour given as #rrggbb."""
    return a("srgbClr", val=value.lstrip("#").upper())


def filled(fill: Fill | None) -> Element:
    """What fills a shape."""
    if fill is None:
        return a("noFill")
    if fill.hatch is None:
        return a("solidFill", colour(fill.colour))
    inks = a("fgClr", colour(fill.ink)), a("bgClr", colour(fill.colour))
    return a("pattFill", *inks, prst=PATTERNS[fill.hatch])


def line(stroke: Stroke | None) -> Element:
    """A line, or none."""
    if stroke is None:
        return a("ln", a("noFill"))
    ink = colour(stroke.colour)
    if stroke.opacity < 1:
        ink.append(a("alpha", val=round(stroke.opacity * 100_000)))
    solid = a("solidFill", ink)
    return a("ln", solid, a("round"), w=emu(stroke.thickness), cap="flat")


def shape(fill: Fill | None = None, stroke: Stroke | None = None) -> Element:
    """The properties of a shape with that fill and outline."""
    return c("spPr", filled(fill), line(stroke))


def stroked(stroke: Stroke | None) -> Element:
    """The properties of what is only a line."""
    return c("spPr", line(stroke))


# ----------------------------------------------------------------------------------------- text


@dataclass(frozen=True, slots=True)
class Letters:
    """How text of a chart is set: Word's faces, size in points, language."""

    latin: str
    east_asian: str
    size: float
    language: str

    def properties(self, tag: str, ink: str, *, is_bold: bool = False) -> Element:
        """The properties of a run (rPr) or of all of them (defRPr)."""
        attributes: dict[str, object] = {"lang": self.language} if tag == "rPr" else {}
        attributes |= {"sz": round(self.size * 100), "b": is_bold}
        faces = a("latin", typeface=self.latin), a("ea", typeface=self.east_asian)
        fill = a("solidFill", colour(ink))
        return a(tag, fill, *faces, a("cs", typeface=self.latin), **attributes)

    def of_all(self, ink: str, *, is_bold: bool = False, wraps: bool | None = None) -> Element:
        """The properties of all text of a part of the chart."""
        paragraph = a("p", a("pPr", self.properties("defRPr", ink, is_bold=is_bold)), self._end())
        return c("txPr", _body(wraps), a("lstStyle"), paragraph)

    def of_axis(self, ink: str) -> Element:
        """The same of an axis: level, or LibreOffice leaves labels out and doesn't break them."""
        properties = self.of_all(ink)
        properties[0].set("rot", "0")
        properties[0].set("vert", "horz")
        return properties

    def rich(
        self, text: str, ink: str, *, is_bold: bool = False, align: str = "", wraps: bool = False
    ) -> Element:
        """Text of its own, each line a paragraph; `align` is l, ctr or r."""
        return c("rich", *self.body(text, ink, is_bold=is_bold, align=align, wraps=wraps))

    def body(
        self, text: str, ink: str, *, is_bold: bool = False, align: str = "", wraps: bool = False
    ) -> tuple[Element, ...]:
        """The same as the content of a box of text."""
        paragraphs = []
        for each in text.split("\n"):
            words = a("t")
            words.text = each
            run = a("r", self.properties("rPr", ink, is_bold=is_bold), words)
            kept = {"algn": align} if align else {}
            first = a("pPr", self.properties("defRPr", ink, is_bold=is_bold), **kept)
            paragraphs.append(a("p", first, run))
        return _body(wraps), a("lstStyle"), *paragraphs

    def _end(self) -> Element:
        return a("endParaRPr", lang=self.language)


def letters_of(theme: Theme, locale: Locale) -> Letters:
    """How the text of charts is set: in the faces that the theme has for Word."""
    faces = theme.word_faces
    return Letters(faces.latin_display, faces.east_asian_display, theme.charts.size, locale.tag)


def _body(wraps: bool | None) -> Element:
    """The box of text; None leaves it to the reader whether lines are broken."""
    if wraps is None:
        return a("bodyPr")
    zero = dict.fromkeys(("lIns", "tIns", "rIns", "bIns"), 0)
    return a("bodyPr", wrap="square" if wraps else "none", anchor="ctr", **zero)


# ---------------------------------------------------------------------------------------- cells


def cached_text(column: Column) -> Element:
    """A reference to cells of text, with what they hold."""
    cache = c("strCache", c("ptCount", val=len(column.cells)))
    for place, cell in enumerate(column.cells):
        if cell is not None:
            cache.append(c("pt", told("v", str(cell)), idx=place))
    return c("strRef", told("f", column.formula), cache)


def cached_numbers(column: Column) -> Element:
    """A reference to cells of numbers, with what they hold; text is zero."""
    cache = c("numCache", told("formatCode", column.format), c("ptCount", val=len(column.cells)))
    for place, value in enumerate(column.numbers):
        if value is not None:
            own = column.format_of(place)
            named = {"formatCode": own} if own != column.format else {}
            cache.append(c("pt", told("v", number(value)), idx=place, **named))
    return c("numRef", told("f", column.formula), cache)


def cached_name(column: Column) -> Element:
    """A reference to the heading of a column."""
    cache = c("strCache", c("ptCount", val=1), c("pt", told("v", column.heading), idx=0))
    return c("strRef", told("f", column.name_formula), cache)
