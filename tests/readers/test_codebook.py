"""Codebooks in YAML and as XLSForm workbooks; what is said of those that are wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from reportgen.errors import Finding, ReportError
from reportgen.readers import read_codebook
from reportgen.survey import ItemType


def findings(path: Path, text: str, languages: tuple[str, ...] = ()) -> list[Finding]:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReportError) as caught:
        read_codebook(path, "demo", languages)
    return list(caught.value.findings)


def test_items_options_labels_and_universes(codebook_file: Path) -> None:
    codebook = read_codebook(codebook_file, "demo", ("zh", "en"))
    assert (codebook.form_id, codebook.title["zh"]) == ("demo", "示例问卷")
    assert list(codebook.items) == ["role", "tools", "years"]
    role, tools, years = codebook.items.values()
    assert (role.survey, role.type, role.label["en"]) == ("demo", ItemType.SELECT_ONE, "Role")
    assert [option.label["zh"] for option in role.options] == ["医师", "护士"]
    assert (tools.codes, tools.relevant) == (("ct", "mri", "3"), "${role} = 'doctor'")
    assert (years.label["zh"], years.label["en"]) == ("Years", "Years")
    assert str(tools.place) == f"{codebook_file}:10:5 (survey.1)"


def test_a_workbook_says_the_same_as_yaml(tmp_path: Path, codebook_file: Path) -> None:
    path = workbook(tmp_path, relevant="${role} = 'doctor'")
    xlsx, yaml = (read_codebook(file, "demo", ("zh", "en")) for file in (path, codebook_file))
    assert (xlsx.form_id, xlsx.title) == (yaml.form_id, yaml.title)
    for ours, theirs in zip(xlsx.items.values(), yaml.items.values(), strict=True):
        assert (ours.name, ours.type, ours.label) == (theirs.name, theirs.type, theirs.label)
        assert (ours.options, ours.relevant) == (theirs.options, theirs.relevant)
    assert str(xlsx.items["tools"].place) == f"{path}, survey!3"


def test_a_fault_in_a_workbook_names_the_cell(tmp_path: Path) -> None:
    path = workbook(tmp_path, relevant="${rôle} = 'doctor'")
    with pytest.raises(ReportError, match=r"codebook\.xlsx, survey!E3: .*unknown item") as caught:
        read_codebook(path, "demo")
    assert caught.value.findings[0].nearest == "role"


def test_a_workbook_needs_a_sheet_called_survey(tmp_path: Path) -> None:
    path = tmp_path / "codebook.xlsx"
    openpyxl.Workbook().save(path)
    with pytest.raises(ReportError, match="no sheet 'survey'"):
        read_codebook(path, "demo")


def workbook(folder: Path, relevant: str) -> Path:
    book = openpyxl.Workbook()
    survey, choices, settings = (
        book.active,
        book.create_sheet("choices"),
        book.create_sheet("settings"),
    )
    survey.title = "survey"
    languages = ("label::中文 (zh)", "label::English (en)")
    for row in (
        ("type", "name", *languages, "relevant", "label", "required"),
        ("select_one role", "role", "岗位", "Role"),
        ("select_multiple tools", "tools", "使用的工具", "Tools used", relevant),
        ("note", "thanks", None, None, None, "Thank you"),
        ("integer", "years", None, None, None, "Years", "yes"),
    ):
        survey.append(row)
    for row in (
        ("list_name", "name", *languages, "label"),
        ("role", "doctor", "医师", "Doctor"),
        ("role", "nurse", "护士", "Nurse"),
        (None, None),
        ("tools", "ct", None, None, "CT"),
        ("tools", "mri", None, None, "MRI"),
        ("tools", 3, None, None, "PET"),
    ):
        choices.append(row)
    settings.append(("form_id", "form_title::中文 (zh)", "form_title::English (en)"))
    settings.append(("demo", "示例问卷", "Demonstration"))
    path = folder / "codebook.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("right", "wrong", "line", "message", "found", "nearest"),
    [
        ("type: select_one role", "type: select_on role", 6, "unknown type", "select_on",
         "select_one"),
        ("type: select_one role", "type: select_one rolle", 6, "unknown list of choices", "rolle",
         "role"),
        ("type: select_one role", "type: select_one", 6, "the name of one list", "select_one",
         None),
        ("type: select_one role", "type: begin_group", 6, "unknown type", "begin_group", None),
        ("type: integer", "type: integer role", 15, "takes no list", "integer role", None),
        ("name: years", "name: role", 16, "this item stands twice", "role", None),
        ("name: years", "nmae: years", 16, "unknown key", "nmae", "name"),
        ("name: years", "name: 2 years", 16, "can't be an item's name", "2 years", None),
        ("label: Years", "label: no", 17, "must be a text", "False (bool)", None),
        ("label: Years", "label::English: Years", 17, "the language has no code",
         "label::English", None),
        ("label: Years", "relevant: x", 15, "the label is missing", None, None),
        ("name: nurse", "name: doctor", 21, "the list 'role' has this option twice", "doctor",
         None),
        ("name: nurse", "name: yes", 21, "must be a text", "True (bool)", None),
        ("name: nurse", "name: a nurse", 21, "can't hold a space", "a nurse", None),
        ("name: nurse, ", "", 21, "the option has no name", None, None),
        ("label: PET", "lable: PET", 25, "unknown key", "lable", "label"),
        ("settings:", "setings:", 1, "unknown key", "setings", "settings"),
        ("${role} =", "${rol} =", 14, "character 1: unknown item", "rol", "role"),
        ("${role} =", "${tools} =", 14, "an item can't depend on itself", "tools", None),
        ("'doctor'", "'docter'", 14, "character 11: 'role' has no such option", "docter", "doctor"),
        ("'doctor'", "'doctor", 14, "character 11: this can't be read", "'doctor", None),
    ],
)  # fmt: skip
def test_names_line_key_and_the_nearest_right_name(
    codebook_file: Path,
    right: str,
    wrong: str,
    line: int,
    message: str,
    found: str | None,
    nearest: str | None,
) -> None:
    text = codebook_file.read_text(encoding="utf-8")
    assert text.count(right) == 1
    fault = findings(codebook_file, text.replace(right, wrong))[0]
    assert message in fault.message()
    assert fault.place is not None
    assert (fault.place.file, fault.place.line) == (str(codebook_file), line)
    assert (fault.found, fault.nearest) == (found, nearest)


def test_every_fault_is_reported_at_once(codebook_file: Path) -> None:
    text = codebook_file.read_text(encoding="utf-8")
    text = text.replace("select_one role", "select role").replace("label: CT", "label: ''")
    assert len(findings(codebook_file, text)) == 2  # not that `relevant` names an unknown item


def test_a_label_that_an_edition_needs(codebook_file: Path) -> None:
    text = codebook_file.read_text(encoding="utf-8").replace("label::English (en): Nurse", "")
    (fault,) = findings(codebook_file, text, ("zh", "en"))
    assert fault.message() == "the label in 'en' is missing"
    assert (fault.place and fault.place.line, fault.remarks()) == (21, ["it has zh: 护士"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        ("- a\n- b\n", "a codebook must be a mapping"),
        ("survey: []\n", "must be a list of items, with one at least"),
        ("survey: [x]\n", "the item must be a mapping of type, name"),
        ("survey:\n  - {type: text, name: a, label: A}\n  - {type: text\n", "not valid YAML"),
        ("survey:\n  - {type: text, name: a, name: b, label: A}\n", "this key stands twice"),
        ("choices: [a]\nsurvey:\n  - {type: text, name: a, label: A}\n", "a mapping of lists"),
        ("settings: a\nsurvey:\n  - {type: text, name: a, label: A}\n", "settings must be a mapp"),
        ("choices: {a: []}\nsurvey:\n  - {type: text, name: a, label: A}\n", "list of options"),
    ],
)
def test_a_file_of_another_shape(tmp_path: Path, text: str, message: str) -> None:
    assert message in findings(tmp_path / "codebook.yaml", text)[0].message()


def test_a_missing_codebook_names_the_file_beside(codebook_file: Path) -> None:
    with pytest.raises(ReportError) as caught:
        read_codebook(codebook_file.with_name("codebok.yaml"), "demo")
    assert caught.value.findings[0].nearest == "codebook.yaml"


def test_one_language_twice(codebook_file: Path) -> None:
    text = codebook_file.read_text(encoding="utf-8")
    wrong = "{name: mri, label::English (en): MRI, label::en: MRI}"
    (fault,) = findings(codebook_file, text.replace("{name: mri, label: MRI}", wrong))
    assert (fault.message(), fault.found) == ("'label' stands twice in 'en'", "label::en")


def test_reading_a_codebook_needs_no_pandas() -> None:
    program = "import sys, reportgen.readers, reportgen.statistics; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert not {"pandas", "numpy", "python_calamine"} & set(done.stdout.split())
