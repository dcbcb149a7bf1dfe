"""WeasyPrint's ways to set and draw a line of text → ours, as long as documents are made."""

from __future__ import annotations

from contextlib import AbstractContextManager
from math import inf
from typing import Any

from reportgen.renderers.replacement import Replacement, Target

WRAPPING = frozenset({"normal", "pre-wrap", "pre-line"})
LIKELY = 1.6
"""A text of so many wide characters in a width, or fewer, is tried whether it fits."""


def shaped_once() -> AbstractContextManager[bool]:
    """A context in which texts are shaped once.

    It yields whether that is so: False when this WeasyPrint isn't one that `obstacle` lets pass.
    """
    return _replacement.active()


def obstacle() -> str | None:
    """Return why this WeasyPrint's texts can't be shaped once, or None if they can."""
    return _replacement.obstacle()


def _split_first_line(
    text: str, style: Any, context: Any, max_width: float | None, justification_spacing: float,
    is_line_start: bool = True, minimum: bool = False,
) -> Any:  # fmt: skip
    """Stand in for WeasyPrint's split_first_line: a text that needs one line is looked up."""
    from reportgen.renderers.glyphs.shaping import look_of

    if text and style["font_size"] and not justification_spacing:
        look = look_of(style)
        is_bounded = style["white_space"] in WRAPPING and max_width is not None
        room: float = max_width if is_bounded else inf  # type: ignore[assignment]
        line = look.line(text) if len(text) * look.size <= room * LIKELY else None
        if line is not None and line.width <= room:
            length, line = len(text.encode()), line.within(max_width)
            return line, length, None, line.width, line.height, line.baseline
    original = _replacement.original("split_first_line")
    return original(text, style, context, max_width, justification_spacing, is_line_start, minimum)


def _draw_first_line(
    stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any
) -> Any:
    """Stand in for WeasyPrint's draw_first_line: a line whose glyphs are known is painted."""
    from reportgen.renderers.glyphs.painting import paint
    from reportgen.renderers.glyphs.shaping import KnownLine

    original = _replacement.original("draw_first_line")
    line = textbox.pango_layout
    if isinstance(line, KnownLine):
        size = textbox.style["font_size"]
        is_plain = text_overflow != "ellipsis" and block_ellipsis == "none"
        if is_plain and (size < LEAST or not textbox.text.strip()):
            return []
        if is_plain and paint(stream, line, size, matrix):
            return []
        line.laid_out(textbox.style)
    return original(stream, textbox, text_overflow, block_ellipsis, matrix)


def _new(cdecl: Any, init: Any = None) -> Any:
    """Stand in for cffi's new, of the arrays that fonts are cut by.

    Each length of an array is another type, whose name would be parsed from C.
    """
    if isinstance(init, list | tuple) and cdecl == f"{CODES}[{len(init)}]":
        cdecl = f"{CODES}[]"
    return _replacement.original("new")(cdecl, init)


CODES = "hb_codepoint_t"
"""The type of a glyph's number."""
LEAST = 1e-6
"""Type of a smaller size, in px, isn't drawn."""


def _difference() -> str | None:
    """Why Pango's glyphs can't be read, or None."""
    from weasyprint.text.ffi import ffi, pango

    try:  # asked for by their names, each type would be parsed from C
        found = ffi.typeof(pango.pango_layout_get_line_readonly)
        line = dict(found.result.item.fields)["runs"].type.item
        run = dict(line.fields)["data"].type.item
        glyphs = dict(dict(run.fields)["glyphs"].type.item.fields)
        record = dict(glyphs["glyphs"].type.item.fields)
    except (AttributeError, KeyError):
        record = {}
    known = [("glyph", 0), ("geometry", 4), ("attr", 16)]
    if [(name, each.offset) for name, each in record.items()] == known:
        return None
    return "WeasyPrint's view of Pango's glyphs is not the one expected"


_LINE = (
    "text", "style", "context", "max_width", "justification_spacing", "is_line_start", "minimum",
)  # fmt: skip
_replacement = Replacement(
    *(
        Target(module, "split_first_line", _LINE, _split_first_line)
        for module in (
            "weasyprint.text.line_break", "weasyprint.layout.inline", "weasyprint.layout.preferred",
        )
    ),
    Target(
        "weasyprint.draw.text",
        "draw_first_line",
        ("stream", "textbox", "text_overflow", "block_ellipsis", "matrix"),
        _draw_first_line,
    ),
    Target("weasyprint.text.line_break", "Layout.setup", ("self", "style")),
    Target("weasyprint.pdf.fonts", "ffi.new", ("cdecl", "init"), _new),
    Target("weasyprint.pdf.stream", "Stream.add_font", ("self", "pango_font")),
    difference=_difference,
)  # fmt: skip
