"""Statistics of numbers, against numpy, the standard library and R, over the answers themselves."""

from __future__ import annotations

import json
import math
import random
import statistics
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from reportgen.config import Project
from reportgen.errors import ReportError
from reportgen.measures import Distribution, decimals, distribution, measure
from reportgen.results import Estimate
from reportgen.statistics import tabulate
from reportgen.survey import Item, ItemType, Survey
from reportgen.text import Text

R = json.loads((Path(__file__).parents[1] / "oracle" / "numbers.json").read_text(encoding="utf-8"))
SAMPLES = {
    "even": [3, 1, 4, 1, 5, 9, 2, 6],
    "odd": [3, 1, 4, 1, 5, 9, 2],
    "alike": [7, 7, 7],
    "two": [1, 10],
    "negative": [-5, 0, 5, 2, -1],
    "many": [round(random.Random(7).lognormvariate(2, 0.8)) for _ in range(997)],
}
QUANTILES = {"lower_quartile": 0.25, "median": 0.5, "upper_quartile": 0.75}


def given(numbers: list[int] | list[Fraction], kind: ItemType = ItemType.INTEGER) -> Distribution:
    counts = sorted(Counter(map(Fraction, numbers)).items())
    item = Item("s", "hours", kind, Text.same("Hours"))
    values, times = tuple(value for value, _ in counts), tuple(count for _, count in counts)
    return Distribution(item, (), times, len(numbers), values)


def found(name: str, numbers: list[int] | list[Fraction], *arguments: str) -> Estimate:
    return measure(name, arguments, given(numbers))


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("name", QUANTILES)
def test_quartiles_are_those_of_numpy(sample: str, name: str) -> None:
    numbers = SAMPLES[sample]
    expected = np.quantile(numbers, QUANTILES[name], method="linear")
    assert found(name, numbers).value == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize("share", ["0", "0.05", "1/3", "0.9", "1"])
def test_a_quantile_is_that_of_the_standard_library(share: str) -> None:
    numbers = SAMPLES["many"]
    low, high = min(numbers), max(numbers)
    cuts = [low, *statistics.quantiles(numbers, n=60, method="inclusive"), high]
    expected = cuts[int(60 * Fraction(share))]
    assert found("quantile", numbers, share).value == pytest.approx(expected, rel=1e-12)


def test_a_median_is_exact() -> None:
    numbers = [Fraction(1, 10), Fraction(2, 10)]
    median = found("median", numbers)
    assert median.measured is not None
    assert median.measured.exact == Fraction(3, 20)


@pytest.mark.parametrize("sample", SAMPLES)
def test_mean_and_deviation_are_those_of_the_standard_library(sample: str) -> None:
    numbers = SAMPLES[sample]
    mean, deviation = found("mean", numbers), found("standard_deviation", numbers)
    assert mean.value == pytest.approx(statistics.fmean(numbers), rel=1e-14)
    assert deviation.value == pytest.approx(statistics.stdev(numbers), rel=1e-12)
    assert mean.standard_error == pytest.approx(
        statistics.stdev(numbers) / math.sqrt(len(numbers)), rel=1e-12
    )
    assert (found("minimum", numbers).value, found("maximum", numbers).value) == (
        min(numbers), max(numbers)
    )  # fmt: skip


def test_they_are_those_of_r() -> None:
    numbers = R["api00"]
    assert [found(name, numbers).value for name in QUANTILES] == R["hf7"]
    mean = found("mean", numbers)
    assert mean.value == pytest.approx(R["mean"], rel=1e-14)
    assert mean.standard_error is not None
    corrected = mean.standard_error * math.sqrt(1 - len(numbers) / R["population"])
    assert corrected == pytest.approx(R["se"], rel=1e-12)


@pytest.mark.parametrize(
    ("numbers", "printed"),
    [
        (["4", "7"], {"median": 1, "mean": 1, "standard_deviation": 1, "minimum": 0}),
        (["4.5", "7"], {"median": 1, "mean": 2, "maximum": 1}),
        (["0.30000000000000004"], {"mean": 3, "minimum": 2}),
    ],
)
def test_decimals_follow_those_of_the_answers(numbers: list[str], printed: dict[str, int]) -> None:
    exact = list(map(Fraction, numbers))
    for name, digits in printed.items():
        measured = found(name, exact).measured
        assert measured is not None
        assert measured.digits == digits
    assert decimals([Fraction(1, 3)]) == 2


@pytest.mark.parametrize("name", [*QUANTILES, "mean", "minimum", "maximum"])
def test_of_nobody_there_is_none(name: str) -> None:
    assert math.isnan(found(name, []).value)
    assert math.isnan(found("standard_deviation", [5]).value)


@pytest.mark.parametrize("share", ["90%", "1.1", "-0.1", "1/0", ""])
def test_a_quantile_wants_a_share(share: str) -> None:
    with pytest.raises(ReportError, match="wants a share between 0 and 1"):
        found("quantile", [1, 2], share)


def test_answers_are_counted_overall_and_by_each_breakdown_in_use(
    surveys: dict[str, Survey], project: Callable[[str], Project]
) -> None:
    asked = "tables: {t: {title: T, rows: [years], by: region, cells: [base, median, mean]}}\n"
    results = tabulate(surveys, project(asked))
    years = results.items["years"]
    whole = distribution(years, (), results.estimates, results.numbers)
    assert (whole.base, whole.scores()) == (6, tuple((Fraction(n), 1) for n in range(1, 7)))
    (row,) = results.tabulations["tbl:t"].rows
    # North gave 1, 2, 3, south 4, 5; the sixth has no region.
    assert [one.value for one in row.measured("median")] == pytest.approx(
        [2, 4.5, math.nan, 3.5], nan_ok=True
    )
    assert [one.base.unweighted for one in row.measured("mean")] == [3, 2, 0, 6]
    assert row.measured("mean")[0].id == "staff.years:mean@region=north"
