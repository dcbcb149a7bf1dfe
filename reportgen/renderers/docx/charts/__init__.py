"""Figures as charts of Word's own, which a double click opens for editing. One kind a file.

A native kind is a function of a tabulation and a `Setting` that gives a `NativeChart`: series of
points, scales, and where the plot and the legend stand. It is entered in the table of kinds by
`@NATIVE_CHARTS.add("bar")`, under the name of the chart kind, with its row in `kinds`; the panels
of a kind under `bar_panels`. Points come from `Setting.point`, which gives no more of an estimate
than may be told: whatever a kind does, what is withheld gets neither into the chart nor into its
workbook. What is printed at a point is always the report's own text; where the number format of
the labels would print another, the label is text.

From there on all is the same for every kind. `table` lists what is shown, with counts and bases,
for a sheet of its own. `sheet` lays the series out in columns, `workbook` writes both sheets as
.xlsx, `part` (with `axes` and `series`) the series as DrawingML whose formulas lead to these cells,
and `package` puts all into the Word file. `rows` places labels beside bars that lie, `legends` says
what room the names of series need.

Word draws bars and points, and nothing between them. What a chart needs besides is made of these:
a spacer is a series of stacked bars that is not seen, whose values are a `Remainder`; its labels
stand where no label of a bar may. A connector, or the bar of a box, is one of `segments`, thick.
The labels of a scatter's rows are those of a series of points without markers. Lines and words that
no series can bring are shapes over the chart, which `shapes` writes into a part of their own.
"""

from reportgen.renderers.docx.charts.frame import (
    BLANK,
    Block,
    Box,
    Fill,
    Labels,
    Line,
    Marker,
    NativeChart,
    Point,
    Remainder,
    Scale,
    Series,
    Stroke,
    Words,
    segments,
)
from reportgen.renderers.docx.charts.kinds import NATIVE_CHARTS, has_native_form, native
from reportgen.renderers.docx.charts.legends import legend_above
from reportgen.renderers.docx.charts.package import add_chart
from reportgen.renderers.docx.charts.rows import Rows
from reportgen.renderers.docx.charts.setting import Setting

__all__ = [
    "BLANK",
    "NATIVE_CHARTS",
    "Block",
    "Box",
    "Fill",
    "Labels",
    "Line",
    "Marker",
    "NativeChart",
    "Point",
    "Remainder",
    "Rows",
    "Scale",
    "Series",
    "Setting",
    "Stroke",
    "Words",
    "add_chart",
    "has_native_form",
    "legend_above",
    "native",
    "segments",
]
