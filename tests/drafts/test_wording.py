"""The same number typed otherwise is the same number, and another number is another."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.drafts import refreshed, verified
from reportgen.drafts.wording import renumbered, says
from tests.drafts import project as sample
from tests.drafts import word_edits as word

SAME = [
    ("50.0%(20/40)", "50.0% (20/40)"),
    ("50.0%（20/40）", "50.0%(20/40)"),
    ("50.0％（20／40）", "50.0%(20/40)"),
    ("50.0 %(20/40)", "50.0% (20/40)"),
    ("50.0%(20/40)的", "50.0%(20/40)"),
    ("约50.0%(20/40)", "50.0%(20/40)"),
    ("41.2% (2 586/6 277) of those asked", "41.2% (2\u202f586/6\u202f277)"),
    ("41.2% (2,586/6,277)", "41.2% (2 586/6 277)"),
    ("95%CI：35.2%~64.8%".replace("~", "–"), "95%CI:35.2%-64.8%"),
    ("n = 40.", "n = 40"),
]
OTHER = [
    ("50.1%(20/40)", "50.0%(20/40)"),
    ("150.0%(20/40)", "50.0%(20/40)"),
    ("50.0%(20/40)、3/4", "50.0%(20/40)"),
    ("50.0%(20/40)", "50.0%"),
    ("0.50", "50"),
    ("20%", "20"),
    ("20万", "20"),
    ("<20", "20"),
    ("-20", "20"),
    ("1/20", "20"),
    ("20/40", "20"),
    ("", "20"),
    ("20²", "20"),
    ("二十", "20"),
    ("Yes, mostly", "Yes"),
]


@pytest.mark.parametrize(("now", "printed"), SAME)
def test_typed_otherwise(now: str, printed: str) -> None:
    assert says(now, printed)


@pytest.mark.parametrize(("now", "printed"), OTHER)
def test_another_number(now: str, printed: str) -> None:
    assert not says(now, printed)
    assert renumbered(now, printed, "99") is None


WRITTEN = [
    ("50.0%（20/40）", "54.7%（29/53）"),
    ("50.0％ （20／40）", "54.7％ （29／53）"),
    ("约50.0%(20/40)的", "约54.7%(29/53)的"),
]
"""What somebody has typed in the control of 50.0%(20/40), and what it is to say then."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return sample.write(tmp_path / "project", sample.ANSWERS + sample.MORE)


@pytest.mark.parametrize("is_cut", [False, True])
@pytest.mark.parametrize(("typed", "wanted"), WRITTEN)
def test_brackets_and_words_stay_while_the_number_changes(
    project: Path, typed: str, wanted: str, is_cut: bool
) -> None:
    def edit(root: word.etree._Element) -> None:
        control = word.control(root, "50.0%(20/40)")
        word.retype(control, typed)
        if is_cut:
            word.split_runs(control)

    draft = project.parent / "draft.docx"
    draft.write_bytes(word.edited(sample.built("zh"), edit))
    done = refreshed(draft, project).refreshed
    assert [one.name for one in done.findings] == []
    text = "\n".join(word.plain(done.data))
    assert wanted in text
    assert typed not in text
    assert wanted in [change.new for change in done.changes]
    assert verified(draft, project).findings == ()
    sample.set_answers(project, sample.ANSWERS)
    again = refreshed(draft, project).refreshed
    assert typed in "\n".join(word.plain(again.data)), "and back again"


def test_a_copy_editors_brackets_are_no_findings(tmp_path: Path) -> None:
    project = sample.write(tmp_path / "project")

    def edit(root: word.etree._Element) -> None:
        for control in word.controls(root):
            for each in control.iter(f"{word.Q}t"):
                each.text = (each.text or "").replace("(", "（").replace(")", "）")

    draft = tmp_path / "draft.docx"
    draft.write_bytes(word.edited(sample.built("zh"), edit))
    assert verified(draft, project).findings == ()


def test_a_cell_keeps_its_brackets(project: Path) -> None:
    def edit(root: word.etree._Element) -> None:
        for cell in root.iter(f"{word.Q}tc"):
            for each in cell.iter(f"{word.Q}t"):
                each.text = (each.text or "").replace("(", "（").replace(")", "）")

    draft = project.parent / "draft.docx"
    draft.write_bytes(word.edited(sample.built("zh"), edit))
    done = refreshed(draft, project).refreshed
    assert [one.name for one in done.findings] == []
    assert "29\xa0（87.9）".replace("\xa0", "") in "\n".join(word.plain(done.data)).replace(
        "\xa0", ""
    )


def test_a_number_that_was_emptied_is_told_as_deleted(project: Path) -> None:
    draft = project.parent / "draft.docx"
    data = word.edited(
        sample.built("en"), lambda root: word.retype(word.control(root, "50.0% (20/40)"), "")
    )
    draft.write_bytes(data)
    told = [one for one in verified(draft, project).findings if one.name == "number-was-deleted"]
    assert [one.message() for one in told] == [
        "somebody has deleted the number here, the data say 54.7% (29/53)"
    ]
    done = refreshed(draft, project).refreshed
    assert [one.name for one in done.findings] == ["number-was-deleted"]
