"""A character that no font has is named where it was typed, not where it is printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen import pipeline
from reportgen.errors import Finding
from tests.messages.project import Spoil, add, change, codebook_workbook, text, theme, write_project

GRIN = "\U0001f600"


def rehearsed(folder: Path, *spoils: Spoil) -> list[Finding]:
    write_project(folder)
    for spoil in spoils:
        spoil(folder)
    return pipeline.rehearse(pipeline.compute(pipeline.read_project(folder)))


def typed(folder: Path, name: str, number: int = 0) -> str:
    """The place of an occurrence in a file, counted by hand."""
    lines = (folder / name).read_text(encoding="utf-8").split("\n")
    places = [
        (line, column)
        for line, content in enumerate(lines, 1)
        for column, sign in enumerate(content, 1)
        if sign == GRIN
    ]
    return f"{folder / name}:{places[number][0]}:{places[number][1]}"


@pytest.mark.parametrize(
    ("spoil", "name"),
    [
        (text(f"甲乙{GRIN}丙", "A"), "report.md"),
        (change("report.yaml", "zh: 使用", f"zh: 使{GRIN}用"), "report.yaml"),
        (change("staff.yaml", "是否使用", f"是否{GRIN}使用"), "staff.yaml"),
        (change("references.yaml", "甲文", f"甲{GRIN}文"), "references.yaml"),
    ],
)
def test_a_character_is_named_at_its_line_and_column(
    tmp_path: Path, spoil: Spoil, name: str
) -> None:
    found = rehearsed(tmp_path, spoil)
    assert {str(finding.place) for finding in found} == {typed(tmp_path, name)}
    assert all(f"{GRIN} (U+1F600)" == finding.found for finding in found)
    assert any("printed" in finding.details for finding in found)


def test_only_the_place_amid_the_same_signs_is_named(tmp_path: Path) -> None:
    comment = change("report.yaml", "tables:", f"# not this {GRIN} one\ntables:")
    (finding,) = rehearsed(tmp_path, comment, text(f"甲乙{GRIN}丙", "A"))
    assert str(finding.place) == typed(tmp_path, "report.md")
    assert finding.remarks()[-1] == "printed in sec:results paragraph 2 (zh)"


def test_a_cell_of_a_workbook_is_named(tmp_path: Path) -> None:
    sheets: dict[str, list[tuple[str, ...]]] = {
        "survey": [("type", "name", "label"), ("select_one sizes", "size", "Size")],
        "choices": [
            ("list_name", "name", "label"),
            ("sizes", "small", f"Sm{GRIN}all"),
            ("sizes", "large", "Large"),
        ],
    }
    table = change("report.yaml", "figures:", "  size: {title: Size, rows: [size]}\nfigures:")
    place = change("report.md", "{{ table", '{{ table("size") }}\n\n{{ table')
    found = rehearsed(tmp_path, codebook_workbook(sheets), table, place)
    assert {str(finding.place) for finding in found} == {f"{tmp_path / 'firms.xlsx'}, choices!C2"}


def test_a_character_of_the_theme_keeps_the_place_where_it_is_printed(tmp_path: Path) -> None:
    words = theme(f'locales: {{en: {{words: {{figure: "F{GRIN} {{number}}"}}}}}}\n')
    found = rehearsed(tmp_path, words, add("report.md", ""))
    assert all(finding.place is None or ".yaml" not in finding.place.file for finding in found)


def test_a_chart_names_the_label_that_it_could_not_draw(tmp_path: Path) -> None:
    found = rehearsed(tmp_path, change("staff.yaml", "label: CT", f"label: C{GRIN}T"))
    assert {finding.name for finding in found} == {"no-glyph-in-chart"}
    assert {str(finding.place) for finding in found} == {typed(tmp_path, "staff.yaml")}
