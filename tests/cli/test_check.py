"""reportgen check: warnings, strictness, output formats, the user's language."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reportgen.cli import app
from tests.messages.project import add, change, line, write_project


def run(*arguments: str | Path, language: str = "en") -> Result:
    return CliRunner().invoke(
        app, [str(argument) for argument in arguments], env={"REPORTGEN_LANGUAGE": language}
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write_project(tmp_path)
    return tmp_path


@pytest.fixture
def warned(project: Path) -> Path:
    """A project that has a table which is not printed, and nothing wrong besides."""
    add("report.yaml", "  other: {title: T, rows: [tools]}\n")(project)
    return project


def test_a_warning_is_told_and_is_no_finding(warned: Path) -> None:
    done = run("check", warned)
    assert done.exit_code == 0
    assert "warning: this figure is not printed" in done.stderr
    assert done.stdout.splitlines()[-1] == (
        "checked: 1 report, 1 published figure; 0 findings, 1 warning"
    )


def test_strict_makes_a_warning_count(warned: Path, project: Path) -> None:
    assert run("check", warned, "--strict").exit_code == 1
    line('{{ figure("other") }}')(project)
    assert run("check", project, "--strict").exit_code == 0


def test_a_build_goes_on_with_a_warning(warned: Path) -> None:
    done = run("build", warned, "-o", warned / "o", "-l", "en", "-j", "1", "--no-cache")
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("output_format", ["json", "sarif", "github"])
@pytest.mark.parametrize("is_right", [True, False])
def test_only_the_format_stands_on_stdout(
    project: Path, output_format: str, is_right: bool
) -> None:
    if not is_right:
        line("{{ nobody }}")(project)
    done = run("check", project, "--output-format", output_format)
    assert done.exit_code == (0 if is_right else 1)
    assert done.stderr == ""
    if output_format == "github":
        assert done.stdout.startswith("::error file=") is not is_right
    else:
        told = json.loads(done.stdout)
        results = told if output_format == "json" else told["runs"][0]["results"]
        assert len(results) == (0 if is_right else 1)


def test_all_findings_are_in_the_format_not_a_screenful(project: Path) -> None:
    for number in range(60):
        line(f"{{{{ nobody{number} }}}}")(project)
    told = json.loads(run("check", project, "--output-format", "json").stdout)
    assert len(told) == 60
    shown = run("check", project).stderr
    number = shown.count("unknown name")
    assert 10 < number <= 20
    assert f"\n… and {60 - number} more\n" in shown


def test_an_unknown_format_is_a_usage_error(project: Path) -> None:
    done = run("check", project, "--output-format", "jsn")
    assert done.exit_code == 2
    assert "Did you mean json?" in " ".join(done.stderr.split())


def test_texts_and_published_figures_are_checked_beside_a_faulty_report(project: Path) -> None:
    line("{{ nobody }}")(project)
    change("published.yaml", '"50.0%"', "50")(project)
    (project / "draft.txt").write_text("22.5% (86/381)", encoding="utf-8")
    told = json.loads(
        run("check", project, project / "draft.txt", "--output-format", "json").stdout
    )
    assert {one["name"] for one in told} == {"unknown-name", "not-a-text", "wrong-percentage"}


def test_the_command_speaks_chinese(project: Path) -> None:
    line("{{ nobody }}")(project)
    done = run("check", project, language="zh")
    assert done.stdout.splitlines()[-1] == "已检查：1份报告；1个问题"
    assert done.stderr.startswith("RG502 未知的名称\n")
    assert done.stderr.splitlines()[-1] == "详见：reportgen explain RG502"
