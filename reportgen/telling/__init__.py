"""Findings → what a person or another program reads: text, JSON, SARIF, GitHub's commands."""

from reportgen.telling.excerpt import Excerpt, excerpt
from reportgen.telling.formats import FORMATS
from reportgen.telling.plain import printable, shown

__all__ = ["FORMATS", "Excerpt", "excerpt", "printable", "shown"]
