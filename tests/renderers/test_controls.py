"""Content controls: what stands in them, by which key, and what a second reader makes of them."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from reportgen.document import Definitions, Form, Number, Paragraph, Words
from reportgen.editions import EDITIONS
from reportgen.errors import Place
from reportgen.locales import load_locale
from reportgen.renderers.docx import render
from reportgen.renderers.docx.inlines import plain_number
from reportgen.renderers.docx.legend import (
    FigureEntry,
    Legend,
    NumberEntry,
    TableEntry,
    key_of,
    number_entry,
    printing,
    read_legend,
)
from reportgen.renderers.docx.opening import WordFile, opened
from reportgen.renderers.docx.places import text_of
from reportgen.survey import Item, ItemType, ResponseOption
from reportgen.text import Text
from tests.renderers import docx_sample as sample
from tests.renderers.docx_office import audit

NAMES = sorted(EDITIONS)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def made(edition: str) -> WordFile:
    return opened(render(sample.rendering(edition)).data, Place("made.docx"))


@cache
def root(edition: str) -> etree._Element:
    return made(edition).tree("word/document.xml")


def legend(word: WordFile) -> Legend:
    (name,) = word.related(word.main, "customXml")
    found = read_legend(word.tree(name))
    assert found is not None
    return found


def controls(element: etree._Element) -> dict[str, list[etree._Element]]:
    found: dict[str, list[etree._Element]] = {}
    for control in element.iter(f"{W}sdt"):
        key = control.find(f"{W}sdtPr/{W}tag").get(f"{W}val")
        found.setdefault(key, []).append(control.find(f"{W}sdtContent"))
    return found


@pytest.mark.parametrize("edition", NAMES)
def test_each_control_holds_what_its_key_says(edition: str) -> None:
    found, entries = controls(root(edition)), legend(made(edition)).entries
    assert found
    assert found.keys() <= entries.keys(), "footnotes have some, too"
    for key, contents in found.items():
        entry = entries[key]
        for content in contents:
            if isinstance(entry, NumberEntry):
                assert text_of(content) == entry.printed
            elif isinstance(entry, TableEntry):
                (table,) = content
                texts = [text_of(each) for each in table.iter(f"{W}p")]
                assert texts == [cell for row in entry.rows for cell in row]
            else:
                assert content.find(f".//{W}drawing") is not None


def test_a_number_is_printed_as_the_locale_prints_it() -> None:
    for language in ("zh", "en"):
        entry = legend(made(language)).entries[key_of(sample.SHARE, language)]
        assert isinstance(entry, NumberEntry)
        assert entry.printed == plain_number(sample.SHARE, load_locale(language))
        assert (entry.item, entry.option, entry.form) == ("awareness", "initial", "share")


@pytest.mark.parametrize("edition", NAMES)
def test_ids_are_unique_and_keys_short(edition: str) -> None:
    ids = [each.get(f"{W}val") for each in root(edition).iterfind(f".//{W}sdtPr/{W}id")]
    assert len(ids) == len(set(ids))
    assert all(0 < int(each) < 2**31 for each in ids)
    for name in ("tag", "alias"):
        values = [each.get(f"{W}val") for each in root(edition).iterfind(f".//{W}sdtPr/{W}{name}")]
        assert all(0 < len(value) <= 64 for value in values)


def test_every_table_and_figure_stands_in_one_in_each_language() -> None:
    keys = [key for key in controls(root("parallel")) if not key.startswith("num:")]
    assert sorted(keys) == sorted(
        f"{kind}:{language}"
        for kind in ("tbl:awareness", "tbl:barriers", "tbl:wide", "fig:barriers")
        for language in ("zh", "en")
    )


def test_a_key_does_not_depend_on_the_text_around() -> None:
    document = sample.document()
    first = document.sections[0]
    words = Paragraph({name: (Words("§"), sample.SHARE) for name in ("zh", "en")})
    longer = replace(first, blocks=(words, *first.blocks))
    changed = replace(document, sections=(longer, *document.sections[1:]))
    rendering = replace(sample.rendering("zh"), document=changed)
    after = controls(opened(render(rendering).data, Place("x")).tree("word/document.xml"))
    before = controls(root("zh"))
    key = key_of(sample.SHARE, "zh")
    assert after.keys() == before.keys() | {key}
    assert len(after[key]) == len(before.get(key, [])) + 1


def test_a_key_says_which_estimate_form_language_and_part() -> None:
    other = replace(sample.SHARE.estimate, option="none")
    keys = {
        key_of(sample.SHARE, "zh"),
        key_of(sample.SHARE, "en"),
        key_of(sample.SHARE, "zh", "first"),
        key_of(Number(sample.SHARE.estimate, Form.PERCENT), "zh"),
        key_of(Number(other, Form.SHARE), "zh"),
    }
    assert len(keys) == 5
    recounted = replace(sample.SHARE.estimate, count=1)
    assert key_of(Number(recounted, Form.SHARE), "zh") in keys


def test_the_title_says_in_words_what_a_number_is() -> None:
    estimate, rendering = sample.SHARE.estimate, sample.rendering("zh")
    item = Item(
        name="awareness",
        survey=estimate.survey,
        type=ItemType.SELECT_ONE,
        label=Text({"zh": "了解程度", "en": "Awareness"}),
        options=(ResponseOption(str(estimate.option), Text({"zh": "初步了解"})),),
    )
    document = replace(rendering.document, definitions=Definitions({"awareness": item}))
    word = opened(render(replace(rendering, document=document)).data, Place("x"))
    titles = {
        each.find(f"{W}tag").get(f"{W}val"): each.find(f"{W}alias").get(f"{W}val")
        for each in word.tree("word/document.xml").iter(f"{W}sdtPr")
    }
    assert titles[key_of(sample.SHARE, "zh")] == "了解程度；初步了解"


def test_the_legend_is_read_as_it_was_written() -> None:
    entry = printing(printing(number_entry(sample.SHARE, "zh", "1%"), "2%"), "3%")
    entries = [
        entry,
        TableEntry("a" * 80, "zh", (("甲\n乙", ""), (" <5", "&"))),
        FigureEntry("b", "en", "abc"),
    ]
    written = Legend("zh", {each.key: each for each in entries})
    assert max(map(len, written.entries)) <= 64
    assert read_legend(etree.fromstring(written.to_xml())) == written
    assert entry.earlier == ("1%", "2%")


def test_a_legend_whose_keys_were_changed_is_not_believed() -> None:
    entry = number_entry(sample.SHARE, "zh", "1%")
    spoilt = Legend("zh", {entry.key: entry}).to_xml().replace(b'"share"', b'"count"')
    found = read_legend(etree.fromstring(spoilt))
    assert found is not None
    assert found.entries == {}


def test_frames_are_hidden_and_old_readers_may_pass_over_that() -> None:
    part = made("zh").parts["word/document.xml"].decode()
    start = part[: part.index("<w:body")]
    assert 'Ignorable="w15"' in start
    assert "xmlns:w15=" in start
    assert part.count("<w15:appearance") == part.count("<w:text/>") > 0


def test_the_part_stands_where_word_looks_for_it() -> None:
    word = made("zh")
    (name,) = word.related(word.main, "customXml")
    (properties,) = word.related(name, "customXmlProps")
    assert {name, properties} <= word.parts.keys()
    types = word.parts["[Content_Types].xml"].decode()
    assert f'PartName="/{properties}"' in types


def test_a_file_without_numbers_has_no_legend() -> None:
    document = sample.document()
    bare = replace(document, sections=(), front=replace(document.front, abstract=None), targets={})
    data = render(replace(sample.rendering("zh"), document=bare)).data
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if name.startswith("customXml")]


def test_the_audit_finds_nothing(tmp_path: Path) -> None:
    assert audit(render(sample.rendering("parallel")).data, tmp_path) == []
