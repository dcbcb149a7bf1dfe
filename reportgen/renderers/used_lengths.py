"""Lengths of a box that its style and the box around it decide → found once for each of these.

WeasyPrint works out fifteen lengths, one by one, of each box of a line whenever it is laid out. The
boxes of a report have few styles and stand in few widths.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from reportgen.renderers.replacement import Replacement, Target

LENGTHS, STRUT = "used_lengths", "used_strut"
"""Where a style keeps what was found."""
BORDERS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))
SIDES = ("left", "right", "top", "bottom")
NAMES = (
    *(f"margin_{side}" for side in SIDES),
    *(f"padding_{side}" for side in SIDES),
    *("width", "min_width", "max_width", "height", "min_height", "max_height"),
)


def known_lengths() -> AbstractContextManager[bool]:
    """A context in which lengths that were found before are known.

    It yields whether that is so: False when this WeasyPrint isn't one that `obstacle` lets pass.
    """
    return _replacement.active()


def obstacle() -> str | None:
    """Return why this WeasyPrint has to find lengths anew, or None."""
    return _replacement.obstacle()


def _resolve_percentages(box: Any, containing_block: Any) -> None:
    """Stand in for WeasyPrint's resolve_percentages."""
    if type(containing_block) is tuple:
        around = containing_block
    else:
        around = containing_block.width, containing_block.height
    style, own = box.style, box.__dict__
    known = style.__dict__.setdefault(LENGTHS, {})
    found = known.get(around)
    if found is not None and not (box.is_flex_item or box.is_grid_item or "_box" in own):
        lengths, borders, is_collapsed = found
        own.update(lengths)
        if not is_collapsed or BORDERS[0] not in own:
            own.update(borders)
        return
    _replacement.original("resolve_percentages")(box, containing_block)
    if _is_decided(box):
        lengths = {name: own[name] for name in NAMES}
        borders = {name: style[name] for name in BORDERS}
        known[around] = lengths, borders, style["border_collapse"] == "collapse"


def _is_decided(box: Any) -> bool:
    """Whether a box's lengths are those of any other with its style, in the same place."""
    from weasyprint.formatting_structure import boxes

    if not isinstance(box, boxes.Box) or isinstance(box, boxes.PageBox):
        return False  # a placeholder of one that stands apart
    if box.is_flex_item or box.is_grid_item:
        return False  # its style is still being changed
    style = box.style  # borders of tables may have been merged, and then aren't the style's
    return bool(style["border_collapse"] != "collapse" or style["box_sizing"] == "content-box")


def _strut(style: Any) -> Any:
    """Stand in for WeasyPrint's strut: the height and baseline of a line of a style."""
    own = style.__dict__
    if STRUT not in own:
        own[STRUT] = _replacement.original("strut")(style)
    return own[STRUT]


def _avoid_collisions(context: Any, box: Any, containing_block: Any, outer: bool = True) -> Any:
    """Stand in for WeasyPrint's avoid_collisions, where there is nothing to collide with."""
    is_free = not context.excluded_shapes and box.style["float"] == "none"
    if not is_free or containing_block.style["direction"] == "rtl":
        original = _replacement.original("avoid_collisions")
        return original(context, box, containing_block, outer)
    left = containing_block.content_box_x()
    right = left + containing_block.width
    if outer:
        return left, box.position_y, right - left
    left += box.margin_left
    right -= box.margin_right
    return left - box.margin_left, box.border_box_y() - box.margin_top, right - left


_LAYOUT = "weasyprint.layout"
_replacement = Replacement(
    *(
        Target(
            f"{_LAYOUT}.{name}",
            "resolve_percentages",
            ("box", "containing_block"),
            _resolve_percentages,
        )
        for name in (
            "percent", "inline", "page", "float", "grid", "absolute", "block", "column", "table",
        )
    ),
    *(
        Target(
            f"{_LAYOUT}.{name}",
            "avoid_collisions",
            ("context", "box", "containing_block", "outer"),
            _avoid_collisions,
        )
        for name in ("float", "inline", "block")
    ),
    Target(f"{_LAYOUT}.inline", "strut", ("style",), _strut),
)  # fmt: skip
