"""Where the lines of Chinese paragraphs end: against every other way to break them, and in PDFs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from pathlib import Path

import pymupdf
import pytest
import weasyprint

from reportgen.renderers.justification import flush_chinese_lines
from reportgen.renderers.line_fitting import Characters, Fitting
from reportgen.renderers.line_rules import last_start, line_ends
from reportgen.resources import fonts_folder

FONTS = fonts_folder()
STYLE = f"""
@font-face {{ font-family: Song; src: url({(FONTS / "NotoSerifSC-Regular.ttf").as_uri()}) }}
@font-face {{ font-family: Hei; src: url({(FONTS / "NotoSansSC-Bold.ttf").as_uri()}) }}
@font-face {{ font-family: Latin; src: url({(FONTS / "SourceSerif4-Regular.ttf").as_uri()});
              unicode-range: U+0000-00B6, U+00B8-024F, U+0370-03FF }}
@page {{ size: 400pt 600pt; margin: 20pt }}
body {{ margin: 0; font: 10pt/16pt Latin, Song; text-align: justify;
        font-feature-settings: "chws" }}
p {{ margin: 0; text-indent: 2em; width: 200pt }}
q {{ quotes: none; white-space: nowrap }}
b {{ font-family: Latin, Hei }}
sup {{ font-size: 7pt; line-height: 1; font-family: Latin }}
.picture {{ display: inline-block; width: 24pt; height: 6pt; background: #c00 }}
.framed {{ border: 1pt solid; padding: 0 3pt; margin: 0 2pt }}
"""


def set_lines(body: str, tmp_path: Path, style: str = "") -> list[list[tuple[str, float, float]]]:
    """Character, left and right edge, of each line of a page, from the PDF."""
    html = f"<html lang=zh-CN><style>{STYLE}{style}</style>{body}"
    with flush_chinese_lines() as flush:
        assert flush
        weasyprint.HTML(string=html).write_pdf(tmp_path / "lines.pdf")
    rows: dict[int, list[tuple[str, float, float]]] = {}
    with pymupdf.open(tmp_path / "lines.pdf") as document:
        for number, page in enumerate(document):
            for block in page.get_text("rawdict")["blocks"]:
                for line in block.get("lines", ()):
                    for span in line["spans"]:
                        for char in span["chars"]:
                            if char["c"].strip():
                                lift = 3.3 if span["size"] < 8 else 0  # a note mark is raised
                                row = number * 1000 + round((char["origin"][1] + lift) / 16)
                                place = char["c"], char["origin"][0], char["bbox"][2]
                                rows.setdefault(row, []).append(place)
    return [sorted(rows[row], key=lambda place: place[1]) for row in sorted(rows)]


def texts(body: str, tmp_path: Path, style: str = "") -> list[str]:
    return ["".join(place[0] for place in line) for line in set_lines(body, tmp_path, style)]


# ------------------------------------------------------------------------------- the choice


def widest(lines: Sequence[tuple[int, int]], text: str, widths: Sequence[float]) -> float:
    """The widest gap of a way to break, or infinity where a line is too long."""
    found = 0.0
    for number, (start, end) in enumerate(lines):
        extra = widths[number > 0] - sum(advance(character) for character in text[start:end])
        if extra < 0:
            return float("inf")
        gaps = sum(
            one in "调查" or other in "调查" for one, other in pairwise(text[start:end])
        )  # fmt: skip
        if number < len(lines) - 1:
            found = max(found, extra / gaps if gaps else float("inf"))
    return found


def advance(character: str) -> float:
    return 1.0 if character in "调查" else 0.5


def ways(total: int, breaks: Sequence[int]) -> Iterator[list[tuple[int, int]]]:
    """Every way to break a text at some of its breaks."""
    for count in range(1, 6):
        for chosen in combinations(breaks, count):
            yield list(pairwise((0, *chosen, total)))


@pytest.mark.parametrize(
    "text",
    [
        "调查" * 4 + "aaaaaaaaaaaa" + "调查" * 5 + "aaaaaaaaaa" + "调查" * 4,
        "调查" * 3 + "aaaaaaaaaaaaaa" + "调查" * 3 + "aaaaaaaaaaaaaa" + "调查" * 3,
        "调查调" + "aaaaaaaa" + "调查" * 4 + "aaaaaaaaaaaaa" + "调查" * 6,
        "调查" * 5 + "aaaaaaa" + "调查" * 2 + "aaaaaaaaaaaaaaaa" + "调查" * 3,
    ],
)
def test_no_other_way_to_break_has_narrower_gaps_where_some_are_wide(text: str) -> None:
    breaks = [
        index for index in range(1, len(text)) if text[index - 1 : index + 1].strip("a") != ""
    ]
    size = len(text)
    characters = Characters(
        text, list(map(advance, text)), [0.0] * size, [0.0] * size, [1.0] * size, [False] * size
    )
    ends = Fitting(characters, 0, 10.0, 12.0).lines(breaks, size - 2, is_justified=True)
    assert ends
    assert ends[-1] == size
    chosen = widest(list(pairwise((0, *ends))), text, (10.02, 12.02))
    best = min(
        widest(lines, text, (10.02, 12.02))
        for lines in ways(size, breaks)
        if lines[-1][0] < size - 1
    )
    assert chosen <= max(best * 1.35, 0.25)


def test_lines_end_earlier_for_a_bracket_further_down(tmp_path: Path) -> None:
    """Filled line by line, the fifth would have gaps of half an em before the bracket."""
    bracket = "<q>(12\u2009586/26\u2009277)</q>"
    found = set_lines(f"<p>{'调查' * 46}{bracket}{'调查' * 3}", tmp_path)
    gaps = [b[1] - a[2] for line in found[:-1] for a, b in pairwise(line) if a[0] in "调查"]
    assert len(gaps) > 80
    assert 0.5 < max(gaps) < 10 * 0.15


# -------------------------------------------------------------------------------- the rules


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("调查GB/T 7713调查", "GB/T"),
        ("调查17/26调查", "17/26"),
        ("调查——调查", "查——"),
        ("调查……调查", "查……"),
        ("调查P＜0.001调查", "P＜0.001"),
        ("调查<i>P</i>＜<i>0.001</i>调查", "P＜0.001"),
        ("调查n = 10调查", "n=10"),
        ("调查95%CI：46.1%~48.5%调查", "95%CI：46.1%~48.5%"),
        ("调查95%CI:\u200b46.1%~48.5%调查", "95%CI:46.1%~48.5%"),
        ("调查6\u2009347名", "6347"),
        ("调查12.5%调查", "12.5%"),
        ("调查<sup>[1-3]</sup>调查", "查[1-3]"),
        ("调查《书》调查", "《书》"),
        ("调查“书”，调查", "“书”，"),
    ],
)
def test_one_line_holds_whole(tmp_path: Path, text: str, whole: str) -> None:
    """Wherever in a line it stands."""
    for before in range(14, 21):
        found = texts(f"<p>{('调查' * 12)[:before]}{text}{'调查' * 12}", tmp_path)
        assert any(whole in line for line in found), found


def test_a_line_begins_after_a_closing_quote(tmp_path: Path) -> None:
    found = texts(f"<p>{'调查' * 7}“引语”调查调查{'调查' * 12}", tmp_path)
    assert found[0].endswith("“引语”")
    assert found[1].startswith("调查")


@pytest.mark.parametrize("length", range(18, 24))
def test_no_last_line_is_one_character(tmp_path: Path, length: int) -> None:
    text = ("调查受访者" * 10)[:length]
    found = texts(f"<p>{text}。<p>{text}<b>人</b>。<p>{text}<sup>[1]</sup>。", tmp_path)
    for line in found:
        assert sum(character not in "。[1]" for character in line) >= 2, found


def test_an_address_breaks_where_pango_breaks_it(tmp_path: Path) -> None:
    address = "https://example.org/a/long/address/of/a/page/that/no/line/holds/whole"
    found = texts(f"<p>调查见{address}，调查。", tmp_path)
    assert len(found) > 2
    assert "".join(found) == f"调查见{address}，调查。"


def test_rules_are_kept_when_there_is_room_and_yield_when_there_is_none() -> None:
    text = "调查GB/T调查"
    every, no = [True] * len(text), [False] * len(text)
    assert 5 not in line_ends(text, every, no, strict=True)
    assert 5 in line_ends(text, every, no, strict=False)


def test_the_last_line_has_two_characters_besides_marks() -> None:
    assert last_start("调查人员。", [False] * 5) == 2
    assert last_start("调查“人”。", [False] * 6) == 1


# ------------------------------------------------------------------------- boxes in the line


INLINE = (
    "调查<b>受访者<i>来自</i>三级</b>医院<sup>[1]</sup>和<span class=picture></span>其他机构，"
    "<span class=framed>其中男性</span>多于女性，共<q>6\u2009347</q>名，<a href='#x'>见附录</a>。"
)


@pytest.mark.parametrize("count", [2, 5])
@pytest.mark.parametrize(("style", "right"), [("", 220.0), ("p { width: 140pt }", 160.0)])
def test_lines_of_all_kinds_of_boxes_are_flush_and_whole(
    tmp_path: Path, count: int, style: str, right: float
) -> None:
    found = set_lines(f"<p>{INLINE * count}", tmp_path, style)
    assert len(found) >= 3
    expected = "调查受访者来自三级医院[1]和其他机构，其中男性多于女性，共6347名，见附录。" * count
    read = "".join(place[0] for line in found for place in line).replace("\u2009", "")
    assert read == expected
    for line in found[:-1]:
        edge = line[-1][2]
        is_at_picture = line[-1][0] == "和"
        assert edge == pytest.approx(right, abs=0.3) or is_at_picture or right - edge < 7


def test_a_paragraph_goes_on_over_columns_and_pages(tmp_path: Path) -> None:
    style = "@page { size: 470pt 100pt } main { columns: 2; column-gap: 30pt } p { width: auto }"
    text = "".join(f"第{number}名受访者" for number in range(100, 150))
    assert len(set_lines(f"<main><p>{text}</main>", tmp_path, style)) > 8
    with pymupdf.open(tmp_path / "lines.pdf") as document:
        assert len(document) > 2
        read = "".join(page.get_text() for page in document)
    assert "".join(read.split()) == text


def test_a_float_beside_a_paragraph_is_no_fault(tmp_path: Path) -> None:
    body = f"<div style='float: left; width: 60pt; height: 30pt'></div><p>{'调查' * 40}。"
    found = texts(body, tmp_path)
    assert "".join(found) == "调查" * 40 + "。"


# -------------------------------------------------------------------------------- in letters

WORDS = (
    "Respondents considered artificial intelligence in radiological departments, <q>90.8%</q> of "
    "them (95% CI: <q>90.1%–91.5%</q>), professional questionnaires notwithstanding<sup>[1]</sup>. "
)
ENGLISH = (
    "p { font-family: Latin; font-variant-ligatures: none; hyphens: auto; "
    "hyphenate-limit-chars: 7 3 3; text-indent: 0 }"
)


@pytest.mark.parametrize("width", [150, 180, 200, 231])
def test_english_lines_are_flush_and_hyphenated(tmp_path: Path, width: int) -> None:
    style = f"{ENGLISH} p {{ width: {width}pt }}"
    found = set_lines(f"<p lang=en>{WORDS * 4}", tmp_path, style)
    assert len(found) > 8
    for line in found[:-1]:
        assert line[-1][2] == pytest.approx(20 + width, abs=0.4)
    ends = ["".join(place[0] for place in line[-1:]) for line in found[:-1]]
    assert sum(end in "-\u2010\u00ad" for end in ends) >= 1
    read = "".join(place[0] for line in found for place in line)
    whole = "".join(read.replace("\u2010", "").replace("\u00ad", "").replace("-", "").split())
    plain = "".join(WORDS.replace("<q>", "").replace("</q>", "").replace("<sup>", "").split())
    assert whole == plain.replace("</sup>", "") * 4


@pytest.mark.parametrize("count", range(1, 9))
def test_no_last_line_of_english_is_the_rest_of_a_word(tmp_path: Path, count: int) -> None:
    text = "Departments were asked. " * count + "Questionnaires notwithstanding radiological."
    lines = texts(f"<p lang=en>{text}", tmp_path, ENGLISH)
    assert lines[-1].endswith("radiological.")


def test_no_english_line_ends_with_the_label_of_an_interval(tmp_path: Path) -> None:
    for count in range(1, 12):
        text = "of those " * count + "asked (95% CI: <q>90.1%–91.5%</q>) were aware of it."
        for line in texts(f"<p lang=en>{text}", tmp_path, ENGLISH):
            assert not line.endswith("CI:")
