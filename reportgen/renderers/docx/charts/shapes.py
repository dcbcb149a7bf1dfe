"""What is drawn over a chart, lines and words → the drawing part that belongs to it."""

from __future__ import annotations

from lxml import etree

from reportgen.renderers.docx.charts.frame import Block, Box, Fill, Line, NativeChart, Words
from reportgen.renderers.docx.charts.markup import A, C, Letters, a, emu, filled, line, number
from reportgen.renderers.docx.markup import Element
from reportgen.renderers.docx.template.package import serialise

CDR = "http://schemas.openxmlformats.org/drawingml/2006/chartDrawing"


def drawing_part(chart: NativeChart, letters: Letters) -> bytes:
    """The part's bytes: each shape at its place, in parts of the chart's width and height."""
    root = etree.Element(f"{{{C}}}userShapes", nsmap={"c": C, "a": A, "cdr": CDR})
    for identity, shape in enumerate(chart.shapes, 2):
        if isinstance(shape, Line):
            left, right = sorted((shape.x, shape.to_x))
            top, bottom = sorted((shape.y, shape.to_y))
            box = Box(left, top, right - left, bottom - top)
            root.append(_anchored(chart, box, _connector(identity, shape, box)))
        elif isinstance(shape, Block):
            root.append(_anchored(chart, shape.box, _block(identity, shape)))
        else:
            root.append(_anchored(chart, shape.box, _text(identity, shape, letters)))
    return serialise(root)


def _cdr(tag: str, /, *children: Element, **attributes: str) -> Element:
    element = etree.Element(f"{{{CDR}}}{tag}", attributes, nsmap={"cdr": CDR})
    element.extend(children)
    return element


def _anchored(chart: NativeChart, box: Box, content: Element) -> Element:
    return _cdr(
        "relSizeAnchor",
        _cdr("from", *_corner(chart, box.x, box.y)),
        _cdr("to", *_corner(chart, box.x + box.width, box.y + box.height)),
        content,
    )


def _corner(chart: NativeChart, x: float, y: float) -> tuple[Element, Element]:
    corner = _cdr("x"), _cdr("y")
    for element, part in zip(corner, (x / chart.width, y / chart.height), strict=True):
        element.text = number(round(min(max(part, 0.0), 1.0), 5))
    return corner


def _placed(box: Box) -> Element:
    size = a("ext", cx=emu(box.width), cy=emu(box.height))
    return a("xfrm", a("off", x=emu(box.x), y=emu(box.y)), size)


def _connector(identity: int, shape: Line, box: Box) -> Element:
    named = _cdr("cNvPr", id=str(identity), name=str(identity))
    look = _cdr("spPr", _placed(box), a("prstGeom", a("avLst"), prst="line"), line(shape.stroke))
    if (shape.to_x - shape.x) * (shape.to_y - shape.y) < 0:  # it rises from left to right
        look[0].set("flipV", "1")
    return _cdr("cxnSp", _cdr("nvCxnSpPr", named, _cdr("cNvCxnSpPr")), look, macro="")


def _block(identity: int, shape: Block) -> Element:
    named = _cdr("cNvPr", id=str(identity), name=str(identity))
    fill = filled(Fill(shape.colour))
    look = _cdr(
        "spPr", _placed(shape.box), a("prstGeom", a("avLst"), prst="rect"), fill, line(None)
    )
    return _cdr("sp", _cdr("nvSpPr", named, _cdr("cNvSpPr")), look, macro="", textlink="")


def _text(identity: int, shape: Words, letters: Letters) -> Element:
    named = _cdr("cNvPr", id=str(identity), name=str(identity))
    look = _cdr("spPr", _placed(shape.box), a("prstGeom", a("avLst"), prst="rect"), a("noFill"))
    # The lines are broken already, by the measure of the drawing; Word is not to break them again.
    body = letters.body(shape.text, shape.colour, is_bold=shape.is_bold, align=shape.align)
    kind = _cdr("cNvSpPr", txBox="1")
    return _cdr(
        "sp", _cdr("nvSpPr", named, kind), look, _cdr("txBody", *body), macro="", textlink=""
    )
