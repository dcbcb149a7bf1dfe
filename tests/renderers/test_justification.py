"""Chinese lines end at the edge of the column: measured in the PDF, not in the layout."""

import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pymupdf
import pytest
import weasyprint
from weasyprint.layout import inline
from weasyprint.text import line_break

from reportgen.renderers import justification
from reportgen.renderers.justification import flush_chinese_lines

FONTS = Path(__file__).parents[2] / "templates" / "fonts"
LATIN = "U+0000-00B6, U+00B8-024F, U+0370-03FF"
FACES = f"""
@font-face {{ font-family: Song; src: url({(FONTS / "NotoSerifSC-Regular.ttf").as_uri()}) }}
@font-face {{ font-family: Hei; src: url({(FONTS / "NotoSansSC-Bold.ttf").as_uri()}) }}
@font-face {{ font-family: Latin; unicode-range: {LATIN};
              src: url({(FONTS / "SourceSerif4-Regular.ttf").as_uri()}) }}
"""
MARGIN, GAP, EM = 60.0, 21.0, 10.5
STYLE = f"""{FACES}
@page {{ size: 595pt 842pt; margin: {MARGIN}pt }}
body {{ margin: 0; font: {EM}pt/18pt Latin, Song; text-align: justify;
        font-feature-settings: "chws" }}
p {{ margin: 0; text-indent: 2em }}
q {{ quotes: none; white-space: nowrap }}
b {{ font-family: Latin, Hei; font-weight: 400 }}
sup {{ font-size: 7pt; line-height: 1 }}
i.picture {{ display: inline-block; width: 13pt; height: 6pt; background: #c00 }}
"""
TWO = f"<style>body {{ columns: 2; column-gap: {GAP}pt }}</style>"
PARAGRAPHS = (
    "2022年5月，以问卷形式在全国范围内开展了医学影像AI应用现状及发展需求调查。"
    "<q>90.8%</q><q>(5\u2009765/6\u2009347)</q>的受访者对AI有初步了解，<q>62.1%</q>"
    "<q>(3\u2009798/6\u2009119)</q>的医师确认其科室已应用AI产品<sup>[1-3]</sup>。“引号”——破折号……省略号。",
    "主要因素包括<b>缺乏专家</b>[<q>47.3%</q><q>(3\u2009002/6\u2009347)</q>]、数据质量差和<b>产品功能"
    "不完善</b>；差异有统计学意义（<i lang=en>χ</i>²＝12.34，<i lang=en>P</i>＜0.001）。"
    "采用SPSS 26.0与R 4.2.2软件，计数资料以例（%）表示。",
    "图例以<i class=picture></i>色块表示，《书名》与“引语”、括号（见附录）均在句中；受访者来自"
    "三级医院、二级医院<sup>[4]</sup>和<i class=picture></i><b>其他机构</b>，"
    "共<q>6\u2009347</q>名，其中男性多于女性，医师多于技师，<q>工作年限（年）</q>不足五年的最多。",
)
CHINESE = "".join(f"<p>{text}" for text in PARAGRAPHS * 8)
SENTENCE = "A questionnaire — it’s “short” — went to every radiologist in 2022. "
ENGLISH = f"{TWO}<p lang=en>{SENTENCE * 30}"


@dataclass(frozen=True)
class Glyph:
    text: str
    x: float
    right: float


def pdf(body: str, path: Path, flush: bool = True) -> Path:
    with flush_chinese_lines() if flush else nullcontext():
        html = f"<html lang=zh-CN><style>{STYLE}</style>{body}"
        weasyprint.HTML(string=html).write_pdf(path)
    return path


def glyphs(page: pymupdf.Page) -> Iterator[tuple[float, Glyph]]:
    """Baseline and glyph, of the glyphs in the size of the body."""
    for block in page.get_text("rawdict")["blocks"]:
        for line in block.get("lines", []):
            for span in (span for span in line["spans"] if span["size"] > EM - 1):
                for found in span["chars"]:
                    if found["c"].strip():
                        x, baseline = found["origin"]
                        yield baseline, Glyph(found["c"], x, found["bbox"][2])


