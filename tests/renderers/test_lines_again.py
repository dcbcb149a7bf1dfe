"""Columns that are filled several times: their lines are set once, and stand where they would."""

from typing import Any

import pytest
import weasyprint

from reportgen.renderers import columns, justification, lines_again
from reportgen.renderers.floats import filled_pages
from reportgen.renderers.justification import flush_chinese_lines
from tests.renderers.test_justification import FACES, PARAGRAPHS

STYLE = f"""<style>{FACES}
@page {{ size: 420pt 300pt; margin: 30pt; @footnote {{ margin-top: 6pt }} }}
body {{ margin: 0; font: 9pt/14pt Latin, Song; text-align: justify }} p {{ margin: 0 }}
main {{ columns: 2; column-gap: 20pt }} sup {{ font-size: 70%; line-height: 1 }}
i.picture {{ display: inline-block; width: 13pt; height: 6pt; background: #c00 }}
h3 {{ font-size: 9pt; text-align: center; break-after: avoid }}
.float {{ break-inside: avoid; height: 60pt; margin: 0 0 10pt; background: #ccc }}
.note {{ float: footnote; font-size: 7pt }} .away {{ position: absolute; left: 0 }}
</style>"""
NOTED = "问卷<span class=note>受访者自填，由调查员核对后收回的问卷，每份都有编号。</span>共6347份。"
SPAN = '<div class="float span">a table across the page</div>'
COLUMN = '<div class="float">a table of a column</div>'
HEAD = "<h3><b>方法</b>与English</h3>"
TEXT = "".join(f"<p>{text}" for text in PARAGRAPHS)
BODIES = {
    "balanced": TEXT,
    "across the page": TEXT + SPAN + TEXT + SPAN + TEXT * 2,
    "in a column": TEXT + COLUMN + HEAD + TEXT + COLUMN + TEXT + HEAD + TEXT,
    "with notes": f"<p>{NOTED}" * 8 + TEXT + SPAN + f"<p>{NOTED * 3}" * 4,
    "apart": f"<p>{PARAGRAPHS[0]}<b class=away>1</b>{PARAGRAPHS[1]}" * 4 + SPAN + TEXT,
    "English": "<p lang=en style='hyphens: auto'>A questionnaire “administered” nationally. " * 40,
}


def written(body: str) -> bytes:
    html = f"<html lang=zh-CN>{STYLE}<main><section>{body}</section></main>"
    with flush_chinese_lines(), filled_pages() as is_filled:
        assert is_filled
        return bytes(weasyprint.HTML(string=html).write_pdf(uncompressed_pdf=True))


def without(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set each line anew from now on."""
    monkeypatch.setattr(columns, "begin_page", lambda context: None)


@pytest.mark.parametrize("name", BODIES)
def test_pages_are_as_if_each_line_were_set_anew(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = written(BODIES[name])
    without(monkeypatch)
    assert written(BODIES[name]) == again


def test_a_line_is_set_once_on_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    set_lines: list[Any] = []
    original = justification.planned_line

    def counted(set_line: Any, adjust: Any, context: Any, box: Any, *rest: Any) -> Any:
        set_lines.append(box)
        return original(set_line, adjust, context, box, *rest)

    monkeypatch.setattr(justification, "planned_line", counted)
    written(TEXT)
    known = len(set_lines)
    set_lines.clear()
    without(monkeypatch)
    written(TEXT)
    assert known < len(set_lines) / 2


def test_lines_are_forgotten_with_their_page() -> None:
    context = type("Context", (), {})()
    lines_again.begin_page(context)
    getattr(context, lines_again.LINES)["place"] = "line"
    lines_again.begin_page(context)
    assert not getattr(context, lines_again.LINES)
