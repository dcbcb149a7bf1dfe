"""Bars, natively: their values, intervals and labels are those of counts that stand here."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from lxml import etree

from reportgen.charts import Style
from reportgen.document import Figure
from reportgen.locales import load_locale
from reportgen.theme import load_theme
from tests.charts.kinds import figure, tabulation
from tests.renderers.native.reading import A, C, ReadChart, charts, word_file

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
    assert series.name == {"zh": "比例", "en": "Proportion"}[language]
    assert chart.cells("Chart!$B$2:$B$6") == [
        pytest.approx(3002 / 6347), pytest.approx(1 / 320), pytest.approx(7 / 12), "—", "—"
    ]  # fmt: skip
    assert chart.formats("Chart!$B$2:$B$4") == ["0.0%", "0.0%", "?/12"], "as the report prints it"
    assert chart.cells("Chart!$A$1") == [{"zh": "题目", "en": "Item"}[language]]


def test_intervals_are_distances_in_cells_of_their_own() -> None:
    share, half = 3002 / 6347, 1.96 * (3002 / 6347 * (1 - 3002 / 6347) / 6347) ** 0.5
    chart = the_chart(bars(intervals=True), "en")
    (series,) = chart.series
    assert series.distances("minus")[0] == pytest.approx(half)
    assert series.distances("plus")[0] == pytest.approx(half)
    assert set(series.distances("minus")) == {0, 1}, "no more than has a value"
    assert chart.cells("Chart!$C$1") == ["Proportion: to lower limit"]
    assert chart.cells("Chart!$C$2") == [pytest.approx(half)]
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


def test_headings_stand_bold_at_the_edge_as_in_the_drawing() -> None:
    items = (("题一", "First"), ("题二", "Second"))
    rows = [(label, cells) for label, cells in ROWS[:2]] * 2
    chart = the_chart(figure("bar", tabulation(rows, items=items)), "en")
    (series,) = chart.series
    labels = ["Lack of experts", "“A half”"]
    assert chart.cells("Chart!$A$2:$A$7") == [None, *labels, None, *labels]
    assert set(series.values) == {1, 2, 4, 5}
    assert chart.cells("Chart!$B$2:$B$4")[0] is None
    assert chart.words == [["First"], ["Second"]]
    assert all(run.get("b") == "1" for run in chart.shapes.iter(f"{A}rPr"))
    grounds = [each.find(f"{{*}}spPr/{A}solidFill") for each in chart.shapes.iter("{*}sp")]
    assert None not in grounds, "the axis doesn't run through them"
    assert all(float(each.text) < 0.01 for each in chart.shapes.iterfind(".//{*}from/{*}x"))
    middles = [(top + bottom) / 2 for top, bottom in zip(*heights(chart), strict=True)]
    plot = chart.root.find(f".//{C}plotArea/{C}layout/{C}manualLayout")
    start, extent = (float(plot.find(f"{C}{name}").get("val")) for name in "yh")
    rows = [start + extent * (row + 0.5) / 6 for row in (0, 3)]
    assert middles == pytest.approx(rows, abs=0.001), "in the rows without a bar"
    assert chart.cells("Chart!$C$1:$C$7") == [
        "Item", None, "First", "First", None, "Second", "Second"
    ]  # fmt: skip
    assert "Chart!$C" not in str([each.text for each in chart.root.iter(f"{C}f")])


def heights(chart: ReadChart) -> tuple[list[float], list[float]]:
    """Where the shapes begin and end, in parts of the chart's height."""
    tops, bottoms = (
        [float(each.text) for each in chart.shapes.iterfind(f".//{{*}}{end}/{{*}}y")]
        for end in ("from", "to")
    )
    return tops, bottoms


LONG = (
    "对人工智能辅助诊断系统在医院现有信息系统中的集成程度及其后续维护费用的满意程度",
    "Integration of AI systems with the information systems of the hospital and with its records",
)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_long_label_is_broken_where_the_drawing_would_break_it(language: str) -> None:
    """And rows are hardly higher for it than those of short labels are."""
    is_english = language == "en"
    long = the_chart(figure("bar", tabulation([*ROWS, (LONG, [(10, 100)])])), language)
    (series,) = long.series
    lines = series.categories[-1].split("\n")
    assert len(lines) in (2, 3)
    joined = " ".join(lines) if is_english else "".join(lines)
    assert joined == LONG[is_english]
    if not is_english:
        assert not any(line.endswith(("人工", "费")) for line in lines), "by words"
    assert pitch(long) < 2 * pitch(the_chart(bars(), language))


def pitch(chart: ReadChart) -> float:
    """From bar to bar, in bars."""
    return 1 + int(chart.root.find(f".//{C}gapWidth").get("val")) / 100


def test_a_label_that_the_number_format_would_not_print_is_text() -> None:
    """Rounding from the counts goes half up, whatever the nearest binary number is."""
    cells = [(count, 2000) for count in range(1, 2000, 2)]
    rows = [((f"第{count}", f"No {count}"), [(count, base)]) for count, base in cells]
    made = replace(bars(), tabulation=tabulation(rows))
    (series,) = the_chart(made).series
    wanted = [f"{(count * 1000 + 1000) // 2000 // 10}.{(count * 1000 + 1000) // 2000 % 10}%"
              for count, _ in cells]  # fmt: skip
    assert list(series.labels.values()) == wanted


def test_labels_have_room_for_what_programs_put_between_ideographs_and_letters() -> None:
    """LibreOffice and Word part them by a fourth of an em, and would break the line once more."""
    plain, mixed = ("统计" * 6, "A" * 6), ("统A计B" * 3, "A" * 6)
    lefts, widths = [], []
    for label in (plain, mixed):
        chart = the_chart(figure("bar", tabulation([(label, [(10, 100)]), *ROWS[:1]])))
        part = chart.root.find(f".//{C}plotArea/{C}layout//{C}x")
        lefts.append(float(part.get("val")))
        style = Style(load_locale("zh"), load_theme("journal"))
        widths.append(style.lettering.line(label[0]).width)
    size = load_theme("journal").charts.size
    more = (lefts[1] - lefts[0]) * width() - (widths[1] - widths[0])
    assert more == pytest.approx(0.25 * size * 11, abs=0.5), "eleven places in the mixed label"


def width() -> float:
    """The width of a chart in a draft of the theme journal, in points: that of its text."""
    with zipfile.ZipFile(BytesIO(word_file(bars()))) as archive:
        (extent,) = etree.fromstring(archive.read("word/document.xml")).iter("{*}extent")
    return int(extent.get("cx")) / 12700
