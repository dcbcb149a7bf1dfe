"""Text is shaped once: the glyphs that a line was laid out with are those that are painted.

WeasyPrint has Pango lay a text out, throws the layout away, and has it made again when the page is
drawn; each time it sets up Pango from the style anew. Here `shaping` keeps one layout for each look
of text, and the glyphs of what was set; `painting` writes them into the PDF.

With a WeasyPrint whose private functions aren't known, it shapes and paints as it does.
"""

from reportgen.renderers.glyphs.known import obstacle, shaped_once

__all__ = ["obstacle", "shaped_once"]
