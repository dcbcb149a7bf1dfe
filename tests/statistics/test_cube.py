"""Counts and bases, overall and by a breakdown."""

from __future__ import annotations

import numpy as np
import pytest

from reportgen.statistics import count
from reportgen.survey import Survey


def test_single_response(surveys: dict[str, Survey]) -> None:
    cube = count(surveys["staff"], "uses")
    assert cube.counts.tolist() == [[5], [1]]
    assert cube.bases.tolist() == [6]
    assert (cube.counts.dtype, cube.bases.dtype) == (np.int64, np.int64)


def test_the_base_of_a_multiple_response_is_who_answered_in_its_universe(
    surveys: dict[str, Survey],
) -> None:
    cube = count(surveys["staff"], "tools")
    assert cube.counts.tolist() == [[2], [3], [1]]
    assert cube.bases.tolist() == [4]  # one was routed past, one left it unanswered


def test_the_total_has_those_whose_category_is_missing(surveys: dict[str, Survey]) -> None:
    cube = count(surveys["staff"], "uses", by="region")
    #                    total north south west
    assert cube.counts.tolist() == [[5, 2, 2, 0], [1, 1, 0, 0]]
    assert cube.bases.tolist() == [6, 3, 2, 0]


def test_multiple_response_by_region(surveys: dict[str, Survey]) -> None:
    cube = count(surveys["staff"], "tools", by="region")
    assert cube.counts.tolist() == [[2, 1, 0, 0], [3, 2, 1, 0], [1, 0, 1, 0]]
    assert cube.bases.tolist() == [4, 2, 1, 0]


def test_a_breakdown_by_an_item_with_a_universe(surveys: dict[str, Survey]) -> None:
    cube = count(surveys["staff"], "region", by="trained")
    assert cube.counts.tolist() == [[3, 1, 2], [2, 1, 0], [0, 0, 0]]
    assert cube.bases.tolist() == [5, 2, 2]


@pytest.mark.parametrize(("item", "by"), [("years", None), ("uses", "tools"), ("uses", "years")])
def test_what_cannot_be_counted(surveys: dict[str, Survey], item: str, by: str | None) -> None:
    with pytest.raises(ValueError, match=r"no options|not a single response"):
        count(surveys["staff"], item, by)


def test_cubes_agree_with_counting_respondents_one_by_one(surveys: dict[str, Survey]) -> None:
    survey = surveys["staff"]
    tools, region = survey.responses["tools"], survey.responses["region"]
    cube = count(survey, "tools", by="region")
    for group in range(3):
        inside = [row for row in range(6) if region.selected[row] == group]
        assert cube.bases[group + 1] == sum(bool(tools.answered[row]) for row in inside)
        for option in range(3):
            chosen = sum(bool(tools.selected[row, option]) for row in inside)
            assert cube.counts[option, group + 1] == chosen
