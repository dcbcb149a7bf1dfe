"""Word templates with tags, made in Word: found, checked, and filled with one edition."""

from reportgen.renderers.docx.filling.fill import Fault, Filling, filled, has_tags

__all__ = ["Fault", "Filling", "filled", "has_tags"]
