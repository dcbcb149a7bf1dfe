"""The mean score against numpy and the standard library, over the answers themselves."""

from __future__ import annotations

import math
import statistics
from fractions import Fraction

import numpy as np
import pytest

from reportgen.errors import ReportError
from reportgen.measures import Distribution, Measure, full_name, measure
from reportgen.results import Unit
from reportgen.statistics import STATISTICS, standard_error, statistic
from reportgen.survey import Item, ItemType, ResponseOption
from reportgen.text import Text

SCALES = {
    "whole": ({"1": 4, "2": 6, "3": 10, "4": 20, "5": 14}, ()),
    "residual": ({"1": 3, "2": 0, "3": 9, "99": 40}, ("99",)),
    "named residual": ({"-2": 5, "-1": 1, "0": 0, "1": 7, "2": 2, "unsure": 8}, ("unsure",)),
    "decimals": ({"0.5": 7, "1.5": 11, "2.25": 3}, ()),
    "alike": ({"1": 0, "2": 30}, ()),
    "two": ({"1": 1, "7": 1}, ()),
}


def distribution(
    counts: dict[str, int], residual: tuple[str, ...] = (), kind: ItemType = ItemType.SELECT_ONE
) -> Distribution:
    options = tuple(ResponseOption(code, Text.same(code), code in residual) for code in counts)
    item = Item("s", "q", kind, Text.same("Q"), options)
    return Distribution(item, (("by", "a"),), tuple(counts.values()), sum(counts.values()))


@pytest.mark.parametrize("name", SCALES)
def test_it_is_that_of_the_scores(name: str) -> None:
    counts, residual = SCALES[name]
    scores = [float(code) for code, n in counts.items() if code not in residual for _ in range(n)]
    found = measure("mean_score", (), distribution(counts, residual))
    error = float(np.std(scores, ddof=1)) / math.sqrt(len(scores))
    assert found.value == pytest.approx(statistics.fmean(scores), rel=1e-14, abs=1e-15)
    assert found.standard_error == pytest.approx(error, rel=1e-12, abs=1e-15)
    assert found.base.unweighted == len(scores)
    assert found.interval is not None
    z = statistics.NormalDist().inv_cdf(0.975)
    assert (found.interval.lower, found.interval.upper) == pytest.approx(
        (np.mean(scores) - z * error, np.mean(scores) + z * error), rel=1e-12
    )
    assert found.measured is not None
    assert found.measured.exact == sum(map(Fraction, scores)) / len(scores)


def test_of_0_and_1_it_is_the_proportion() -> None:
    found = measure("mean_score", (), distribution({"0": 582, "1": 5765}))
    assert found.value == 5765 / 6347
    error = standard_error(np.array([5765]), np.array([6347]))
    assert found.standard_error == pytest.approx(float(error[0]), rel=1e-12)


@pytest.mark.parametrize(
    ("counts", "value", "has_error"),
    [({"1": 0, "2": 0}, math.nan, False), ({"1": 0, "2": 1}, 2.0, False),
     ({"1": 1, "2": 1}, 1.5, True)],
)  # fmt: skip
def test_small_bases(counts: dict[str, int], value: float, has_error: bool) -> None:
    found = measure("mean_score", (), distribution(counts))
    assert found.value == pytest.approx(value, nan_ok=True)
    assert (found.standard_error is not None) == (found.interval is not None) == has_error


def test_it_says_what_it_is() -> None:
    found = measure("mean_score", (), distribution({"1": 1, "2": 1}))
    assert found.id == "s.q:mean_score@by=a"
    assert (found.option, found.count) == (None, 2)


@pytest.mark.parametrize("code", ["good", "1/2", "nan", "1_0x"])
def test_a_code_that_is_no_number_has_no_score(code: str) -> None:
    with pytest.raises(ReportError, match="has no number for its code") as caught:
        measure("mean_score", (), distribution({"1": 3, code: 4}))
    assert caught.value.findings[0].found == code


def test_a_multiple_response_has_no_scores() -> None:
    asked = distribution({"1": 3, "2": 4}, kind=ItemType.SELECT_MULTIPLE)
    with pytest.raises(ReportError, match="a multiple response has no scores"):
        measure("mean_score", (), asked)


def test_a_statistic_takes_its_arguments_and_no_others() -> None:
    with pytest.raises(ReportError, match="too many positional arguments") as caught:
        measure("mean_score", ("1",), distribution({"1": 3}))
    assert caught.value.findings[0].found == "mean_score(1)"


def test_an_unknown_statistic_is_answered_with_the_nearest() -> None:
    with pytest.raises(ReportError) as caught:
        measure("mean_scor", (), distribution({"1": 3}))
    assert caught.value.findings[0].nearest == "mean_score"


def test_the_name_holds_the_arguments() -> None:
    assert full_name("x", ()) == "x"
    assert full_name("x", (["a", "b"], "c")) == "x(a+b; c)"


def test_counts_of_options_add_up_where_each_chose_one() -> None:
    asked = distribution({"a": 3, "b": 4, "c": 5})
    assert asked.count(["a", "c", "a"]) == 8
    with pytest.raises(ReportError, match="unknown option of 'q'"):
        asked.count(["d"])
    multiple = distribution({"a": 3, "b": 4}, kind=ItemType.SELECT_MULTIPLE)
    assert multiple.count(["a"]) == 3
    with pytest.raises(ReportError, match="can't be added"):
        multiple.count(["a", "b"])


def test_a_function_becomes_a_statistic() -> None:
    made = statistic(label={"en": "L"}, unit=Unit.PERCENT, digits=3)(lambda _: Measure(0.5))
    assert (made.label, made.unit, made.digits) == (Text({"en": "L"}), Unit.PERCENT, 3)
    assert made(distribution({"1": 1})) == Measure(0.5)
    assert STATISTICS.get("mean_score").label is None


@pytest.mark.parametrize(
    ("given", "exact", "error", "limits"),
    [
        (Measure(np.float64(2.5), np.float64(0.5), (np.float64(1), np.int64(4))), 2.5, 0.5, (1, 4)),
        (Measure(3), Fraction(3), None, None),
        (Measure(math.inf, math.nan, (0.0, math.inf)), math.nan, None, None),
        (Measure(1.0, interval=(math.nan, 2.0)), 1.0, None, None),
    ],
)
def test_what_a_statistic_gives_is_made_plain(
    monkeypatch: pytest.MonkeyPatch,
    given: Measure,
    exact: Fraction | float,
    error: float | None,
    limits: tuple[float, float] | None,
) -> None:
    monkeypatch.setitem(STATISTICS._variants, "x", statistic()(lambda _: given))
    found = measure("x", (), distribution({"1": 1, "2": 1}))
    assert found.measured is not None
    assert type(found.measured.exact) in (Fraction, float)
    assert found.measured.exact == pytest.approx(exact, nan_ok=True)
    assert found.standard_error == error
    interval = found.interval
    assert (interval and (interval.lower, interval.upper)) == limits
    assert repr(found.value).startswith(repr(float(exact)))


@pytest.mark.parametrize("value", [None, "many", [1]])
def test_what_is_no_number_is_refused(monkeypatch: pytest.MonkeyPatch, value: object) -> None:
    made = statistic()(lambda _: Measure(value))  # type: ignore[arg-type]
    monkeypatch.setitem(STATISTICS._variants, "x", made)
    with pytest.raises(ReportError, match="the statistic 'x' gave no number"):
        measure("x", (), distribution({"1": 1}))
