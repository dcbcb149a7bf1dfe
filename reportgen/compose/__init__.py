"""Results and report.md → the Document: outline, narrative, numbering."""

from reportgen.compose.compose import compose
from reportgen.compose.parity import parity

__all__ = ["compose", "parity"]
