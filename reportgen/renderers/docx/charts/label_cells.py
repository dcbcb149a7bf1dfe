"""Labels that print what a cell of the workbook shows, and go on doing so when it is changed.

Office has them since 2013, in extensions. What the cells showed when the file was made stands
beside the formula, so that the labels are right before anyone opens the workbook.
"""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from reportgen.renderers.docx.charts.frame import Series
from reportgen.renderers.docx.charts.markup import c, told
from reportgen.renderers.docx.charts.sheet import Column
from reportgen.renderers.docx.markup import Xml, escaped, tagged

C15 = "http://schemas.microsoft.com/office/drawing/2012/chart"
OF_LABELS = "{CE6537A1-D6FC-4f65-9D91-7224C49458BB}"
"""The extension in which labels say what charts could not say before Office 2013."""
OF_SERIES = "{02D57815-91ED-43cb-92C2-25804820EDAC}"
"""The same of a series."""


def without_leaders() -> Xml:
    """What says that no line leads from a label that was moved to its point."""
    return _extension(OF_LABELS, "showLeaderLines", val=0)


def from_cells() -> Xml:
    """What says that a label prints a cell."""
    return _extension(OF_LABELS, "showDataLabelsRange", val=1)


def field_of(place: int) -> dict[str, str]:
    """The attributes of the field that prints the cell at that place."""
    return {"id": f"{{{str(uuid5(NAMESPACE_URL, f'cell {place}')).upper()}}}", "type": "CELLRANGE"}


def label_range(series: Series, column: Column) -> Xml:
    """The cells that the labels of a series print, with what they show."""
    printed = enumerate(point.text for point in series.points)
    points = [c("pt", told("v", text), idx=place) for place, text in printed if text]
    cache = tagged("c15:dlblRangeCache", c("ptCount", val=len(series.points)), *points)
    formula = f"<c15:f>{escaped(column.formula)}</c15:f>"
    return _extension(OF_SERIES, "datalabelsRange", formula, cache)


def _extension(uri: str, tag: str, /, *children: Xml, **attributes: int) -> Xml:
    """An extension that holds one element of Office 2013."""
    names = {"xmlns:c15": C15, **attributes}
    return c("extLst", c("ext", tagged(f"c15:{tag}", *children, **names), uri=uri))
