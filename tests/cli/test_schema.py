"""reportgen schema: a schema printed, or all of them written beside the project's files."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

from reportgen.cli import app
from reportgen.schema import FOLDER, SCHEMAS, file_name


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.mark.parametrize("kind", SCHEMAS)
def test_it_prints_a_schema(kind: str) -> None:
    done = run("schema", kind)
    assert done.exit_code == 0
    Draft202012Validator.check_schema(json.loads(done.stdout))


def test_write_refreshes_the_schemas_of_a_project_even_a_faulty_one(tmp_path: Path) -> None:
    run("init", "-q", tmp_path)
    (tmp_path / "report.yaml").write_text("titel: [", encoding="utf-8")
    old = tmp_path / FOLDER / file_name("report")
    old.write_text("{}", encoding="utf-8")
    done = run("schema", "--write", "--project", tmp_path)
    assert done.exit_code == 0
    assert old.read_text(encoding="utf-8") == run("schema", "report").stdout
    assert "# yaml-language-server: $schema=.reportgen/report.schema.json" in done.stdout
    assert {path.name for path in (tmp_path / FOLDER).iterdir()} == set(map(file_name, SCHEMAS))
    assert run("schema", "--write", "-q", "-p", tmp_path / "report.yaml").stdout == ""


def test_write_wants_a_project(tmp_path: Path) -> None:
    done = run("schema", "--write", "--project", tmp_path)
    assert done.exit_code == 1
    assert "report.yaml" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [[], ["repot"], ["report", "--write"]])
def test_usage(arguments: list[str]) -> None:
    assert run("schema", *arguments).exit_code == 2


def test_a_new_theme_leads_to_its_schema(tmp_path: Path) -> None:
    run("init", "-q", tmp_path)
    schema = tmp_path / FOLDER / file_name("theme")
    schema.unlink()
    assert run("theme", "new", "house", "--project", tmp_path).exit_code == 0
    theme = tmp_path / "templates" / "house" / "theme.yaml"
    target = theme.read_text(encoding="utf-8").splitlines()[0].partition("$schema=")[2]
    assert (theme.parent / target).resolve() == schema.resolve()
    assert schema.is_file()
