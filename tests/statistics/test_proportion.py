"""Proportions, standard errors and Wilson intervals against R."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from reportgen.errors import ReportError
from reportgen.statistics import INTERVALS, proportion, standard_error, wilson

ORACLE = json.loads(
    (Path(__file__).parents[1] / "oracle" / "proportion.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("row", ORACLE["prop_ci"], ids=lambda row: f"{row['x']} of {row['n']}")
def test_wilson_agrees_with_r(row: dict) -> None:
    limits = wilson(np.array([row["x"]]), np.array([row["n"]]))
    assert [float(limit[0]) for limit in limits] == pytest.approx(row["wilson"], abs=1e-14)


def test_wilson_limits_stay_between_0_and_1() -> None:
    counts, bases = np.array([0, 10, 0, 1]), np.array([10, 10, 1, 1])
    lower, upper = wilson(counts, bases)
    assert (lower[0], upper[1], lower[2], upper[3]) == (0, 1, 0, 1)
    assert ((lower >= 0) & (lower < upper) & (upper <= 1)).all()


def test_a_higher_level_is_wider() -> None:
    (low95,), (high95,) = wilson(np.array([3]), np.array([10]))
    (low99,), (high99,) = wilson(np.array([3]), np.array([10]), 0.99)
    assert low99 < low95 < 0.3 < high95 < high99


def test_standard_error_agrees_with_r() -> None:
    sample = ORACLE["apisrs_prop_stype"]
    n, schools = sample["n"], sample["N"]
    counts = np.array([round(share * n) for share in sample["est"]])
    # R's design has a finite population correction; the report's respondents have none.
    corrected = standard_error(counts, np.array([n])) * math.sqrt(1 - n / schools)
    assert corrected.tolist() == pytest.approx(sample["se"], rel=1e-12)


def test_an_empty_base_has_no_proportion_and_gives_no_warning() -> None:
    none, bases = np.array([0, 0]), np.array([0, 1])
    assert np.isnan(proportion(none, bases)).tolist() == [True, False]
    assert np.isnan(standard_error(none, bases)).tolist() == [True, True]
    assert np.isnan(wilson(none, bases)).tolist() == [[True, False], [True, False]]


def test_an_unknown_method_names_the_known_ones() -> None:
    assert INTERVALS.get("wilson") is wilson
    with pytest.raises(ReportError, match="did you mean: wilson"):
        INTERVALS.get("willson")
