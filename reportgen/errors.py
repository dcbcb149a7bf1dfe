"""What went wrong, where, and what would be right: the one error type that users see."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file, and in it a line and column, or a key or cell."""

    file: str
    line: int | None = None
    column: int | None = None
    key: str | None = None

    def __str__(self) -> str:
        position = self.file
        if self.line is not None:
            position += f":{self.line}"
            if self.column is not None:
                position += f":{self.column}"
        return f"{position} ({self.key})" if self.key else position


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: its message and place, what was found, what is allowed."""

    message: str
    place: Place | None = None
    found: str | None = None
    allowed: tuple[str, ...] = field(default=())
    hint: str | None = None

    @property
    def nearest(self) -> str | None:
        """The allowed name most like what was found, or None."""
        return nearest(self.found, self.allowed) if self.found is not None else None

    def lines(self) -> list[str]:
        """The finding as lines of plain text, its place first."""
        lines = [f"{self.place}: {self.message}" if self.place else self.message]
        if self.found is not None:
            lines.append(f"  found: {self.found}")
        if self.allowed:
            lines.append(f"  allowed: {_shortened(self.allowed)}")
        if self.nearest:
            lines.append(f"  did you mean: {self.nearest}")
        if self.hint:
            lines.append(f"  {self.hint}")
        return lines


class ReportError(Exception):
    """Input that can't be made into a report. Carries every finding, not only the first."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("\n".join(line for finding in findings for line in finding.lines()))
        self.findings = findings


def error(
    message: str,
    place: Place | None = None,
    *,
    found: object = None,
    allowed: Iterable[str] = (),
    hint: str | None = None,
) -> ReportError:
    """A ReportError with a single finding."""
    text = None if found is None else str(found)
    return ReportError(Finding(message, place, text, tuple(allowed), hint))


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The one of `names` that is most like `name`, or None when none is alike."""
    close = difflib.get_close_matches(name, list(names), n=1, cutoff=0.6)
    return close[0] if close and close[0] != name else None


def _shortened(names: tuple[str, ...], most: int = 12) -> str:
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown}, … ({len(names)} in all)"
