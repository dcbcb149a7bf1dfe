"""Every native kind: a valid file whose workbook holds what the chart shows, nothing withheld."""

from __future__ import annotations

import re
import time
import zipfile
from functools import cache
from io import BytesIO

import pytest
from lxml import etree

from reportgen.charts import draw
from reportgen.locales import load_locale
from reportgen.renderers.docx import render
from reportgen.renderers.docx.charts import has_native_form
from reportgen.theme import load_theme
from tests.charts.kinds import HARD, PLAIN
from tests.renderers.native.reading import (
    RANGE,
    WP,
    A,
    C,
    ReadChart,
    charts,
    related,
    rendering,
    word_file,
)
from tests.word_validity import findings

FIGURES = {name: made for name, made in (PLAIN | HARD).items() if has_native_form(made())}
LANGUAGES = ("zh", "en")
SMALL = 20
"""The base below which no percentage is printed, in both languages."""

every_kind = pytest.mark.parametrize("name", FIGURES)
in_each_language = pytest.mark.parametrize("language", LANGUAGES)


@cache
def made(name: str, language: str = "zh") -> bytes:
    """The Word file of a figure, made once."""
    return word_file(FIGURES[name](), language)


def the_chart(docx: bytes) -> ReadChart:
    (chart,) = charts(docx)
    return chart


def test_all_kinds_are_here() -> None:
    assert len(FIGURES) >= 3
    assert {"bar with intervals", "bar, 12 options"} <= set(FIGURES)


@every_kind
@in_each_language
def test_the_file_is_valid(name: str, language: str) -> None:
    assert findings(made(name, language)) == []


@every_kind
def test_what_the_chart_shows_is_what_the_workbook_holds(name: str) -> None:
    """Cell by cell; Excel counts text as zero."""
    chart = the_chart(made(name))
    formulas = 0
    for reference in chart.root.iter(f"{C}numRef", f"{C}strRef"):
        cells = chart.cells(reference.findtext(f"{C}f"))
        cached = {int(each.get("idx")): each.findtext(f"{C}v") for each in reference.iter(f"{C}pt")}
        assert int(reference.find(f"*/{C}ptCount").get("val")) == len(cells)
        if reference.tag == f"{C}strRef":
            assert cached == {at: cell for at, cell in enumerate(cells) if cell is not None}
        else:
            shown = {at: 0.0 if isinstance(cell, str) else cell for at, cell in enumerate(cells)}
            known = {at: value for at, value in shown.items() if value is not None}
            assert {at: float(value) for at, value in cached.items()} == pytest.approx(known)
            assert known.keys() == cached.keys()
        formulas += 1
    assert formulas >= 3
    assert all(RANGE.fullmatch(each.text) for each in chart.root.iter(f"{C}f"))


@every_kind
@in_each_language
def test_nothing_withheld_is_in_the_chart_or_its_workbook(name: str, language: str) -> None:
    figure = FIGURES[name]()
    chart = the_chart(made(name, language))
    told = {
        round(value, 6)
        for estimate in figure.tabulation.estimates
        if estimate.base.unweighted and not estimate.is_suppressed
        for value in (estimate.value, 1 - estimate.value)
    } | {0.0, 1.0}
    numbers = [cell for cell in chart.every_cell if isinstance(cell, float | int)]
    numbers += [float(each.text) for each in chart.root.iter(f"{C}v") if _is_number(each.text)]
    found = {round(abs(number), 6) for number in numbers}
    for estimate in figure.tabulation.estimates:
        secrets = set()
        if estimate.is_suppressed:
            secrets = {round(estimate.value, 6), float(estimate.count)}
        elif 0 < estimate.base.unweighted < SMALL and estimate.interval:
            limits = estimate.interval.lower, estimate.interval.upper
            distances = (abs(limit - estimate.value) for limit in limits)
            secrets = {round(each, 6) for each in (*limits, *distances)}
        assert not (secrets - told) & found
    whole = etree.tostring(chart.root, encoding="unicode") + str(chart.every_cell)
    assert "33.3%" not in whole
    assert "333/" not in whole