def lines(path: Path, columns: int = 1) -> Iterator[tuple[float, float, list[Glyph]]]:
    """Left and right edge of its column, and the glyphs, of each line."""
    with pymupdf.open(path) as document:
        for page in document:
            width = (page.rect.width - 2 * MARGIN - (columns - 1) * GAP) / columns
            for column in range(columns):
                left = MARGIN + column * (width + GAP)
                rows = defaultdict(list)
                for baseline, glyph in glyphs(page):
                    if left - 2 <= glyph.x <= left + width + 6:
                        rows[round(baseline)].append(glyph)
                for baseline in sorted(rows):
                    row = sorted(rows[baseline], key=lambda glyph: glyph.x)
                    yield left, left + width, row


def shortfalls(path: Path, columns: int = 1) -> list[float]:
    """By how many pt each full line misses the edge of its column.

    A line is full when the next one does not open a paragraph.
    """
    return [
        abs(right - max(glyph.right for glyph in row))
        for (_, right, row), (left, _, below) in pairwise(lines(path, columns))
        if below[0].x < left + EM
    ]


@pytest.mark.parametrize(("columns", "least"), [(1, 30), (2, 70)])
class TestLineEnds:
    def test_full_lines_are_flush(self, tmp_path: Path, columns: int, least: int) -> None:
        body = (TWO if columns == 2 else "") + CHINESE
        ends = shortfalls(pdf(body, tmp_path / "flush.pdf"), columns)
        assert len(ends) >= least
        assert sum(end <= 0.5 for end in ends) >= 0.98 * len(ends)
        assert max(ends) < 1

    def test_those_of_weasyprint_alone_are_not(
        self, tmp_path: Path, columns: int, least: int
    ) -> None:
        body = (TWO if columns == 2 else "") + CHINESE
        ends = shortfalls(pdf(body, tmp_path / "stock.pdf", flush=False), columns)
        assert len(ends) >= least
        assert sum(end <= 0.5 for end in ends) < 0.5 * len(ends)
        assert max(ends) > 10


class TestInsideALine:
    """What is widened, and what must not be: each against the same text set ragged."""

    def advances(self, text: str, tmp_path: Path, pair: str) -> tuple[float, float]:
        """Distance of two neighbours in a full line: set flush, and set ragged."""
        found = []
        for align in ("justify", "left"):
            body = f"<div style='text-align: {align}; width: 25.4em'>{text}</div>"
            rows = lines(pdf(body, tmp_path / f"{align}.pdf"))
            neighbours = pairwise(next(row for _, _, row in rows))
            found += [b.x - a.x for a, b in neighbours if a.text + b.text == pair][:1]
        flush, ragged = found
        return flush, ragged

    FILL = "受访者来自全国各地的三级医院和二级医院以及其他机构。"

    def test_chinese_is_widened(self, tmp_path: Path) -> None:
        flush, ragged = self.advances("调查了AI" + self.FILL, tmp_path, "全国")
        assert flush > ragged + 0.1

    @pytest.mark.parametrize(
        ("start", "pair"),
        [
            ("调查了AI", "AI"),
            ("共6\u2009347名", "63"),
            ("共6\u00a0347名", "63"),
            ("调查——", "——"),
            ("调查……", "……"),
            ("（见附录）", "（见"),
            ("（见附录）", "录）"),
            ("调查，又", "查，"),
            ("<b>粗体</b>[1]", "1]"),
        ],
    )
    def test_what_belongs_together_is_not(self, tmp_path: Path, start: str, pair: str) -> None:
        flush, ragged = self.advances(start + self.FILL, tmp_path, pair)
        assert flush == pytest.approx(ragged, abs=0.03)

    def test_across_a_change_of_face(self, tmp_path: Path) -> None:
        flush, ragged = self.advances("调<b>查了</b>AI" + self.FILL, tmp_path, "调查")
        assert flush > ragged + 0.1

    def test_a_note_mark_stays_at_its_word(self, tmp_path: Path) -> None:
        start = "产品<sup style='font-size: 10pt; vertical-align: 0.01px'>9</sup>的"
        flush, ragged = self.advances(start + self.FILL, tmp_path, "品9")
        assert flush == pytest.approx(ragged, abs=0.03)

    def test_spaces_give_way_first(self, tmp_path: Path) -> None:
        start = "<q>AI a b c d e f g h i</q>的"
        flush, ragged = self.advances(start + self.FILL, tmp_path, "全国")
        assert flush == pytest.approx(ragged, abs=0.03)
        flush, ragged = self.advances(start + self.FILL, tmp_path, "ab")
        assert flush > ragged + 0.1

    def test_a_chinese_name_in_an_english_line_stays_whole(self, tmp_path: Path) -> None:
        flush, ragged = self.advances(SENTENCE.replace("every", "刘士远") * 3, tmp_path, "士远")
        assert flush == pytest.approx(ragged, abs=0.03)

    def test_few_gaps_are_relieved_by_those_beside_brackets(self, tmp_path: Path) -> None:
        text = "（甲乙）" * 2 + "<q>" + "a" * 60 + "</q>"
        flush, ragged = self.advances(text, tmp_path, "（甲")
        assert flush > ragged + 1


