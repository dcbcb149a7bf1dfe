"""Findings of a story that only follow from another, and are not told beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from reportgen.errors import Finding
from reportgen.renderers.docx.filling.evaluation import OPENING, loop_names
from reportgen.renderers.docx.filling.tags import Broken, Tag
from reportgen.renderers.docx.places import Stand, Step

BEGINNINGS = {ending: beginning for beginning, ending in OPENING.items()}
Position = tuple[int, int]
"""Where something stands in a story: in which of its paragraphs, and at which sign of that."""


@dataclass(slots=True)
class Consequences:
    """What follows from loops that act on nothing, and from statements that lack a brace."""

    order: dict[tuple[Step, ...], int] = field(default_factory=dict)
    """The paragraphs of the story by their places, counted."""
    _names: dict[str, Position] = field(default_factory=dict)
    """Those that a loop would give values to, if all were right with it, and where it begins."""
    _words: set[str] = field(default_factory=set)
    """The first words of statements that lack a brace, or have full-width ones."""

    @classmethod
    def in_story(cls, stands: Iterable[Stand]) -> Consequences:
        """Those of a story with paragraphs at these places, nothing being wrong so far."""
        return cls({stand.steps: at for at, stand in enumerate(stands)})

    def of_loose(self, statements: Iterable[Tag]) -> None:
        """Take in statements that are told, and act on nothing."""
        for each in statements:
            self._add_loop(each.inner, each)

    def of_broken(self, each: Broken) -> None:
        """Take in what looks like the beginning of a tag."""
        statement = each.statement
        self._words.update(statement.split()[:1])
        self._add_loop(statement, each)

    def include(self, found: Finding, each: Tag) -> bool:
        """Whether a finding of a tag would not be, if what has been told were mended."""
        word = str(found.found)
        if found.name == "unknown-tag":
            return word in self._names and self._names[word] < self._position(each)
        if found.name == "end-without-beginning":
            wanted = {BEGINNINGS[word]} if word in BEGINNINGS else OPENING.keys()
            return not self._words.isdisjoint(wanted)
        return found.name == "unended-statement" and OPENING[word] in self._words

    def _add_loop(self, statement: str, each: Tag | Broken) -> None:
        position = self._position(each)
        names = loop_names(statement)
        for name in (*names, "loop") if names else ():
            self._names[name] = min(position, self._names.get(name, position))

    def _position(self, each: Tag | Broken) -> Position:
        return self.order.get(each.stand.steps, 0), each.start
