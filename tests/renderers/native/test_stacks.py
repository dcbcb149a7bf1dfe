"""Stacked and diverging bars, natively: shares of counts that stand here, formulas worked out."""

from __future__ import annotations

import re

import pytest

from reportgen.document import Figure
from tests.charts.kinds import ANSWERS, HARD_ANSWERS, SCALE, STATEMENTS, figure, scale_of
from tests.renderers.native.reading import A, C, ReadChart, ReadSeries, charts, word_file

FIVE = [each[:5] for each in ANSWERS]
ROOM = 0.15
"""A share whose segment has room for its number in any of these charts."""
FORMULA = re.compile(r"=MAX\(0,([0-9.]+)((?:-N\([A-Z]+\d+\))*)\)")


def the_chart(shown: Figure, language: str = "zh") -> ReadChart:
    (chart,) = charts(word_file(shown, language))
    return chart


def shares(answers: tuple[int, ...]) -> list[float]:
    return [count / sum(answers) for count in answers]


def percent(count: int, base: int) -> str:
    """By whole numbers: half up."""
    tenths = (2000 * count + base) // (2 * base)
    return f"{tenths // 10}.{tenths % 10}%"


def by_name(chart: ReadChart) -> dict[str, ReadSeries]:
    return {each.name: each for each in chart.series if each.name.strip()}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", ["stacked_bar", "diverging_bar"])
def test_the_values_are_the_shares_of_each_option(kind: str, language: str) -> None:
    chart = the_chart(figure(kind, scale_of(FIVE, STATEMENTS, SCALE[:5])), language)
    series = by_name(chart)
    for at, label in enumerate(SCALE[:5]):
        option = series[label[language == "en"]]
        assert option.categories == [label[language == "en"] for label in STATEMENTS]
        assert option.values == pytest.approx(
            {row: shares(answers)[at] for row, answers in enumerate(FIVE)}
        )
        printed = {row: percent(answers[at], sum(answers)) for row, answers in enumerate(FIVE)}
        assert option.labels.items() <= printed.items()
        assert {row for row in printed if shares(FIVE[row])[at] > ROOM} <= option.labels.keys()
    totals = sum(sum(series[label[language == "en"]].values.values()) for label in SCALE[:5])
    assert totals == pytest.approx(len(FIVE))
    assert chart.root.find(f".//{C}grouping").get("val") == "stacked"


def test_stacked_bars_fill_a_scale_from_zero_to_the_whole() -> None:
    root = the_chart(figure("stacked_bar", scale_of(FIVE, STATEMENTS, SCALE[:5]))).root
    axis = root.find(f".//{C}valAx")
    ends = [axis.find(f"{C}scaling/{C}{name}").get("val") for name in ("min", "max")]
    assert ends == ["0", "1"]
    assert axis.find(f"{C}delete").get("val") == "0", "some segments have no number"


def test_the_legend_names_the_options_in_the_order_of_the_scale() -> None:
    for language in (0, 1):
        chart = the_chart(
            figure("diverging_bar", scale_of(FIVE, STATEMENTS, SCALE[:5])), ("zh", "en")[language]
        )
        hidden = {int(each.get("val")) for each in chart.root.iterfind(f".//{C}legendEntry/{C}idx")}
        names = [each.name for place, each in enumerate(chart.series) if place not in hidden]
        assert names == [label[language] for label in SCALE[:5]]


@pytest.mark.parametrize("neutral_at", ["middle", "right"])
def test_bars_meet_at_the_zero_line(neutral_at: str) -> None:
    """From the left: spacer, negative options, half of the neutral one. The sum is the same."""
    chart = the_chart(
        figure("diverging_bar", scale_of(FIVE, STATEMENTS, SCALE[:5]), neutral_at=neutral_at)
    )
    spacer, series = chart.series[0], by_name(chart)
    places = []
    for row, answers in enumerate(FIVE):
        strongly, disagree, neutral, *_ = shares(answers)
        middle = neutral / 2 if neutral_at == "middle" else 0.0
        places.append(spacer.values[row] + strongly + disagree + middle)
        assert series["非常不同意"].values[row] == pytest.approx(strongly)
    assert places == pytest.approx([places[0]] * len(FIVE))
    zero = next(chart_line for chart_line in lines(chart))
    plot = {name: float(chart.root.find(f".//{C}plotArea/{C}layout//{C}{name}").get("val"))
            for name in "xw"}  # fmt: skip
    end = float(chart.root.find(f".//{C}valAx/{C}scaling/{C}max").get("val"))
    assert zero == pytest.approx(plot["x"] + plot["w"] * places[0] / end, abs=1e-3)


