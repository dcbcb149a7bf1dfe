"""Where lines begin and end: measured in the PDFs of the reference report.

Each rule is also shown to find its fault, in a page made with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path

import pymupdf
import pytest

from reportgen.fonts import cut, shipped_faces
from reportgen.resources import fonts_folder
from tests.acceptance.reading import (
    BODY,
    CHART,
    EDITIONS,
    GUTTER,
    HAN,
    MEASURE,
    NOTE,
    PAGE,
    TABLE,
    Row,
    rows,
)

CHINESE_EDITIONS = ("zh", "bilingual", "parallel")
FLUSH = 0.5
"""How far, in pt, a full line may end from the edge."""
MARGIN = 0.5
"""How far, in pt, a glyph may stand over the edge: WeasyPrint's own English lines do so."""
GAP = 0.6
"""White between two lines of a paragraph is less than this, in em."""

CLOSING = "、，；：。．！？”’）》〉】〕」』］｝,;:!?)]}%％‰℃·"
OPENING = "“‘（《〈【〔「『［｛([{"
NUMBER_SPLIT = re.compile(
    r"[0-9][\n]([0-9%％‰/~～]|\.[0-9])|[0-9]\.\n[0-9]|[0-9%][/~～–]\n|[=＝]\n"
)
"""A number, a percentage, a fraction n/N, a range or a base n=N that two lines share."""
LETTERS = re.compile("[^\\W_]")


def left_edge(edition: str, column: int | None = None) -> float:
    """Where lines begin: those across the page, or those of a column."""
    return GUTTER[1] if column else float(PAGE["width"] - MEASURE[edition]) / 2


def right_edge(edition: str, column: int | None = None) -> float:
    return GUTTER[0] if column == 0 else float(PAGE["width"] + MEASURE[edition]) / 2


# ---------------------------------------------------------------------------------- paragraphs

Paragraph = tuple[Row, ...]


def is_chinese(lines: Sequence[Row]) -> bool:
    text = "".join(line.text for line in lines)
    return len(HAN.findall(text)) > len(re.findall("[A-Za-z]", text)) / 2


@cache
def paragraphs(path: Path, edition: str, sizes: tuple[float, float] = BODY) -> list[Paragraph]:
    """The paragraphs of a size: body and abstract, or notes. A line without indent goes on.

    Headings are left out; with the English edition also its references, which have a body's size.
    """
    found: list[list[Row]] = []
    before = None
    for row in rows(path):
        if row.is_heading and row.text in ("References", "参考文献"):
            break
        if row.has_size(sizes) and not row.is_heading:
            if before and _goes_on(before, row, edition):
                found[-1].append(row)
            else:
                found.append([row])
        before = row
    return [tuple(lines) for lines in found]


def _goes_on(before: Row, row: Row, edition: str) -> bool:
    """Whether a line is in the paragraph of the one before, perhaps on the page before."""
    is_elsewhere = (row.page, row.column) != (before.page, before.column)
    is_near = is_elsewhere or row.top - before.bottom < GAP * row.size
    is_lead = row.glyphs[0].is_bold and not is_chinese([row])  # of an English abstract's part
    return (
        is_near
        and not is_lead
        and not before.is_heading
        and abs(row.size - before.size) < 0.1
        and (row.left < left_edge(edition, row.column) + 1 or row.has_size(NOTE))
    )


def texts(path: Path, edition: str) -> Iterator[Paragraph]:
    """Every paragraph of body, abstract and notes."""
    yield from paragraphs(path, edition)
    yield from paragraphs(path, edition, NOTE)


# --------------------------------------------------------------------------------------- rules


def ends(path: Path, edition: str) -> list[tuple[float, Row]]:
    """How far each full line of Chinese ends from the edge, in pt."""
    return [
        (abs(line.right - right_edge(edition, line.column)), line)
        for lines in paragraphs(path, edition)
        if is_chinese(lines)
        for line in lines[:-1]
    ]


def ragged(path: Path, edition: str) -> list[str]:
    """The full lines that are not flush, if they are more than 2 %."""
    measured = ends(path, edition)
    bad = [f"{line.text} is {end:.1f} pt off" for end, line in measured if end > FLUSH]
    return bad if len(bad) > 0.02 * len(measured) else []


