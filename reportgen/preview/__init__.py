"""A report → pages in the browser that follow every change on disk."""

from reportgen.preview.serve import serve
from reportgen.preview.session import Page, Session, View

__all__ = ["Page", "Session", "View", "serve"]
