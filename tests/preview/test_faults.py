"""Findings as the page shows them: the place, and the lines that it is about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reportgen.errors import Place, finding
from reportgen.messages import entry
from reportgen.preview.faults import MOST, WIDEST, told


def shown(folder: Path, place: Place | None, found: str | None = None, language: str = "en") -> Any:
    """An unknown theme at that place, as it is told."""
    wrong = finding("unknown-theme", place, found, ("journal", "plain"))
    (one,) = told((wrong,), folder, language)
    return one


def test_everything_that_a_finding_says_in_the_language_asked_for(tmp_path: Path) -> None:
    for language, remarks in (
        ("en", ["found: plane", "allowed: journal, plain", "did you mean: plain"]),
        ("zh", None),
    ):
        one, wording = shown(tmp_path, None, "plane", language), entry("unknown-theme")
        assert one["code"] == wording.code
        assert one["message"] == wording.wordings[language].message
        assert one["mend"] == wording.wordings[language].mend
        assert one["remarks"] == remarks or language == "zh"
        assert "plain" in one["remarks"][-1]
        assert one["place"] is one["excerpt"] is None


def test_the_lines_around_with_what_is_meant_marked(tmp_path: Path) -> None:
    file = tmp_path / "report.md"
    file.write_text('\ufeff一\n二 {{ share("user") }}\n三\n四\n', encoding="utf-8")
    one = shown(tmp_path, Place(str(file), 2, 13), "user")
    assert one["place"] == "report.md:2:13"
    assert one["excerpt"] == [
        {"number": 1, "text": "一", "start": None, "end": None},
        {"number": 2, "text": '二 {{ share("user") }}', "start": 12, "end": 16},
        {"number": 3, "text": "三", "start": None, "end": None},
    ]


def test_a_word_is_meant_where_what_was_found_stands_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("rows: [uses]\n")
    for column, marked in ((1, "rows"), (7, "["), (8, "uses")):
        (line,) = shown(tmp_path, Place(str(tmp_path / "a.yaml"), 1, column), "x")["excerpt"]
        assert line["text"][line["start"] : line["end"]] == marked


def test_a_long_line_is_cut_around_what_is_meant(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("x" * 5000 + "here" + "x" * 5000, encoding="utf-8")
    (line,) = shown(tmp_path, Place(str(file), 1, 5001), "here")["excerpt"]
    assert len(line["text"]) == WIDEST
    assert line["text"][line["start"] : line["end"]] == "here"


def test_without_a_text_there_is_no_excerpt(tmp_path: Path) -> None:
    (tmp_path / "b.xlsx").write_bytes(b"PK\xff\xfe\n" * 3)
    (tmp_path / "c.xlsx").write_bytes(b"PK\n" * 3)
    for place in (
        Place(str(tmp_path / "b.xlsx"), 2), Place(str(tmp_path / "none.md"), 1),
        Place(str(tmp_path), 1), Place(str(tmp_path / "c.xlsx"), 2, sheet="answers", cell="B2"),
    ):  # fmt: skip
        assert shown(tmp_path, place)["excerpt"] is None


def test_a_place_is_named_from_the_folder_if_it_is_within(tmp_path: Path) -> None:
    folder = tmp_path / "report"
    within = Place(str(folder / "codebook" / "a.yaml"), 3, key="x")
    assert shown(folder, within)["place"] == "codebook/a.yaml:3 (x)"
    beside = Place(str(tmp_path / "b.yaml"), 3)
    assert shown(folder, beside)["place"] == str(beside)


def test_not_more_than_one_can_read(tmp_path: Path) -> None:
    assert len(told((finding("unknown-theme"),) * 500, tmp_path, "en")) == MOST
