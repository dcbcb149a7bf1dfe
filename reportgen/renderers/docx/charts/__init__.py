"""Figures as charts of Word's own, which a double click opens for editing. One kind a file.

A native kind is a function of a tabulation and a `Setting` that gives a `NativeChart`: series of
points, scales, and where the plot and the legend stand. It is entered in the table of kinds by
`@NATIVE_CHARTS.add("bar")`, under the name of the chart kind, with its row in `kinds`; the panels
of a kind under `bar_panels`. Points come from `Setting.point`, which gives no more of an estimate
than may be told: whatever a kind does, what is withheld gets neither into the chart nor into its
workbook. What is printed at a point is always the report's own text; where the number format of
the labels would print another, the label is text.

From there on all is the same for every kind. `sheet` lays the series out in columns, `workbook`
writes them as .xlsx, `part` (with `axes` and `series`) as DrawingML whose formulas lead to these
cells, and `package` puts both into the Word file. `rows` places labels beside bars that lie.
"""

from reportgen.renderers.docx.charts.frame import (
    BLANK,
    Box,
    Fill,
    Labels,
    Marker,
    NativeChart,
    Point,
    Scale,
    Series,
    Stroke,
)
from reportgen.renderers.docx.charts.kinds import NATIVE_CHARTS, has_native_form, native
from reportgen.renderers.docx.charts.package import add_chart
from reportgen.renderers.docx.charts.setting import Setting

__all__ = [
    "BLANK",
    "NATIVE_CHARTS",
    "Box",
    "Fill",
    "Labels",
    "Marker",
    "NativeChart",
    "Point",
    "Scale",
    "Series",
    "Setting",
    "Stroke",
    "add_chart",
    "has_native_form",
    "native",
]