def test_lines_without_chinese_are_widened_at_spaces_alone(tmp_path: Path) -> None:
    """And by less than WeasyPrint alone widens them, which fills one line after another."""
    stock, flush = (
        [row for _, _, row in lines(pdf(ENGLISH, tmp_path / "en.pdf", flush=flush), 2)]
        for flush in (False, True)
    )
    assert len(stock) > 15
    pairs = [{(a.text, b.text): round(b.x - a.x, 1) for a, b in words(row)} for row in stock]
    known = {pair: advance for found in pairs for pair, advance in found.items()}
    for row in flush:
        for a, b in words(row):
            assert b.x - a.x == pytest.approx(known.get((a.text, b.text), b.x - a.x), abs=0.11)
    assert max(map(spacing, flush[:-1])) <= max(map(spacing, stock[:-1]))


def words(row: list[Glyph]) -> Iterator[tuple[Glyph, Glyph]]:
    """Letters with no space between them."""
    return ((a, b) for a, b in pairwise(row) if (a.text + b.text).isalpha() and b.x - a.right < 1)


def spacing(row: list[Glyph]) -> float:
    return max((b.x - a.right for a, b in pairwise(row)), default=0.0)


class TestContext:
    def test_weasyprint_is_as_before_afterwards(self) -> None:
        before = inline.justify_line, line_break.Layout.set_text
        with flush_chinese_lines() as flush:
            assert flush
            assert inline.justify_line is not before[0]
        assert (inline.justify_line, line_break.Layout.set_text) == before

    def test_also_after_a_fault(self) -> None:
        before = inline.justify_line, line_break.Layout.set_text
        with pytest.raises(ZeroDivisionError), flush_chinese_lines():
            raise ZeroDivisionError
        assert (inline.justify_line, line_break.Layout.set_text) == before

    def test_nested_the_outer_one_restores(self) -> None:
        before = inline.justify_line
        with flush_chinese_lines():
            with flush_chinese_lines() as inner:
                assert inner
            assert inline.justify_line is not before
        assert inline.justify_line is before

    def test_threads_share_it(self, tmp_path: Path) -> None:
        before = inline.justify_line
        threads = [
            threading.Thread(target=pdf, args=(CHINESE, tmp_path / f"{number}.pdf"))
            for number in range(3)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert inline.justify_line is before
        assert all(max(shortfalls(tmp_path / f"{number}.pdf")) < 0.5 for number in range(3))


class TestFallback:
    def test_another_version_is_left_alone(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(weasyprint, "__version__", "71.0")
        before = inline.justify_line
        with flush_chinese_lines() as flush:
            assert not flush
            assert inline.justify_line is before
        assert justification.obstacle() == "WeasyPrint 71.0 is not 70.0"
        assert max(shortfalls(pdf(CHINESE, tmp_path / "plain.pdf"))) > 10

    def test_another_interface_is_left_alone(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(inline, "justify_line", lambda line: None)
        with flush_chinese_lines() as flush:
            assert not flush
        assert "justify_line" in (justification.obstacle() or "")

    def test_a_missing_name_is_an_obstacle(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delattr(line_break, "create_layout")
        assert "create_layout" in (justification.obstacle() or "")
