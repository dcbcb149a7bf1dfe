"""Remarks to co-authors stand in the text where they are written, and nothing shows in print."""

from collections.abc import Callable

import pytest

from reportgen.document import Comment, Document, Emphasis, Paragraph, Words
from reportgen.errors import ReportError

Compose = Callable[..., Document]


def text(zh: str, en: str) -> str:
    return f"# 甲 | A {{#part}}\n\n::: zh\n{zh}\n:::\n::: en\n{en}\n:::\n"


def paragraph(document: Document) -> Paragraph:
    (found,) = document.sections[0].blocks
    assert isinstance(found, Paragraph)
    return found


def test_a_remark_belongs_to_one_language(composed: Compose) -> None:
    made = composed(text('甲{{ comment("请核对") }}。', "One."))
    assert paragraph(made).content == {
        "zh": (Words("甲"), Comment("请核对"), Words("。")),
        "en": (Words("One."),),
    }


def test_it_may_say_who_writes_and_stand_in_emphasis(composed: Compose) -> None:
    made = composed(text("甲。", 'One *two{{ comment("  Is\nit? ", by="Ann Lee") }}*.'))
    assert paragraph(made).content["en"] == (
        Words("One "),
        Emphasis((Words("two"), Comment("Is it?", "Ann Lee"))),
        Words("."),
    )


@pytest.mark.parametrize(
    ("written", "before", "after"),
    [
        ('met {{ comment("x") }}.', "met", "."),
        ('met {{ comment("x") }} twice', "met", " twice"),
        ('met{{ comment("x") }} twice', "met", " twice"),
        ('met {{ comment("x") }}twice', "met ", "twice"),
        ('met {{ comment("x") }}', "met", ""),
    ],
)
def test_the_space_before_it_goes_where_it_would_be_one_too_many(
    composed: Compose, written: str, before: str, after: str
) -> None:
    content = paragraph(composed(text("甲。", written))).content["en"]
    words = [each.text for each in content if isinstance(each, Words)]
    assert words == [each for each in (before, after) if each]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (text('{{ comment("x") }}', "One."), "comment-out-of-text"),
        (text("甲。", 'One[^a].\n\n[^a]: Note{{ comment("x") }}.'), "comment-out-of-text"),
        (text('甲{{ comment(" ") }}。', "One."), "empty-comment"),
    ],
)
def test_where_it_is_about_nothing_that_is_told(composed: Compose, source: str, name: str) -> None:
    with pytest.raises(ReportError) as caught:
        composed(source)
    assert name in {each.name for each in caught.value.findings}
