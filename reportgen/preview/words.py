"""words.yaml → the words around the page, in the language that a browser asks for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from reportgen.yamlfile import read_yaml

FILE = Path(__file__).with_name("words.yaml")
DEFAULT = "en"

Words = Mapping[str, Any]


def words_for(accepted: str) -> Words:
    """The words in the first language of an Accept-Language header that there are words in."""
    known = _words()
    for tag in _by_preference(accepted):
        language = tag.partition("-")[0]
        if language in known:
            return known[language]
    return known[DEFAULT]


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
