"""A pattern of a locale file → running text with number spans in it."""

from __future__ import annotations

import re

from reportgen.document import Emphasis, Inline, Words

_PIECE = re.compile(r"\*([^*]+)\*|\{(\w+)\}")


def phrase(pattern: str, **values: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The pattern's words, with ``{name}`` replaced by running text and ``*n*`` in italics."""
    found: list[Inline] = []
    end = 0
    for match in _PIECE.finditer(pattern):
        if match.start() > end:
            found.append(Words(pattern[end : match.start()]))
        symbol, name = match.groups()
        found.extend((Emphasis((Words(symbol),)),) if symbol else values[name])
        end = match.end()
    if end < len(pattern):
        found.append(Words(pattern[end:]))
    return tuple(found)


def joined(parts: list[tuple[Inline, ...]], mark: str) -> tuple[Inline, ...]:
    """Pieces of running text in a row, with a mark between them."""
    found: list[Inline] = []
    for index, part in enumerate(parts):
        found.extend((Words(mark), *part) if index else part)
    return tuple(found)
