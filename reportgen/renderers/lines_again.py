"""Lines of a page that is filled several times: a line that was set before is set again as it was.

Columns are filled anew for each table that comes to their top, for footnotes, and to balance them;
most of their lines end where they ended before. What is kept is the line itself, not a copy, as
long as its page is being made.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reportgen.renderers.line_boxes import Stack, places

PLAIN = "is_plain"
"""Where a line box keeps whether its lines may be set again."""
LINES = "set_lines"
"""Where WeasyPrint's context keeps the lines of the page that is being made."""


def begin_page(context: Any) -> None:
    """Keep the lines that are set from now on, and forget those of the page before."""
    setattr(context, LINES, {})


def line_again(
    make: Callable[[], tuple[Any, Stack]], context: Any, linebox: Any, position_y: float,
    stack: Stack, containing_block: Any, *lists: list[Any],
) -> tuple[Any, Stack]:  # fmt: skip
    """The line that begins at a place of a paragraph, and where the next one begins.

    `make` sets it, `lists` are those to which it adds what stands apart; such a line isn't kept.
    """
    lines = getattr(context, LINES, None)
    if lines is None or context.excluded_shapes:
        return make()
    left = containing_block.content_box_x()  # in another column widths are rounded otherwise
    key = linebox, tuple(places(stack)), left, containing_block.width, linebox.text_indent
    if found := lines.get(key):
        kept, rest = found
        line = kept.deepcopy()
        line.translate(dy=position_y - line.position_y)
        line.position_y = position_y
        return line, rest
    before = [len(each) for each in lists]
    line, rest = make()
    if line is not None and before == [len(each) for each in lists] and _is_plain(linebox):
        lines[key] = line, rest
    return line, rest


def _is_plain(linebox: Any) -> bool:
    """Whether all that is in a line box stands in its lines, and in a place that is known."""
    if not hasattr(linebox, PLAIN):
        is_plain = all(
            box.is_in_normal_flow() and not box.is_leader for box in linebox.descendants()
        )
        setattr(linebox, PLAIN, is_plain)
    found: bool = getattr(linebox, PLAIN)
    return found
