"""The examples of docs/examples: each builds a report, and what it adds is read back from it."""

from __future__ import annotations

import csv
import json
import math
import re
import statistics
import zipfile
from pathlib import Path

import numpy as np
import pymupdf
import pytest
from docx import Document as WordDocument
from lxml import html

from reportgen.errors import ReportError
from reportgen.locales.completeness import shortcomings
from reportgen.locales.locale import FOLDER
from reportgen.pipeline import build
from reportgen.yamlfile import read_yaml
from tests.extensions.conftest import EXAMPLES, SCORES, Projects, codebook, example, respondents
from tests.renderers.native.reading import charts


def text_of(path: Path) -> str:
    """The words of a PDF, Word or HTML file, its spaces made plain."""
    match path.suffix:
        case ".pdf":
            with pymupdf.open(path) as pages:
                text = "".join(page.get_text() for page in pages)
        case ".docx":
            body = WordDocument(str(path)).element.body
            text = "".join(body.xpath("//w:t/text()"))
        case _:
            page = html.fromstring(path.read_bytes())
            for style in page.iter("style"):
                style.text = ""
            text = page.text_content()
    return re.sub(r"[\s\u200b\u2060]+", " ", text)


def ledger(folder: Path) -> list[dict[str, str]]:
    with (folder / "report.numbers.csv").open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def values(item: str) -> list[int]:
    """The scores of an item, one a respondent, without those that are residual."""
    return [int(code) for code, n in SCORES[item].items() for _ in range(n) if code != "9"]


ALL_FORMATS = "formats: [pdf, docx, html]\n"
FIGURE = '# 结果 | Results\n\n{{ figure("scores") }}\n'


def test_a_chart_kind(project: Projects, tmp_path: Path) -> None:
    folder = project(
        f"plugins: [lollipop.py]\n{ALL_FORMATS}"
        "figures: {scores: {title: {zh: 得分, en: Scores}, rows: [recommend], chart: lollipop}}",
        text=FIGURE,
    )
    output = tmp_path / "o"
    build(example(folder, "lollipop.py"), output)
    shares = [f"{100 * n / 60:.1f}%" for n in SCORES["recommend"].values()]
    told = {"zh": "棒棒糖图：", "en": "Lollipop chart: "}
    for language, kind in told.items():
        page = html.fromstring((output / f"report.{language}.html").read_bytes())
        (picture,) = page.xpath("//figure//svg")
        alternative = picture.get("aria-label")
        assert alternative.startswith(kind)
        assert re.findall(r"[\d.]+%", alternative) == shares
        assert [share for share in shares if share not in text_of(output / f"report.{language}.pdf")
            ] == []  # fmt: skip
        word = WordDocument(str(output / f"report.{language}.docx"))
        (drawing,) = word.element.body.xpath("//wp:docPr")
        assert drawing.get("descr") == alternative
        with zipfile.ZipFile(output / f"report.{language}.docx") as package:
            assert [name for name in package.namelist() if name.endswith(".png")]
    printed = [
        row["printed_en"] for row in ledger(output) if row["places_en"] == "fig:scores chart"
    ]
    assert printed == shares


def test_a_chart_kind_of_word(project: Projects, tmp_path: Path) -> None:
    folder = project(
        "plugins: [lollipop.py, native_lollipop.py]\nformats: [docx]\n"
        "figures: {scores: {title: {zh: 得分, en: Scores}, rows: [recommend], chart: lollipop}}",
        text=FIGURE,
    )
    build(example(example(folder, "lollipop.py"), "native_lollipop.py"), tmp_path / "o")
    shares = [n / 60 for n in SCORES["recommend"].values()]
    for language in ("zh", "en"):
        data = (tmp_path / "o" / f"report.{language}.docx").read_bytes()
        (chart,) = charts(data)
        stems, dots = chart.series
        assert list(dots.values.values()) == pytest.approx(shares)
        assert list(dots.labels.values()) == [f"{100 * share:.1f}%" for share in shares]
        assert list(stems.values.values())[1::2] == pytest.approx(shares)
        assert chart.cells("Chart!$A$1") == [{"zh": "推荐意愿", "en": "Recommendation"}[language]]
        assert len(chart.words) == len(shares)
        with zipfile.ZipFile(tmp_path / "o" / f"report.{language}.docx") as package:
            assert not [name for name in package.namelist() if name.endswith((".png", ".svg"))]