def wrong_ends(path: Path, edition: str) -> Iterator[str]:
    """Lines of Chinese that begin or end with a mark that may not stand there.

    In tables and figures, where several stand in one line of the page, each cell is a line; a
    lone % there is a head.
    """
    for row in rows(path):
        if not is_chinese([row]):
            continue
        cells = row.cells if row.has_size(TABLE) or row.has_size(CHART) else (row.text,)
        for line in cells:
            if line[0] in CLOSING + "—…" and line != "%":
                yield f"{line} begins with {line[0]}"
            if line[-1] in OPENING:
                yield f"{line} ends with {line[-1]}"
        if row.has_size(BODY) and row.glyphs[0].size < 0.8 * row.size:
            yield f"{row.text} begins with a note mark"


def split_numbers(path: Path, edition: str) -> Iterator[str]:
    for lines in texts(path, edition):
        for one, other in pairwise(lines):
            if NUMBER_SPLIT.search(f"{one.text}\n{other.text}"):
                yield f"{one.text} | {other.text}"


def lone_characters(path: Path, edition: str) -> Iterator[str]:
    """Last lines of a Chinese paragraph that hold one character, with or without its mark."""
    for lines in texts(path, edition):
        if len(lines) > 1 and is_chinese(lines) and len(LETTERS.findall(lines[-1].text)) < 2:
            yield f"{lines[-2].text} | {lines[-1].text}"


def lone_ends(path: Path, edition: str) -> Iterator[str]:
    """Last lines of an English paragraph that are the rest of a hyphenated word."""
    for lines in texts(path, edition):
        if len(lines) > 1 and not is_chinese(lines):
            last = lines[-1].text.strip()
            if lines[-2].text.rstrip().endswith(("-", "\u00ad")) and not re.search(r"\s", last):
                yield f"{lines[-2].text} | {last}"


def outside(path: Path, edition: str) -> Iterator[str]:
    """What stands in the margins, beside one running head or folio a page."""
    flags = pymupdf.TEXTFLAGS_RAWDICT & ~pymupdf.TEXT_MEDIABOX_CLIP
    left, right = left_edge(edition) - MARGIN, right_edge(edition) + MARGIN
    top, bottom = PAGE["top"], PAGE["height"] - PAGE["bottom"]
    with pymupdf.open(path) as document:
        for sheet in document:
            margin = []
            for block in sheet.get_text("rawdict", flags=flags)["blocks"]:
                for line in block.get("lines", []):
                    glyphs = [
                        (char["c"], *char["origin"], char["bbox"][2], span["size"])
                        for span in line["spans"]
                        for char in span["chars"]
                        if char["c"].strip()
                    ]
                    text = "".join(glyph[0] for glyph in glyphs)
                    if any(x < left or end > right for _, x, _, end, _ in glyphs):
                        yield f"page {sheet.number + 1}: {text} is beside the type area"
                    if any(not top < y < bottom for _, _, y, _, _ in glyphs):
                        is_small = all(abs(size - 8) < 0.1 for *_, size in glyphs)
                        margin.append((round(glyphs[0][2]), text if is_small else f"large {text}"))
            is_head = len({y for y, _ in margin}) == 1 and not any(
                text.startswith("large ") for _, text in margin
            )
            is_left = sheet.number % 2 and len(margin) > 1  # its folio stands at the outer edge
            if not is_head or margin[0 if is_left else -1][1] != str(sheet.number + 1):
                yield f"page {sheet.number + 1}: {margin} is above or below the type area"


def headings_at_the_foot(path: Path, edition: str) -> Iterator[str]:
    """Headings that are the last line of their page or column."""
    for _, lines in groupby(rows(path), key=lambda row: (row.page, row.column)):
        *_, last = lines
        if last.is_heading:
            yield f"page {last.page + 1}: {last.text}"


def foreign_marks(path: Path, edition: str) -> Iterator[str]:
    """Lines of an English text with full-width marks, straight quotes or double spaces."""
    for row in rows(path):
        text = "".join(glyph.text for glyph in row.glyphs)
        if any(unicodedata.east_asian_width(character) in "WF" for character in text):
            yield f"{text} has a full-width mark"
        if re.search("[\"'`]", text):
            yield f"{text} has a straight quote"
        if re.search("[ \u00a0]{2}", text):
            yield f"{text} has a double space"


