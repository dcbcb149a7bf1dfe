"""Templates of the catalogue → text in one language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from reportgen.messages.catalogue import FOLDER, PLACEHOLDER, load
from reportgen.messages.language import ENGLISH, user_language


@dataclass(frozen=True, slots=True)
class Quoted:
    """What another program says, in English: translated where the catalogue knows the sentence."""

    text: str

    def told(self, language: str) -> str:
        """The sentence in a language, in English where it isn't known."""
        if language != ENGLISH:
            for pattern, translation in _translations(language):
                if match := pattern.fullmatch(self.text):
                    return match.expand(translation)
        return self.text

    def __str__(self) -> str:
        return self.text


def placeholders(template: str) -> frozenset[str]:
    """The names of the values that a template wants."""
    return frozenset(PLACEHOLDER.findall(template))


def filled(template: str, values: Mapping[str, object], language: str) -> str:
    """A template with its values; KeyError where one is lacking."""
    return PLACEHOLDER.sub(lambda match: _told(values[match[1]], language), template)


def general(template: str) -> str:
    """A template as it reads of no finding in particular, with … for each value."""
    return PLACEHOLDER.sub("…", template)


def say(key: str, language: str | None = None, /, **values: object) -> str:
    """A phrase that a command prints, in the user's language.

    A phrase with a singular and a plural takes the one that the value `n` asks for.
    """
    language = language or user_language()
    template = _words()[key][language]
    if isinstance(template, dict):
        template = template["one" if values["n"] == 1 else "many"]
    return filled(template, values, language)


def _told(value: object, language: str) -> str:
    if isinstance(value, Quoted):
        return value.told(language)
    if isinstance(value, tuple | list):
        return ("、" if language == "zh" else ", ").join(map(str, value))
    return str(value)


@cache
def _words() -> Mapping[str, Mapping[str, Any]]:
    words: Mapping[str, Mapping[str, Any]] = load(FOLDER / "words.yaml")
    return words


@cache
def _translations(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["en"]), row[language]) for row in load(FOLDER / "quoted.yaml"))
