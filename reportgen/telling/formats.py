"""The formats in which other programs read findings: JSON, SARIF 2.1.0, GitHub's commands."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from reportgen import __version__
from reportgen.errors import Finding
from reportgen.messages import catalogue
from reportgen.messages.phrases import general
from reportgen.telling.excerpt import excerpt

Told = Callable[[Sequence[Finding], str], str]
"""Findings and a language → everything that goes to stdout."""

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_json(findings: Sequence[Finding], language: str) -> str:
    """A list with an object for each finding; what there is not is null."""
    return _dumped([_object(finding, language) for finding in findings])


def _object(finding: Finding, language: str) -> dict[str, Any]:
    place, (column, end) = finding.place, _columns(finding)
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": _severity(finding),
        "message": finding.message(language),
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": column,
        "endColumn": end,
        "key": place.key if place else None,
        "sheet": place.sheet if place else None,
        "cell": place.cell if place else None,
        "found": finding.found,
        "allowed": list(finding.allowed),
        "nearest": finding.nearest,
        "details": finding.told_details(language),
        "mend": finding.mend(language),
    }


def as_sarif(findings: Sequence[Finding], language: str) -> str:
    """A log in the Static Analysis Results Interchange Format, with the rules it names."""
    names = list(dict.fromkeys(finding.name for finding in findings))
    rules = [_rule(name, language) for name in names]
    results = [_result(finding, names.index(finding.name), language) for finding in findings]
    driver = {
        "name": "reportgen",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": rules,
    }
    run = {
        "tool": {"driver": driver},
        "language": language,
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return _dumped({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(name: str, language: str) -> dict[str, Any]:
    entry = catalogue()[name]
    wording = entry.wordings[language]
    return {
        "id": entry.code,
        "name": name,
        "shortDescription": {"text": entry.headline(language)},
        "fullDescription": {"text": general(wording.reason)},
        "help": {"text": general(wording.mend)},
        "defaultConfiguration": {"level": entry.severity},
    }


def _result(finding: Finding, rule: int, language: str) -> dict[str, Any]:
    text = "\n".join((finding.message(language), *finding.remarks(language)))
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _severity(finding),
        "message": {"text": text},
    }
    if location := _location(finding):
        result["locations"] = [location]
    return result


def _location(finding: Finding) -> dict[str, Any] | None:
    place, (column, end) = finding.place, _columns(finding)
    if place is None:
        return None
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(place.file)}}
    if place.line is not None:
        region = {"startLine": place.line, "startColumn": column, "endColumn": end}
        physical["region"] = {name: value for name, value in region.items() if value is not None}
    location: dict[str, Any] = {"physicalLocation": physical}
    cell = "!".join(part for part in (place.sheet, place.cell) if part)
    if names := [name for name in (cell, place.key) if name]:
        location["logicalLocations"] = [{"fullyQualifiedName": name} for name in names]
    return location


def _uri(file: str) -> str:
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def as_github(findings: Sequence[Finding], language: str) -> str:
    """GitHub's workflow commands, which mark the lines of a pull request."""
    return "\n".join(_command(finding, language) for finding in findings)


def _command(finding: Finding, language: str) -> str:
    place, (column, end) = finding.place, _columns(finding)
    given = {
        "file": place.file if place else None,
        "line": place.line if place else None,
        "col": column,
        "endColumn": end if column is not None else None,
        "title": f"{finding.code} {finding.name}",
    }
    properties = ",".join(
        f"{name}={_escaped(str(value), _IN_PROPERTY)}"
        for name, value in given.items()
        if value is not None
    )
    message = finding.message(language)
    if place and (place.key or place.sheet):
        message += f" ({place})"
    text = "\n".join((message, *finding.remarks(language), finding.mend(language)))
    return f"::{_severity(finding)} {properties}::{_escaped(text, _IN_MESSAGE)}"


_IN_MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = _IN_MESSAGE | {":": "%3A", ",": "%2C"}


def _escaped(text: str, codes: Mapping[str, str]) -> str:
    return "".join(codes.get(sign, sign) for sign in text)


def _columns(finding: Finding) -> tuple[int | None, int | None]:
    """Where the part begins and ends: that of the excerpt, and its place's beginning before it."""
    place, part = finding.place, excerpt(finding)
    column = place.column if place else None
    if part is None:
        return column, None
    return column or part.start, part.end


def _severity(finding: Finding) -> str:
    return "warning" if finding.is_warning else "error"


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


FORMATS: Mapping[str, Told] = {"json": as_json, "sarif": as_sarif, "github": as_github}
"""The formats besides text, by name."""
