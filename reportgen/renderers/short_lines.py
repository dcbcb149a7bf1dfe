"""A text that stands in one line by itself, as in a cell → that line, set at once.

WeasyPrint sets each line as if it held anything: boxes in boxes, floats, several places to end.
Most lines of a report are those of cells and labels, which hold one text that fits.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reportgen.renderers.line_boxes import WRAPPING, script_gap
from reportgen.renderers.line_plan import ATTRIBUTE

COLLAPSING = frozenset({"normal", "nowrap", "pre-line"})


def short_line(
    adjust: Callable[..., None],
    context: Any,
    linebox: Any,
    position_y: float,
    containing_block: Any,
) -> Any:
    """What WeasyPrint's get_next_linebox makes of a line box; None where it isn't as simple.

    `adjust` parts letters from Chinese.
    """
    from weasyprint.layout import inline

    box = _only_text(linebox)
    if box is None or context.excluded_shapes or containing_block.style["direction"] == "rtl":
        return None
    linebox.position_y = position_y
    linebox.width = linebox.height = 0
    start, position_y, room = inline.avoid_collisions(context, linebox, containing_block, False)
    linebox.position_x, linebox.position_y = start, position_y
    indent = linebox.text_indent
    if not _is_unplanned(linebox, box, room - indent):
        return None
    box.position_x, box.position_y = start + indent, position_y
    line = _filled(context, linebox, box, containing_block, start + room)
    if line is None:
        return None
    if gap := script_gap(linebox, containing_block):
        adjust(context, line, room, gap, can_narrow=False)
    linebox.width, linebox.height = line.width, line.height
    shift = inline.text_align(context, line, room, last=True)
    _set_upright(line)
    line.translate(shift, position_y - line.position_y)
    line.position_y = position_y  # what was added may not be the same as what was taken away
    return line


def _filled(context: Any, linebox: Any, box: Any, containing_block: Any, end: float) -> Any:
    """The line with its text in place; None where that doesn't end before `end`."""
    from weasyprint.layout import inline

    end *= 1 + 1e-9  # as WeasyPrint makes up for rounding
    inline.resolve_percentages(box, containing_block)
    made, rest, _ = inline.split_text_box(context, box, end - box.position_x, 0, True)
    if made is None or rest is not None or made.position_x + made.margin_width() > end:
        return None
    line = linebox.copy_with_children([made])
    line.width = made.position_x + made.margin_width() - line.content_box_x()
    inline._adjust_line_height(line)
    return line


def _only_text(linebox: Any) -> Any:
    """The text that a line box holds and nothing else; None for any other."""
    from weasyprint.formatting_structure import boxes

    if len(linebox.children) != 1:
        return None
    (box,) = linebox.children
    style = linebox.style
    is_simple = (
        type(box) is boxes.TextBox
        and bool(box.text)
        and box.text[0] != " " != box.text[-1]
        and box.style["white_space"] in COLLAPSING
        and box.style["vertical_align"] == "baseline"
        and box.style["font_size"] > 0
        and box.is_in_normal_flow()
        and style["direction"] == "ltr"
        and style["position"] == "static"
    )
    return box if is_simple else None


def _is_unplanned(linebox: Any, box: Any, room: float) -> bool:
    """Whether the ends of a paragraph's lines need no plan: it is short, or may not be broken."""
    if hasattr(linebox, ATTRIBUTE):
        return getattr(linebox, ATTRIBUTE) is None
    is_short = len(box.text) * box.style["font_size"] <= room
    return bool(is_short or linebox.style["white_space"] not in WRAPPING)


def _set_upright(line: Any) -> None:
    """Set a text on the baseline of its line, whose height is that of the higher of the two."""
    (text,) = line.children
    text.position_y = -text.baseline
    top = min(text.position_y, -line.baseline)
    bottom = max(text.position_y + text.margin_height(), -line.baseline + line.margin_height())
    line.baseline, line.position_y, line.height = -top, top, bottom - top
    line.margin_top = line.margin_bottom = 0
