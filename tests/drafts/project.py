"""A small project, its drafts, and its data once more answers have come in."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from reportgen import pipeline
from tests.messages.project import write_project

REPORT = """\
title: {zh: 标题, en: Title}
surveys:
  staff: {data: staff.csv, codebook: staff.yaml}
formats: [docx]
theme: report
key_figures:
  - value: '{{ share("uses", "yes") }}'
    label: {zh: 使用者, en: users}
tables:
  use:
    title: {zh: '{{ respondents("staff") }}人的使用情况', en: 'Use by {{ respondents("staff") }} staff'}
    rows: [uses]
    by: ward
figures:
  tools: {title: {zh: 工具, en: Tools}, rows: [tools]}
"""  # noqa: E501
TEXT = """\
# 摘要 | Abstract {#abstract}

::: zh
共{{ respondents("staff") }}人，{{ share("uses", "yes") }}使用。
:::
::: en
Of {{ respondents("staff") }} staff, {{ share("uses", "yes") }} use it.
:::

# 结果 | Results {#results}

::: zh
使用者为**{{ share("uses", "yes") }}**（{{ interval("uses", "yes") }}）[^one]，见{{ ref("tbl:use") }}。

病区A为{{ percent("uses", "yes", ward="a") }}，病区B为{{ fraction("uses", "yes", ward="b") }}，平均{{ mean("years") }}年。

[^one]: 其中{{ count("tools", "mri") }}人用MRI。
:::
::: en
Of them **{{ share("uses", "yes") }}** ({{ interval("uses", "yes") }}) use it[^one] ({{ ref("tbl:use") }}).

In ward A {{ percent("uses", "yes", ward="a") }}, in ward B {{ fraction("uses", "yes", ward="b") }}, mean {{ mean("years") }} years.

[^one]: {{ count("tools", "mri") }} use MRI.
:::

{{ table("use") }}

{{ figure("tools") }}
"""  # noqa: E501
ANSWERS = "yes,ct mri,a,3\n" * 20 + "no,ct,b,\n" * 20
MORE = "yes,mri,a,5\n" * 9 + "no,ct,a,\n" * 4
"""Answers that come in after the draft was built."""


def write(folder: Path, answers: str = ANSWERS, charts: str = "native") -> Path:
    """The project, in a folder; its figures are charts of Word or pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    write_project(folder)
    (folder / "report.yaml").write_text(f"{REPORT}word: {{charts: {charts}}}\n", encoding="utf-8")
    (folder / "report.md").write_text(TEXT, encoding="utf-8")
    set_answers(folder, answers)
    return folder


def set_answers(folder: Path, answers: str) -> None:
    text = "uses,tools,ward,years\n" + answers
    (folder / "staff.csv").write_text(text, encoding="utf-8")


@cache
def built(edition: str = "zh", answers: str = ANSWERS, charts: str = "native") -> bytes:
    """The draft that a build makes of these answers."""
    with TemporaryDirectory() as name:
        return build(write(Path(name) / "project", answers, charts), edition)


def build(project: Path, edition: str) -> bytes:
    """The draft that a build makes of a project."""
    pipeline.build(project, project / "output", editions=(edition,), formats=("docx",))
    return (project / "output" / f"report.{edition}.docx").read_bytes()
