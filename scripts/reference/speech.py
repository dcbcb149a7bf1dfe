"""Words of the reference pages: English ones, and their Chinese from docs/reference/zh.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

TRANSLATIONS = Path(__file__).resolve().parents[2] / "docs" / "reference" / "zh.yaml"


@dataclass(slots=True)
class Speech:
    """Says English texts in one language, and keeps which it said and which it could not."""

    language: str
    translations: dict[str, str] = field(default_factory=dict)
    said: dict[str, None] = field(default_factory=dict)
    missing: dict[str, None] = field(default_factory=dict)

    def say(self, english: str) -> str:
        """A text in the language; one that isn't translated stays English, and is noted."""
        english = " ".join(english.split())
        if self.language == "en":
            return english
        self.said[english] = None
        if english not in self.translations:
            self.missing[english] = None
        return self.translations.get(english, english)

    def listed(self, parts: Iterable[str]) -> str:
        """Parts of a list with the language's comma."""
        return ("、" if self.language == "zh" else ", ").join(parts)

    def either(self, parts: Iterable[str]) -> str:
        """Parts of which one holds."""
        return ("或" if self.language == "zh" else " or ").join(dict.fromkeys(parts))

    def page(self, title: str, introduction: str, name: str) -> list[str]:
        """The head of a page: its title, the way to the other language, what it is about."""
        other = (
            f"中文 · **[English]({name}.md)**"
            if self.language == "zh"
            else f"**[中文]({name}.zh.md)** · English"
        )
        return [f"# {self.say(title)}", "", other, "", self.say(introduction)]

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
        """A table, with an empty line before it; nothing where there are no rows."""
        lines = [f"| {' | '.join(map(_cell, row))} |" for row in rows]
        if not lines:
            return []
        head = " | ".join(self.say(head) if head else "" for head in heads)
        return ["", f"| {head} |", f"|{' --- |' * len(heads)}", *lines]

    def beside(self, page: str) -> str:
        """The file name of another page in this language."""
        return f"{page}.zh.md" if self.language == "zh" else f"{page}.md"


def speech(language: str) -> Speech:
    """The speech of a language: en, or zh."""
    return Speech(language, translations() if language == "zh" else {})


def translations(path: Path = TRANSLATIONS) -> dict[str, str]:
    """The Chinese of each English text. Raises ValueError where a text has two."""
    groups = yaml.safe_load(path.read_text(encoding="utf-8"))
    found: dict[str, str] = {}
    for pair in (pair for group in groups.values() for pair in group):
        if found.setdefault(pair["en"], pair["zh"]) != pair["zh"]:
            raise ValueError(f"{path.name} has this twice: {pair['en']}")
    return {english: chinese for english, chinese in found.items() if chinese}


def write_translations(said: Mapping[str, Iterable[str]], chinese: Mapping[str, str]) -> None:
    """Write the texts that are said, page by page, with their Chinese; "" where there is none."""
    lines = [
        "# The Chinese of what scripts/make_reference.py says, by the page that says it first."
    ]
    for page, texts in said.items():
        lines += ["", f"{page}:"]
        lines += [
            line
            for english in texts
            for line in (f"- en: {_quoted(english)}", f"  zh: {_quoted(chinese.get(english, ''))}")
        ]
    TRANSLATIONS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _quoted(text: str) -> str:
    """A text as YAML writes it in one line, in quotes only where it needs them."""
    return yaml.safe_dump(text, allow_unicode=True, width=10**6).removesuffix("...\n").strip()


def code(text: object) -> str:
    """A name as it is typed."""
    return f"`{text}`"


def anchor(heading: str) -> str:
    """The anchor of a heading, as forges and the site make it."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
