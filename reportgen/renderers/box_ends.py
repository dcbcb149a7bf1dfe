"""Boxes that WeasyPrint has laid out: what they hold last, and where they end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

KEPT = frozenset({"avoid", "avoid-page", "avoid-column"})
"""Breaks after what stays with what follows."""


def end_of(box: Any) -> float:
    """Where a box ends, its margin left out."""
    return float(box.border_box_y() + box.border_height())


def leaves(box: Any) -> Iterator[Any]:
    """The blocks of a column, those of its sections one by one."""
    for child in box.children:
        if child.element_tag == "section":
            yield from leaves(child)
        else:
            yield child


def ends_kept(box: Any) -> bool:
    """Whether the last of what a box holds is to stay with what follows."""
    while children := getattr(box, "children", ()):
        box = children[-1]
        if box.style["break_after"] in KEPT:
            return True
    return False
