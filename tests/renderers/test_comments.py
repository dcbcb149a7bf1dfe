"""Comments in the margin: read back by python-docx, valid, alike twice."""

from __future__ import annotations

import zipfile
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from lxml import etree

from reportgen.renderers.docx.comments import MARK_STYLE, TEXT_STYLE, Comments
from reportgen.renderers.docx.styles import style_id
from reportgen.renderers.docx.template import make
from reportgen.theme import load_theme
from tests.word_validity import findings

STYLES = (style_id(TEXT_STYLE), style_id(MARK_STYLE))


def opened() -> WordDocument:
    return docx.Document(BytesIO(make(load_theme("journal"))))


def saved(word: WordDocument) -> bytes:
    buffer = BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def commented(author: str = "reportgen") -> bytes:
    word = opened()
    comments = Comments(author, "rg", styles=STYLES)
    first, second = word.paragraphs[0].runs[0]._r, word.paragraphs[1].runs[0]._r
    assert comments.add(first, first, "没有这个标记：{{ tilte }}", "Did you mean {{ title }}?") == 0
    assert comments.add(second, second, "5 < 6 & “7”") == 1
    comments.add_to(word)
    return saved(word)


def test_comments_are_read_back_by_another_reader() -> None:
    word = docx.Document(BytesIO(commented()))
    found = [(each.author, each.initials, each.text) for each in word.comments]
    assert found == [
        ("reportgen", "rg", "没有这个标记：{{ tilte }}\nDid you mean {{ title }}?"),
        ("reportgen", "rg", "5 < 6 & “7”"),
    ]
    for paragraph in word.paragraphs[:2]:
        names = [etree.QName(child).localname for child in paragraph._p]
        assert names == ["pPr", "commentRangeStart", "r", "commentRangeEnd", "r"]
    styles = [line.style.name for each in word.comments for line in each.paragraphs]
    assert set(styles) == {TEXT_STYLE}


def test_a_file_with_comments_is_valid() -> None:
    assert findings(commented()) == []


def test_the_same_comments_are_the_same_bytes_and_have_no_date() -> None:
    parts = []
    for data in (commented(), commented()):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts.append(archive.read("word/comments.xml"))
    assert parts[0] == parts[1]
    assert b"w:date" not in parts[0]


def test_comments_that_are_there_stay_and_are_counted() -> None:
    word = docx.Document(BytesIO(commented("Zhang San")))
    with zipfile.ZipFile(BytesIO(commented("Zhang San"))) as archive:
        root = etree.fromstring(archive.read("word/comments.xml"))
    comments = Comments("reportgen", "rg", root)
    run = word.paragraphs[2].runs[0]._r
    assert comments.add(run, run, "new") == 2
    comments.add_to(word)
    data = saved(word)
    assert findings(data) == []
    found = [each.author for each in docx.Document(BytesIO(data)).comments]
    assert found == ["Zhang San", "Zhang San", "reportgen"]


def test_a_file_without_comments_gets_no_part() -> None:
    word = opened()
    Comments("reportgen", "rg").add_to(word)
    with zipfile.ZipFile(BytesIO(saved(word))) as archive:
        assert "word/comments.xml" not in archive.namelist()
