"""Every survey that report.yaml names, and what is said where a file or name is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.config import read_config
from reportgen.errors import Finding, ReportError
from reportgen.readers import read_surveys
from reportgen.survey import Survey

REPORT = """\
title: Demonstration
surveys:
  staff: {data: staff.csv, codebook: codebook.yaml}
tables:
  roles: {title: Roles, rows: [role]}
"""
DATA = "id,role,tools,years\n1,doctor,ct,1\n2,nurse,,2\n"


@pytest.fixture
def folder(codebook_file: Path) -> Path:
    folder = codebook_file.parent
    (folder / "report.yaml").write_text(REPORT, encoding="utf-8")
    (folder / "staff.csv").write_text(DATA, encoding="utf-8")
    return folder


def read(folder: Path, report: str = REPORT) -> dict[str, Survey]:
    (folder / "report.yaml").write_text(report, encoding="utf-8")
    return read_surveys(read_config(folder))


def faults(folder: Path, report: str = REPORT) -> tuple[Finding, ...]:
    with pytest.raises(ReportError) as caught:
        read(folder, report)
    return caught.value.findings


def test_reads_every_survey(folder: Path) -> None:
    (survey,) = read(folder).values()
    assert (survey.name, survey.respondents) == ("staff", 2)
    assert survey.codebook.items["role"].survey == "staff"


def test_files_that_are_not_there(folder: Path) -> None:
    data, codebook = faults(
        folder, REPORT.replace("staff.csv", "staf.csv").replace("k.yaml", "c.yaml")
    )
    assert str(data.place) == f"{folder / 'report.yaml'}:3:11 (surveys.staff.data)"
    assert (data.found, data.nearest) == ("staf.csv", "staff.csv")
    assert codebook.nearest == "codebook.yaml"


def test_an_unknown_format(folder: Path) -> None:
    (folder / "staff.sav").write_bytes(b"$FL2")
    (finding,) = faults(folder, REPORT.replace("staff.csv", "staff.sav"))
    assert (finding.message(), finding.found) == ("unknown data format", ".sav")


def test_a_sheet_of_a_csv_file(folder: Path) -> None:
    (finding,) = faults(folder, REPORT.replace("yaml}", "yaml, sheet: a}"))
    assert finding.message() == "only a workbook has sheets"


def test_items_of_one_name_in_two_surveys(folder: Path) -> None:
    again = "  others: {data: staff.csv, codebook: codebook.yaml}\ntables:"
    found = faults(folder, REPORT.replace("tables:", again))
    assert [finding.found for finding in found] == ["role", "tools", "years"]
    assert found[0].message() == "the surveys 'staff' and 'others' have an item of one name"
    assert found[0].remarks()[-1] == f"'staff' has it at {folder / 'codebook.yaml'}:6:5 (survey.0)"


def test_a_label_that_an_edition_lacks(folder: Path) -> None:
    path = folder / "codebook.yaml"
    text = path.read_text(encoding="utf-8").replace("label::中文 (zh): 护士,", "")
    path.write_text(text, encoding="utf-8")
    (finding,) = faults(folder)
    assert finding.message() == "the label in 'zh' is missing"


def test_every_finding_is_carried(folder: Path) -> None:
    names = [f"item{n}" for n in range(40)]
    items = "".join(f"  - {{type: text, name: {name}, label: {name}}}\n" for name in names)
    (folder / "codebook.yaml").write_text(f"survey:\n{items}", encoding="utf-8")
    found = faults(folder)
    assert [finding.values["item"] for finding in found] == names
