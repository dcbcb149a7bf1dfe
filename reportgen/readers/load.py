"""The data and codebooks that report.yaml names → Surveys."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reportgen.config import Project
from reportgen.errors import Finding, ReportError, finding
from reportgen.readers.codebook import read_codebook
from reportgen.readers.coding import code
from reportgen.readers.tabular import READERS, read_table
from reportgen.survey import Codebook, Survey


def read_surveys(project: Project) -> dict[str, Survey]:
    """Every survey of the report by its name, in the order of report.yaml.

    Raises ReportError with every finding: of files that are not there, then of the codebooks, then
    of the data.
    """
    if faults := _absent(project):
        raise ReportError(*faults)
    codebooks: dict[str, Codebook] = {}
    for name, config in project.config.surveys.items():
        try:
            path = project.folder / config.codebook
            codebooks[name] = read_codebook(path, name, project.languages)
        except ReportError as fault:
            faults += fault.findings
    if faults := faults or _shared_names(codebooks):
        raise ReportError(*faults)
    surveys: dict[str, Survey] = {}
    for name, codebook in codebooks.items():
        try:
            surveys[name] = read_survey(project, name, codebook)
        except ReportError as fault:
            faults += fault.findings
    if faults:
        raise ReportError(*faults)
    return surveys


def read_survey(project: Project, name: str, codebook: Codebook) -> Survey:
    """One survey's data, coded. Raises ReportError as its reader and `code` do."""
    config = project.config.surveys[name]
    path = project.folder / config.data
    return code(name, read_table(path, config.sheet), codebook, str(path))


def _absent(project: Project) -> list[Finding]:
    """A finding for each file that report.yaml names in vain, or that no reader can read."""
    faults: list[Finding] = []
    for name, config in project.config.surveys.items():
        for key, file in (("data", config.data), ("codebook", config.codebook)):
            place = project.place("surveys", name, key)
            if not (project.folder / file).is_file():
                beside = _beside(project.folder / file, file)
                faults.append(finding("no-such-file", place, file, beside))
            elif key == "data" and file.suffix.lower() not in READERS:
                faults.append(finding("unknown-data-format", place, file.suffix, READERS))
        if config.sheet is not None and config.data.suffix.lower() in (".csv", ".tsv"):
            place = project.place("surveys", name, "sheet")
            faults.append(finding("sheet-of-text", place, config.sheet))
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
                other = first[name]
                at = str(codebooks[other].items[name].place)
                faults.append(
                    finding(
                        "shared-item-name",
                        item.place,
                        name,
                        first=other,
                        second=survey,
                        at=at,
                        details=("first",),
                    )
                )
            first.setdefault(name, survey)
    return faults
