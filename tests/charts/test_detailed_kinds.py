"""Histograms, boxes, combinations and flows, as an independent reader finds them in a PDF."""

from __future__ import annotations

import shutil
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pymupdf
import pytest
import yaml
from weasyprint import HTML

from reportgen.charts import Drawing, draw, height_in_all
from reportgen.config import read_config
from reportgen.document import Figure
from reportgen.locales import load_locale
from reportgen.pipeline import Computed, compute
from reportgen.resources import examples_folder
from reportgen.theme import theme_faces

KINDS = ("years", "hours_by_level", "hours", "tasks", "respondents")
WIDTHS = (232.0, 440.0)
LANGUAGES = ("zh", "en")
LONG = {
    "三级医院": "三级甲等综合医院及其附属医学影像诊断中心（含托管单位）",
    "Tertiary hospital": "Tertiary general hospital with its affiliated imaging centre",
    "骨折检出": "四肢骨折、肋骨骨折与脊柱压缩性骨折的自动检出和分型",
    "Fracture detection": "Detection and classification of fractures of the ribs, limbs and spine",
    "每周阅片时间（h）": "最近一个月平均每周用于阅片和书写诊断报告的时间（h，不含值班）",
    "Hours of image reading a week": "Hours a week spent on reading images and writing reports "
    "over the last month, without duty",
    "未同意参加": "打开问卷后未勾选知情同意书，或在提交之前撤回了同意",
    "No consent": "Informed consent was not given, or was withdrawn before the end",
    "收到答卷": "收到答卷",
    "发送邀请": "通过各省放射学分会的邮件列表和微信群发送邀请",
    "Invitations sent": "Invitations sent by the mailing lists of the provincial societies",
}


@dataclass(frozen=True)
class Page:
    """One chart on a page of its size, with what was asked for."""

    kind: str
    language: str
    labels: str
    drawing: Drawing
    lines: tuple[tuple[str, pymupdf.Rect], ...]
    """Each piece of text in one font with its ink, as the reader measures it."""

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.lines).replace("\u00a0", "").replace(" ", "")


def longer(part: Any) -> Any:
    """The content of a file with long labels in the place of some short ones."""
    if isinstance(part, dict):
        return {key: longer(value) for key, value in part.items()}
    if isinstance(part, list):
        return [longer(value) for value in part]
    return LONG.get(part, part) if isinstance(part, str) else part


def project(folder: Path, labels: str) -> Computed:
    shutil.copytree(examples_folder() / "gallery", folder)
    if labels == "long":
        for name in ("codebook.yaml", "report.yaml"):
            made = longer(yaml.safe_load((folder / name).read_text(encoding="utf-8")))
            (folder / name).write_text(yaml.safe_dump(made, allow_unicode=True), encoding="utf-8")
    return compute(read_config(folder))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Page]:
    """Every kind with short and long labels, at each width, in each language, in one PDF."""
    drawn: list[tuple[str, str, str, Drawing]] = []
    for labels in ("short", "long"):
        report = project(tmp_path_factory.mktemp(labels) / "gallery", labels)
        figures = {figure.id: figure for figure in report.document.figures()}
        drawn += (
            (kind, language, labels, drawing(report, figures[kind], language, width))
            for kind, width, language in product(KINDS, WIDTHS, LANGUAGES)
        )
    faces = "".join(
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};'
        f'src:url("{face.path.as_uri()}")}}'
        for face in theme_faces(report.theme)
        if face.style == "normal"
    )
    rules = "".join(
        f"@page p{at}{{size:{one.width}pt {one.height}pt;margin:0}}.p{at}{{page:p{at}}}"
        for at, (*_, one) in enumerate(drawn)
    )
    body = "".join(
        f'<div class="p{at}" style="line-height:0"><img src="{url(one)}"></div>'
        for at, (*_, one) in enumerate(drawn)
    )
    source = HTML(string=f"<style>body{{margin:0}}{faces}{rules}</style>{body}")
    with pymupdf.open(stream=source.write_pdf(), filetype="pdf") as pdf:
        assert len(pdf) == len(drawn)
        return [
            Page(*asked, lines=tuple(lines(page))) for asked, page in zip(drawn, pdf, strict=True)
        ]


def url(drawn: Drawing) -> str:
    return f"data:image/svg+xml;base64,{b64encode(drawn.svg).decode()}"


