"""The pages in the lists of the examples' drafts are those that LibreOffice prints.

Every example in every edition, in the themes that print lists and in the journal's look with lists
switched on. Where LibreOffice prints something elsewhere, it is named here with the reason.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from reportgen.pipeline import build
from reportgen.resources import examples_folder
from tests.acceptance.reading import EDITIONS
from tests.renderers.docx_office import to_pdfs
from tests.renderers.listed_pages import differing, listed

DRAFTS = (
    ("ai-imaging-2022", "report"),
    ("ai-imaging-2022", "with-lists"),
    ("gallery", "report"),
    ("gallery", "with-lists"),
    ("harbour-society", "harbour"),
)
"""Examples and the themes that they are set in."""
WITH_LISTS = "extends: journal\nparts: {contents: true, lists: true}\n"
ELSEWHERE = {
    # In the note above the table a line of 451 pt is full but for 0.3 pt. LibreOffice measures it a
    # little wider and takes another line, for which the page has no room.
    "ai-imaging-2022-report-en": {
        "Table 2 Understanding and use of AI among the clinical respondents by region": ("8", "9")
    },
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, tuple[bytes, Path]]:
    """Each draft, and its PDF."""
    folder = tmp_path_factory.mktemp("pages")
    drafts = {}
    for example, theme in DRAFTS:
        project = folder / f"{example}-{theme}"
        shutil.copytree(examples_folder() / example, project)
        own = project / "templates" / "with-lists"
        own.mkdir(parents=True)
        (own / "theme.yaml").write_text(WITH_LISTS, "utf-8")
        config = project / "report.yaml"
        text, changes = re.subn("^theme: .*$", f"theme: {theme}", config.read_text("utf-8"),
                                flags=re.MULTILINE)  # fmt: skip
        assert changes == 1
        config.write_text(text, "utf-8")
        build(project, project / "out", editions=EDITIONS, formats=("docx",))
        for edition in EDITIONS:
            data = (project / "out" / f"report.{edition}.docx").read_bytes()
            drafts[f"{project.name}-{edition}"] = data
    pdfs = to_pdfs(drafts, folder, in_word_faces=True)
    return {name: (data, pdfs[name]) for name, data in drafts.items()}


def test_every_entry_says_the_page_that_is_printed(
    printed: Mapping[str, tuple[bytes, Path]],
) -> None:
    found = {name: differing(data, pdf) for name, (data, pdf) in printed.items()}
    assert {name: each for name, each in found.items() if each} == ELSEWHERE
    entries = [entry for data, _ in printed.values() for entry in listed(data)]
    assert len(entries) > 400
    assert len({entry.page for entry in entries}) > 25
