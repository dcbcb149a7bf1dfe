"""What an art editor sees first: room, gaps and alignment, read from the produced files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pymupdf
import pytest
from lxml import etree

from reportgen.pipeline import build
from reportgen.resources import example_folder
from reportgen.theme import load_theme
from tests.acceptance.reading import part
from tests.page_lines import read_lines
from tests.renderers.docx_office import to_pdf

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NBSP, FIGURE_SPACE = "\u00a0", "\u2007"
LANGUAGES = ("zh", "en")
NOTE_SIZE = 8.0
"""Size of type of notes in the journal, and of the folio at the foot of page 1."""
FOLIO = "1"
MUTED, PANEL = "#6d6a63", "#f6efe6"
"""Colours of the theme of the invented society."""


class Span(NamedTuple):
    """A piece of text that is set alike."""

    page: int
    text: str
    box: pymupdf.Rect
    font: str
    colour: int

    @property
    def look(self) -> tuple[bool, bool]:
        """Whether it is in the family of display, and whether it is bold."""
        return "Sans" in self.font, "Bold" in self.font


@pytest.fixture(scope="module")
def minimal(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The project that `init` begins, which has no abstract: its PDF in each language."""
    folder = tmp_path_factory.mktemp("minimal")
    build(example_folder().parent / "minimal", folder, editions=LANGUAGES, formats=("pdf",))
    return {language: folder / f"report.{language}.pdf" for language in LANGUAGES}


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The report of the invented society in both languages: its PDF, and Word's as a PDF."""
    folder = tmp_path_factory.mktemp("harbour")
    project = example_folder().parent / "harbour-society"
    build(project, folder, editions=("parallel",), formats=("pdf", "docx"))
    printed = to_pdf(
        (folder / "report.parallel.docx").read_bytes(), tmp_path_factory.mktemp("word")
    )
    return {"pdf": folder / "report.parallel.pdf", "word": printed}


def spans(path: Path) -> list[Span]:
    """The pieces of text of a file that are set alike, in the order of its pages."""
    with pymupdf.open(path) as document:
        return [
            Span(page.number, span["text"], pymupdf.Rect(span["bbox"]), span["font"], span["color"])
            for page in document
            for block in page.get_text("dict")["blocks"]
            for line in block.get("lines", [])
            for span in line["spans"]
        ]


def first(path: Path, text: str) -> Span:
    """The first piece that begins so."""
    return next(span for span in spans(path) if span.text.strip().startswith(text))


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


# --------------------------------------------------------------------------------- one look


@pytest.mark.parametrize(
    "text", ["Note:", "Years in practice", "Table", "Characteristics of", "Characteristic"]
)
def test_word_sets_a_table_in_the_faces_of_the_pdf(
    built: Path, office: Mapping[str, Path], text: str
) -> None:
    """The label of a caption is in bold display type, its title, heads and groups are not."""
    expected = (True, True) if text == "Table" else (False, False)
    assert first(built / "report.en.pdf", text).look == expected
    assert first(office["en"], text).look == expected


def test_a_paragraph_below_a_heading_is_flush_in_english_and_the_next_is_not(
    built: Path, office: Mapping[str, Path]
) -> None:
    for path in (built / "report.en.pdf", office["en"]):
        heading = first(path, "Participants").box.x0
        assert abs(first(path, "This is the demonstration").box.x0 - heading) < 1
        assert first(path, "The rebuild rests").box.x0 - heading > 9


def test_rows_are_coloured_in_turn_below_a_head_of_two_rows(harbour: Mapping[str, Path]) -> None:
    for path in harbour.values():
        rows = ["Every week", "Every month", "Less often", "Never"]
        found = [fill_behind(path, first(path, row)) for row in rows]
        assert [fill == PANEL for fill in found] == [False, True, False, True]


def fill_behind(path: Path, span: Span) -> str | None:
    """The colour that was painted last behind a piece of text, as #rrggbb."""
    middle = (span.box.tl + span.box.br) / 2
    with pymupdf.open(path) as document:
        fills = [
            each["fill"]
            for each in document[span.page].get_drawings()
            if each["fill"] and middle in each["rect"]
        ]
    return "#" + "".join(f"{round(255 * part):02x}" for part in fills[-1]) if fills else None


