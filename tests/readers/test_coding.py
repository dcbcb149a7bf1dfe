"""Answers and their states: selected, not selected, skipped, missing."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from reportgen.errors import Finding, ReportError
from reportgen.readers import code, read_codebook, read_table
from reportgen.survey import MISSING, SKIPPED, Survey

DOCTOR, NURSE = 0, 1


def survey(codebook_file: Path, text: str) -> Survey:
    path = codebook_file.with_name("data.csv")
    path.write_text(text, encoding="utf-8")
    return code("demo", read_table(path), read_codebook(codebook_file, "demo"), "data.csv")


def faults(codebook_file: Path, text: str) -> list[Finding]:
    with pytest.raises(ReportError) as caught:
        survey(codebook_file, text)
    return list(caught.value.findings)


DATA = """\
id,role,tools,years
1,doctor,ct mri,12
2,doctor,,3.0
3,nurse,,
4,,,0
5,doctor,3,7
"""

INDICATORS = """\
id,role,tools/ct,tools/mri,tools/3,years
1,doctor,1,1,0,12
2,doctor,,,,3.0
3,nurse,0,0,0,
4,,,,,0
5,doctor,0,0,1,7
"""


@pytest.mark.parametrize("text", [DATA, INDICATORS], ids=["codes in a cell", "columns of 1 and 0"])
def test_states(codebook_file: Path, text: str) -> None:
    found = survey(codebook_file, text)
    assert found.respondents == 5
    role, tools, years = found.responses.values()

    assert role.selected.tolist() == [DOCTOR, DOCTOR, NURSE, MISSING, DOCTOR]
    assert role.answered.tolist() == [True, True, True, False, True]
    assert (role.missing, role.skipped.any()) == (1, False)

    # Only doctors are asked: the second left it unanswered; 3 and 4 were routed past.
    assert tools.selected.astype(int).tolist() == [
        [1, 1, 0],
        [0, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
        [0, 0, 1],
    ]
    assert tools.answered.tolist() == [True, False, False, False, True]
    assert tools.skipped.tolist() == [False, False, True, True, False]
    assert tools.missing == 1

    assert years.answered.tolist() == [True, True, False, True, True]


def test_numbers_are_kept_exactly_in_their_order(codebook_file: Path) -> None:
    text = codebook_file.read_text(encoding="utf-8")
    codebook_file.write_text(
        text.replace("type: integer", "type: decimal\n    relevant: \"${role} != 'nurse'\""),
        encoding="utf-8",
    )
    rows = ("1,doctor,,0.1", "2,nurse,,", "3,doctor,,", "4,,,-3", "5,doctor,,1e2", "6,,,.1")
    data = "\n".join(("id,role,tools,years", *rows)) + "\n"
    years = survey(codebook_file, data).responses["years"]
    assert years.values == (-3, Fraction(1, 10), 100)
    assert years.selected.tolist() == [1, SKIPPED, MISSING, 0, 2, 1]
    assert years.answered.tolist() == [True, False, False, True, True, True]
    assert years.missing == 1


@pytest.mark.parametrize(
    ("kind", "cell"),
    [("integer", "3.5"), ("integer", "12 years"), ("integer", "1/2"), ("decimal", "1,5"),
     ("decimal", "nan"), ("decimal", "inf"), ("decimal", "1_000"), ("decimal", "１２")],
)  # fmt: skip
def test_a_cell_that_is_no_number_is_told_with_its_line(
    codebook_file: Path, kind: str, cell: str
) -> None:
    text = codebook_file.read_text(encoding="utf-8")
    codebook_file.write_text(text.replace("type: integer", f"type: {kind}"), encoding="utf-8")
    (fault,) = faults(codebook_file, f'id,role,tools,years\n1,doctor,,7\n2,doctor,,"{cell}"\n')
    assert (fault.name, fault.found) == (
        "not-an-integer" if kind == "integer" else "not-a-decimal", cell
    )  # fmt: skip
    assert fault.place is not None
    assert (fault.place.line, fault.place.key) == (3, "years")


def test_a_skipped_single_response_is_skipped_not_missing(codebook_file: Path) -> None:
    text = codebook_file.read_text(encoding="utf-8")
    codebook_file.write_text(text.replace("select_multiple tools", "select_one tools"), "utf-8")
    tools = survey(codebook_file, DATA.replace("ct mri", "ct")).responses["tools"]
    assert tools.selected.tolist() == [0, MISSING, SKIPPED, SKIPPED, 2]
    assert (tools.missing, tools.answered.sum()) == (1, 2)


def test_a_universe_may_depend_on_a_multiple_response(codebook_file: Path) -> None:
    text = codebook_file.read_text(encoding="utf-8")
    extra = "    label: Years\n    relevant: \"selected(${tools}, 'mri')\"\n"
    codebook_file.write_text(text.replace("    label: Years\n", extra), encoding="utf-8")
    for data in (DATA, INDICATORS):
        answers = data.replace("3.0", "").replace(",0\n", ",\n").replace(",7\n", ",\n")
        years = survey(codebook_file, answers).responses["years"]
        assert years.skipped.tolist() == [False, True, True, True, True]


def test_an_unknown_code_names_line_item_and_nearest(codebook_file: Path) -> None:
    text = DATA.replace("4,,", "4,docter,").replace("3,nurse", "3,docter")
    (finding,) = faults(codebook_file, text)
    assert str(finding.place) == "data.csv:4 (role)"
    assert (finding.found, finding.allowed) == ("docter", ("doctor", "nurse"))
    assert finding.nearest == "doctor"
    assert finding.remarks()[-1] == "in 2 of 5 rows: 4, 5"


def test_an_unknown_code_among_others(codebook_file: Path) -> None:
    (finding,) = faults(codebook_file, DATA.replace("ct mri", "ct mrj"))
    assert (str(finding.place), finding.found, finding.nearest) == (
        "data.csv:2 (tools)",
        "mrj",
        "mri",
    )


def test_labels_in_place_of_codes(codebook_file: Path) -> None:
    (finding,) = faults(codebook_file, DATA.replace("3,nurse", "3,护士"))
    assert finding.remarks()[-1].startswith("this is the label of 'nurse'")


def test_many_unknown_codes_are_counted(codebook_file: Path) -> None:
    rows = "".join(f"{n},role{n},,\n" for n in range(9))
    found = faults(codebook_file, "id,role,tools,years\n" + rows)
    assert [finding.found for finding in found] == [f"role{n}" for n in range(5)]
    assert found[-1].remarks()[-2:] == ["in 1 of 9 rows: 6", "4 more codes are unknown"]


def test_an_answer_outside_the_universe_contradicts_the_codebook(codebook_file: Path) -> None:
    (finding,) = faults(codebook_file, DATA.replace("3,nurse,,", "3,nurse,ct,"))
    assert finding.message() == "an answer of a respondent who is outside the item's universe"
    assert (str(finding.place), finding.found) == ("data.csv:4 (tools)", "ct")
    assert finding.remarks()[-2:] == [
        "in 1 of 5 rows: 4",
        "the codebook says, relevant: ${role} = 'doctor'",
    ]


def test_a_missing_column_names_the_nearest(codebook_file: Path) -> None:
    one, two = faults(codebook_file, DATA.replace("role,tools", "Role,tool"))
    assert (one.found, one.nearest) == ("role", "Role")
    assert (two.found, two.nearest) == ("tools", "tool")
    assert two.message() == "the data have no column for the item 'tools'"
    assert two.remarks()[-1] == f"the item stands at {codebook_file}:10:5 (survey.1)"


def test_a_missing_indicator_column(codebook_file: Path) -> None:
    (finding,) = faults(codebook_file, INDICATORS.replace("tools/mri", "tools/mrt"))
    assert (finding.found, finding.nearest) == ("tools/mri", "tools/mrt")


def test_an_indicator_that_is_not_1_or_0(codebook_file: Path) -> None:
    (finding,) = faults(codebook_file, INDICATORS.replace("1,doctor,1", "1,doctor,x"))
    assert (str(finding.place), finding.found) == ("data.csv:2 (tools/ct)", "x")


def test_a_number_that_is_none(codebook_file: Path) -> None:
    (finding,) = faults(codebook_file, DATA.replace(",12", ",twelve"))
    assert (finding.message(), finding.found) == ("a cell that is no integer", "twelve")


def test_every_fault_is_reported_at_once(codebook_file: Path) -> None:
    text = DATA.replace("5,doctor", "5,chief").replace(",12", ",twelve")
    # The unknown role makes the respondent's tools no contradiction as well.
    assert len(faults(codebook_file, text)) == 2


def test_a_finding_in_a_workbook_names_sheet_and_cell(codebook_file: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "回答"
    rows = [line.split(",") for line in DATA.replace("3,nurse", "3,nurze").splitlines()]
    for row in (rows[0], [], *rows[1:]):
        book.active.append(row)
    book.save(tmp_path / "data.xlsx")
    table, codebook = read_table(tmp_path / "data.xlsx"), read_codebook(codebook_file, "demo")
    with pytest.raises(ReportError) as caught:
        code("demo", table, codebook, "data.xlsx")
    (finding,) = caught.value.findings
    assert str(finding.place) == "data.xlsx, 回答!B5 (role)"
    assert (finding.place.line if finding.place else None) == 5
