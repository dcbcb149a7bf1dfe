"""A character that no font has → where in the project's files it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from operator import eq
from pathlib import Path
from typing import Any

from reportgen.config import Project
from reportgen.errors import Finding, Place, ReportError
from reportgen.readers.xlsform import WORKBOOKS, read_rows
from reportgen.yamlfile import KeyPath, read_utf8

OF_CHARACTERS = ("no-glyph", "no-glyph-in-chart")


def at_their_sources(findings: Iterable[Finding], project: Project) -> list[Finding]:
    """Findings of characters at file, line and column, where a file of the project holds them.

    A character that comes from elsewhere keeps the place where it is printed: one of the theme's
    words, or one that is written as an escape.
    """
    told: list[Finding] = []
    for finding in findings:
        if finding.name not in OF_CHARACTERS or not finding.found:
            told.append(finding)
            continue
        places = _places(finding.found[0], str(finding.values.get("context", "")), project)
        printed = str(finding.place) if finding.place else None
        details = (*finding.details, "printed") if printed else finding.details
        values = {**finding.values, "printed": printed}
        told += [
            replace(finding, place=place, values=values, details=details) for place in places
        ] or [finding]
    return told


def _places(character: str, context: str, project: Project) -> list[Place]:
    """Where the files hold a character: of all places those that are most like its context."""
    wanted = _beside(context, context.find(character))
    found = [
        (sum(map(eq, _beside(text, at), wanted)), place)
        for place, text, at in _everywhere(character, project)
    ]
    most = max((alike for alike, _ in found), default=0)
    return [place for alike, place in found if alike == most]


def _beside(text: str, at: int) -> tuple[str, str]:
    """The signs before and after one of a text."""
    return text[at - 1 : at] if at > 0 else "", text[at + 1 : at + 2]


def _everywhere(character: str, project: Project) -> Iterator[tuple[Place, str, int]]:
    """Each place of a character, with the text that it stands in and where."""
    config = project.config
    own = (config.narrative, config.references)
    files = [project.source.path, *(project.folder / file for file in own if file)]
    for survey in config.surveys.values():
        path = project.folder / survey.codebook
        if path.suffix.lower() in WORKBOOKS:
            yield from _in_workbook(character, path)
        else:
            files.append(path)
    for file in dict.fromkeys(files):
        yield from _in_text(character, file)


def _in_text(character: str, path: Path) -> Iterator[tuple[Place, str, int]]:
    try:
        lines = read_utf8(path).split("\n")
    except ReportError:
        return
    for number, line in enumerate(lines, 1):
        end = _comment(line) if path.suffix in (".yaml", ".yml") else len(line)
        for at, sign in enumerate(line[:end]):
            if sign == character:
                yield Place(str(path), number, at + 1), line, at


def _comment(line: str) -> int:
    """Where the comment of a line of YAML begins, or the line ends."""
    unquoted = re.sub(r"\"[^\"]*\"|'[^']*'", lambda part: "x" * len(part[0]), line)
    found = re.search(r"(?:^|\s)#", unquoted)
    return found.start() if found else len(line)


def _in_workbook(character: str, path: Path) -> Iterator[tuple[Place, str, int]]:
    try:
        rows = read_rows(path)
    except ReportError:
        return
    for key, text in _texts(rows.data, ()):
        if character in text:
            yield rows.place(key), text, text.index(character)


def _texts(value: Any, key: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(inner, (*key, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*key, index))
