"""What went wrong → findings that a page can show, with the lines of the file they are about."""

from __future__ import annotations

import traceback
from itertools import islice
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError

from reportgen import __version__
from reportgen.errors import Finding, Place, ReportError

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
    if isinstance(fault, TemplateError):
        message = f"a template can't be used: {fault.message or type(fault).__name__}"
        return (Finding(message, _template_place(fault)),)
    return (
        Finding(
            f"reportgen {__version__} failed: {type(fault).__name__}: {fault}",
            hint="this should not happen; `reportgen --debug preview` shows where",
        ),
    )


def told(findings: tuple[Finding, ...], folder: Path) -> list[dict[str, Any]]:
    """Findings as JSON: the places from the project's folder, with an excerpt where one is."""
    return [_told(finding, folder) for finding in findings[:MOST]]


def _told(finding: Finding, folder: Path) -> dict[str, Any]:
    place = finding.place
    return {
        "code": getattr(finding, "code", None),
        "message": finding.message,
        "place": _written(place, folder) if place else None,
        "excerpt": _excerpt(place, finding.found) if place else None,
        "found": finding.found,
        "allowed": list(finding.allowed),
        "nearest": finding.nearest,
        "hint": finding.hint,
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
    if place.line is None:
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
        length = len(found) if found and text.startswith(found, start) else 1
        line |= {"start": start - cut, "end": min(start - cut + length, len(shown))}
    return line


def _template_place(fault: TemplateError) -> Place | None:
    """The line of a template that can't be read, or at which it failed."""
    if isinstance(fault, TemplateSyntaxError) and fault.filename:
        return Place(fault.filename, fault.lineno)
    frames = traceback.extract_tb(fault.__traceback__)
    templates = [frame for frame in frames if frame.filename.endswith(".j2")]
    return Place(templates[-1].filename, templates[-1].lineno) if templates else None
