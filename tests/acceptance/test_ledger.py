"""Each number of the ledger stands where the ledger says, and the files print no other shares."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.acceptance.reading import (
    EDITIONS,
    VERSIONS,
    Table,
    alternatives,
    labels,
    ledger,
    pdf_block,
    pdf_sections,
    plain,
    rows,
    text_of,
    word_block,
    word_content,
    word_sections,
)

LABEL = re.compile(r"(表|图|Table |Figure )[0-9]+\s")
NUMERIC = re.compile(r"[0-9 .()/~–—-]+")
SHARES = {
    "zh": re.compile(r"[0-9]+\.[0-9]%\([0-9 ]+/[0-9 ]+\)"),
    "en": re.compile(r"[0-9]+\.[0-9]% \([0-9 ]+/[0-9 ]+\)"),
}


def standing(text: str, printed: str) -> bool:
    """Whether a text holds a printed number, not merely as a part of another one."""
    return (
        re.search(rf"(?<![0-9.])(?<![0-9] ){re.escape(printed)}(?![0-9]|\.[0-9])", text) is not None
    )


def absences(folder: Path, language: str, passage: Callable[[str], str]) -> list[str]:
    """The numbers of the ledger that the passage at one of their places does not hold."""
    return [
        f"{place}: {entry.row['id']} {entry.printed(language)}"
        for entry in ledger(folder)
        for place in entry.places(language)
        if not standing(plain(passage(place), language), entry.printed(language))
    ]


def pdf_passage(path: Path, language: str, place: str) -> str:
    """What the PDF prints at a place: a section; of a table or figure the part in question."""
    target, _, within = place.partition(" ")
    kind, _, name = target.partition(":")
    if kind == "sec":
        return pdf_sections(path, language)[name]
    block = pdf_block(path, labels(language)[target])
    if within == "title":
        return "\n".join(re.sub(LABEL, "", row.text) for row in block.caption)
    if within.startswith("note"):
        return text_of(block.note)
    return re.sub("[\t\n]", " | ", without_room(text_of(block.content), language))


def without_room(text: str, language: str) -> str:
    """Cells without the room that aligns parentheses, which reads as a space; English has one."""
    return re.sub("(?<=[0-9]) +(?=\\()", "", text) if language == "zh" else text


def word_passage(path: Path, language: str, place: str) -> str:
    """What the Word file has at a place: the very paragraph or cell."""
    target, _, within = place.partition(" ")
    kind, _, name = target.partition(":")
    if kind == "sec":
        number = re.fullmatch("paragraph ([0-9]+)", within)
        assert number, place
        return word_sections(path, language)[name][int(number.group(1)) - 1]
    caption, shown, note = word_block(path, labels(language)[target])
    if within == "title":
        return re.sub(LABEL, "", caption.text)
    if within.startswith("note"):
        return note
    if within == "chart":
        return alternatives(shown.element)[0]
    part, row, column = re.fullmatch("(head|row) ([0-9]+) column ([0-9]+)", within).groups()
    assert isinstance(shown, Table)
    return (shown.head if part == "head" else shown.body)[int(row) - 1][int(column) - 1]


@pytest.mark.parametrize(("edition", "language"), VERSIONS)
class TestPlaces:
    def test_in_the_pdf(self, built: Path, edition: str, language: str) -> None:
        path = built / f"report.{edition}.pdf"
        assert absences(built, language, lambda place: pdf_passage(path, language, place)) == []

    def test_in_the_word_file(self, built: Path, edition: str, language: str) -> None:
        path = built / f"report.{edition}.docx"
        assert absences(built, language, lambda place: word_passage(path, language, place)) == []

    def test_cells_of_tables_in_the_pdf(self, built: Path, edition: str, language: str) -> None:
        """Row by row, column by column, and no cell more."""
        path = built / f"report.{edition}.pdf"
        for table, expected in table_cells(built, language).items():
            content = pdf_block(path, labels(language)[table]).content
            cells = [tuple(without_room(cell, language) for cell in row.cells) for row in content]
            assert list(numeric_rows(cells, language)) == expected

    def test_cells_of_tables_in_the_word_file(
        self, built: Path, edition: str, language: str
    ) -> None:
        path = built / f"report.{edition}.docx"
        for table, expected in table_cells(built, language).items():
            shown = word_block(path, labels(language)[table])[1]
            assert isinstance(shown, Table)
            assert list(numeric_rows(list(shown.body), language)) == expected

    def test_every_number_of_a_chart(self, built: Path, edition: str, language: str) -> None:
        """What a figure prints besides words is the ledger's, and all of it."""
        path = built / f"report.{edition}.pdf"
        for figure in (name for name in labels(language) if name.startswith("fig:")):
            expected = sorted(
                entry.printed(language)
                for entry in ledger(built)
                for place in entry.places(language)
                if place == f"{figure} chart"
            )
            text = text_of(pdf_block(path, labels(language)[figure]).content)
            assert sorted(re.findall(r"[0-9]+\.[0-9]%", text)) == expected


