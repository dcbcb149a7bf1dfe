"""The Document → bytes of a format. One format a module, one row in the table of RENDERERS."""

from reportgen.renderers.rendering import RENDERERS, Drawings, Rendered, Rendering

__all__ = ["RENDERERS", "Drawings", "Rendered", "Rendering"]
