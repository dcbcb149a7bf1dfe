"""A sentence that ranks is told of where the data change the ranks, until it is right again."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from reportgen.drafts import refreshed, verified
from reportgen.errors import Finding
from tests.drafts import ranked
from tests.drafts import word_edits as word


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return ranked.write(tmp_path / "project", ranked.AFTER)


def told(findings: object) -> list[Finding]:
    assert isinstance(findings, list | tuple)
    return [one for one in findings if one.name == "numbers-changed-order"]


@pytest.mark.parametrize("edition", ["zh", "en"])
def test_numbers_that_no_longer_fall_are_told(project: Path, edition: str) -> None:
    draft = project.parent / "draft.docx"
    draft.write_bytes(ranked.built(edition))
    (before,) = told(verified(draft, project).findings)
    (one,) = told(refreshed(draft, project).refreshed.findings)
    assert "90.0%(36/40),47.5%(19/40),82.5%(33/40)" in one.message().replace(" ", "")
    assert "、82.5%" in one.message("zh")
    assert one.is_warning
    assert one == before
    assert str(one.found).startswith({"zh": "依次为", "en": "In order"}[edition])
    (again,) = told(verified(draft, project).findings)
    assert again.values == one.values, "until somebody has mended the sentence"


def test_not_once_the_sentence_is_put_in_order(project: Path) -> None:
    draft = project.parent / "draft.docx"
    draft.write_bytes(ranked.built())
    refreshed(draft, project)

    def edit(root: etree._Element) -> None:
        one, other = (word.control(root, text) for text in ("47.5% (19/40)", "82.5% (33/40)"))
        place = other.getnext()
        one.addprevious(other)
        place.addprevious(one)

    draft.write_bytes(word.edited(draft.read_bytes(), edit))
    assert told(verified(draft, project).findings) == []


def test_numbers_that_keep_their_order_are_not_told(tmp_path: Path) -> None:
    project = ranked.write(tmp_path / "project", ranked.answers(ct=38, mri=25, pet=20, us=12))
    draft = tmp_path / "draft.docx"
    draft.write_bytes(ranked.built())
    done = refreshed(draft, project).refreshed
    assert len(done.changes) > 3
    assert told(done.findings) == []


def test_numbers_that_stood_in_no_order_are_not_told(project: Path) -> None:
    def edit(root: etree._Element) -> None:
        one, other = (word.control(root, text) for text in ("90.0% (36/40)", "75.0% (30/40)"))
        place = other.getnext()
        one.addprevious(other)
        place.addprevious(one)

    draft = project.parent / "draft.docx"
    draft.write_bytes(word.edited(ranked.built(), edit))
    assert told(refreshed(draft, project).refreshed.findings) == []
