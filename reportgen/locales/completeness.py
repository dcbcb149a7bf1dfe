"""A locale of someone's own, compared with the program's: what it lacks, and what it adds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any

from reportgen.errors import Finding, finding
from reportgen.messages import Quoted
from reportgen.yamlfile import KeyPath, YamlFile

FREE = (("charts",), ("statistics",))
"""Mappings to which a locale may add names: those of chart kinds and statistics of its own."""
_KINDS = {str: "not-a-text", bool: "not-true-or-false", int: "not-a-whole-number"}
"""The finding for a value that isn't of the type that it must be."""


def shortcomings(locale: YamlFile, model: YamlFile) -> list[Finding]:
    """A finding for each key that the locale lacks or has in vain, and each value of wrong kind."""
    return list(_compared(locale.data, model.data, (), locale))


def _compared(found: Any, wanted: Any, key: KeyPath, locale: YamlFile) -> Iterator[Finding]:
    if isinstance(wanted, Mapping):
        if isinstance(found, Mapping):
            yield from _keys(found, wanted, key, locale)
        else:
            yield finding("not-a-mapping", locale.place(key), _told(found))
    elif isinstance(wanted, list):
        if not isinstance(found, list) or not all(isinstance(part, str) for part in found):
            yield finding("not-a-list", locale.place(key), _told(found))
        else:
            yield from _placeholders("".join(found), "".join(wanted), key, locale)
    elif type(found) is not type(wanted):
        yield finding(_KINDS[type(wanted)], locale.place(key), _told(found))
    elif isinstance(wanted, str):
        yield from _placeholders(found, wanted, key, locale)


def _keys(
    found: Mapping[str, Any], wanted: Mapping[str, Any], key: KeyPath, locale: YamlFile
) -> Iterator[Finding]:
    for name in wanted:
        if name not in found:
            yield finding("locale-without-key", locale.place((*key, name)), name)
    for name, value in found.items():
        if name in wanted:
            yield from _compared(value, wanted[name], (*key, name), locale)
        elif key not in FREE:
            yield finding("unknown-key", locale.place((*key, name)), name, wanted)


def _placeholders(text: str, model: str, key: KeyPath, locale: YamlFile) -> Iterator[Finding]:
    """A finding for each {name} in a pattern that nothing is put in for."""
    known = _names(model)
    try:
        unknown = _names(text) - known
    except ValueError as fault:
        yield finding("unpaired-braces", locale.place(key), text, problem=Quoted(str(fault)))
        return
    for name in sorted(
        unknown - ({"percent", "count", "base"} if key[:1] == ("forms",) else set())
    ):
        yield finding("unknown-placeholder", locale.place(key), name, sorted(known))


def _names(pattern: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(pattern) if name is not None}


def _told(value: object) -> str | None:
    return None if isinstance(value, dict | list) else str(value)
