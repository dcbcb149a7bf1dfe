"""The page of an edition: what is escaped, what is held together, which languages stand where."""

from dataclasses import replace
from functools import cache
from typing import get_args

import pytest
from lxml import html
from weasyprint.text.line_break import get_log_attrs

from reportgen.charts import Drawing
from reportgen.document import (
    Block,
    Citation,
    Document,
    Emphasis,
    Figure,
    Form,
    FrontMatter,
    Inline,
    ListBlock,
    Number,
    Paragraph,
    Reference,
    Section,
    Words,
)
from reportgen.editions import EDITIONS
from reportgen.renderers.docx.blocks import BLOCKS
from reportgen.renderers.html import to_html
from reportgen.renderers.rendering import Rendering
from reportgen.results import Base, Estimate, Interval, Measured
from reportgen.text import Text
from reportgen.theme import load_theme
from tests.renderers.docx_sample import FIGURE, SIMPLE_TABLE
from tests.renderers.docx_sample import document as sample

THEME = load_theme("journal")
SHARE = Number(Estimate("s", "q", "a", (), 5765, Base(6347), 5765 / 6347), Form.SHARE)
COUNT = Number(Estimate("s", "q", "a", (), 41, Base(6347), 41 / 6347), Form.COUNT)
HARD = "<5 & \"quoted\" 'x' <b>&amp;</b>"


def drawings(document: Document, alternative: str = "alt") -> dict[tuple[str, str], Drawing]:
    return {
        (figure.id, language): Drawing(b"<svg/>", b"", 100, 50, alternative)
        for figure in document.figures()
        for language in document.languages
    }


def page(document: Document, edition: str, alternative: str = "alt") -> html.HtmlElement:
    rendering = Rendering(document, EDITIONS[edition], THEME, drawings(document, alternative))
    return html.document_fromstring(to_html(rendering))


@cache
def sample_page(edition: str) -> html.HtmlElement:
    return page(sample(), edition)


def section(name: str, *blocks: Block, role: str = "body", level: int = 1) -> Section:
    heading = Text({"zh": f"{name}标题", "en": f"{name} heading"})
    return Section(name, role, level, (1,) * level, heading, blocks)


def document(*blocks: Block, front: FrontMatter | None = None) -> Document:
    top = section("a", *blocks)
    targets = {"sec:a": top, "tbl:awareness": SIMPLE_TABLE}
    return Document(("zh", "en"), front or FrontMatter(Text.same("T")), (top,), targets)


def both(*content: Inline) -> Paragraph:
    return Paragraph({"zh": content, "en": content})


def paragraph(*content: Inline, edition: str = "en") -> html.HtmlElement:
    (found,) = page(document(both(*content)), edition).xpath("//main//p")
    return found


def markup(element: html.HtmlElement) -> str:
    inner = html.tostring(element, encoding="unicode").strip()
    return inner.partition(">")[2].rpartition("</")[0]


def test_every_kind_of_block_has_an_html_partial_and_a_word_function() -> None:
    kinds = set(get_args(Block))
    assert {kind.__name__.lower() for kind in kinds} <= {
        path.name.removesuffix(".html.j2") for path in (THEME.folder / "blocks").iterdir()
    }
    assert kinds - {Section} == set(BLOCKS)  # a section holds the others


@pytest.mark.parametrize("edition", ["zh", "en"])
def test_text_survives_as_it_was_written(edition: str) -> None:
    assert paragraph(Words(HARD), edition=edition).text_content() == HARD


