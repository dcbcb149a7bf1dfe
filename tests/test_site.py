"""The documentation site: it builds without a warning, and has all it must, in Chinese too."""

from __future__ import annotations

import html
import importlib.util
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from PIL import Image
from playwright.sync_api import Page, Request, sync_playwright

from reportgen.charts import CHARTS
from reportgen.messages import catalogue
from reportgen.messages.phrases import general
from reportgen.theme import read_theme
from tests.test_docs import OF_THE_SHELL, commands, functions, names, options
from tests.walkthrough import blocks

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
LANGUAGES = {"en": "", "zh": "zh"}
"""Each language, and the folder of its pages within the site."""
SOURCES = sorted(
    path
    for path in DOCS.rglob("*.md")
    if not path.name.endswith(".zh.md") and "examples" not in path.parts
)
CHROMIUM = {
    "executable_path": "/usr/bin/chromium",
    "args": ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync"],
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built in mkdocs' strict mode."""
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stderr
    return folder


class Reading(HTMLParser):
    """What a page says in its main part, its ids, and what it links to and loads."""

    def __init__(self) -> None:
        super().__init__()
        self.code: list[str] = []
        self.headings: list[str] = []
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.language = ""
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attrs}
        if tag == "html":
            self.language = found["lang"]
        if "id" in found:
            self.ids.add(found["id"])
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        if tag in ("img", "script") and "src" in found:
            self.loaded.append(found["src"])
        if tag == "link" and found.get("rel") in ("stylesheet", "icon", "preload"):
            self.loaded.append(found["href"])
        if tag in ("code", "h1", "h2", "h3"):
            self._open.append(tag)
            (self.code if tag == "code" else self.headings).append("")

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if "code" in self._open:
            self.code[-1] += data
        if self._open and self._open[0] != "code":
            self.headings[-1] += data


@cache
def reading(path: Path) -> Reading:
    found = Reading()
    found.feed(path.read_text(encoding="utf-8"))
    return found


def written(path: Path) -> str:
    """The words of a page, without its markup."""
    return html.unescape(re.sub(r"<[^>]+>", "", path.read_text(encoding="utf-8")))


def pages(site: Path) -> list[Path]:
    return [path for path in site.rglob("*.html") if path.name != "404.html"]


def reference(site: Path, language: str) -> str:
    """All code of the reference pages and the messages of one language."""
    folder = site / LANGUAGES[language]
    found = [*(folder / "reference").glob("*.html"), *folder.glob("messages.html")]
    return "\n".join(code for path in found for code in reading(path).code)


def wanted() -> Iterator[tuple[str, str]]:
    """Everything that the reference must have: its kind, and its name."""
    yield from names()
    yield from (("command", f"reportgen {name}") for name in commands() if name)
    yield from (("option", name) for name in options() if name not in OF_THE_SHELL)
    yield from (("function", f"{name}(") for name in functions())
    yield from (("chart kind", name) for name in CHARTS)
    yield from (("token", ".".join(map(str, key))) for key, _ in read_theme("journal").tokens())


def test_every_page_is_there_in_both_languages(site: Path) -> None:
    for source in SOURCES:
        page = source.relative_to(DOCS).with_suffix(".html")
        assert source.with_suffix(".zh.md").is_file(), source
        for language, folder in LANGUAGES.items():
            assert reading(site / folder / page).language == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reference_has_all_names(site: Path, language: str) -> None:
    text = reference(site, language)
    for kind, name in wanted():
        assert re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) or (
            name.endswith("(") and name in text
        ), f"the reference has no {kind} {name}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reference_explains_every_error_code(site: Path, language: str) -> None:
    text = written(site / LANGUAGES[language] / "messages.html")
    for entry in catalogue().values():
        assert entry.code in text
        for part in (entry.headline(language), general(entry.wordings[language].mend)):
            assert part.replace("`", "") in text, entry.code


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_kind_has_its_picture(site: Path, language: str) -> None:
    page = site / LANGUAGES[language] / "reference" / "charts.html"
    shown = {(page.parent / source).read_bytes() for source in reading(page).loaded}
    for kind in CHARTS:
        assert (DOCS / "images" / "charts" / f"{kind}.{language}.journal.png").read_bytes() in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_gallery_has_every_chart_kind_in_both_themes_and_languages(
    site: Path, language: str
) -> None:
    page = site / LANGUAGES[language] / "gallery.html"
    shown = {Path(source).name for source in reading(page).loaded}
    for kind in CHARTS:
        for theme in ("journal", "report"):
            assert {f"{kind}.zh.{theme}.png", f"{kind}.en.{theme}.png"} <= shown