def test_a_chart_kind_takes_the_colours_of_the_theme(project: Projects, tmp_path: Path) -> None:
    folder = project(
        "plugins: [lollipop.py]\neditions: [en]\nformats: [html, pdf]\n"
        "figures: {scores: {title: S, rows: [recommend], chart: lollipop}}",
        text=FIGURE,
    )
    build(example(folder, "lollipop.py"), tmp_path / "o")
    with pymupdf.open(tmp_path / "o" / "report.en.pdf") as pages:
        filled = [drawn for page in pages for drawn in page.get_drawings() if drawn["fill"]]
    dots = [
        drawn for drawn in filled
        if abs(drawn["rect"].width - 6.4) < 0.1 and abs(drawn["rect"].height - 6.4) < 0.1
    ]  # fmt: skip
    assert len(dots) == 5
    for dot in dots:
        assert "#" + "".join(f"{round(255 * part):02x}" for part in dot["fill"]) == "#1f4a73"


STATISTICS_TABLE = """\
tables:
  scores:
    title: {zh: 得分, en: Scores}
    rows: [satisfaction, {item: recommend, label: {zh: 推荐, en: Would recommend}}]
    by: visit
    cells: [base, low_median, mean_score, {statistic: mean_score, show: interval}]
  balance:
    title: {zh: 净差值, en: Balance}
    rows: [recommend]
    cells:
      - {statistic: net_balance, arguments: [["4", "5"], ["1", "2"]]}
      - {statistic: net_balance, arguments: [["4", "5"], ["1", "2"]], show: error}
      - {statistic: net_balance, arguments: [["4", "5"], ["1", "2"]], show: interval}
"""
STATISTICS_TEXT = """\
# 结果 | Results {#results}

::: zh
中位数{{ stat("low_median", "satisfaction") }}，{{ low_median("recommend", visit="first") }}；
{{ net_balance("recommend", ["4", "5"], ["1", "2"]) }}；
{{ mean_score("satisfaction") }}（{{ mean_score("satisfaction", show="interval") }}）。
:::
::: en
The median was {{ stat("low_median", "satisfaction") }},
{{ low_median("recommend", visit="first") }};
{{ net_balance("recommend", ["4", "5"], ["1", "2"]) }};
{{ mean_score("satisfaction") }} ({{ mean_score("satisfaction", show="interval") }}).
:::

{{ table("scores") }}

{{ table("balance") }}
"""


def test_statistics(project: Projects, tmp_path: Path) -> None:
    folder = project(
        f"plugins: [low_median.py, net_balance.py]\n{ALL_FORMATS}{STATISTICS_TABLE}",
        text=STATISTICS_TEXT,
    )
    output = tmp_path / "o"
    build(example(example(folder, "low_median.py"), "net_balance.py"), output)
    satisfaction = values("satisfaction")
    mean, spread = (
        statistics.mean(satisfaction),
        1.959963984540054 * statistics.stdev(satisfaction) / math.sqrt(len(satisfaction)),
    )
    first = [int(row["recommend"]) for row in respondents() if row["visit"] == "first"]
    worth = np.array([(n > 3) - (n < 3) for n in values("recommend")])
    said = (
        f"The median was {statistics.median_low(satisfaction)}, {statistics.median_low(first)}; "
        f"{100 * worth.mean():.1f}%; {mean:.2f} "
        f"(95% CI: {mean - spread:.2f}–{mean + spread:.2f})."
    )
    error = worth.std(ddof=1) / math.sqrt(len(worth))
    for kind in ("pdf", "docx", "html"):
        text = text_of(output / f"report.en.{kind}")
        assert said.replace(" ", "") in text.replace(" ", "").replace("\u00a0", "")
        for wanted in ("Low median", "Mean score", "Net balance", "Would recommend", "SE", "95% CI",
                f"{100 * error:.1f}%"):  # fmt: skip
            assert wanted in text.replace("\u00a0", " "), (kind, wanted)
        assert {"低位中位数", "平均得分", "净差值", "标准误"} - set(
            re.findall(
                "低位中位数|平均得分|净差值|标准误",
                text_of(output / f"report.zh.{kind}").replace(" ", ""),  # heads may be broken
            )
        ) == set()


