"""A structure element of a PDF: its type, what it holds, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from reportgen.renderers.tagging.painted import Annotation, Element, Piece


@dataclass(slots=True)
class Node:
    """A structure element in the making."""

    role: str
    kids: list[Kid] = field(default_factory=list)
    language: str | None = None
    """Its language where that isn't the language around it."""
    alternative: str | None = None
    """What is read in place of a picture."""
    spoken: str | None = None
    """What is read in place of its text."""
    identity: str | None = None
    """A name that no other has."""
    heads: list[Node] = field(default_factory=list)
    """The heads of a cell that it names."""
    attributes: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Attributes by their owner: Table, Layout, List."""
    element: Element = None

    def nodes(self) -> list[Node]:
        """The structure elements that it holds itself."""
        return [kid for kid in self.kids if isinstance(kid, Node)]

    def walk(self) -> Iterator[Node]:
        """It and all structure elements within, in reading order."""
        yield self
        for kid in self.nodes():
            yield from kid.walk()


Kid: TypeAlias = Node | Piece | Annotation
