"""How wide what stands at a place of a Word file may be."""

from __future__ import annotations

import re

from reportgen.renderers.docx.filling.stories import BOX, TBL, TC, TR
from reportgen.renderers.docx.markup import Element, tag

A4_WIDTH, MARGIN = 11906, 1800
"""What Word takes where a section says nothing, in twips."""
CELL_MARGIN = 108
BOX_INSET = 144
"""Room at each side within a cell and a text box, in twips."""
_EMU = 635
"""Units of a drawing to a twip."""
EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_WIDTH = re.compile(r"(?:^|;)\s*width:\s*([\d.]+)pt")
"""The width of a box as Word wrote it before 2010, and still does for older programs."""
LEAST = 72.0


def room(line: Element) -> float:
    """The width, in points, of what takes the place of a paragraph of the body."""
    for above in line.iterancestors():
        if above.tag == TC:
            width = _cell(above)
            if width:
                return max(LEAST, (width - 2 * CELL_MARGIN) / 20)
        if above.tag == BOX:
            width = _box(above)
            if width:
                return max(LEAST, (width - 2 * BOX_INSET) / 20)
    return max(LEAST, _column(_section(line)) / 20)


def _number(element: Element | None, name: str) -> int:
    value = element.get(tag(name), "") if element is not None else ""
    try:
        return round(float(value))
    except ValueError:
        return 0


def _cell(cell: Element) -> int:
    """The width of a cell, in twips; 0 where nothing tells it."""
    width = cell.find(f"{tag('tcPr')}/{tag('tcW')}")
    if width is not None and width.get(tag("type"), "dxa") == "dxa" and _number(width, "w"):
        return _number(width, "w")
    row = next(cell.iterancestors(TR))
    columns = [_number(each, "w") for each in next(row.iterancestors(TBL)).iter(tag("gridCol"))]
    at = 0
    for each in row.iter(TC):
        span = _number(each.find(f"{tag('tcPr')}/{tag('gridSpan')}"), "val") or 1
        if each is cell:
            return sum(columns[at : at + span])
        at += span
    return 0


def _box(box: Element) -> int:
    """The width of a text box, in twips; 0 where nothing tells it."""
    for above in box.iterancestors():
        for child in above:
            if child.tag == EXTENT:
                return int(child.get("cx", "0")) // _EMU
        if width := _WIDTH.search(above.get("style", "")):
            return round(float(width[1]) * 20)
        if above.tag == tag("p"):
            break
    return 0


def _section(line: Element) -> Element | None:
    """The properties of the section in which a paragraph of the body stands."""
    top = line
    for above in line.iterancestors():
        if above.tag == tag("body"):
            break
        top = above
    for after in (top, *top.itersiblings()):
        if after.tag == tag("sectPr"):
            return after
        found = after.find(f"{tag('pPr')}/{tag('sectPr')}")
        if found is not None:
            return found
    return None


def _column(section: Element | None) -> int:
    """The width of a column of text, in twips."""
    if section is None:
        return A4_WIDTH - 2 * MARGIN
    size, margins = section.find(tag("pgSz")), section.find(tag("pgMar"))
    whole = _number(size, "w") or A4_WIDTH
    sides = MARGIN * 2
    if margins is not None:
        sides = _number(margins, "left") + _number(margins, "right") + _number(margins, "gutter")
    columns = section.find(tag("cols"))
    count = _number(columns, "num") or 1
    gap = _number(columns, "space") or 720
    return (whole - sides - gap * (count - 1)) // count
