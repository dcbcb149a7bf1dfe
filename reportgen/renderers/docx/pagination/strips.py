"""The content of a draft as strips, one below another: lines of text, rows of tables.

No page ends within a strip. Each says how high it is, and whether a page may end above it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Strip:
    """What stands together on a page, lengths in points."""

    height: float
    before: float = 0.0
    """Room above it, left out at the head of a page that nobody asked for."""
    after: float = 0.0
    may_begin: bool = True
    """Whether a page may end above it."""
    must_begin: bool = False
    """Whether a page ends above it."""
    head: float = 0.0
    """The height of the head of a table that is repeated above it on another page."""
    notes: tuple[str, ...] = ()
    bookmarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Room:
    """Where content stands, lengths in points."""

    width: float
    pitch: float = 0.0
    """The distance of the lines of its grid; 0 for none."""
    table: str = ""
    """The style of the table that it is in."""


def stacked(strips: Iterable[Strip]) -> float:
    """How high strips are one below another, the room above and below all included."""
    height = after = 0.0
    for strip in strips:
        height += max(after, strip.before) + strip.height
        after = strip.after
    return height + after
