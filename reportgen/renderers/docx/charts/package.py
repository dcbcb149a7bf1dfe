"""A native chart → parts of a Word file: the chart, its workbook, and what relates them."""

from __future__ import annotations

from collections.abc import Collection
from itertools import count

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from reportgen.locales import Locale
from reportgen.renderers.docx.charts.frame import NativeChart
from reportgen.renderers.docx.charts.markup import letters_of
from reportgen.renderers.docx.charts.part import chart_part
from reportgen.renderers.docx.charts.shapes import drawing_part
from reportgen.renderers.docx.charts.sheet import sheet_of
from reportgen.renderers.docx.charts.workbook import workbook
from reportgen.theme import Theme

CHART_NAME = "/word/charts/chart%d.xml"
SHAPES_NAME = "/word/drawings/drawing%d.xml"
SHAPES_TYPE = CONTENT_TYPE.DML_CHARTSHAPES
WORKBOOK_NAME = "/word/embeddings/chart%d.xlsx"


def add_chart(part: Part, chart: NativeChart, theme: Theme, locale: Locale) -> str:
    """Add a chart with its workbook to the file; the id by which `part` relates to it."""
    package = part.package
    assert package is not None  # a part of an open file
    # Once for all three: to ask the package for a name takes a walk through all of its parts.
    taken = {str(each.partname) for each in package.iter_parts()}
    sheet = sheet_of(chart, locale)
    book = Part(_free(WORKBOOK_NAME, taken), CONTENT_TYPE.SML_SHEET, workbook(sheet), package)
    made = Part(_free(CHART_NAME, taken), CONTENT_TYPE.DML_CHART, b"", package)
    drawn = None
    if chart.shapes:
        shapes = drawing_part(chart, letters_of(theme, locale))
        over = Part(_free(SHAPES_NAME, taken), SHAPES_TYPE, shapes, package)
        drawn = made.relate_to(over, RELATIONSHIP_TYPE.CHART_USER_SHAPES)
    data = made.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)
    made._blob = chart_part(chart, sheet, theme, locale, data, drawn)
    return part.relate_to(made, RELATIONSHIP_TYPE.CHART)


def _free(name: str, taken: Collection[str]) -> PackURI:
    """The first name of its kind that no part has."""
    return PackURI(next(name % number for number in count(1) if name % number not in taken))
