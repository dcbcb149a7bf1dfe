"""One thing that a list shows: its name, what to write, and what that prints."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

KINDS = (
    "surveys", "items", "statistics", "tables", "figures", "sections", "tags", "names",
)  # fmt: skip
"""What can be listed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing with a name. Texts are by language."""

    kind: str
    name: str
    expression: str = ""
    """What to write in the text between {{ and }}."""
    printed: Mapping[str, str] = field(default_factory=dict)
    """What the expression prints."""
    label: Mapping[str, str] = field(default_factory=dict)
    """The wording of what it is: a label, a caption, a heading."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """What else is known of it, by a word for it."""
    parts: tuple[Entry, ...] = ()
    """What belongs to it, as the options of an item."""

    def has(self, words: Iterable[str]) -> bool:
        """Whether every word stands in its name, expression, texts or facts."""
        texts = (
            self.name,
            self.expression,
            *self.printed.values(),
            *self.label.values(),
            *self.facts.values(),
        )
        whole = "\n".join(texts).casefold()
        return all(word in whole for word in words)

    def within(self, languages: Collection[str]) -> Entry:
        """The entry in some of its languages."""
        return replace(
            self,
            printed={name: text for name, text in self.printed.items() if name in languages},
            label={name: text for name, text in self.label.items() if name in languages},
            parts=tuple(part.within(languages) for part in self.parts),
        )

    def plain(self) -> dict[str, Any]:
        """The entry as plain values, without its kind and what it lacks."""
        parts = [part.plain() for part in self.parts]
        values = {
            "name": self.name,
            "expression": self.expression,
            "printed": self.printed,
            "label": self.label,
            **self.facts,
            "parts": parts,
        }
        return {name: value for name, value in values.items() if value}


def matching(entries: Iterable[Entry], text: str) -> Iterator[Entry]:
    """The entries in which every word of a text stands, in capitals or not.

    Of an entry that has only some parts with the words, those parts.
    """
    words = text.casefold().split()
    for entry in entries:
        parts = tuple(part for part in entry.parts if part.has(words))
        if entry.has(words):
            yield entry
        elif parts:
            yield replace(entry, parts=parts)
