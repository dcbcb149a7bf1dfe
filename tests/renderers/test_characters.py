"""A character without a glyph is named, not printed as a box."""

from dataclasses import replace

import pytest

from reportgen.document import (
    Content,
    Document,
    Emphasis,
    FrontMatter,
    Paragraph,
    Section,
    Words,
)
from reportgen.editions import EDITIONS
from reportgen.errors import ReportError
from reportgen.renderers.characters import check_characters
from reportgen.renderers.rendering import Rendering
from reportgen.text import Text
from reportgen.theme import load_theme
from reportgen.theme.wording import Wording


def rendering(content: Content, edition: str = "parallel", title: str = "T") -> Rendering:
    section = Section("a", "body", 1, (1,), Text.same("H"), (Paragraph(content),))
    document = Document(("zh", "en"), FrontMatter(Text.same(title)), (section,))
    return Rendering(document, EDITIONS[edition], load_theme("journal"), {})


def plain(zh: str, en: str) -> Content:
    return {"zh": (Words(zh),), "en": (Words(en),)}


def test_a_character_has_its_name_its_code_and_its_place() -> None:
    with pytest.raises(ReportError) as caught:
        check_characters(rendering(plain("甲", "All is well 😀 today, they said")))
    assert str(caught.value).splitlines() == [
        "sec:a paragraph 1 (en): no font has this character",
        "  found: 😀 (U+1F600)",
        "  in “is well 😀 today, ”",
    ]


def test_each_character_of_each_passage_is_named() -> None:
    content = {"zh": (Words("甲\U0001f600乙\U0001f601"),), "en": (Emphasis((Words("\ue123"),)),)}
    with pytest.raises(ReportError) as caught:
        check_characters(rendering(content))
    found = [
        (str(finding.place), (finding.found or "")[2:10].strip("() "))
        for finding in caught.value.findings
    ]
    assert found == [
        ("sec:a paragraph 1 (zh)", "U+1F600"),
        ("sec:a paragraph 1 (zh)", "U+1F601"),
        ("sec:a paragraph 1 (en)", "U+E123"),
    ]


def test_only_the_languages_of_the_edition_are_checked() -> None:
    content = plain("甲", "\U0001f600")
    check_characters(rendering(content, "zh"))
    with pytest.raises(ReportError):
        check_characters(rendering(content, "en"))


def test_the_title_block_is_checked() -> None:
    with pytest.raises(ReportError, match="front title"):
        check_characters(rendering(plain("甲", "A"), "en", title="\U0001f600"))


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("《“甲”——乙……丙》，；：？！、·①②③Ⅰ℃‰±×÷≥≤χ²", "“A” – B — C’s… é ü ≥ ≤ ± × χ² α β"),
        ("甲\u2009乙\u00a0丙\u200b丁\u2060", "A\u00adB\u2011C"),
        ("", ""),
    ],
)
def test_what_a_report_needs_is_there(zh: str, en: str) -> None:
    check_characters(rendering(plain(zh, en)))


def test_without_a_chinese_face_the_chinese_characters_are_lacking() -> None:
    made = rendering(plain("甲", "A"), "zh")
    faces = made.theme.faces.model_copy(
        update={"body": "Source Serif 4", "display": "Source Sans 3", "fallback": ()}
    )
    theme = made.theme.model_copy(update={"faces": faces})
    with pytest.raises(ReportError, match=r"甲 \(U\+7532\)"):
        check_characters(replace(made, theme=theme))


def test_a_theme_s_own_words_are_checked() -> None:
    made = rendering(plain("甲", "A"), "en")
    wording = Wording(words={"note": "Note \U0001f600: "})
    theme = made.theme.model_copy(update={"locales": {"en": wording}})
    with pytest.raises(ReportError, match=r"word note \(en\): no font has this character"):
        check_characters(replace(made, theme=theme))
