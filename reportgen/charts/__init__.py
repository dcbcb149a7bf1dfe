"""A figure of the document → a drawing. One chart kind a file, one style for all."""

from reportgen.charts.drawing import CHARTS, FORMATS, Drawing, draw, height_in_all, lay_out
from reportgen.charts.scene import (
    Block,
    Disc,
    Group,
    Hatch,
    Label,
    Mark,
    Pattern,
    Polygon,
    Polyline,
    Rule,
    Scene,
    Value,
)
from reportgen.charts.stub import OVERHANG, Stub
from reportgen.charts.style import VALUE_GAP, Style, categories, full_scale, legend, length

__all__ = [
    "CHARTS",
    "FORMATS",
    "OVERHANG",
    "VALUE_GAP",
    "Block",
    "Disc",
    "Drawing",
    "Group",
    "Hatch",
    "Label",
    "Mark",
    "Pattern",
    "Polygon",
    "Polyline",
    "Rule",
    "Scene",
    "Stub",
    "Style",
    "Value",
    "categories",
    "draw",
    "full_scale",
    "height_in_all",
    "lay_out",
    "legend",
    "length",
]
