"""The Document → bytes of a format. One format a module, one row in the table of RENDERERS."""

from reportgen.locales import Locale
from reportgen.renderers.passages import Passage, passages
from reportgen.renderers.rendering import RENDERERS, Drawings, Rendered, Rendering
from reportgen.renderers.table_grid import Cell, Grid, lay_out
from reportgen.renderers.wording import citation_text, label, reference_text, section_number

__all__ = [
    "RENDERERS",
    "Cell",
    "Drawings",
    "Grid",
    "Locale",
    "Passage",
    "Rendered",
    "Rendering",
    "citation_text",
    "label",
    "lay_out",
    "passages",
    "reference_text",
    "section_number",
]
