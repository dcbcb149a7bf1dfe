"""Headings are numbered by lists of Word's: it prints what the other formats print."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pymupdf
import pytest
from lxml import etree

from reportgen.document import Document, Paragraph, Section, walk
from reportgen.editions import EDITIONS
from reportgen.locales import load_locale
from reportgen.renderers.docx import render
from reportgen.renderers.docx.filling import filled, starter
from reportgen.renderers.docx.filling.list_labels import FORMS
from reportgen.renderers.rendering import Rendering
from reportgen.renderers.wording import is_headed, section_number
from reportgen.theme import Theme, load_theme
from tests.renderers import docx_sample as sample
from tests.renderers import word_template as word
from tests.renderers.docx_office import bare, to_pdf
from tests.renderers.docx_tabulations import text
from tests.word_lists import numbers_before
from tests.word_validity import findings

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WORDS = sample.both(("正文", "Text"))
Tree = tuple[object, ...]


def document(*trees: Tree) -> Document:
    """Sections from (role, section, section ...), each numbered as an outline numbers it."""

    def made(tree: Tree, number: tuple[int, ...]) -> Section:
        name = "-".join(map(str, number))
        inner = (made(each, (*number, place)) for place, each in enumerate(tree[1:], 1))  # type: ignore[arg-type]
        heading = text(f"题{name}完", f"Heading {name} end")
        blocks = (Paragraph(WORDS), *inner)
        return sample.section(f"s{name}", str(tree[0]), number, heading, *blocks)

    sections = tuple(made(tree, (place,)) for place, tree in enumerate(trees, 1))
    return replace(sample.document(), sections=sections, targets={})


PART = ("part",)
DEEP = document(
    ("introduction",),
    ("methods", PART, PART),
    ("results", ("part", ("part", ("part", PART, PART), PART), PART), PART),
    ("discussion", PART),
)
"""Five levels, two of them deeper than there are styles."""
LONG = document(("introduction",), ("results", *[PART] * 99))
GAP = document(("methods", PART), ("introduction",), ("results", PART), ("discussion",))
"""Where the second heading isn't printed in Chinese."""


def themed(theme: str, zh: str, en: str) -> Theme:
    """A theme with other numbers."""
    loaded = load_theme(theme)
    settings = {
        language: loaded.settings[language].model_copy(update={"heading_numbering": style})
        for language, style in (("zh", zh), ("en", en))
    }
    return loaded.model_copy(update={"settings": settings})


def written(made: Document, edition: str, theme: Theme) -> bytes:
    return render(Rendering(made, EDITIONS[edition], theme, {})).data


def expected(made: Document, edition: str, theme: Theme) -> Iterator[str]:
    """The headings of the body as the other formats print them."""
    for section in made.sections:
        for block in walk(section):
            for language in EDITIONS[edition].body if isinstance(block, Section) else ():
                locale = load_locale(language, theme)
                if is_headed(block, locale):
                    number = section_number(block, locale, theme)
                    yield bare(number + block.heading[language])


def contents_of(made: Document, edition: str, theme: Theme) -> list[str]:
    """The headings of two levels where the theme has a list of contents."""
    printed = expected(made, edition, theme)
    if not theme.parts.contents:
        return []
    return [each for each in printed if each.count("-") < 2]


NUMBERED = re.compile(r"[\d.()一二三四五六七八九十、]*(?:题[\d-]+完|Heading[\d-]+end)")


def shown(data: bytes, folder: Path) -> list[str]:
    """The headings that LibreOffice prints, with what stands before them."""
    with pymupdf.open(to_pdf(data, folder)) as pages:
        lines = [bare(line) for page in pages for line in page.get_text().splitlines()]
    return NUMBERED.findall("|".join(lines))  # a page number ends the line before


@pytest.mark.parametrize(
    ("made", "edition", "theme", "zh", "en"),
    [
        (DEEP, "zh", "journal", "cma", "none"),
        (DEEP, "zh", "journal", "cyt35", "none"),
        (DEEP, "parallel", "journal", "cma", "cyt35"),
        (DEEP, "parallel", "report", "cyt35", "cma"),
        (DEEP, "en", "report", "cma", "cyt35"),
        (LONG, "zh", "journal", "cma", "none"),
        (LONG, "zh", "journal", "cyt35", "none"),
        (GAP, "parallel", "journal", "cyt35", "cyt35"),
        (GAP, "zh", "journal", "cma", "none"),
    ],
)
def test_another_reader_counts_as_the_other_formats_do(
    made: Document, edition: str, theme: str, zh: str, en: str, tmp_path: Path
) -> None:
    numbered = themed(theme, zh, en)
    data = written(made, edition, numbered)
    assert findings(data) == []
    printed = list(expected(made, edition, numbered))
    listed = contents_of(made, edition, numbered)
    assert shown(data, tmp_path) == [*listed, *printed]


# ------------------------------------------------------------- templates made by other people


def numbered_template(*levels: tuple[str, str]) -> str:
    """The part of lists of a template whose headings have numbers of its own."""
    inner = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        for index, (form, text) in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="3"><w:multiLevelType w:val="multilevel"/>{inner}'
        '</w:abstractNum><w:num w:numId="4"><w:abstractNumId w:val="3"/></w:num>'
    )


def heading_styles(count: int, *, are_numbered: bool) -> str:
    """Word's own styles of headings, by the numbers that a Chinese Word gives them."""
    return "".join(
        f'<w:style w:type="paragraph" w:styleId="{level}"><w:name w:val="heading {level}"/>'
        f'<w:basedOn w:val="a"/><w:pPr>'
        + (
            f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="4"/></w:numPr>'
            if are_numbered
            else ""
        )
        + f'<w:outlineLvl w:val="{level - 1}"/></w:pPr></w:style>'
        for level in range(1, count + 1)
    )


