"""What is drawn over a chart, lines and words → the drawing part that belongs to it."""

from __future__ import annotations

from reportgen.renderers.docx.charts.frame import Block, Box, Fill, Line, NativeChart, Words
from reportgen.renderers.docx.charts.markup import (
    A,
    C,
    Letters,
    a,
    c,
    emu,
    filled,
    line,
    number,
)
from reportgen.renderers.docx.markup import Xml, part_of, tagged

CDR = "http://schemas.openxmlformats.org/drawingml/2006/chartDrawing"


def drawing_part(chart: NativeChart, letters: Letters) -> bytes:
    """The part's bytes: each shape at its place, in parts of the chart's width and height."""
    written = []
    for identity, shape in enumerate(chart.shapes, 2):
        if isinstance(shape, Line):
            left, right = sorted((shape.x, shape.to_x))
            top, bottom = sorted((shape.y, shape.to_y))
            box = Box(left, top, right - left, bottom - top)
            written.append(_anchored(chart, box, _connector(identity, shape, box)))
        elif isinstance(shape, Block):
            written.append(_anchored(chart, shape.box, _block(identity, shape)))
        else:
            written.append(_anchored(chart, shape.box, _text(identity, shape, letters)))
    return part_of(c("userShapes", *written), {"c": C, "a": A, "cdr": CDR})


def _cdr(tag: str, /, *children: Xml, **attributes: str) -> Xml:
    return tagged(f"cdr:{tag}", *children, **attributes)


def _anchored(chart: NativeChart, box: Box, content: Xml) -> Xml:
    return _cdr(
        "relSizeAnchor",
        _cdr("from", *_corner(chart, box.x, box.y)),
        _cdr("to", *_corner(chart, box.x + box.width, box.y + box.height)),
        content,
    )


def _corner(chart: NativeChart, x: float, y: float) -> tuple[Xml, Xml]:
    across, down = (
        number(round(min(max(part, 0.0), 1.0), 5)) for part in (x / chart.width, y / chart.height)
    )
    return f"<cdr:x>{across}</cdr:x>", f"<cdr:y>{down}</cdr:y>"


def _placed(box: Box, **attributes: int) -> Xml:
    size = a("ext", cx=emu(box.width), cy=emu(box.height))
    return a("xfrm", a("off", x=emu(box.x), y=emu(box.y)), size, **attributes)


def _connector(identity: int, shape: Line, box: Box) -> Xml:
    named = _cdr("cNvPr", id=str(identity), name=str(identity))
    rises = (shape.to_x - shape.x) * (shape.to_y - shape.y) < 0  # from left to right
    place = _placed(box, flipV=1) if rises else _placed(box)
    look = _cdr("spPr", place, a("prstGeom", a("avLst"), prst="line"), line(shape.stroke))
    return _cdr("cxnSp", _cdr("nvCxnSpPr", named, _cdr("cNvCxnSpPr")), look, macro="")


def _block(identity: int, shape: Block) -> Xml:
    named = _cdr("cNvPr", id=str(identity), name=str(identity))
    fill = filled(Fill(shape.colour))
    look = _cdr(
        "spPr", _placed(shape.box), a("prstGeom", a("avLst"), prst="rect"), fill, line(None)
    )
    return _cdr("sp", _cdr("nvSpPr", named, _cdr("cNvSpPr")), look, macro="", textlink="")


def _text(identity: int, shape: Words, letters: Letters) -> Xml:
    named = _cdr("cNvPr", id=str(identity), name=str(identity))
    ground = filled(Fill(shape.ground) if shape.ground else None)
    look = _cdr("spPr", _placed(shape.box), a("prstGeom", a("avLst"), prst="rect"), ground)
    # The lines are broken already, by the measure of the drawing; Word is not to break them again.
    body = letters.body(shape.text, shape.colour, is_bold=shape.is_bold, align=shape.align)
    kind = _cdr("cNvSpPr", txBox="1")
    return _cdr(
        "sp", _cdr("nvSpPr", named, kind), look, _cdr("txBody", body), macro="", textlink=""
    )
