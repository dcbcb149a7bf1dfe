"""Boxes and combinations, natively: worked out here from the file of answers."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from statistics import quantiles

import pytest

from reportgen.config import read_config
from reportgen.document import Figure
from reportgen.pipeline import compute
from reportgen.resources import examples_folder
from tests.renderers.native.reading import C, ReadChart, charts, word_file

GALLERY = examples_folder() / "gallery"
LEVELS = {
    "Tertiary hospital": "tertiary",
    "Secondary hospital": "secondary",
    "Primary hospital or other institution": "primary",
}
TASKS = {
    "Pulmonary nodule screening": "nodule",
    "Fracture detection": "fracture",
    "Analysis of stroke and intracranial haemorrhage": "brain",
    "Coronary artery analysis": "cardiac",
    "Detection of breast lesions": "breast",
    "Radiotherapy contouring": "planning",
    "Other": "other",
}


@cache
def the_chart(kind: str) -> ReadChart:
    (chart,) = charts(word_file(the_figure(kind), "en"))
    return chart


@cache
def the_figure(kind: str) -> Figure:
    report = compute(read_config(GALLERY))
    return next(each for each in report.document.figures() if each.chart == kind)


def answers() -> list[dict[str, str]]:
    """Those who consented and read images."""
    with (GALLERY / "answers.csv").open(encoding="utf-8") as file:
        every = list(csv.DictReader(file))
    return [row for row in every if row["consent"] == "yes" and row["works"] == "yes"]


def column(chart: ReadChart, heading: str) -> list[object]:
    """What stands below a heading of the workbook, as far as there is anything."""
    found = next(cells for cells in chart.sheet.iter_cols(values_only=True) if cells[0] == heading)
    return [cell for cell in found[1:] if cell is not None]


def hours(level: str) -> list[float]:
    return sorted(
        float(row["hours"]) for row in answers() if row["level"] == level and row["hours"]
    )


def whiskers(numbers: list[float]) -> tuple[float, float]:
    """The farthest numbers within one and a half times the distance of the quartiles."""
    low, _, high = quantiles(numbers, n=4, method="inclusive")
    reach = 1.5 * (high - low)
    within = [number for number in numbers if low - reach <= number <= high + reach]
    return within[0], within[-1]


def test_statistics_of_boxes() -> None:
    chart = the_chart("box")
    found = {series.name: list(series.values.values()) for series in reversed(chart.series)}
    wanted = [quantiles(hours(level), n=4, method="inclusive") for level in LEVELS.values()]
    ends = [whiskers(hours(level)) for level in LEVELS.values()]
    for name, place in (("Lower quartile", 0), ("Median", 1), ("Upper quartile", 2)):
        assert found[name] == pytest.approx([each[place] for each in wanted])
        assert column(chart, name)[:3] == pytest.approx([each[place] for each in wanted])
    assert found["Lower whisker"] == [low for low, _ in ends]
    assert found["Upper whisker"] == [high for _, high in ends]


def test_numbers_beyond_the_whiskers() -> None:
    chart = the_chart("box")
    found = next(each for each in chart.series if each.name == "Beyond the whiskers")
    shown = sorted(
        (2.5 - place, value) for place, value in
        ((found.places[at], value) for at, value in found.values.items())
    )  # fmt: skip
    wanted = []
    for place, level in enumerate(LEVELS.values()):
        low, high = whiskers(hours(level))
        beyond = sorted({number for number in hours(level) if not low <= number <= high})
        wanted += [(float(place), number) for number in beyond]
    assert wanted
    assert shown == wanted


def test_boxes_follow_their_statistics() -> None:
    chart = the_chart("box")
    cells = {coordinate: value for row in chart.sheet.iter_rows()
             for coordinate, value in ((cell.coordinate, cell.value) for cell in row)}  # fmt: skip
    assert len(chart.formulas) == 3 * (2 + 2 + 5 + 4 * 2)
    for address, formula in chart.formulas.items():
        assert cells[address] == pytest.approx(cells[formula.removeprefix("=")])
    medians = next(each for each in chart.series if each.name == "Median")
    printed = [f"{quantiles(hours(level), n=4, method='inclusive')[1]:.1f}"
               for level in LEVELS.values()]  # fmt: skip
    assert list(medians.labels.values()) == printed
    names = [label for series in chart.series for label in series.labels.values() if "\n" in label]
    assert names == [f"{name}\nn = {len(hours(level))}" for name, level in LEVELS.items()]


def combinations() -> Counter[frozenset[str]]:
    users = [row for row in answers() if row["uses_ai"] == "yes" and row["tasks"]]
    return Counter(frozenset(row["tasks"].split()) for row in users)


def test_columns_of_combinations() -> None:
    chart = the_chart("upset")
    counts = [count for _, count in combinations().most_common()]
    values = list(chart.series[0].values.values())
    number = len(values) - 1
    assert values == [*counts[:number], sum(counts[number:])]
    assert column(chart, "Respondents") == values
    assert list(chart.series[0].labels.values()) == [f"{value:.0f}" for value in values]


def test_points_below_a_column_are_of_its_combination() -> None:
    """Read off the workbook: who selected what, and what else they did not select."""
    chart = the_chart("upset")
    found = {}
    rows = list(chart.sheet.iter_rows(values_only=True))
    head = list(rows[0])
    for row in rows[1:-1]:
        cells = dict(zip(head, row, strict=True))
        members = frozenset(code for label, code in TASKS.items() if cells[label] is not None)
        others = {code for label, code in TASKS.items() if cells[f"Without {label}"] is not None}
        assert others == set(TASKS.values()) - members
        found[members] = cells["Respondents"]
    wanted = combinations()
    assert len(found) >= 8
    assert found == {members: wanted[members] for members in found}
    last = dict(zip(head, rows[-1], strict=True))
    assert last["Combinations"] == "other combinations"
    assert all(last[label] is None for label in TASKS)


def test_joined_points_are_the_first_and_last_of_a_combination() -> None:
    chart = the_chart("upset")
    series = {each.name: each for each in chart.series}
    places: dict[int, list[float]] = {}
    for label in TASKS:
        for place, value in series[label].values.items():
            places.setdefault(place, []).append(value)
    wanted = {at: (max(each), min(each)) for at, each in places.items() if len(each) > 1}
    found = {}
    for each in chart.series:
        bars = each.element.find(f"{C}errBars")
        if bars is not None:
            assert bars.find(f"{C}errBarType").get("val") == "minus"
            reach = float(bars.find(f"{C}val").get("val"))
            found |= {at: (value, value - reach) for at, value in each.values.items()}
    assert len(wanted) >= 5
    assert found == {at: pytest.approx(ends) for at, ends in wanted.items()}


def test_options_are_named_with_how_many_selected_them() -> None:
    chart = the_chart("upset")
    texts = [
        label.replace("\n", " ") for each in chart.series[1:] for label in each.labels.values()
    ]
    totals = Counter(code for members, count in combinations().items()
                     for code in members for _ in range(count))  # fmt: skip
    for label, code in TASKS.items():
        assert f"{label}  {totals[code]}" in texts
