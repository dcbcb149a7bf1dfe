"""Markdown as a report's text may use it."""

import pytest

from reportgen.compose.markdown import (
    idle_marks,
    parse_inline,
    read_markdown,
    split_heading,
    to_inlines,
    without_comments,
)
from reportgen.document import Emphasis, Inline, Words
from reportgen.errors import Finding, Place

PLACE = Place("report.md", 1)


def pieces(text: str) -> list[tuple[str, str | None, int, int, tuple[str, ...]]]:
    return [
        (
            piece.kind,
            piece.language,
            piece.line,
            piece.level,
            tuple(t.content for t in piece.inlines),
        )
        for piece in read_markdown(text, ("zh", "en"), "report.md")[0]
    ]


def faults(text: str) -> list[Finding]:
    return read_markdown(text, ("zh", "en"), "report.md")[1]


def inlines(text: str) -> tuple[Inline, ...]:
    return to_inlines(parse_inline(text), lambda words: [Words(words)] if words else [])


def test_headings_have_their_level_and_line() -> None:
    assert pieces("# A\n\n## B {#b}\n") == [
        ("heading", None, 1, 1, ("A",)),
        ("heading", None, 3, 2, ("B {#b}",)),
    ]


def test_a_block_gives_its_paragraphs_its_language() -> None:
    assert pieces("::: zh\n甲\n\n乙\n:::\n::: en\nA\n:::\n\nbare\n") == [
        ("paragraph", "zh", 2, 0, ("甲",)),
        ("paragraph", "zh", 4, 0, ("乙",)),
        ("paragraph", "en", 7, 0, ("A",)),
        ("paragraph", None, 10, 0, ("bare",)),
    ]


@pytest.mark.parametrize(
    ("text", "kind"), [("- a\n- b\n", "bullet_list"), ("1. a\n2. b\n", "ordered_list")]
)
def test_a_list_has_an_entry_for_each_item(text: str, kind: str) -> None:
    assert pieces(f"::: en\n{text}:::\n") == [(kind, "en", 3, 0, ("a", "b"))]


def test_two_lists_do_not_share_their_items() -> None:
    found = pieces("- a\n\ntext\n\n1. b\n2. c\n")
    assert [(kind, items) for kind, _, _, _, items in found] == [
        ("bullet_list", ("a",)),
        ("paragraph", ("text",)),
        ("ordered_list", ("b", "c")),
    ]


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("- a\n  - b\n", "lists can't be nested", 2),
        ("::: zh\n甲\n::: en\na\n:::\n", "the block '::: zh' above is not closed", 3),
        ("1. a\n   - b\n", "lists can't be nested", 2),
        ("- a\n\n  b\n", "an item of a list holds one paragraph", 3),
        ("# H\n\n::: fr\nbonjour\n:::\n", "unknown language of a block", 3),
        ("# H\n\n::: en\nA\n:::\n\n:::\n", "this ::: closes nothing", 7),
        ("::: ZH\n甲\n:::\n", "unknown language of a block", 1),
        (":::zhen\n甲\n:::\n", "unknown language of a block", 1),
    ],
)
def test_what_a_text_cannot_hold_is_refused_with_its_line(
    text: str, message: str, line: int
) -> None:
    (finding,) = faults(text)
    assert finding.message() == message
    assert finding.place == Place("report.md", line)


def test_an_unknown_language_is_answered_with_the_known_ones() -> None:
    (finding,) = faults("::: eng\nA\n:::\n")
    assert (finding.found, finding.allowed, finding.nearest) == ("eng", ("zh", "en"), "en")


@pytest.mark.parametrize(
    ("heading", "texts", "name"),
    [
        ("甲 | A {#a}", ("甲", "A"), "a"),
        ("甲 | A", ("甲", "A"), None),
        ("A{#a-1_b}", ("A",), "a-1_b"),
        ("A|B", ("A|B",), None),
        ("A {a}", ("A {a}",), None),
        ("甲 | A | B", ("甲", "A", "B"), None),
    ],
)
def test_a_heading_holds_a_text_for_each_language_and_an_id(
    heading: str, texts: tuple[str, ...], name: str | None
) -> None:
    assert split_heading(parse_inline(heading)) == (texts, name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a <5 & b", (Words("a <5 & b"),)),
        ("&lt; <b>x</b>", (Words("&lt; <b>x</b>"),)),
        ("[a](b) `c` ![d](e)", (Words("[a](b) `c` ![d](e)"),)),
        ("a_b_c 2*3", (Words("a_b_c 2*3"),)),
        ("*P* = 1", (Emphasis((Words("P"),)), Words(" = 1"))),
        ("**目的** 甲", (Emphasis((Words("目的"),), True), Words(" 甲"))),
        ("***a***", (Emphasis((Emphasis((Words("a"),), True),)),)),
        ("*a **b** c*", (Emphasis((Words("a "), Emphasis((Words("b"),), True), Words(" c"))),)),
        (r"\*a\*", (Words("*a*"),)),
        ("a\nb", (Words("a"), Words("\n"), Words("b"))),
    ],
)
def test_running_text(text: str, expected: tuple[Inline, ...]) -> None:
    assert inlines(text) == expected


@pytest.mark.parametrize("text", ["**目的：**了解", "a ** b", "**a", "方法**甲（乙）**丙"])
def test_marks_of_emphasis_that_had_no_effect_are_refused(text: str) -> None:
    found = list(idle_marks(parse_inline(text), PLACE))
    assert {finding.name for finding in found} == {"idle-emphasis"}
    assert all("**" in (finding.found or "") for finding in found)


def test_punctuation_outside_the_marks_is_right() -> None:
    assert inlines("**目的**：了解")[0] == Emphasis((Words("目的"),), True)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("<!-- a -->\n# A\n", "\n# A\n"),
        ("x\n<!-- a\n::: fr\n- b -->\n# A\n", "x\n\n\n\n# A\n"),
        ("a <!-- b\nc --> d\n", "a <!-- b\nc --> d\n"),
        ("<!-- open\n", "<!-- open\n"),
    ],
)
def test_a_comment_leaves_its_lines_empty(text: str, kept: str) -> None:
    assert without_comments(text) == kept
