"""words.yaml → the words around the page, in the language that a browser asks for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from reportgen.messages.language import ENGLISH, LANGUAGES
from reportgen.yamlfile import read_yaml

FILE = Path(__file__).with_name("words.yaml")

Words = Mapping[str, Any]


def language_for(accepted: str) -> str:
    """The first language of an Accept-Language header that there are words in."""
    wanted = (tag.partition("-")[0] for tag in _by_preference(accepted))
    return next((language for language in wanted if language in LANGUAGES), ENGLISH)


def words_in(language: str) -> Words:
    """The words in a language."""
    return _words()[language]


@cache
def _words() -> Mapping[str, Words]:
    words: Mapping[str, Words] = read_yaml(FILE).data
    return words


def _by_preference(accepted: str) -> list[str]:
    """The language tags of an Accept-Language header, the most wanted first."""
    weighted = []
    for entry in accepted.lower().split(","):
        tag, _, weight = entry.partition(";")
        weighted.append((_weight(weight), tag.strip()))
    return [tag for weight, tag in sorted(weighted, key=lambda pair: -pair[0]) if weight > 0]


def _weight(written: str) -> float:
    name, _, value = written.strip().partition("=")
    try:
        return float(value) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0
