"""What an art editor sees first: room, gaps and alignment, read from the produced files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pymupdf
import pytest
from lxml import etree

from reportgen.pipeline import build
from reportgen.resources import example_folder
from tests.acceptance.reading import part
from tests.page_lines import read_lines

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NBSP, FIGURE_SPACE = "\u00a0", "\u2007"
LANGUAGES = ("zh", "en")
NOTE_SIZE = 8.0
"""Size of type of notes in the journal, and of the folio at the foot of page 1."""
FOLIO = "1"


@pytest.fixture(scope="module")
def minimal(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The project that `init` begins, which has no abstract: its PDF in each language."""
    folder = tmp_path_factory.mktemp("minimal")
    build(example_folder().parent / "minimal", folder, editions=LANGUAGES, formats=("pdf",))
    return {language: folder / f"report.{language}.pdf" for language in LANGUAGES}


def lines(path: Path, page: int = 0) -> list[tuple[str, pymupdf.Rect]]:
    """The lines of a page, each with its box, from top to bottom."""
    with pymupdf.open(path) as document:
        found = [
            ("".join(span["text"] for span in line["spans"]), pymupdf.Rect(line["bbox"]))
            for block in document[page].get_text("dict")["blocks"]
            for line in block.get("lines", [])
        ]
    return sorted(found, key=lambda each: each[1].y0)


# --------------------------------------------------------------------------------- front matter


@pytest.mark.parametrize(
    ("language", "notice", "heading"),
    [("zh", "本文为示例", "对象与方法"), ("en", "This is an example", "Participants and methods")],
)
def test_text_stands_apart_from_a_front_without_abstract(
    minimal: Mapping[str, Path], language: str, notice: str, heading: str
) -> None:
    found = lines(minimal[language])
    above = next(box for text, box in found if text.startswith(notice))
    below = next(box for text, box in found if text.strip() == heading)
    assert below.y0 - above.y1 > 10


# --------------------------------------------------------------------------------- running head


@pytest.mark.parametrize(
    ("language", "title", "date"),
    [
        ("zh", "演示报告", "调查时间"),
        ("en", "a demonstration report", "Survey of May 2022"),
    ],
)
def test_title_and_date_of_a_running_head_stand_apart(
    built: Path, language: str, title: str, date: str
) -> None:
    with pymupdf.open(built / f"report.{language}.pdf") as document:
        (end,) = (box for box in document[1].search_for(title) if box.y0 < 70)
        (start,) = (box for box in document[1].search_for(date) if box.y0 < 70)
    assert start.x0 - end.x1 > 5


# --------------------------------------------------------------------------------- numbers


def table_numbers(path: Path) -> Iterator[list[str]]:
    """The texts of each column of numbers of each table, row by row."""
    for table in part(path).iter(f"{W}tbl"):
        rows = [[_text(cell) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
        width = max(map(len, rows))
        for column in range(1, width):
            yield [row[column] for row in rows if len(row) == width]


def _text(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_counts_and_percentages_in_a_cell_of_word_stand_under_one_another(
    built: Path, language: str
) -> None:
    """Blanks are as wide as digits: cells of one length have their points at one place."""
    seen = 0
    cell = re.compile(rf"[\d{NBSP}{FIGURE_SPACE}]+{NBSP}?{FIGURE_SPACE}*\([\d.]+\)")
    for column in table_numbers(built / f"report.{language}.docx"):
        found = [text for text in column if cell.fullmatch(text)]
        if len(found) < 3:
            continue
        seen += 1
        assert {text.index(".") for text in found} == {found[0].index(".")}
        assert {len(text) for text in found} == {len(found[0])}
    assert seen >= 10


# --------------------------------------------------------------------------------- labels


def test_a_label_is_never_parted_from_its_number_in_word(built: Path) -> None:
    """Captions, references and entries of lists hold their number by a space that no line ends at,
    so that a reference reads alike before and after Word has updated it."""
    paragraphs = [_text(each) for each in part(built / "report.en.docx").iter(f"{W}p")]
    text = "\n".join(paragraphs)
    assert not re.search(r"\b(Table|Figure) \d", text)
    assert len(re.findall(rf"\b(Table|Figure){NBSP}\d", text)) > 25


# --------------------------------------------------------------------------------- notes


@pytest.mark.parametrize("edition", ["zh", "en", "bilingual"])
def test_notes_below_figures_are_set_like_those_below_tables(built: Path, edition: str) -> None:
    """Each line begins at the edge of its column, and none of the last is a lone number."""
    found = [
        line
        for line in read_lines(built / f"report.{edition}.pdf")
        if abs(line.size - NOTE_SIZE) < 0.1 and line.text != FOLIO
    ]
    assert len(found) > 20
    assert [line.text for line in found if not line.is_flush_left] == []
    assert [line.text for line in found if sum(map(str.isalnum, line.text)) < 4] == []
