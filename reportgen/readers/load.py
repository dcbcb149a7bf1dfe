"""The data and codebooks that report.yaml names → Surveys."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reportgen.config import Project
from reportgen.errors import Finding, ReportError
from reportgen.readers.codebook import read_codebook
from reportgen.readers.coding import code
from reportgen.readers.tabular import READERS, read_table
from reportgen.survey import Codebook, Survey

MOST_FINDINGS = 25
"""How many findings are printed at once."""


def read_surveys(project: Project) -> dict[str, Survey]:
    """Every survey of the report by its name, in the order of report.yaml.

    Raises ReportError with every finding: of files that are not there, then of the codebooks, then
    of the data, MOST_FINDINGS at most.
    """
    if faults := _absent(project):
        raise _capped(faults)
    codebooks: dict[str, Codebook] = {}
    for name, config in project.config.surveys.items():
        try:
            path = project.folder / config.codebook
            codebooks[name] = read_codebook(path, name, project.languages)
        except ReportError as fault:
            faults += fault.findings
    if faults := faults or _shared_names(codebooks):
        raise _capped(faults)
    surveys: dict[str, Survey] = {}
    for name, codebook in codebooks.items():
        try:
            surveys[name] = read_survey(project, name, codebook)
        except ReportError as fault:
            faults += fault.findings
    if faults:
        raise _capped(faults)
    return surveys


def read_survey(project: Project, name: str, codebook: Codebook) -> Survey:
    """One survey's data, coded. Raises ReportError as its reader and `code` do."""
    config = project.config.surveys[name]
    path = project.folder / config.data
    file = f"{path}!{config.sheet}" if config.sheet else str(path)
    return code(name, read_table(path, config.sheet), codebook, file)


def _absent(project: Project) -> list[Finding]:
    """A finding for each file that report.yaml names in vain, or that no reader can read."""
    faults: list[Finding] = []
    for name, config in project.config.surveys.items():
        for key, file in (("data", config.data), ("codebook", config.codebook)):
            place = project.place("surveys", name, key)
            if not (project.folder / file).is_file():
                beside = _beside(project.folder / file, file)
                faults.append(Finding("there is no such file", place, str(file), beside))
            elif key == "data" and file.suffix.lower() not in READERS:
                faults.append(Finding("unknown data format", place, file.suffix, tuple(READERS)))
        if config.sheet is not None and config.data.suffix.lower() in (".csv", ".tsv"):
            place = project.place("surveys", name, "sheet")
            faults.append(Finding("only a workbook has sheets", place, config.sheet))
    return faults


def _beside(path: Path, written: Path) -> tuple[str, ...]:
    """The files in the same folder, written as report.yaml would."""
    if not path.parent.is_dir():
        return ()
    return tuple(str(written.parent / file.name) for file in sorted(path.parent.iterdir()))


def _shared_names(codebooks: Mapping[str, Codebook]) -> list[Finding]:
    """A finding for each item name that two surveys share: a reference could mean either."""
    first: dict[str, str] = {}
    faults: list[Finding] = []
    for survey, codebook in codebooks.items():
        for name, item in codebook.items.items():
            if name in first:
                hint = f"'{first[name]}' has it at {codebooks[first[name]].items[name].place}"
                message = f"the surveys '{first[name]}' and '{survey}' have an item of one name"
                faults.append(Finding(message, item.place, name, hint=hint))
            first.setdefault(name, survey)
    return faults


def _capped(faults: list[Finding]) -> ReportError:
    shown = faults[:MOST_FINDINGS]
    if len(faults) > MOST_FINDINGS:
        shown.append(Finding(f"and {len(faults) - MOST_FINDINGS} more findings"))
    return ReportError(*shown)
