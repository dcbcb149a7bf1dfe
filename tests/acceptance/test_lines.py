"""Chinese lines in the PDF: flush at the right, and broken where they may be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import nullcontext
from itertools import pairwise
from pathlib import Path

import pytest

from reportgen.pipeline import build
from reportgen.renderers import pdf
from reportgen.resources import example_folder
from tests.acceptance.reading import BODY, HAN, Row, rows

CHINESE_EDITIONS = ("zh", "bilingual", "parallel")
WHOLE = 0.5
"""A line is flush when it ends within this, in pt, of the edge."""
NOT_FIRST = "，。、；：？！）》〉」』】〕”’％‰℃·～—…,.;:?!)]}%~"
NOT_LAST = "（《〈「『【〔“‘([{￥$"
UNSPLIT = re.compile(
    "[0-9][0-9\u2009\u00a0]*(?:\\.[0-9]+)?%?(?:[~–][0-9.]+%)?"  # 6 347, 90.8%, 90.1%~91.5%
    "|\\([0-9\u2009\u00a0]+/[0-9\u2009\u00a0]+\\)"
    "|[0-9\u2009\u00a0]+/[0-9\u2009\u00a0]+"
)


def paragraphs(path: Path) -> Iterator[list[Row]]:
    """The lines of each Chinese paragraph of running text, headings left out.

    One begins with an indent, in the abstract with a bold word, or with another size of type.
    """
    text = [row for row in rows(path) if BODY[0] <= row.size <= BODY[1]]
    edge = min(row.left for row in text)
    found: list[list[Row]] = []
    for row in text:
        first = row.glyphs[0]
        is_opening = row.left > edge + row.size or first.is_bold
        if not found or is_opening or abs(found[-1][-1].size - row.size) > 0.2:
            found.append([])
        found[-1].append(row)
    for lines in found:
        if HAN.search("".join(line.text for line in lines)) and not lines[0].is_heading:
            yield lines


def right_edge(path: Path) -> float:
    """Where lines ought to end: as far from the right of an A4 page as they begin from the left."""
    return 595.28 - min(row.left for row in rows(path) if BODY[0] <= row.size <= BODY[1])


def shortfalls(path: Path) -> list[tuple[float, str]]:
    """By how many pt each full line misses the edge; all but the last of a paragraph are full."""
    edge = right_edge(path)
    return [
        (abs(edge - line.right), line.text) for lines in paragraphs(path) for line in lines[:-1]
    ]


@pytest.mark.parametrize("edition", CHINESE_EDITIONS)
class TestFlush:
    def test_nearly_all_lines(self, built: Path, edition: str) -> None:
        ends = shortfalls(built / f"report.{edition}.pdf")
        ragged = [end for end in ends if end[0] > WHOLE]
        assert len(ends) > 70
        assert len(ragged) <= 0.02 * len(ends), ragged

    def test_none_sticks_out(self, built: Path, edition: str) -> None:
        path = built / f"report.{edition}.pdf"
        edge = right_edge(path)
        long = [row.text for row in rows(path) if row.right > edge + WHOLE]
        assert long == []


@pytest.mark.parametrize("edition", CHINESE_EDITIONS)
class TestBreaks:
    def test_marks_at_the_ends_of_lines(self, built: Path, edition: str) -> None:
        faults = [
            fault for line in rows(built / f"report.{edition}.pdf") for fault in wrong(line.text)
        ]
        assert faults == []

    def test_no_number_is_split(self, built: Path, edition: str) -> None:
        path = built / f"report.{edition}.pdf"
        found = [split for lines in paragraphs(path) for split in splits([r.text for r in lines])]
        assert found == []


def wrong(line: str) -> Iterator[str]:
    """What stands at an end of a line, or of a cell, of Chinese and may not."""
    for cell in line.split("\t"):
        text = cell.strip()
        if HAN.search(text):
            if text[0] in NOT_FIRST:
                yield f"begins with {text[0]}: {text}"
            if text[-1] in NOT_LAST:
                yield f"ends with {text[-1]}: {text}"


def splits(lines: list[str]) -> Iterator[str]:
    """The numbers that go over the end of a line."""
    ends = [0]
    for line in lines:
        ends.append(ends[-1] + len(line))
    for number in UNSPLIT.finditer("".join(lines)):
        if any(number.start() < end < number.end() for end in ends):
            yield number.group()


class TestTheseTestsCanFail:
    @pytest.mark.parametrize("line", ["，见图1", "的比例（", "……", "——即", "%的受访者"])
    def test_forbidden(self, line: str) -> None:
        assert list(wrong(f"{line}汉" if line[-1] not in NOT_LAST else f"汉{line}")) != []

    def test_allowed(self) -> None:
        assert list(wrong("（见图1），受访者占[90.8%")) == []

    @pytest.mark.parametrize(
        "lines",
        [
            ["占90.", "8%(5\u2009765/6\u2009347)"],
            ["占90.8", "%(5\u2009765/6\u2009347)"],
            ["占90.8%(5\u2009765/", "6\u2009347)"],
            ["占90.8%(5\u2009", "765/6\u2009347)"],
            ["共6", "\u2009347名"],
            ["95%CI:90.1%", "~91.5%"],
        ],
    )
    def test_split(self, lines: list[str]) -> None:
        assert list(splits(lines)) != []

    def test_not_split(self) -> None:
        assert (
            list(splits(["占[90.8%", "(5\u2009765/6\u2009347)]", "（95%CI:90.1%~91.5%），"])) == []
        )

    def test_ragged_lines(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The same report as WeasyPrint sets it without help."""
        monkeypatch.setattr(pdf, "flush_chinese_lines", nullcontext)
        build(example_folder(), tmp_path, editions=("zh",), formats=("pdf",))
        ends = shortfalls(tmp_path / "report.zh.pdf")
        assert sum(end > WHOLE for end, _ in ends) > 0.5 * len(ends)


def test_paragraphs_are_found(built: Path) -> None:
    found = list(paragraphs(built / "report.zh.pdf"))
    assert len(found) > 25
    assert all(a.page < b.page or a.bottom < b.bottom for ls in found for a, b in pairwise(ls))
