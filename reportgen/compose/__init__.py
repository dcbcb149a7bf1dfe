"""Results and report.md → the Document: outline, narrative, numbering."""

from reportgen.compose.compose import compose
from reportgen.compose.markdown import read_headings
from reportgen.compose.references import read_references

__all__ = ["compose", "read_headings", "read_references"]