def table_cells(folder: Path, language: str) -> dict[str, list[list[str]]]:
    """The numbers of each table by the ledger, row by row."""
    tables: dict[str, dict[int, dict[int, str]]] = defaultdict(lambda: defaultdict(dict))
    for entry in ledger(folder):
        for place in entry.places(language):
            if cell := re.fullmatch("(tbl:[a-z_]+) row ([0-9]+) column ([0-9]+)", place):
                table, row, column = cell.groups()
                tables[table][int(row)][int(column)] = entry.printed(language)
    assert len(tables) == 7
    return {
        table: [[row[column] for column in sorted(row)] for _, row in sorted(found.items())]
        for table, found in tables.items()
    }


def numeric_rows(found: list[tuple[str, ...]], language: str) -> Iterator[list[str]]:
    """The rows of a table that hold numbers, without their stub."""
    for _, *cells in found:
        numbers = [plain(cell, language).strip() for cell in cells]
        if numbers and all(NUMERIC.fullmatch(number) for number in numbers):
            yield numbers


@pytest.mark.parametrize("edition", EDITIONS)
class TestNothingElse:
    def test_shares_in_the_pdf(self, built: Path, edition: str) -> None:
        shares = printed_shares(built, text_of(rows(built / f"report.{edition}.pdf")))
        assert shares["found"] - shares["known"] == set()
        assert len(shares["found"]) >= 50

    def test_shares_in_the_word_file(self, built: Path, edition: str) -> None:
        content = word_content(built / f"report.{edition}.docx")
        shares = printed_shares(built, "\n".join(item.text for item in content))
        assert shares["found"] - shares["known"] == set()
        assert len(shares["found"]) >= 50


def printed_shares(folder: Path, text: str) -> dict[str, set[str]]:
    """The shares as 90.8% (5 765/6 347) that a text prints, and those that the ledger knows."""
    return {
        "found": {
            share for code, form in SHARES.items() for share in form.findall(plain(text, code))
        },
        "known": {entry.printed(code) for entry in ledger(folder) for code in SHARES},
    }


@cache
def _places(folder: Path, language: str) -> tuple[str, ...]:
    return tuple(place for entry in ledger(folder) for place in entry.places(language))


@pytest.mark.parametrize("language", ["zh", "en"])
class TestTheseTestsCanFail:
    def test_a_number_off_by_one(self, built: Path, language: str) -> None:
        path = built / f"report.{language}.docx"

        def spoilt(place: str) -> str:
            text = word_passage(path, language, place)
            return re.sub("[0-9](?![0-9])", lambda digit: str((int(digit.group()) + 1) % 10), text)

        number = len(absences(built, language, spoilt))
        assert number >= 0.98 * len(_places(built, language))  # by chance one becomes another

    def test_a_place_further_on(self, built: Path, language: str) -> None:
        """The text of another section holds none of the shares of a section."""
        sections = pdf_sections(built / f"report.{language}.pdf", language)
        shares = [
            entry.printed(language)
            for entry in ledger(built)
            if entry.row["form"] == "share"
            and entry.places(language) == ["sec:clinical paragraph 3"]
        ]
        assert len(shares) > 5
        other = plain(sections["education"], language)
        assert not any(standing(other, share) for share in shares)

    def test_part_of_a_number(self, language: str) -> None:
        assert standing("共381名", "381")
        for text in ("共2 381名", "1381", "381.5", "3810"):
            assert not standing(text, "381")
        assert standing("is 381.", "381")
