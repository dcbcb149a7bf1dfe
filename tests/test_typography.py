"""The checker of setting finds each fault in a page made with it, and none on a faultless page."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest
import weasyprint

from reportgen.renderers.justification import flush_chinese_lines
from reportgen.resources import fonts_folder
from tests.page_lines import read_lines, read_paragraphs
from tests.typography import Fault, faults

FONTS = fonts_folder()
LATIN = "U+0000-00B6, U+00B8-024F, U+0370-03FF"
STYLE = f"""
@font-face {{ font-family: Song; src: url({(FONTS / "NotoSerifSC-Regular.ttf").as_uri()}) }}
@font-face {{ font-family: Hei; src: url({(FONTS / "NotoSansSC-Bold.ttf").as_uri()}) }}
@font-face {{ font-family: Hei Text; src: url({(FONTS / "NotoSansSC-Regular.ttf").as_uri()}) }}
@font-face {{ font-family: Latin; src: url({(FONTS / "SourceSerif4-Regular.ttf").as_uri()});
              unicode-range: {LATIN} }}
@font-face {{ font-family: English; src: url({(FONTS / "SourceSerif4-Regular.ttf").as_uri()}) }}
@page {{ size: 595pt 842pt; margin: 80pt 87.5pt }}
body {{ margin: 0; font: 10.5pt/18pt Latin, Song; text-align: justify;
        font-feature-settings: "chws" }}
