"""Sixty patients whose answers one can count by hand, and a report about them.

satisfaction (1 to 5, 9 is residual): 4, 6, 10, 20, 14 and 6 not sure. recommend (1 to 5): 2, 8,
15, 20, 15. visit: 40 first, 20 return.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"

SCORES = {
    "satisfaction": {"1": 4, "2": 6, "3": 10, "4": 20, "5": 14, "9": 6},
    "recommend": {"1": 2, "2": 8, "3": 15, "4": 20, "5": 15},
    "visit": {"first": 40, "return": 20},
}
"""How many gave each answer."""

REPORT = """\
title: {zh: 满意度调查, en: A survey of satisfaction}
surveys: {patients: {data: patients.csv, codebook: patients.yaml}}
editions: [zh, en]
formats: [html]
tables: {visit: {title: {zh: 就诊, en: Visits}, rows: [visit]}}
"""
TEXT = """\
# 结果 | Results {#results}

::: zh
共{{ respondents("patients") }}人。
:::
::: en
There were {{ respondents("patients") }} patients.
:::

{{ table("visit") }}
"""
LABELS = {
    "satisfaction": ("满意度", "Satisfaction"), "recommend": ("推荐意愿", "Recommendation"),
    "visit": ("就诊类型", "Type of visit"),
}  # fmt: skip


def codebook(**added: str) -> str:
    """The codebook; `added` is a further label of each item, by language."""
    lines = ["survey:"]
    for name, (zh, en) in LABELS.items():
        more = "".join(f', "label::{language}": {name}' for language in added)
        lines.append(
            f'  - {{type: select_one {name}, name: {name}, "label::zh": {zh}, "label::en": {en}'
            f"{more}}}"
        )
    lines.append("choices:")
    for name, counts in SCORES.items():
        lines.append(f"  {name}:")
        for code in counts:
            rest = ", residual: true" if code == "9" else ""
            lines.append(f'    - {{name: "{code}", label: "{name[0]}{code}"{rest}}}')
    return "\n".join(lines) + "\n"


def respondents() -> list[dict[str, str]]:
    columns = {name: [code for code, n in counts.items() for _ in range(n)]
        for name, counts in SCORES.items()}  # fmt: skip
    columns["satisfaction"].reverse()
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


Projects = Callable[..., Path]


@pytest.fixture
def project(tmp_path: Path) -> Projects:
    """Makes a project: lines for report.yaml (a key replaces one of REPORT), and its text."""

    def made(added: str = "", *, text: str = TEXT, name: str = "project") -> Path:
        folder = tmp_path / name
        folder.mkdir()
        keys = {line.partition(":")[0] for line in added.splitlines()}
        kept = [line for line in REPORT.splitlines() if line.partition(":")[0] not in keys]
        (folder / "report.yaml").write_text("\n".join([*kept, added]) + "\n", encoding="utf-8")
        (folder / "report.md").write_text(text, encoding="utf-8")
        (folder / "patients.yaml").write_text(codebook(), encoding="utf-8")
        rows = [",".join(row.values()) for row in respondents()]
        head = ",".join(SCORES)
        (folder / "patients.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
        return folder

    return made


def plug_in(folder: Path, **files: str) -> Path:
    """Write plug-ins into a project, each under its name."""
    (folder / "plugins").mkdir(exist_ok=True)
    for name, code in files.items():
        (folder / "plugins" / f"{name}.py").write_text(code, encoding="utf-8")
    return folder


def example(folder: Path, name: str) -> Path:
    """Copy an example of the documentation into a project's plugins."""
    (folder / "plugins").mkdir(exist_ok=True)
    shutil.copy(EXAMPLES / "plugins" / name, folder / "plugins")
    return folder
