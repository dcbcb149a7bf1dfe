"""One string in several languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

ANY_LANGUAGE = "*"
"""The key under which a text that is the same in every language stands."""


@dataclass(frozen=True, slots=True)
class Text:
    """One string in several languages, by language code."""

    by_language: Mapping[str, str]

    @classmethod
    def same(cls, text: str) -> Text:
        """A text that reads the same in every language."""
        return cls({ANY_LANGUAGE: text})

    def __getitem__(self, language: str) -> str:
        """The text in `language`. Raises KeyError where it has none."""
        if language in self.by_language:
            return self.by_language[language]
        return self.by_language[ANY_LANGUAGE]

    def has(self, language: str) -> bool:
        """Whether the text can be read in `language`."""
        return language in self.by_language or ANY_LANGUAGE in self.by_language
