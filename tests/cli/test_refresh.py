"""reportgen refresh and reportgen verify, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from reportgen.cli import app
from tests.drafts import project as sample
from tests.drafts import word_edits as word

AFTER = sample.ANSWERS + sample.MORE


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A draft of a project, beside it, whose data have changed."""
    sample.write(tmp_path / "project", AFTER)
    path = tmp_path / "draft.docx"
    path.write_bytes(sample.built("en"))
    return path


def run(command: str, draft: Path, *options: str) -> Result:
    return CliRunner().invoke(app, [command, str(draft), str(draft.parent / "project"), *options])


def files(draft: Path) -> list[str]:
    return sorted(path.name for path in draft.parent.iterdir() if path.is_file())


def test_verify_tells_and_exits_with_one_until_the_draft_is_refreshed(draft: Path) -> None:
    before = run("verify", draft, "-q")
    assert before.exit_code == 1
    assert "RG841 the draft has 50.0% (20/40), the data now say 54.7% (29/53)" in before.stderr
    assert run("refresh", draft, "-q").exit_code == 0
    after = run("verify", draft)
    assert after.exit_code == 0
    assert "0 percentages in plain text; 0 findings" in after.stdout


def test_verify_for_another_program(draft: Path) -> None:
    done = run("verify", draft, "--output-format", "json")
    (first, *_) = json.loads(done.stdout)
    assert (first["code"], first["file"]) == ("RG841", str(draft))
    assert first["key"].startswith("text, table 2, row 1, cell 1")
    assert done.exit_code == 1


def test_a_warning_counts_where_it_is_asked_to(draft: Path) -> None:
    sample.set_answers(draft.parent / "project", sample.ANSWERS)
    paragraph = "50.0% (20/40)"
    draft.write_bytes(
        word.edited(
            sample.built("en"),
            lambda root: word.paragraph_of(word.control(root, paragraph)).append(
                word.run(" Elsewhere 25.0% (1/4).")
            ),
        )
    )
    assert run("verify", draft, "-q").exit_code == 0
    assert run("verify", draft, "-q", "--strict").exit_code == 1


def test_none_is_left_out_and_mistakes_come_first(draft: Path) -> None:
    """It is a list to work through."""

    def edit(root: word.etree._Element) -> None:
        paragraph = word.paragraph_of(word.control(root, "50.0% (20/40)"))
        for number in range(25):
            paragraph.append(word.run(f" {number + 60}.0% (20/40)."))

    draft.write_bytes(word.edited(sample.built("en"), edit))
    told = run("verify", draft).stderr
    assert told.count("RG821 20/40 is 50.0%") == 25
    assert "more\n" not in told
    assert told.rindex("\nRG821 20/40") < told.index("\nRG841 ")


def test_a_dry_run_lists_and_writes_nothing(draft: Path) -> None:
    done = run("refresh", draft, "--dry-run")
    assert done.exit_code == 0
    line = "text, paragraph 11, below the heading 'Summary': 50.0% (20/40) → 54.7% (29/53)"
    assert line in done.stdout
    assert "nothing was written (--dry-run)" in done.stdout
    assert draft.read_bytes() == sample.built("en")
    assert files(draft) == ["draft.docx"]


def test_another_file(draft: Path) -> None:
    new = draft.with_name("new.docx")
    assert run("refresh", draft, "-q", "--output", str(new)).exit_code == 0
    assert draft.read_bytes() == sample.built("en")
    assert "54.7% (29/53)" in "".join(word.plain(new.read_bytes())).replace("\xa0", " ")
    again = run("refresh", draft, "-q", "--output", str(new))
    assert again.exit_code == 1
    assert "RG911" in again.stderr
    assert files(draft) == ["draft.docx", "new.docx"]


def test_refresh_for_another_program(draft: Path) -> None:
    draft.write_bytes(
        word.edited(
            sample.built("en"),
            lambda root: word.retype(word.control(root, "50.0% (20/40)"), "half"),
        )
    )
    done = run("refresh", draft, "--output-format", "json")
    assert done.exit_code == 1, "a number was left"
    told = json.loads(done.stdout)
    assert told["draft"] == told["written"] == str(draft)
    assert told["kept"] == str(draft.with_name("draft.before.docx"))
    kinds = {change["kind"] for change in told["changes"]}
    assert kinds == {"number", "table", "figure"}
    (left,) = told["findings"]
    assert (left["code"], left["details"]) == ("RG851", ["the data say: 54.7% (29/53)"])


def test_a_project_with_faults_is_told_and_nothing_is_written(draft: Path) -> None:
    (draft.parent / "project" / "staff.csv").unlink()
    done = run("refresh", draft, "-q")
    assert done.exit_code == 1
    assert "staff.csv" in done.stderr
    assert draft.read_bytes() == sample.built("en")
