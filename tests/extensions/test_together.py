"""Plug-ins where results are kept, files rendered apart, names listed, and editors helped."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reportgen.cli import app
from reportgen.pipeline import build
from reportgen.store import Store
from tests.extensions.conftest import Projects, example, plug_in
from tests.extensions.test_distributions import Install, install
from tests.extensions.test_examples import japanese, ledger, text_of

__all__ = ["install"]

STATISTIC = """\
from reportgen.statistics import STATISTICS, Measure, statistic
@STATISTICS.add("answer")
@statistic(label={{"zh": "答案", "en": "Answer"}}, digits=0)
def answer(distribution):
    return Measure({})
"""
TEXT = """\
# 结果 | Results

::: zh
答案是{{ answer("visit") }}。
:::
::: en
The answer is {{ answer("visit") }}.
:::

{{ table("visit") }}
"""
CELLS = "tables: {visit: {title: {zh: 就诊, en: Visits}, rows: [visit], cells: [answer]}}"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def test_what_a_changed_plug_in_says_is_built_anew(
    project: Projects, tmp_path: Path, store: Store
) -> None:
    folder = project(f"plugins: [mine.py]\neditions: [en]\n{CELLS}", text=TEXT)
    for value in (42, 43, 42):
        plug_in(folder, mine=STATISTIC.format(value))
        build(folder, tmp_path / "o", store=store)
        assert f"The answer is {value}." in text_of(tmp_path / "o" / "report.en.html")
        assert {row["printed_en"] for row in ledger(tmp_path / "o") if row["statistic"]} == {
            str(value)
        }


def test_an_unchanged_plug_in_leaves_what_is_kept(
    project: Projects, tmp_path: Path, store: Store
) -> None:
    folder = project(f"plugins: [mine.py]\n{CELLS}", text=TEXT)
    plug_in(folder, mine=STATISTIC.format("distribution.base"))
    assert not any(file.is_kept for file in build(folder, tmp_path / "o", store=store))
    assert all(file.is_kept for file in build(folder, tmp_path / "o", store=store))


def test_a_file_beside_a_plug_in_counts(project: Projects, tmp_path: Path, store: Store) -> None:
    folder = project(f"plugins: [mine.py]\neditions: [en]\n{CELLS}", text=TEXT)
    code = "from pathlib import Path\nVALUE = int(Path(__file__).with_name('value').read_text())\n"
    plug_in(folder, mine=code + STATISTIC.format("VALUE"))
    for value in ("7", "8"):
        (folder / "plugins" / "value").write_text(value)
        build(folder, tmp_path / "o", store=store)
        assert f"The answer is {value}." in text_of(tmp_path / "o" / "report.en.html")


def test_the_cells_of_a_table_of_statistics_count(
    project: Projects, tmp_path: Path, store: Store
) -> None:
    folder = project("editions: [en]")
    path = folder / "report.yaml"
    before = path.read_text(encoding="utf-8").replace("rows: [visit]", "rows: [recommend]")
    for cells, printed in (("mean_score", "Mean score"), ("percent", "25.0"), ("base", "60")):
        path.write_text(before.replace("[recommend]", f"[recommend], cells: [{cells}]"), "utf-8")
        build(folder, tmp_path / "o", store=store)
        assert printed in text_of(tmp_path / "o" / "report.en.html"), cells


def test_a_changed_locale_is_printed(project: Projects, tmp_path: Path, store: Store) -> None:
    folder = japanese(project)
    path = folder / "locales" / "ja.yaml"
    locale = path.read_text(encoding="utf-8")
    for word in ("注：", "備考："):
        path.write_text(locale.replace('note: "注："', f'note: "{word}"'), encoding="utf-8")
        build(folder, tmp_path / "o", formats=("html",), store=store)
        assert f"{word}N" in text_of(tmp_path / "o" / "report.ja.html")


def test_a_package_that_is_worked_on_counts(
    install: Install, project: Projects, tmp_path: Path, store: Store
) -> None:
    site = install("survey-worked", "[reportgen.statistics]\nanswer = survey_worked:answer\n",
        survey_worked=STATISTIC.format(1))  # fmt: skip
    folder = project(f"editions: [en]\n{CELLS}", text=TEXT)
    build(folder, tmp_path / "o", store=store)
    (site / "survey_worked.py").write_text(STATISTIC.format(2), encoding="utf-8")
    assert not any(file.is_kept for file in build(folder, tmp_path / "o", store=store))


def test_files_are_rendered_apart_with_a_locale_and_a_format_of_the_projects_own(
    project: Projects, tmp_path: Path
) -> None:
    folder = example(japanese(project, "plugins: [markdown.py]"), "markdown.py")
    for jobs in (1, 2):
        build(folder, tmp_path / str(jobs), formats=("html", "docx", "md"), jobs=jobs)
    names = sorted(path.name for path in (tmp_path / "1").iterdir())
    assert names == ["report.ja.docx", "report.ja.html", "report.ja.md", "report.numbers.csv"]
    for name in names:
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes(), name


def run(*arguments: object) -> str:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_list_names_what_plug_ins_add_and_prints_statistics(project: Projects) -> None:
    folder = project("plugins: [low_median.py, lollipop.py]")
    example(example(folder, "low_median.py"), "lollipop.py")
    listed = json.loads(run("list", folder, "--output-format", "json"))
    names = {entry["name"]: [part["name"] for part in entry["parts"]] for entry in listed["names"]}
    assert "lollipop" in names["chart"]
    assert {"low_median", "mean_score", "percent"} <= set(names["cells"])
    found = run("list", folder, "--match", "stat(", "--language", "en")
    assert 'stat("mean_score", "satisfaction")' in found
    assert 'stat("low_median", "satisfaction")' in found
    assert 'stat("mean_score", "visit")' not in found


def test_the_schema_of_a_project_offers_what_it_adds(project: Projects) -> None:
    folder = example(japanese(project, "plugins: [lollipop.py]"), "lollipop.py")
    made = json.loads(run("schema", "report", "--project", folder))
    assert "lollipop" in made["$defs"]["FigureConfig"]["properties"]["chart"]["enum"]
    assert "ja" in made["properties"]["editions"]["items"]["enum"]
    plain = json.loads(run("schema", "report", "--project", folder.parent))
    assert "lollipop" not in plain["$defs"]["FigureConfig"]["properties"]["chart"]["enum"]