def test_statistics_are_traced_in_the_ledger(project: Projects, tmp_path: Path) -> None:
    folder = project(
        "plugins: [low_median.py, net_balance.py]\neditions: [en]\nformats: [html]\n"
        + STATISTICS_TABLE,
        text=STATISTICS_TEXT,
    )
    build(example(example(folder, "low_median.py"), "net_balance.py"), tmp_path / "o")
    rows = {(row["id"], row["form"]): row for row in ledger(tmp_path / "o")}
    row = rows["patients.satisfaction:mean_score", "value"]
    assert (row["statistic"], row["option"], row["count"]) == ("mean_score", "", "")
    assert row["base_unweighted"] == "54"
    assert float(row["exact_value"]) == pytest.approx(np.mean(values("satisfaction")), rel=1e-15)
    assert float(row["standard_error"]) == pytest.approx(
        np.std(values("satisfaction"), ddof=1) / math.sqrt(54), rel=1e-12
    )
    assert row["places_en"].split(";")[0] == "sec:results paragraph 1"
    assert row["printed_zh"] == row["printed_en"] == f"{np.mean(values('satisfaction')):.2f}"
    balance = rows["patients.recommend:net_balance(4+5; 1+2)", "value"]
    assert float(balance["exact_value"]) == pytest.approx((35 - 10) / 60)
    assert rows["patients.recommend:low_median@visit=first", "value"]["filter"] == "visit=first"
    # The base of a mean is those who gave a score: 6 of the 60 were not sure.
    base = rows["patients.satisfaction:low_median", "base"]
    assert (base["printed_en"], base["base_unweighted"]) == ("54", "54")


def test_an_interval(project: Projects, tmp_path: Path) -> None:
    folder = project(
        "plugins: [agresti_coull.py]\ninterval: agresti_coull\neditions: [en]\nformats: [html]"
    )
    build(example(folder, "agresti_coull.py"), tmp_path / "o")
    z = statistics.NormalDist().inv_cdf(0.975)
    middle = (40 + z * z / 2) / (60 + z * z)
    spread = z * math.sqrt(middle * (1 - middle) / (60 + z * z))
    row = next(row for row in ledger(tmp_path / "o") if row["form"] == "interval_cell")
    assert float(row["interval_lower"]) == pytest.approx(middle - spread, rel=1e-12)
    assert float(row["interval_upper"]) == pytest.approx(middle + spread, rel=1e-12)
    printed = f"{100 * (middle - spread):.1f}–{100 * (middle + spread):.1f}"
    assert printed in text_of(tmp_path / "o" / "report.en.html")


def test_an_unknown_interval_has_its_place(project: Projects) -> None:
    folder = project("interval: wilsom")
    with pytest.raises(ReportError, match="unknown interval method") as caught:
        build(folder, folder / "o")
    (finding,) = caught.value.findings
    assert finding.nearest == "wilson"
    assert finding.place is not None
    assert finding.place.key == "interval"


def content(path: Path) -> object:
    """The bytes of a file; of a Word file its parts, but for what says of which data it is."""
    if path.suffix != ".docx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as package:
        parts = set(package.namelist()) - {"docProps/custom.xml"}
        return {name: package.read(name) for name in parts}