Rule = Callable[[Path, str], "Iterator[str] | list[str]"]

RULES: dict[Rule, tuple[str, ...]] = {
    ragged: CHINESE_EDITIONS,
    wrong_ends: CHINESE_EDITIONS,
    split_numbers: EDITIONS,
    lone_characters: CHINESE_EDITIONS,
    lone_ends: EDITIONS,
    outside: EDITIONS,
    headings_at_the_foot: EDITIONS,
    foreign_marks: ("en",),
}


@pytest.mark.parametrize(
    ("rule", "edition"),
    [(rule, edition) for rule, editions in RULES.items() for edition in editions],
)
def test_rule(built: Path, rule: Rule, edition: str) -> None:
    assert list(rule(built / f"report.{edition}.pdf", edition)) == []


@pytest.mark.parametrize("edition", CHINESE_EDITIONS)
def test_full_lines_are_found(built: Path, edition: str) -> None:
    """Nothing above passes for want of lines; the worst one of all is not far off either."""
    path = built / f"report.{edition}.pdf"
    measured = ends(path, edition)
    assert len(measured) > 70
    assert max(end for end, _ in measured) < 1
    chinese = [lines for lines in paragraphs(path, edition) if is_chinese(lines)]
    assert sum(map(len, chinese)) - len(chinese) == len(measured)
    assert len(chinese) > 25


# ------------------------------------------------------------------------------- faulty pages

