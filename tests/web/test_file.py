"""The file by itself: it asks for nothing, is whole without its script, and can be printed."""

from __future__ import annotations

import io
import re
from base64 import b64decode, b64encode
from hashlib import sha256
from pathlib import Path

import pymupdf
import pytest
from fontTools.ttLib import TTFont
from lxml import html
from PIL import Image
from playwright.sync_api import Browser, expect

from reportgen.theme import load_theme
from tests.web.conftest import EDITIONS, Opened

MOST = {"zh": 800_000, "en": 450_000, "bilingual": 820_000, "parallel": 1_050_000}
"""Bytes of a file of the reference report, which was 2.7 MB with TrueType and every feature."""


@pytest.fixture(params=[*EDITIONS, "report"])
def source(request: pytest.FixtureRequest, built: Path) -> str:
    name = "report/report.parallel" if request.param == "report" else f"report.{request.param}"
    return (built / f"{name}.html").read_text("utf-8")


def test_nothing_is_asked_for(browser: Browser, built: Path, tmp_path: Path) -> None:
    context = browser.new_context(record_har_path=tmp_path / "log.har")
    asked: list[str] = []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    file = (built / "report.parallel.html").as_uri()
    page.goto(file)
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    page.locator("button.dark").click()
    page.wait_for_load_state("networkidle")
    context.close()
    assert [url for url in asked if not url.startswith("data:")] == [file]
    assert re.findall(r'"url": "(?!data:|file:)', (tmp_path / "log.har").read_text("utf-8")) == []


def test_the_policy_lets_its_own_script_run_and_no_other(source: str) -> None:
    tree = html.document_fromstring(source)
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    (script,) = re.findall(r"<script>(.*?)</script>", source, re.DOTALL)
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == f"'sha256-{digest}'"
    assert rules["font-src"] == rules["img-src"] == "data:"
    assert tree.xpath("//@*[starts-with(name(), 'on')]") == []
    assert tree.xpath("//script/@src | //link | //iframe | //base") == []
    assert "reportgen:" not in source


def test_a_script_that_gets_in_does_not_run(browser: Browser, built: Path, tmp_path: Path) -> None:
    text = (built / "report.en.html").read_text("utf-8")
    hostile = '<img src="x" onerror="document.title = 1"><script>document.title = 2</script>'
    file = tmp_path / "hostile.html"
    file.write_text(text.replace("<main ", f"{hostile}<main ", 1), "utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    page.wait_for_timeout(300)
    assert page.title().startswith("Artificial intelligence")
    expect(page.locator("html")).to_have_class("en scripted")
    page.close()


def test_fonts_are_woff2_and_have_what_the_page_prints(source: str) -> None:
    fonts = re.findall(
        r'font-family: ("[^"]+"); [^}]*url\(data:font/woff2;base64,([^)]+)\)', source
    )
    assert len(fonts) > 8
    known: set[int] = set()
    for _, data in fonts:
        with TTFont(io.BytesIO(b64decode(data))) as font:
            assert font.flavor == "woff2"
            known |= set(font.getBestCmap())
    tree = html.document_fromstring(source)
    shown = {character for text in tree.xpath("//body//text()") for character in str(text)}
    unseen = {"\n", "\u200b", "\u2060"}
    assert {character for character in shown - unseen if ord(character) not in known} == set()


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_file_can_be_sent_by_mail(built: Path, edition: str) -> None:
    assert (built / f"report.{edition}.html").stat().st_size < MOST[edition]


@pytest.mark.parametrize("edition", EDITIONS)
def test_it_is_whole_without_its_script(look: Opened, edition: str) -> None:
    bare = look(edition, java_script_enabled=False)
    page = look(edition)
    texts = "main :is(h1, h2, h3, p, li, th, td, caption, figcaption, summary)"
    assert bare.locator(texts).all_text_contents() == page.locator(texts).all_text_contents()
    for hidden in ("fieldset", "button", "[role=tooltip]"):
        for found in bare.locator(hidden).all():
            expect(found).to_be_hidden()
    assert bare.locator("[tabindex='0']").count() == 0
    expect(bare.locator("main h2").first).to_be_visible()
    expect(bare.get_by_role("navigation")).to_be_visible()
    bare.locator("details.data summary").first.click()
    expect(bare.locator("details.data table").first).to_be_visible()


def test_without_script_the_system_s_dark_is_followed(look: Opened) -> None:
    light, dark = (
        look("zh", java_script_enabled=False, color_scheme=scheme) for scheme in ("light", "dark")
    )
    shots = [page.screenshot() for page in (light, dark)]
    shades = [Image.open(io.BytesIO(shot)).convert("L").getpixel((1200, 20)) for shot in shots]
    assert shades[0] == 255
    assert shades[1] < 40


@pytest.mark.parametrize(
    ("edition", "width"), [("zh", 595.28), ("en", 595.28), ("parallel", 595.28)]
)
def test_it_prints(look: Opened, edition: str, width: float) -> None:
    """On A4, in the light, without the tools; what is open or dark on the screen doesn't matter."""
    page = look(edition, color_scheme="dark")
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    page.locator(".estimate[tabindex='0']").first.focus()
    data = page.pdf(prefer_css_page_size=True, print_background=True)
    with pymupdf.open(stream=data) as printed:
        assert 8 < len(printed) < 40
        assert all(abs(sheet.rect.width - width) < 1 for sheet in printed)
        text = "".join("".join(sheet.get_text().split()) for sheet in printed)
        for tool in ("跳到正文", "Skiptothetext", "深色", "目录", "Lackofexperts;"):
            assert tool not in text
        pixels = printed[0].get_pixmap(dpi=30, colorspace=pymupdf.csGRAY)
        assert pixels.pixel(5, 5)[0] == 255
        inside = [
            (word, sheet.number)
            for sheet in printed
            for word in sheet.get_text("words")
            if word[0] < 0 or word[2] > sheet.rect.width
        ]
        assert inside == []
        sizes = {
            round(span["size"], 1)
            for block in printed[0].get_text("dict")["blocks"]
            for line in block.get("lines", ())
            for span in line["spans"]
        }
        language = {"parallel": "zh"}.get(edition, edition)
        assert load_theme("journal").settings[language].size in sizes
