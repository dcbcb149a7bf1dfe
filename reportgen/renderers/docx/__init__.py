"""Document → Word draft: named styles, real captions, fields and alternative texts."""

from reportgen.renderers.docx.render import render

__all__ = ["render"]
