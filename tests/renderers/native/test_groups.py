"""Grouped bars and dots, natively: the values of each category, and the limits of intervals."""

from __future__ import annotations

from itertools import pairwise

import pytest

from reportgen.document import Figure
from tests.charts.kinds import OPTIONS, REGIONS, figure, plain, tabulation
from tests.renderers.native.reading import C, ReadChart, charts, word_file

NUMBER = 4


def the_chart(shown: Figure, language: str = "zh") -> ReadChart:
    (chart,) = charts(word_file(shown, language))
    return chart


def expected(place: int) -> list[float]:
    """The share of each option in the category at that place."""
    rows = plain(REGIONS, NUMBER).rows
    return [row.estimates[place].count / row.estimates[place].base.unweighted for row in rows]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_grouped_bars_have_a_series_for_each_category(language: str) -> None:
    chart = the_chart(figure("grouped_bar", plain(REGIONS, NUMBER)), language)
    assert [each.name for each in chart.series] == [label[language == "en"] for label in REGIONS]
    for place, series in enumerate(chart.series):
        assert series.categories == [label[language == "en"] for label in OPTIONS[:NUMBER]]
        assert list(series.values.values()) == pytest.approx(expected(place))
    assert chart.root.find(f".//{C}grouping").get("val") == "clustered"
    colours = [each.element.find(f"{C}spPr//*[@val]").get("val") for each in chart.series]
    assert len(set(colours)) == len(REGIONS)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_dots_stand_at_their_values_one_below_another(language: str) -> None:
    chart = the_chart(figure("dot", plain(REGIONS, NUMBER)), language)
    series = {each.name: each for each in chart.series}
    places = []
    for place, label in enumerate(REGIONS):
        dots = series[label[language == "en"]]
        assert list(dots.values.values()) == pytest.approx(expected(place))
        places.append([dots.places[row] for row in range(NUMBER)])
        assert [int(at) for at in places[-1]] == list(range(NUMBER)), "within the row"
    for row in zip(*places, strict=True):
        assert all(above < below for above, below in pairwise(row))
    upright = chart.root.findall(f".//{C}valAx")[1]
    assert upright.find(f"{C}scaling/{C}orientation").get("val") == "maxMin"


def test_dots_print_the_cells_of_their_values() -> None:
    chart = the_chart(figure("dot", plain(REGIONS, NUMBER)))
    dots = next(each for each in chart.series if each.name == "中部地区")
    cells = chart.cells(dots.element.findtext(".//{*}datalabelsRange/{*}f"))[:NUMBER]
    assert cells == pytest.approx(expected(1))
    assert [float(text[:-1]) for text in dots.own_labels.values()] == pytest.approx(
        [100 * share for share in expected(1)], abs=0.05
    )


def test_intervals_of_dots_are_lines_from_limit_to_limit() -> None:
    shown = plain(REGIONS, NUMBER)
    chart = the_chart(figure("dot", shown), "en")
    dots = next(each for each in chart.series if each.name == "West")
    interval = next(each for each in chart.series if each.name == "West: limits of the interval")
    assert set(interval.values) == {0, 1, 3, 4, 6, 7, 9, 10}, "a blank after each"
    for row in range(NUMBER):
        limits = shown.rows[row].estimates[2].interval
        ends = interval.values[3 * row], interval.values[3 * row + 1]
        assert ends == pytest.approx((limits.lower, limits.upper))
        assert interval.places[3 * row] == interval.places[3 * row + 1] == dots.places[row]
    assert chart.root.find(f".//{C}dispBlanksAs").get("val") == "gap"
    without = the_chart(figure("dot", shown, intervals=False), "en")
    assert not [each for each in without.series if "limits" in each.name]


def test_rows_of_dots_are_labelled_at_the_left() -> None:
    chart = the_chart(figure("dot", plain((), NUMBER)), "en")
    texts = [" ".join(lines) for lines in chart.words]
    assert texts == [label[1] for label in OPTIONS[:NUMBER]]
    assert chart.cells("Chart!$A$2:$A$5") == texts
    plot = float(chart.root.find(f".//{C}plotArea/{C}layout//{C}x").get("val"))
    assert all(float(end.text) < plot for end in chart.shapes.iterfind(".//{*}to/{*}x"))


def test_the_axis_begins_at_zero() -> None:
    for kind in ("dot", "grouped_bar"):
        axis = the_chart(figure(kind, plain(REGIONS, NUMBER))).root.find(f".//{C}valAx")
        assert axis.find(f"{C}scaling/{C}min").get("val") == "0"


def test_values_of_a_scatter_are_numbers_only() -> None:
    """With a text among them Excel takes all of them for 1, 2, 3; the chart prints it."""
    rows = [(label, [(7, 12) if at else (300, 1000)]) for at, label in enumerate(OPTIONS[:2])]
    chart = the_chart(figure("dot", tabulation(rows)))
    for series in chart.series:
        cells = chart.cells(series.element.findtext(f"{C}xVal/{C}numRef/{C}f"))
        assert all(isinstance(cell, float | int) for cell in cells if cell is not None)
    assert [label for each in chart.series for label in each.labels.values()] == ["30.0%", "7/12"]
