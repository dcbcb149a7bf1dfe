"""The new kinds where there is little to show: nobody in a group, one number, nearly all a rest."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from reportgen.charts import lay_out
from reportgen.charts.scene import Polygon, Scene
from reportgen.config import read_config
from reportgen.locales import Locale
from reportgen.pipeline import compute
from reportgen.resources import examples_folder

TASKS = ("nodule", "fracture", "brain", "cardiac", "breast", "planning")
ASKED = {"consent": "yes", "works": "yes", "level": "tertiary", "uses_ai": "yes",
         "tasks": "nodule", "trusts_ai": "4", "years": "5", "hours": "30.5"}  # fmt: skip
Scenes = Callable[[Iterable[dict[str, str]]], dict[str, Scene]]


@pytest.fixture
def scenes(tmp_path: Path, locale: Locale) -> Scenes:
    """Every figure of the gallery, of other answers."""

    def made(rows: Iterable[dict[str, str]]) -> dict[str, Scene]:
        folder = tmp_path / "gallery"
        shutil.copytree(examples_folder() / "gallery", folder)
        with (folder / "answers.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(ASKED))
            writer.writeheader()
            writer.writerows(ASKED | row for row in rows)
        report = compute(read_config(folder))
        figures = report.document.figures()
        return {each.id: lay_out(each, locale, report.theme, 232.0) for each in figures}

    return made


def printed(scene: Scene) -> list[str]:
    return [label.line.text for label in scene.labels if label.estimate is not None]


def test_one_respondent(scenes: Scenes) -> None:
    found = scenes([{}])
    assert printed(found["years"]) == ["1"]
    assert printed(found["hours"])[:3] == ["30.5", "—", "—"]
    assert printed(found["hours_by_level"])[1] == "1/1"
    assert printed(found["tasks"])[:1] == ["1"]


def test_an_item_that_nobody_answered(scenes: Scenes) -> None:
    found = scenes([{"hours": "", "years": "", "tasks": ""}] * 30)
    assert printed(found["years"]) == ["0"]
    assert printed(found["hours"])[:3] == ["—"] * 3
    assert set(printed(found["tasks"])) == {"0"}
    assert any("30" in text for text in printed(found["respondents"]))


def test_a_rest_of_nearly_all_is_a_broken_bar(scenes: Scenes) -> None:
    def chosen(number: int) -> str:
        return " ".join(task for at, task in enumerate(TASKS) if number >> at & 1) or "other"

    rows = [{"tasks": chosen(number), "years": str(number % 60)} for number in range(64 * 15)]
    found = scenes(rows)["tasks"]
    assert "780" in printed(found)
    assert sum(isinstance(mark, Polygon) for mark in found.marks) == 1
    few = [mark.height for mark in found.marks if hasattr(mark, "height") and mark.height > 12]
    assert len(few) == 13  # the others are high enough to be seen