p {{ margin: 0; text-indent: 2em }}
h2 {{ font: 14pt/20pt Hei; text-align: center; margin: 12pt 0 }}
p span {{ display: block; text-align-last: justify; text-indent: 0 }}
p span:first-child {{ text-indent: 2em }}
p span:last-child {{ text-align-last: left }}
table {{ font-size: 9pt; line-height: 13pt; width: 100% }}
[lang=en] {{ font-family: English; hyphens: auto; text-indent: 0 }}
sup {{ font-size: 7pt; line-height: 1 }}
q {{ quotes: none; white-space: nowrap }}
"""
TWO = "<style>main { columns: 2; column-gap: 21pt }</style>"
TEXT = (
    "2022年5月，以问卷形式在全国范围内开展了医学影像AI应用现状及发展需求调查。受访者中，"
    "<q>90.8%</q>&#8203;<q>(5\u2009765/6\u2009347)</q>对AI有初步了解<sup>[1-3]</sup>，差异有统计学"
    "意义（<i>P</i>＜0.001）。“引号”——破折号……省略号，参照GB/T 7713。"
)
TABLE = "<tr><td>项目<td>三级医院<td>二级医院<td>合计" + "".join(
    f"<tr><td>选项{n}<td>%<td>1{n}(45.{n})<td>（见注）" for n in "一二三四五"
)
ENGLISH = "<p lang=en>A questionnaire went to every radiologist in the country in 2022. " * 4
GOOD = (
    f"<h2>结果</h2>{f'<p>{TEXT}' * 9}<table>{TABLE}</table><p>{TEXT}"
    f"<ul><li>第一项<li>第二项</ul><p>{TEXT}{ENGLISH}<p>{TEXT}"
)
FULL = "调查" * 20
FIRST = "调查" * 19

Made = Callable[..., Path]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    def make(body: str, flush: bool = True, columns: int = 1) -> Path:
        style = STYLE + (TWO[7:-8] if columns == 2 else "")
        html = f"<html lang=zh-CN><style>{style}</style><main>{body}</main>"
        with flush_chinese_lines() if flush else nullcontext():
            weasyprint.HTML(string=html).write_pdf(tmp_path / "made.pdf")
        return tmp_path / "made.pdf"

    return make


def lines(*texts: str) -> str:
    """A paragraph with these lines, each set flush but the last, after a faultless one."""
    spans = "".join(f"<span>{text}</span>" for text in texts)
    return f"<p>{TEXT}<p>{TEXT}<p>{spans}<p>{TEXT}"


def found(path: Path) -> list[Fault]:
    return faults(path, song="Song", hei="Hei")


def rules(path: Path) -> set[str]:
    return {fault.rule for fault in found(path)}


@pytest.mark.parametrize("columns", [1, 2])
def test_a_faultless_page_is_let_pass(made: Made, columns: int) -> None:
    path = made(GOOD, columns=columns)
    assert [str(fault) for fault in found(path)] == []
    paragraphs = [each for each in read_paragraphs(path) if each.is_chinese]
    assert sum(len(each.lines) >= 3 * columns for each in paragraphs) == 12
    assert len({line.edges for line in read_lines(path)} - {None}) == columns


@pytest.mark.parametrize("columns", [1, 2])
def test_lines_that_are_not_flush_are_found(made: Made, columns: int) -> None:
    path = made(GOOD, flush=False, columns=columns)
    assert sum("pt off" in fault.rule for fault in found(path)) > 10


@pytest.mark.parametrize(
    ("rule", "one", "other"),
    [
        *((f"begins with {mark}", FULL, f"{mark}调查末行。") for mark in "，。；：！？”）》%/—…"),
        *((f"ends with {mark}", FULL[:-1] + mark, "调查末行。") for mark in "“（《[(/"),
        ("begins with a note mark", FULL, "<sup>[3]</sup>调查末行。"),
        (r"splits '—\n—'", FULL[:-1] + "—", "—末行调查。"),
        (r"splits '…\n…'", FULL[:-1] + "…", "…末行调查。"),
        (r"splits '2\n3'", FULL[:-2] + "12", "345名受访者。"),
        (r"splits '2\n%'", FULL[:-2] + "12", "%的受访者。"),
        (r"splits '7/\n2'", FULL[:-2] + "17/", "26家企业。"),
        (r"splits '＜\n'", FULL[:-1] + "<i>P</i>＜", "0.001，有统计学意义。"),
        (r"splits '\n＜'", FULL[:-1] + "<i>P</i>", "＜0.001，有统计学意义。"),
        (r"splits 'CI:\n4'", FULL[:-4] + "95%CI:", "46.1%~48.5%，见表1。"),
        ("a last line of one character", FULL, "查。"),
        ("a last line of one character", FULL, "查<sup>[1]</sup>。"),
    ],
)
def test_a_wrong_end_is_found(made: Made, rule: str, one: str, other: str) -> None:
    assert rule in rules(made(lines(FIRST, one, other)))


def test_wide_gaps_are_found_where_another_break_avoids_them(made: Made) -> None:
    path = made(lines(FIRST, "调查" * 13, FULL, "调查末行。"))
    assert {rule[:4] for rule in rules(path)} == {"gaps"}


def test_wide_gaps_that_nothing_avoids_are_none(made: Made) -> None:
    word = "pneumonoultramicroscopicsilicovolcanoconiosis" * 2
    body = f"<p>{TEXT}<p>{'调查' * 13}<q>{word}</q>调查调查<p>{TEXT}"
    assert rules(made(body)) == set()


@pytest.mark.parametrize("indent", [0, 1, 4])
def test_a_wrong_indent_is_found(made: Made, indent: int) -> None:
    body = f"<p style='text-indent: {indent}em'>{TEXT}<p>{TEXT}"
    expected = f"an indent of {indent}.0 em"
    assert expected in rules(made(f"<h2>结果</h2>{body}"))


def test_a_body_in_hei_is_found(made: Made) -> None:
    assert "a body not in Song" in rules(made(f"<p style='font-family: Latin, Hei Text'>{TEXT}"))


def test_a_head_in_song_is_found(made: Made) -> None:
    assert "a head not in Hei" in rules(
        made(f"<h2 style='font-family: Song'>结果</h2><p>{TEXT}<p>{TEXT}")
    )


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("a full-width mark in English", "An answer is given by most of them， and by all."),
        ("a straight quote", "An answer is given by most of them, and it's right."),
        ("a straight quote", 'An answer is given by most of "them", and by all.'),
    ],
)
def test_faults_of_english_are_found(made: Made, rule: str, text: str) -> None:
    assert rule in rules(made(f"<p>{TEXT}<p lang=en>{text}<p>{TEXT}"))


def test_the_rest_of_a_word_is_found(made: Made) -> None:
    body = "".join(f"<span>{line}</span>" for line in ("A questionnaire went to every ra-", "dio."))
    assert "a last line of a word's rest" in rules(made(f"<p>{TEXT}<p lang=en>{body}"))
