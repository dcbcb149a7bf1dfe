"""Tables as a survey person reads them: stub, banner, counts over bases."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from reportgen.config import Project
from reportgen.errors import Finding, ReportError
from reportgen.results import Results, Tabulation
from reportgen.statistics import tabulate
from reportgen.survey import Survey

Asks = Callable[[str], Project]


def results(surveys: dict[str, Survey], project: Asks, table: str) -> Results:
    return tabulate(surveys, project(f"tables:\n  t: {{title: T, {table}}}\n"))


def shown(tabulation: Tabulation) -> str:
    """The table as text: `group | label | count/base …`, a row a line."""
    heads = [column.label["en"] if column.label else "Total" for column in tabulation.columns]
    lines = [" ".join(heads)]
    for row in tabulation.rows:
        group = f"{row.group['en']}: " if row.group else ""
        cells = " ".join(f"{one.count}/{one.base.unweighted}" for one in row.estimates)
        lines.append(f"{group}{row.label['en']} {cells}")
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("asked", "table"),
    [
        ("rows: [tools]", "Total\nCT 2/4\nMRI 3/4\nPET 1/4"),
        ("rows: [staff.tools]", "Total\nCT 2/4\nMRI 3/4\nPET 1/4"),
        ("rows: [tools], order: descending", "Total\nMRI 3/4\nCT 2/4\nPET 1/4"),
        ("rows: [{item: tools, options: [pet, ct]}]", "Total\nPET 1/4\nCT 2/4"),
        (
            "rows: [tools], by: region",
            "North South West Total\nCT 1/2 0/1 0/0 2/4\nMRI 2/2 1/1 0/0 3/4\nPET 0/2 1/1 0/0 1/4",
        ),
        (
            "rows: [uses], by: region, total: false",
            "North South West\nYes 2/3 2/2 0/0\nNo 1/3 0/2 0/0",
        ),
        ("rows: [uses], total: false", "Total\nYes 5/6\nNo 1/6"),
        (
            "rows: [uses, trained]",
            "Total\nUses AI: Yes 5/6\nUses AI: No 1/6\nTrained: Yes 3/5\nTrained: No 2/5",
        ),
        (
            "rows: [{item: trained, options: ['yes']}, {item: uses, options: ['yes']}]",
            "Total\nTrained 3/5\nUses AI 5/6",
        ),
        (
            "order: descending, "
            "rows: [{item: trained, options: ['yes']}, {item: uses, options: ['yes']}]",
            "Total\nUses AI 5/6\nTrained 3/5",
        ),
        (
            "rows: [{item: trained, options: ['yes']}, tools], order: descending",
            "Total\nTrained 3/5\nMRI 3/4\nCT 2/4\nPET 1/4",
        ),
        (
            "rows: [{item: uses, options: ['yes']}, size]",
            "Total\nUses AI 5/6\nSmall 2/3\nLarge 1/3",
        ),
    ],
)
def test_tables(surveys: dict[str, Survey], project: Asks, asked: str, table: str) -> None:
    assert shown(results(surveys, project, asked).tabulations["tbl:t"]) == table


def test_equal_shares_keep_the_codebooks_order(surveys: dict[str, Survey], project: Asks) -> None:
    table = results(surveys, project, "rows: [region], order: descending").tabulations["tbl:t"]
    assert [row.option for row in table.rows] == ["north", "south", "west"]


def test_a_table_knows_its_items_and_how_many_are_missing(
    surveys: dict[str, Survey], project: Asks
) -> None:
    table = results(surveys, project, "rows: [tools, trained], by: region").tabulations["tbl:t"]
    assert [item.name for item in table.items] == ["tools", "trained"]
    assert table.by is not None
    assert table.by.name == "region"
    assert table.missing == {"tools": 1, "trained": 1, "region": 1}
    assert [column.where for column in table.columns] == [
        (("region", "north"),),
        (("region", "south"),),
        (("region", "west"),),
        (),
    ]


def test_figures_are_tabulated_too(surveys: dict[str, Survey], project: Asks) -> None:
    asked = project("figures:\n  f: {title: F, rows: [uses], by: region}\n")
    assert list(tabulate(surveys, asked).tabulations) == ["fig:f"]


def test_estimates_of_every_item_overall_and_by_each_breakdown_used(
    surveys: dict[str, Survey], project: Asks
) -> None:
    found = results(surveys, project, "rows: [uses], by: region").estimates
    estimate = found["staff.tools.mri@region=north"]
    assert (estimate.count, estimate.base.unweighted, estimate.value) == (2, 2, 1.0)
    assert estimate.interval is not None
    assert (estimate.interval.method, estimate.interval.level) == ("wilson", 0.95)
    assert found["staff.uses.yes"].value == pytest.approx(5 / 6)
    assert found["staff.uses.yes"].standard_error == pytest.approx(math.sqrt(5 / 36 / 5))
    assert (found["staff.tools"].count, found["staff.tools"].value) == (4, 1.0)
    assert found["staff.tools@region=south"].count == 1
    assert not [
        name for name in found if name.startswith(("firms", "staff.region")) and "@" in name
    ]
    assert [found[f"staff.years{where}"].count for where in ("", "@region=north")] == [6, 3]


def test_estimates_over_an_empty_base(surveys: dict[str, Survey], project: Asks) -> None:
    found = results(surveys, project, "rows: [uses], by: region").estimates
    estimate = found["staff.uses.yes@region=west"]
    assert math.isnan(estimate.value)
    assert (estimate.standard_error, estimate.interval, estimate.count) == (None, None, 0)
    assert math.isnan(found["staff.uses@region=west"].value)


def test_breakdowns_that_the_text_asks_for(surveys: dict[str, Survey], project: Asks) -> None:
    found = tabulate(surveys, project("breakdowns: {staff: [trained]}\n"))
    assert "staff.uses.yes@trained=no" in found.estimates
    assert "staff.uses.yes@region=north" not in found.estimates


def test_respondents_and_items(surveys: dict[str, Survey], project: Asks) -> None:
    found = tabulate(surveys, project(""))
    assert {name: (one.id, one.count) for name, one in found.respondents.items()} == {
        "staff": ("staff", 6),
        "firms": ("firms", 3),
    }
    assert list(found.items) == ["region", "uses", "tools", "trained", "years", "size"]


def fault(surveys: dict[str, Survey], asked: Project) -> Finding:
    with pytest.raises(ReportError) as caught:
        tabulate(surveys, asked)
    (finding,) = caught.value.findings
    return finding


@pytest.mark.parametrize(
    ("table", "message", "key", "found", "nearest"),
    [
        ("rows: [uses, tool]", "unknown item", "rows.1", "tool", "tools"),
        ("rows: [staff.tool]", "unknown item", "rows.0", "staff.tool", "staff.tools"),
        ("rows: [years]", "an item of type integer has no options", "rows.0", "years", None),
        ("rows: [{item: tools, options: [ct, mr]}]", "unknown option of 'tools'",
         "rows.0.options.1", "mr", "mri"),
        ("rows: [{item: tools, options: [ct, ct]}]", "this option stands twice",
         "rows.0.options.1", "ct", None),
        ("rows: [{item: tools, options: []}]", "must show one option", "rows.0", "tools", None),
        ("rows: [uses], by: regoin", "unknown item", "by", "regoin", "region"),
        ("rows: [uses], by: tools", "only a select_one item can break", "by", "tools", None),
        ("rows: [uses], by: years", "only a select_one item can break", "by", "years", None),
        ("rows: [uses], by: uses", "broken down by itself", "by", "uses", None),
        ("rows: [uses, size], by: region", "'size' in 'firms'", "by", "region", None),
    ],
)  # fmt: skip
def test_what_a_table_cannot_show(
    surveys: dict[str, Survey],
    project: Asks,
    table: str,
    message: str,
    key: str,
    found: str,
    nearest: str | None,
) -> None:
    finding = fault(surveys, project(f"tables:\n  t: {{title: T, {table}}}\n"))
    assert message in finding.message()
    assert finding.place is not None
    assert (finding.place.line, finding.place.key) == (7, f"tables.t.{key}")
    assert (finding.found, finding.nearest) == (found, nearest)


@pytest.mark.parametrize(
    ("asked", "message", "key"),
    [
        ("{stuff: [region]}", "unknown survey", "breakdowns.stuff"),
        ("{staff: [regions]}", "unknown item", "breakdowns.staff.0"),
        ("{staff: [size]}", "an item of the survey 'firms'", "breakdowns.staff.0"),
        ("{staff: [tools]}", "only a select_one item", "breakdowns.staff.0"),
    ],
)
def test_breakdowns_that_cannot_be(
    surveys: dict[str, Survey], project: Asks, asked: str, message: str, key: str
) -> None:
    finding = fault(surveys, project(f"breakdowns: {asked}\n"))
    assert message in finding.message()
    assert finding.place is not None
    assert (finding.place.line, finding.place.key) == (6, key)


def test_every_fault_is_reported_at_once(surveys: dict[str, Survey], project: Asks) -> None:
    asked = "tables:\n  t: {title: T, rows: [use, tool], by: regio}\n  u: {title: U, rows: [x]}\n"
    with pytest.raises(ReportError) as caught:
        tabulate(surveys, project(asked))
    assert [finding.found for finding in caught.value.findings] == ["use", "tool", "regio", "x"]
