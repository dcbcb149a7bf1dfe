"""In what steps the characters of a line are moved."""

STEP = 1000
"""WeasyPrint writes glyph positions into the PDF in thousandths of an em, and cuts the rest off."""
MARGIN = 0.15
"""Part of a step added so that Pango's rounding never loses a whole one."""