def test_links_and_anchors_lead_somewhere(site: Path) -> None:
    for page in pages(site):
        for link in reading(page).links:
            address = urlsplit(link)
            if address.scheme or link.startswith("#__"):
                continue
            target = (page.parent / unquote(address.path)).resolve() if address.path else page
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), f"{page}: {link}"
            if address.fragment and target.suffix == ".html":
                assert unquote(address.fragment) in reading(target).ids, f"{page}: {link}"


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    for page in pages(site):
        for source in reading(page).loaded:
            assert not urlsplit(source).netloc, f"{page}: {source}"
            assert (page.parent / unquote(urlsplit(source).path)).resolve().is_file(), source
    for sheet in site.rglob("*.css"):
        assert not re.search(r"url\(\s*[\"']?https?:", sheet.read_text(encoding="utf-8")), sheet


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(DOCS)))
def test_both_languages_have_the_same_parts(source: Path) -> None:
    other = source.with_suffix(".zh.md")
    texts = [re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)
             for path in (source, other)]  # fmt: skip
    levels = [[len(mark) for mark in re.findall(r"^(#+) ", text, re.M)] for text in texts]
    assert levels[0] == levels[1]
    pairs = [[(block.language, block.mark, _uncommented(block.text)) for block in blocks(path)
              if block.language != "text" or block.mark.startswith("edit")]
             for path in (source, other)]  # fmt: skip
    assert pairs[0] == pairs[1]
    rows = [len(re.findall(r"^\|", text, re.M)) for text in texts]
    assert rows[0] == rows[1]


def _uncommented(text: str) -> str:
    return re.sub(r"\s*#.*", "", text)


@pytest.mark.parametrize("path", sorted((DOCS / "images").rglob("*.png")), ids=lambda p: p.name)
def test_a_picture_is_small_and_shown(path: Path) -> None:
    with Image.open(path) as picture:
        assert min(picture.size) > 200
    if path.parent.name in ("charts", "themes"):
        assert path.stat().st_size <= 150_000
    used = "\n".join(page.read_text(encoding="utf-8") for page in DOCS.rglob("*.md"))
    assert path.name in used


def script(name: str) -> ModuleType:
    """A script of the project, as a module."""
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module
    finally:
        sys.path.pop(0)


def test_the_reference_is_what_the_program_says() -> None:
    made, _, faults = script("make_reference").pages()
    assert faults == [], "docs/reference/zh.yaml: make_reference.py --texts, and translate"
    there = {path.relative_to(DOCS).as_posix() for path in DOCS.glob("reference/*.md")}
    assert there <= set(made)
    for name, page in made.items():
        written = (DOCS / name).read_text(encoding="utf-8")
        assert written == page, f"{name} is out of date: run scripts/make_reference.py"


def test_chinese_is_divided_into_the_terms_of_the_glossary() -> None:
    hooks = script("site_hooks")
    terms = hooks.vocabulary(DOCS / "glossary.md")
    assert hooks.words("受访者的题目无回答", terms) == ["受访者", "的", "题目无回答"]


def test_each_language_has_a_search_index_of_its_own(site: Path) -> None:
    for language, folder in LANGUAGES.items():
        index = json.loads((site / folder / "search" / "search_index.json").read_bytes())
        places = [entry["location"].partition("#")[0] for entry in index["docs"]]
        assert places
        for place in set(places):
            assert reading(site / folder / place).language == language


@pytest.fixture(scope="module")
def browser_page(site: Path) -> Iterator[tuple[Page, list[str]]]:
    """A page in Chromium, and what it asked the network for."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if urlsplit(request.url).scheme not in ("file", "data", "about", "blob"):
            asked.append(request.url)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.on("request", note)
        yield page, asked
        browser.close()


READY = """() => ["Type to start searching", "键入以开始搜索"].includes(
    document.querySelector(".md-search-result__meta").textContent.trim())"""
"""Whether the page has read its index."""


@pytest.mark.parametrize(
    ("language", "query", "title"), [("zh", "数字台账", "数字台账"), ("en", "ledger", "ledger")]
)
def test_a_reader_finds_a_page_from_a_disk(
    site: Path, browser_page: tuple[Page, list[str]], language: str, query: str, title: str
) -> None:
    page, asked = browser_page
    page.goto((site / LANGUAGES[language] / "index.html").as_uri())
    page.click("input.md-search__input")
    page.wait_for_function(READY)
    page.keyboard.insert_text(query)
    page.keyboard.press("End")  # as an input method does, and the page listens to keys
    page.wait_for_selector(".md-search-result__item h2, .md-search-result__item h1")
    found = page.inner_text(".md-search-result__list").replace("\u200b", "")
    assert title in found
    assert asked == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_is_wider_than_the_screen(
    site: Path, browser_page: tuple[Page, list[str]], language: str, width: int
) -> None:
    page, _ = browser_page
    page.set_viewport_size({"width": width, "height": 900})
    for path in pages(site / LANGUAGES[language]):
        if reading(path).language == language:
            page.goto(path.as_uri(), wait_until="domcontentloaded")
            wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert wide <= 0, f"{path.relative_to(site)} is {wide} pixels too wide at {width}"


def test_the_fonts_of_the_site_have_its_characters(
    site: Path, browser_page: tuple[Page, list[str]]
) -> None:
    page, _ = browser_page
    page.goto((site / "zh" / "writing.html").as_uri())
    page.evaluate("document.fonts.ready.then(() => true)")
    loaded = page.evaluate(
        "[...document.fonts].filter(face => face.status === 'loaded').map(face => face.family)"
    )
    assert {name.strip('"') for name in loaded} >= {"Site Han", "Site Sans"}


def test_the_workflow_that_is_shown_can_be_read() -> None:
    for page in ("how-to/continuous-integration.md", "how-to/continuous-integration.zh.md"):
        (workflow,) = [block.text for block in blocks(DOCS / page) if block.language == "yaml"]
        assert "jobs" in yaml.safe_load(workflow)
