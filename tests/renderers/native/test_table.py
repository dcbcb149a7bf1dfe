"""The second sheet of a workbook: each estimate once, with the counts of the data."""

from __future__ import annotations

import pytest

from reportgen.document import Figure
from tests.charts.kinds import (
    ANSWERS,
    HARD,
    OPTIONS,
    REGIONS,
    SCALE,
    STATEMENTS,
    SUPPRESSED,
    figure,
    plain,
    scale_of,
    tabulation,
)
from tests.renderers.native.reading import C, ReadChart, charts, word_file

ROWS = (
    (("缺乏专家", "Lack of experts"), [(3002, 6347)]),
    (("少数", "A few"), [(7, 12)]),
    (("无人", "Nobody"), [(0, 0)]),
    (("不公布", "Withheld"), [SUPPRESSED]),
)


def the_chart(shown: Figure, language: str = "en") -> ReadChart:
    (chart,) = charts(word_file(shown, language))
    return chart


def table(chart: ReadChart) -> list[tuple[object, ...]]:
    return list(chart.book.worksheets[1].iter_rows(values_only=True))


@pytest.mark.parametrize(
    ("language", "names", "heads"),
    [
        ("zh", ["图表", "结果"], ("选项", "频数（n）", "基数（N）", "比例")),
        ("en", ["Chart", "Results"], ("Option", "Count (n)", "Base (N)", "Proportion")),
    ],
)
def test_it_has_counts_bases_and_shares(
    language: str, names: list[str], heads: tuple[str, ...]
) -> None:
    chart = the_chart(figure("bar", tabulation(ROWS)), language)
    assert chart.book.sheetnames == names
    first, *rows = table(chart)
    assert first == heads
    assert rows[:4] == [
        (ROWS[0][0][language == "en"], 3002, 6347, pytest.approx(3002 / 6347)),
        (ROWS[1][0][language == "en"], 7, 12, pytest.approx(7 / 12)),
        (ROWS[2][0][language == "en"], 0, 0, "—"),
        (ROWS[3][0][language == "en"], None, 1000, "—"),
    ]
    page = chart.book.worksheets[1]
    assert [page[f"D{row}"].number_format for row in (2, 3)] == ["0.0%", "?/12"]
    assert page.freeze_panes == "B2"
    assert page["A1"].font.b


def test_the_title_of_the_figure_stands_below() -> None:
    rows = table(the_chart(figure("bar", tabulation(ROWS))))
    assert rows[5] == (None, None, None, None)
    assert rows[6][0] == "A figure"


def test_limits_are_columns_where_the_chart_shows_them() -> None:
    shown = plain(REGIONS[:2], 3)
    for options, has_limits in (({}, True), ({"intervals": False}, False)):
        first, *rows = table(the_chart(figure("dot", shown, **options)))
        limits = ("95% CI, lower limit", "95% CI, upper limit") if has_limits else ()
        heads = ("Option", "Breakdown", "Count (n)", "Base (N)", "Proportion")
        assert first == heads + limits
        cells = [(row, place) for row in range(3) for place in range(2)]
        for (row, place), found in zip(cells, rows, strict=False):
            estimate = shown.rows[row].estimates[place]
            named = (OPTIONS[row][1], REGIONS[place][1], estimate.count, estimate.base.unweighted)
            assert found[:4] == named
            assert found[4] == pytest.approx(estimate.count / estimate.base.unweighted)
            if has_limits:
                assert found[5:] == pytest.approx(
                    (estimate.interval.lower, estimate.interval.upper)
                )


def test_items_of_a_scale_are_named_and_the_totals_of_their_sides() -> None:
    answers = [each[:5] for each in ANSWERS]
    chart = the_chart(figure("diverging_bar", scale_of(answers, STATEMENTS, SCALE[:5])))
    first, *rows = table(chart)
    assert first == ("Item", "Option", "Count (n)", "Base (N)", "Proportion")
    found = {row[:2]: row[2:4] for row in rows if row[1]}
    assert len(found) == len(STATEMENTS) * 7
    for (_, statement), counts in zip(STATEMENTS, answers, strict=True):
        for (_, option), count in zip(SCALE, counts, strict=False):
            assert found[statement, option] == (count, sum(counts))
        assert found[statement, "positive in all"] == (counts[3] + counts[4], sum(counts))
        assert found[statement, "negative in all"] == (counts[0] + counts[1], sum(counts))
    assert chart.cells("Chart!$A$1") == ["Item"]


@pytest.mark.parametrize("name", [name for name in HARD if "12" in name])
def test_every_head_says_something(name: str) -> None:
    """Of both sheets: a column without a name can't be edited by anyone who didn't make it."""
    chart = the_chart(HARD[name]())
    for page in chart.book.worksheets:
        heads = [cell.value for cell in page[1]]
        assert all(isinstance(head, str) and head.strip() for head in heads), heads


@pytest.mark.parametrize("kind", ["dot", "bar panels", "diverging_bar", "heat_map", "dumbbell"])
def test_what_is_to_be_edited_stands_at_the_left(kind: str) -> None:
    """Spacers, limits, places of labels and lengths stand right of all that the chart tells."""
    of_kind = {
        "dot": figure("dot", plain(REGIONS[:2], 3)),
        "bar panels": figure("bar", plain(REGIONS[:2], 3), panels=True),
        "diverging_bar": figure(
            "diverging_bar", scale_of([each[:5] for each in ANSWERS], STATEMENTS, SCALE[:5])
        ),
        "heat_map": figure("heat_map", plain(REGIONS[:2], 3)),
        "dumbbell": figure("dumbbell", plain(REGIONS[:2], 3)),
    }
    chart = the_chart(of_kind[kind])
    heads = [cell.value for cell in chart.sheet[1]]
    names = [label[1] for label in (SCALE[:5] if kind == "diverging_bar" else REGIONS[:2])]
    others = ("Spacer", "limits", "Place of labels", "length", "From one")
    told = [heads.index(name) for name in names]
    kept = [at for at, head in enumerate(heads) if any(word in head for word in others)]
    assert kept
    assert max(told) < min(kept)
    for series in chart.series:  # each still draws its own column
        formula = series.element.findtext(f"{C}tx/{C}strRef/{C}f")
        if formula and series.name in names:
            letter = formula.split("$")[1]
            assert chart.sheet[f"{letter}1"].value == series.name
            assert series.values == pytest.approx(
                {
                    at: value
                    for at, value in enumerate(cell.value for cell in chart.sheet[letter][1:])
                    if at in series.values
                }
            )
