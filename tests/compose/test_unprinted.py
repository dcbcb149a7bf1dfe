"""Markdown that would be printed as it was typed is told, and nothing else is."""

from __future__ import annotations

import pytest

from reportgen.compose.unprinted import unprinted, unprinted_inline
from reportgen.errors import Place

LANGUAGES = ("zh", "en")


def told(text: str) -> list[tuple[str, int | None, str | None]]:
    return [
        (one.name, one.place and one.place.line, one.found)
        for one in unprinted(text, LANGUAGES, "report.md")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a [b](c) d", [("markdown-link", 1, "b")]),
        ("a\nb <http://x.org>", [("markdown-link", 2, "http://x.org")]),
        ("![b](c)", [("markdown-picture", 1, "b")]),
        ("a `b` c", [("markdown-code", 1, "b")]),
        ("a\n\n```\nb\n```", [("markdown-code", 3, None)]),
        ("a\n\n    b", [("markdown-code", 3, None)]),
        ("a <b>c</b>", [("markdown-html", 1, "<b>"), ("markdown-html", 1, "</b>")]),
        ("<div>\na\n</div>", [("markdown-html", 1, None)]),
        ("a&nbsp;b &amp; c", [("markdown-html", 1, "&nbsp;"), ("markdown-html", 1, "&amp;")]),
        ("a ~~b~~", [("markdown-strikethrough", 1, "b")]),
        ("> a", [("markdown-quotation", 1, None)]),
        ("a\n\n---", [("markdown-rule", 3, None)]),
        ("a\n---", [("underlined-heading", 1, None)]),
        ("a\n===", [("underlined-heading", 1, None)]),
        ("| a | b |\n| - | - |\n| 1 | 2 |", [("markdown-table", 1, None)]),
        ("::: zh\n甲 `b`\n:::\n::: en\n[a](b)\n:::",
         [("markdown-code", 2, "b"), ("markdown-link", 5, "a")]),
        ("# *a* | b", [("heading-with-markup", 1, "*a* | b")]),
        ("# a `b`", [("heading-with-markup", 1, "a `b`")]),
        ("# a [b](c)", [("heading-with-markup", 1, "a [b](c)")]),
        (r"# a \* b", [("heading-with-markup", 1, r"a \* b")]),
    ],
)  # fmt: skip
def test_what_would_be_printed_as_typed(
    text: str, expected: list[tuple[str, int | None, str | None]]
) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "# 甲 | A {#a}\n\n## 乙 | B",
        "a *b* **c** ***d*** \\*e\\* \\[f](g) \\<h>",
        "- a\n- b\n\n1. c\n2. d",
        "::: zh\n甲\n\n乙\n:::\n::: en\nA\n:::",
        "90.1%~91.5%，5 < 6 & 7 > 6, a <5, A&B; AT&T",
        "[1] (a) [注] (见下) 甲[1,2] \ue0001\ue001",
        "a | b | c",
        "#5 and # 6 in a text",
        "x_1_2 and $5 ~ $6, 1 ~~ 2",
        "a — b --- c",
        "https://example.org",
    ],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert told(text) == []


def test_a_caption_is_judged_too() -> None:
    place = Place("report.yaml", 4, 5, "tables.a.title")
    (finding,) = unprinted_inline("a `b`", place)
    assert (finding.name, finding.place, finding.found) == ("markdown-code", place, "b")
