"""A locale of someone's own, compared with the program's: what it lacks, and what it adds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any

from reportgen.errors import Finding, nearest
from reportgen.yamlfile import KeyPath, YamlFile

FREE = (("charts",), ("statistics",))
"""Mappings to which a locale may add names: those of chart kinds and statistics of its own."""


def shortcomings(locale: YamlFile, model: YamlFile) -> list[Finding]:
    """A finding for each key that the locale lacks or has in vain, and each value of wrong kind."""
    return list(_compared(locale.data, model.data, (), locale))


def _compared(found: Any, wanted: Any, key: KeyPath, locale: YamlFile) -> Iterator[Finding]:
    if isinstance(wanted, Mapping):
        if isinstance(found, Mapping):
            yield from _keys(found, wanted, key, locale)
        else:
            yield Finding("this must be a mapping of keys", locale.place(key), _told(found))
    elif isinstance(wanted, list):
        if not isinstance(found, list) or not all(isinstance(part, str) for part in found):
            yield Finding("this must be a list of texts", locale.place(key), _told(found))
        else:
            yield from _placeholders("".join(found), "".join(wanted), key, locale)
    elif type(found) is not type(wanted):
        kind = {str: "a text", bool: "true or false", int: "a whole number"}[type(wanted)]
        yield Finding(f"this must be {kind}", locale.place(key), _told(found))
    elif isinstance(wanted, str):
        yield from _placeholders(found, wanted, key, locale)


def _keys(
    found: Mapping[str, Any], wanted: Mapping[str, Any], key: KeyPath, locale: YamlFile
) -> Iterator[Finding]:
    for name in wanted:
        if name not in found:
            yield Finding("the locale lacks a key", locale.place((*key, name)), name)
    for name, value in found.items():
        if name in wanted:
            yield from _compared(value, wanted[name], (*key, name), locale)
        elif key not in FREE:
            like = nearest(str(name), wanted)
            allowed = (like,) if like else tuple(wanted)
            yield Finding("unknown key", locale.place((*key, name)), str(name), allowed)


def _placeholders(text: str, model: str, key: KeyPath, locale: YamlFile) -> Iterator[Finding]:
    """A finding for each {name} in a pattern that nothing is put in for."""
    known = _names(model)
    try:
        unknown = _names(text) - known
    except ValueError as fault:
        yield Finding(f"this is no pattern: {fault}", locale.place(key), text)
        return
    for name in sorted(
        unknown - ({"percent", "count", "base"} if key[:1] == ("forms",) else set())
    ):
        allowed = tuple(f"{{{one}}}" for one in sorted(known))
        yield Finding("nothing is put in for this", locale.place(key), f"{{{name}}}", allowed)


def _names(pattern: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(pattern) if name is not None}


def _told(value: object) -> str | None:
    return None if isinstance(value, dict | list) else str(value)
