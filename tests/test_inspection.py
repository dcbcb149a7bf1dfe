"""Everything that is wrong with a report is told at once; what can't be judged is not told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen import pipeline
from reportgen.errors import Finding, ReportError
from tests.messages.project import (
    Spoil,
    add,
    change,
    line,
    relevant,
    text,
    theme,
    write,
    write_project,
)

Found = Callable[..., set[tuple[str, str | None]]]


def findings(folder: Path) -> tuple[Finding, ...]:
    with pytest.raises(ReportError) as caught:
        pipeline.compute(pipeline.read_project(folder))
    return caught.value.findings


@pytest.fixture
def found(tmp_path: Path) -> Found:
    """What a spoilt project is refused for: names, and what was found."""

    def told(*spoils: Spoil) -> set[tuple[str, str | None]]:
        write_project(tmp_path)
        for spoil in spoils:
            spoil(tmp_path)
        whole = findings(tmp_path)
        places = [(finding.name, finding.found, finding.place) for finding in whole]
        assert len(places) == len(set(places))
        return {(finding.name, finding.found) for finding in whole}

    return told


def test_every_stage_is_told_of_at_once(found: Found) -> None:
    assert found(
        theme("tables: {stripe: pannel}\n"),
        add("firms.csv", "smal\n"),
        change("staff.csv", "yes,ct mri,a,3", "yes,ct mri,a,three"),
        change("report.yaml", "by: ward", "by: wards"),
        add("references.yaml", "- {zh: 乙, en: B}\n"),
        line('{{ share("use", "yes") }}'),
        line("## 甲"),
    ) == {
        ("unknown-colour", "pannel"),
        ("unknown-code", "smal"),
        ("not-an-integer", "three"),
        ("unknown-item", "wards"),
        ("reference-without-key", None),
        ("unknown-item", "use"),
        ("heading-without-language", "甲"),
    }


def test_every_expression_and_block_of_the_text_is_judged_for_itself(found: Found) -> None:
    assert found(
        text('{{ shares("uses", "yes") }}{{ 1 + }}', '{{ shares("uses", "yes") }}{{ cite("x") }}'),
        text("**目的：**甲", "A\n\nB"),
        line("::: fr\nbonjour\n\nsalut\n:::"),
        line('{{ table("us") }}'),
        line("### 甲 | A"),
        line("## **乙** | B {#results}"),
    ) == {
        ("unknown-name", "shares"),
        ("invalid-expression", None),
        ("unknown-reference", "x"),
        ("uneven-paragraphs", "zh: 1, en: 2"),
        ("idle-emphasis", "**目的：**甲"),
        ("unknown-block-language", "fr"),
        ("unknown-table", "us"),
        ("level-left-out", "###"),
        ("heading-with-markup", "**乙** | B {#results}"),
        ("section-twice", "results"),
    }


def test_a_broken_codebook_hides_nothing_else(found: Found) -> None:
    assert found(
        change("firms.yaml", "select_one sizes", "select_on sizes"),
        change("report.yaml", "by: ward", "by: wards"),
        line('{{ share("use", "yes") }}{{ share("size", "smal") }}'),
        change("staff.csv", "no,ct,b,\n", "no,ct,c,\n"),
    ) == {
        ("unknown-type", "select_on"),
        ("unknown-item", "wards"),
        ("unknown-item", "use"),
        ("unknown-code", "c"),
    }


def test_names_are_not_judged_where_a_codebook_cannot_be_read_at_all(found: Found) -> None:
    assert found(
        write("firms.yaml", "survey: ["),
        change("report.yaml", "by: ward", "by: wards"),
        line('{{ share("size", "small") }}{{ shares("uses", "yes") }}'),
    ) == {("invalid-yaml", None), ("unknown-name", "shares")}


def test_a_condition_that_names_a_faulty_item_is_no_fault_of_the_program(found: Found) -> None:
    assert found(
        change("staff.yaml", "type: select_one yes_no, name: uses", "name: uses"),
        add("firms.csv", "smal\n"),
    ) == {("no-type", None), ("unknown-code", "smal")}


@pytest.mark.parametrize(
    "expression", ["${us} = 'yes'", "${uses} = 'yess'", "${uses} =", "${years} = 'x'"]
)
def test_a_faulty_condition_hides_nothing_else(found: Found, expression: str) -> None:
    told = found(relevant(expression), line('{{ share("use", "yes") }}'))
    assert ("unknown-item", "use") in told
    assert len(told) == 2


def test_faulty_data_do_not_hide_the_names_that_the_codebook_has_not(found: Found) -> None:
    assert found(
        write("staff.csv", ""),
        line('{{ share("uses", "maybe") }}{{ share("tools", rank=1) }}'),
    ) == {("empty-file", None), ("unknown-option", "maybe")}


def test_a_faulty_report_yaml_hides_nothing_else(found: Found) -> None:
    assert found(
        change("report.yaml", "formats: [html]", "fromats: [html]"),
        change("report.yaml", "[uses]", "uses"),
        add("firms.csv", "smal\n"),
        line('{{ share("use", "yes") }}'),
    ) == {
        ("unknown-key", "fromats"),
        ("not-a-list", "uses"),
        ("unknown-code", "smal"),
        ("unknown-item", "use"),
    }


def test_what_a_faulty_survey_of_report_yaml_holds_is_not_judged(found: Found) -> None:
    assert found(
        change("report.yaml", "data: firms.csv, ", ""),
        line('{{ share("size", "smal") }}{{ respondents("firms") }}'),
    ) == {("missing-key", None)}


def test_a_report_yaml_that_cannot_be_read_is_all_that_is_told(found: Found) -> None:
    assert found(write("report.yaml", "title: [")) == {("invalid-yaml", None)}


def test_a_reference_list_that_cannot_be_read_makes_no_unknown_references(found: Found) -> None:
    assert found(write("references.yaml", "- {key: [")) == {("invalid-yaml", None)}


def test_a_text_with_statements_is_told_of_by_its_line(found: Found, tmp_path: Path) -> None:
    assert found(
        line("{% if true %}\n::: zh\n{{ nobody }}\n:::\n::: en\nA\n:::\n{% endif %}"),
        line("## 甲"),
    ) == {("unknown-name", "nobody"), ("heading-without-language", "甲")}
    (unknown,) = [one for one in findings(tmp_path) if one.name == "unknown-name"]
    written = (tmp_path / "report.md").read_text(encoding="utf-8").split("\n")
    assert unknown.place is not None
    number, column = unknown.place.line, unknown.place.column
    assert number is not None
    assert column is not None
    assert written[number - 1][column - 1 :].startswith("nobody }}")


def test_findings_stand_in_the_order_of_their_files_and_lines(tmp_path: Path) -> None:
    write_project(tmp_path)
    for spoil in (line("{{ b }}"), line("{{ a }}"), add("firms.csv", "smal\n")):
        spoil(tmp_path)
    places = [
        (Path(one.place.file).name, one.place.line)
        for one in findings(tmp_path)
        if one.place is not None
    ]
    assert [name for name, _ in places] == ["firms.csv", "report.md", "report.md"]
    assert places == sorted(places)


def test_a_failed_build_leaves_no_folder(tmp_path: Path) -> None:
    write_project(tmp_path)
    line("{{ nobody }}")(tmp_path)
    with pytest.raises(ReportError):
        pipeline.build(tmp_path, tmp_path / "new" / "output")
    assert not (tmp_path / "new").exists()
