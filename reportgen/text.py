"""One string in several languages."""

from __future__ import annotations

import unicodedata
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


def meant(labels: Mapping[str, Text], words: str) -> str | None:
    """The name whose label reads like these words in some language; None of none, or of several.

    Capitals, and letters and signs of full width, are taken for the plain ones.
    """
    wanted = plain(words)
    found = {
        name
        for name, label in labels.items()
        if any(plain(each) == wanted for each in label.by_language.values())
    }
    return found.pop() if wanted and len(found) == 1 else None


def plain(words: str) -> str:
    """Words without what keyboards differ in: capitals, letters of full width, number of spaces."""
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())
