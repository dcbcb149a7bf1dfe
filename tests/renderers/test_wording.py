from dataclasses import replace

import pytest

from reportgen.document import Citation, Document, FrontMatter, Reference, Section
from reportgen.locales import load_locale
from reportgen.renderers.wording import (
    citation_text,
    in_runs,
    is_headed,
    label,
    reference_text,
    section_number,
    target_id,
)
from reportgen.text import Text
from reportgen.theme import load_theme
from tests.renderers.docx_sample import FIGURE, SIMPLE_TABLE

SECTION = Section(
    "clinical", "results", 2, (3, 12), Text({"zh": "临床", "en": "Clinical applications"})
)
DOCUMENT = Document(
    ("zh", "en"),
    FrontMatter(Text.same("T")),
    (SECTION,),
    {
        "tbl:awareness": replace(SIMPLE_TABLE, number=12),
        "fig:barriers": FIGURE,
        "sec:clinical": SECTION,
    },
)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("numbers", "runs"),
    [
        ((), ""),
        ((4,), "4"),
        ((1, 2), "1,2"),
        ((1, 3), "1,3"),
        ((1, 2, 3), "1-3"),
        ((1, 2, 3, 5, 6), "1-3,5,6"),
        ((2, 4, 5, 6, 7, 10, 11, 12), "2,4-7,10-12"),
    ],
)
def test_three_numbers_in_a_row_are_a_run(numbers: tuple[int, ...], runs: str) -> None:
    assert in_runs(numbers) == runs


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_note_mark_is_in_brackets(language: str) -> None:
    assert citation_text(Citation((1, 2, 3, 5)), load_locale(language)) == "[1-3,5]"


@pytest.mark.parametrize(
    ("target", "zh", "en"),
    [
        ("tbl:awareness", "表12", "Table 12"),
        ("fig:barriers", "图1", "Figure 1"),
        ("sec:clinical", "“临床”", "“Clinical applications”"),
    ],
)
def test_a_cross_reference_names_its_target(target: str, zh: str, en: str) -> None:
    assert reference_text(Reference(target), DOCUMENT, load_locale("zh")) == zh
    assert plain(reference_text(Reference(target), DOCUMENT, load_locale("en"))) == en


def test_a_label_holds_the_number() -> None:
    assert label(replace(FIGURE, number=9), load_locale("zh")) == "图9"


def test_a_block_is_known_by_its_kind_and_id() -> None:
    assert [target_id(block) for block in (SIMPLE_TABLE, FIGURE, SECTION)] == [
        "tbl:awareness", "fig:barriers", "sec:clinical",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("role", "level", "language", "headed"),
    [
        ("introduction", 1, "zh", False),
        ("introduction", 1, "en", True),
        ("introduction", 2, "zh", True),
        ("methods", 1, "zh", True),
    ],
)
def test_a_chinese_introduction_alone_has_no_heading(
    role: str, level: int, language: str, headed: bool
) -> None:
    section = replace(SECTION, role=role, level=level)
    assert is_headed(section, load_locale(language)) is headed


def test_the_theme_says_how_headings_are_numbered() -> None:
    theme = load_theme("journal")
    assert section_number(SECTION, load_locale("zh"), theme) == "十二、"
    assert section_number(SECTION, load_locale("en"), theme) == ""
