"""What is given and printed nowhere is warned of."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen import pipeline
from reportgen.checks.unused import unused
from reportgen.config import read_config
from reportgen.resources import example_folder
from tests.messages.project import add, change, write_project


def test_tables_figures_and_works_that_are_printed_nowhere(tmp_path: Path) -> None:
    write_project(tmp_path)
    add("report.yaml", "  other: {title: T, rows: [ward]}\n")(tmp_path)
    add("references.yaml", "- {key: second, zh: 乙文, en: Paper B}\n")(tmp_path)
    change("report.md", '{{ figure("tools") }}', "")(tmp_path)
    project = read_config(tmp_path)
    found = list(unused(project, pipeline.compute(project).document))
    assert [(one.name, one.found) for one in found] == [
        ("unplaced-figure", "tools"), ("unplaced-figure", "other"), ("uncited-reference", "second"),
    ]  # fmt: skip
    assert all(one.is_warning for one in found)
    assert str(found[1].place).endswith("(figures.other)")


@pytest.mark.parametrize("references", [True, False])
def test_nothing_is_said_of_what_is_used(tmp_path: Path, references: bool) -> None:
    write_project(tmp_path)
    if not references:
        change("report.yaml", "references: references.yaml\n", "")(tmp_path)
        for text in ('{{ cite("first") }}。', ' {{ cite("first") }}.'):
            change("report.md", text, "")(tmp_path)
    project = read_config(tmp_path)
    assert list(unused(project, pipeline.compute(project).document)) == []


def test_the_reference_report_uses_all_that_it_has() -> None:
    project = read_config(example_folder())
    assert list(unused(project, pipeline.compute(project).document)) == []
