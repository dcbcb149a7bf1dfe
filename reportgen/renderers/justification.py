"""Ragged Chinese lines → well chosen lines, flush with the right edge: what WeasyPrint lacks.

WeasyPrint 70 fills line after line, and justifies by widening spaces, of which Chinese has none.
Here `line_plan` says where lines end, and a line is widened at every boundary beside a Chinese
character. Glyphs are moved, not respaced through Pango's letter
spacing: that breaks a text into runs, and puts half of each gap before the character.

With a WeasyPrint whose private functions aren't known, lines stay as it sets them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reportgen.renderers import glyphs
from reportgen.renderers.glyphs.units import STEP
from reportgen.renderers.line_gaps import TIGHT
from reportgen.renderers.line_plan import planned_line
from reportgen.renderers.line_text import line_text
from reportgen.renderers.lines_again import line_again
from reportgen.renderers.replacement import Replacement, Target
from reportgen.renderers.short_lines import short_line


@contextmanager
def flush_chinese_lines() -> Iterator[bool]:
    """A context that sets Chinese lines flush in WeasyPrint documents rendered and written within.

    It yields whether that is so: False when this WeasyPrint isn't one that `obstacle` lets pass.
    """
    with glyphs.shaped_once() as is_shaped:
        if not is_shaped:
            yield False
            return
        with _replacement.active() as is_active:
            yield is_active


def obstacle() -> str | None:
    """Return why this WeasyPrint can't be made to set Chinese lines flush, or None if it can."""
    return glyphs.obstacle() or _replacement.obstacle()


def _split_inline_box(context: Any, box: Any, *rest: Any, **named: Any) -> Any:
    """Stand in for WeasyPrint's split_inline_box: set a line that ends where it is planned to."""
    original = _replacement.original("split_inline_box")
    return planned_line(original, _adjust, context, box, *rest, **named)


def _get_next_linebox(
    context: Any, linebox: Any, position_y: float, bottom_space: float, skip_stack: Any,
    containing_block: Any, absolute_boxes: list[Any], fixed_boxes: list[Any],
    first_letter_style: Any, first_line_style: Any,
) -> Any:  # fmt: skip
    """Stand in for WeasyPrint's get_next_linebox: lines of one text, or set before, are known."""
    is_plain = not first_letter_style and not first_line_style
    if is_plain and skip_stack is None:
        line = short_line(_adjust, context, linebox, position_y, containing_block)
        if line is not None:
            return line, None

    def make() -> Any:
        return _replacement.original("get_next_linebox")(
            context, linebox, position_y, bottom_space, skip_stack, containing_block,
            absolute_boxes, fixed_boxes, first_letter_style, first_line_style,
        )  # fmt: skip

    if not is_plain:
        return make()
    return line_again(
        make, context, linebox, position_y, skip_stack, containing_block, absolute_boxes,
        fixed_boxes,
    )  # fmt: skip


def _adjust(context: Any, line: Any, room: float, gap: float, *, can_narrow: bool) -> None:
    """Part letters from Chinese in a line by a gap in em, and make it as narrow as it must be."""
    if not gap and line.width <= room:
        return
    found = line_text(line)
    if gap and (mixed := found.mixed()):
        wanted = gap * found.size(mixed)
        if can_narrow or line.width + wanted <= room:
            _place(context, line, 0, found.shares(mixed, wanted))
    if can_narrow and line.width > room:
        white = found.white()
        if found.size(white) * TIGHT > line.width - room:
            _place(context, line, 0, found.shares(white, room - line.width))


def _justify_line(context: Any, line: Any, extra_width: float) -> None:
    """Stand in for WeasyPrint's justify_line; a line without Chinese is widened at its spaces."""
    found = line_text(line).trimmed()
    gaps = found.to_widen(extra_width) if line.style["direction"] != "rtl" else []
    if gaps:
        _place(context, line, 0, found.shares(gaps, extra_width))
    else:
        _replacement.original("justify_line")(context, line, extra_width)


def _place(context: Any, box: Any, shift: float, shares: dict[int, dict[int, int]]) -> float:
    """Move a box of the line by a shift, in px, and widen it; return the shift of the next."""
    from weasyprint.formatting_structure import boxes

    steps = shares.get(id(box), {})
    growth = sum(steps.values()) * float(box.style["font_size"]) / STEP
    if isinstance(box, boxes.TextBox):
        box.position_x += shift
        if steps:
            box.width += growth
            box.pango_layout = _widened(box, steps)
        return shift + growth
    if not isinstance(box, boxes.LineBox | boxes.InlineBox):
        box.translate(shift, 0)
        return shift + growth
    box.position_x += shift
    start = shift
    for child in box.children:
        if child.is_in_normal_flow():
            shift = _place(context, child, shift, shares)
    box.width += shift - start
    return shift


def _widened(box: Any, steps: dict[int, int]) -> Any:
    """The box's text as a line with wider characters."""
    from reportgen.renderers.glyphs.shaping import KnownLine, look_of

    line = box.pango_layout
    if not isinstance(line, KnownLine) or line.text != box.text:
        line = look_of(box.style).line(box.text)
    return line.widened(steps) if line else box.pango_layout


_LINE_BREAK = "weasyprint.text.line_break"
_replacement = Replacement(
    Target(
        "weasyprint.layout.inline",
        "justify_line",
        ("context", "line", "extra_width"),
        _justify_line,
    ),
    Target(
        "weasyprint.layout.inline",
        "split_inline_box",
        (
            "context", "box", "position_x", "max_x", "bottom_space", "skip_stack",
            "containing_block", "absolute_boxes", "fixed_boxes", "line_placeholders",
            "waiting_floats", "line_children", "first_letter_style", "first_line_style",
        ),
        _split_inline_box,
    ),
    Target(
        "weasyprint.layout.inline",
        "get_next_linebox",
        (
            "context", "linebox", "position_y", "bottom_space", "skip_stack", "containing_block",
            "absolute_boxes", "fixed_boxes", "first_letter_style", "first_line_style",
        ),
        _get_next_linebox,
    ),
    Target(
        "weasyprint.layout.inline",
        "split_text_box",
        ("context", "box", "available_width", "skip", "is_line_start"),
    ),
    Target("weasyprint.layout.inline", "_adjust_line_height", ("box",)),
    Target(
        "weasyprint.layout.inline", "text_align", ("context", "line", "available_width", "last")
    ),
    Target("weasyprint.layout.inline", "atomic_box", (
        "context", "box", "position_x", "skip_stack", "containing_block", "absolute_boxes",
        "fixed_boxes",
    )),
    Target(_LINE_BREAK, "get_log_attrs", ("text", "lang")),
    Target(
        _LINE_BREAK,
        "create_layout",
        ("text", "style", "context", "max_width", "justification_spacing"),
    ),
)  # fmt: skip