FULL = "调查" * 20
"""As wide as the type area of an edition in one column."""
COLUMN = "调查" * 11
"""As wide as one of two columns."""
WIDE = "a line of English text" + " and more of it" * 3
MARKS = "".join(map(chr, range(32, 127))) + CLOSING + OPENING + "调查末行出受访者名的家企业年—…"


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped Song face, cut to what is needed here."""
    faces = shipped_faces(fonts_folder())
    face = next(face for face in faces if face.family == "Noto Serif SC")
    path = tmp_path_factory.mktemp("fonts") / "song.ttf"
    path.write_bytes(cut(face, MARKS))
    return path


@pytest.fixture
def page_of(tmp_path: Path, song: Path) -> Callable[..., Path]:
    """A page of lines set at the edge of the type area, with a folio."""

    def made(lines: Sequence[str], edition: str, x: float = 0, y: float = 100) -> Path:
        with pymupdf.open() as document:
            sheet = document.new_page(width=PAGE["width"], height=PAGE["height"])
            sheet.insert_text((480, 60), "1", fontsize=8)
            for number, line in enumerate(lines):
                bold = line.startswith("#")
                sheet.insert_text(
                    (left_edge(edition) + x, y + 13 * number),
                    line.removeprefix("#"),
                    fontname="hebo" if bold else "song",
                    fontfile=None if bold else str(song),
                    fontsize=10.5,
                )
            document.save(tmp_path / f"page.{edition}.pdf")
        return tmp_path / f"page.{edition}.pdf"

    return made


@pytest.mark.parametrize("edition", ["zh", "parallel", "en"])
def test_a_faultless_page_is_let_pass(page_of: Callable[..., Path], edition: str) -> None:
    lines = {
        "zh": ["#Heading", COLUMN, COLUMN, "末行。"],
        "parallel": ["#Heading", FULL, FULL, "末行。"],
        "en": ["#Heading", WIDE, WIDE, "the end."],
    }
    path = page_of(lines[edition], edition)
    assert [len(found) for found in paragraphs(path, edition)] == [3]
    for rule, editions in RULES.items():
        if edition in editions:
            assert list(rule(path, edition)) == [], rule


@pytest.mark.parametrize(
    ("rule", "one", "other"),
    [
        (ragged, "调查" * 19, "末行。"),
        (ragged, FULL + "出", "末行。"),
        *((wrong_ends, FULL, f"{mark}末行。") for mark in "、，；：。！？”’）》〉】]%)"),
        *((wrong_ends, FULL[:-1] + mark, "末行。") for mark in "“‘（《〈【[("),
        (wrong_ends, FULL, "——末行。"),
        (wrong_ends, FULL[:-1] + "—", "—末行。"),
        (wrong_ends, FULL, "……末行。"),
        (wrong_ends, FULL[:-1] + "…", "…末行。"),
        (split_numbers, FULL[:-1] + "12", "345名受访者。"),
        (split_numbers, FULL[:-1] + "12", "%的受访者。"),
        (split_numbers, FULL[:-1] + "12", ".5%的受访者。"),
        (split_numbers, FULL[:-1] + "12.", "5%的受访者。"),
        (split_numbers, FULL[:-1] + "17", "/26家企业。"),
        (split_numbers, FULL[:-1] + "17/", "26家企业。"),
        (split_numbers, FULL[:-1] + "5~", "10年。"),
        (split_numbers, FULL[:-1] + "n=", "10名。"),
        (lone_characters, FULL, "查。"),
        (lone_characters, FULL, "查"),
        (headings_at_the_foot, "调查", "#Heading"),
        (outside, FULL + "出", "末行。"),
    ],
)
def test_faults_of_chinese_are_found(
    page_of: Callable[..., Path], rule: Rule, one: str, other: str
) -> None:
    path = page_of([FULL, one, other], "parallel")
    assert len(list(rule(path, "parallel"))) >= 1


@pytest.mark.parametrize("column", [0, 1])
@pytest.mark.parametrize(
    ("rule", "one", "other"),
    [
        (ragged, COLUMN[:-2], "末行。"),
        (wrong_ends, COLUMN[:-1] + "（", "末行。"),
        (split_numbers, COLUMN[:-1] + "12", "345名受访者。"),
        (lone_characters, COLUMN, "查。"),
        (headings_at_the_foot, "调查", "#Heading"),
    ],
)
def test_faults_in_a_column_are_found(
    page_of: Callable[..., Path], rule: Rule, one: str, other: str, column: int
) -> None:
    x = column * (GUTTER[1] - left_edge("zh"))
    path = page_of([COLUMN, one, other], "zh", x)
    assert {row.column for row in rows(path)} == {column}
    assert len(list(rule(path, "zh"))) >= 1


@pytest.mark.parametrize(
    ("rule", "one", "other"),
    [
        (split_numbers, WIDE + " 6", "347 respondents."),
        (split_numbers, WIDE + " 17/", "26 enterprises."),
        (lone_ends, WIDE + " respon-", "dents."),
        (headings_at_the_foot, WIDE, "#Heading"),
        (foreign_marks, WIDE + "\uff0c", "the end."),
        (foreign_marks, WIDE + " it's", "the end."),
        (foreign_marks, WIDE + ' "so"', "the end."),
        (foreign_marks, WIDE + "  so", "the end."),
        (outside, WIDE * 2, "the end."),
    ],
)
def test_faults_of_english_are_found(
    page_of: Callable[..., Path], rule: Rule, one: str, other: str
) -> None:
    path = page_of([WIDE, one, other], "en")
    assert len(list(rule(path, "en"))) >= 1


@pytest.mark.parametrize(("x", "y"), [(-3, 100), (0, 40), (0, 774), (200, 100)])
def test_text_in_each_margin_is_found(page_of: Callable[..., Path], x: float, y: float) -> None:
    assert list(outside(page_of([FULL[:22]] * 2, "parallel", x, y), "parallel"))


# ---------------------------------------------------------------------------------- headings


def test_a_heading_without_its_chinese_counterpart_stands_like_the_others(built: Path) -> None:
    middles = {}
    with pymupdf.open(built / "report.parallel.pdf") as document:
        for page in document:
            for block in page.get_text("dict")["blocks"]:
                for line in block.get("lines", ()):
                    text = "".join(span["text"] for span in line["spans"]).strip()
                    if text in ("Introduction", "Materials and methods"):
                        middles[text] = (line["bbox"][0] + line["bbox"][2]) / 2
    assert middles.keys() == {"Introduction", "Materials and methods"}
    assert all(abs(middle - PAGE["width"] / 2) < 1 for middle in middles.values()), middles
