"""Native figures of every kind as LibreOffice shows them: all that the drawings print is there."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pymupdf
import pytest

from reportgen.charts import draw
from reportgen.config import read_config
from reportgen.locales import load_locale
from reportgen.pipeline import Computed, compute
from reportgen.renderers.docx import render
from reportgen.stages import Stages
from reportgen.theme import load_theme
from tests.renderers.docx_office import audit, bare, to_pdf

KINDS = Path(__file__).resolve().parents[3] / "scripts" / "gallery"
"""A project with a figure of every kind, and of some kinds with options."""

NARROW = ("stacked_bar", "diverging_bar", "histogram")
"""Kinds in which a number may go without room."""


@cache
def report() -> Computed:
    return compute(read_config(KINDS))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_numbers_and_names_of_every_kind(language: str, tmp_path: Path) -> None:
    known, locale, theme = report(), load_locale(language), load_theme("journal")
    stages = Stages.of(known.project, known.document, theme)
    data = render(stages.rendering(language, "docx")).data
    assert audit(data, tmp_path) == []
    with pymupdf.open(to_pdf(data, tmp_path)) as pdf:
        words = Counter(bare(word[4]) for page in pdf for word in page.get_text("words"))
        text = bare("".join(page.get_text() for page in pdf))
    figures = known.document.figures()
    assert {figure.chart for figure in figures} >= {
        "box", "dumbbell", "flow", "heat_map", "slope", "upset"
    }  # fmt: skip
    wanted = Counter(
        bare(locale.number(number))
        for figure in figures
        if figure.chart not in NARROW
        for number in draw(figure, locale, theme, ()).numbers
    )
    percentages = {number: count for number, count in wanted.items() if number.endswith("%")}
    assert sum(percentages.values()) > 100
    missing = {number for number, count in percentages.items() if words[number] < count}
    assert missing == set()
    assert {number for number in wanted if number not in text} == set()
    for figure in figures:
        for row in figure.tabulation.rows:
            if figure.chart not in ("upset", *NARROW):
                assert bare(locale.text(row.label)) in text, (figure.id, locale.text(row.label))
