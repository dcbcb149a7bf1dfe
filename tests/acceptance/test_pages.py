"""Where columns, tables and figures stand: positions read from PDFs by MuPDF."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pymupdf
import pytest

from reportgen.pipeline import build
from tests.acceptance.reading import BODY, EDITIONS, GUTTER, PAGE, Row, rows
from tests.acceptance.set_pages import REGIONS, TOPICS, write_project

LINE = {"zh": 16.0, "en": 14.0, "bilingual": 16.0}
COLUMN = 231.0
"""Width of a column: 22 characters of 10.5 pt."""
IN_COLUMNS = ("zh", "en", "bilingual")
POINT = 0.5
"""How far, in pt, what stands under one another may differ."""
CAPTION = re.compile(r"(表|图|Table |Figure )([0-9]+)(?![0-9])")
CONTINUED = {"zh": "续表1", "en": "Table 1 (continued)"}
NOTES = {"zh": "这是长表的注", "en": "This is the note of the long table"}


@dataclass(frozen=True)
class Word:
    """A word on its page: its text, its box in pt."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


@pytest.fixture(scope="session")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], Path]:
    """The report with a long table and a wide one, in two columns and in one."""
    found = {}
    for theme in ("journal", "report"):
        folder = write_project(tmp_path_factory.mktemp("hard"), theme)
        build(folder, folder / "output", formats=("pdf",))
        found |= {(theme, code): folder / f"output/report.{code}.pdf" for code in ("zh", "en")}
    return found


def words(path: Path) -> list[Word]:
    with pymupdf.open(path) as document:
        return [
            Word(page.number, text, left, top, right, bottom)
            for page in document
            for left, top, right, bottom, text, *_ in page.get_text("words")
        ]


def sizes(path: Path) -> list[tuple[float, float]]:
    with pymupdf.open(path) as document:
        return [(page.rect.width, page.rect.height) for page in document]


def body(path: Path) -> list[Row]:
    return [row for row in rows(path) if row.has_size(BODY)]


# ------------------------------------------------------------------------------------- columns


@pytest.mark.parametrize("edition", IN_COLUMNS)
def test_text_stands_in_two_columns_with_a_gap_between(built: Path, edition: str) -> None:
    path = built / f"report.{edition}.pdf"
    left = (PAGE["width"] - 2 * COLUMN - PAGE["gap"]) / 2
    edges = {0: (left, left + COLUMN), 1: (GUTTER[1], GUTTER[1] + COLUMN)}
    lines = [row for row in body(path) if row.column is not None]
    assert {row.column for row in lines} == {0, 1}
    full = 0
    for row in lines:
        begin, end = edges[row.column or 0]
        assert begin - POINT < row.left < row.right < end + POINT, row.text
        full += abs(row.right - end) < POINT and row.left < begin + 22
    assert full > 0.6 * len(lines)


def test_a_column_of_chinese_is_a_whole_number_of_characters_wide() -> None:
    assert COLUMN % 10.5 == 0
    assert PAGE["gap"] == 2 * 10.5
    assert GUTTER[0] - (PAGE["width"] - 483) / 2 == pytest.approx(COLUMN)


def test_the_edition_with_text_in_both_languages_has_one_column(built: Path) -> None:
    wide = [row for row in body(built / "report.parallel.pdf") if row.right - row.left > 400]
    assert len(wide) > 200


def column_ends(path: Path) -> dict[int, dict[int, float]]:
    """By page and column: where the last line of it ends."""
    found: dict[int, dict[int, float]] = defaultdict(dict)
    for row in rows(path):
        if row.column is not None:
            found[row.page][row.column] = max(found[row.page].get(row.column, 0), row.bottom)
    return found


@pytest.mark.parametrize("edition", IN_COLUMNS)
def test_the_columns_of_the_last_page_are_as_long_as_one_another(built: Path, edition: str) -> None:
    path = built / f"report.{edition}.pdf"
    ends = column_ends(path)
    last = ends[max(ends)]
    assert abs(last[0] - last[1]) <= 3 * LINE[edition]


@pytest.mark.parametrize("code", ["zh", "en"])
def test_so_they_are_below_a_short_rest(hard: Mapping[tuple[str, str], Path], code: str) -> None:
    ends = column_ends(hard["journal", code])
    last = ends[max(ends)]
    assert abs(last[0] - last[1]) <= 2 * LINE[code]


@pytest.mark.parametrize("edition", IN_COLUMNS)
def test_columns_before_the_last_page_are_full(built: Path, edition: str) -> None:
    """No column ends with more white than a table or figure, put off, may leave."""
    path = built / f"report.{edition}.pdf"
    ends = column_ends(path)
    foot = PAGE["height"] - PAGE["bottom"]
    white = [
        (page, column, foot - end)
        for page, columns in ends.items()
        if page < max(ends)
        for column, end in columns.items()
    ]
    assert all(gap < 0.16 * foot for _, _, gap in white), white
    assert sum(gap < 3 * LINE[edition] for *_, gap in white) > 0.6 * len(white)


