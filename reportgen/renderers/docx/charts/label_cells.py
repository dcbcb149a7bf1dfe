"""Labels that print what a cell of the workbook shows, and go on doing so when it is changed.

Office has them since 2013, in extensions. What the cells showed when the file was made stands
beside the formula, so that the labels are right before anyone opens the workbook.
"""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from reportgen.renderers.docx.charts.frame import Series
from reportgen.renderers.docx.charts.markup import A, c, told
from reportgen.renderers.docx.charts.sheet import Column
from reportgen.renderers.docx.markup import Element

C15 = "http://schemas.microsoft.com/office/drawing/2012/chart"
OF_LABELS = "{CE6537A1-D6FC-4f65-9D91-7224C49458BB}"
"""The extension in which labels say what charts could not say before Office 2013."""
OF_SERIES = "{02D57815-91ED-43cb-92C2-25804820EDAC}"
"""The same of a series."""


def without_leaders() -> Element:
    """What says that no line leads from a label that was moved to its point."""
    return _extension(OF_LABELS, _c15("showLeaderLines", val="0"))


def from_cells() -> Element:
    """What says that a label prints a cell."""
    return _extension(OF_LABELS, _c15("showDataLabelsRange", val="1"))


def of_cell(rich: Element, place: int) -> Element:
    """A label's text, one line, made a field that prints the cell at that place."""
    for run in rich.iter(f"{{{A}}}r"):
        run.tag = f"{{{A}}}fld"
        name = str(uuid5(NAMESPACE_URL, f"cell {place}")).upper()
        run.set("id", f"{{{name}}}")
        run.set("type", "CELLRANGE")
    return rich


def label_range(series: Series, column: Column) -> Element:
    """The cells that the labels of a series print, with what they show."""
    cells = column.formula
    cache = _c15("dlblRangeCache", c("ptCount", val=len(series.points)))
    for place, point in enumerate(series.points):
        if point.text:
            cache.append(c("pt", told("v", point.text), idx=place))
    formula = _c15("f")
    formula.text = cells
    return _extension(OF_SERIES, _c15("datalabelsRange", formula, cache))


def _c15(tag: str, /, *children: Element, **attributes: str) -> Element:
    element = etree.Element(f"{{{C15}}}{tag}", attributes, nsmap={"c15": C15})
    element.extend(children)
    return element


def _extension(name: str, *content: Element) -> Element:
    return c("extLst", c("ext", *content, uri=name))