NO_HEADINGS = word.STYLES[: word.STYLES.index('<w:style w:type="paragraph" w:styleId="1">')]


def filled_with(styles: str, numbering: str | None = None, edition: str = "zh") -> bytes:
    more = {"styles": NO_HEADINGS + styles}
    if numbering:
        more["numbering"] = numbering
    numbered = Rendering(DEEP, EDITIONS[edition], themed("report", "cyt35", "cma"), {})
    template = word.package(word.line("{{ contents }}") + word.line("{{ body }}"), more)
    return filled(numbered, word.TEMPLATE, template)


def printed_by_word(data: bytes) -> list[str]:
    """The headings with the numbers that Word counts."""
    whole = word.root(data)
    texts = ["".join(line.itertext(f"{W}t")) for line in whole.iter(f"{W}p")]
    lines = zip(numbers_before(data), texts, strict=True)
    # In a list of contents a page follows.
    found = ((number, re.fullmatch(r"(.*(?:完|end))\d*", said)) for number, said in lines)
    return [number + match[1] for number, match in found if match]


@pytest.mark.parametrize("edition", ["zh", "parallel"])
@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_a_template_whose_headings_have_no_numbers_is_given_those_of_the_theme(
    count: int, edition: str, tmp_path: Path
) -> None:
    """Whether its styles of headings are its own, or some or all of them the theme's."""
    data = filled_with(heading_styles(count, are_numbered=False), edition=edition)
    assert findings(data) == []
    theme = themed("report", "cyt35", "cma")
    wanted = list(expected(DEEP, edition, theme))
    listed = contents_of(DEEP, edition, theme)
    assert [bare(each) for each in printed_by_word(data)] == [*listed, *wanted]
    assert shown(data, tmp_path) == [*listed, *wanted]


def test_a_template_that_numbers_its_headings_keeps_its_own_numbers(tmp_path: Path) -> None:
    lists = numbered_template(("chineseCountingThousand", "第%1章"), ("decimal", "§%2"))
    data = filled_with(heading_styles(2, are_numbered=True), lists)
    assert findings(data) == []
    found = [each for each in printed_by_word(data) if "-" not in each]
    assert found[len(found) // 2 :] == [
        "第一章\t题1完",
        "第二章\t题2完",
        "第三章\t题3完",
        "第四章\t题4完",
    ]
    listed = [each.replace("\u2002", "\t") for each in found[: len(found) // 2]]
    assert listed == found[len(found) // 2 :], "the list of contents says the same"
    assert "§2\t题2-2完" in printed_by_word(data)


@pytest.mark.parametrize(
    ("form", "number", "told"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 4, "04"),
        ("lowerRoman", 14, "xiv"),
        ("upperRoman", 49, "XLIX"),
        ("upperLetter", 3, "C"),
        ("lowerLetter", 28, "bb"),
        ("chineseCounting", 23, "二十三"),
        ("none", 5, ""),
    ],
)
def test_forms_of_numbers_that_templates_have(form: str, number: int, told: str) -> None:
    """As ISO 29500-1, 17.18.59, tells of each form."""
    assert FORMS[form](number) == told


@pytest.mark.parametrize("theme", ["journal", "report"])
def test_a_template_to_start_from_numbers_headings_as_the_report_does(
    theme: str, tmp_path: Path
) -> None:
    loaded = load_theme(theme)
    made = Rendering(DEEP, EDITIONS["zh"], loaded, {}, results=word.rendering("zh").results)
    data = filled(made, word.TEMPLATE, starter(loaded, "zh"))
    assert findings(data) == []
    wanted = list(expected(DEEP, "zh", loaded))
    assert shown(data, tmp_path)[-len(wanted) :] == wanted
    summary = load_locale("zh", loaded).words["summary"]
    lines = zip(numbers_before(data), word.root(data).iter(f"{W}p"), strict=True)
    before = {number for number, line in lines if "".join(line.itertext(f"{W}t")) == summary}
    assert before == ({""} if loaded.parts.cover else set()), "a summary has no number"


# ------------------------------------------------------------------------------- co-authors


def test_a_section_that_is_moved_and_one_that_is_put_in_number_all_others_anew(
    tmp_path: Path,
) -> None:
    """As in Word: paragraphs change places, and one more is in the style of headings."""
    made = document(("introduction",), ("methods", PART), ("results", PART, PART))
    data = written(made, "zh", themed("report", "cyt35", "none"))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    body = root.find(f"{W}body")
    texts = ["".join(each.itertext(f"{W}t")) for each in body]
    start = len(texts) - 1 - texts[::-1].index("题2完")
    end = len(texts) - 1 - texts[::-1].index("题3完")
    after = next(index for index in range(end, len(texts)) if body[index].tag == f"{W}sectPr")
    moved, place = body[end:after], body[start]
    for each in moved:
        place.addprevious(each)
    fresh = deepcopy(place)
    for text_ in fresh.iter(f"{W}t"):
        text_.text = "题9完"
    place.addprevious(fresh)
    parts["word/document.xml"] = etree.tostring(root)
    found = shown(word.zipped(parts), tmp_path)
    wanted = ["1题1完", "2题3完", "2.1题3-1完", "2.2题3-2完", "3题9完", "4题2完", "4.1题2-1完"]
    assert found[-len(wanted) :] == wanted
