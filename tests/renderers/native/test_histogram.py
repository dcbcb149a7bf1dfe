"""Histograms, natively: counts of the answers in the file of data, counted here anew."""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections import Counter
from itertools import accumulate
from pathlib import Path

import pytest

from reportgen.config import read_config
from reportgen.document import Figure
from reportgen.pipeline import compute
from reportgen.resources import examples_folder
from tests.renderers.native.reading import ReadChart, charts, word_file

LEVELS = ("tertiary", "secondary", "primary")
GALLERY = examples_folder() / "gallery"


@pytest.fixture(scope="module")
def figures() -> dict[str, Figure]:
    return {figure.id: figure for figure in compute(read_config(GALLERY)).document.figures()}


def answers() -> list[dict[str, str]]:
    with Path(GALLERY / "answers.csv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["consent"] == row["works"] == "yes"]


def counts(numbers: list[float], limits: list[float]) -> list[int]:
    found = Counter(bisect_right(limits, number) - 1 for number in numbers)
    return [found[at] for at in range(len(limits) - 1)]


def the_chart(shown: Figure, language: str = "zh") -> ReadChart:
    (chart,) = charts(word_file(shown, language))
    return chart


@pytest.mark.parametrize("language", ["zh", "en"])
def test_columns_are_counts(figures: dict[str, Figure], language: str) -> None:
    chart = the_chart(figures["years"], language)
    bars, spacer = chart.series
    limits = [float(limit) for limit in range(0, 50, 5)]
    wanted = counts([float(row["years"]) for row in answers() if row["years"]], limits)
    assert list(bars.values.values()) == wanted
    assert list(spacer.own_labels.values()) == [str(count) for count in wanted]
    ends = {round(value + bars.values[at], 6) for at, value in spacer.values.items()}
    assert len(ends) == 1, "the spacers end at one height"


def test_panels_are_one_above_another_on_one_scale(figures: dict[str, Figure]) -> None:
    figure = figures["hours_by_level"]
    chart = the_chart(figure, "en")
    columns = [each for each in chart.series if not each.name.startswith("Spacer")]
    spacers = [each for each in chart.series if each.name.startswith("Spacer")]
    pairs = list(zip(columns, spacers, strict=True))
    limits = [float(limit) for limit in figure.tabulation.detail.limits]
    codes = [column.code for column in figure.tabulation.columns if column.code]
    for series, code in zip(columns, reversed(codes), strict=True):
        hours = [float(row["hours"]) for row in answers() if row["hours"] and row["level"] == code]
        wanted = [count / len(hours) for count in counts(hours, limits)]
        assert list(series.values.values()) == pytest.approx(wanted)
    tops = []
    for at in range(len(limits) - 1):
        parts = [(series.values[at], spacer.values[at]) for series, spacer in pairs]
        tops.append(list(accumulate(map(sum, parts))))
    for others in tops[1:]:
        assert others == pytest.approx(tops[0]), "each panel begins at one height"
