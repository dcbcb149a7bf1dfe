"""The parts of a report besides its text: which there are, in the page and in Word alike."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from lxml import etree, html

from reportgen.document import Document, Form, KeyFigure, Number, Section
from reportgen.editions import EDITIONS
from reportgen.locales import load_locale
from reportgen.renderers import RENDERERS, Rendering
from reportgen.renderers.html import to_html
from reportgen.renderers.ledger import write_ledger
from reportgen.renderers.parts import back_matter, begins_page, contents, panel
from reportgen.text import Text
from reportgen.theme import Theme, load_theme
from tests.renderers.docx_office import audit, bare
from tests.renderers.docx_sample import both, document, drawings, text
from tests.renderers.docx_tabulations import estimate

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = {"w": W.strip("{}")}
PARTS = ("cover", "contents", "lists", "key_figures", "section_pages", "back_cover")
SHARE = Number(estimate("awareness", "initial", 5765, 6347), Form.SHARE)
COUNT = Number(estimate("awareness", "initial", 5765, 6347), Form.COUNT)


def figure(number: Number) -> KeyFigure:
    return KeyFigure({"zh": (number,), "en": (number,)}, both(("有初步了解", "have some")))


@cache
def report() -> Document:
    made = document()
    front = replace(
        made.front,
        key_figures=(figure(SHARE), figure(COUNT), figure(SHARE), figure(COUNT)),
        date=text("二〇二二年", "In 2022"),
        citation=text("引用此文", "Quote this"),
        contact=text("某处", "Somewhere"),
    )
    end = Section("declarations", "declarations", 1, (5,), text("声明", "Declarations"))
    sections = (*made.sections[:-1], end, made.sections[-1])
    return replace(made, front=front, sections=sections)


def with_parts(*names: str, theme: str = "journal", **changes: Any) -> Theme:
    found = load_theme(theme)
    parts = {name: name in names for name in PARTS}
    return found.model_copy(update={"parts": found.parts.model_copy(update=parts), **changes})


def rendering(edition: str, theme: Theme) -> Rendering:
    return Rendering(report(), EDITIONS[edition], theme, drawings(report()))


def page(edition: str, theme: Theme) -> html.HtmlElement:
    return html.document_fromstring(to_html(rendering(edition, theme)))


def word(edition: str, theme: Theme) -> etree._Element:
    data = RENDERERS.get("docx")(rendering(edition, theme)).data
    with zipfile.ZipFile(BytesIO(data)) as file:
        return etree.fromstring(file.read("word/document.xml"))


def lines(root: etree._Element, style: str) -> list[str]:
    path = f"//w:p[w:pPr/w:pStyle/@w:val='{style}']"
    return ["".join(found.itertext(f"{W}t")) for found in root.xpath(path, namespaces=NAMES)]


class TestPanel:
    @pytest.mark.parametrize(
        ("number", "columns", "rows"),
        [(1, 3, [1]), (3, 3, [3]), (4, 3, [2, 2]), (5, 3, [3, 2]), (6, 3, [3, 3]),
         (7, 3, [3, 2, 2]), (3, 2, [2, 1]), (2, 6, [2])],
    )  # fmt: skip
    def test_rows_are_as_even_as_can_be(self, number: int, columns: int, rows: list[int]) -> None:
        front = replace(report().front, key_figures=(figure(COUNT),) * number)
        theme = with_parts("key_figures")
        theme = theme.model_copy(
            update={"panel": theme.panel.model_copy(update={"columns": columns})}
        )
        assert [len(row) for row in panel(replace(report(), front=front), theme)] == rows

    def test_there_is_none_where_the_theme_has_no_panel(self) -> None:
        assert panel(report(), with_parts()) == ()

    def test_the_second_part_of_a_number_stands_below_it_in_word(self) -> None:
        root = word("en", with_parts("key_figures"))
        assert lines(root, "KeyFigure") == ["90.8%", "5\u00a0765", "90.8%", "5\u00a0765"]
        assert lines(root, "KeyFigureDetail") == ["(5\u00a0765/6\u00a0347)"] * 2
        assert lines(root, "KeyFigureLabel")[:4] == ["have some"] * 4

    def test_labels_stand_in_each_language_of_the_front(self) -> None:
        found = page("bilingual", with_parts("key_figures"))
        labels = found.xpath("(//div[@class='key-figure'])[1]/p[@class='key-label']")
        assert [label.text_content().strip() for label in labels] == ["有初步了解", "have some"]

    @pytest.mark.parametrize("names", [(), ("key_figures",)])
    def test_the_ledger_has_their_places_where_they_are_printed(self, names: tuple[str]) -> None:
        ledger = write_ledger(report(), {}, with_parts(*names)).decode("utf-8-sig")
        assert ("key figure 1 value" in ledger) == bool(names)


class TestContents:
    def named(self, theme: Theme) -> list[str]:
        return [section.id for section in contents(report(), theme)]

    def test_two_levels_are_named(self) -> None:
        expected = ["introduction", "methods", "results", "clinical", "declarations", "references"]
        assert self.named(with_parts("contents")) == expected
        assert self.named(with_parts("contents", "cover")) == ["abstract", *expected]
        assert self.named(with_parts("cover")) == []

    @pytest.mark.parametrize("edition", EDITIONS)
    def test_every_link_of_the_page_leads_to_a_heading(self, edition: str) -> None:
        found = page(edition, with_parts("cover", "contents"))
        links = found.xpath("//nav[@class='contents']//a")
        assert len(links) >= 6
        for link in links:
            (target,) = found.xpath(f"//*[@id='{link.get('href')[1:]}']")
            own = "".join(link.xpath("text()"))
            assert bare(own) == bare(target.text_content())

    @pytest.mark.parametrize("edition", EDITIONS)
    def test_the_field_of_word_holds_the_headings_and_leads_to_them(self, edition: str) -> None:
        theme = with_parts("cover", "contents")
        root = word(edition, theme)
        links = [
            link
            for style in ("TOC1", "TOC2", "Toc1", "Toc2", "Toc1En", "Toc2En")
            for link in root.xpath(
                f"//w:p[w:pPr/w:pStyle/@w:val='{style}']/w:hyperlink", namespaces=NAMES
            )
        ]
        assert len(links) >= 6
        numbers = {"临床应用": "一、"}
        for link in links:
            name = link.get(f"{W}anchor")
            (mark,) = root.xpath(f"//w:bookmarkStart[@w:name='{name}']", namespaces=NAMES)
            heading = "".join(mark.getparent().itertext(f"{W}t"))
            entry, page = re.fullmatch(r"(.*?)(\d+)", "".join(link.itertext(f"{W}t"))).groups()
            assert entry == numbers.get(heading, "") + heading
            assert int(page) >= 3, "behind the cover and the list"
        code = "".join(root.xpath("//w:instrText[contains(., 'TOC')]/text()", namespaces=NAMES))
        assert code.split() == ["TOC", "\\o", '"1-2"', "\\h", "\\z", "\\u"]
        kinds = root.xpath("//w:fldChar/@w:fldCharType", namespaces=NAMES)
        assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")

    def test_a_heading_that_is_not_printed_is_not_named(self) -> None:
        found = page("zh", with_parts("contents"))
        named = found.xpath("//nav[@class='contents']")[0].text_content()
        assert "引言" not in named
        assert "引言" in page("zh", with_parts("contents", theme="report")).text_content()


class TestSections:
    def test_references_share_the_page_of_the_declarations(self) -> None:
        theme = with_parts("section_pages")
        begins = [begins_page(report(), index, theme) for index in range(len(report().sections))]
        assert begins == [True, True, True, True, False]
        assert not any(begins_page(report(), index, with_parts()) for index in range(5))

    def test_word_and_page_begin_the_same_sections_anew(self) -> None:
        theme = with_parts("section_pages")
        classes = page("en", theme).xpath("//main/section/@class")
        assert ["opener" in name for name in classes] == [True, True, True, True, False]
        root = word("en", theme)
        styles = root.xpath(
            "//w:pStyle/@w:val[. = 'Heading1' or . = 'JoinedHeading1']", namespaces=NAMES
        )
        assert styles[-2:] == ["Heading1", "JoinedHeading1"]
        assert styles.count("JoinedHeading1") == 1

    def test_a_section_without_heading_begins_its_page_in_word_too(self) -> None:
        root = word("zh", with_parts("section_pages"))
        (first,) = root.xpath("//w:p[w:pPr/w:pageBreakBefore/@w:val='1']", namespaces=NAMES)
        assert "人工智能（artificial intelligence，AI）" in "".join(first.itertext(f"{W}t"))


class TestCover:
    def test_the_abstract_is_the_summary_behind_it(self) -> None:
        found = page("en", with_parts("cover"))
        assert found.xpath("//section[@class='summary']//h2/text()") == ["Summary"]
        assert not found.xpath("//p[@class='abstract-label']")
        root = word("en", with_parts("cover"))
        assert lines(root, "UnnumberedHeading1") == ["Summary"]
        assert lines(root, "AbstractLabel") == []

    def test_it_is_a_section_of_its_own_in_word_without_head_and_folio(self) -> None:
        root = word("zh", with_parts("cover"))
        first, last = root.xpath("//w:sectPr", namespaces=NAMES)
        assert first.getparent().tag == f"{W}pPr"
        assert not first.xpath("w:headerReference | w:footerReference", namespaces=NAMES)
        assert last.xpath("w:headerReference", namespaces=NAMES)

    def test_without_it_the_date_is_in_the_running_heads_alone(self) -> None:
        style, _, body = to_html(rendering("en", with_parts())).partition("</style>")
        assert "In 2022" in style
        assert "In 2022" not in body
        assert lines(word("en", with_parts()), "Date") == []
        assert lines(word("en", with_parts("cover")), "Date") == ["In 2022"]

    def test_the_title_can_be_read_on_the_panel(self) -> None:
        theme = load_theme("report")
        assert "color: #ffffff; }" in to_html(rendering("en", theme))


class TestBackMatter:
    def test_it_says_what_there_is(self) -> None:
        theme = with_parts("back_cover")
        words = [word for word, _ in back_matter(report().front, theme)]
        assert words == [None, "citation_lead", "contact_lead"]
        bare_front = replace(report().front, notice=None, citation=None, contact=None)
        assert back_matter(bare_front, theme) == ()
        assert back_matter(report().front, with_parts()) == ()

    def test_it_ends_the_page_and_the_word_file(self) -> None:
        theme = with_parts("back_cover")
        last = page("en", theme).xpath("//body/*[last()]")[0]
        assert "How to cite" in last.text_content()
        assert lines(word("en", theme), "AboutText")[1:] == ["Quote this", "Somewhere"]


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("names", [PARTS, ("contents", "key_figures"), ("cover",)])
def test_word_finds_no_fault(edition: str, names: tuple[str, ...], tmp_path: Any) -> None:
    theme = with_parts(*names)
    data = RENDERERS.get("docx")(rendering(edition, theme)).data
    assert audit(data, tmp_path) == []


def test_every_text_is_escaped() -> None:
    hard = Text.same("<b>&\"'")
    front = replace(
        report().front, title=hard, date=hard, notice=hard, citation=hard, contact=hard, label=hard
    )
    made = replace(report(), front=front)
    theme = load_theme("report")
    found = to_html(Rendering(made, EDITIONS["en"], theme, drawings(made)))
    assert "<b>&" not in found
    assert load_locale("en", theme).word("about") in found