# --------------------------------------------------------------------------------- two languages


def test_a_second_language_has_its_numbers_where_the_first_has_none(
    harbour: Mapping[str, Path],
) -> None:
    """Chinese headings of the society have no numbers, English ones do."""
    with pymupdf.open(harbour["pdf"]) as document:
        contents, opener = (" ".join(document[page].get_text().split()) for page in (1, 3))
    for heading in ("1 How members use the path", "1.1 Visits", "1.2 Ratings", "2 Opening at"):
        assert heading in contents
    assert "会员怎样使用步道 1 How members use the path" in opener


def test_a_heading_without_its_counterpart_is_as_quiet_as_the_others(built: Path) -> None:
    muted = int(load_theme("journal").colours.muted[1:], 16)
    path = built / "report.parallel.pdf"
    for heading in ("Introduction", "Materials and methods", "Discussion"):
        found = [span for span in spans(path) if span.text.strip() == heading]
        assert [span.colour for span in found] == [muted], heading


def test_word_places_the_heading_of_a_second_language_as_the_pdf_does(
    harbour: Mapping[str, Path],
) -> None:
    """Below the same in the first language, and without a rule between the two."""
    muted = int(MUTED[1:], 16)
    for one, other in (("目录", "What is inside"), ("会员怎样使用步道", "1")):
        for path in harbour.values():
            found = [span for span in spans(path) if span.text.strip().startswith(one)]
            above = max(found, key=lambda span: span.box.height)
            below = next(
                span
                for span in spans(path)
                if span.page == above.page
                and span.text.strip().startswith(other)
                and span.box.y0 > above.box.y0 + 5
            )
            assert below.colour == muted
            assert abs(below.box.x0 - above.box.x0) < 4
            assert rules_between(path, above, below) == 0
    last = {name: first(path, "About this report") for name, path in harbour.items()}
    assert [span.colour for span in last.values()] == [muted] * 2
    assert abs(last["word"].box.x0 - first(harbour["word"], "关于本报告").box.x0) < 4
    assert last["word"].box.y0 - first(harbour["word"], "秘书处").box.y1 > 20


def rules_between(path: Path, above: Span, below: Span) -> int:
    """How many lines are drawn from above a piece of text up to another, longer than this."""
    with pymupdf.open(path) as document:
        return sum(
            above.box.y1 - 4 < each["rect"].y0 < below.box.y0 and each["rect"].width > 100
            for each in document[above.page].get_drawings()
            if each["rect"].height < 3
        )


def test_words_cover_is_centred_where_its_title_is_and_has_its_notice_at_the_foot(
    harbour: Mapping[str, Path],
) -> None:
    path = harbour["word"]
    with pymupdf.open(path) as document:
        width, height = document[0].rect.width, document[0].rect.height
    foot = first(path, "学会、港湾、受访者")
    assert foot.page == 0
    assert foot.box.y0 > 0.8 * height
    for text in ("灯塔港湾学会", "Lantern Harbour Society", "Spring 2024"):
        box = first(path, text).box
        assert abs((box.x0 + box.x1) / 2 - width / 2) < 2, text


def test_a_paragraph_stands_on_the_page_of_the_same_in_the_other_language(
    harbour: Mapping[str, Path],
) -> None:
    """No table or figure that waits for a page is put between the two, with its page's foot."""
    path = harbour["pdf"]
    for one, other in (
        ("年春，学会向全体会员", "In the spring of 2024"),
        ("三类会员", "shows how often"),
        ("对路面的评价最好", "The surface of the path is"),
        ("的会员赞成步道", "Opening the path at night is"),
    ):
        assert page_with(path, one) == page_with(path, other), one


def page_with(path: Path, text: str) -> int:
    """The last page that says it: the first may be that of the summary."""
    with pymupdf.open(path) as document:
        return max(page.number for page in document if text in "".join(page.get_text().split("\n")))
