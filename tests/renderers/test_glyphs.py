"""Texts that are shaped once are painted as WeasyPrint paints them, byte for byte."""

import logging

import pytest
import weasyprint
from weasyprint.text import line_break

from reportgen.renderers import glyphs
from reportgen.renderers.glyphs.shaping import look_of
from tests.renderers.test_justification import CHINESE, ENGLISH, FACES

STYLE = f"<style>{FACES} body {{ font: 10.5pt/18pt Latin, Song; font-feature-settings: 'chws' }}"
SVG = """<svg width="200" height="40" viewBox="0 0 200 40">
<text x="5" y="20" font-size="10" font-family="Song" rotate="10">缺乏专家 47.3%</text>
<text x="5" y="35" font-size="8" textLength="90" letter-spacing="2">P &lt; 0.001</text></svg>"""
TEXTS = {
    "Chinese": CHINESE,
    "English": ENGLISH,
    "no break": f"<div style='white-space: nowrap'>{CHINESE}</div>",
    "spaced letters": f"<div style='letter-spacing: 1.5pt'>{CHINESE}</div>",
    "spaced words": f"<div style='word-spacing: 3pt; text-align: justify'>{ENGLISH}</div>",
    "lone spaces": "<p>a<b> </b>b<i style='word-spacing: 4pt'> </i>c",
    "tabs": "<pre>a\tb\tc\n\tfurther</pre>",
    "lines": "<pre>one\ntwo\u2028three\r\n\nfour</pre>",
    "marks above letters": "<p>x\u0304 q\u0303\u0323 a\u0301\u0302\u0303 Z\u0336 n\u0303",
    "from right to left": "<p>before \u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd after"
    "<p dir=rtl>\u05e9\u05dc\u05d5\u05dd 2022 \u05e2\u05d5\u05dc\u05dd",
    "decorated": "<p>a <u>b 下划线</u> <s>c</s> <span style='text-decoration: overline'>d</span>",
    "divided": "<p lang=en style='hyphens: auto; width: 40pt'>A questionnaire administered",
    "wherever it fits": "<p style='overflow-wrap: anywhere; width: 40pt'>https://example.org/long/a",
    "cut off": "<p style='overflow: hidden; text-overflow: ellipsis; width: 60pt;"
    " white-space: nowrap'>缺乏专家、数据质量差和产品功能不完善",
    "clamped": "<p style='line-clamp: 2; width: 60pt'>缺乏专家、数据质量差和产品功能不完善，如下",
    "features": '<p style=\'font-feature-settings: "tnum", "liga" 0; font-variant-numeric: '
    'oldstyle-nums; font-variant-east-asian: full-width; font-variation-settings: "wght" 500; '
    "font-variant-ligatures: no-common-ligatures; font-variant-alternates: historical-forms'>12 fi",
    "small capitals": "<p style='font-variant: small-caps; font-size: 0'>none"
    "<p style='font-variant: small-caps'>Small capitals",
    "hidden": "<p>a<span style='visibility: hidden'>b</span>c",
    "a picture": SVG,
}


def written(body: str) -> bytes:
    html = f"<html lang=zh-CN>{STYLE}</style>{body}"
    return bytes(weasyprint.HTML(string=html).write_pdf(uncompressed_pdf=True))


@pytest.mark.parametrize("name", TEXTS)
def test_a_page_is_the_same(name: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "weasyprint"):  # a font lacks some of these characters
        plain = written(TEXTS[name])
        with glyphs.shaped_once() as is_shaped:
            assert is_shaped
            assert written(TEXTS[name]) == plain


def test_each_missing_character_is_warned_of(caplog: pytest.LogCaptureFixture) -> None:
    body = "<p>\U000e0041\U000e0041\ue000 \ue000"
    warned = []
    written(body)
    warned.append([record.getMessage() for record in caplog.records])
    caplog.clear()
    with glyphs.shaped_once():
        written(body)
    warned.append([record.getMessage() for record in caplog.records])
    assert warned[0]
    assert warned[0] == warned[1]


def test_a_text_of_one_line_is_shaped_once(monkeypatch: pytest.MonkeyPatch) -> None:
    shaped: list[str] = []
    look = type(look_of(next_style()))
    original = look._set

    def counted(self: object, text: str) -> object:
        shaped.append(text)
        return original(self, text)  # type: ignore[arg-type]

    monkeypatch.setattr(look, "_set", counted)
    with glyphs.shaped_once():
        written("<table><tr><td>47.3%<td>12.1%<tr><td>47.3%<td>47.3%</table>")
    assert sorted(shaped) == ["12.1%", "47.3%"]


def next_style() -> object:
    """The style of some text."""
    document = weasyprint.HTML(string="<p>text").render()
    box = document.pages[0]._page_box
    while not hasattr(box, "text"):
        box = box.children[0]
    return box.style


class TestAnotherWeasyPrint:
    def test_another_version_is_left_alone(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(weasyprint, "__version__", "71.0")
        before = line_break.split_first_line
        with glyphs.shaped_once() as is_shaped:
            assert not is_shaped
            assert line_break.split_first_line is before

    def test_another_interface_is_left_alone(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(line_break, "split_first_line", lambda text: None)
        assert "split_first_line" in (glyphs.obstacle() or "")
