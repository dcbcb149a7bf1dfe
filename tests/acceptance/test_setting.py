"""Every page that a build makes is set as a reader of proofs would have it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from reportgen.pipeline import build
from reportgen.resources import examples_folder
from tests.acceptance.reading import EDITIONS
from tests.page_lines import read_paragraphs
from tests.typography import faults, widening

EXAMPLES: dict[str, dict[str, str]] = {
    "minimal": {},
    "harbour-society": {"song": "Sans", "hei": ""},
}
"""The face of an example's body where it is not Song; its heads are then in any."""


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The folder of each example's PDFs."""
    folder = tmp_path_factory.mktemp("examples")
    for name in EXAMPLES:
        build(examples_folder() / name, folder / name, editions=EDITIONS, formats=("pdf",))
    return {name: folder / name for name in EXAMPLES}


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_reference_report_is_set_without_a_fault(built: Path, edition: str) -> None:
    assert [str(fault) for fault in faults(built / f"report.{edition}.pdf")] == []


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_set_without_a_fault(
    examples: Mapping[str, Path], name: str, edition: str
) -> None:
    path = examples[name] / f"report.{edition}.pdf"
    assert [str(fault) for fault in faults(path, **EXAMPLES[name])] == []


@pytest.mark.parametrize("edition", ["zh", "bilingual", "parallel"])
def test_gaps_are_narrow_throughout(built: Path, edition: str) -> None:
    """Also where nothing better can be had, and nearly nowhere seen."""
    found = [
        widening(line)
        for paragraph in read_paragraphs(built / f"report.{edition}.pdf")
        if paragraph.is_chinese
        for line in paragraph.lines[:-1]
    ]
    assert len(found) > 70
    assert max(found) < 0.3
    assert sum(found) / len(found) < 0.06
