"""A good file, spoilt in every way: what a schema and a reader are to agree on."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

Key = tuple[str | int, ...]
OTHERS = (None, True, 7, "plain words", [], [7], {}, {"odd": 7})


def variants(data: Any) -> Iterator[tuple[Key, str, Any]]:
    """The key that was changed, how, and the whole file."""
    for key, node in nodes(data, ()):
        if key:
            for other in OTHERS:
                yield key, f"= {other!r}", changed(data, key, other)
            yield key, "left out", without(data, key)
        if isinstance(node, dict):
            yield (*key, "odd_key"), "added", changed(data, (*key, "odd_key"), 7)


def nodes(data: Any, key: Key) -> Iterator[tuple[Key, Any]]:
    """Every value and its key; of a list the first entry, since all are alike."""
    yield key, data
    if isinstance(data, dict):
        for name, value in data.items():
            yield from nodes(value, (*key, name))
    elif isinstance(data, list) and data:
        yield from nodes(data[0], (*key, 0))


def changed(data: Any, key: Key, value: Any) -> Any:
    copy = deepcopy(data)
    holder(copy, key)[key[-1]] = value
    return copy


def without(data: Any, key: Key) -> Any:
    copy = deepcopy(data)
    del holder(copy, key)[key[-1]]
    return copy


def holder(data: Any, key: Key) -> Any:
    for part in key[:-1]:
        data = data[part]
    return data
