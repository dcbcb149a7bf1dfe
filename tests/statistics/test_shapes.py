"""Classes, boxes and combinations, against numpy, matplotlib and plain counting."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from matplotlib.cbook import boxplot_stats

from reportgen.config import Project
from reportgen.errors import ReportError
from reportgen.readers import read_surveys
from reportgen.results import Classes, Combinations, Outliers, Tabulation
from reportgen.statistics import tabulate
from reportgen.statistics.classes import MOST_CLASSES, class_limits
from reportgen.survey import Survey

Asks = Callable[[str], Project]
CHANCE = random.Random(11)
SAMPLES = {
    "whole": [min(round(CHANCE.lognormvariate(2.2, 0.7)), 90) for _ in range(800)],
    "decimal": [round(CHANCE.gauss(37.2, 0.6), 1) for _ in range(300)],
    "far out": [*(CHANCE.randrange(20) for _ in range(60)), 900, 5000],
    "mostly one": [*([5] * 50), 1, 9, 30],
    "negative": [CHANCE.randrange(-40, 40) for _ in range(200)],
    "two": [3, 4],
    "one": [7],
}


def counted(numbers: list[float]) -> list[tuple[Fraction, int]]:
    return sorted(Counter(Fraction(str(number)) for number in numbers).items())


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("most", [None, 3, 10])
def test_classes_are_few_round_and_hold_all(sample: str, most: int | None) -> None:
    numbers = [Fraction(str(number)) for number in SAMPLES[sample]]
    is_whole = all(isinstance(number, int) for number in SAMPLES[sample])
    limits = class_limits(counted(SAMPLES[sample]), is_whole=is_whole, most=most)
    widths = {upper - lower for lower, upper in pairwise(limits)}
    (width,) = widths
    assert len(limits) - 1 <= (most or MOST_CLASSES)
    assert str(float(width)).replace(".", "").strip("0") in ("1", "2", "5", "1e-05")
    assert all((limit / width).denominator == 1 for limit in limits)
    assert limits[0] <= min(numbers) < limits[1]
    assert limits[-2] <= max(numbers) < limits[-1]
    assert not is_whole or width >= 1


@pytest.mark.parametrize("sample", ["decimal", "negative"])
def test_the_width_is_near_the_rule_of_freedman_and_diaconis(sample: str) -> None:
    numbers = SAMPLES[sample]
    edges = np.histogram_bin_edges(numbers, bins="fd")
    # numpy divides the range evenly; the rule itself asks for this width or a little more.
    low, high = np.quantile(numbers, [0.25, 0.75])
    rule = 2 * (high - low) / len(numbers) ** (1 / 3)
    assert edges[1] - edges[0] == pytest.approx(rule, rel=0.2)
    limits = class_limits(counted(numbers))
    width = float(limits[1] - limits[0])
    assert rule / 1.6 <= width <= rule * 1.6


def test_bins_give_the_narrowest_round_width_that_makes_no_more() -> None:
    given = counted(list(range(1, 101)))
    assert len(class_limits(given, is_whole=True, most=11)) - 1 == 11  # 0, 10, … 110
    assert len(class_limits(given, is_whole=True, most=10)) - 1 == 6  # 0, 20, … 120


STAFF = """\
survey:
  - {type: select_one region, name: region, label: Region}
  - {type: integer, name: hours, label: Hours}
  - {type: decimal, name: dose, label: Dose, relevant: "${hours} > 2"}
  - {type: select_multiple tools, name: tools, label: Tools}
choices:
  region: [{name: north, label: North}, {name: south, label: South}]
  tools: [{name: ct, label: CT}, {name: mri, label: MRI}, {name: pet, label: PET},
          {name: none, label: None, residual: true}]
