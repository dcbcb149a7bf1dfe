"""The reference report in the theme `report`: its parts, as other programs read them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pymupdf
import pytest

from tests.acceptance.reading import headings
from tests.renderers.docx_office import audit, bare, to_pdf
from tests.typography import faults

EDITIONS = ("zh", "en", "parallel")
COVER, CONTENTS, SUMMARY = 0, 1, 2
WORDS = {
    "zh": ("目录", "摘要", "关于本报告"),
    "en": ("Contents", "Summary", "About this report"),
    "parallel": ("目录", "摘要", "关于本报告"),
}


@pytest.fixture
def files(in_report_theme: Mapping[str, Path]) -> Mapping[str, Path]:
    return in_report_theme


def pages(files: Mapping[str, Path], edition: str) -> list[str]:
    with pymupdf.open(files[f"report.{edition}.pdf"]) as pdf:
        return [page.get_text() for page in pdf]


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_parts_come_in_order(files: Mapping[str, Path], edition: str) -> None:
    found = pages(files, edition)
    contents, summary, about = WORDS[edition]
    for page, word in ((CONTENTS, contents), (SUMMARY, summary), (-1, about)):
        assert any(line.strip() == word for line in found[page].splitlines())
    for figure in ("90.8%", "62.1%", "89.5%", "47.3%", "65.4%", "70.0%"):
        assert figure in found[SUMMARY]


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_contents_fit_a_page_and_name_the_right_pages(
    files: Mapping[str, Path], edition: str
) -> None:
    language = "en" if edition == "en" else "zh"
    named = [h.text[language] for h in headings() if not h.id.startswith("abstract")]
    with pymupdf.open(files[f"report.{edition}.pdf"]) as pdf:
        page, texts = pdf[CONTENTS], [page.get_text() for page in pdf]
        entries: dict[str, tuple[int, pymupdf.Rect]] = {}
        for link in page.get_links():
            area = entries.get(link["nameddest"], (0, link["from"]))[1] | link["from"]
            entries[link["nameddest"]] = link["page"], area
        assert len(entries) == len(named) + 1  # the summary
        ordered = sorted(entries.values(), key=lambda entry: entry[1].y0)
        for (target, area), heading in zip(ordered[1:], named, strict=True):
            row = pymupdf.Rect(0, area.y1 - 8, page.rect.x1, area.y1 - 2)
            printed = re.findall(r"\d+", page.get_text(clip=row))[-1]
            assert int(printed) == target + 1
            assert bare(heading) in bare(texts[target]), heading


@pytest.mark.parametrize("edition", ["zh", "en"])
def test_no_page_is_left_nearly_empty(files: Mapping[str, Path], edition: str) -> None:
    """Besides the running head and the folio, a page of the text holds five lines at least."""
    for number, text in enumerate(pages(files, edition)[SUMMARY:-1], SUMMARY + 1):
        assert len([line for line in text.splitlines() if line.strip()]) > 6, number


def test_cover_and_last_page_have_no_folio(files: Mapping[str, Path]) -> None:
    found = pages(files, "zh")
    for text in (found[COVER], found[-1]):
        assert not [line for line in text.splitlines() if line.strip().isdigit()]


def test_the_ledger_has_the_places_of_key_figures(files: Mapping[str, Path]) -> None:
    ledger = files["report.numbers.csv"].read_text("utf-8-sig")
    for number in range(1, 7):
        assert f"key figure {number} value" in ledger


def test_word_has_the_same_parts_and_no_fault(files: Mapping[str, Path], tmp_path: Path) -> None:
    data = files["report.zh.docx"].read_bytes()
    assert audit(data, tmp_path) == []
    with pymupdf.open(to_pdf(data, tmp_path)) as pdf:
        texts = [page.get_text() for page in pdf]
    assert "医学影像人工智能" in bare(texts[COVER])
    assert "目录" in bare(texts[CONTENTS])
    assert bare(texts[SUMMARY]).find("摘要") >= 0
    assert "90.8%" in texts[SUMMARY]
    assert "关于本报告" in bare(texts[-1])
    heads = [heading.text["zh"] for heading in headings() if heading.level == 1][1:]
    for heading in heads[:4]:
        assert any(re.search(rf"^\S*\s*\d?\s*{heading}", text.strip()) or
                   bare(heading) in bare(text)[:60] for text in texts)  # fmt: skip


@pytest.mark.parametrize("edition", EDITIONS)
def test_it_is_set_without_a_fault(files: Mapping[str, Path], edition: str) -> None:
    assert [str(fault) for fault in faults(files[f"report.{edition}.pdf"])] == []
