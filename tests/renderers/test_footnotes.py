"""Footnotes as other programs read them: at the foot of the page that calls them, tagged, linked.

Each note says NOTEn, and is called behind the word CALLn, so that both are found on the pages.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import outloud
import pdfua
import pymupdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import etree, html
from playwright.sync_api import expect, sync_playwright

from reportgen.charts import draw
from reportgen.document import Document, Emphasis, Footnote, ListBlock, Paragraph, Words
from reportgen.editions import EDITIONS
from reportgen.locales import load_locale
from reportgen.renderers import docx, web
from reportgen.renderers.ledger import write_ledger
from reportgen.renderers.pdf import render
from reportgen.renderers.rendering import Rendering
from reportgen.theme import load_theme
from tests.preview.conftest import ARGUMENTS
from tests.renderers.docx_office import audit, bare, to_pdf
from tests.renderers.docx_sample import FIGURE, SHARE, SIMPLE_TABLE, document, section, text
from tests.structure import Structure, Tag, structure_faults

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXTS = {
    "zh": "本次调查请全部在岗人员填写问卷，回收后逐份核对，剔除明显矛盾者。",
    "en": "All staff on duty filled in the questionnaire, and each was checked on its return. ",
}
SAID = {
    "zh": "NOTE{0}x，即问卷回收后逐份核对，由两名人员独立录入并比对，不一致处查原卷更正，END{0}x。",
    "en": "NOTE{0}x, that is what two persons entered, each by himself, and what was mended where"
    " they differed from one another, END{0}x.",
}
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def noted(language: str, number: int, lengths: tuple[int, int]) -> tuple:
    said = Words(SAID[language].format(number))
    note = Footnote(number, (said, SHARE, Emphasis((Words("it"),))))
    before, after = (TEXTS[language] * length for length in lengths)
    return (Words(f"{before}CALL{number}x"), note, Words(f" {after}"))


@cache
def made(seed: int) -> Document:
    """Paragraphs of various lengths, most with a note, tables and figures among them."""
    chance = random.Random(seed)
    blocks: list[object] = []
    for index in range(22):
        lengths = chance.randint(1, 7), chance.randint(0, 5)
        if chance.random() < 0.3:
            blocks.append(Paragraph({name: (Words(part * 4),) for name, part in TEXTS.items()}))
        content = {name: noted(name, index + 1, lengths) for name in TEXTS}
        blocks.append(ListBlock((content,)) if index % 7 == 3 else Paragraph(content))
        if index == 5:
            blocks.append(SIMPLE_TABLE)
        if index == 8:
            blocks.append(FIGURE)
    part = section("results", "results", (1,), text("结果", "Results"), *blocks)
    return replace(document(), sections=(part,), targets={})


def rendering(edition: str, theme_name: str = "journal", seed: int = 1) -> Rendering:
    theme, report = load_theme(theme_name), made(seed)
    drawings = {
        (figure.id, language): draw(figure, load_locale(language), theme, formats=("svg", "png"))
        for figure in report.figures()
        for language in ("zh", "en")
    }
    return Rendering(report, EDITIONS[edition], theme, drawings)


@cache
def pdf(edition: str, theme_name: str = "journal", seed: int = 1) -> bytes:
    return render(rendering(edition, theme_name, seed)).data


def numbered(page: pymupdf.Page, mark: str) -> list[tuple[int, pymupdf.Rect]]:
    """The numbers behind a mark on a page, each with its place, in order."""
    return [
        (int(number), pymupdf.Rect(word[:4]))
        for word in page.get_text("words", sort=False)
        for number in re.findall(rf"{mark}(\d+)x", word[4])
    ]


@pytest.mark.parametrize(
    ("edition", "theme", "seed"),
    [
        *(("zh", "journal", seed) for seed in (1, 2, 3)),
        *(("en", "journal", seed) for seed in (1, 2, 3)),
        ("parallel", "journal", 1),
        ("bilingual", "journal", 2),
        ("zh", "report", 1),
        ("en", "report", 2),
    ],
)
def test_notes_stand_at_the_foot_of_the_page_that_calls_them(
    edition: str, theme: str, seed: int
) -> None:
    pages = list(pymupdf.open(stream=pdf(edition, theme, seed)))
    tokens = load_theme(theme)
    found = 0
    for page in pages:
        calls, notes = numbered(page, "CALL"), numbered(page, "NOTE")
        ends = numbered(page, "END")
        called = [number for number, _ in calls]
        assert sorted(called) == sorted(number for number, _ in notes)
        assert sorted(called) == sorted(number for number, _ in ends)
        found += len(called)
        if not notes:
            continue
        top = min(place.y0 for _, place in notes)
        foot = page.rect.height - tokens.page.bottom
        body = [
            line
            for block in page.get_text("dict")["blocks"]
            for line in block.get("lines", ())
            if max(span["size"] for span in line["spans"]) > tokens.tables.size
            and line["bbox"][1] < foot
        ]
        assert max(line["bbox"][3] for line in body) <= top + 1, page.number
        assert max(place.y1 for _, place in ends) <= foot + 1
        firsts = {"".join(span["text"] for span in line["spans"]).strip()[:1] for line in body}
        assert not firsts & set(CIRCLED), "no line begins with a mark"
        right = max(line["bbox"][2] for line in body)
        assert max(place.x1 for _, place in ends) <= right + 1
    assert found == 22 * len(EDITIONS[edition].body)
    assert len(pages) > 2


@pytest.mark.parametrize(("edition", "seed"), [("zh", 1), ("zh", 2), ("en", 1)])
def test_marks_of_lists_stand_beside_their_items(edition: str, seed: int) -> None:
    """Columns are filled several times; a mark is where the last filling that counts has it."""
    found = 0
    for page in pymupdf.open(stream=pdf(edition, "journal", seed)):
        words = [word[:5] for word in page.get_text("words")]
        for x, y, *_ in (word for word in words if word[4] == "•"):
            found += 1
            assert any(abs(other[1] - y) < 6 and 0 < other[0] - x < 40 for other in words)
    assert found == 3


def test_notes_of_a_page_come_in_the_order_of_their_marks() -> None:
    for page in pymupdf.open(stream=pdf("zh")):
        places = sorted(numbered(page, "NOTE"), key=lambda found: found[1].y0)
        numbers = [number for number, _ in places]
        assert numbers == sorted(numbers)


@pytest.mark.parametrize("edition", ["zh", "en", "parallel"])
def test_a_mark_is_a_reference_and_its_note_has_label_name_and_language(edition: str) -> None:
    structure = Structure(pdf(edition))
    assert structure_faults(structure) == []
    notes = [tag for tag in structure.root.find("Note") if "NOTE" in structure.letters(tag)]
    assert len(notes) == 22 * len(EDITIONS[edition].body)
    assert len({note.identity for note in notes}) == len(notes)
    for note in notes:
        call = before(note)
        (said, *_) = re.findall(r"NOTE(\d+)x", structure.letters(note))
        is_chinese = note.language.startswith("zh")
        number = int(said)
        mark = CIRCLED[number - 1] if is_chinese and number <= len(CIRCLED) else str(number)
        (label, *_) = note.find("Lbl")
        assert (call.role, structure.letters(call)) == ("Reference", mark)
        assert structure.letters(label) == mark


def before(tag: Tag) -> Tag:
    """The tag that comes before another in the same element."""
    assert tag.parent is not None
    kids = [kid for kid in tag.parent.kids if isinstance(kid, Tag)]
    return kids[kids.index(tag) - 1]


@pytest.mark.parametrize("edition", ["zh", "en"])
def test_validators_find_no_error_in_a_page_with_notes(edition: str, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf(edition))
    assert [each.message for each in pdfua.validate(str(path)).findings] == []
    result = outloud.check(str(path))
    assert [each.message for each in result.findings if each.severity == "error"] == []


@pytest.mark.parametrize("edition", ["zh", "en", "bilingual"])
def test_marks_of_the_html_edition_lead_to_their_notes_and_back(edition: str) -> None:
    page = html.fromstring(web.render(rendering(edition)).data)
    calls = page.xpath("//a[@role='doc-noteref']")
    assert len(calls) == 22 * len(EDITIONS[edition].body)
    for call in calls:
        (note,) = page.xpath(f"//li[@id='{call.get('href')[1:]}']")
        (back,) = note.xpath("a[@role='doc-backlink']")
        (number,) = re.findall(r"NOTE(\d+)x", note.text_content())
        assert back.get("href") == f"#{call.get('id')}"
        assert back.text == call.text
        assert call.text in call.get("aria-label")
        assert call.text in back.get("aria-label")
        sentence = call.getparent().getparent().text_content()
        assert f"CALL{number}x{call.text}" in sentence
        assert "NOTE" not in sentence
    assert len(page.xpath("//*[@role='doc-endnotes']")) == len(EDITIONS[edition].body)


def test_axe_finds_nothing_and_a_mark_can_be_followed_in_a_browser(tmp_path: Path) -> None:
    (tmp_path / "report.html").write_bytes(web.render(rendering("parallel")).data)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        page = browser.new_page(bypass_csp=True)
        page.goto((tmp_path / "report.html").as_uri())
        assert [each["id"] for each in Axe().run(page).response["violations"]] == []
        page.get_by_label("注③", exact=True).click()
        assert page.url.endswith("#note-zh-3")
        expect(page.locator("#note-zh-3")).to_be_in_viewport()
        page.get_by_label("返回正文的注③", exact=True).click()
        expect(page.locator("#note-call-zh-3")).to_be_in_viewport()
        browser.close()


@pytest.mark.parametrize("edition", ["zh", "en", "bilingual"])
def test_word_has_notes_of_its_own(edition: str, tmp_path: Path) -> None:
    data = docx.render(rendering(edition)).data
    assert audit(data, tmp_path) == []
    with ZipFile(BytesIO(data)) as file:
        text, notes = (
            etree.fromstring(file.read(f"word/{name}.xml")) for name in ("document", "footnotes")
        )
    said = {note.get(f"{W}id"): "".join(note.itertext()) for note in notes.iter(f"{W}footnote")}
    calls = list(text.iter(f"{W}footnoteReference"))
    assert len(calls) == 22 * len(EDITIONS[edition].body) == len(said) - 2
    for call in calls:
        run = call.getparent()
        (number,) = re.findall(r"CALL(\d+)x$", "".join(run.getprevious().itertext()))
        assert f"NOTE{number}x" in said[call.get(f"{W}id")]
        assert f"END{number}x" in said[call.get(f"{W}id")]
    is_written = {call.get(f"{W}customMarkFollows") for call in calls}
    assert is_written == ({"1"} if len(EDITIONS[edition].body) > 1 else {None})


def test_libreoffice_prints_the_notes_of_word_on_the_page_that_calls_them(tmp_path: Path) -> None:
    pages = list(pymupdf.open(to_pdf(docx.render(rendering("zh")).data, tmp_path)))
    assert "①" in bare(pages[0].get_text())
    for page in pages:
        called = {number for number, _ in numbered(page, "CALL")}
        assert called == {number for number, _ in numbered(page, "NOTE")}


def test_the_ledger_has_the_numbers_of_notes() -> None:
    ledger = write_ledger(made(1), {}).decode("utf-8-sig")
    row = next(line for line in ledger.splitlines() if line.startswith(SHARE.estimate.id + ","))
    assert [f"sec:results note {number}" in row for number in (1, 22)] == [True, True]
