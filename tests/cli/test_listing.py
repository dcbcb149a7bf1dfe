"""reportgen list: an overview, what is asked for, and what is searched, as text and as JSON."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reportgen.cli import app
from reportgen.listing import KINDS
from reportgen.messages import say
from reportgen.resources import examples_folder

MINIMAL = examples_folder() / "minimal"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_the_overview_leaves_out_the_long_kinds_and_says_so() -> None:
    done = run("list", MINIMAL)
    assert done.exit_code == 0
    assert "items: " in done.stdout
    assert "statistics: " not in done.stdout
    assert "not shown: --kind statistics, --kind tags" in done.stdout
    assert 'respondents("staff")' in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("kind", KINDS)
def test_one_kind(kind: str) -> None:
    done = run("list", MINIMAL, "--kind", kind)
    headings = [line for line in done.stdout.splitlines() if line.partition(":")[0] in KINDS]
    assert headings == [f"{kind}: {say(f'kind_{kind}')}"]


def test_a_search_looks_in_every_kind() -> None:
    done = run("list", MINIMAL, "--match", "frequency of use")
    assert 'share("frequency", "weekly")' in done.stdout
    assert 'label("frequency")' in done.stdout
    assert "helpful" not in done.stdout


def test_nothing_found() -> None:
    assert run("list", MINIMAL, "--match", "qwerty").stdout == "nothing found\n"


def test_one_language() -> None:
    done = run("list", MINIMAL, "--kind", "items,sections", "--language", "en")
    assert "Hospital level" in done.stdout
    assert "医院级别" not in done.stdout
    assert run("list", MINIMAL, "--language", "fr").exit_code == 2


def test_json_has_everything() -> None:
    listed = json.loads(run("list", MINIMAL, "--output-format", "json").stdout)
    assert set(listed) == {"project", *KINDS, "faults"}
    assert listed["faults"] == []
    used = listed["statistics"][1]
    assert used["name"] == "used"
    (share,) = [part for part in used["parts"] if part["expression"] == 'share("used", "yes")']
    assert share["printed"] == {"zh": "68.8%(44/64)", "en": "68.8% (44/64)"}
    assert share["form"] == "share"


def test_a_faulty_text_is_told_beside_the_list(tmp_path: Path) -> None:
    run("init", "-q", tmp_path)
    with (tmp_path / "report.md").open("a", encoding="utf-8") as file:
        file.write("\n{{ tabel('use') }}\n")
    done = run("list", tmp_path)
    assert done.exit_code == 0
    assert 'table("use")' in done.stdout
    assert "the list is not whole for 1 fault" in done.stderr
    assert "did you mean: table" in done.stderr
    listed = json.loads(run("list", tmp_path, "--output-format", "json").stdout)
    assert len(listed["faults"]) == 1


def test_what_can_not_be_read_at_all_is_an_error(tmp_path: Path) -> None:
    assert run("list", tmp_path).exit_code == 1
    assert run("list", MINIMAL, "--output-format", "yaml").exit_code == 2
    assert run("list", MINIMAL, "--kind", "item").exit_code == 2
