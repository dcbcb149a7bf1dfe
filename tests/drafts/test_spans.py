"""Where elements stand in the bytes of a part, and edits of them."""

from __future__ import annotations

import html

import pytest

from reportgen.drafts.spans import Edit, SpannedPart, edited
from tests.drafts import project as sample
from tests.drafts import word_edits as word

PART = (
    '<?xml version=\'1.0\'?>\n<a:r xmlns:a="u" q=\'a>b"\'><a:t  x="1" y = "2"/>'
    "<!-- <a:t> --><a:t>甲&amp;</a:t><a:e></a:e><![CDATA[<z>]]></a:r>\n"
).encode()


def test_the_bytes_of_each_element() -> None:
    part = SpannedPart(PART)
    assert [part.source(each).decode() for each in part.root.iterchildren("*")] == [
        '<a:t  x="1" y = "2"/>',
        "<a:t>甲&amp;</a:t>",
        "<a:e></a:e>",
    ]


def test_each_text_of_a_draft_stands_where_it_is_said_to() -> None:
    for name in ("word/document.xml", "word/footnotes.xml"):
        content = word.parts_of(word.edited(sample.built("zh"), part=name))[name]
        part, seen = SpannedPart(content), 0
        for each in part.root.iter(f"{word.Q}t"):
            span = part.span(each)
            assert html.unescape(content[span.inner : span.inner_end].decode()) == each.text
            assert content[span.start : span.start + 4] == b"<w:t"
            assert content[: span.end].endswith(b"</w:t>")
            seen += 1
        assert seen > 2


@pytest.mark.parametrize(
    ("at", "text", "expected"),
    [
        (0, "<5", '<a:t  x="1" y = "2">&lt;5</a:t>'),
        (0, " 5", '<a:t  x="1" y = "2" xml:space="preserve"> 5</a:t>'),
        (1, "乙", "<a:t>乙</a:t>"),
        (1, "乙 ", '<a:t xml:space="preserve">乙 </a:t>'),
        (2, "", "<a:e></a:e>"),
    ],
)
def test_another_text(at: int, text: str, expected: str) -> None:
    part = SpannedPart(PART)
    element = list(part.root.iterchildren("*"))[at]
    changed = edited(PART, [part.retexted(element, text)])
    assert changed == PART.replace(part.source(element), expected.encode())
    assert list(SpannedPart(changed).root.iterchildren("*"))[at].text == (text or None)


def test_another_value_of_an_attribute() -> None:
    part = SpannedPart(PART)
    edit = part.reattributed(part.root, "q", 'it\'s "1" < 2\n')
    assert edit
    assert SpannedPart(edited(PART, [edit])).root.get("q") == 'it\'s "1" < 2\n'
    assert part.reattributed(part.root[0], "z", "") is None


def test_edits_that_overlap_are_a_fault() -> None:
    with pytest.raises(ValueError, match="overlap"):
        edited(PART, [Edit(1, 5, b""), Edit(4, 6, b"")])
