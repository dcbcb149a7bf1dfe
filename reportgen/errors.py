"""What is wrong with a user's input, where, and what would be right: the one error that users see.

A finding is raised by its name in the catalogue (`reportgen/messages`), which words it:

    raise error("unknown-theme", place, found=name, allowed=known)
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reportgen.messages import Quoted, Wording, entry, filled, say
from reportgen.messages.catalogue import WARNING
from reportgen.messages.language import ENGLISH
from reportgen.text import plain

MOST_ALLOWED = 12
"""How many of the allowed names are listed."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file, and in it a line and column, or a worksheet's cell.

    `key` names what stands there: a key path of a YAML file, a column of the data. In a worksheet
    `line` is the row.
    """

    file: str
    line: int | None = None
    column: int | None = None
    key: str | None = None
    sheet: str | None = None
    cell: str | None = None

    def __str__(self) -> str:
        position = self.file
        if self.sheet is not None:
            row = f"{self.line}" if self.line is not None else None
            position += ", " + "!".join(part for part in (self.sheet, self.cell or row) if part)
        elif self.line is not None:
            position += f":{self.line}"
            if self.column is not None:
                position += f":{self.column}"
        return f"{position} ({self.key})" if self.key else position


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: its name in the catalogue, its place, what was found and allowed."""

    name: str
    place: Place | None = None
    found: str | None = None
    allowed: tuple[str, ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)
    """What the wording's placeholders stand for."""
    details: tuple[str, ...] = ()
    """The sentences of the wording's `details` that apply."""

    @property
    def code(self) -> str:
        """The stable code, as RG203."""
        return entry(self.name).code

    @property
    def is_warning(self) -> bool:
        """Whether a report can be built all the same, and every number in it is right."""
        return entry(self.name).severity == WARNING

    @property
    def nearest(self) -> str | None:
        """The allowed name most like what was found, or None.

        Where `values` have one that is `meant`, by its label say, that is the one.
        """
        if isinstance(known := self.values.get("meant"), str):
            return known
        return nearest(self.found, self.allowed) if self.found is not None else None

    def message(self, language: str = ENGLISH) -> str:
        """What is wrong, in one line."""
        return filled(self._wording(language).message, self.values, language)

    def mend(self, language: str = ENGLISH) -> str:
        """How to put it right."""
        return filled(self._wording(language).mend, self.values, language)

    def remarks(self, language: str = ENGLISH) -> list[str]:
        """What was found, what is allowed, the nearest right name, and what else is known."""
        lines = []
        if self.found is not None:
            lines.append(self._remark("found", language, found=self.found))
        if self.allowed:
            lines.append(self._remark("allowed", language, names=self._shown(language)))
        if self.nearest:
            lines.append(self._remark("nearest", language, name=self.nearest))
        return lines + self.told_details(language)

    def told_details(self, language: str = ENGLISH) -> list[str]:
        """The sentences that apply besides the message: where it stands in a file without lines."""
        stand = self.values.get("stand")
        told = [say("stands", language, stand=stand)] if isinstance(stand, Quoted) else []
        return told + [self._remark(name, language, **self.values) for name in self.details]

    def lines(self, language: str = ENGLISH) -> list[str]:
        """The finding as lines of plain text, its place first."""
        message = self.message(language)
        first = f"{self.place}: {message}" if self.place else message
        return [first, *(f"  {line}" for line in self.remarks(language))]

    def _wording(self, language: str) -> Wording:
        return entry(self.name).wordings[language]

    def _remark(self, name: str, language: str, /, **values: object) -> str:
        """A detail of the wording; where it has none of that name, the phrase for all findings."""
        own = self._wording(language).details.get(name)
        return filled(own, values, language) if own else say(name, language, **values)

    def _shown(self, language: str) -> str:
        names = self.allowed
        shown = ", ".join(names[:MOST_ALLOWED])
        if len(names) <= MOST_ALLOWED:
            return shown
        return say("many", language, names=shown, n=len(names))


class ReportError(Exception):
    """Input that can't be made into a report. Carries every finding, not only the first."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__(*findings)
        self.findings = findings

    def __str__(self) -> str:
        return "\n".join(line for finding in self.findings for line in finding.lines())


def error(
    name: str,
    /,
    place: Place | None = None,
    *,
    found: object = None,
    allowed: Iterable[str] = (),
    details: Iterable[str] = (),
    **values: object,
) -> ReportError:
    """A ReportError with a single finding."""
    return ReportError(finding(name, place, found, allowed, details, **values))


def finding(
    name: str,
    /,
    place: Place | None = None,
    found: object = None,
    allowed: Iterable[str] = (),
    details: Iterable[str] = (),
    **values: object,
) -> Finding:
    """A Finding, its values given by keyword; whatever was found is told as text."""
    text = None if found is None else str(found)
    return Finding(name, place, text, tuple(allowed), values, tuple(details))


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings by the place that they are of, each once; those without a place come last."""
    found: list[Finding] = []
    for one in findings:
        if one not in found:
            found.append(one)
    files = list(dict.fromkeys(one.place.file for one in found if one.place))
    return sorted(found, key=lambda one: _rank(one.place, files))


def _rank(place: Place | None, files: list[str]) -> tuple[int, int, int]:
    if place is None:
        return len(files), 0, 0
    return files.index(place.file), place.line or 0, place.column or 0


def complaint(
    told: str, place: Place | None = None, *, found: object = None, allowed: Iterable[str] = ()
) -> ReportError:
    """What a plug-in raises where the user's input is at fault: a finding in its own words."""
    return error("plugin-finding", place, found=found, allowed=allowed, told=told)


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The one of `names` that is most like `name`, or None when none is alike."""
    known = {plain(each): each for each in reversed(list(names))}
    close = difflib.get_close_matches(plain(name), list(known), n=1, cutoff=0.6)
    found = known[close[0]] if close else None
    return found if found != name else None