"""


def rows() -> list[tuple[str, str, str, str]]:
    chance = random.Random(3)
    found = []
    for at in range(400):
        hours = min(round(chance.lognormvariate(1.8, 0.8)), 60)
        tools = [one for one in ("ct", "mri", "pet") if chance.random() < 0.55] or ["none"]
        chance.shuffle(tools)
        dose = f"{chance.gauss(8, 3):.1f}" if hours > 2 and at % 11 else ""
        found.append((
            ("north", "south", "")[at % 3] if at % 10 == 0 else ("north", "south")[at % 2],
            "" if at % 37 == 0 else str(hours),
            "" if at % 37 == 0 else dose,
            "" if at % 29 == 0 else " ".join(tools),
        ))  # fmt: skip
    return found


@pytest.fixture
def made(tmp_path: Path, project: Asks) -> Callable[[str], Tabulation]:
    """The figure f as report.yaml asks for it."""

    def tabulated(asked: str) -> Tabulation:
        found = project(f"figures: {{f: {{title: F, {asked}}}}}\n")
        (tmp_path / "staff.yaml").write_text(STAFF, encoding="utf-8")
        lines = ["region,hours,dose,tools", *(",".join(row) for row in rows())]
        (tmp_path / "staff.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return tabulate(read_surveys(found), found).tabulations["fig:f"]

    return tabulated


def answers(column: int, region: str | None = None) -> list[float]:
    return [float(row[column]) for row in rows() if row[column] and region in (None, row[0])]


def test_a_histogram_counts_as_numpy_does(made: Callable[[str], Tabulation]) -> None:
    shown = made("rows: [hours], chart: histogram, by: region, bins: 9")
    assert isinstance(shown.detail, Classes)
    limits = [float(limit) for limit in shown.detail.limits]
    for place, region in enumerate(("north", "south", None)):
        hours = answers(1, region)
        expected, _ = np.histogram(hours, bins=limits)
        assert [row.estimates[place].count for row in shown.rows] == expected.tolist()
        assert {row.estimates[place].base.unweighted for row in shown.rows} == {len(hours)}
    # Each class of whole numbers ends before the next begins.
    assert shown.rows[0].label["en"] == f"0–{limits[1] - 1:.0f}"
    assert shown.rows[1].option == f"[{limits[1]:g},{limits[2]:g})"
    assert shown.missing == {"hours": 11, "region": 13}


def test_classes_of_decimals_say_that_the_upper_limit_is_outside(
    made: Callable[[str], Tabulation],
) -> None:
    shown = made("rows: [dose], chart: histogram, bins: 12")
    assert shown.rows[1].label["en"].endswith(" to <4")
    assert sum(row.estimates[0].count for row in shown.rows) == len(answers(2))


@pytest.mark.parametrize("item", ["hours", "dose"])
def test_a_box_is_that_of_matplotlib(made: Callable[[str], Tabulation], item: str) -> None:
    shown = made(f"rows: [{item}], chart: box, by: region")
    assert isinstance(shown.detail, Outliers)
    for place, region in enumerate(("north", "south", None)):
        numbers = answers(1 if item == "hours" else 2, region)
        (expected,) = boxplot_stats(numbers, whis=1.5)
        found = {
            name: shown.rows[0].measured(name)[place].value
            for name in ("lower_whisker", "lower_quartile", "median", "upper_quartile",
                         "upper_whisker")
        }  # fmt: skip
        assert list(found.values()) == pytest.approx(
            [expected[name] for name in ("whislo", "q1", "med", "q3", "whishi")], rel=1e-12
        )
        beyond = [float(number) for number in shown.detail.values[0][place]]
        assert beyond == sorted(set(expected["fliers"].tolist()))
        assert shown.rows[0].estimates[place].base.unweighted == len(numbers)
    assert any(shown.detail.values[0]) == (item == "hours")


def test_combinations_are_what_each_selected(made: Callable[[str], Tabulation]) -> None:
    shown = made("rows: [tools], chart: upset, top: 4, order: descending")
    assert isinstance(shown.detail, Combinations)
    expected = Counter(frozenset(row[3].split()) for row in rows() if row[3])
    found = {
        frozenset(members): row.estimates[0].count
        for members, row in zip(shown.detail.members, shown.rows, strict=True)
        if members
    }
    assert found == dict(sorted(expected.items(), key=lambda pair: -pair[1])[:4])
    rest = shown.rows[-1]
    assert (rest.option, rest.label["zh"], rest.is_residual) == ("[…]", "其他组合", True)
    # Everyone who answered is in one of them.
    assert sum(row.estimates[0].count for row in shown.rows) == sum(expected.values())
    assert {row.estimates[0].base.unweighted for row in shown.rows} == {sum(expected.values())}
    sets = {row.option: row.estimates[0].count for row in shown.detail.sets}
    assert sets == {
        code: sum(count for chosen, count in expected.items() if code in chosen)
        for code in ("ct", "mri", "pet", "none")
    }
    assert list(sets)[-1] == "none"
    (only,) = (
        row for row in made("rows: [tools], chart: upset").rows if row.label["en"] == "CT only"
    )
    assert only.estimates[0].id == "staff.tools.[ct]"


def test_a_rest_of_one_combination_is_shown_itself(made: Callable[[str], Tabulation]) -> None:
    shown = made("rows: [tools], chart: upset, top: 7")
    assert len(shown.rows) == 8
    assert not any(row.is_residual for row in shown.rows)
    assert len(made("rows: [tools], chart: upset, top: 6").rows) == 7


def test_of_nobody_there_are_figures_without_numbers(
    project: Asks, surveys: dict[str, Survey]
) -> None:
    from reportgen.readers import without_respondents

    empty = {name: without_respondents(name, each.codebook) for name, each in surveys.items()}
    for chart, item in (("histogram", "years"), ("box", "years"), ("upset", "tools")):
        asked = f"figures: {{f: {{title: F, rows: [{item}], chart: {chart}}}}}\n"
        shown = tabulate(empty, project(asked)).tabulations["fig:f"]
        assert [one.base.unweighted for one in shown.estimates] == [0] * len(shown.estimates)


@pytest.mark.parametrize(
    ("asked", "finding", "found"),
    [
        ("rows: [region], chart: histogram", "chart-of-numbers", "region"),
        ("rows: [tools], chart: box", "chart-of-numbers", "tools"),
        ("rows: [hours], chart: upset", "chart-of-combinations", "hours"),
        ("rows: [hours, dose], chart: histogram", "chart-of-one-item", "dose"),
        ("rows: [tools], chart: upset, by: region", "chart-with-breakdown", "region"),
        ("rows: [{item: hours, options: [a]}], chart: box", "options-of-statistic", "hours"),
        ("rows: [hours], chart: bar", "no-options-to-show", "hours"),
    ],
)
def test_what_a_chart_kind_cannot_show(
    made: Callable[[str], Tabulation], asked: str, finding: str, found: str
) -> None:
    with pytest.raises(ReportError) as caught:
        made(asked)
    (fault,) = caught.value.findings
    assert (fault.name, fault.found) == (finding, found)
