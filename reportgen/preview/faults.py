"""What went wrong → findings that a page can show, with the lines of the file they are about."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

from reportgen import __version__
from reportgen.errors import Finding, Place, ReportError, finding
from reportgen.telling import Excerpt, excerpt

AROUND = 1
"""Lines shown before and after the one that a finding is about."""
WIDEST = 200
"""Characters shown of a line."""
MOST = 100
"""Findings shown at once."""


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
        "excerpt": _excerpt(finding),
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


def _excerpt(finding: Finding) -> list[dict[str, Any]] | None:
    """The line that a finding is of, with what is meant as `start` and `end`; lines around it."""
    part = excerpt(finding)
    if part is None or finding.place is None:
        return None
    first = max(1, part.number - AROUND)
    try:
        with Path(finding.place.file).open(encoding="utf-8-sig") as file:
            lines = [line.rstrip("\n") for line in islice(file, first - 1, part.number + AROUND)]
    except (OSError, ValueError):  # it has changed meanwhile
        return None
    return [
        _marked(part) if number == part.number else _plain(number, line)
        for number, line in enumerate(lines, first)
    ]


def _plain(number: int, text: str) -> dict[str, Any]:
    return {"number": number, "text": text[:WIDEST], "start": None, "end": None}


def _marked(part: Excerpt) -> dict[str, Any]:
    """The line, cut around what is meant when it is long."""
    start, end = part.start - 1, part.end - 1
    cut = max(0, start - WIDEST // 2) if len(part.text) > WIDEST else 0
    shown = part.text[cut : cut + WIDEST]
    return _plain(part.number, shown) | {"start": start - cut, "end": min(end - cut, len(shown))}
