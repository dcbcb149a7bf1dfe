"""Tables and figures that have lost their controls are compared, and never passed over."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from reportgen.drafts import refreshed, verified
from reportgen.errors import Finding
from tests.drafts import ranked
from tests.drafts import word_edits as word
from tests.drafts.word_edits import Q
from tests.renderers.docx_office import saved_again
from tests.word_validity import findings as faults


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return ranked.write(tmp_path / "project", ranked.AFTER)


def found(project: Path, data: bytes) -> list[Finding]:
    draft = project.parent / "draft.docx"
    draft.write_bytes(data)
    return list(verified(draft, project).findings)


def names(findings: list[Finding]) -> set[str]:
    return {one.name for one in findings}


def without_controls(root: etree._Element) -> None:
    """Of tables and figures."""
    for each in list(root.iter(f"{Q}sdt")):
        if each.find(f"{Q}sdtPr/{Q}tag").get(f"{Q}val").startswith(("tbl:", "fig:")):
            word.unwrap(each)


def without_bookmarks(root: etree._Element) -> None:
    for each in list(root.iter(f"{Q}bookmarkStart", f"{Q}bookmarkEnd")):
        each.getparent().remove(each)


def test_a_draft_that_libreoffice_has_saved(
    project: Path, tmp_path: Path, made_word_files: list[bytes]
) -> None:
    """The controls of numbers are written anew, those of tables and figures are gone."""
    saved = saved_again(ranked.built(), tmp_path)
    done = refreshed_data(project, saved)
    assert set(faults(done)) <= set(faults(saved)), "no fault besides LibreOffice's own"
    made_word_files[:] = [each for each in made_word_files if each not in (saved, done)]
    old = found(project, done)
    cells = {(one.values.get("printed"), one.values.get("expected")) for one in old}
    assert {("15 (75.0)", "10 (50.0)"), ("11 (55.0)", "17 (85.0)")} <= cells
    assert [one.name for one in old].count("old-without-control") == 3, "two tables, a figure"
    assert [one for one in old if not one.is_warning]


def refreshed_data(project: Path, data: bytes) -> bytes:
    """Refreshed; what could not be is told as an error."""
    draft = project.parent / "draft.docx"
    draft.write_bytes(data)
    done = refreshed(draft, project).refreshed
    assert [one.name for one in done.findings].count("old-without-control") == 3
    assert not [each for each in done.changes if each.kind != "number"]
    return done.data


def test_one_that_agrees_with_the_data_is_told_as_a_remark(tmp_path: Path) -> None:
    project = ranked.write(tmp_path / "project")
    told = found(project, saved_again(ranked.built(), tmp_path))
    assert [(one.name, one.is_warning) for one in told] == [("control-was-lost", True)]
    assert told[0].found == "tbl:tools; tbl:kinds; fig:tools"


@pytest.mark.parametrize("edits", [[without_controls], [without_controls, without_bookmarks]])
def test_a_table_is_known_by_its_caption_or_by_what_it_says(
    project: Path, edits: list[word.Edit]
) -> None:
    told = found(project, word.edited(ranked.built(), *edits))
    cells = [one for one in told if one.name == "number-is-old" and one.place]
    printed = {one.values["printed"] for one in cells}
    assert {"15 (75.0)", "11 (55.0)", "30", "75.0", "59.8–85.8"} <= printed
    where = {str(one.place).partition("text, ")[2].partition(", row")[0] for one in cells}
    assert where >= {"table 3", "table 4"}


def test_a_row_that_was_reworded_in_a_table_without_control(project: Path) -> None:
    def edit(root: etree._Element) -> None:
        cell = next(each for each in root.iter(f"{Q}tc") if word.said(each) == "Ultrasound")
        next(cell.iter(f"{Q}t")).text = "Sonography"

    told = found(project, word.edited(ranked.built(), edit, without_controls))
    (one,) = [each for each in told if each.values.get("expected") == "7 (35.0)"]
    assert one.found == "Sonography | 6 (30.0) | 6 (30.0) | 12 (30.0)"


def test_what_was_deleted_with_its_caption_is_a_remark_of_its_own(project: Path) -> None:
    def edit(root: etree._Element) -> None:
        for each in list(root.iter(f"{Q}sdt")):
            if each.find(f"{Q}sdtPr/{Q}tag").get(f"{Q}val") == "tbl:tools:en":
                word.delete(each.getprevious())
                word.delete(each)

    told = found(project, word.edited(ranked.built(), edit))
    assert [one.found for one in told if one.name == "control-was-deleted"] == [
        "Devices in use (tbl:tools)"
    ]
    assert "control-was-lost" not in names(told)


def test_a_chart_that_was_drawn_anew_is_told_as_not_compared(project: Path) -> None:
    parts = word.parts_of(word.edited(ranked.built(), without_controls))
    chart = "word/charts/chart1.xml"
    parts[chart] = parts[chart].replace(b"<c:v>0.75</c:v>", b"<c:v>0.751</c:v>")
    told = found(project, word.packed(parts))
    assert [one.is_warning for one in told if one.name == "figure-not-compared"] == [False]


def test_numbers_in_other_brackets_without_tags(tmp_path: Path) -> None:
    """As LibreOffice 7 writes the controls, which keep their titles."""
    project = ranked.write(tmp_path / "project")

    def edit(root: etree._Element) -> None:
        for each in list(root.iter(f"{Q}tag")):
            if each.get(f"{Q}val").startswith("num:"):
                word.delete(each)
        for words in root.iter(f"{Q}t"):
            words.text = (words.text or "").replace("(36/40)", "（36/40）")

    assert found(project, word.edited(ranked.built(), edit)) == []
