"""Bars, natively: their values, intervals and labels are those of counts that stand here."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.document import Figure
from tests.charts.kinds import figure, tabulation
from tests.renderers.native.reading import C, ReadChart, charts, word_file

ROWS = (
    (("缺乏专家", "Lack of experts"), [(3002, 6347)]),
    (("“一半”", "“A half”"), [(1, 16 * 20)]),
    (("<5 & 更少", "<5 & fewer"), [(7, 12)]),
    (("无人", "Nobody"), [(0, 0)]),
    (("不公布", "Withheld"), [(333, 1000)]),
)
"""Labels, counts and bases. 1/320 is 0.3125%; the last is suppressed."""
PRINTED = ["47.3%", "0.3%", "7/12", "—", "—"]


def bars(**options: object) -> Figure:
    return figure("bar", tabulation(ROWS), **options)


def the_chart(shown: Figure, language: str = "zh") -> ReadChart:
    (chart,) = charts(word_file(shown, language))
    return chart


@pytest.mark.parametrize("language", ["zh", "en"])
def test_values_and_labels(language: str) -> None:
    chart = the_chart(bars(), language)
    (series,) = chart.series
    assert series.categories == [label[language == "en"] for label, _ in ROWS]
    assert series.values == pytest.approx({0: 3002 / 6347, 1: 1 / 320, 2: 7 / 12, 3: 0, 4: 0})
    assert list(series.labels.values()) == PRINTED
    assert series.name == {"zh": "比例（%）", "en": "Proportion (%)"}[language]
    assert chart.cells("Sheet1!$B$2:$B$6") == [
        pytest.approx(3002 / 6347), pytest.approx(1 / 320), pytest.approx(7 / 12), "—", "—"
    ]  # fmt: skip
    assert chart.formats("Sheet1!$B$2:$B$4") == ["0.0%", "0.0%", "?/12"], "as the report prints it"
    assert chart.cells("Sheet1!$A$1") == [{"zh": "题目", "en": "Item"}[language]]


def test_intervals_are_distances_in_cells_of_their_own() -> None:
    share, half = 3002 / 6347, 1.96 * (3002 / 6347 * (1 - 3002 / 6347) / 6347) ** 0.5
    chart = the_chart(bars(intervals=True), "en")
    (series,) = chart.series
    assert series.distances("minus")[0] == pytest.approx(half)
    assert series.distances("plus")[0] == pytest.approx(half)
    assert set(series.distances("minus")) == {0, 1}, "no more than has a value"
    assert chart.cells("Sheet1!$C$1") == ["Proportion (%): to lower limit"]
    assert chart.cells("Sheet1!$C$2") == [pytest.approx(half)]
    offset = float(series.element.find(f"{C}dLbls/{C}dLbl//{C}x").get("val"))
    scale_end = float(chart.root.find(f".//{C}valAx/{C}scaling/{C}max").get("val"))
    plot = float(chart.root.find(f".//{C}plotArea/{C}layout//{C}w").get("val"))
    assert offset > half / scale_end * plot > 0, "the label stands past the whisker"
    assert not the_chart(bars()).series[0].distances("plus")
    assert share + half < scale_end


def test_bars_begin_at_zero_and_at_the_top() -> None:
    root = the_chart(bars()).root
    scaling = root.find(f".//{C}valAx/{C}scaling")
    assert scaling.find(f"{C}min").get("val") == "0"
    assert scaling.find(f"{C}max").get("val") == "0.6", "7/12 is drawn, as in the drawing"
    assert root.find(f".//{C}catAx/{C}scaling/{C}orientation").get("val") == "maxMin"
    assert root.find(f".//{C}barDir").get("val") == "bar"


def test_bars_of_several_items_have_headings_between_them() -> None:
    items = (("题一", "First"), ("题二", "Second"))
    rows = [(label, cells) for label, cells in ROWS[:2]] * 2
    chart = the_chart(figure("bar", tabulation(rows, items=items)), "en")
    (series,) = chart.series
    assert series.categories == [
        "First", "Lack of experts", "“A half”", "Second", "Lack of experts", "“A half”"
    ]  # fmt: skip
    assert set(series.values) == {1, 2, 4, 5}
    assert chart.cells("Sheet1!$B$2:$B$4")[0] is None


def test_a_label_that_the_number_format_would_not_print_is_text() -> None:
    """Rounding from the counts goes half up, whatever the nearest binary number is."""
    cells = [(count, 2000) for count in range(1, 2000, 2)]
    rows = [((f"第{count}", f"No {count}"), [(count, base)]) for count, base in cells]
    made = replace(bars(), tabulation=tabulation(rows))
    (series,) = the_chart(made).series
    wanted = [f"{(count * 1000 + 1000) // 2000 // 10}.{(count * 1000 + 1000) // 2000 % 10}%"
              for count, _ in cells]  # fmt: skip
    assert list(series.labels.values()) == wanted
