"""A figure of the document → a drawing. One chart kind a file, one style for all."""

from reportgen.charts.drawing import CHARTS, Drawing, draw

__all__ = ["CHARTS", "Drawing", "draw"]
