"""What a document tells of its numbers: the items that they are of, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.document import Definitions
from reportgen.pipeline import read_project
from reportgen.stages import Stages

REPORT = """\
title: {zh: 标题, en: Title}
surveys: {staff: {data: staff.csv, codebook: staff.yaml}}
editions: [zh, en]
tables: {age: {title: {zh: 年龄, en: Age}, rows: [age], by: sex}}
"""
CODEBOOK = """\
settings: {form_id: staff, "form_title::zh": 职工问卷, "form_title::en": Questionnaire of staff}
survey:
  - {type: select_one yes_no, name: works, "label::zh": 在职, "label::en": At work}
  - {type: select_one yes_no, name: uses, "label::zh": 使用, "label::en": Use,
     relevant: "${works} = 'yes'"}
  - {type: select_one yes_no, name: age, "label::zh": 满四十岁, "label::en": Over forty}
  - {type: select_one yes_no, name: sex, "label::zh": 男, "label::en": Male}
  - {type: select_one yes_no, name: other, "label::zh": 其他, "label::en": Other}
choices:
  yes_no:
    - {name: "yes", "label::zh": 是, "label::en": "Yes"}
    - {name: "no", "label::zh": 否, "label::en": "No"}
"""
TEXT = """\
# 结果 | Results {#results}

::: zh
占{{ share("uses", "yes") }}。
:::
::: en
Of all, {{ share("uses", "yes") }}.
:::

{{ table("age") }}
"""
DATA = "works,uses,age,sex,other\n" + "yes,yes,no,yes,no\n" * 30 + "yes,no,yes,no,no\n" * 10


@pytest.fixture
def stages(tmp_path: Path) -> Stages:
    for name, text in {
        "report.yaml": REPORT, "staff.yaml": CODEBOOK, "report.md": TEXT, "staff.csv": DATA,
    }.items():  # fmt: skip
        (tmp_path / name).write_text(text, encoding="utf-8")
    return Stages(read_project(tmp_path))


def test_a_number_brings_its_item_its_group_and_who_was_asked(stages: Stages) -> None:
    definitions = stages.document.definitions
    assert set(definitions.items) == {"uses", "works", "age", "sex"}
    assert definitions.surveys["staff"]["en"] == "Questionnaire of staff"


def test_files_that_cant_tell_them_are_not_given_them(stages: Stages) -> None:
    assert stages.rendering("en", "pdf").document.definitions == Definitions()
    assert "uses" in stages.rendering("en", "docx").document.definitions.items, "titles of controls"
    html = stages.rendering("en", "html").document.definitions
    assert set(html.items) == {"uses", "works", "age", "sex"}
    assert html.items["uses"].label.by_language == {"en": "Use"}
