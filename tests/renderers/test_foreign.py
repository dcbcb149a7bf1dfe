"""Text in another script, and addresses, in the HTML of a page."""

import pytest
from lxml import html

from reportgen.locales import load_locale
from reportgen.renderers.foreign import foreign_language, linked, spoken

ZH, EN = load_locale("zh"), load_locale("en")
DOI, PAGE = "10.2196/jmir.6.3.e34", "https://search.example/gim/wpr-956783"


def marked(made: str) -> list[tuple[str, str]]:
    """The parts of a text that have a language of their own."""
    page = html.fromstring(f"<p>{made}</p>")
    return [(found.get("data-language"), found.text) for found in page.xpath("//span")]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Work of 王某 and others", [("zh-CN", "王某")]),
        ("《中华放射学杂志》, 2022", [("zh-CN", "中华放射学杂志")]),
        ("甲、乙 and 丙", [("zh-CN", "甲、乙"), ("zh-CN", "丙")]),
        ("No Chinese, no mark", []),
    ],
)
def test_chinese_in_english_says_that_it_is(text: str, parts: list[tuple[str, str]]) -> None:
    assert marked(spoken(text, EN)) == parts
    assert html.fromstring(f"<p>{spoken(text, EN)}</p>").text_content() == text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "A survey report on imaging[J]. 中华放射学杂志",
            [("en-US", "A survey report on imaging")],
        ),
        ("人工智能（artificial intelligence，AI）", []),
        ("应用Wilson法和AI", []),
    ],
)
def test_english_in_chinese_is_marked_where_it_is_more_than_a_term(
    text: str, parts: list[tuple[str, str]]
) -> None:
    assert marked(spoken(text, ZH)) == parts


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Eysenbach G. Improving the quality of Web surveys[J].", "en-US"),
        ("金征宇. 人工智能医学影像应用[J].", None),
        ("AI 2022", None),
    ],
)
def test_an_entry_of_a_chinese_list_without_chinese_is_english(
    text: str, language: str | None
) -> None:
    assert foreign_language(text, ZH) == language
    assert foreign_language(text, EN) is None


def test_addresses_are_links_without_the_stop_after_them() -> None:
    page = html.fromstring(f"<p>{linked(f'A. DOI: {DOI}. See {PAGE}; a@b.example.', ZH)}</p>")
    links = [(found.get("href"), found.text) for found in page.xpath("//a")]
    assert links == [
        (f"https://doi.org/{DOI}", DOI), (PAGE, PAGE), ("mailto:a@b.example", "a@b.example"),
    ]  # fmt: skip
    assert page.text_content() == f"A. DOI: {DOI}. See {PAGE}; a@b.example."


@pytest.mark.parametrize("text", ["10.5% of 10.1 kg", "GB/T 7713.2—2022", "a @ b", "1/2"])
def test_what_only_looks_like_an_address_is_none(text: str) -> None:
    assert "<a" not in linked(text, ZH)


def test_nothing_of_a_text_is_taken_for_html() -> None:
    made = linked('<b>https://x.example/"onclick="y <script>', EN)
    page = html.fromstring(f"<p>{made}</p>")
    assert [found.tag for found in page.iter()] == ["p", "a"]
    assert set(page.xpath("//a")[0].attrib) == {"href"}
