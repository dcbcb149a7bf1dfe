"""Tables and expressions of statistics: what they ask for, checked with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.config import read_config
from reportgen.document import Form, MeasureCell, Table
from reportgen.errors import ReportError
from reportgen.pipeline import compute
from tests.extensions.conftest import Projects, example

TABLE = "tables: {{t: {{title: T, rows: [{}], cells: [{}]{}}}}}"


def computed(folder: Path) -> tuple[Table, ...]:
    document = compute(read_config(folder)).document
    return tuple(block for block in document.blocks() if isinstance(block, Table))


def faults(folder: Path) -> list[str]:
    with pytest.raises(ReportError) as caught:
        compute(read_config(folder))
    return [
        f"{finding.place.key if finding.place else ''}: {finding.message()}"
        for finding in caught.value.findings
    ]


SHOWN = '# 结果 | Results\n\n{{ table("t") }}\n'


def table(project: Projects, rows: str, cells: str, more: str = "") -> Path:
    return project(TABLE.format(rows, cells, more), text=SHOWN)


def test_a_row_is_an_item_and_a_column_a_statistic(project: Projects) -> None:
    cells = "base, mean_score, {statistic: mean_score, show: error}"
    (found,) = computed(table(project, "satisfaction, recommend", cells, ", by: visit"))
    rows = found.tabulation.rows
    assert [row.label["en"] for row in rows] == ["Satisfaction", "Recommendation"]
    assert [[part.where for part in row.estimates] for row in rows] == [
        [(("visit", "first"),), (("visit", "return"),), ()]
    ] * 2
    assert found.cells[0] is Form.BASE
    cell = found.cells[2]
    assert isinstance(cell, MeasureCell)
    assert (cell.statistic, cell.form) == ("mean_score", Form.VALUE_ERROR)


@pytest.mark.parametrize(
    ("order", "items"),
    [("codebook", ["satisfaction", "recommend"]), ("descending", ["recommend", "satisfaction"])],
)
def test_rows_are_ordered_by_the_total(project: Projects, order: str, items: list[str]) -> None:
    folder = table(project, "satisfaction, recommend", "mean_score", f", order: {order}")
    rows = computed(folder)[0].tabulation.rows
    assert [row.item for row in rows] == items
    values = {row.item: row.estimates[-1].value for row in rows}
    assert values == pytest.approx({"satisfaction": 196 / 54, "recommend": 218 / 60})


@pytest.mark.parametrize(
    ("rows", "cells", "told"),
    [
        ("satisfaction", "mean_scor", "tables.t.cells.0: this is not one of the allowed values"),
        ("satisfaction", "{statistic: mean_scor}", "tables.t.cells.0.statistic: unknown statistic"),
        ("satisfaction", "mean_score, percent",
         "tables.t.cells.1: beside a statistic a row is an item: there is no option to count"),
        ("{item: satisfaction, options: ['1']}", "mean_score",
         "tables.t.rows.0.options: a statistic is of the whole item, not of some of its options"),
        ("satisfaction", "{statistic: mean_score, arguments: [x]}",
         "tables.t.cells.0: the statistic 'mean_score' can't be asked so: too many positional"
         " arguments"),
        ("satisfaction", "{statistic: mean_score, arguments: [[1, '2']]}",
         "tables.t.cells.0.arguments.0.0: this must be a text"),
        ("satisfaction", "{statistic: mean_score, show: low_median}",
         "tables.t.cells.0.show: this is not one of the allowed values"),
        ("satisfaction", "{statistic: mean_score, shows: error}",
         "tables.t.cells.0.shows: unknown key"),
        ("satisfaction", "{show: error}", "tables.t.cells.0.statistic: a required key is missing"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_has_its_place(
    project: Projects, rows: str, cells: str, told: str
) -> None:
    assert faults(table(project, rows, cells)) == [told]


def test_a_code_without_a_score_has_its_place_in_the_codebook(project: Projects) -> None:
    (told,) = faults(table(project, "visit", "mean_score"))
    assert told.endswith("an option of 'visit' has no number for its code, and so no score")


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ('stat("mean_scores", "satisfaction")', "unknown statistic"),
        ('stat("mean_score", "satisfied")', "unknown item"),
        ('mean_score("satisfaction", show="sd")', "this is not one of the allowed values"),
        ('mean_score("satisfaction", visit="first")', "'satisfaction' is not broken down by visit"),
        ('mean_score("satisfaction", "1")',
         "the statistic 'mean_score' can't be asked so: too many positional arguments"),
        ("mean_score()", "an expression can't be used so: "),
    ],
)  # fmt: skip
def test_an_expression_that_is_wrong_has_its_place(
    project: Projects, expression: str, told: str
) -> None:
    said = f"{{{{ {expression} }}}}"
    text = f"# 结果 | Results\n\n::: zh\n{said}\n:::\n::: en\n{said}\n:::\n"
    folder = project("", text=text)
    with pytest.raises(ReportError) as caught:
        compute(read_config(folder))
    places = []
    for finding in caught.value.findings:
        assert finding.message().startswith(told)
        assert finding.place is not None
        places.append((Path(finding.place.file).name, finding.place.line))
    assert places == [("report.md", 4), ("report.md", 7)]


def test_a_small_base_of_a_percentage_is_told_in_a_note(project: Projects) -> None:
    cells = "{statistic: net_balance, arguments: [[first], [return]]}"
    folder = project(f"plugins: [net_balance.py]\n{TABLE.format('visit', cells, '')}", text=SHOWN)
    example(folder, "net_balance.py")
    assert computed(folder)[0].notes == ()
    data = (folder / "patients.csv").read_text(encoding="utf-8").splitlines()
    (folder / "patients.csv").write_text("\n".join(data[:20]) + "\n", encoding="utf-8")
    (note,) = computed(folder)[0].notes
    assert [part.text for part in note["en"]] == [  # type: ignore[union-attr]
        "For bases below 20 no percentage is given (—)"
    ]


def test_a_statistic_needs_a_label_in_each_language(project: Projects) -> None:
    folder = project(f"plugins: [low_median.py]\n{TABLE.format('satisfaction', 'low_median', '')}",
        text=SHOWN)  # fmt: skip
    path = example(folder, "low_median.py") / "plugins" / "low_median.py"
    code = path.read_text(encoding="utf-8").replace('"zh": "低位中位数", ', "")
    path.write_text(code, encoding="utf-8")
    (told,) = faults(folder)
    assert told.endswith("the statistic 'low_median' has no label in 'zh'")


def test_parity_counts_statistics_too(project: Projects) -> None:
    text = (
        '# 结果 | Results {#r}\n\n::: zh\n{{ mean_score("recommend") }}。\n:::\n'
        '::: en\nIt is {{ mean_score("satisfaction") }}.\n:::\n'
    )
    with pytest.raises(ReportError) as caught:
        compute(read_config(project("", text=text)))
    told = "\n".join(line for finding in caught.value.findings for line in finding.lines())
    assert "patients.recommend:mean_score" in told
    assert "patients.satisfaction:mean_score" in told
