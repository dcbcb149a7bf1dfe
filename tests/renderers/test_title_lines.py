"""Titles in Word are broken where they are divided, as people break them."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pymupdf
import pytest
from lxml import etree

from reportgen.renderers.docx import render
from reportgen.renderers.docx.title_lines import title_lines
from reportgen.renderers.rendering import Rendering
from reportgen.theme import load_theme
from tests.renderers import docx_sample as sample
from tests.renderers.docx_office import bare, to_pdf, unwrapped
from tests.renderers.docx_tabulations import text
from tests.word_validity import findings

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ZH, EN = (
    "医学影像人工智能应用现状调查：演示报告",
    "Artificial intelligence in medical imaging in China: a demonstration survey report",
)


@pytest.mark.parametrize(
    ("title", "room", "lines"),
    [
        ("港湾步道与它的使用者", 10.0, ["港湾步道与它的使用者"]),
        (ZH, 15.0, ["医学影像人工智能应用现状调查：", "演示报告"]),
        # After a colon, though the line before it is broken by Word: there are no more lines.
        ("全国各级医院医学影像人工智能应用现状调查：演示报告", 12.0,
         ["全国各级医院医学影像人工智能应用现状调查：", "演示报告"]),
        # Two lines that are filled take three when they are ended at the mark.
        (ZH, 13.0, [ZH]),
        ("“健康中国”背景下影像设备配置现状——基于《全国调查》的分析", 18.0,
         ["“健康中国”背景下影像设备配置现状——", "基于《全国调查》的分析"]),
        ("医学影像人工智能应用现状与展望（2022年调查报告）", 17.0,
         ["医学影像人工智能应用现状与展望", "（2022年调查报告）"]),
    ],
)  # fmt: skip
def test_a_chinese_title_is_broken_at_its_marks(title: str, room: float, lines: list[str]) -> None:
    found = title_lines(title, room, is_wide=True)
    assert list(found) == lines
    assert "".join(found) == title


def test_the_last_word_of_an_english_title_takes_another_along() -> None:
    assert title_lines(EN, 15, is_wide=False) == (EN,), "two words stand there anyhow"
    title = "A survey of the use of artificial intelligence in radiology"
    (found,) = title_lines(title, 14, is_wide=False)
    assert found == "A survey of the use of artificial intelligence in\u00a0radiology"
    assert title_lines(title, 40, is_wide=False) == (title,)
    assert title_lines("Radiology", 2, is_wide=False) == ("Radiology",)


def rendering(edition: str, theme: str) -> Rendering:
    made = sample.rendering(edition)
    front = replace(made.document.front, title=text(ZH, EN))
    document = replace(made.document, front=front)
    return replace(made, document=document, theme=load_theme(theme))


def test_a_cover_shows_these_lines_and_the_file_has_its_title_whole(tmp_path: Path) -> None:
    data = render(rendering("zh", "report")).data
    assert findings(data) == []
    with pymupdf.open(to_pdf(data, tmp_path)) as pdf:
        first = pdf[0].get_text("dict")["blocks"]
    lines = [
        bare("".join(span["text"] for span in line["spans"]))
        for block in first
        for line in block.get("lines", ())
        if line["spans"][0]["size"] > 25
    ]
    assert lines == ["医学影像人工智能应用现状调查：", "演示报告"]
    word = docx.Document(BytesIO(data))
    assert word.core_properties.title == ZH
    with zipfile.ZipFile(BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    (title,) = [
        p for p in root.iter(f"{W}p") if (s := p.find(f"{W}pPr/{W}pStyle")) is not None
        and s.get(f"{W}val") == "Title"
    ]  # fmt: skip
    assert "".join(title.itertext(f"{W}t")) == ZH, "no sign was put in or left out"
    assert [each.tag for each in title.iter(f"{W}br")] == [f"{W}br"]


def test_a_title_that_fits_its_line_is_left_alone() -> None:
    texts = [each.text for each in unwrapped(render(rendering("zh", "journal")).data).paragraphs]
    assert ZH in texts


def test_text_on_a_cover_stands_where_the_text_below_does(tmp_path: Path) -> None:
    with pymupdf.open(to_pdf(render(rendering("zh", "report")).data, tmp_path)) as pdf:
        words = pdf[0].get_text("words")
        panel = max(pdf[0].get_drawings(), key=lambda each: abs(each["rect"])).get("rect")
    title = next(each for each in words if each[4].startswith("医学影像"))
    authors = next(each for each in words if each[4].startswith("张三"))
    assert title[0] == pytest.approx(authors[0], abs=1.5)
    assert title[0] - panel.x0 == pytest.approx(16, abs=1.5)
