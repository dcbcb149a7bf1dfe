"""Rules of inclusion: who is counted, for which rule a record counts, where a fault is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.config import Project, read_config
from reportgen.errors import Finding, ReportError
from reportgen.readers import read_surveys

CODEBOOK = """\
survey:
  - {type: select_one yes_no, name: consent, label: Consent}
  - {type: integer, name: age, label: Age}
  - {type: select_multiple tools, name: tools, label: Tools}
choices:
  yes_no: [{name: "yes", label: "Yes"}, {name: "no", label: "No"}]
  tools: [{name: ct, label: CT}, {name: mri, label: MRI}]
"""
DATA = """\
consent,age,tools/ct,tools/mri
yes,30,1,0
no,17,x,0
yes,16,1,1
yes,,0,1
no,40,0,0
yes,18,0,1
"""
RULES = (
    "[{where: \"${consent} = 'yes'\", reason: No consent}, "
    '{where: "${age} >= 18", reason: Under age or not known}]'
)
Asks = Callable[[str], Project]


@pytest.fixture
def project(tmp_path: Path) -> Asks:
    (tmp_path / "c.yaml").write_text(CODEBOOK, encoding="utf-8")
    (tmp_path / "d.csv").write_text(DATA, encoding="utf-8")

    def written(include: str) -> Project:
        (tmp_path / "report.yaml").write_text(
            "title: T\nlanguages: [en]\neditions: [en]\n"
            f"surveys:\n  s:\n    data: d.csv\n    codebook: c.yaml\n    include: {include}\n",
            encoding="utf-8",
        )
        return read_config(tmp_path)

    return written


def faults(project: Project) -> list[Finding]:
    with pytest.raises(ReportError) as caught:
        read_surveys(project)
    return list(caught.value.findings)


def test_a_record_counts_for_the_first_rule_that_it_does_not_meet(project: Asks) -> None:
    survey = read_surveys(project(RULES))["s"]
    # The second record meets neither rule, and is counted once. Its faulty cell is not read.
    assert [(each.reason["en"], each.count) for each in survey.excluded] == [
        ("No consent", 2), ("Under age or not known", 2)
    ]  # fmt: skip
    assert (survey.records, survey.respondents) == (6, 2)
    assert survey.responses["age"].values == (18, 30)
    assert survey.responses["tools"].selected.astype(int).tolist() == [[1, 0], [0, 1]]


def test_a_rule_can_ask_for_what_stands_in_columns_of_1_and_0(project: Asks) -> None:
    rule = "[{where: \"selected(${tools}, 'mri') and ${consent} = 'yes'\", reason: R}]"
    survey = read_surveys(project(rule))["s"]
    assert survey.responses["age"].values == (16, 18)
    assert survey.respondents == 3


def test_without_rules_every_record_is_counted(project: Asks) -> None:
    fault = faults(project("[]"))[0]  # the faulty cell of the second record
    assert fault.place is not None
    assert (fault.name, fault.place.line) == ("not-one-or-zero", 3)


def test_a_line_of_the_data_stays_what_it_is(project: Asks, tmp_path: Path) -> None:
    text = DATA.replace("yes,18,0,1", "yes,18,0,7")
    (tmp_path / "d.csv").write_text(text, encoding="utf-8")
    (fault,) = faults(project(RULES))
    assert fault.place is not None
    assert (fault.place.line, fault.place.key, fault.found) == (7, "tools/mri", "7")


@pytest.mark.parametrize(
    ("rule", "name", "found"),
    [
        ("${consnet} = 'yes'", "relevant-unknown-item", "consnet"),
        ("${consent} = 'ja'", "relevant-unknown-option", "ja"),
        ("${consent} == 'yes'", "relevant-unexpected", "="),
        ("${age} > 99", "nobody-included", None),
    ],
)
def test_a_faulty_rule_is_told_with_its_place(
    project: Asks, rule: str, name: str, found: str | None
) -> None:
    (fault,) = faults(project(f'[{{where: "{rule}", reason: R}}]'))
    assert (fault.name, fault.found) == (name, found)
    assert fault.place is not None
    assert str(fault.place.key).startswith("surveys.s.include")
    if name.startswith("relevant"):
        assert fault.message("en").startswith("where, character ")
