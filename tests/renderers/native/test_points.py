"""Dumbbells, slopes, heat maps and panels, natively: shares of counts that stand here."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO

import pytest
from lxml import etree

from reportgen.charts import draw
from reportgen.document import Figure
from reportgen.locales import load_locale
from reportgen.theme import load_theme
from tests.charts.kinds import SUPPRESSED, figure, tabulation
from tests.renderers.native.reading import A, C, ReadChart, ReadSeries, charts, word_file

GROUPS = (("男", "Men"), ("女", "Women"))
WAVES = (("2018年", "2018"), ("2020年", "2020"), ("2022年", "2022"))
ROWS = (
    (("缺乏专家", "Lack of experts"), [(300, 1000), (520, 800), (410, 1000), (1230, 2800)]),
    (("“一半”", "“A half”"), [(650, 1000), (400, 800), (80, 1000), (1130, 2800)]),
    (("<5 & 更少", "<5 & fewer"), [(7, 12), (240, 800), (160, 1000), (407, 1812)]),
    (("不公布", "Withheld"), [SUPPRESSED, (160, 800), (7, 12), (500, 1812)]),
)
"""Labels, and counts with their bases in three categories and in all."""
TERM = re.compile(r"([+-]?)(?:N\()?(?:([A-Z]+\d+)|(\d[\d.]*))\)?")
"""A sign, and a cell or a number."""
SHARES = ([0.3, 0.65, 7 / 12, None], [0.65, 0.5, 0.3, 0.2], [0.41, 0.08, 0.16, 7 / 12])
"""Those of each category that may be told."""
PRINTED = (
    ["30.0%", "65.0%", "7/12", "—"],
    ["65.0%", "50.0%", "30.0%", "20.0%"],
    ["41.0%", "8.0%", "16.0%", "7/12"],
)


def of(kind: str, number: int, **options: object) -> Figure:
    columns = WAVES[:number] if number == 3 else GROUPS
    rows = [(label, [*cells[:number], cells[-1]]) for label, cells in ROWS]
    return figure(kind, tabulation(rows, columns), **options)


def the_chart(shown: Figure, language: str = "zh") -> ReadChart:
    (chart,) = charts(word_file(shown, language))
    return chart


def named(chart: ReadChart) -> Mapping[str, ReadSeries]:
    return {each.name: each for each in reversed(chart.series)}


def known(shares: list[float | None]) -> dict[int, float]:
    return {place: share for place, share in enumerate(shares) if share is not None}


def column(chart: ReadChart, heading: str) -> list[object]:
    """What stands below a heading of the workbook."""
    found = next(cells for cells in chart.sheet.iter_cols(values_only=True) if cells[0] == heading)
    return list(found[1:])


def test_points_of_a_dumbbell() -> None:
    chart = the_chart(of("dumbbell", 2))
    for side, (name, _) in enumerate(GROUPS):
        series = named(chart)[name]
        assert series.values == pytest.approx(known(SHARES[side]))
        assert {place: series.labels[place] for place in known(SHARES[side])} == {
            place: PRINTED[side][place] for place in known(SHARES[side])
        }
        assert known(column(chart, name)) == pytest.approx(known(SHARES[side]))  # type: ignore[arg-type]
        assert set(series.places.values()) <= {3.5, 2.5, 1.5, 0.5}
    texts = [label for series in chart.series for label in series.labels.values()]
    assert "—" in texts, "what has no place is told beside the scale"
    assert [text for text in texts if text in {label for (label, _), _ in ROWS}] == [
        label for (label, _), _ in ROWS
    ]


def test_a_dumbbell_is_joined_where_both_ends_are_known() -> None:
    chart = the_chart(of("dumbbell", 2), "en")
    joined = named(chart)["From one to the other"]
    assert joined.values == pytest.approx({0: 0.3, 1: 0.65, 3: 0.65, 4: 0.5, 6: 7 / 12, 7: 0.3})
    assert set(chart.formulas.values()) == {"=B2", "=D2", "=B3", "=D3", "=B4", "=D4"}


def test_values_stand_outside_of_a_dumbbell() -> None:
    for series, sides in zip(the_chart(of("dumbbell", 2)).series, (("l", "r"), ("r", "l")),
                             strict=False):  # fmt: skip
        found = [label.find(f"{C}dLblPos").get("val") for label in series.element.iter(f"{C}dLbl")]
        assert tuple(found[:2]) == sides


def test_lines_of_a_slope() -> None:
    chart = the_chart(of("slope", 3))
    assert [each.categories for each in chart.series] == [[name for name, _ in WAVES]] * 4
    for place, ((label, _), _) in enumerate(ROWS):
        series = named(chart)[label]
        wanted = known([shares[place] for shares in SHARES])
        assert series.values == pytest.approx(wanted)
        assert len(column(chart, label)) == 3
        assert known(column(chart, label)) == pytest.approx(wanted)  # type: ignore[arg-type]
        end = PRINTED[2][place]
        assert series.labels[max(wanted)] == f"{end}  {label}", "the value and the name at the end"
        assert chart.root.find(f".//{C}dispBlanksAs").get("val") == "gap"
    low = float(chart.root.find(f".//{C}valAx/{C}scaling/{C}min").get("val"))
    assert low == pytest.approx(0.05), "the twentieth below 8%"


def test_cells_of_a_heat_map() -> None:
    chart = the_chart(of("heat_map", 3))
    assert len(chart.series) == 3
    for place, series in enumerate(chart.series):
        assert set(series.values.values()) == {1.0}, "all cells are of one length"
        name = WAVES[place][0]
        assert column(chart, name)[0] is None, "above the cells stands their name"
        wanted = [
            text if share is None else pytest.approx(share)
            for share, text in zip(SHARES[place], PRINTED[place], strict=True)
        ]
        assert column(chart, name)[1:] == wanted
        assert series.labels == dict(enumerate([name, *PRINTED[place]]))
        fields = [each.get("type") for each in series.element.iter(f"{A}fld")]
        assert fields == ["CELLRANGE"] * 4, "labels follow the cells of the shares"


def test_a_heat_map_is_darker_for_a_larger_share() -> None:
    found = {}
    for place, series in enumerate(the_chart(of("heat_map", 3)).series):
        for point in series.element.iterfind(f"{C}dPt"):
            colour = point.find(f".//{A}solidFill/{A}srgbClr").get("val")
            row = int(point.find(f"{C}idx").get("val")) - 1
            if SHARES[place][row] is not None:
                found[SHARES[place][row]] = sum(bytes.fromhex(colour))
    ordered = [found[share] for share in sorted(found)]
    assert len(ordered) >= 7
    assert ordered == sorted(ordered, reverse=True)


@pytest.mark.parametrize("kind", ["bar", "dot"])
def test_shares_in_panels(kind: str) -> None:
    chart = the_chart(of(kind, 2, panels=True))
    for side, (name, _) in enumerate(GROUPS):
        series = named(chart)[name]
        wanted = known(SHARES[side])
        assert {at: value for at, value in series.values.items() if value} == pytest.approx(wanted)
        cells = column(chart, name)[:4]
        assert {at: cell for at, cell in enumerate(cells) if isinstance(cell, float)} == (
            pytest.approx(wanted)
        )
    assert [words for words in chart.words if words in (["男"], ["女"])] == [["男"], ["女"]]
    texts = [label for series in chart.series for label in series.labels.values()]
    assert sorted(texts) == sorted([*PRINTED[0], *PRINTED[1]])


def test_a_panel_begins_where_the_one_before_ends() -> None:
    chart = the_chart(of("bar", 2, panels=True))
    first, spacer = chart.series[:2]
    ends = [first.values[at] + spacer.values[at] for at in range(4)]
    assert ends == pytest.approx([ends[0]] * 4)
    assert ends[0] > 0.65


@pytest.mark.parametrize(
    ("kind", "options"), [("dumbbell", {}), ("bar", {"panels": True}), ("dot", {"panels": True})]
)
def test_what_is_drawn_follows_its_share(kind: str, options: Mapping[str, object]) -> None:
    """Formulas, worked out here: as they are, and with a share that someone has typed anew."""
    chart = the_chart(of(kind, 2, **options))
    cells = {cell.coordinate: cell.value for row in chart.sheet.iter_rows() for cell in row}
    assert len(chart.formulas) >= 4
    for address, formula in chart.formulas.items():
        assert cells[address] == pytest.approx(_worked_out(formula, cells))
    (follower,) = (address for address, formula in chart.formulas.items() if "B2" in formula)
    moved = _worked_out(chart.formulas[follower], cells | {"B2": 0.4}) - cells[follower]
    assert moved == pytest.approx(-0.1 if kind == "bar" else 0.1)


def _worked_out(formula: str, cells: Mapping[str, object]) -> float:
    """=B2, =B2+0.75 or =0.75-N(B2), where text counts as zero."""
    total, rest = 0.0, formula.removeprefix("=")
    for sign, address, number in TERM.findall(rest):
        cell = cells[address] if address else number
        value = 0.0 if address and isinstance(cell, str) else float(cell)
        total += -value if sign == "-" else value
    assert TERM.sub("", rest) == ""
    return total


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_key_of_a_heat_map_is_that_of_the_drawing(language: str) -> None:
    """Its colours, its numbers and what they are, read from the drawing."""
    shown = of("heat_map", 3)
    theme, locale = load_theme("journal"), load_locale(language)
    drawing = draw(shown, locale, theme, ("svg",)).svg.decode()
    drawn = [colour.upper() for colour in re.findall(r"fill: #([0-9a-f]{6})", drawing)]
    chart = the_chart(shown, language)
    assert chart.shapes is not None
    blocks = [
        each.find(".//{*}solidFill/{*}srgbClr").get("val")
        for each in chart.shapes.iter("{*}sp")
        if each.find("{*}txBody") is None
    ]
    assert blocks == [colour for colour in drawn if colour in blocks][-len(blocks) :]
    assert len(set(blocks)) == 30
    assert chart.words[-1] == [locale.charts["percent_axis"]]
    numbers = [lines[0] for lines in chart.words[:-1]]
    assert numbers[0] == "0"
    assert numbers == sorted(numbers, key=int)
    assert 60 <= int(numbers[-1]) <= 65, "the highest share that is told is 65%"


def test_headings_of_a_dumbbell_stand_bold_at_the_edge() -> None:
    items = (("题一", "First"), ("题二", "Second"))
    rows = [(label, [*cells[:2], cells[-1]]) for label, cells in ROWS]
    chart = the_chart(figure("dumbbell", tabulation(rows, GROUPS, items)), "en")
    assert chart.words == [["First"], ["Second"]]
    assert chart.shapes is not None
    assert all(run.get("b") == "1" for run in chart.shapes.iter(f"{A}rPr"))
    assert all(float(each.text) < 0.01 for each in chart.shapes.iterfind(".//{*}from/{*}x"))
    names = [text for series in chart.series for text in series.own_labels.values()]
    assert not {"First", "Second"} & set(names)
    assert {label for (_, label), _ in ROWS} <= set(names)


def test_a_long_name_has_its_lines_in_the_legend() -> None:
    """A program leaves out what finds no room in the legend's box."""
    long = ("二级医院" * 16, "Of the second level " * 7)
    heights = []
    for name in (GROUPS[0], long):
        rows = [(label, [(300, 1000)] * 3) for label, _ in ROWS]
        made = word_file(figure("grouped_bar", tabulation(rows, (name, GROUPS[1]))), "en")
        (chart,) = charts(made)
        with zipfile.ZipFile(BytesIO(made)) as archive:
            (extent,) = etree.fromstring(archive.read("word/document.xml")).iter("{*}extent")
        part = float(chart.root.find(f".//{C}legend//{C}h").get("val"))
        heights.append(part * int(extent.get("cy")) / 12700)
    size = load_theme("journal").charts.size
    assert heights[0] == pytest.approx(1.45 * size, rel=0.05), "one line"
    assert heights[1] > 2.9 * 1.2 * size, "two lines, and one for the other name"
