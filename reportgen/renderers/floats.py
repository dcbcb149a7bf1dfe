"""Pages laid out in our own columns, with tables and figures at the tops of pages and columns.

WeasyPrint sets a block that may not break at the top of the next page, and leaves white what is
left of the page; here the text after it comes before it. `columns` says how pages are made, this
is where they stand in for WeasyPrint's.

With a WeasyPrint whose private functions aren't known, there is one column and pages keep gaps.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from reportgen.renderers.columns import lay_out_columns
from reportgen.renderers.replacement import Replacement, Target


def filled_pages() -> AbstractContextManager[bool]:
    """A context that lays out columns and fills pages in documents rendered within.

    It yields whether that is so: False when this WeasyPrint isn't one that `obstacle` lets pass.
    """
    return _replacement.active()


def obstacle() -> str | None:
    """Return why this WeasyPrint's pages can't be filled, or None if they can."""
    return _replacement.obstacle()


def _in_flow_layout(context: Any, *arguments: Any) -> Any:
    """Lay a child out; in columns, tables and figures among them may be passed over."""
    original = _replacement.original("_in_flow_layout")
    flow = getattr(context, "flow", None)
    if flow is None:
        return original(context, *arguments)
    return flow.meets(original, (context, *arguments))


_BLOCK = "weasyprint.layout.block"
_replacement = Replacement(
    Target(
        _BLOCK,
        "_in_flow_layout",
        (
            "context", "box", "index", "child", "new_children", "page_is_empty", "absolute_boxes",
            "fixed_boxes", "adjoining_margins", "bottom_space", "position_y", "skip_stack",
            "first_letter_style", "first_line_style", "discard", "next_page", "max_lines",
        ),
        _in_flow_layout,
    ),
    Target(
        _BLOCK,
        "columns_layout",
        (
            "context", "box", "bottom_space", "skip_stack", "containing_block", "page_is_empty",
            "absolute_boxes", "fixed_boxes", "adjoining_margins", "first_letter_style",
            "first_line_style",
        ),
        lay_out_columns,
    ),
    Target(
        _BLOCK,
        "block_container_layout",
        (
            "context", "box", "bottom_space", "skip_stack", "page_is_empty", "absolute_boxes",
            "fixed_boxes", "adjoining_margins", "first_letter_style", "first_line_style",
            "discard", "max_lines",
        ),
    ),
    Target(
        _BLOCK,
        "block_level_layout",
        (
            "context", "box", "bottom_space", "skip_stack", "containing_block", "page_is_empty",
            "absolute_boxes", "fixed_boxes", "adjoining_margins", "first_letter_style",
            "first_line_style", "discard", "max_lines",
        ),
    ),
)  # fmt: skip