def drawing(report: Computed, figure: Figure, language: str, width: float) -> Drawing:
    locales = [load_locale(each) for each in LANGUAGES]
    height = height_in_all(figure, locales, report.theme, width=width)
    return draw(figure, load_locale(language), report.theme, ("svg",), width=width, height=height)


def lines(page: pymupdf.Page) -> Iterator[tuple[str, pymupdf.Rect]]:
    for block in page.get_text("rawdict")["blocks"]:
        for line in block.get("lines", ()):
            for span in line["spans"]:
                letters = [each for each in span["chars"] if each["c"].strip("\u00a0 ")]
                if letters:
                    boxes = [ink(each, span["size"], line["dir"]) for each in letters]
                    whole = pymupdf.Rect(boxes[0])
                    for box in boxes[1:]:
                        whole |= box
                    yield "".join(each["c"] for each in letters), whole


def ink(letter: dict, size: float, direction: tuple[float, float]) -> pymupdf.Rect:
    """About where a letter has ink: from its baseline up by 0.75 of its size, and a little below.

    The blank halves of full-width signs may hang over.
    """
    x, y = letter["origin"]
    left, top, right, bottom = letter["bbox"]
    if letter["c"] in "（“":
        left += 0.45 * size
    if letter["c"] in "）”，、。":
        right -= 0.45 * size
    if abs(direction[1]) > 0.5:  # it runs upwards
        return pymupdf.Rect(x - 0.75 * size, top, x + 0.12 * size, bottom)
    return pymupdf.Rect(left, y - 0.75 * size, right, y + 0.12 * size)


def test_every_text_lies_within_its_chart(pages: list[Page]) -> None:
    for page in pages:
        for text, box in page.lines:
            where = (page.kind, page.language, page.drawing.width, text, box)
            assert box.x0 >= -0.2, where
            assert box.y0 >= -0.2, where
            assert box.x1 <= page.drawing.width + 0.2, where
            assert box.y1 <= page.drawing.height + 0.2, where


def test_no_texts_overlap(pages: list[Page]) -> None:
    for page in pages:
        clashes = [
            (one, other)
            for (one, box), (other, of_other) in combinations(page.lines, 2)
            if min(box.x1, of_other.x1) - max(box.x0, of_other.x0) > 0.3
            and min(box.y1, of_other.y1) - max(box.y0, of_other.y0) > 0.3
        ]
        assert clashes == [], (page.kind, page.language, page.labels, page.drawing.width)


def test_every_number_is_printed_and_told(pages: list[Page]) -> None:
    for page in pages:
        locale = load_locale(page.language)
        assert page.drawing.numbers
        for number in page.drawing.numbers:
            printed = locale.number(number).replace("\u2009", "").replace(" ", "")
            assert printed in page.text, (page.kind, number.estimate.id)
            told = page.drawing.alternative.replace("\u2009", "").replace(" ", "")
            if page.kind != "years" and number.form.value not in ("base",):
                assert printed in told, (page.kind, number.estimate.id)


def test_both_languages_have_one_size(pages: list[Page]) -> None:
    for chinese, english in zip(pages[::2], pages[1::2], strict=True):
        assert (chinese.language, english.language) == LANGUAGES
        assert chinese.drawing.width == english.drawing.width
        assert chinese.drawing.height == english.drawing.height
        for page in (chinese, english):  # no blank is left below
            lowest = max(box.y1 for _, box in page.lines)
            assert page.drawing.height - lowest < 10, (page.kind, page.language, page.labels)


def test_both_languages_print_the_same_numbers_in_the_same_order(pages: list[Page]) -> None:
    shown: dict[tuple[str, str, float], list[list[str]]] = {}
    for page in pages:
        key = page.kind, page.labels, page.drawing.width
        ids = [f"{number.estimate.id} {number.form}" for number in page.drawing.numbers]
        shown.setdefault(key, []).append(ids)
    assert len(shown) == len(KINDS) * len(WIDTHS) * 2
    for chinese, english in shown.values():
        assert chinese == english


def test_a_space_before_letters_is_kept(pages: list[Page]) -> None:
    """作答 n=738: the n stands clear of the character before it."""
    for page in pages:
        if page.kind == "respondents" and page.language == "zh":
            pairs = [
                (box, next(other for text, other in page.lines[at + 1 :]))
                for at, (text, box) in enumerate(page.lines)
                if text in ("作答", "未作答", "未询问")
            ]
            assert len(pairs) >= 8
            for box, number in pairs:
                assert number.x0 - box.x1 > 1.2
