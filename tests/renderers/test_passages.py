"""Every piece of text, with a place that a person can find."""

import pytest

from reportgen.document import (
    Document,
    FrontMatter,
    ListBlock,
    Paragraph,
    ReferenceEntry,
    ReferenceList,
    Section,
    Words,
)
from reportgen.locales import load_locale
from reportgen.renderers.passages import passages
from reportgen.text import Text
from tests.renderers.docx_sample import FIGURE, SIMPLE_TABLE, document


def words(text: str) -> dict[str, tuple[Words, ...]]:
    return {"zh": (Words(f"{text}中"),), "en": (Words(text),)}


def section(name: str, level: int, *blocks: object) -> Section:
    return Section(name, "body", level, (1,) * level, Text.same(f"H{name}"), blocks)  # type: ignore[arg-type]


SMALL = Document(
    ("zh", "en"),
    FrontMatter(
        Text.same("T"),
        label=Text.same("L"),
        authors=(Text.same("X"), Text.same("Y")),
        abstract=section("abstract", 1, section("aim", 2, Paragraph(words("aim")))),
    ),
    (
        section("a", 1, Paragraph(words("p")), ListBlock((words("i"), words("j"))),
            section("b", 2, Paragraph(words("q"))), ),
        section("r", 1, ReferenceList((ReferenceEntry("k", 7, Text.same("R")),))),
    ),
)  # fmt: skip


def test_a_text_is_walked_in_reading_order() -> None:
    found = [
        (passage.place, "".join(span.text for span in passage.content if isinstance(span, Words)))
        for passage in passages(SMALL, load_locale("en"))
    ]
    assert found == [
        ("front title", "T"),
        ("front label", "L"),
        ("front author", "X"),
        ("front author", "Y"),
        ("sec:abstract heading", "Habstract"),
        ("sec:aim heading", "Haim"),
        ("sec:aim paragraph 1", "aim"),
        ("sec:a heading", "Ha"),
        ("sec:a paragraph 1", "p"),
        ("sec:a paragraph 2 item 1", "i"),
        ("sec:a paragraph 2 item 2", "j"),
        ("sec:b heading", "Hb"),
        ("sec:b paragraph 1", "q"),
        ("sec:r heading", "Hr"),
        ("references 7", "R"),
    ]


def test_it_is_the_text_of_the_language() -> None:
    texts = [passage.content for passage in passages(SMALL, load_locale("zh"))]
    assert (Words("p中"),) in texts
    assert (Words("p"),) not in texts


@pytest.mark.parametrize("language", ["zh", "en"])
def test_tables_and_figures_are_walked_cell_by_cell(language: str) -> None:
    both = Document(
        ("zh", "en"), FrontMatter(Text.same("T")), (section("a", 1, SIMPLE_TABLE, FIGURE),)
    )
    places = [passage.place for passage in passages(both, load_locale(language))]
    assert places[2:9] == [
        "tbl:awareness title",
        "tbl:awareness head 1 column 1",
        "tbl:awareness head 1 column 2",
        "tbl:awareness head 1 column 3",
        "tbl:awareness head 1 column 4",
        "tbl:awareness row 1 column 1",
        "tbl:awareness row 2 column 1",
    ]
    assert places[-4:] == [
        "tbl:awareness note 1", "tbl:awareness note 2", "fig:barriers title", "fig:barriers note 1",
    ]  # fmt: skip


def test_both_languages_have_the_same_places() -> None:
    zh, en = (
        [passage.place for passage in passages(document(), load_locale(language))]
        for language in ("zh", "en")
    )
    assert zh == en
    assert len(zh) > 50