@pytest.mark.parametrize("code", ["zh", "en"])
def test_no_heading_ends_a_column(hard: Mapping[tuple[str, str], Path], code: str) -> None:
    last: dict[tuple[int, int | None], Row] = {}
    for row in rows(hard["journal", code]):
        last[row.page, row.column] = row
    assert [row.text for row in last.values() if row.is_heading] == []


@pytest.mark.parametrize("code", ["zh", "en"])
def test_no_line_of_a_paragraph_stands_alone_in_a_column(
    hard: Mapping[tuple[str, str], Path], code: str
) -> None:
    """The paragraphs end with 。 or a full stop: a column's first line may not be a last one."""
    path = hard["journal", code]
    before: Row | None = None
    alone = []
    for row in body(path):
        is_top = before is not None and (row.page, row.column) != (before.page, before.column)
        is_last = row.right < (GUTTER[0] if row.column == 0 else GUTTER[1] + COLUMN) - 12
        goes_on = before is not None and not re.search(r"[。.]$", before.text)
        if is_top and is_last and goes_on and not row.is_heading:
            alone.append(row.text)
        before = row
    assert alone == []


# --------------------------------------------------------------------------- tables and figures


def captions(path: Path) -> Iterator[tuple[str, int, Row]]:
    """The captions, with their kinds and numbers, in the order of pages and columns."""
    for row in rows(path):
        found = CAPTION.match(row.text)
        if found and row.is_in_float and row.glyphs[0].is_bold:
            yield found[1], int(found[2]), row


@pytest.mark.parametrize("edition", EDITIONS)
def test_tables_and_figures_keep_their_order(built: Path, edition: str) -> None:
    numbers: dict[str, list[int]] = defaultdict(list)
    for kind, number, _ in captions(built / f"report.{edition}.pdf"):
        numbers[kind].append(number)
    assert all(found == list(range(1, 8)) for found in numbers.values()), numbers


@pytest.mark.parametrize("edition", ["zh", "en"])
def test_none_comes_before_the_page_of_its_first_mention(built: Path, edition: str) -> None:
    """Nor long after: those that wait keep their order."""
    path = built / f"report.{edition}.pdf"
    text: dict[int, str] = defaultdict(str)
    for row in body(path):
        text[row.page] += row.text.replace("\u00a0", " ")
    for kind, number, row in captions(path):
        mention = re.compile(rf"{kind.strip()} ?{number}(?![0-9])")
        first = min(page for page, found in text.items() if mention.search(found))
        assert first <= row.page <= first + 2, f"{kind}{number}"


@pytest.mark.parametrize("edition", IN_COLUMNS)
def test_what_spans_the_page_stands_above_its_columns(built: Path, edition: str) -> None:
    path = built / f"report.{edition}.pdf"
    spanning = [row for row in rows(path) if row.column is None and row.is_in_float and row.page]
    assert len({row.page for row in spanning}) >= 3
    columns: dict[int, float] = {}
    for row in rows(path):
        if row.column is not None:
            columns[row.page] = min(columns.get(row.page, 1000.0), row.top)
    assert all(row.bottom < columns.get(row.page, 1000.0) + POINT for row in spanning)


@pytest.mark.parametrize("edition", IN_COLUMNS)
def test_a_chart_in_a_column_is_as_wide_as_that(built: Path, edition: str) -> None:
    """Bars and their labels keep to the column; some chart takes the page."""
    chart = [row for row in rows(built / f"report.{edition}.pdf") if row.is_in_figure]
    edges = {0: (55.0, GUTTER[0] + 1), 1: (GUTTER[1] - 1, 541.0), None: (55.0, 541.0)}
    assert {row.column for row in chart} == {None, 0, 1}
    for row in chart:
        assert edges[row.column][0] < row.left < row.right < edges[row.column][1], row.text


# --------------------------------------------------------------------------- points in a column


def points(path: Path, page: int, top: float, bottom: float) -> list[list[float]]:
    """The decimal points between two heights: by rows, their places from left to right."""
    with pymupdf.open(path) as document:
        blocks = document[page].get_text("rawdict")["blocks"]
    found: dict[float, list[float]] = defaultdict(list)
    for block in blocks:
        for line in block.get("lines", ()):
            for span in line["spans"]:
                for before, char in zip([None, *span["chars"]], span["chars"], strict=False):
                    y = char["origin"][1]
                    is_point = char["c"] == "." and before is not None and before["c"].isdigit()
                    if is_point and top < y < bottom:
                        found[round(y)].append(char["origin"][0])
    return [sorted(places) for _, places in sorted(found.items())]


@pytest.mark.parametrize("code", ["zh", "en"])
def test_decimal_points_stand_under_one_another(
    hard: Mapping[tuple[str, str], Path], code: str
) -> None:
    """In the wide table each column has a count and, in parentheses, a percentage."""
    path = hard["journal", code]
    (page,) = (number for number, (width, height) in enumerate(sizes(path)) if width > height)
    table = points(path, page, 100, 400)
    assert [len(row) for row in table] == [REGIONS + 1] * 5
    for column in zip(*table, strict=True):
        assert max(column) - min(column) < POINT


