"""A gap before a table or figure that needs the next page → filled with the text that follows.

WeasyPrint sets a block that may not break at the top of the next page, and leaves white what is
left of the page. Here the paragraphs after such a block come before it, as many as the page takes,
as a compositor would, headings with them, or a figure that fits before a table that does not. A
figure never passes a figure, nor a table a table, and neither leaves its top-level section.

With a WeasyPrint whose private functions aren't known, pages keep the gaps.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any

from reportgen.renderers.replacement import Replacement, Target

FLOAT_CLASS = "float"
"""The class of the elements that may move behind the text that follows them."""
TEXT_TAGS = frozenset({"p", "ol", "ul"})
HEADING_TAGS = frozenset({"h2", "h3", "h4", "h5"})
WIDE_GAP = 0.2
"""A heading comes before a table or figure only to fill more than this part of a page."""


def filled_pages() -> AbstractContextManager[bool]:
    """A context that fills pages before tables and figures in documents rendered within.

    It yields whether that is so: False when this WeasyPrint isn't one that `obstacle` lets pass.
    """
    return _replacement.active()


def obstacle() -> str | None:
    """Return why this WeasyPrint's pages can't be filled, or None if they can."""
    return _replacement.obstacle()


class _LiveChildren(list[Any]):
    """Children whose slice follows a later change of their order.

    WeasyPrint lays children out over a slice taken at the start; with this one it sees that a
    paragraph has come before a table.
    """

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, slice) and key.stop is key.step is None:
            return _rest(self, key.start or 0)
        return super().__getitem__(key)


def _rest(children: _LiveChildren, start: int) -> Iterator[Any]:
    position = start
    while position < len(children):
        yield children[position]
        position += 1


def _block_container_layout(context: Any, box: Any, *rest: Any, **named: Any) -> Any:
    """Lay a box out, with its children live where a float is among them."""
    if any(map(_is_float, box.children)) and not isinstance(box.children, _LiveChildren):
        box.children = _LiveChildren(box.children)
    return _replacement.original("block_container_layout")(context, box, *rest, **named)


def _in_flow_layout(
    context: Any, box: Any, index: int, child: Any, new_children: Any, *rest: Any
) -> Any:
    """Lay a child out; where it is a float that wants the next page, the text after it first."""
    original = _replacement.original("_in_flow_layout")
    if not _is_float(child) or rest[6] is not None:  # the latter: what is left of a broken one
        return original(context, box, index, child, new_children, *rest)
    page_is_empty, absolute_boxes, fixed_boxes, margins, *others = rest
    position = child.position_x, child.position_y
    result = original(
        context, box, index, child, new_children,
        page_is_empty, absolute_boxes, fixed_boxes, list(margins), *others,
    )  # fmt: skip
    if not _is_put_off(result, index, new_children):
        return result
    is_wide = context.page_bottom - position[1] > WIDE_GAP * context.page_bottom
    for first, count in _followers(box.children, index, is_wide):
        _move(box.children, first, index, count)
        follower = box.children[index]
        follower.position_x, follower.position_y = position
        tried = original(
            context, box, index, follower, new_children,
            page_is_empty, absolute_boxes, fixed_boxes, list(margins), *others,
        )  # fmt: skip
        if not tried[0] and not _is_put_off(tried, index, new_children):
            return tried
        _move(box.children, index, first, count)  # it does not fit either: as it was
    return result


def _is_float(box: Any) -> bool:
    element = box.element
    return element is not None and FLOAT_CLASS in (element.get("class") or "").split()


def _is_put_off(result: Any, index: int, new_children: Any) -> bool:
    """Whether a child was set on the next page, with all before it left on this one."""
    abort, stop, resume_at = result[:3]
    return bool(not abort and stop and resume_at == {index: None} and result[6] is new_children)


def _followers(children: list[Any], index: int, is_wide: bool) -> Iterator[tuple[int, int]]:
    """What may come before a float: the place of its first box, and how many go together.

    The text after the floats that follow; a float of another kind, as a figure before a table;
    last, and only into a wide gap, text with the headings above it.
    """
    first = index + 1
    while first < len(children) and _is_float(children[first]):
        first += 1
    last = first
    while last < len(children) and children[last].element_tag in HEADING_TAGS:
        last += 1
    is_text = last < len(children) and children[last].element_tag in TEXT_TAGS
    if is_text and last == first:
        yield first, 1
    kinds = [child.element_tag for child in children[index:first]]
    for place, kind in enumerate(kinds):
        if place and kind not in kinds[:place]:
            yield index + place, 1
    if is_text and last > first and is_wide:
        yield first, last + 1 - first


def _move(children: list[Any], source: int, target: int, count: int) -> None:
    """Move `count` children from `source`, so that they then begin at `target`."""
    moved = children[source : source + count]
    del children[source : source + count]
    children[target:target] = moved


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
        "block_container_layout",
        (
            "context", "box", "bottom_space", "skip_stack", "page_is_empty", "absolute_boxes",
            "fixed_boxes", "adjoining_margins", "first_letter_style", "first_line_style",
            "discard", "max_lines",
        ),
        _block_container_layout,
    ),
)  # fmt: skip
