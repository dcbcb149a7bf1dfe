"""The flow of respondents adds up, and ends at the bases that tables print."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from reportgen.config import Project, read_config
from reportgen.errors import ReportError
from reportgen.readers import read_surveys
from reportgen.resources import examples_folder
from reportgen.results import Flow, Results, Tabulation
from reportgen.statistics import tabulate

STAFF = """\
survey:
  - {type: select_one yes_no, name: consent, label: Consent}
  - {type: select_one yes_no, name: uses, label: Uses, relevant: "${consent} = 'yes'"}
  - {type: integer, name: hours, label: Hours, relevant: "${uses} = 'yes'"}
  - {type: text, name: why_not, label: Why not, relevant: "not(${uses} = 'yes')"}
choices:
  yes_no: [{name: "yes", label: "Yes"}, {name: "no", label: "No"}]
"""
DATA = """\
consent,uses,hours,why_not
yes,yes,3,
yes,yes,,
yes,no,,costs
yes,,,none
yes,no,,
no,,,
"""
REPORT = """\
title: T
languages: [en]
editions: [en]
surveys:
  staff:
    data: staff.csv
    codebook: staff.yaml
    include: [{where: "${consent} = 'yes'", reason: No consent}]
    recruitment: RECRUITMENT
figures:
  flow: {title: F, chart: flow, rows: [uses, hours, why_not]}
"""
GIVEN = "[{label: Invited, count: 20, lost: No answer}, {label: Reached, count: 6}]"
Asks = Callable[..., Project]


@pytest.fixture
def project(tmp_path: Path) -> Asks:
    (tmp_path / "staff.yaml").write_text(STAFF, encoding="utf-8")
    (tmp_path / "staff.csv").write_text(DATA, encoding="utf-8")

    def written(given: str = GIVEN, old: str = "", new: str = "") -> Project:
        text = REPORT.replace("RECRUITMENT", given)
        assert old in text
        (tmp_path / "report.yaml").write_text(text.replace(old, new), encoding="utf-8")
        return read_config(tmp_path)

    return written


def shown(project: Project) -> tuple[Tabulation, Flow]:
    tabulation = tabulate(read_surveys(project), project).tabulations["fig:flow"]
    assert isinstance(tabulation.detail, Flow)
    return tabulation, tabulation.detail


def test_stages_from_invited_to_included(project: Asks) -> None:
    stages = shown(project())[1].stages
    assert [(stage.label["en"], stage.estimate.count, stage.is_given) for stage in stages] == [
        ("Invited", 20, True),
        ("Reached", 6, True),
        ("Questionnaires received", 6, False),
        ("Included in the analysis", 5, False),
    ]
    losses = [[(loss.label["en"], loss.estimate.count) for loss in stage.losses]
        for stage in stages]  # fmt: skip
    # All who were reached answered: nothing is lost there.
    assert losses == [[("No answer", 14)], [], [("No consent", 1)], []]


def test_items_hang_on_the_item_that_decides_who_is_asked(project: Asks) -> None:
    uses, hours, why_not = shown(project())[1].items
    assert (uses.above, uses.asked.count, uses.missing.count, uses.answered.count) == (
        None,
        5,
        1,
        4,
    )
    # Asked only of the two who use it, one of whom did not answer.
    assert (hours.above, hours.asked.count, hours.skipped.count) == (0, 2, 2)
    assert (hours.missing.count, hours.answered.count) == (1, 1)
    # Asked also of the one who did not say: it is no part of those who answered `uses`.
    assert (why_not.above, why_not.asked.count, why_not.skipped.count) == (None, 3, 2)
    assert (why_not.missing.count, why_not.answered.count) == (1, 2)


def test_a_survey_without_rules_and_numbers_begins_with_its_respondents(project: Asks) -> None:
    include = "    include: [{where: \"${consent} = 'yes'\", reason: No consent}]\n"
    stages = shown(project("[]", include, ""))[1].stages
    assert [stage.estimate.count for stage in stages] == [6]
    assert stages[0].estimate.id == "staff"


def test_a_loss_without_a_name_has_that_of_the_locale(project: Asks) -> None:
    stages = shown(project("[{label: Invited, count: 9}]"))[1].stages
    assert [loss.label["en"] for loss in stages[0].losses] == ["Not in the next stage"]


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ("[{label: A, count: 5}]", "surveys.staff.recruitment.0.count"),
        ("[{label: A, count: 9}, {label: B, count: 10}]", "surveys.staff.recruitment.1.count"),
    ],
)
def test_numbers_must_not_grow(project: Asks, given: str, key: str) -> None:
    with pytest.raises(ReportError) as caught:
        shown(project(given))
    (fault,) = caught.value.findings
    assert fault.place is not None
    assert (fault.name, fault.place.key) == ("recruitment-grows", key)


@pytest.fixture(scope="module")
def gallery() -> Results:
    project = read_config(examples_folder() / "gallery")
    return tabulate(read_surveys(project), project)


def test_every_stage_is_the_one_before_without_those_who_left(gallery: Results) -> None:
    flow = gallery.tabulations["fig:respondents"].detail
    assert isinstance(flow, Flow)
    for stage, following in pairwise(flow.stages):
        left = sum(loss.estimate.count for loss in stage.losses)
        assert stage.estimate.count - left == following.estimate.count
    for item in flow.items:
        whole = flow.stages[-1].estimate if item.above is None else flow.items[item.above].answered
        assert item.asked.count + item.skipped.count == whole.count
        assert item.answered.count + item.missing.count == item.asked.count


def test_it_ends_at_the_bases_of_the_report(gallery: Results) -> None:
    flow = gallery.tabulations["fig:respondents"].detail
    assert isinstance(flow, Flow)
    assert flow.stages[-1].estimate == gallery.respondents["reading"]
    for item in flow.items:
        assert item.answered == gallery.estimates[f"reading.{item.item.name}"]


def test_the_rows_tell_the_same_for_a_table_of_the_data(gallery: Results) -> None:
    tabulation = gallery.tabulations["fig:respondents"]
    flow = tabulation.detail
    assert isinstance(flow, Flow)
    counts = [row.estimates[0].count for row in tabulation.rows]
    expected = [part.estimate.count for stage in flow.stages for part in (stage, *stage.losses)]
    for item in flow.items:
        expected += [item.answered.count, item.missing.count, item.skipped.count]
    assert counts == expected
