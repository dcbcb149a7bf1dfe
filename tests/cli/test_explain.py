"""reportgen explain: by code, by name, all of them, and what is not there."""

from __future__ import annotations

from typer.testing import CliRunner, Result

from reportgen.cli import app
from reportgen.messages import catalogue


def run(*arguments: str, language: str = "en") -> Result:
    return CliRunner().invoke(app, ["explain", *arguments], env={"REPORTGEN_LANGUAGE": language})


def test_a_code_in_any_case_or_a_name() -> None:
    by_code = run("RG107")
    assert by_code.exit_code == 0
    assert by_code.stdout == run("rg107").stdout == run("invalid-yaml").stdout
    assert by_code.stdout.startswith("RG107  invalid-yaml\nthis is not valid YAML: …\n")


def test_several_stand_one_after_the_other() -> None:
    lines = run("RG103", "RG110").stdout.splitlines()
    assert [line for line in lines if line.startswith("RG")] == [
        "RG103  empty-file", "RG110  key-twice",
    ]  # fmt: skip


def test_without_a_code_all_are_listed() -> None:
    lines = run().stdout.splitlines()
    assert [line[:5] for line in lines] == sorted(one.code for one in catalogue().values())
    assert all(line[5:].strip() for line in lines)


def test_it_speaks_chinese() -> None:
    assert "怎样改：" in run("RG103", language="zh").stdout
    (line,) = [one for one in run(language="zh").stdout.splitlines() if one.startswith("RG101")]
    assert line.endswith("没有这个文件")


def test_an_unknown_code_is_answered_with_the_nearest() -> None:
    done = run("unknown-them")
    assert done.exit_code == 2
    assert "Did you mean unknown-theme?" in " ".join(done.stderr.split())
    assert done.stdout == ""
