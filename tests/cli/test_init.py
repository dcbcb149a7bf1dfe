"""reportgen init: a project that builds, whose next commands are true, and nothing overwritten."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reportgen.cli import app


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_it_prints_what_it_wrote(tmp_path: Path) -> None:
    done = run("init", tmp_path / "project")
    assert done.exit_code == 0
    files = [line for line in done.stdout.splitlines() if line.startswith(str(tmp_path))]
    assert {Path(file).name for file in files} == {
        "report.yaml", "report.md", "codebook.yaml", "answers.csv",
    }  # fmt: skip
    assert all(Path(file).is_file() for file in files)


def test_the_commands_that_it_prints_work(tmp_path: Path) -> None:
    done = run("init", tmp_path / "我的 报告")
    script = done.stdout.partition("Next:\n")[2]
    assert len(re.findall(r"^  reportgen \w+", script, re.MULTILINE)) == 3
    function = f'reportgen() {{ "{sys.executable}" -m reportgen "$@"; }}\nset -e\n'
    ran = subprocess.run(
        ["bash", "-c", function + script],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert ran.returncode == 0, ran.stderr
    assert "0 findings" in ran.stdout
    assert (tmp_path / "我的 报告" / "output" / "report.zh.pdf").is_file()


def test_in_the_folder_where_one_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("init")
    assert (tmp_path / "report.yaml").is_file()
    assert "cd " not in done.stdout


def test_a_second_time_it_names_every_file_and_changes_none(tmp_path: Path) -> None:
    run("init", tmp_path)
    (tmp_path / "report.md").write_text("mine", encoding="utf-8")
    (tmp_path / "codebook.yaml").unlink()
    again = run("init", tmp_path)
    assert again.exit_code == 1
    assert "report.md" in again.stderr
    assert "report.yaml" in again.stderr
    assert (tmp_path / "report.md").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "codebook.yaml").exists()


def test_quiet(tmp_path: Path) -> None:
    done = run("init", "-q", tmp_path / "project", "--template", "journal")
    assert (done.exit_code, done.stdout) == (0, "")
    assert (tmp_path / "project" / "codebook" / "clinical.yaml").is_file()


@pytest.mark.parametrize("name", ["minimum", "", "minimal,journal"])
def test_an_unknown_template_is_a_usage_error(name: str, tmp_path: Path) -> None:
    done = run("init", tmp_path / "project", "--template", name)
    assert done.exit_code == 2
    assert "minimal" in done.stderr
    assert not (tmp_path / "project").exists()
