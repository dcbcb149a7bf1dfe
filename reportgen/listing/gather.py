"""A project → what is known of it, also where its text or its tables are faulty."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from reportgen.compose import compose, read_headings, read_references
from reportgen.config import Project, read_config
from reportgen.document import Document
from reportgen.errors import Finding, ReportError
from reportgen.locales import Locale, fitted, load_locale
from reportgen.readers import read_surveys
from reportgen.results import Results
from reportgen.statistics import tabulate
from reportgen.survey import Survey
from reportgen.text import Text
from reportgen.theme import Theme, load_theme
from reportgen.yamlfile import read_utf8

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that a list is made from."""

    project: Project
    surveys: Mapping[str, Survey]
    results: Results
    headings: Mapping[str, Text]
    """The headings that have an id, by the id."""
    references: Mapping[str, Text]
    locales: Mapping[str, Locale]
    document: Document | None
    """The composed report; None where a fault stands in the way."""
    faults: tuple[Finding, ...]
    """What stands in the way."""
    theme: Theme | None


def gather(path: Path) -> Gathered:
    """Read a project as far as it can be read.

    Raises ReportError where nothing can be listed: for a fault of report.yaml, of a codebook or of
    the data. Faults of the text, of the reference list, of the theme, and of the items that tables
    and figures name, are kept in `faults`.
    """
    project = read_config(path)
    with project.scope.active():
        return _gathered(project)


def _gathered(project: Project) -> Gathered:
    surveys = read_surveys(project)
    trying = _Trying()
    theme = trying(lambda: _theme(project))
    results = trying(lambda: tabulate(surveys, project)) or tabulate(surveys, _untabulated(project))
    references, faults = trying(lambda: read_references(project)) or ({}, [])
    trying.faults += faults
    headings = trying(lambda: _headings(project))
    document = None
    if not trying.faults:
        document = trying(lambda: compose(project, results, theme))
    return Gathered(
        project,
        surveys,
        results,
        headings or {},
        references,
        {language: load_locale(language, theme) for language in project.languages},
        document,
        tuple(trying.faults),
        theme,
    )


def _theme(project: Project) -> Theme:
    theme = load_theme(project.config.theme, project.place("theme"), project.folder)
    return fitted(theme, project.languages)


@dataclass(slots=True)
class _Trying:
    """Does things, and keeps the findings of those that fail."""

    faults: list[Finding] = field(default_factory=list)

    def __call__(self, do: Callable[[], Value]) -> Value | None:
        try:
            return do()
        except ReportError as fault:
            self.faults += fault.findings
            return None


def _untabulated(project: Project) -> Project:
    """The project without what names items: every item overall can still be counted."""
    nothing: Mapping[str, object] = {"tables": {}, "figures": {}, "breakdowns": {}}
    return replace(project, config=project.config.model_copy(update=nothing))


def _headings(project: Project) -> dict[str, Text]:
    text = read_utf8(project.folder / project.config.narrative)
    return {
        name: Text(dict(zip(project.languages, texts, strict=False)))
        for texts, name in read_headings(text)
        if name is not None and texts
    }