@every_kind
def test_over_a_small_base_cells_and_labels_show_the_two_counts(name: str) -> None:
    """Never the percentage: neither when the file is opened nor after a cell has been edited."""
    chart = the_chart(made(name))
    shares = {
        round(each.value, 9): (each.count, each.base.unweighted)
        for each in FIGURES[name]().tabulation.estimates
        if 0 < each.base.unweighted < SMALL
    }
    common = {
        round(each.value, 9)
        for each in FIGURES[name]().tabulation.estimates
        if each.base.unweighted >= SMALL
    }
    for cell in (cell for row in chart.sheet.iter_rows() for cell in row):
        is_share = isinstance(cell.value, float) and cell.number_format != "General"
        if is_share and round(cell.value, 9) in shares.keys() - common:
            assert cell.number_format == f"?/{shares[round(cell.value, 9)][1]}"
    printed = {text for series in chart.series for text in series.labels.values()}
    percentages = {f"{100 * share:.1f}%" for share in shares.keys() - common}
    assert not percentages & (printed - {f"{100 * share:.1f}%" for share in common})


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?[0-9.]+(e-?[0-9]+)?", text) is not None


POSITIONS = {
    "clustered": {"outEnd", "ctr", "inEnd", "inBase"},
    "stacked": {"ctr", "inEnd", "inBase"},
    None: {"l", "r", "t", "b", "ctr"},
}
"""Where a label may stand, by the grouping of bars; None for points. Word refuses others."""


@every_kind
def test_labels_stand_where_word_allows(name: str) -> None:
    for series in the_chart(made(name)).series:
        plotted = series.element.getparent()
        is_bars = plotted.tag == f"{C}barChart"
        allowed = POSITIONS[plotted.find(f"{C}grouping").get("val") if is_bars else None]
        found = {each.get("val") for each in series.element.iter(f"{C}dLblPos")}
        assert found <= allowed


@every_kind
@in_each_language
def test_text_is_in_the_faces_of_the_theme(name: str, language: str) -> None:
    root = the_chart(made(name, language)).root
    faces = load_theme("journal").word_faces
    assert {each.get("typeface") for each in root.iter(f"{A}latin")} == {faces.latin_display}
    assert {each.get("typeface") for each in root.iter(f"{A}ea")} == {faces.east_asian_display}
    for properties in root.iter(f"{A}rPr", f"{A}defRPr"):
        assert properties.get("sz") == str(round(load_theme("journal").charts.size * 100))
    assert root.find(f"{C}lang").get("val") == {"zh": "zh-CN", "en": "en-US"}[language]


@every_kind
def test_the_alternative_text_is_that_of_the_drawing(name: str) -> None:
    figure = FIGURES[name]()
    with zipfile.ZipFile(BytesIO(made(name))) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    (described,) = root.iter(f"{WP}docPr")
    drawing = draw(figure, load_locale("zh"), load_theme("journal"), ())
    assert described.get("descr") == drawing.alternative
    assert described.get("name") == "图1"


@every_kind
def test_a_file_is_the_same_whenever_it_is_made(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = made(name)
    _on_another_day(monkeypatch)
    assert word_file(FIGURES[name]()) == first
    with zipfile.ZipFile(BytesIO(the_chart(first).workbook)) as book:
        assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2000-01-01T00:00:00Z" in book.read("docProps/core.xml")


def _on_another_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Move the clock that zip files and workbooks look at."""
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 100_000)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(now + 100_000))


def test_each_language_has_charts_and_workbooks_of_its_own() -> None:
    data = render(rendering(PLAIN["bar with intervals"](), ("zh", "en"))).data
    chinese, english = charts(data)
    assert chinese.series[0].categories[0] == "缺乏专家"
    assert english.series[0].categories[0] == "Lack of experts"
    assert chinese.series[0].values == english.series[0].values
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if "chart" in name.lower()]
        targets = set(related(archive, "word/document.xml").values())
    assert sorted(names) == [
        "word/charts/_rels/chart1.xml.rels", "word/charts/_rels/chart2.xml.rels",
        "word/charts/chart1.xml", "word/charts/chart2.xml",
        "word/embeddings/chart1.xlsx", "word/embeddings/chart2.xlsx",
    ]  # fmt: skip
    assert {"word/charts/chart1.xml", "word/charts/chart2.xml"} <= targets