def test_every_place_for_text_is_escaped() -> None:
    text = Text.same(HARD)
    content = {"zh": (Words(HARD),), "en": (Words(HARD),)}
    label = replace(SIMPLE_TABLE.tabulation.rows[0], label=text, group=text)
    rows = (label, *SIMPLE_TABLE.tabulation.rows[1:])
    table = replace(
        SIMPLE_TABLE,
        title=content,
        notes=(content,),
        tabulation=replace(SIMPLE_TABLE.tabulation, rows=rows),
    )
    front = FrontMatter(
        text, label=text, notice=text, authors=(text,), affiliations=(text,), keywords=(text,),
        abstract=section("abstract", Paragraph(content)),
    )  # fmt: skip
    made = document(
        table, replace(FIGURE, title=content, notes=(content,)), ListBlock((content,)), front=front
    )
    found = page(made, "en", alternative=HARD)
    assert found.xpath("//title")[0].text == HARD
    assert found.xpath("//h1")[0].text_content() == HARD
    assert found.xpath("//meta[@name='author']/@content") == [HARD]
    assert found.xpath("//meta[@name='keywords']/@content") == [HARD]
    assert found.xpath("//img/@alt") == [HARD]
    for path in ("p[@class='label']", "p[@class='notice']", "p[@class='affiliation']",
        "p[@class='authors']", "p[@class='keywords']", "p[@class='abstract-text']",
        "caption", "figcaption", "figure//p[@class='note']", "li",
        "th[@class='group']", "th[@class='stub indented']"):  # fmt: skip
        assert HARD in found.xpath(f"//{path}")[0].text_content(), path
    assert "&" not in found.xpath("//b/text()")


@pytest.mark.parametrize("text", ['a "b"', "a\\b", "a</style><p>b", "a\nb", "a</STYLE >"])
def test_a_running_head_stays_a_string_of_the_stylesheet(text: str) -> None:
    front = FrontMatter(Text.same("T"), running_head=Text.same(text))
    found = page(document(both(Words("x")), front=front), "en")
    (style,) = found.xpath("//style")
    assert style.text.rstrip().endswith("}")
    assert "</" not in style.text
    (line,) = [line for line in style.text.splitlines() if line.strip().startswith('content: "')]
    assert line.strip().endswith('";')


@pytest.mark.parametrize(
    ("edition", "expected"),
    [
        ("zh", "90.8%\u200b(5\u202f765/6\u202f347)"),
        ("en", "90.8% (5\u202f765/6\u202f347)"),
    ],
)
def test_a_number_is_held_together_in_parts(edition: str, expected: str) -> None:
    assert markup(paragraph(SHARE, edition=edition)) == expected


@pytest.mark.parametrize("language", ["zh-CN", "en-US"])
@pytest.mark.parametrize("form", Form)
def test_what_of_a_number_has_no_element_is_whole_for_pango(form: Form, language: str) -> None:
    """Pango's own breaks: none within a part that isn't held together by its element."""
    edition = language[:2]
    estimate = replace(SHARE.estimate, interval=Interval(0.901, 0.915, 0.95, "wilson"))
    if form.value.startswith("value"):
        measured = Measured("mean_score", 1234.5, digits=1)
        estimate = replace(estimate, measured=measured, standard_error=0.5, value=1234.5)
    found = paragraph(Number(estimate, form), edition=edition)
    for held in found.xpath(".//span[@class='n']"):
        held.text = "held"
    text = found.text_content()
    breaks = get_log_attrs(text, language)
    for index in range(1, len(text)):
        if breaks[index].is_line_break:
            assert text[index - 1] in " \u200b", (text[:index], text[index:])


@pytest.mark.parametrize(
    ("edition", "expected"),
    [
        ("zh", '<span class="n">95%CI:90.1%~91.5%</span>'),
        ("en", '95% <span class="n">CI: 90.1%–91.5%</span>'),
    ],
)
def test_no_line_ends_with_the_label_of_an_interval(edition: str, expected: str) -> None:
    estimate = replace(SHARE.estimate, interval=Interval(0.901, 0.915, 0.95, "wilson"))
    assert markup(paragraph(Number(estimate, Form.INTERVAL), edition=edition)) == expected


