"""Results and report.md → the Document: outline, narrative, numbering."""

from reportgen.compose.compose import compose

__all__ = ["compose"]
