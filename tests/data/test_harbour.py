"""The invented society's report: a look that is the journal's in no token, and builds in full."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from lxml import html

from reportgen.editions import EDITIONS
from reportgen.pipeline import build
from reportgen.theme import read_theme
from tests.renderers.docx_office import bare
from tests.word_validity import findings

FOLDER = Path(__file__).resolve().parents[2] / "data" / "harbour-society"
FORMATS = ("pdf", "docx", "html")
OPTIONAL = {"locales", "fonts", "captions"}
"""Where the journal says nothing."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("harbour")
    build(FOLDER, folder)
    return folder


def tokens(name: str) -> Mapping[str, Any]:
    return {
        ".".join(map(str, key)): value for key, value in read_theme(name, project=FOLDER).tokens()
    }


def test_every_token_of_the_journal_has_another_value() -> None:
    journal, harbour = tokens("journal"), tokens("harbour")
    assert len(journal) > 120
    same = [key for key, value in journal.items() if harbour.get(key, None) == value]
    assert same == []
    added = {key.partition(".")[0] for key in harbour.keys() - journal.keys()}
    assert added <= OPTIONAL


def test_every_edition_is_built_in_every_format(built: Path) -> None:
    names = {f"report.{edition}.{kind}" for edition in EDITIONS for kind in FORMATS}
    assert {path.name for path in built.iterdir()} == {*names, "report.numbers.csv"}


@pytest.mark.parametrize("edition", EDITIONS)
def test_word_finds_no_fault(built: Path, edition: str) -> None:
    assert findings((built / f"report.{edition}.docx").read_bytes()) == []


def pages(built: Path, edition: str) -> Iterator[str]:
    with pymupdf.open(built / f"report.{edition}.pdf") as pdf:
        for page in pdf:
            yield page.get_text()


def test_its_own_font_words_and_numbers_are_printed(built: Path) -> None:
    with pymupdf.open(built / "report.en.pdf") as pdf:
        fonts = {font[3].partition("+")[2] for page in pdf for font in page.get_fonts()}
        assert [font for font in fonts if font.startswith("Harbour-Serif")]
    text = bare("".join(pages(built, "en")))
    for words in ("Fig.1", "Tab.2", "Inbrief", "Whatisinside", "59%"):
        assert words in text
    assert "59.8%" not in text


def test_one_block_and_one_table_are_its_own(built: Path) -> None:
    page = html.parse(built / "report.en.html")
    assert page.xpath("//header[@class='cover']//p[@class='cover-name']")
    (framed,) = page.xpath("//div[@class='framed']//caption")
    assert "Views on opening at night" in framed.text_content()
    assert len(page.xpath("//table[not(ancestor::details)]")) == 2