def test_a_cross_reference_is_a_link_to_its_target() -> None:
    made = document(both(Reference("tbl:awareness")), SIMPLE_TABLE)
    found = page(made, "zh")
    (link,) = found.xpath("//a[@class='ref']")
    assert (link.get("href"), link.text) == ("#tbl-awareness", "表1")
    assert len(found.xpath("//*[@id='tbl-awareness']")) == 1


def test_a_citation_is_raised() -> None:
    assert markup(paragraph(Citation((1, 2, 3)))) == "<sup>[1-3]</sup>"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (Emphasis((Words("P"),)), "<i>P</i>"),
        (Emphasis((Words("目的"),)), '<em><span data-language="zh-CN">目的</span></em>'),
        (Emphasis((Words("a<b"),), True), "<b>a&lt;b</b>"),
        (Emphasis((Emphasis((Words("P"),)),), True), "<b><i>P</i></b>"),
    ],
)
def test_emphasis_is_slanted_only_in_latin(content: Inline, expected: str) -> None:
    assert markup(paragraph(content, Reference("sec:a"))).startswith(expected)


@pytest.mark.parametrize("mark", ["——", "……"])
def test_a_mark_of_two_characters_cannot_begin_a_line(mark: str) -> None:
    text = paragraph(Words(f"甲乙丙丁戊{mark}己庚辛壬癸"), edition="zh").text_content()
    assert text == f"甲乙丙丁戊\u2060{mark}己庚辛壬癸"


@pytest.mark.parametrize(
    ("edition", "content", "kept"),
    [
        ("en", (Words("The word comes last."),), "last."),
        ("en", (Words("All are named by 7."),), "named by 7."),
        ("en", (Words("Not answered: teaching"), Words(", "), COUNT, Words(".")), "teaching, 41."),
        ("en", (Words("As they say"), Citation((1,)), Words(".")), "they say[1]."),
        ("zh", (Words("一二三四五六七八九。"),), "七八九。"),
        ("zh", (Words("各项百分比之和超过100%。"),), "超过100%。"),
        ("zh", (Words("未作答者：实践操作"), Words("："), COUNT, Words("人。")), "操作：41人。"),
        ("zh", (Words("受访者共"), COUNT, Words("人，见附录。")), "见附录。"),
    ],
)
def test_the_end_of_a_paragraph_is_held_together(
    edition: str, content: tuple[Inline, ...], kept: str
) -> None:
    """A last line is a word of four letters, or as wide as three characters, at least."""
    found = page(document(Paragraph({"zh": content, "en": content})), edition)
    (end,) = found.xpath("//main//span[@class='end']")
    assert end.text_content() == kept
    printed = end.getparent().text_content()
    assert printed.endswith(kept)
    said = [each.text for each in content if isinstance(each, Words)]
    assert all(words.strip() in printed for words in said)


LANGUAGES = {
    "zh": (["zh-CN"], ["zh-CN"], ["zh-CN"]),
    "en": (["en-US"], ["en-US"], ["en-US"]),
    "bilingual": (["zh-CN"], ["zh-CN", "en-US"], ["zh-CN", "en-US"]),
    "parallel": (["zh-CN", "en-US"], ["zh-CN", "en-US"], ["zh-CN", "en-US"]),
}


@pytest.mark.parametrize("edition", LANGUAGES)
def test_each_part_stands_in_the_languages_of_the_edition(edition: str) -> None:
    body, front, captions = LANGUAGES[edition]
    found = sample_page(edition)
    assert found.get("lang") == body[0]
    assert found.get("class") == edition
    assert found.xpath("//section[@class='title-block']/@lang") == front
    assert (
        list(dict.fromkeys(found.xpath("//main/section//p[not(@class) or @class='second']/@lang")))
        == body
    )
    for path in ("ul", "figure", "div[contains(@class, 'table')]"):
        assert list(dict.fromkeys(found.xpath(f"//{path}/@lang"))) == body, path
    for caption in ("caption", "figcaption"):
        lines = found.xpath(f"//{caption}//*[@class='caption-line']/@lang")
        assert list(dict.fromkeys(lines)) == captions, caption


