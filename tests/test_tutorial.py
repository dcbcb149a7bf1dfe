"""The tutorial and the READMEs, followed to the letter."""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

import docx
import pymupdf
import pytest

from tests.renderers.docx_office import unwrapped
from tests.typography import faults_of_any_look
from tests.walkthrough import ROOT, Walk

LANGUAGES = ("en", "zh")


def page(name: str, language: str) -> Path:
    return ROOT / (f"{name}.md" if language == "en" else f"{name}.{language}.md")


@pytest.fixture(scope="module", params=LANGUAGES)
def walk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """The tutorial of one language, followed to its end."""
    start, aside = tmp_path_factory.mktemp("reader"), tmp_path_factory.mktemp("aside")
    walked = Walk(start, aside, request.param)
    walked.follow(page("docs/tutorial", request.param))
    return walked


def numbers(walk: Walk) -> dict[tuple[str, str], dict[str, str]]:
    file = walk.folder / "output" / "report.numbers.csv"
    with file.open(encoding="utf-8-sig") as rows:
        return {(row["id"], row["form"]): row for row in csv.DictReader(rows)}


def test_every_step_of_the_tutorial_was_done(walk: Walk) -> None:
    done = {command.split()[1] for command in walk.commands if command.startswith("reportgen")}
    assert done == {"doctor", "init", "build", "preview", "list", "check", "explain", "theme"}


def test_the_report_has_what_the_tutorial_changed(walk: Walk) -> None:
    for language, sentence in (("en", "open during May 2025"), ("zh", "2025年5月开放填写")):
        path = walk.folder / "output" / f"report.{language}.pdf"
        assert faults_of_any_look(path.read_bytes()) == []
        with pymupdf.open(path) as pdf:
            text = re.sub(r"\s+", " ", "".join(leaf.get_text() for leaf in pdf))
            fills = {shape["fill"] for leaf in pdf for shape in leaf.get_drawings()}
        draft = unwrapped((walk.folder / "output" / f"report.{language}.docx").read_bytes())
        words = " ".join(paragraph.text for paragraph in draft.paragraphs)
        assert sentence in text.replace(" ", "") or sentence in text
        assert sentence in words
        assert len(draft.tables) == 2
        assert len(draft.inline_shapes) == 2
        red = tuple(part / 255 for part in (0x8A, 0x1C, 0x1C))
        assert any(fill and max(abs(a - b) for a, b in zip(fill, red, strict=True)) < 0.01
                   for fill in fills)  # fmt: skip


def test_the_answers_that_the_tutorial_adds_are_counted(walk: Walk) -> None:
    with (walk.folder / "answers.csv").open(encoding="utf-8") as file:
        answers = list(csv.DictReader(file))
    strongly = sum(row["helpful"] == "strongly_agree" for row in answers)
    answered = sum(bool(row["helpful"]) for row in answers)
    found = numbers(walk)["staff.helpful.strongly_agree", "share"]
    assert answers[-1]["respondent"] == str(len(answers)) == "66"
    assert (found["count"], found["base_unweighted"]) == (str(strongly), str(answered))
    assert "sec:results" in found["places_en"]
    assert "sec:results" in found["places_zh"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_commands_of_a_readme_run(language: str, tmp_path: Path) -> None:
    start, aside = tmp_path / "clone", tmp_path / "aside"
    for folder in (start, aside):
        folder.mkdir()
    (start / "data").symlink_to(ROOT / "data")
    (start / ".venv").mkdir()
    (start / ".venv" / "bin").symlink_to(Path(sys.executable).parent)
    draft = docx.Document()
    draft.add_paragraph("Half of them, 50.0% (2/4), came.")
    draft.save(str(start / "draft.docx"))
    walked = Walk(start, aside, language)
    walked.follow(page("README", language))
    done = {command.split()[1] for command in walked.commands}
    assert done == {"init", "list", "preview", "build", "check", "doctor"}
    assert faults_of_any_look((start / "output" / "report.zh.pdf").read_bytes()) == []
