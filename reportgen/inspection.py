"""A report that can't be made → everything that is wrong with it, not the first thing only.

A build stops where a stage fails. Here every stage goes on with what is right: the data are read of
each survey whose codebook can be read; where data are wrong, the codebook's names still tell
whether tables and text name items that there are. What can't be judged any more is not told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from reportgen.compose.compose import drafted
from reportgen.config import Project, ReportConfig, config_file
from reportgen.errors import Finding, ReportError, in_order
from reportgen.extensions import load_extensions
from reportgen.readers import Codebooks, read_codebooks, read_data, without_respondents
from reportgen.stages import Stages
from reportgen.statistics.tabulate import tabulated
from reportgen.survey import Survey
from reportgen.yamlfile import read_yaml

OF_ITEMS = frozenset(
    {"unknown-survey", "unknown-item", "unknown-option", "unknown-rank", "unused-breakdown"}
)
"""Findings that can't be told where a codebook is not known."""
OF_KEYS = {
    "surveys": OF_ITEMS,
    "tables": frozenset({"unknown-table", "unknown-target", "absent-target", "unused-breakdown"}),
    "figures": frozenset({"unknown-figure", "unknown-target", "absent-target", "unused-breakdown"}),
    "breakdowns": frozenset({"unused-breakdown"}),
    "references": frozenset({"unknown-reference"}),
}
"""Findings that can't be told where a part of report.yaml is not known."""


def inspect(project: Project, lost: Collection[str] = ()) -> list[Finding]:
    """Everything that is wrong with a report, up to its look.

    `lost` are the keys of report.yaml of which something had to be left out.
    """
    found: list[Finding] = []
    theme = None
    try:
        theme = Stages(project).theme
    except ReportError as fault:
        found += fault.findings
    codebooks = read_codebooks(project)
    surveys, faults = read_data(project, codebooks.right)
    found += [*codebooks.faults, *faults]
    known = _known(codebooks, surveys)
    names = {name for key in lost for name in OF_KEYS.get(key, ())}
    if known.keys() != project.config.surveys.keys():
        names |= OF_ITEMS
    doubtful = frozenset().union(*(partial.names for partial in codebooks.partial.values()))
    results, faults = tabulated(known, project)
    found += _told(faults, names, doubtful)
    if faults:
        names.add("unused-breakdown")
    if "narrative" not in lost:
        try:
            found += _told(drafted(project, results, theme)[1], names, doubtful)
        except ReportError as fault:
            found += fault.findings
    return in_order(found)


def _known(codebooks: Codebooks, surveys: Mapping[str, Survey]) -> dict[str, Survey]:
    """The surveys; without respondents where the codebook is all that is known."""
    partial = {name: partial.codebook for name, partial in codebooks.partial.items()}
    return {
        name: surveys.get(name) or without_respondents(name, codebook)
        for name, codebook in {**codebooks.right, **partial}.items()
    }


def inspect_file(path: Path) -> list[Finding]:
    """The same of a report whose report.yaml is wrong, as far as it is right."""
    try:
        source = read_yaml(config_file(path))
    except ReportError:
        return []
    data, lost = _salvaged(source.data)
    if data is None or lost & {"languages", "plugins"}:
        return []
    scope, faulty = load_extensions(source, data.plugins, data.languages)
    if faulty:  # what they would have added can't be told from what is wrong
        return []
    with scope.active():
        return inspect(Project(data, source, scope), lost)


def _told(
    findings: Iterable[Finding], names: Collection[str], doubtful: Collection[str]
) -> list[Finding]:
    """The findings but for those of some names, and those of items that are doubtful themselves."""
    return [
        finding
        for finding in findings
        if finding.name not in names
        and (
            finding.name not in OF_ITEMS
            or not {finding.found, finding.values.get("item")} & set(doubtful)
        )
    ]


def _salvaged(data: Any) -> tuple[ReportConfig | None, set[str]]:
    """What report.yaml asks for rightly, and the keys of which something was left out."""
    lost: set[str] = set()
    if not isinstance(data, dict):
        return None, lost
    try:
        return ReportConfig.model_validate(data), lost
    except ValidationError as fault:
        rest = deepcopy(data)
        for detail in fault.errors():
            first, *below = detail["loc"]
            lost.add(str(first))
            entries = rest.get(first)
            if first in ("surveys", "tables", "figures") and below and isinstance(entries, dict):
                entries.pop(below[0], None)
            else:
                rest.pop(first, None)
    rest.setdefault("title", "-")
    try:
        return ReportConfig.model_validate(rest), lost
    except ValidationError:
        return None, lost