def lines(chart: ReadChart) -> list[float]:
    """Where the lines over a chart stand from its left, in parts of its width."""
    cdr = "{http://schemas.openxmlformats.org/drawingml/2006/chartDrawing}"
    anchors = (line.getparent() for line in chart.shapes.iter(f"{cdr}cxnSp"))
    return [float(anchor.findtext(f"{cdr}from/{cdr}x")) for anchor in anchors]


def test_spacers_are_formulas_of_the_shares() -> None:
    """Each formula, worked out here from the cells, gives what the chart shows."""
    chart = the_chart(
        figure("diverging_bar", scale_of(ANSWERS, STATEMENTS, SCALE), neutral_at="right")
    )
    assert len(chart.formulas) == 4 * len(ANSWERS), "before, between, and after each that is apart"
    for address, formula in chart.formulas.items():
        total, rest = FORMULA.fullmatch(formula).groups()
        less = [chart.sheet[cell].value for cell in re.findall(r"N\(([A-Z]+\d+)\)", rest)]
        wanted = max(float(total) - sum(less), 0)
        assert chart.sheet[address].value == pytest.approx(wanted, abs=1e-5)


def test_a_bar_of_nobody_has_a_dash_and_no_totals() -> None:
    items = [(f"题{at}", f"Item {at}") for at in range(len(HARD_ANSWERS))]
    chart = the_chart(figure("diverging_bar", scale_of(HARD_ANSWERS, items, SCALE)))
    (row,) = [at for at, answers in enumerate(HARD_ANSWERS) if not sum(answers)]
    totals = [chart.series[0], chart.series[-3]]
    assert [each.labels[row].strip() for each in totals] == ["", ""]
    assert "—" in [each.labels.get(row) for each in chart.series]
    for each in totals:  # LibreOffice prints those that are deleted
        assert each.element.find(f"{C}dLbls/{C}dLbl/{C}delete") is None


def test_totals_of_sides_are_printed_from_cells() -> None:
    chart = the_chart(figure("diverging_bar", scale_of(FIVE, STATEMENTS, SCALE[:5])), "en")
    first, last = chart.series[0], chart.series[-1]
    for series, side in ((first, slice(0, 2)), (last, slice(3, 5))):
        wanted = [percent(sum(answers[side]), sum(answers)) for answers in FIVE]
        assert list(series.own_labels.values()) == wanted
        cells = chart.cells(series.element.findtext(".//{*}datalabelsRange/{*}f"))
        assert cells == pytest.approx([sum(shares(answers)[side]) for answers in FIVE])
        assert all(run.get("b") == "1" for run in series.element.iter(f"{A}rPr"))


def test_a_bar_over_a_small_base_is_as_long_as_its_counts_say() -> None:
    items = [(f"题{at}", f"Item {at}") for at in range(len(HARD_ANSWERS))]
    for kind in ("stacked_bar", "diverging_bar"):
        chart = the_chart(figure(kind, scale_of(HARD_ANSWERS, items, SCALE)))
        options = [each for each in chart.series if each.name in {label[0] for label in SCALE}]
        for row, answers in enumerate(HARD_ANSWERS):
            values = [each.values[row] for each in options]
            cells = [chart.cells(each.element.findtext(f"{C}val//{C}f"))[row] for each in options]
            if sum(answers) >= 20:
                assert values == pytest.approx(shares(answers))
                assert cells == pytest.approx(shares(answers))
            elif sum(answers):
                assert values == pytest.approx(shares(answers))
                assert cells == pytest.approx(shares(answers))
                counts = [f"{count}/{sum(answers)}" for count in answers]
                printed = [each.labels.get(row) for each in options]
                assert printed[1] == counts[1]
                assert all(each in (None, own) for each, own in zip(printed, counts, strict=True))
                if kind == "diverging_bar":
                    ends = chart.series[0].labels[row], chart.series[-3].labels[row]
                    assert ends == ("7/12", "3/12")
            else:
                assert cells == ["—"] * 6
                assert options[0].labels[row] == "—"


def test_the_title_of_the_axis_is_below_the_middle_of_the_bars() -> None:
    root = the_chart(figure("stacked_bar", scale_of(FIVE, STATEMENTS, SCALE[:5])), "en").root
    title = root.find(f".//{C}valAx/{C}title")
    assert "".join(title.itertext(f"{A}t")) == "Proportion"
    left, top = (float(title.find(f".//{C}{name}").get("val")) for name in "xy")
    plot = root.find(f".//{C}plotArea/{C}layout/{C}manualLayout")
    x, y, width, height = (float(plot.find(f"{C}{name}").get("val")) for name in "xywh")
    assert top > y + height
    assert x + 0.35 * width < left < x + width / 2, "it begins left of the middle, by half of it"