@pytest.mark.parametrize("code", ["zh", "en"])
def test_those_of_a_long_table_too(hard: Mapping[tuple[str, str], Path], code: str) -> None:
    """Percentages and lower limits; upper limits follow their dash."""
    path = hard["journal", code]
    parts = long_table(path, code)
    for first, last in parts:
        inside = (GUTTER[1] if first.column else 0, 600 if first.column else GUTTER[0])
        found = [
            [x for x in row if inside[0] < x < inside[1]]
            for row in points(path, first.page, first.bottom, last.bottom + 1)
        ]
        full = [row for row in found if len(row) == 3]
        assert len(full) > 15
        for column in list(zip(*full, strict=True))[:2]:
            assert max(column) - min(column) < POINT


def long_table(path: Path, code: str) -> list[tuple[Row, Row]]:
    """The parts of the long table: the line above each, and its last row."""
    name = {"zh": r"主题第\d+项", "en": r"Topic \d+"}[code]
    found: list[tuple[Row, Row]] = []
    head: Row | None = None
    for row in rows(path):
        is_caption = CAPTION.match(row.text) and CAPTION.match(row.text)[2] == "1"  # type: ignore[index]
        if row.text == CONTINUED[code] or (is_caption and row.glyphs[0].is_bold):
            head = head if head and head.text == CONTINUED[code] and not found else row
            found.append((row, row))
        elif found and re.match(name, row.text):
            found[-1] = (found[-1][0], row)
    return [(first, last) for first, last in found if last is not first]


# ------------------------------------------------------------------- long tables and wide tables


@pytest.mark.parametrize("theme", ["journal", "report"])
@pytest.mark.parametrize("code", ["zh", "en"])
def test_a_long_table_goes_on_below_a_line_that_says_so(
    hard: Mapping[tuple[str, str], Path], theme: str, code: str
) -> None:
    path = hard[theme, code]
    with pymupdf.open(path) as document:
        pages = [page.get_text().replace("\u00a0", " ") for page in document]
    whole = "\n".join(pages)
    assert whole.count(CONTINUED[code]) == whole.count({"zh": "95%CI", "en": "95% CI"}[code]) - 1
    name = {"zh": "主题第{}项", "en": "Topic {}"}[code]
    for number in range(1, TOPICS + 1):
        assert len(re.findall(name.format(number) + r"(?![0-9])", whole)) == 1
    assert whole.count(NOTES[code]) == 1
    assert whole.index(CONTINUED[code]) < whole.index(NOTES[code])
    assert whole.index(name.format(TOPICS)) < whole.index(NOTES[code])
    if theme == "report":
        first = next(index for index, page in enumerate(pages) if name.format(1) + "\n" in page)
        assert CONTINUED[code] in pages[first + 1]
        assert pages[first + 1].index(CONTINUED[code]) < pages[first + 1].index("%\n")


@pytest.mark.parametrize("theme", ["journal", "report"])
@pytest.mark.parametrize("code", ["zh", "en"])
def test_a_wide_table_is_turned_and_pages_go_on_upright(
    hard: Mapping[tuple[str, str], Path], theme: str, code: str
) -> None:
    path = hard[theme, code]
    found = sizes(path)
    upright = (pytest.approx(595.28, abs=0.1), pytest.approx(841.89, abs=0.1))
    turned = [number for number, size in enumerate(found) if size == upright[::-1]]
    assert len(turned) == 1
    assert all(size == upright for number, size in enumerate(found) if number not in turned)
    assert turned[0] < len(found) - 1
    here = [word for word in words(path) if word.page == turned[0]]
    text = " ".join(word.text for word in here)
    assert {"zh": "各地区的信任与使用情况", "en": "Trust and use by region"}[code] in text
    assert {"zh": "这是宽表的注", "en": "note of the wide table"}[code] in text
    assert {"zh": "长表与宽表的排版", "en": "Setting long tables"}[code] in text  # the running head
    assert str(turned[0] + 1) in [word.text for word in here]
    assert all(word.left > 40 and word.right < 802 and word.bottom < 560 for word in here)
    heads = [word.text for word in here if "地区" in word.text]
    if code == "zh":
        assert "项目" in [word.text for word in here]  # not one character above the other
        assert len(heads) >= REGIONS


@pytest.mark.parametrize("code", ["zh", "en"])
def test_cells_do_not_run_into_one_another(hard: Mapping[tuple[str, str], Path], code: str) -> None:
    for theme in ("journal", "report"):
        here: dict[tuple[int, float], list[Word]] = defaultdict(list)
        for word in words(hard[theme, code]):
            here[word.page, round(word.top)].append(word)
        for line in here.values():
            ordered: Sequence[Word] = sorted(line, key=lambda word: word.left)
            for one, other in pairwise(ordered):
                assert one.right < other.left + POINT, (one.text, other.text)
