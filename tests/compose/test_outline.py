"""Headings nested and numbered, languages paired."""

from collections.abc import Callable

import pytest

from reportgen.document import Document, ListBlock, Paragraph, Section, Words

Compose = Callable[..., Document]
Refused = Callable[[Callable[[], Document]], str]


def sections(document: Document) -> list[tuple[str, str, tuple[int, ...]]]:
    return [
        (block.id, block.role, block.number)
        for block in document.blocks()
        if isinstance(block, Section)
    ]


def test_sections_are_numbered_among_their_siblings(english: Compose) -> None:
    text = "# A {#a}\n\n## B {#b}\n\n## C {#c}\n\n### D {#d}\n\n# E {#e}\n\n## F {#f}\n"
    assert [(name, number) for name, _, number in sections(english(text))] == [
        ("a", (1,)), ("b", (1, 1)), ("c", (1, 2)), ("d", (1, 2, 1)), ("e", (2,)), ("f", (2, 1)),
    ]  # fmt: skip


def test_the_abstract_is_not_counted(english: Compose) -> None:
    document = english("# Abstract {#abstract}\n\n## Aim\n\n# A {#a}\n\n# B {#b}\n")
    assert [section.number for section in document.sections] == [(1,), (2,)]
    assert document.front.abstract is not None
    assert [part.number for part in document.front.abstract.blocks] == [(1, 1)]  # type: ignore[union-attr]


def test_a_top_level_section_plays_the_part_that_its_id_names(english: Compose) -> None:
    document = english("# M {#methods}\n\n## P {#discussion}\n\n# Other {#other}\n")
    assert [(name, role) for name, role, _ in sections(document)] == [
        ("methods", "methods"), ("discussion", "methods"), ("other", "body"),
    ]  # fmt: skip


def test_a_heading_without_an_id_is_known_by_its_place(english: Compose) -> None:
    document = english("# A\n\n## B\n\n## C\n\n# D {#d}\n\n## E\n")
    assert [name for name, _, _ in sections(document)] == ["1", "1-1", "1-2", "d", "d-1"]


def test_a_heading_has_its_text_in_each_language(composed: Compose) -> None:
    (section,) = composed("# 甲 | A {#a}\n").sections
    assert dict(section.heading.by_language) == {"zh": "甲", "en": "A"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("text\n", "report.md:1: text stands before the first heading\n"
            "report.md:1: this text stands outside the languages' blocks\n  found: text"),
        ("\n\n::: zh\n甲\n:::\n::: en\nA\n:::\n\n# 甲 | A\n",
            "report.md:4: text stands before the first heading"),
        ("## 甲 | A\n", "report.md:1: a heading level is left out\n  found: ##"),
        ("# 甲 | A\n\n### 乙 | B\n", "report.md:3: a heading level is left out\n  found: ###"),
        ("# 甲\n", "report.md:1: a heading needs its text in zh | en\n  found: 甲"),
        ("# 甲 | A\n\n## 乙 | B | C\n",
            "report.md:3: a heading needs its text in zh | en\n  found: 乙 | B | C"),
        ('# {{ label("uses") }} | A\n', "report.md:1: a heading can't hold an expression"),
        ("# 甲 | A {#x}\n\n## 乙 | B {#x}\n", "report.md:3: this id stands twice\n  found: x"),
        ("# 甲 | A\n\n# 乙 | B {#1}\n", "report.md:3: this id stands twice\n  found: 1"),
    ],
)  # fmt: skip
def test_a_fault_of_the_outline(composed: Compose, refused: Refused, text: str, told: str) -> None:
    assert refused(lambda: composed(text)) == told


def paragraphs(document: Document) -> list[tuple[object, ...]]:
    return [
        tuple(block.content[name] for name in document.languages)
        for block in document.blocks()
        if isinstance(block, Paragraph)
    ]


def words(*pairs: tuple[str, str]) -> list[tuple[object, ...]]:
    return [((Words(zh),), (Words(en),)) for zh, en in pairs]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("::: zh\n甲\n:::\n::: en\nA\n:::\n", [("甲", "A")]),
        ("::: en\nA\n:::\n::: zh\n甲\n:::\n", [("甲", "A")]),
        ("::: zh\n甲\n\n乙\n:::\n::: en\nA\n\nB\n:::\n", [("甲", "A"), ("乙", "B")]),
        (
            "::: zh\n甲\n:::\n::: en\nA\n:::\n\n::: zh\n乙\n:::\n::: en\nB\n:::\n",
            [("甲", "A"), ("乙", "B")],
        ),
        ("::: zh\n甲\n:::\n::: zh\n乙\n:::\n::: en\nA\n\nB\n:::\n", [("甲", "A"), ("乙", "B")]),
    ],
)
def test_paragraphs_are_paired_by_language(
    composed: Compose, text: str, expected: list[tuple[str, str]]
) -> None:
    assert paragraphs(composed(f"# 甲 | A\n\n{text}")) == words(*expected)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("::: zh\n甲\n\n乙\n:::\n::: en\nA\n:::\n",
            "report.md:4: the languages have different numbers of paragraphs here"
            "\n  found: zh: 2, en: 1"),
        ("::: zh\n甲\n:::\n",
            "report.md:4: the languages have different numbers of paragraphs here"
            "\n  found: zh: 1, en: 0"),
        ("::: zh\n甲\n:::\n::: en\nA\n:::\n\n::: en\nB\n:::\n# 乙 | B\n",
            "report.md:4: the languages have different numbers of paragraphs here"
            "\n  found: zh: 1, en: 2"),
        ("::: zh\n甲\n:::\n\n{{ table('use') }}\n\n::: en\nA\n:::\n",
            "report.md:4: the languages have different numbers of paragraphs here"
            "\n  found: zh: 1, en: 0"
            "\nreport.md:10: the languages have different numbers of paragraphs here"
            "\n  found: zh: 0, en: 1"),
        ("::: zh\n- 甲\n:::\n::: en\nA\n:::\n", "report.md:7: a list must stand beside a list"),
        ("::: zh\n- 甲\n- 乙\n:::\n::: en\n- A\n:::\n",
            "report.md:5: the languages have lists of different length"),
        ("::: zh\n- 甲\n:::\n::: en\n1. A\n:::\n", "report.md:7: a list must stand beside a list"),
    ],
)  # fmt: skip
def test_what_has_no_counterpart_is_named_with_its_line(
    composed: Compose, refused: Refused, text: str, told: str
) -> None:
    assert refused(lambda: composed(f"# 甲 | A\n\n{text}")) == told


def test_lists_are_paired_item_by_item(composed: Compose) -> None:
    text = "# 甲 | A\n\n::: zh\n1. 甲\n2. 乙\n:::\n::: en\n1. A\n2. B\n:::\n"
    (listed,) = (block for block in composed(text).blocks() if isinstance(block, ListBlock))
    assert listed.is_ordered
    assert listed.items == (
        {"zh": (Words("甲"),), "en": (Words("A"),)},
        {"zh": (Words("乙"),), "en": (Words("B"),)},
    )
