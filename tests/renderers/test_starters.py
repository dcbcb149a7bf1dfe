"""The Word templates that stand beside each theme to start from: never stale, never in the way."""

from __future__ import annotations

import re
import shutil
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

import pytest
from hatchling.builders.wheel import WheelBuilder
from typer.testing import CliRunner, Result

from reportgen.cli import app
from reportgen.messages.language import LANGUAGES
from reportgen.renderers.docx.filling import starter_name
from reportgen.resources import examples_folder, templates_folder
from reportgen.theme import WORD_TEMPLATE, find_file, known_themes, load_theme
from tests.messages.project import add, theme, write_project
from tests.renderers import word_template as word
from tests.renderers.word_template import QW, unzipped, zipped
from tests.word_validity import findings

ROOT = Path(__file__).parents[2]
LARGEST = 16_000
"""Bytes that a starter may have."""
PROJECTS = (None, *(path.parent for path in sorted(examples_folder().glob("*/report.yaml"))))


class Starter(NamedTuple):
    """One shipped file: its theme, the project that the theme is of, its language."""

    name: str
    project: Path | None
    folder: Path
    language: str

    @property
    def path(self) -> Path:
        return self.folder / starter_name(self.language)


STARTERS = {
    (folder, language): Starter(name, project, folder, language)
    for project in PROJECTS
    for name, folder in known_themes(project).items()
    for language in LANGUAGES
    if project is None or project in folder.parents
}.values()
EVERY = pytest.mark.parametrize("one", STARTERS, ids=lambda one: f"{one.name}.{one.language}")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    write_project(folder)
    return folder


def parts(data: bytes) -> dict[str, bytes]:
    """The content of a Word file, by the names of its parts."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_theme(project: Path, one: Starter) -> None:
    """Have a project take the theme of a starter."""
    add("report.yaml", f"theme: {one.name}\n")(project)
    if one.project:
        shutil.copytree(one.folder, project / "templates" / one.name)


def built(project: Path, edition: str) -> bytes:
    done = run("build", project, "-o", project / "output", "-f", "docx", "-l", edition, "-q",
               "-j", "1", "--no-cache")  # fmt: skip
    assert (done.exit_code, done.stderr) == (0, "")
    return (project / "output" / f"report.{edition}.docx").read_bytes()


def test_there_is_one_for_each_theme() -> None:
    assert {one.name for one in STARTERS} == {"journal", "report", "harbour"}
    found = {*templates_folder().rglob("*.docx"), *examples_folder().glob("*/templates/**/*.docx")}
    assert found == {one.path for one in STARTERS}


@EVERY
def test_it_is_what_the_command_writes(
    one: Starter, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else run scripts/make_starters.py."""
    with_theme(project, one)
    monkeypatch.setenv("REPORTGEN_LANGUAGE", one.language)
    done = run("template", "new", "--any-project", "-p", project)
    assert done.exit_code == 0, done.stderr
    data = one.path.read_bytes()
    # Not the packed bytes: they are those of the zlib at hand.
    assert parts(data) == parts((project / "templates" / WORD_TEMPLATE).read_bytes())
    assert findings(data) == []
    assert len(data) < LARGEST


@EVERY
def test_it_serves_a_project_that_it_knows_nothing_of(one: Starter, project: Path) -> None:
    with_theme(project, one)
    template = project / "templates" / WORD_TEMPLATE
    template.parent.mkdir(exist_ok=True)
    shutil.copy(one.path, template)
    assert run("template", "check", template, "-p", project).exit_code == 0
    for edition in ("zh", "en"):
        data = built(project, edition)
        texts = word.lines(data)
        assert "标题" in texts if edition == "zh" else "Title" in texts
        assert not any("{" in text or "}" in text for text in texts)
        assert findings(data) == []


@EVERY
def test_its_remarks_become_examples_as_it_says(one: Starter, project: Path) -> None:
    """Names put in the quotes, and the signs taken away, by hand as the remarks ask for it."""
    with_theme(project, one)
    parts: dict[str, bytes | str] = dict(unzipped(one.path.read_bytes()))
    text = bytes(parts["word/document.xml"]).decode()  # type: ignore[arg-type]
    names = {"item": "tools", "option": "mri", "table": "use", "figure": "tools",
             "题目": "tools", "选项": "mri", "表": "use", "图": "tools"}  # fmt: skip
    text, number = re.subn(
        r"\{# ((?:\{\{|\{%).*?(?:\}\}|%\})) #\}",
        lambda found: re.sub(r'"(\w+)"', lambda n: f'"{names.get(n[1], n[1])}"', found[1]),
        text,
    )
    assert number == 9  # a line, a loop of three, three cells, a table and a figure
    assert text.count("{% if false %}") == 1
    parts["word/document.xml"] = text.replace("if false", "if true")
    template = project / "templates" / WORD_TEMPLATE
    template.parent.mkdir(exist_ok=True)
    template.write_bytes(zipped(parts))
    checked = run("template", "check", template, "-p", project)
    assert (checked.exit_code, checked.stderr) == (0, "")
    data = built(project, "en")
    # Themes differ in decimals.
    texts = [each.replace("\u00a0", " ").replace(".0%", "%") for each in word.lines(data)]
    assert "Tools 50% (20/40)" in texts
    assert "MRI: 50%" in texts
    tables = [
        [
            [word.text(cell).replace(".0%", "%") for cell in row.iter(f"{QW}tc")]
            for row in table.iter(f"{QW}tr")
        ]
        for table in word.root(data).iter(f"{QW}tbl")
    ]
    assert ["Yes", "20", "50%"] in next(rows for rows in tables if rows[0][1:] == ["n", "%"])


def test_no_report_is_made_with_one(project: Path) -> None:
    """Beside a theme of the project, or in its folder of templates, it changes no byte."""
    theme("colours: {accent: '#8a1c1c'}\n")(project)
    before = built(project, "zh")
    for folder in (project / "templates", project / "templates" / "house"):
        for language in LANGUAGES:
            name = starter_name(language)
            shutil.copy(templates_folder() / "report" / name, folder / name)
    assert built(project, "zh") == before
    for one in STARTERS:
        folders = load_theme(one.name, project=one.project).folders
        assert find_file(folders, WORD_TEMPLATE) is None


def test_they_are_part_of_what_is_installed() -> None:
    builder = WheelBuilder(str(ROOT))
    shipped = {each.distribution_path: Path(each.path) for each in builder.recurse_included_files()}
    for one in STARTERS:
        if one.project is None:
            name = f"reportgen/templates/{one.name}/{starter_name(one.language)}"
            assert shipped[name].read_bytes() == one.path.read_bytes()
