"""The Word template that a theme's tokens make, where it has none made in Word."""

from reportgen.renderers.docx.template.make import make, opened

__all__ = ["make", "opened"]
