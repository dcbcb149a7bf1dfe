"""What figures of numbers, combinations and the flow must say below them, and the text of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reportgen.config import read_config
from reportgen.document import Emphasis, Figure, Number, Words
from reportgen.errors import ReportError
from reportgen.locales import load_locale
from reportgen.pipeline import Computed, compute
from reportgen.resources import examples_folder


@pytest.fixture(scope="module")
def report() -> Computed:
    return compute(read_config(examples_folder() / "gallery"))


def notes(report: Computed, name: str, language: str) -> list[str]:
    """The notes of a figure as they read, with plain spaces."""
    figure = report.document.targets[f"fig:{name}"]
    assert isinstance(figure, Figure)
    return [plain(note[language], language) for note in figure.notes]


def plain(content: object, language: str) -> str:
    assert isinstance(content, tuple)
    found = ""
    for part in content:
        match part:
            case Words(text):
                found += text
            case Number():
                found += load_locale(language).number(part)
            case Emphasis(inner):
                found += plain(inner, language)
    return found.replace("\u2009", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("years", ["N = 713", "Not answered and not in the base: Years in practice, 25"]),
        # The bases stand beside the names of the panels and boxes.
        ("hours_by_level", [
            "Percentages may not add up to 100% because of rounding",
            "Not answered and not in the base: Hours of image reading a week, 31"]),
        ("hours", [
            "Box, quartiles; line in it, median; whiskers, farthest value within 1.5 interquartile "
            "ranges of the box; dots, values beyond",
            "Not answered and not in the base: Hours of image reading a week, 31"]),
        ("tasks", ["N = 463", "Not answered and not in the base: Tasks for which AI is used, 10"]),
        ("respondents", ["Numbers in dashed frames were given by the organisers of the survey and "
                         "are not in the data"]),
    ],
)  # fmt: skip
def test_notes(report: Computed, name: str, told: list[str]) -> None:
    assert notes(report, name, "en") == told
    assert len(notes(report, name, "zh")) == len(told)


def with_text(folder: Path, expression: str) -> Computed:
    shutil.copytree(examples_folder() / "gallery", folder)
    block = f"\n\n::: zh\n{{{{ {expression} }}}}。\n:::\n::: en\n{{{{ {expression} }}}}.\n:::\n\n"
    path = folder / "report.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{{ table(", block + "{{ table(", 1), encoding="utf-8")
    return compute(read_config(folder))


@pytest.mark.parametrize(
    ("expression", "printed"),
    [
        ('combination("tasks", ["brain", "nodule"])', "6.5% (30/463)"),
        ('combination("tasks", ["nodule"], form="count")', "79"),
        ('share("tasks", "nodule")', "70.2% (325/463)"),
        ('median("years", level="primary")', "6.0"),
        ('mean("hours", show="interval")', "95% CI: 27.71–29.18"),
        ('base("hours", level="primary")', "106"),
        ('respondents("reading")', "738"),
    ],
)
def test_what_the_text_can_print(tmp_path: Path, expression: str, printed: str) -> None:
    document = with_text(tmp_path / "gallery", expression).document
    paragraphs = [block for block in document.blocks() if hasattr(block, "content")]
    assert plain(paragraphs[1].content["en"], "en") == f"{printed}."


@pytest.mark.parametrize(
    ("expression", "name", "found"),
    [
        ('combination("tasks", ["planning"])', "combination-not-shown", "planning"),
        ('combination("tasks", ["nodul"])', "unknown-option", "nodul"),
        ('combination("tasks", ["nodule"], form="base")', "not-one-of", "base"),
        ('combination("level", ["primary"])', "combination-not-shown", "primary"),
        ('share("hours", "30")', "unknown-option", "30"),
    ],
)
def test_what_it_can_not(tmp_path: Path, expression: str, name: str, found: str) -> None:
    with pytest.raises(ReportError) as caught:
        with_text(tmp_path / "gallery", expression)
    assert {(fault.name, fault.found) for fault in caught.value.findings} == {(name, found)}