@pytest.mark.parametrize("edition", LANGUAGES)
def test_no_id_stands_twice_and_every_link_leads_somewhere(edition: str) -> None:
    found = sample_page(edition)
    ids = found.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = found.xpath("//a/@href")
    assert {link.removeprefix("#") for link in links if link.startswith("#")} <= set(ids)


@pytest.mark.parametrize("edition", LANGUAGES)
def test_every_element_of_text_has_a_language_at_or_above_it(edition: str) -> None:
    found = sample_page(edition)
    bare = found.xpath(
        "//body//*[text()[normalize-space()]][not(ancestor-or-self::*[@lang][not(self::html)])]"
    )
    assert [element.tag for element in bare] == []


def test_every_heading_is_printed_in_the_parallel_edition() -> None:
    heads = sample_page("parallel").xpath(
        "//h3[@id='sec-clinical'] | //h3[@id='sec-clinical']/following-sibling::h3[1]"
    )
    assert [(head.get("lang"), head.get("class")) for head in heads] == [
        ("zh-CN", None), ("en-US", "second"),
    ]  # fmt: skip


@pytest.mark.parametrize(("edition", "heads"), [("zh", 0), ("en", 1), ("parallel", 1)])
def test_an_introduction_without_heading_still_has_its_anchor(edition: str, heads: int) -> None:
    part = section("introduction", both(Words("x")), role="introduction")
    made = Document(("zh", "en"), FrontMatter(Text.same("T")), (part,), {"sec:introduction": part})
    found = page(made, edition)
    assert len(found.xpath("//h2")) == heads
    assert len(found.xpath("//*[@id='sec-introduction']")) == 1
    assert found.xpath("//h2[@class='second']") == []


@pytest.mark.parametrize(("edition", "tag"), [("zh", "zh-CN"), ("en", "en-US")])
def test_an_abstract_without_parts_is_printed(edition: str, tag: str) -> None:
    front = FrontMatter(
        Text.same("T"), abstract=section("abstract", both(Words("alone")), both(SHARE))
    )
    found = page(document(front=front), edition)
    text = "".join(found.xpath("//p[@class='abstract-text']")[at].text_content() for at in
        range(len(found.xpath("//p[@class='abstract-text']"))))  # fmt: skip
    assert "alone" in text
    assert "90.8%" in text


@pytest.mark.parametrize("edition", ["zh", "en"])
def test_every_part_of_an_abstract_is_printed(edition: str) -> None:
    (block,) = sample_page(edition).xpath("//section[@class='abstract']")
    text = block.text_content()
    for part in sample().front.abstract.blocks:  # type: ignore[union-attr]
        assert isinstance(part, Section)
        assert part.heading[edition] in text


def test_figures_and_fonts_are_named_by_urls_of_our_own() -> None:
    found = sample_page("zh")
    assert found.xpath("//img/@src") == ["reportgen:figure/barriers.zh.svg"]
    (style,) = found.xpath("//style")
    assert "url(reportgen:font/NotoSerifSC-Regular.ttf)" in style.text
    assert "http" not in style.text


def test_the_cells_of_a_table_are_heads_and_numbers() -> None:
    (table, *_) = sample_page("en").xpath("//table")
    assert [len(row.xpath("td")) for row in table.xpath("tbody/tr")] == [0, 3, 3, 3, 0, 3, 3, 3]
    assert table.xpath("tbody/tr[1]/th/@colspan") == ["4"]
    widths = [
        sum(int(cell.get("colspan", 1)) for cell in row)
        for row in table.xpath("thead/tr | tbody/tr")
    ]
    assert set(widths) == {4}


def test_a_figure_is_as_large_as_its_drawing() -> None:
    (image, *_) = sample_page("en").xpath("//figure/img")
    assert image.get("style") == "width: 100pt; height: 50pt"
    assert isinstance(FIGURE, Figure)
