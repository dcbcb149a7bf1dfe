"""The pages in the lists of a draft are those on which LibreOffice prints what they name.

It is given letters as wide and lines as high as Word has. Where it prints something elsewhere, the
test says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.document import Document
from reportgen.editions import EDITIONS
from reportgen.renderers.docx import render
from reportgen.renderers.rendering import Rendering
from reportgen.theme import load_theme
from tests.renderers import docx_sample as sample
from tests.renderers import test_footnotes as footnotes
from tests.renderers import test_word_long_table as long_table
from tests.renderers import test_word_sections as sections
from tests.renderers.docx_office import to_pdfs
from tests.renderers.listed_pages import differing, listed

ELSEWHERE = {
    # The second of the two lines calls a footnote. LibreOffice takes the whole paragraph to the
    # page that has room for all its notes, though lines and note would go on the first.
    "footnotes-journal-bilingual": {"结果": ("1", "2")},
}


def with_lists(rendering: Rendering, theme: str) -> Rendering:
    """The same with lists of contents, tables and figures, in a theme that may have none."""
    found = load_theme(theme)
    parts = found.parts.model_copy(update={"contents": True, "lists": True})
    return replace(rendering, theme=found.model_copy(update={"parts": parts}))


def with_sections(edition: str, *content: object) -> Rendering:
    """A draft of two sections, the second after all of this."""
    first = sample.section("x", "results", (1,), sample.text("结果", "Results"), *content)
    discussion = sample.text("讨论", "Discussion")
    second = sample.section("y", "discussion", (2,), discussion, sections.AFTER, sections.BEFORE)
    rendering = sample.rendering(edition)
    document: Document = replace(rendering.document, sections=(first, second), targets={})
    return replace(rendering, document=document)


def turned(edition: str) -> Rendering:
    """A draft with pages in landscape between others."""
    tables = [sections.wide(name, number) for number, name in enumerate("ab", 1)]
    made = with_sections(edition, sections.BEFORE, tables[0], sections.AFTER, tables[1])
    return replace(made, spans={f"tbl:{table.id}": "turned" for table in tables})


def drafts() -> Mapping[str, bytes]:
    made = {}
    for theme in ("journal", "report"):
        for edition in sorted(EDITIONS):
            kinds = {"sample": sample.rendering(edition), "turned": turned(edition)}
            kinds["long"] = with_sections(edition, long_table.long())
            if edition != "parallel":
                kinds["footnotes"] = footnotes.rendering(edition)
            for name, rendering in kinds.items():
                made[f"{name}-{theme}-{edition}"] = render(with_lists(rendering, theme)).data
    return made


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, tuple[bytes, Path]]:
    made = drafts()
    pdfs = to_pdfs(made, tmp_path_factory.mktemp("pages"), in_word_faces=True)
    return {name: (data, pdfs[name]) for name, data in made.items()}


def test_every_entry_says_the_page_that_is_printed(
    printed: Mapping[str, tuple[bytes, Path]],
) -> None:
    found = {name: differing(data, pdf) for name, (data, pdf) in printed.items()}
    assert {name: each for name, each in found.items() if each} == ELSEWHERE
    entries = [entry for data, _ in printed.values() for entry in listed(data)]
    assert len(entries) > 150
    assert len({entry.page for entry in entries}) > 10


def test_no_entry_is_without_its_page(printed: Mapping[str, tuple[bytes, Path]]) -> None:
    for data, _ in printed.values():
        assert all(entry.page.isdecimal() for entry in listed(data))
