"""What is looked up in place of being found anew: pages are WeasyPrint's own, byte for byte."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import ModuleType

import pytest
import weasyprint

from reportgen.renderers import figure_values, plain_boxes, shared_styles, used_lengths

STYLE = """<style>
@page { size: 300pt 200pt; margin: 10%; @top-left { content: string(head) "x"; width: 30% } }
@page :left { margin: 20pt }
html { font: 9pt/1.4 sans-serif }
h2 { string-set: head content(); width: 50%; padding: 1% 2%; border: 1pt solid }
p[lang=fr] { color: #900; margin: 5% } p:lang(de) { color: #090; min-width: 20% }
.box { box-sizing: border-box; width: 40%; height: 30pt; border: 2pt solid; padding: 3% }
.float { float: left; width: 30%; margin: 2pt; background: #eee }
.clear { clear: both }
.flex { display: flex } .flex > * { flex: 1; min-width: auto; padding: 2% }
.grid { display: grid; grid-template-columns: 1fr 2fr } .grid > * { padding: 1% }
.away { position: absolute; right: 5%; top: 10%; width: 20% }
table { border-collapse: collapse; width: 90% } td { border: 1pt solid; padding: 2% }
td:first-child { border-left: 3pt solid; box-sizing: border-box }
.apart { border-collapse: separate; border-spacing: 2pt }
.note { float: footnote } li::marker { color: #009 }
li:nth-child(2) { list-style-position: inside }
a::after { content: leader(".") target-counter(attr(href), page) }
q::before { content: open-quote } p::first-line { font-weight: 700 }
p.letter::first-letter { font-size: 200% } .rtl { direction: rtl }
</style>"""
BODIES = {
    "attributes": "".join(
        f"<p lang={language} style='color: {colour}'>a <b lang=en>b</b><i style='width: 3%'>i</i>"
        for language in ("fr", "de", "fr")
        for colour in ("red", "blue")
    ),
    "names": "<p id=a lang=fr>1<p id=b lang=fr>2<p lang=fr><a name=c>3</a><a name=c>4</a>"
    "<p><a href=#a>to a</a><p><a href=#b>to b</a>",
    "lists": "<ol><li>one<li>two<li>three<ul><li>four<li>five</ul></ol><q>said</q><q>again</q>",
    "boxes": "<h2>Head</h2><div class=box>a</div><div class=box style='width: 10%'>b</div>"
    "<div style='width: 50%'><div class=box>c</div></div>",
    "floats": "<div class=float>a<br>b<br>c</div><p>text around a float that goes on and on, so "
    "that it is wider than a line<p class=clear>clear<div class=float>d</div><h2>beside</h2>",
    "from right to left": "<div class=rtl><div class=float>a</div><p>text<p>more</div>",
    "flexible": "<div class=flex><div>a long text<p>b</div><div>c</div><h2>d</h2></div>" * 2,
    "grid": "<div class=grid><div>a</div><div class=box>b</div><p>c</p><p lang=de>d</p></div>" * 2,
    "tables": "<table><tr><td>a<td>b<tr><td colspan=2>c</table>" * 3
    + "<table class=apart><tr><td>a<td>b</table>",
    "pages": "".join(f"<h2>{n}</h2><p class=letter>text{'<p>more text' * 12}" for n in range(4)),
    "footnotes": "<p>a<span class=note>note one</span> b<span class=note lang=fr>two</span>" * 3,
    "apart": "<div style='position: relative; height: 40pt'><div class=away>a</div></div>" * 2
    + "<div style='position: fixed; border-top: 1pt solid; overflow: hidden'>b<i>c</i></div>"
    + "<div class=away style='border: 1pt solid'><p>d</div>",
    "behind": "<p style='background: #eee'>a<p style='border-radius: 4pt 0; background: red'>b"
    "<div style='background: linear-gradient(red, blue)'><i style='background: #0f0'>c</i></div>"
    "<p style='box-shadow: 1pt 1pt red'>d<p style='visibility: hidden; background: red'>e<b>f</b>"
    "<table style='background: #ddd'><tr style='background: #ccc'><td>g<td>h</table>"
    "<p style='background: url(none.png)'>i<p style='border-radius: 10%; border: 3pt solid'>j"
    "<p style='background: currentcolor; color: #eee'>k",
    "pictures": "<svg width=20 height=20></svg>"
    + """<svg width=120 height=40 viewBox="0 0 60 20"><style>g { stroke: url("#no") red }</style>
    <g transform="translate(1, 2) rotate(10)" style="fill: #090; stroke-width: 2%">
    <path d="M1,2L3-4Q5 6 7 8zM1 1h5v5"/><rect x="1em" y="10%" width="3" height="2ex" rx=".5.5"/>
    <polygon points="1,1 5,5 3,8"/></g><text x="2 4" y="10" font-size="3pt">ab</text>
    <path transform="translate(1, 2) rotate(10)" d="M1,2L3-4" style="fill: #090"/></svg>"""
    * 2,
}
CONTEXTS: dict[ModuleType, Callable[[], AbstractContextManager[bool]]] = {
    shared_styles: shared_styles.shared_styles,
    used_lengths: used_lengths.known_lengths,
    figure_values: figure_values.known_values,
    plain_boxes: plain_boxes.plain_boxes,
}


def written(body: str, **options: bool) -> bytes:
    html = f"<html lang=en>{STYLE}{body}"
    return bytes(weasyprint.HTML(string=html).write_pdf(uncompressed_pdf=True, **options))


@pytest.mark.parametrize("module", CONTEXTS, ids=lambda module: module.__name__.split(".")[-1])
class TestPages:
    @pytest.mark.parametrize("name", BODIES)
    def test_they_are_the_same(
        self, module: ModuleType, name: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.ERROR, "weasyprint"):
            plain = written(BODIES[name])
            with CONTEXTS[module]() as is_active:
                assert is_active
                assert written(BODIES[name]) == plain

    def test_they_are_the_same_with_presentational_hints(self, module: ModuleType) -> None:
        body = "<p align=right>a<table><tr bgcolor=red><td width=20%>b<td>c<tr><td>d</table>"
        plain = written(body, presentational_hints=True)
        with CONTEXTS[module]():
            assert written(body, presentational_hints=True) == plain

    def test_another_version_is_left_alone(
        self, module: ModuleType, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(weasyprint, "__version__", "71.0")
        with CONTEXTS[module]() as is_active:
            assert not is_active
        assert module.obstacle() == "WeasyPrint 71.0 is not 70.0"


def test_a_name_that_stands_twice_is_warned_of(caplog: pytest.LogCaptureFixture) -> None:
    with shared_styles.shared_styles():
        written("<p id=a>1<p id=a>2")
    assert [record.getMessage() for record in caplog.records] == ["Anchor defined twice: 'a'"]


def test_elements_that_are_alike_share_their_style() -> None:
    with shared_styles.shared_styles():
        document = weasyprint.HTML(string="<html><p lang=fr>1<p lang=fr>2<p lang=de>3").render()
    body = document.pages[0]._page_box.children[0].children[0]
    first, second, third = (paragraph.style for paragraph in body.children)
    assert first is second
    assert first is not third