def test_a_reader(project: Projects, tmp_path: Path) -> None:
    surveys = "surveys: {patients: {data: patients.jsonl, codebook: patients.yaml}}"
    folder = example(
        project(f"plugins: [json_lines.py]\n{surveys}\n{ALL_FORMATS}"), "json_lines.py"
    )
    lines = [json.dumps(row) for row in respondents()]
    (folder / "patients.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    build(folder, tmp_path / "read")
    build(project(ALL_FORMATS, name="other"), tmp_path / "plain")
    for path in (tmp_path / "plain").iterdir():
        assert content(path) == content(tmp_path / "read" / path.name), path.name
    assert "66.7" in text_of(tmp_path / "read" / "report.en.pdf")


@pytest.mark.parametrize(
    ("line", "place", "message"),
    [("{", ":2:2", "not valid JSON"), ("[1]", ":2", "must hold an object")],
)
def test_a_reader_tells_the_place_of_a_fault(
    project: Projects, line: str, place: str, message: str
) -> None:
    surveys = "surveys: {patients: {data: patients.jsonl, codebook: patients.yaml}}"
    folder = example(project(f"plugins: [json_lines.py]\n{surveys}"), "json_lines.py")
    path = folder / "patients.jsonl"
    path.write_text(f"{json.dumps(respondents()[0])}\n{line}\n", encoding="utf-8")
    with pytest.raises(ReportError, match=message) as caught:
        build(folder, folder / "o")
    assert str(caught.value.findings[0].place) == f"{path}{place}"


def test_a_renderer(project: Projects, tmp_path: Path) -> None:
    folder = example(
        project("plugins: [markdown.py]\nformats: [md, pdf, docx, html]"), "markdown.py"
    )
    build(folder, tmp_path / "o")
    made = (tmp_path / "o" / "report.en.md").read_text(encoding="utf-8")
    assert made.startswith("# A survey of satisfaction\n\n## Results\n\nThere were 60 patients.\n")
    assert "**Table 1** Visits\n\n| Characteristic |" not in made
    head, rule, *rows = [line for line in made.splitlines() if line.startswith("|")]
    assert head == "| Type of visit | *n* | % | 95% CI (%) |"
    assert rule == "| --- | --- | --- | --- |"
    assert [row.split(" | ")[1:3] for row in rows] == [["40", "66.7"], ["20", "33.3"]]
    assert "共60人。" in (tmp_path / "o" / "report.zh.md").read_text(encoding="utf-8")
    assert (tmp_path / "o" / "report.zh.pdf").is_file()


JAPANESE_TEXT = """\
# 結果 {#results}

満足した人は{{ share("visit", "first") }}（{{ interval("visit", "first") }}）、
平均点は{{ mean_score("satisfaction") }}であった。{{ ref("tbl:visit") }}を参照。

{{ table("visit") }}

{{ figure("visit") }}
"""


def japanese(project: Projects, added: str = "") -> Path:
    folder = project(
        f"languages: [ja]\neditions: [ja]\n{ALL_FORMATS}title: 満足度調査\n"
        "tables: {visit: {title: 受診, rows: [visit]}}\n"
        f"figures: {{visit: {{title: 受診の図, rows: [visit]}}}}\n{added}",
        text=JAPANESE_TEXT,
    )
    (folder / "patients.yaml").write_text(codebook(ja=""), encoding="utf-8")
    (folder / "locales").mkdir()
    locale = (EXAMPLES / "locales" / "ja.yaml").read_text(encoding="utf-8")
    (folder / "locales" / "ja.yaml").write_text(locale, encoding="utf-8")
    return folder


def test_a_locale(project: Projects, tmp_path: Path) -> None:
    build(japanese(project), tmp_path / "o")
    for kind in ("pdf", "docx", "html"):
        text = text_of(tmp_path / "o" / f"report.ja.{kind}").replace(" ", "")
        assert "満足した人は66.7%（40/60）（95%信頼区間：54.1～77.3%）" in text, kind
        assert f"平均点は{np.mean(values('satisfaction')):.2f}であった。表1を参照。" in text, kind
        assert "95%信頼区間(%)" in text
    page = html.fromstring((tmp_path / "o" / "report.ja.html").read_bytes())
    assert page.get("lang") == "ja-JP"
    assert page.xpath("//figure//svg/@aria-label")[0].startswith("棒グラフ：")
    word = WordDocument(str(tmp_path / "o" / "report.ja.docx"))
    styles = {style.name for style in word.styles}
    assert {"Heading 1", "Body Text"} <= styles
    assert not [name for name in styles if name.endswith(("(zh)", "(en)"))]
    assert word.core_properties.language == "ja-JP"
    with pymupdf.open(tmp_path / "o" / "report.ja.pdf") as pages:
        assert pages[0].get_fonts()


def test_a_locale_beside_the_languages_of_the_program(project: Projects, tmp_path: Path) -> None:
    folder = japanese(project)
    report = (folder / "report.yaml").read_text(encoding="utf-8")
    report = report.replace("languages: [ja]", "languages: [en, ja]")
    report = report.replace("editions: [ja]", "editions: [ja, en]").replace(
        "title: 満足度調査", "title: {ja: 満足度調査, en: Satisfaction}"
    )
    (folder / "report.yaml").write_text(report, encoding="utf-8")
    text = (
        "# Results | 結果\n\n::: en\nIt was {{ share('visit', 'first') }}.\n:::\n"
        "::: ja\n{{ share('visit', 'first') }}であった。\n:::\n"
    )
    (folder / "report.md").write_text(text, encoding="utf-8")
    build(folder, tmp_path / "o")
    assert "It was 66.7% (40/60)." in text_of(tmp_path / "o" / "report.en.docx")
    assert "66.7%（40/60）であった。" in text_of(tmp_path / "o" / "report.ja.docx")
    row = next(row for row in ledger(tmp_path / "o") if row["form"] == "share")
    assert (row["printed_en"], row["printed_ja"]) == ("66.7% (40/60)", "66.7%（40/60）")


def test_the_locale_of_the_example_is_complete() -> None:
    locale, model = read_yaml(EXAMPLES / "locales" / "ja.yaml"), read_yaml(FOLDER / "en.yaml")
    assert shortcomings(locale, model) == []


def spoilt(project: Projects, old: str, new: str) -> list[str]:
    folder = japanese(project)
    path = folder / "locales" / "ja.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ReportError) as caught:
        build(folder, folder / "o")
    return [
        f"{finding.place.key if finding.place else ''}: {finding.message()}: {finding.found}"
        for finding in caught.value.findings
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("  table: 表{number}\n", "", ["words.table: the locale lacks a key: table"]),
        (
            "  stub_head: 項目\n  option_head: 選択肢\n", "  stubhead: 項目\n",
            ["words.stub_head: the locale lacks a key: stub_head",
             "words.option_head: the locale lacks a key: option_head",
             "words.stubhead: unknown key: stubhead"],
        ),
        ("表{number}\n", "表{nummer}\n", ["words.table: unknown placeholder: nummer"]),
        ("表{number}\n", "表{number\n",
         ["words.table: braces must come in pairs: expected '}' before end of string: 表{number"]),
        ("small_base: 20 ", "small_base: none ",
         ["numbers.small_base: this must be a whole number: none"]),
        ("language: ja", "language: jp", ["language: the file is of another language: jp"]),
        ('  percent: ["{percent}%"]', '  percent: "{percent}%"',
         ["forms.percent: this must be a list, as [a, b]: {percent}%"]),
    ],
)  # fmt: skip
def test_what_a_locale_lacks_is_listed(
    project: Projects, old: str, new: str, told: list[str]
) -> None:
    assert spoilt(project, old, new) == told


def test_a_language_without_a_locale_is_answered_with_the_known_ones(project: Projects) -> None:
    folder = japanese(project)
    (folder / "locales" / "ja.yaml").unlink()
    with pytest.raises(ReportError, match="no locale for this language") as caught:
        build(folder, folder / "o")
    (finding,) = caught.value.findings
    assert (finding.found, finding.allowed) == ("ja", ("en", "zh"))
    assert finding.place is not None
    assert finding.place.key == "languages.0"


def test_a_locale_of_the_program_is_not_replaced(project: Projects) -> None:
    folder = project()
    (folder / "locales").mkdir()
    (folder / "locales" / "zh.yaml").write_text("language: zh\n", encoding="utf-8")
    with pytest.raises(ReportError, match="both have 'zh' in reportgen"):
        build(folder, folder / "o")


@pytest.mark.parametrize("language", ["../x", "a/b", "", "ja_JP"])
def test_a_language_is_a_code_and_no_path(project: Projects, language: str) -> None:
    folder = project(f"languages: ['{language}']\neditions: [en]")
    with pytest.raises(ReportError, match="this is no code of a language"):
        build(folder, folder / "o")
