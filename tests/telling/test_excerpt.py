"""The line of a finding and the caret below it, measured by another library where it can be."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from reportgen.errors import Finding, Place
from reportgen.telling import Excerpt, excerpt


def part(path: Path, text: str | bytes, finding: Finding) -> str | None:
    """What of a file is marked."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    found = excerpt(finding)
    return found and found.text[found.start - 1 : found.end - 1]


@pytest.mark.parametrize(
    ("text", "column", "found", "marked"),
    [
        ("titel: x", 1, "titel", "titel"),
        ("theme: jurnal", 1, "jurnal", "jurnal"),
        ("rows: [use]", 1, "uses", "rows"),
        ("甲{{ share('a') }}乙", 2, None, "{{ share('a') }}"),
        ("甲{{ share('a' 乙", 2, None, "{"),
        ('{{ share("use", "use_b") }}', 4, "use", "use"),
        ("a b-b b", 1, "b", "b"),
        ("  text, and more  ", None, None, "text, and more"),
        ("say **so：** here", None, "**so：**", "**so：**"),
        ("abc", 9, None, ""),
    ],
)
def test_the_part_is_what_was_found_or_the_word_at_the_column(
    tmp_path: Path, text: str, column: int | None, found: str | None, marked: str
) -> None:
    path = tmp_path / "report.md"
    place = Place(str(path), 2, column)
    assert part(path, f"first\n{text}\nlast\n", Finding("unknown-item", place, found)) == marked


def test_of_several_the_one_that_stands_alone_is_marked(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("b-b b", encoding="utf-8")
    found = excerpt(Finding("unknown-item", Place(str(path), 1), "b"))
    assert found is not None
    assert (found.start, found.end) == (5, 6)


def test_a_condition_is_marked_at_the_character_that_the_message_names(tmp_path: Path) -> None:
    path, expression = tmp_path / "codebook.yaml", "${a} = 'a' adn ${b} = 'b'"
    finding = Finding(
        "relevant-unexpected",
        Place(str(path), 1, 3, "survey.0.relevant"),
        "adn",
        values={"expression": expression, "character": 12},
    )
    assert part(path, f'  relevant: "{expression}"', finding) == "adn"
    assert excerpt(finding).start == 13 + 12  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("row", "key", "marked"),
    [
        ("1,yes,yes", "again", "yes"),
        ('1,"a, b",c', "again", "c"),
        ('1,"a, b",c', "use", '"a, b"'),
        ("1,,x", "use", ""),
        ('1,"a', "again", '1,"a'),
        ("1,a,b", "absent", "1,a,b"),
    ],
)
def test_the_cell_of_a_column_is_marked(tmp_path: Path, row: str, key: str, marked: str) -> None:
    path = tmp_path / "data.csv"
    finding = Finding("unknown-code", Place(str(path), 3, key=key))
    assert part(path, f"\ufeff\nid,use,again\n{row}\n", finding) == marked


def test_a_cell_is_the_one_of_its_column_not_another_like_it(tmp_path: Path) -> None:
    path = tmp_path / "data.tsv"
    path.write_text("id\tuse\tagain\n1\tyes\tyes\n", encoding="utf-8")
    found = excerpt(Finding("unknown-code", Place(str(path), 2, key="again"), "yes"))
    assert found is not None
    assert (found.start, found.end) == (7, 10)


@pytest.mark.parametrize(
    "place",
    [
        None,
        Place("absent.md", 1),
        Place("report.md"),
        Place("report.md", 99),
        Place("report.md", 2),
        Place("report.md", 3),
        Place("report.md", 4),
        Place("report.md", 1, sheet="survey"),
    ],
)
def test_there_is_none_of_what_cannot_be_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: Place | None
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("report.md").write_bytes(b"text\n  \n\0\x01\n" + b"x" * 200_000)
    assert excerpt(Finding("unknown-item", place)) is None


def test_there_is_none_of_a_file_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    assert part(path, "编号\n".encode("gbk"), Finding("text-in-gbk", Place(str(path), 1))) is None


@pytest.mark.parametrize(
    "before",
    ["", "abc ", "甲乙，", "\t", "a\t甲\t", "e\u0301", "ｆｕｌｌ", "「」", "𠮷", "\u200b甲"],
)
def test_the_caret_stands_below_its_part_however_wide_the_signs_are(before: str) -> None:
    found = Excerpt(1, f"{before}甲b乙", len(before) + 1, len(before) + 4)
    text, marks = found.lines(80)
    at = text.index("甲b乙")
    assert cell_len(text[:at]) == cell_len(marks) - len(marks.lstrip())
    assert marks.strip() == "^" * cell_len("甲b乙")


@pytest.mark.parametrize("sign", ["a", "甲"])
@pytest.mark.parametrize("length", [0, 10, 60, 200])
def test_a_long_line_is_cut_around_its_part(sign: str, length: int) -> None:
    line = f"{sign * length}PART{sign * length}"
    text, marks = Excerpt(1, line, length + 1, length + 5).lines(60)
    assert "PART" in text
    assert text.index("PART") >= 0
    assert cell_len(text) <= 60
    assert cell_len(text[: text.index("PART")]) == marks.index("^")
    assert text.startswith("…") == (cell_len(line) > 60)
    assert (text == line) == (cell_len(line) <= 60)


def test_a_part_that_is_longer_than_a_line_is_cut_too() -> None:
    text, marks = Excerpt(1, "甲" * 500, 1, 501).lines(60)
    assert cell_len(text) <= 60
    assert set(marks) == {"^"}


def test_what_steers_a_terminal_is_not_shown() -> None:
    text, _ = Excerpt(1, "a\x1b[2Jb\u202e", 1, 2).lines(60)
    assert "\x1b" not in text
    assert "\u202e" not in text
