"""Remarks to co-authors: comments of the Word draft, read by python-docx; nothing in print."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from io import BytesIO

import docx as python_docx
import pytest
from docx.document import Document as WordDocument

from reportgen.charts import draw
from reportgen.document import Comment, Content, Document, Emphasis, ListBlock, Paragraph, Words
from reportgen.editions import EDITIONS
from reportgen.locales import load_locale
from reportgen.renderers import docx, web
from reportgen.renderers.html import to_html
from reportgen.renderers.rendering import Rendering
from reportgen.theme import load_theme
from tests.renderers.docx_sample import FIGURE, SHARE, document, section, text
from tests.word_validity import findings

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ON_SENTENCE, ON_NUMBER, ON_ITEM = Comment("来源？Whose?"), Comment("A & <B>", "王 芳"), Comment("x")


def blocks(*remarks: Comment) -> tuple[Paragraph | ListBlock, ...]:
    """A paragraph and a list; remarks on a sentence, on a number, on an emphasised word."""
    first, second, third = ([each] if each in remarks else [] for each in
                            (ON_SENTENCE, ON_NUMBER, ON_ITEM))  # fmt: skip
    content: Content = {
        "zh": (Words("先说一句。再说一句"), *first, Words("，有"), SHARE, *second, Words("。")),
        "en": (Words("One. Another"), *first, Words(", of "), SHARE, *second, Words(".")),
    }
    item: Content = {
        name: (Words("a "), Emphasis((Words("b"), *third)), Words(" c")) for name in ("zh", "en")
    }
    return Paragraph(content), ListBlock((item,))


def made(*remarks: Comment) -> Document:
    part = section("results", "results", (1,), text("结果", "Results"), *blocks(*remarks), FIGURE)
    return replace(document(), sections=(part,), targets={})


def rendering(edition: str, report: Document) -> Rendering:
    theme = load_theme("journal")
    drawings = {
        (figure.id, language): draw(figure, load_locale(language), theme, formats=("svg", "png"))
        for figure in report.figures()
        for language in ("zh", "en")
    }
    return Rendering(report, EDITIONS[edition], theme, drawings)


@pytest.mark.parametrize("edition", ["zh", "en", "bilingual", "parallel"])
def test_each_is_a_comment_on_what_stands_before_it(edition: str) -> None:
    data = docx.render(rendering(edition, made(ON_SENTENCE, ON_NUMBER, ON_ITEM))).data
    assert findings(data) == []
    word = python_docx.Document(BytesIO(data))
    languages = EDITIONS[edition].body
    told = [(each.text, each.author, each.initials) for each in word.comments]
    assert Counter(told) == {
        ("来源？Whose?", "reportgen", "rg"): len(languages),
        ("A & <B>", "王 芳", "王芳"): len(languages),
        ("x", "reportgen", "rg"): len(languages),
    }
    about = {"zh": "再说一句", "en": "Another"}
    assert stands(word, ON_SENTENCE) == [about[language] for language in languages]
    assert all(each.startswith("90.8%") for each in stands(word, ON_NUMBER))
    assert set(stands(word, ON_ITEM)) == {"b"}


def stands(word: WordDocument, remark: Comment) -> list[str]:
    """What each comment is about that says this."""
    return [commented(word, each.comment_id) for each in word.comments if each.text == remark.text]


def commented(word: WordDocument, number: int) -> str:
    """The text between the two ends of a comment's range."""
    found, is_within = "", False
    for element in word.element.body.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}t"):
        if element.tag == f"{W}t":
            found += (element.text or "") * is_within
        elif element.get(f"{W}id") == str(number):
            is_within = element.tag == f"{W}commentRangeStart"
    return found


def test_a_draft_without_any_has_no_part_for_them() -> None:
    word = python_docx.Document(BytesIO(docx.render(rendering("zh", made())).data))
    assert not any("comments" in str(part.partname) for part in word.part.package.iter_parts())


def test_nothing_of_them_shows_in_print_or_in_a_browser() -> None:
    bare, full = (
        rendering("bilingual", made(*remarks))
        for remarks in ((), (ON_SENTENCE, ON_NUMBER, ON_ITEM))
    )
    assert to_html(bare) == to_html(full)
    assert web.render(bare).data == web.render(full).data
