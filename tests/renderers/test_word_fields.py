"""Fields are right when a file is opened, and the same when they are updated, as F9 does in Word.

LibreOffice updates them here: captions are counted anew, references read anew, lists made anew.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import ndiff
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from reportgen.document import Figure, Table
from reportgen.editions import EDITIONS
from reportgen.locales import load_locale
from reportgen.renderers.docx import render
from reportgen.renderers.wording import label
from reportgen.theme import load_theme
from tests.renderers import docx_sample as sample
from tests.renderers.docx_office import paragraphs_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PAGE = re.compile(r"\t\d+$")
"""What an entry of a list ends in: the tab and the page."""
every_edition = pytest.mark.parametrize("edition", sorted(EDITIONS))


@cache
def made(edition: str) -> bytes:
    return render(replace(sample.rendering(edition), theme=load_theme("report"))).data


@cache
def root(edition: str) -> etree._Element:
    with zipfile.ZipFile(BytesIO(made(edition))) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def text_of(element: etree._Element) -> str:
    signs = {f"{W}t": None, f"{W}tab": "\t"}
    runs = (each for each in element.iter(*signs) if each.getparent().tag == f"{W}r")
    return "".join(signs[each.tag] or each.text or "" for each in runs)


def lists(edition: str) -> Iterator[tuple[str, list[etree._Element]]]:
    """The instruction of each list and its paragraphs: those that its field goes through."""
    instruction, entries, depth = "", [], 0
    for paragraph in root(edition).iter(f"{W}p"):
        for run in paragraph.iter(f"{W}r"):
            code = run.findtext(f"{W}instrText") or ""
            if code.split()[:1] == ["TOC"]:
                instruction, entries = code.strip(), []
            marks = [mark.get(f"{W}fldCharType") for mark in run.iter(f"{W}fldChar")]
            depth += marks.count("begin") - marks.count("end")
        if instruction:
            entries.append(paragraph)
        if instruction and not depth:
            yield instruction, entries
            instruction = ""


@every_edition
def test_updating_all_fields_changes_nothing(edition: str, tmp_path: Path) -> None:
    before, after = (
        paragraphs_of(made(edition), tmp_path, is_updated=updated, in_word_faces=True)
        for updated in (False, True)
    )
    # LibreOffice puts a space behind the number of a heading into the entries that it makes, though
    # the list that counts them has a wider gap there.
    after = [text.replace("\u2002 ", "\u2002") for text in after]
    assert [line for line in ndiff(before, after) if line[0] in "+-"] == []
    entries = sum(len(paragraphs) for _, paragraphs in lists(edition))
    paged = [text for text in after if PAGE.search(text)]
    assert len(paged) == entries, "each entry of a list ends in its page, and nothing else does"


@every_edition
def test_no_field_asks_to_be_updated_when_the_file_is_opened(edition: str) -> None:
    with zipfile.ZipFile(BytesIO(made(edition))) as archive:
        assert b"updateFields" not in archive.read("word/settings.xml")
        for name in archive.namelist():
            assert b"w:dirty" not in archive.read(name)


@every_edition
def test_the_lists_name_each_table_and_figure_in_each_language_and_link_to_it(
    edition: str,
) -> None:
    expected: dict[str, list[str]] = {}
    document = sample.document()
    for language in EDITIONS[edition].body:
        locale = load_locale(language)
        for kind, word in ((Table, "table"), (Figure, "figure")):
            sequence = locale.words[word].replace("{number}", "").strip()
            expected[f'TOC \\h \\z \\c "{sequence}"'] = [
                label(block, locale).replace(" ", "\u00a0")
                + locale.word("caption_gap")
                + "".join(words.text for words in block.title[language])
                for block in document.blocks()
                if isinstance(block, kind)
            ]
    found = {
        code: [PAGE.sub("", text_of(each)) for each in entries] for code, entries in lists(edition)
    }
    contents = found.pop('TOC \\o "1-2" \\h \\z \\u')
    assert found == expected
    assert len(contents) == len(set(contents)) > 5
    bookmarks = {
        mark.get(f"{W}name"): mark.getparent() for mark in root(edition).iter(f"{W}bookmarkStart")
    }
    for code, entries in lists(edition):
        for entry in entries:
            (link,) = entry.iter(f"{W}hyperlink")
            target = text_of(bookmarks[link.get(f"{W}anchor")])
            named = PAGE.sub("", text_of(entry))
            assert named == target or code.endswith("\\u")
            assert named.endswith(target) or target.endswith(named)


def test_a_line_of_dots_leads_to_the_pages_of_a_list() -> None:
    with zipfile.ZipFile(BytesIO(made("zh"))) as archive:
        styles = etree.fromstring(archive.read("word/styles.xml"))
    names: Mapping[str, etree._Element] = {
        style.find(f"{W}name").get(f"{W}val"): style for style in styles.iter(f"{W}style")
    }
    measure = load_theme("report").settings["zh"].measure
    for name in ("toc 1", "toc 2", "table of figures"):
        (tab,) = names[name].iterfind(f"{W}pPr/{W}tabs/{W}tab")
        assert (tab.get(f"{W}val"), tab.get(f"{W}leader")) == ("right", "dot")
        assert int(tab.get(f"{W}pos")) / 20 == pytest.approx(min(measure, 440), abs=11)


def test_a_theme_without_lists_prints_none() -> None:
    data = render(sample.rendering("zh")).data
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert b"TOC" not in archive.read("word/document.xml")
