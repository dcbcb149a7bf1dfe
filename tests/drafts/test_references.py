"""References to what was deleted are told before Word writes an error in their place."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from reportgen.drafts import refreshed, verified
from reportgen.errors import Finding
from tests.drafts import ranked
from tests.drafts import word_edits as word
from tests.drafts.word_edits import Q
from tests.renderers.docx_office import paragraphs_of


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return ranked.write(tmp_path / "project")


def told(project: Path, data: bytes) -> list[Finding]:
    """What verify says of references; refresh says the same."""
    draft = project.parent / "draft.docx"
    draft.write_bytes(data)
    found = [each for each in verified(draft, project).findings if _is_of_reference(each)]
    done = refreshed(draft, project, dry_run=True).refreshed.findings
    assert [each for each in done if _is_of_reference(each)] == found
    return found


def _is_of_reference(each: Finding) -> bool:
    return each.name == "reference-to-nothing"


def without_figure(root: etree._Element) -> None:
    """The figure with its caption, as one selects and deletes them."""
    for each in list(root.iter(f"{Q}sdt")):
        if each.find(f"{Q}sdtPr/{Q}tag").get(f"{Q}val").startswith("fig:"):
            word.delete(each.getnext())
            word.delete(each)


def test_what_nobody_deleted_is_led_to(project: Path) -> None:
    for edition in ("zh", "en", "parallel"):
        assert told(project, word.edited(ranked.built(edition))) == []


@pytest.mark.parametrize(
    ("edition", "words"), [("zh", "见图1和表2"), ("en", "see Figure 1 and Table 2")]
)
def test_a_reference_to_a_deleted_figure(project: Path, edition: str, words: str) -> None:
    (one,) = told(project, word.edited(ranked.built(edition), without_figure))
    assert words in str(one.found).replace("\xa0", " ")
    assert not one.is_warning
    assert "paragraph" in str(one.place)


def test_another_program_finds_the_same(project: Path, tmp_path: Path) -> None:
    """After F9 the one reference is an error, and no other is."""
    data = word.edited(ranked.built(), without_figure)
    lines = paragraphs_of(data, tmp_path, is_updated=True)
    broken = [each for each in lines if "Reference source not found" in each]
    assert len(broken) == len(told(project, data)) == 1
    assert broken[0].startswith("In order:")


def test_fields_as_word_cuts_them(project: Path) -> None:
    def edit(root: etree._Element) -> None:
        without_figure(root)
        for code in list(root.iter(f"{Q}instrText")):
            text = code.text or ""
            if " REF " in text:
                run = code.getparent()
                second = etree.fromstring(etree.tostring(run))
                code.text, second.find(f"{Q}instrText").text = text[:9], text[9:]
                run.addnext(second)

    assert len(told(project, word.edited(ranked.built(), edit))) == 1


def test_a_reference_that_waits_to_be_deleted_is_none(project: Path) -> None:
    def edit(root: etree._Element) -> None:
        without_figure(root)
        paragraph = next(
            each for each in root.iter(f"{Q}p")
            if any(" REF " in (code.text or "") for code in each.iter(f"{Q}instrText"))
        )  # fmt: skip
        for run in list(paragraph.iterfind(f"{Q}r")):
            holder = word.wrapped("del")
            run.addprevious(holder)
            holder.append(run)
            for said in run.iter(f"{Q}t"):
                said.tag = f"{Q}delText"
            for code in run.iter(f"{Q}instrText"):
                code.tag = f"{Q}delInstrText"

    assert told(project, word.edited(ranked.built(), edit)) == []
