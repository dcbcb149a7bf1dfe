"""The catalogue of findings: for each name its code, and its message, reason and mend.

One YAML file a hundred of codes. They are read when the first finding is told, not before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
PLACEHOLDER = re.compile(r"(?<![{$])\{([a-z_]+)\}(?!\})")
"""`{name}`; `{{ … }}` and `${item}` are what a report holds, and stay."""
ERROR, WARNING = "error", "warning"


@dataclass(frozen=True, slots=True)
class Wording:
    """What is said of a finding in one language. `{name}` stands for a value of the finding."""

    message: str
    reason: str
    """What is wrong, and why the program minds."""
    mend: str
    """How to put it right."""
    details: Mapping[str, str] = field(default_factory=dict)
    """Sentences that are added where they apply, by name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One kind of finding."""

    name: str
    code: str
    """Stable: a code is never given to another kind."""
    severity: str
    wordings: Mapping[str, Wording]
    wrong: str | None = None
    right: str | None = None
    """An example, and how it is right."""

    def headline(self, language: str) -> str:
        """The message as it reads of no finding in particular, with … for each value."""
        return PLACEHOLDER.sub("…", self.wordings[language].message)


@cache
def catalogue() -> Mapping[str, Entry]:
    """Every kind of finding by its name, in the order of the codes."""
    found = [
        _entry(name, part)
        for path in FOLDER.glob("[0-9]-*.yaml")
        for name, part in load(path).items()
    ]
    return {one.name: one for one in sorted(found, key=lambda one: one.code)}


def entry(name: str) -> Entry:
    """The entry of that name. Raises KeyError where there is none."""
    return catalogue()[name]


def named(word: str) -> Entry | None:
    """The entry with that code, in any case, or with that name."""
    found = catalogue().get(word.lower())
    return found or next((one for one in catalogue().values() if one.code == word.upper()), None)


def load(path: Path) -> Any:
    """What one of the catalogue's files holds."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)


def _entry(name: str, part: Mapping[str, Any]) -> Entry:
    wordings = {
        language: Wording(**words) for language, words in part.items() if isinstance(words, dict)
    }
    return Entry(
        name,
        part["code"],
        part.get("severity", ERROR),
        wordings,
        part.get("wrong"),
        part.get("right"),
    )
