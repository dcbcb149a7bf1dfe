"""A document → what is left of it in some of its languages, so that nothing else can be printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from reportgen.document import Document
from reportgen.text import ANY_LANGUAGE, Text

Part = TypeVar("Part")


def in_languages(part: Part, languages: tuple[str, ...]) -> Part:
    """A document, or a part of one, with its texts in these languages alone.

    What is shared stays shared: the target of a cross-reference is the block that stands in the
    text.
    """
    return cast(Part, _Excerpt(frozenset(languages)).of(part))


class _Excerpt:
    """One excerpt in the making. It remembers what it has been through, by identity."""

    def __init__(self, languages: frozenset[str]) -> None:
        self._languages = languages
        self._done: dict[int, tuple[object, object]] = {}

    def of(self, part: Any) -> Any:
        if part is None or isinstance(part, str | int | float):
            return part
        if id(part) not in self._done:
            self._done[id(part)] = (part, self._made(part))  # kept, or its id might serve again
        return self._done[id(part)][1]

    def _made(self, part: Any) -> Any:
        if isinstance(part, Text):
            return Text(self._kept(part.by_language))
        if isinstance(part, Document):
            kept = tuple(name for name in part.languages if name in self._languages)
            part = replace(part, languages=kept)
        if is_dataclass(part):
            changed = {
                field.name: new
                for field in fields(part)
                if (new := self.of(old := getattr(part, field.name))) is not old
            }
            return replace(part, **changed) if changed else part  # type: ignore[type-var]
        if isinstance(part, tuple):
            made = tuple(map(self.of, part))
            return part if all(map(_is_same, part, made)) else made
        if isinstance(part, Mapping):
            return {key: self.of(value) for key, value in self._kept(part).items()}
        return part

    def _kept(self, part: Mapping[str, Any]) -> Mapping[str, Any]:
        """Of a text, or running text, by language: these languages. Other mappings: the whole."""
        is_by_language = all(isinstance(value, str | tuple) for value in part.values())
        if not is_by_language:
            return part
        return {
            key: value
            for key, value in part.items()
            if key in self._languages or key == ANY_LANGUAGE
        }


def _is_same(one: object, other: object) -> bool:
    return one is other
