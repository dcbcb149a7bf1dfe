"""What pydantic finds wrong with a file → findings with the line, column and key of each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from reportgen.errors import Finding, Place, finding
from reportgen.messages import Quoted, catalogue
from reportgen.yamlfile import KeyPath

_NAMES = {
    "missing": "missing-key",
    "extra_forbidden": "unknown-key",
    "literal_error": "not-one-of",
    "string_type": "not-a-text",
    "path_type": "not-a-text",
    "tuple_type": "not-a-list",
    "list_type": "not-a-list",
    "dict_type": "not-a-mapping",
    "mapping_type": "not-a-mapping",
    "model_type": "not-a-mapping",
    "model_attributes_type": "not-a-mapping",
    "bool_parsing": "not-true-or-false",
    "bool_type": "not-true-or-false",
    "int_type": "not-a-whole-number",
    "int_parsing": "not-a-whole-number",
    "int_from_float": "not-a-whole-number",
    "float_type": "not-a-number",
    "float_parsing": "not-a-number",
    "finite_number": "not-a-number",
    "string_pattern_mismatch": "not-a-colour",  # the only texts with a pattern of pydantic's own
    "greater_than": "number-out-of-range",
    "greater_than_equal": "number-out-of-range",
    "less_than": "number-out-of-range",
    "less_than_equal": "number-out-of-range",
    "too_short": "no-entries",
    "string_too_short": "no-entries",
}
"""The finding for each of pydantic's kinds. A model's own kinds bear the name of their finding."""


def faults(
    fault: ValidationError,
    place: Callable[[KeyPath], Place],
    model: type[BaseModel],
    *,
    also: Sequence[str] = (),
    but: Collection[str] = (),
) -> Iterator[Finding]:
    """A finding for each fault of a file that `model` does not accept.

    `place` gives where a key path stands. At the top of the file the keys `also` are allowed, and
    the fields `but` are none.
    """
    details = [(detail, _key(detail)) for detail in fault.errors()]
    for detail, key in details:
        if detail["type"] == "too_short" and any(_is_within(other, key) for _, other in details):
            continue  # it has entries, and they are what is wrong
        if _NAMES.get(detail["type"]) == "unknown-key":
            keys = [name for name in _keys(model, key[:-1]) if len(key) > 1 or name not in but]
            allowed = (*(also if len(key) == 1 else ()), *keys)
            yield finding("unknown-key", place(key), key[-1], allowed)
        else:
            yield _finding(detail, place(key))


def _finding(detail: ErrorDetails, place: Place) -> Finding:
    given, kind = detail["input"], detail["type"]
    found = None if isinstance(given, dict | list) else str(given)
    name = _NAMES.get(kind, kind)
    if name == "missing-key":
        return finding(name, place)
    if name == "not-one-of":
        return finding(name, place, found, _expected(detail["ctx"]["expected"]))
    if name == "not-a-text" and isinstance(given, bool):
        return finding("truth-value-for-text", place, found)
    if name == "number-out-of-range":
        ((sign, limit),) = detail["ctx"].items()
        return finding(name, place, found, limit=f"{_SIGNS[sign]} {limit}")
    if name in catalogue():
        return finding(name, place, found)
    return finding("unusable-value", place, found, problem=Quoted(detail["msg"]))


_SIGNS = {"gt": ">", "ge": "≥", "lt": "<", "le": "≤"}


def _expected(words: str) -> tuple[str, ...]:
    """The names in a list of pydantic's, as `'a', 'b' or 'c'`."""
    return tuple(part.strip("' ") for part in words.replace(" or ", ", ").split(","))


def _key(detail: ErrorDetails) -> KeyPath:
    """Where a fault is, as keys of the file."""
    return tuple(part for part in detail["loc"] if not _is_branch(part))


def _is_within(key: KeyPath, other: KeyPath) -> bool:
    return len(key) > len(other) and key[: len(other)] == other


def _is_branch(part: str | int) -> bool:
    """Whether a part of pydantic's location is the name of a validator rather than a key."""
    return isinstance(part, str) and part.startswith(("function-", "is-instance", "cell:"))


def _keys(model: type[BaseModel], key: KeyPath) -> tuple[str, ...]:
    """The keys that the mapping at a key path may have."""
    kind: Any = model
    for part in key:
        known = _model(kind)
        if known is not None:
            field = known.model_fields.get(str(part))
            kind = field.annotation if field else None
        else:
            kind = _entry(kind)
    known = _model(kind)
    return tuple(known.model_fields) if known is not None else ()


def _model(kind: Any) -> type[BaseModel] | None:
    """The model that a type is, or may be."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return kind
    if get_origin(kind) in (Mapping, tuple, list, dict) or get_origin(kind) is None:
        return None
    return next((found for part in get_args(kind) if (found := _model(part))), None)


def _entry(kind: Any) -> Any:
    """The type of the entries of a list or mapping."""
    if isinstance(get_origin(kind), type):
        parts = [part for part in get_args(kind) if part is not Ellipsis]
        return parts[-1] if parts else None
    return next((found for part in get_args(kind) if (found := _entry(part))), None)
