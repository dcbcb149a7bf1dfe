"""What `reportgen explain` says."""

from __future__ import annotations

import pytest

from reportgen.messages import LANGUAGES, catalogue, entry
from reportgen.telling.explanation import explanation, unexplained


def test_an_explanation_has_reason_mend_and_example() -> None:
    assert list(explanation(entry("not-a-list"), "en")) == [
        "RG207  not-a-list",
        "this must be a list, as [a, b]",
        "",
        "Why: This key takes a list, and a single value has no brackets.",
        "How to mend: Put it in half-width brackets, or write each entry on a line of its own "
        "after a hyphen and a space.",
        "Wrong:",
        "    rows: awareness",
        "Right:",
        "    rows: [awareness]",
    ]
    assert list(explanation(entry("not-a-list"), "zh"))[3:6] == [
        "原因：这个键接受列表，而所写的单个值没有方括号。",
        "怎样改：请加上半角方括号[ ]，或每项单独一行，前面写连字符和空格。",
        "错误写法：",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", catalogue())
def test_no_placeholder_is_left(name: str, language: str) -> None:
    one = entry(name)
    text = "\n".join(list(explanation(one, language))[:5])
    for value in ("{item}", "{problem}", "{language}", "{languages}", "{character}"):
        assert value not in text.replace("${item}", "")


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("unknown-them", "There is no message 'unknown-them'. Did you mean unknown-theme?"),
        ("RG1077", "There is no message 'RG1077'. Did you mean RG107?"),
        ("nothing like it", "There is no message 'nothing like it'."),
    ],
)
def test_an_unknown_word_is_answered_with_the_nearest(word: str, told: str) -> None:
    assert unexplained(word, "en") == told
