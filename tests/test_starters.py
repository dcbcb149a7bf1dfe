"""What `init` begins builds at once, says that its data are invented, and counts right."""

import csv
from collections import Counter
from pathlib import Path, PurePosixPath

import pymupdf
import pytest
import yaml
from jsonschema import Draft202012Validator

from reportgen import pipeline
from reportgen.checks import conflicts, quotations
from reportgen.config import read_config
from reportgen.files import write_new
from reportgen.resources import examples_folder
from reportgen.schema import FOLDER, SCHEMAS
from reportgen.starters import DEFAULT, starter_files, starters
from reportgen.theme import known_themes
from reportgen.theme.new import new_theme

MINIMAL = examples_folder() / "minimal"


def begun(name: str, folder: Path) -> Path:
    write_new(folder / "project", starter_files(name))
    return folder / "project"


def test_the_starters() -> None:
    assert list(starters()) == ["minimal", "journal", "report"]
    assert DEFAULT in starters()
    for starter in starters().values():
        assert all(starter.title[language] for language in ("zh", "en"))


@pytest.mark.parametrize("name", starters())
class TestEach:
    def test_it_builds_at_once(self, name: str, tmp_path: Path) -> None:
        project = begun(name, tmp_path)
        theme = read_config(project).config.theme
        if theme not in known_themes(project):
            new_theme(theme, "journal", project)
        files = pipeline.build(project, tmp_path / "output", formats=("docx",))
        assert {"report.zh.docx", "report.en.docx", "report.numbers.csv"} <= {
            file.path.name for file in files
        }
        assert all(file.size for file in files)

    def test_its_check_finds_nothing(self, name: str, tmp_path: Path) -> None:
        project = begun(name, tmp_path)
        theme = read_config(project).config.theme
        if theme not in known_themes(project):
            new_theme(theme, "journal", project)
        report = pipeline.compute(read_config(project))
        assert pipeline.rehearse(report) == []
        assert report.project.config.published is None

    def test_it_says_that_its_data_are_no_facts(self, name: str, tmp_path: Path) -> None:
        notice = read_config(begun(name, tmp_path)).config.article.notice
        assert notice is not None
        assert any(word in notice["zh"] for word in ("虚构", "模拟"))
        assert any(word in notice["en"] for word in ("invented", "simulated"))

    def test_each_yaml_file_leads_to_a_schema_that_takes_it(
        self, name: str, tmp_path: Path
    ) -> None:
        project = begun(name, tmp_path)
        found = set()
        for path in project.rglob("*.yaml"):
            line, text = path.read_text(encoding="utf-8").split("\n", 1)
            comment, _, target = line.partition("$schema=")
            assert comment == "# yaml-language-server: "
            file = (path.parent / target).resolve()
            assert file.parent == (project / FOLDER).resolve()
            schema = yaml.safe_load(file.read_text(encoding="utf-8"))
            Draft202012Validator(schema).validate(yaml.safe_load(text))
            found.add((path.name, file.name))
        assert ("report.yaml", "report.schema.json") in found
        assert "codebook.schema.json" in {file for _, file in found}

    def test_it_has_what_its_report_yaml_names_and_no_more(self, name: str) -> None:
        files = {path for path in starter_files(name) if FOLDER not in path.parts}
        folder = starters()[name].folder
        assert all((folder / path).is_file() for path in files)
        assert {PurePosixPath("report.yaml"), PurePosixPath("report.md")} <= files
        assert not any(path.name in ("simulate.py", "published.yaml") for path in files)
        schemas = set(starter_files(name)) - files
        assert len(schemas) == len(SCHEMAS)


def test_report_differs_from_journal_by_its_theme_alone() -> None:
    journal, report = starter_files("journal"), starter_files("report")
    assert [path for path in journal if journal[path] != report[path]] == [
        PurePosixPath("report.yaml")
    ]
    name = PurePosixPath("report.yaml")
    texts = [files[name].decode("utf-8").splitlines() for files in (journal, report)]
    differing = [pair for pair in zip(*texts, strict=True) if pair[0] != pair[1]]
    assert differing == [("theme: journal", "theme: report")]


def test_a_setting_that_the_example_has_no_line_for_is_a_fault_of_the_list(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("reportgen.starters.examples_folder", lambda: tmp_path)
    (tmp_path / "minimal").symlink_to(MINIMAL)
    (tmp_path / "starters.yaml").write_text(
        "one: {title: {zh: 一, en: one}, example: minimal, report: {references: a.yaml}}",
        encoding="utf-8",
    )
    with pytest.raises(ValueError, match="references"):
        starter_files("one")


@pytest.fixture(scope="module")
def minimal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of the minimal starter."""
    folder = tmp_path_factory.mktemp("minimal")
    pipeline.build(begun("minimal", folder), folder / "output", formats=("pdf",))
    return folder / "output"


def answers() -> list[dict[str, str]]:
    with (MINIMAL / "answers.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_minimal_is_short_enough_to_be_read_whole() -> None:
    codebook = yaml.safe_load((MINIMAL / "codebook.yaml").read_text(encoding="utf-8"))
    types = Counter(item["type"].split()[0] for item in codebook["survey"])
    assert types == {"select_one": 4, "select_multiple": 1}
    assert sum("relevant" in item for item in codebook["survey"]) == 1
    assert 50 <= len(answers()) <= 70
    lines = {path.name: len(path.read_text("utf-8").splitlines()) for path in MINIMAL.iterdir()}
    assert max(lines.values()) < 80


def test_minimals_numbers_are_those_of_a_plain_recount(minimal: Path) -> None:
    rows = answers()
    with (minimal / "report.numbers.csv").open(encoding="utf-8-sig", newline="") as file:
        ledger = {row["id"]: row for row in csv.DictReader(file) if row["option"][:1] != "("}
    checked = 0
    for entry in ledger.values():
        if not entry["item"]:
            assert int(entry["count"]) == len(rows)
            continue
        by, _, code = entry["filter"].partition("=")
        group = [row for row in rows if not by or row[by] == code]
        asked = [row for row in group if entry["item"] != "frequency" or row["used"] == "yes"]
        given = [row[entry["item"]].split() for row in asked if row[entry["item"]]]
        assert int(entry["base_unweighted"]) == len(given), entry["id"]
        if entry["option"]:
            assert int(entry["count"]) == sum(entry["option"] in codes for codes in given)
        checked += 1
    assert checked > 30


@pytest.mark.parametrize("language", ["zh", "en"])
def test_minimal_is_one_page_with_a_table_and_a_figure(minimal: Path, language: str) -> None:
    with pymupdf.open(minimal / f"report.{language}.pdf") as document:
        assert document.page_count == 1
        text = document[0].get_text()
        assert document[0].get_drawings()
    for word in {"zh": ("表1", "图1", "虚构"), "en": ("Table 1", "Figure 1", "invented")}[language]:
        assert word in text
    found = quotations(text, language)
    assert len(found) >= 5
    assert conflicts(found) == []
