"""The data and codebooks that report.yaml names → Surveys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.config import Project
from reportgen.errors import Finding, ReportError, finding
from reportgen.readers.codebook import PartialCodebook, read_partly
from reportgen.readers.coding import check_columns, code
from reportgen.readers.inclusion import included
from reportgen.readers.tabular import READERS, read_table
from reportgen.survey import Codebook, Survey


def read_surveys(project: Project) -> dict[str, Survey]:
    """Every survey of the report by its name, in the order of report.yaml.

    Raises ReportError with every finding: of files that are not there, of the codebooks, and of
    the data of each survey whose codebook can be read.
    """
    codebooks = read_codebooks(project)
    surveys, faults = read_data(project, codebooks.right)
    if codebooks.faults or faults:
        raise ReportError(*codebooks.faults, *faults)
    return surveys


@dataclass(frozen=True, slots=True)
class Codebooks:
    """The codebooks of a report by survey, and what is wrong with them."""

    right: Mapping[str, Codebook]
    partial: Mapping[str, PartialCodebook]
    """Those with faults, as far as they are right. One that can't be read is in neither."""
    faults: tuple[Finding, ...]


def read_codebooks(project: Project) -> Codebooks:
    """Every codebook of the report, as far as it can be read."""
    faults = _absent(project)
    right: dict[str, Codebook] = {}
    partial: dict[str, PartialCodebook] = {}
    for name, config in project.config.surveys.items():
        path = project.folder / config.codebook
        if not path.is_file():
            continue  # told already
        try:
            found = read_partly(path, name, project.languages)
        except ReportError as fault:
            faults += fault.findings
            continue
        faults += found.faults
        if found.faults:
            partial[name] = found
        else:
            right[name] = found.codebook
    return Codebooks(right, partial, (*faults, *_shared_names(right)))


def read_data(
    project: Project, codebooks: Mapping[str, Codebook]
) -> tuple[dict[str, Survey], list[Finding]]:
    """The surveys whose data are right, and what is wrong with the data of the others."""
    surveys: dict[str, Survey] = {}
    faults: list[Finding] = []
    for name, codebook in codebooks.items():
        path = project.folder / project.config.surveys[name].data
        if not path.is_file() or any(_unreadable_data(project, name)):
            continue  # told with the codebooks
        try:
            surveys[name] = read_survey(project, name, codebook)
        except ReportError as fault:
            faults += fault.findings
    return surveys, faults


def without_respondents(name: str, codebook: Codebook) -> Survey:
    """A survey that nobody answered: by its names what a report asks for can be checked."""
    import pandas as pd

    frame = pd.DataFrame({item: [] for item in codebook.items}, dtype="str")
    return code(name, frame, codebook, codebook.path)


def read_survey(project: Project, name: str, codebook: Codebook) -> Survey:
    """One survey's data, coded. Raises ReportError as its reader and `code` do."""
    config = project.config.surveys[name]
    path = project.folder / config.data
    frame = read_table(path, config.sheet)
    if not config.include:
        return code(name, frame, codebook, str(path))
    check_columns(frame, codebook, str(path))
    frame, excluded = included(project, name, frame, codebook)
    return replace(code(name, frame, codebook, str(path)), excluded=excluded)


def _absent(project: Project) -> list[Finding]:
    """A finding for each file that report.yaml names in vain, or that no reader can read."""
    return [
        one
        for name, config in project.config.surveys.items()
        for one in (
            *_absent_file(project, name, "data", config.data),
            *_unreadable_data(project, name),
            *_absent_file(project, name, "codebook", config.codebook),
        )
    ]


def _absent_file(project: Project, name: str, key: str, file: Path) -> Iterator[Finding]:
    if not (project.folder / file).is_file():
        beside = _beside(project.folder / file, file)
        yield finding("no-such-file", project.place("surveys", name, key), file, beside)


def _unreadable_data(project: Project, name: str) -> Iterator[Finding]:
    config = project.config.surveys[name]
    suffix = config.data.suffix.lower()
    if (project.folder / config.data).is_file() and suffix not in READERS:
        place = project.place("surveys", name, "data")
        yield finding("unknown-data-format", place, config.data.suffix, READERS)
    if config.sheet is not None and suffix in (".csv", ".tsv"):
        yield finding("sheet-of-text", project.place("surveys", name, "sheet"), config.sheet)


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
