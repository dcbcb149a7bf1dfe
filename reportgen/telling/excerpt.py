"""The place of a finding → the line of the file, and which part of it is meant."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from reportgen.errors import Finding, Place

DELIMITERS = {".csv": ",", ".tsv": "\t"}
LONGEST = 100_000
"""Characters of a line beyond which it is no text that somebody wrote."""

_WORD = re.compile(r"\$?\{\{?.*?\}\}?|\"[^\"]*\"|'[^']*'|[\w.-]+|\S")
"""What is marked where only its beginning is known: an expression, a quoted text or a word."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line of a file, and the part of it that is meant, between two columns counted from 1."""

    number: int
    text: str
    start: int
    end: int

    def lines(self, width: int) -> tuple[str, str]:
        """The line, and a line of marks below its part; both cut to so many columns of a screen."""
        before, part, after = (
            _plain(self.text[: self.start - 1]),
            _plain(self.text[self.start - 1 : self.end - 1]),
            _plain(self.text[self.end - 1 :]),
        )
        part = _cut(part, width // 2)
        if _width(before + part + after) > width:
            before = _cut(before[::-1], width // 3)[::-1]
            after = _cut(after, width - _width(before + part))
        return (
            (before + part + after).rstrip(),
            " " * _width(before) + "^" * max(1, _width(part)),
        )


def excerpt(finding: Finding) -> Excerpt | None:
    """The line that a finding is of; None where there is none, or no text that can be read."""
    place = finding.place
    if isinstance(told := finding.values.get("excerpt"), Excerpt):
        return told  # of a file whose lines can't be counted
    if place is None or place.line is None or place.sheet is not None:
        return None
    text = _line(place.file, place.line)
    if text is None or not text.strip():
        return None
    start, end = _part(text, place, finding)
    return Excerpt(place.line, text, start + 1, end + 1)


def _line(file: str, number: int) -> str | None:
    """A line of a file without its end; the file may have vanished, or be no UTF-8 text."""
    try:
        with Path(file).open(encoding="utf-8-sig") as lines:
            text = next(islice(lines, number - 1, number), None)
    except (OSError, ValueError):
        return None
    if text is None or "\0" in text or len(text) > LONGEST:
        return None
    return text.rstrip("\n")


def _part(text: str, place: Place, finding: Finding) -> tuple[int, int]:
    """Where the part that is meant begins and ends, counted from 0."""
    if cell := _cell(text, place):
        return cell
    start = min((place.column or 1) - 1, len(text))
    if isinstance(expression := finding.values.get("expression"), str) and expression in text:
        character = finding.values.get("character", 1)
        start = text.index(expression) + (character if isinstance(character, int) else 1) - 1
    if found := _found(text, finding.found, start):
        return found
    if place.column is None:
        return len(text) - len(text.lstrip()), len(text.rstrip())
    match = _WORD.match(text, start)
    return match.span() if match else (start, start + 1)


def _found(text: str, found: str | None, start: int) -> tuple[int, int] | None:
    """What was found, as a word of its own if it can be, at or after `start`."""
    if not found:
        return None
    whole = re.compile(rf"(?<![\w-]){re.escape(found)}(?![\w-])").search(text, start)
    at = whole.start() if whole else text.find(found, start)
    return (at, at + len(found)) if at >= 0 else None


def _cell(text: str, place: Place) -> tuple[int, int] | None:
    """The cell of a file of delimited text, where `place` names its column."""
    delimiter = DELIMITERS.get(Path(place.file).suffix.lower())
    if delimiter is None or place.key is None or place.column is not None:
        return None
    header = _header(place.file, delimiter)
    if place.key not in header:
        return None
    cells = list(islice(_cells(text, delimiter), header.index(place.key) + 1))
    return cells[-1] if len(cells) == header.index(place.key) + 1 else None


def _header(file: str, delimiter: str) -> list[str]:
    with Path(file).open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.reader(lines, delimiter=delimiter)
        try:
            found = next((row for row in rows if any(map(str.strip, row))), [])
        except (csv.Error, ValueError):
            found = []
        return [name.strip() for name in found]


def _cells(text: str, delimiter: str) -> Iterator[tuple[int, int]]:
    """Where each cell of a line stands; a delimiter in double quotes parts none."""
    start, is_quoted = 0, False
    for at, sign in enumerate(text):
        if sign == '"':
            is_quoted = not is_quoted
        elif sign == delimiter and not is_quoted:
            yield start, at
            start = at + 1
    yield start, len(text)


def _plain(text: str) -> str:
    """A text as a terminal shows it: tabs as spaces, nothing that would steer it."""
    spaced = text.replace("\t", "    ")
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in spaced)


def _width(text: str) -> int:
    """Columns that a text takes on a screen: two for a Chinese character, none for an accent."""
    return sum(map(_columns, text))


def _columns(sign: str) -> int:
    if unicodedata.combining(sign) or unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _cut(text: str, width: int) -> str:
    """The beginning of a text that fits, with a mark where it goes on."""
    if _width(text) <= width:
        return text
    kept, used = "", 1
    for sign in text:
        used += _columns(sign)
        if used > width:
            break
        kept += sign
    return kept + "…"
