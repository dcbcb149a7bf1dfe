"""What went wrong → findings that a page can show, with the lines of the file they are about."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path
from typing import Any

from reportgen import __version__
from reportgen.errors import Finding, Place, ReportError, finding

AROUND = 1
"""Lines shown before and after the one that a finding is about."""
WIDEST = 200
"""Characters shown of a line."""
MOST = 100
"""Findings shown at once."""
_WORD = re.compile(r"\w+")


def findings_of(fault: Exception) -> tuple[Finding, ...]:
    """What an exception says, to someone who sees the page only."""
    if isinstance(fault, ReportError):
        return fault.findings
    problem = f"{type(fault).__name__}: {fault}"
    return (finding("program-at-fault", version=__version__, problem=problem),)


def told(findings: tuple[Finding, ...], folder: Path, language: str) -> list[dict[str, Any]]:
    """Findings as JSON: the places from the project's folder, with an excerpt where one is."""
    return [_told(finding, folder, language) for finding in findings[:MOST]]


def _told(finding: Finding, folder: Path, language: str) -> dict[str, Any]:
    place = finding.place
    return {
        "code": finding.code,
        "message": finding.message(language),
        "place": _written(place, folder) if place else None,
        "excerpt": _excerpt(place, finding.found) if place else None,
        "remarks": finding.remarks(language),
        "mend": finding.mend(language),
    }


def _written(place: Place, folder: Path) -> str:
    """A place as the terminal writes it, its file named from the project's folder if within."""
    whole, root = str(place), folder.resolve()
    file = Path(place.file).resolve()
    if not file.is_relative_to(root):
        return whole
    return f"{file.relative_to(root)}{whole.removeprefix(place.file)}"


def _excerpt(place: Place, found: str | None) -> list[dict[str, Any]] | None:
    """Lines around the place; in its own line the part that is meant, as `start` and `end`."""
    if place.line is None or place.sheet is not None:
        return None
    first = max(1, place.line - AROUND)
    try:
        with Path(place.file).open(encoding="utf-8-sig", newline=None) as file:
            lines = list(islice(file, first - 1, place.line + AROUND))
    except (OSError, UnicodeDecodeError):
        return None
    return [
        _line(number, text.rstrip("\n"), place.column if number == place.line else None, found)
        for number, text in enumerate(lines, first)
    ]


def _line(number: int, text: str, column: int | None, found: str | None) -> dict[str, Any]:
    """A line, cut around the column when it is long; Python's and a reader's columns from 1."""
    start = (column or 1) - 1
    cut = max(0, start - WIDEST // 2) if len(text) > WIDEST else 0
    shown = text[cut : cut + WIDEST]
    line: dict[str, Any] = {"number": number, "text": shown, "start": None, "end": None}
    if column is not None and start < len(text):
        word = _WORD.match(text, start)
        end = start + len(found) if found and text.startswith(found, start) else word and word.end()
        line |= {"start": start - cut, "end": min((end or start + 1) - cut, len(shown))}
    return line
