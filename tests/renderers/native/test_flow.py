"""The flow of respondents as shapes, as lxml, LibreOffice and a reader of PDF find it."""

from __future__ import annotations

import csv
import re
import zipfile
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import pymupdf
import pytest
from lxml import etree

from reportgen.charts import draw
from reportgen.config import read_config
from reportgen.document import Figure
from reportgen.locales import load_locale
from reportgen.pipeline import compute
from reportgen.renderers.docx import render
from reportgen.resources import examples_folder
from reportgen.theme import load_theme
from tests.renderers.docx_office import audit, bare, to_pdf
from tests.renderers.native.reading import WP, A, rendering

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
LANGUAGES = ("zh", "en")
GALLERY = examples_folder() / "gallery"

in_each_language = pytest.mark.parametrize("language", LANGUAGES)


@cache
def flow() -> Figure:
    report = compute(read_config(GALLERY))
    (found,) = (each for each in report.document.figures() if each.chart == "flow")
    return found


@cache
def word_file(language: str, theme: str = "journal", *, native: bool = True) -> bytes:
    made = rendering(flow(), (language,), theme, native=native)
    (shown,) = made.document.figures()
    look = load_theme(theme)
    drawing = draw(shown, load_locale(language, look), look, ("png", "outlines"))
    return render(replace(made, drawings={(shown.id, language): drawing})).data


def document(data: bytes) -> etree._Element:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def boxes(root: etree._Element) -> list[str]:
    """The text of each box, its paragraphs in lines."""
    return [
        "\n".join("".join(each.itertext(f"{W}t")) for each in box.iter(f"{W}p"))
        for box in root.iter(f"{W}txbxContent")
    ]


def rows() -> list[dict[str, str]]:
    with (GALLERY / "answers.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_numbers_are_those_of_the_rows() -> None:
    """Counted here, row by row of the file of answers."""
    received = rows()
    consenting = [row for row in received if row["consent"] == "yes"]
    included = [row for row in consenting if row["works"] == "yes"]
    answered = sum(row["level"] != "" for row in included)
    users = [row for row in included if row["uses_ai"] == "yes"]
    tasks = sum(row["tasks"] != "" for row in users)
    told = [bare(box) for box in boxes(document(word_file("en")))]
    assert f"Questionnairesreceivedn={len(received)}" in told
    lost = len(received) - len(consenting), len(consenting) - len(included)
    assert f"Noconsentn={lost[0]}Doesnotreadimagesn={lost[1]}" in told
    assert f"Includedintheanalysisn={len(included)}" in told
    assert f"Hospitallevelanswered,n={answered}" in "".join(told)
    assert f"TasksforwhichAIisusedanswered,n={tasks}" in "".join(told)
    assert "Invitationssentn=2150" in told


@in_each_language
def test_all_that_the_drawing_prints_is_text(language: str) -> None:
    locale = load_locale(language)
    told = bare("".join(boxes(document(word_file(language)))))
    drawing = draw(flow(), locale, load_theme("journal"), ())
    assert len(drawing.numbers) > 10
    for number in drawing.numbers:
        assert bare(locale.number(number)) in told
    detail = flow().tabulation.detail
    for part in (*detail.stages, *detail.items):  # type: ignore[union-attr]
        assert bare(locale.text(part.label)) in told


@in_each_language
@pytest.mark.parametrize("theme", ["journal", "report"])
def test_the_file_is_valid(language: str, theme: str, tmp_path: Path) -> None:
    data = word_file(language, theme)
    assert audit(data, tmp_path) == []
    for choice in document(data).iter(f"{MC}Choice"):
        assert set(choice.get("Requires").split()) <= set(choice.nsmap), "or Word finds it corrupt"


def test_what_knows_no_shapes_shows_the_picture() -> None:
    root = document(word_file("zh"))
    (content,) = root.iter(f"{MC}AlternateContent")
    choice, fallback = content
    assert next(choice.iter(f"{WPS}wsp"), None) is not None
    assert next(fallback.iter(f"{A}blip"), None) is not None
    told = [each.get("descr") for each in content.iter(f"{WP}docPr")]
    assert len(told) == 2
    assert len(set(told)) == 1
    assert told[0] == draw(flow(), load_locale("zh"), load_theme("journal"), ()).alternative
    marked = [each.get("id") for each in root.iter(f"{WP}docPr", f"{WPS}cNvPr")]
    assert len(marked) == len(set(marked))


def test_pictures_where_they_are_asked_for() -> None:
    root = document(word_file("zh", native=False))
    assert next(root.iter(f"{WPS}wsp"), None) is None
    assert next(root.iter(f"{A}blip"), None) is not None


def test_text_is_set_by_styles() -> None:
    for box in document(word_file("zh")).iter(f"{W}txbxContent"):
        for paragraph in box:
            assert paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val").startswith("FigureText")
        for properties in box.iter(f"{W}rPr"):
            assert {etree.QName(each).localname for each in properties} <= {"rStyle", "rFonts"}


@in_each_language
def test_text_stays_in_its_box(language: str, tmp_path: Path) -> None:
    """As LibreOffice sets it: each line of the shapes is within one of their frames."""
    with pymupdf.open(to_pdf(word_file(language), tmp_path)) as pdf:
        page = pdf[0]
        frames = [drawing["rect"] for drawing in page.get_drawings() if drawing["rect"].width > 90]
        lines = [
            ("".join(span["text"] for span in line["spans"]), pymupdf.Rect(line["bbox"]))
            for block in page.get_text("dict")["blocks"]
            for line in block.get("lines", ())
        ]
    told = bare("".join(boxes(document(word_file(language)))))
    number = re.compile(r"n=\d")
    shown = [(bare(text), at) for text, at in lines if number.search(bare(text))]
    assert len(shown) >= 12
    for text, at in shown:
        assert text in told
        ink = pymupdf.Rect(at.x0, at.y0 + at.height / 4, at.x1, at.y1 - at.height / 4)
        assert any(frame.contains(ink) for frame in frames), text


def test_a_file_is_the_same_whenever_it_is_made() -> None:
    first = word_file("zh")
    word_file.cache_clear()
    assert word_file("zh") == first
