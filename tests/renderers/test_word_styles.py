"""Everything in a Word draft looks as a named style of its template says.

What may be set by hand stands in `ALLOWED`, each with its reason. All parts are walked: text,
notes, heads and feet, comments.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest
from lxml import etree

from reportgen.editions import EDITIONS
from reportgen.renderers.docx import render
from reportgen.renderers.docx.styles import STAND_INS, Styles
from reportgen.renderers.docx.template import make
from reportgen.renderers.docx.template.looks import DEFAULT_FONT, SHARED, once
from reportgen.theme import load_theme
from tests.renderers import docx_sample as sample

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
THEMES = ("journal", "report")
TEXT = ("word/document.xml", "word/footnotes.xml", "word/header", "word/footer", "word/comments")

ALLOWED: Mapping[str, Mapping[str, str]] = {
    "pPr": {
        "pStyle": "the style",
        "keepNext": "which of a table's rows stay together depends on how many there are",
        "numPr": "a numbered list that starts at one again; only the list itself can say so",
        "pageBreakBefore": "whether a section shares the page of the one before it",
        "framePr": "where on the page of the cover its notice stands",
        "spacing": "none below a heading that stands above the same one in another language",
        "sectPr": "where a section ends",
    },
    "rPr": {
        "rStyle": "the style",
        "rFonts": "only the hint that marks as “ and — are to come from the Chinese face",
    },
    "tblPr": {
        "tblStyle": "the style",
        "tblW": "the width of the text",
        "tblLayout": "columns keep the widths that were measured",
        "tblLook": "which parts of the style are used",
        "tblCaption": "what a reader's software says",
        "tblDescription": "the same",
    },
    "trPr": {
        "cantSplit": "no row is broken over two pages",
        "tblHeader": "a row of the head, which is repeated",
        "trHeight": "how deep the panel of the cover is",
    },
    "tcPr": {
        "tcW": "the width",
        "gridSpan": "a spanner",
        "vMerge": "a stub head beside two rows",
        "tcBorders": "a style can't tell the rows of a head from one another",
        "shd": "programs differ in which rows they colour in turn below a head of two rows",
    },
}


@cache
def parts(edition: str, theme: str) -> Mapping[str, etree._Element]:
    rendering = replace(sample.rendering(edition), theme=load_theme(theme))
    with zipfile.ZipFile(BytesIO(render(rendering).data)) as archive:
        return {
            name: etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith(".xml")
        }


def texts(edition: str, theme: str) -> Iterator[etree._Element]:
    for name, root in parts(edition, theme).items():
        if name.startswith(TEXT):
            yield root


def styles(edition: str, theme: str) -> Mapping[str, etree._Element]:
    root = parts(edition, theme)["word/styles.xml"]
    return {style.get(f"{W}styleId"): style for style in root.iter(f"{W}style")}


def value(element: etree._Element, path: str) -> str | None:
    found = element.find("/".join(W + name for name in path.split("/")))
    return None if found is None else found.get(f"{W}val")


every_draft = pytest.mark.parametrize(
    ("edition", "theme"), [(edition, theme) for edition in sorted(EDITIONS) for theme in THEMES]
)


@every_draft
def test_nothing_is_formatted_by_hand(edition: str, theme: str) -> None:
    found: set[tuple[str, str]] = set()
    for root in texts(edition, theme):
        for kind in ALLOWED:
            for properties in root.iter(W + kind):
                if properties.getparent().tag in (f"{W}rPr", f"{W}sdtPr"):
                    continue
                found |= {(kind, child.tag.removeprefix(W)) for child in properties}
    assert {(kind, name) for kind, name in found if name not in ALLOWED[kind]} == set()
    assert ("pPr", "pStyle") in found


@every_draft
def test_what_is_allowed_is_no_more_than_its_reason_says(edition: str, theme: str) -> None:
    for root in texts(edition, theme):
        for fonts in root.iter(f"{W}rFonts"):
            assert dict(fonts.attrib) == {f"{W}hint": "eastAsia"}
        for borders in root.iter(f"{W}tcBorders"):
            row = next(borders.iterancestors(f"{W}tr"))
            heads = row.getparent().findall(f"{W}tr/{W}trPr/{W}tblHeader")
            assert row.find(f"{W}trPr/{W}tblHeader") is not None
            assert len(heads) > 1
            assert [side.tag for side in borders] == [f"{W}bottom"]


@every_draft
def test_every_paragraph_and_table_has_a_style_of_the_template(edition: str, theme: str) -> None:
    known = styles(edition, theme)
    count = 0
    for root in texts(edition, theme):
        for tag, path, kind in (
            ("p", "pPr/pStyle", "paragraph"),
            ("tbl", "tblPr/tblStyle", "table"),
            ("rPr", "rStyle", "character"),
        ):
            for element in root.iter(W + tag):
                identity = value(element, path)
                if tag == "rPr" and identity is None:
                    continue
                assert known[identity].get(f"{W}type") == kind
                count += 1
    assert count > 100


def test_the_styles_that_the_issue_of_an_article_needs_are_there() -> None:
    names = {value(style, "name") for style in styles("zh", "journal").values()}
    assert names >= {
        *("Title", "Authors", "Affiliation", "Abstract", "Keywords", "Body Text"),
        *("heading 1", "heading 2", "heading 3", "Table Caption", "Figure Caption"),
        *("Three-Rule Table", "Table Text", "Table Number", "Note", "Reference"),
        *("footnote text", "footnote reference", "annotation text", "annotation reference"),
        *("TOC Heading", "toc 1", "toc 2", "table of figures", "header", "footer"),
    }


def test_chinese_text_is_indented_by_two_characters_and_english_is_not() -> None:
    for edition, expected in (("zh", "200"), ("en", None)):
        body = next(
            style
            for style in styles(edition, "journal").values()
            if value(style, "name") == "Body Text"
        )
        indent = body.find(f"{W}pPr/{W}ind")
        assert indent.get(f"{W}firstLineChars") == expected
        assert indent.get(f"{W}firstLine")
        assert value(body, "pPr/jc") == "both"


@pytest.mark.parametrize("theme", THEMES)
def test_chinese_setting_is_told_by_the_style_that_all_others_come_from(theme: str) -> None:
    """In the order of the schema, which Word insists on; the validators say so as well."""
    normal = styles("zh", theme)["Normal"]
    names = [child.tag.removeprefix(W) for child in normal.find(f"{W}pPr")]
    rules = ["kinsoku", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN"]
    assert [name for name in names if name in rules] == rules
    assert value(normal, "pPr/overflowPunct") == "0", "no mark hangs out of the measure"
    for style in styles("zh", theme).values():
        if style is not normal:
            assert not [rule for rule in rules if style.find(f"{W}pPr/{W}{rule}") is not None]


@every_draft
def test_each_style_says_its_languages_and_its_chinese_face(edition: str, theme: str) -> None:
    for identity, style in styles(edition, theme).items():
        tags = style.find(f"{W}rPr/{W}lang")
        fonts = style.find(f"{W}rPr/{W}rFonts")
        if fonts is not None:
            assert fonts.get(f"{W}eastAsia") in ("宋体", "黑体"), identity
        if tags is not None:
            assert {tags.get(f"{W}eastAsia"), tags.get(f"{W}val")} == {"zh-CN", "en-US"}, identity


def test_a_table_is_told_by_its_style_head_last_row_and_every_other_row() -> None:
    striped = load_theme("report")
    tables = striped.tables.model_copy(update={"stripe": "panel", "row_rule": 0.25})
    with zipfile.ZipFile(BytesIO(make(striped.model_copy(update={"tables": tables})))) as archive:
        root = etree.fromstring(archive.read("word/styles.xml"))
    (table,) = [
        style for style in root.iter(f"{W}style") if value(style, "name") == "Three-Rule Table"
    ]
    told = {part.get(f"{W}type"): part for part in table.iter(f"{W}tblStylePr")}
    assert list(told) == ["firstRow", "lastRow", "band1Horz", "band2Horz"]
    weights = {
        kind: part.find(f"{W}tcPr/{W}tcBorders/{W}bottom").get(f"{W}sz")
        for kind, part in told.items()
    }
    assert weights == {"firstRow": "6", "lastRow": "11", "band1Horz": "2", "band2Horz": "2"}
    fills = [kind for kind, part in told.items() if part.find(f"{W}tcPr/{W}shd") is not None]
    assert fills == ["firstRow", "band2Horz"]
    outer = {side.tag.removeprefix(W) for side in table.find(f"{W}tblPr/{W}tblBorders")}
    assert outer == {"top", "bottom"}, "three rules, and none at the sides"


def test_the_styles_that_languages_share_are_known_by_name() -> None:
    names = {style.name for style in once(load_theme("journal"))}
    assert names | {DEFAULT_FONT} == SHARED


@pytest.mark.parametrize("theme", THEMES)
def test_a_template_made_before_a_style_was_thought_of_still_serves(theme: str) -> None:
    """Other styles stand in for those that it lacks."""
    whole = make(load_theme(theme))
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        sheet = etree.fromstring(archive.read("word/styles.xml"))
    edition = EDITIONS["parallel"]
    for style in list(sheet.iter(f"{W}style")):
        name = value(style, "name").removesuffix(" (zh)").removesuffix(" (en)")
        if name in STAND_INS:
            sheet.remove(style)
    found = Styles(sheet, edition, sample.PLACE)
    for language in ("zh", "en"):
        for name, instead in STAND_INS.items():
            assert found.id(name, language) == found.id(instead, language)


def test_a_section_that_shares_a_page_stands_apart_from_the_one_before() -> None:
    for theme, expected in (("journal", None), ("report", 0)):
        joined = {value(style, "name"): style for style in styles("zh", theme).values()}.get(
            "Joined heading 1"
        )
        assert (joined is None) == (expected is None)
        if joined is not None:
            assert value(joined, "pPr/pageBreakBefore") == "0"
            room = int(joined.find(f"{W}pPr/{W}spacing").get(f"{W}before"))
            assert room / 20 == load_theme(theme).settings["zh"].leading * 1.5
