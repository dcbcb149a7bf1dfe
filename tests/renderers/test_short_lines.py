"""Lines of one text are set at once, and stand where WeasyPrint sets them."""

import pytest
import weasyprint

from reportgen.renderers import justification
from reportgen.renderers.justification import flush_chinese_lines
from tests.renderers.test_justification import FACES

STYLE = f"""<style>{FACES}
@page {{ size: 200pt 300pt; margin: 20pt; @top-left {{ content: "页 head" }} }}
body {{ margin: 0; font: 9pt/14pt Latin, Song; text-align: justify; --han-latin-gap: 0.25em }}
p {{ margin: 0 0 3pt; text-indent: 2em }} .centre {{ text-align: center }}
.right {{ text-align: right }} .all {{ text-align-last: justify }} .small {{ font-size: 50% }}
.pre {{ white-space: pre-wrap }} .nowrap {{ white-space: nowrap }} .rtl {{ direction: rtl }}
.up {{ vertical-align: 4pt }} .padded {{ padding: 3pt; border: 1pt solid; margin: 0 5pt }}
.float {{ float: left; width: 40pt }} .moved {{ position: relative; left: 5pt }}
.narrow {{ width: 20pt }} td {{ padding: 2pt; vertical-align: bottom }} ul {{ padding-left: 2em }}
p.first::first-line {{ font-weight: 700 }} p.letter::first-letter {{ font-size: 150% }}
</style>"""
BODIES = {
    "labels": "<p>方法<p class=centre>方法AI<p class=right>Methods<p class=all>方法 与 AI<p> a  b ",
    "cells": "<table style='width: 100%'><tr><td>47.3%<td class=right>3 002<td>6 347<br>人"
    "<tr><td class=centre>方法AI<td class=nowrap>one that may not be broken"
    "<td>one that is longer than its column</table>",
    "boxes": "<p><b>方法</b><p><b class=small>方法</b><p class=padded>方法<p><i class=padded>a</i>",
    "apart": "<p class=pre> a <p class=rtl>方法<p class=moved>方法<p class=narrow>方法与结果"
    "<p class=nowrap>a text that is wider than the page is, since it may not be broken at all",
    "floats": "<div class=float>a<br>b</div><p>方法<p>结果<p>AI",
    "first": "<p class=first>方法<p class=letter>方法<p class=letter>Methods",
    "raised": "<p class=up>方法<p>a<sup>b</sup><ul><li>方法<li>AI方法</ul>",
    "long": "<p>在接受调查的人员中，90.8%对AI有初步了解，其余的没有听说过。" * 3,
}


def written(body: str) -> bytes:
    with flush_chinese_lines() as flush:
        assert flush
        html = f"<html lang=zh-CN>{STYLE}{body}"
        return bytes(weasyprint.HTML(string=html).write_pdf(uncompressed_pdf=True))


@pytest.mark.parametrize("name", BODIES)
def test_a_page_is_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = written(BODIES[name])
    monkeypatch.setattr(justification, "short_line", lambda *_: None)
    assert written(BODIES[name]) == made


def test_lines_of_cells_are_set_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    original = justification.short_line

    def noted(*arguments: object) -> object:
        line = original(*arguments)
        made.append(line is not None)
        return line

    monkeypatch.setattr(justification, "short_line", noted)
    written("<table style='width: 100%'><tr><td>47.3%<td>3 002<tr><td>12.1%<td>6 347</table>")
    assert made.count(True) >= 4
