"""The Word draft: valid, complete, alike twice, and the same in a second reader."""

from __future__ import annotations

import re
import zipfile
from copy import deepcopy
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pymupdf
import pytest
from lxml import etree
from lxml.html import fromstring

from reportgen import document as blocks
from reportgen.editions import EDITIONS
from reportgen.errors import ReportError
from reportgen.locales import load_locale
from reportgen.renderers.docx import render
from reportgen.renderers.docx.blocks import BLOCKS
from reportgen.renderers.docx.styles import Styles
from reportgen.renderers.docx.template import make
from reportgen.renderers.html import to_html
from reportgen.renderers.table_grid import lay_out
from reportgen.renderers.widths import Wanted, column_widths, least_width, text_width
from reportgen.renderers.wording import is_headed, label
from reportgen.theme import load_theme
from tests.renderers import docx_sample as sample
from tests.renderers.docx_office import bare, to_pdf, unwrapped
from tests.themes import placed
from tests.word_validity import findings

NAMES = sorted(EDITIONS)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def made(edition: str) -> bytes:
    return render(sample.rendering(edition)).data


@cache
def root(edition: str, part: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(BytesIO(made(edition))) as archive:
        return etree.fromstring(archive.read(part))


def opened(edition: str) -> docx.document.Document:
    return unwrapped(made(edition))


def outline_level(style: Any) -> int:
    """The level of a heading by its style or those that it is based on, 0 for other text."""
    while style is not None:
        level = style.element.find(f"{W}pPr/{W}outlineLvl")
        if level is not None:
            return int(level.get(f"{W}val")) + 1
        style = style.base_style
    return 0


def instructions(edition: str) -> list[str]:
    return [(code.text or "").strip() for code in root(edition).iter(f"{W}instrText")]


@pytest.mark.parametrize("edition", NAMES)
def test_the_file_is_valid(edition: str) -> None:
    assert findings(made(edition)) == []


@pytest.mark.parametrize("edition", NAMES)
def test_the_same_bytes_twice(edition: str) -> None:
    assert render(sample.rendering(edition)).data == made(edition)


def test_bytes_depend_on_no_clock_but_the_epoch_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1670000000")
    data = render(sample.rendering("en")).data
    assert unwrapped(data).core_properties.created.year == 2022
    with zipfile.ZipFile(BytesIO(data)) as archive:
        entries = archive.infolist()
    assert entries[0].filename == "[Content_Types].xml"
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


def test_every_kind_of_block_can_be_written() -> None:
    kinds = set(blocks.Block.__args__) - {blocks.Section}
    assert set(BLOCKS) == kinds


@pytest.mark.parametrize("edition", NAMES)
def test_headings_are_headings(edition: str) -> None:
    made_document, printed = sample.document(), EDITIONS[edition].body
    expected = [
        (min(block.level, 3), block.heading[language])
        for section in made_document.sections
        for block in blocks.walk(section)
        if isinstance(block, blocks.Section)
        for language in printed
        if is_headed(block, load_locale(language))
    ]
    found = [
        (level, paragraph.text)
        for paragraph in opened(edition).paragraphs
        if (level := outline_level(paragraph.style))
    ]
    assert found == expected
    names = {
        paragraph.style.name
        for paragraph in opened(edition).paragraphs
        if outline_level(paragraph.style)
    }
    assert {"Heading 1", "Heading 2", "Heading 3"} <= names, "Word's own, in the main language"


@pytest.mark.parametrize(
    ("edition", "sequences"),
    [
        ("zh", {"表": 3, "图": 1}),
        ("en", {"Table": 3, "Figure": 1}),
        ("bilingual", {"表": 3, "图": 1, "Table": 3, "Figure": 1}),
        ("parallel", {"表": 3, "图": 1, "Table": 3, "Figure": 1}),
    ],
)
def test_captions_count_themselves(edition: str, sequences: dict[str, int]) -> None:
    found = [code.split()[1] for code in instructions(edition) if code.startswith("SEQ")]
    assert {name: found.count(name) for name in found} == sequences


@pytest.mark.parametrize("edition", NAMES)
def test_captions_read_as_they_do_elsewhere(edition: str) -> None:
    texts = [paragraph.text for paragraph in opened(edition).paragraphs]
    for language in EDITIONS[edition].captions:
        locale = load_locale(language)
        for block in (sample.SIMPLE_TABLE, sample.CROSSED_TABLE, sample.FIGURE):
            title = "".join(words.text for words in block.title[language])
            held = label(block, locale).replace(" ", "\u00a0")
            assert texts.count(held + locale.word("caption_gap") + title) == 1


@pytest.mark.parametrize("edition", NAMES)
def test_a_gap_is_one_sign_as_it_is_on_paper(edition: str) -> None:
    """Two spaces in a row would be one on paper, and a mistake to whoever checks the spelling."""
    for text in root(edition).iter(f"{W}t"):
        assert "  " not in (text.text or "")
    captions = [p.text for p in opened(edition).paragraphs if "Caption" in p.style.name]
    gaps = {"zh": "\u3000", "en": "\u2002"}
    wanted = [gaps[language] for language in EDITIONS[edition].captions]
    assert len(captions) == 4 * len(wanted)
    page = fromstring(to_html(sample.rendering(edition)))
    printed = ["".join(each.itertext()).strip() for each in page.iter() if is_caption(each)]
    for caption in captions:
        gap = gaps["zh" if caption[0] in "表图" else "en"]
        assert caption.count(gap) == 1
        assert caption.replace("\u00a0", " ") in [each.replace("\u00a0", " ") for each in printed]


def is_caption(element: Any) -> bool:
    return "caption-line" in (element.get("class") or "").split()


@pytest.mark.parametrize("edition", NAMES)
def test_a_figure_is_kept_with_its_caption_and_its_text_is_not_kept_with_it(edition: str) -> None:
    """So that no more of a page stays empty than the figure itself wouldn't have filled."""
    blocks = opened(edition).paragraphs
    figures = [index for index, each in enumerate(blocks) if each.style.name == "Figure"]
    assert figures
    for index in figures:
        before = blocks[index - 1]
        if not outline_level(before.style):
            assert not keeps_next(before)
        kept = [keeps_next(each) for each in blocks[index : index + 4]]
        # The figure, then its captions but for the last thing of them, which may be its note.
        assert kept[0]
        end = index + kept.index(False)
        assert "Note" in blocks[end].style.name or "Caption" in blocks[end].style.name
        assert all("Caption" in each.style.name for each in blocks[index + 1 : end])


def keeps_next(paragraph: Any) -> bool:
    """Whether a paragraph, or the style that it is in, stays with the next one."""
    if paragraph.paragraph_format.keep_with_next is not None:
        return bool(paragraph.paragraph_format.keep_with_next)
    style = paragraph.style
    while style is not None:
        if style.paragraph_format.keep_with_next is not None:
            return bool(style.paragraph_format.keep_with_next)
        style = style.base_style
    return False


@pytest.mark.parametrize("edition", NAMES)
def test_every_field_leads_to_a_bookmark_and_has_its_result(edition: str) -> None:
    document = root(edition)
    names = [mark.get(f"{W}name") for mark in document.iter(f"{W}bookmarkStart")]
    ids = [mark.get(f"{W}id") for mark in document.iter(f"{W}bookmarkStart")]
    assert len(set(names)) == len(names)
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"_Ref\d+", name) for name in names)
    references = [code.split()[1] for code in instructions(edition) if code.startswith("REF")]
    links = [link.get(f"{W}anchor") for link in document.iter(f"{W}hyperlink")]
    assert references
    assert links
    assert {*references, *links} <= set(names)
    kinds = [mark.get(f"{W}fldCharType") for mark in document.iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", "end"] * (len(kinds) // 3)
    assert not root(edition, "word/settings.xml").findall(f"{W}updateFields")


def test_a_bare_document_needs_no_more_than_a_title() -> None:
    rendering = sample.rendering("zh")
    nested = blocks.Emphasis((blocks.Emphasis((blocks.Words("P值"),), is_strong=True),))
    paragraph = blocks.Paragraph(
        sample.both(("见", "see "), blocks.Reference("sec:introduction"), nested)
    )
    table = replace(sample.SIMPLE_TABLE, notes=())
    section = sample.section("x", "part", (1,), sample.text("甲", "A"), table, paragraph)
    bare_document = blocks.Document(
        rendering.document.languages,
        blocks.FrontMatter(sample.text("题名", "Title")),
        (section,),
        rendering.document.targets,
    )
    data = render(replace(rendering, document=bare_document)).data
    assert findings(data) == []
    texts = [paragraph.text for paragraph in unwrapped(data).paragraphs]
    reference = load_locale("zh").word("section", heading="引言")
    assert texts[0] == "题名"
    assert texts[-1] == f"见{reference}P值", "no field to a section that has no heading here"


@pytest.mark.parametrize("edition", NAMES)
def test_figures_have_alternative_texts(edition: str) -> None:
    described = [properties.get("descr") for properties in root(edition).iter("{*}docPr")]
    expected = [
        sample.rendering(edition).drawings["barriers", language].alternative
        for language in EDITIONS[edition].body
    ]
    assert described == expected
    assert all(described)
    ids = [properties.get("id") for properties in root(edition).iter("{*}docPr")]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("edition", NAMES)
def test_tables_say_what_they_are(edition: str) -> None:
    tables = list(root(edition).iter(f"{W}tbl"))
    assert len(tables) == 3 * len(EDITIONS[edition].body)
    setting = sample.rendering(edition).theme.settings[EDITIONS[edition].language]
    measure = round(min(setting.measure, 40 * setting.size) * 20)  # a draft has one column
    for table in tables:
        rows = table.findall(f"{W}tr")
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        assert heads[0]
        assert heads == sorted(heads, reverse=True), "heads come first"
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        for name in ("tblCaption", "tblDescription"):
            assert table.find(f"{W}tblPr/{W}{name}").get(f"{W}val")
        widths = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
        assert sum(widths) == measure
        for row in rows:
            cells = [int(cell.get(f"{W}w")) for cell in row.iter(f"{W}tcW")]
            assert sum(cells) == measure


@pytest.mark.parametrize("edition", NAMES)
def test_only_styles_that_the_edition_uses_stay_and_all_that_it_names_are_there(
    edition: str,
) -> None:
    styles = root(edition, "word/styles.xml")
    ids = [style.get(f"{W}styleId") for style in styles.iter(f"{W}style")]
    assert len(set(ids)) == len(ids)
    used = {
        element.get(f"{W}val")
        for tag in ("pStyle", "rStyle", "tblStyle")
        for element in root(edition).iter(f"{W}{tag}")
    }
    assert used <= set(ids)
    names = [name.get(f"{W}val") for name in styles.iter(f"{W}name")]
    others = {"zh", "en"} - set(EDITIONS[edition].languages)
    assert not [name for name in names if name.endswith(tuple(f"({other})" for other in others))]
    assert not [name for name in names if name.endswith(f"({EDITIONS[edition].language})")]


def test_faces_and_languages_are_set_everywhere_and_no_theme_font() -> None:
    styles = root("parallel", "word/styles.xml")
    defaults = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    assert defaults.find(f"{W}rFonts").get(f"{W}eastAsia") == "宋体"
    assert defaults.find(f"{W}lang").get(f"{W}eastAsia") == "zh-CN"
    for fonts in styles.iter(f"{W}rFonts"):
        assert fonts.get(f"{W}eastAsia")
        assert not [name for name in fonts.attrib if name.endswith("Theme")]


def test_marks_of_full_width_come_from_the_east_asian_face() -> None:
    runs = {"zh": [], "en": []}
    for edition, found in runs.items():
        for run in root(edition).iter(f"{W}r"):
            text = "".join(part.text or "" for part in run.iter(f"{W}t"))
            fonts = run.find(f"{W}rPr/{W}rFonts")
            if re.search("[“”]|——", text):
                found.append(fonts is not None and fonts.get(f"{W}hint") == "eastAsia")
    assert runs["zh"]
    assert all(runs["zh"])
    assert runs["en"]
    assert not any(runs["en"])


def test_ideographs_are_never_slanted() -> None:
    for run in root("zh").iter(f"{W}r"):
        style = run.find(f"{W}rPr/{W}rStyle")
        text = "".join(part.text or "" for part in run.iter(f"{W}t"))
        if style is not None and style.get(f"{W}val") in ("Emphasis", "Strong"):
            assert not re.search("[\u4e00-\u9fff]", text)


def test_ordered_lists_start_again() -> None:
    numbers = [number.get(f"{W}val") for number in root("zh").iter(f"{W}numId")]
    assert len(set(numbers)) == 3, "one for the points, one for each ordered list"


def test_a_reference_list_that_reads_alike_stands_once() -> None:
    texts = [paragraph.text for paragraph in opened("parallel").paragraphs]
    assert len([text for text in texts if "Nat Rev Cancer" in text]) == 1


@pytest.mark.parametrize("edition", NAMES)
def test_libreoffice_reads_what_was_written(edition: str, tmp_path: Path) -> None:
    with pymupdf.open(to_pdf(made(edition), tmp_path)) as pdf:
        text = bare("".join(page.get_text() for page in pdf))
        embedded = {font[3].partition("+")[2] for page in pdf for font in page.get_fonts()}
    assert {name.partition("-")[0] for name in embedded} <= {
        "NotoSerifSC",
        "NotoSansSC",
        "SourceSerif4",
        "SourceSans3",
    }
    for paragraph in opened(edition).paragraphs:
        assert bare(paragraph.text) in text
    for language in EDITIONS[edition].body:
        locale = load_locale(language)
        for table in (sample.SIMPLE_TABLE, sample.CROSSED_TABLE, sample.WIDE_TABLE):
            for row in lay_out(table, locale).body:
                for cell in row:
                    for number in blocks.numbers(cell.content):
                        assert bare(locale.number(number)) in text


def test_the_file_says_its_title_authors_and_language() -> None:
    properties = opened("bilingual").core_properties
    assert properties.title == "医学影像人工智能应用现状与需求调查"
    assert properties.author == "张三，李四"
    assert properties.language == "zh-CN"


def test_a_property_is_no_longer_than_python_docx_allows() -> None:
    rendering = sample.rendering("en")
    front = replace(rendering.document.front, authors=(sample.text("张三", "Zhang San"),) * 99)
    data = render(replace(rendering, document=replace(rendering.document, front=front))).data
    authors = unwrapped(data).core_properties.author
    assert len(authors) == 255
    assert authors.startswith("Zhang San, Zhang San")


@pytest.mark.parametrize(
    ("edition", "texts"),
    [
        ("zh", ["【摘要】　目的　了解", "【关键词】"]),
        ("en", ["Abstract", "Objective To", "Methods In", "Results Of", "Conclusions Use", "Key"]),
    ],
)
def test_an_abstract_runs_in_or_has_a_paragraph_for_each_part(
    edition: str, texts: list[str]
) -> None:
    found = [paragraph.text for paragraph in opened(edition).paragraphs]
    start = next(index for index, text in enumerate(found) if text.startswith(texts[0]))
    for begin, text in zip(texts, found[start:], strict=False):
        assert text.startswith(begin)
    if edition == "zh":
        assert "调查。　结果　共有" in found[start]
    else:
        assert found[start] == "Abstract"
        labels = [paragraph.runs[0] for paragraph in opened(edition).paragraphs[start:][1:5]]
        assert [label.text for label in labels] == [
            "Objective",
            "Methods",
            "Results",
            "Conclusions",
        ]
        assert {label.style.name for label in labels} == {"Strong"}


@pytest.mark.parametrize("edition", ["zh", "en"])
def test_an_abstract_may_hold_paragraphs_without_a_name_and_lists(edition: str) -> None:
    rendering = sample.rendering(edition)
    aims = blocks.Paragraph(sample.both(("甲。", "One.")))
    more = blocks.Paragraph(sample.both(("乙。", "Two.")))
    part = sample.section("x", "abstract", (1, 1), sample.text("方法", "Methods"), aims, more)
    whole = sample.section(
        "abstract", "abstract", (1,), sample.text("摘要", "Abstract"), part, aims, sample.POINTS
    )
    front = replace(rendering.document.front, abstract=whole)
    data = render(replace(rendering, document=replace(rendering.document, front=front))).data
    found = [paragraph.text for paragraph in unwrapped(data).paragraphs]
    expected = {
        "zh": ["【摘要】　方法　甲。　乙。　甲。"],
        "en": ["Abstract", "Methods One. Two.", "One."],
    }[edition]
    start = found.index(expected[0])
    assert found[start : start + len(expected)] == expected
    assert found[start + len(expected)].startswith(load_locale(edition).word("keywords"))
    point = {"zh": "从事研发的企业", "en": "Companies that develop products"}[edition]
    assert found[start + len(expected) + 2] == point


@pytest.mark.parametrize("edition", NAMES)
def test_the_head_runs_on_all_pages_but_the_first_and_the_folio_on_all(edition: str) -> None:
    section = opened(edition).sections[0]
    language = EDITIONS[edition].language
    folio = load_locale(language).word("page_of", page="1")
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == ""
    assert section.header.paragraphs[0].text == sample.document().front.running_head[language]
    for footer in (section.first_page_footer, section.footer):
        assert [paragraph.text for paragraph in footer.paragraphs] == [folio]
        assert footer.part.element.findtext(f".//{W}instrText").split() == ["PAGE"]


@pytest.mark.parametrize("edition", NAMES)
def test_no_line_begins_with_a_closing_mark(edition: str) -> None:
    styles = root(edition, "word/styles.xml")
    rules = [switch.get(f"{W}val", "1") for switch in styles.iter(f"{W}kinsoku")]
    assert rules == ["1"], "in Normal, and turned off by no other style"
    for style in opened(edition).styles:
        if style.type == docx.enum.style.WD_STYLE_TYPE.PARAGRAPH:
            while style.base_style:
                style = style.base_style
            assert style.name == "Normal"


def test_a_base_is_never_torn_from_its_bracket() -> None:
    banner = sample.CROSSED_TABLE.tabulation.columns
    short = tuple(replace(column, label=sample.text("甲", "A")) for column in banner)
    for columns, is_parted in ((short, False), (banner, True)):
        tabulation = replace(sample.CROSSED_TABLE.tabulation, columns=columns)
        table = replace(sample.CROSSED_TABLE, tabulation=tabulation)
        rendering = sample.rendering("en")
        section = sample.section("x", "part", (1,), sample.text("甲", "A"), table)
        document = replace(rendering.document, sections=(section,))
        data = render(replace(rendering, document=document)).data
        heads = unwrapped(data).tables[0]._cells
        texts = [cell.text for cell in heads if "n\u00a0=" in cell.text]
        assert texts
        assert all(("\n(" in text) == is_parted for text in texts)


def test_the_template_is_made_of_the_tokens_and_valid() -> None:
    theme = load_theme("journal")
    assert make(theme) == make(theme)
    assert findings(make(theme)) == []


def test_a_template_made_in_word_comes_before_one_made_of_tokens(tmp_path: Path) -> None:
    rendering = sample.rendering("zh")
    green = rendering.theme.colours.model_copy(update={"accent": "#00aa55"})
    made = make(rendering.theme.model_copy(update={"colours": green}))
    (tmp_path / "template.docx").write_bytes(made)
    theme = placed(rendering.theme, tmp_path)
    for used, has_green in ((rendering.theme, False), (theme, True)):
        with zipfile.ZipFile(BytesIO(render(replace(rendering, theme=used)).data)) as archive:
            assert (b"00AA55" in archive.read("word/styles.xml")) == has_green


def test_a_missing_style_is_named() -> None:
    styles = Styles(deepcopy(root("zh", "word/styles.xml")), EDITIONS["zh"], sample.PLACE)
    with pytest.raises(ReportError, match="did you mean: body text"):
        styles.id("Body Tex", "zh")


def test_a_file_that_is_no_template_is_named(tmp_path: Path) -> None:
    rendering = sample.rendering("zh")
    theme = placed(rendering.theme, tmp_path)
    path = tmp_path / "template.docx"
    path.write_text("no zip file")
    with pytest.raises(ReportError, match="no Word template"):
        render(replace(rendering, theme=theme))
    kept = make(rendering.theme)
    for lost in (r"^\[Content_Types", "^word/document.xml", "^word/(numbering|_rels)"):
        with zipfile.ZipFile(BytesIO(kept)) as source, zipfile.ZipFile(path, "w") as archive:
            for name in source.namelist():
                if not re.match(lost, name):
                    archive.writestr(name, source.read(name))
        with pytest.raises(ReportError, match="no Word template"):
            render(replace(rendering, theme=theme))


def test_column_widths_fill_the_measure_and_squeeze_only_what_can_wrap() -> None:
    assert text_width("中文") == 2
    assert least_width("一二三四五六") == 4
    short = [Wanted(0, 1, 4, 4, 4), Wanted(1, 1, 2, 2, 2), Wanted(0, 2, 3, 3, 3)]
    assert column_widths(short, 2, 20, (1, 1)) == [11, 9]
    stub, number = Wanted(0, 1, 30, 30, 4), Wanted(1, 1, 5, 5, 5)
    spanner = Wanted(1, 1, 8, 8, 8)
    assert column_widths([stub, number, spanner], 2, 20, (1, 1)) == pytest.approx([11, 9])
    assert column_widths([stub, number], 2, 5, (1, 1)) == pytest.approx([25 / 11, 30 / 11])
    head = Wanted(1, 1, 12, 6, 4)
    widths = column_widths([Wanted(0, 1, 10, 10, 4), head], 2, 20, (1, 1))
    assert widths == pytest.approx([11, 9]), "a head wraps before a stub entry does"
