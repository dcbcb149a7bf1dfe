"""Findings as the page shows them: the place, and the lines that it is about."""

from __future__ import annotations

from pathlib import Path

from reportgen.errors import Finding, Place
from reportgen.preview.faults import MOST, WIDEST, told


def the_one(finding: Finding, folder: Path) -> dict[str, object]:
    (found,) = told((finding,), folder)
    return found


def test_everything_that_a_finding_says(tmp_path: Path) -> None:
    found = the_one(Finding("wrong", None, "awarenes", ("awareness", "region"), "look"), tmp_path)
    assert found == {
        "code": None, "message": "wrong", "place": None, "excerpt": None, "found": "awarenes",
        "allowed": ["awareness", "region"], "nearest": "awareness", "hint": "look",
    }  # fmt: skip


def test_the_lines_around_with_what_is_meant_marked(tmp_path: Path) -> None:
    file = tmp_path / "report.md"
    file.write_text('\ufeff一\n二 {{ share("user") }}\n三\n四\n', encoding="utf-8")
    found = the_one(Finding("wrong", Place(str(file), 2, 13), "user"), tmp_path)
    assert found["place"] == "report.md:2:13"
    assert found["excerpt"] == [
        {"number": 1, "text": "一", "start": None, "end": None},
        {"number": 2, "text": '二 {{ share("user") }}', "start": 12, "end": 16},
        {"number": 3, "text": "三", "start": None, "end": None},
    ]


def test_a_long_line_is_cut_around_what_is_meant(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("x" * 5000 + "here" + "x" * 5000, encoding="utf-8")
    found = the_one(Finding("wrong", Place(str(file), 1, 5001), "here"), tmp_path)
    (line,) = found["excerpt"]  # type: ignore[misc]
    assert len(line["text"]) == WIDEST
    assert line["text"][line["start"] : line["end"]] == "here"


def test_without_a_text_there_is_no_excerpt(tmp_path: Path) -> None:
    (tmp_path / "b.xlsx").write_bytes(b"PK\xff\xfe\n" * 3)
    for place in (
        Place(str(tmp_path / "b.xlsx"), 2), Place(str(tmp_path / "none.md"), 1),
        Place(str(tmp_path), 1), Place(f"{tmp_path / 'b.xlsx'}!sheet", key="B2"),
    ):  # fmt: skip
        assert the_one(Finding("wrong", place), tmp_path)["excerpt"] is None


def test_a_place_is_named_from_the_folder_if_it_is_within(tmp_path: Path) -> None:
    folder = tmp_path / "report"
    within = Place(str(folder / "codebook" / "a.yaml"), 3, key="x")
    assert the_one(Finding("w", within), folder)["place"] == "codebook/a.yaml:3 (x)"
    beside = Place(str(tmp_path / "b.yaml"), 3)
    assert the_one(Finding("w", beside), folder)["place"] == str(beside)


def test_not_more_than_one_can_read(tmp_path: Path) -> None:
    assert len(told(tuple(Finding(str(number)) for number in range(500)), tmp_path)) == MOST
