"""What most boxes are, by their style alone: in the flow of the text, with nothing behind it.

WeasyPrint asks five questions of each box, many times, before it takes it for one in the flow; and
looks for pictures, colours and round corners behind each box of each page.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from reportgen.renderers.replacement import Replacement, Target

BARE = "is_bare"
"""Where a style keeps whether its boxes have nothing behind their text."""
CORNERS = tuple(
    f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left")
)
SQUARE = dict.fromkeys(CORNERS, (0, 0))


def plain_boxes() -> AbstractContextManager[bool]:
    """A context in which plain boxes are known as such.

    It yields whether that is so: False when this WeasyPrint isn't one that `obstacle` lets pass.
    """
    return _replacement.active()


def obstacle() -> str | None:
    """Return why this WeasyPrint's boxes can't be known as plain ones, or None if they can."""
    return _replacement.obstacle()


def _is_in_normal_flow(self: Any) -> Any:
    """Stand in for Box.is_in_normal_flow."""
    style = self.style
    if style["float"] == "none" and style["position"] == "static":
        return True
    return _replacement.original("is_in_normal_flow")(self)


def _layout_box_backgrounds(
    page: Any, box: Any, get_image_from_uri: Callable[..., Any], layout_children: bool = True,
    style: Any = None,
) -> None:  # fmt: skip
    """Stand in for WeasyPrint's layout_box_backgrounds: find what is behind a box and those in it.

    Of a bare box there is nothing to find but that its corners are square.
    """
    if box is page or style is not None or not layout_children or not _is_bare(box.style):
        original = _replacement.original("layout_box_backgrounds")
        original(page, box, get_image_from_uri, layout_children, style)
        return
    getattr(box, "_box", box).__dict__.update(SQUARE)  # of a placeholder: the box that is placed
    for child in box.all_children():
        _layout_box_backgrounds(page, child, get_image_from_uri)
    box.background = None


def _is_bare(style: Any) -> bool:
    own = style.__dict__
    if BARE not in own:
        own[BARE] = _has_nothing_behind(style)
    found: bool = own[BARE]
    return found


def _has_nothing_behind(style: Any) -> bool:
    from weasyprint.draw.color import get_color

    if style["border_image_source"][0] != "none" or style["mask_border_source"][0] != "none":
        return False
    if style["box_shadow"] or any((0, "px") not in style[corner] for corner in CORNERS):
        return False
    is_hidden = style["visibility"] == "hidden"
    has_picture = any(kind != "none" for kind, _ in style["background_image"])
    return bool(is_hidden or (not has_picture and get_color(style, "background_color").alpha == 0))


_replacement = Replacement(
    Target(
        "weasyprint.formatting_structure.boxes",
        "Box.is_in_normal_flow",
        ("self",),
        _is_in_normal_flow,
    ),
    Target(
        "weasyprint.layout.background",
        "layout_box_backgrounds",
        ("page", "box", "get_image_from_uri", "layout_children", "style"),
        _layout_box_backgrounds,
    ),
    Target("weasyprint.draw.color", "get_color", ("style", "key")),
)
