from dataclasses import replace

from reportgen.document import (
    Document,
    Emphasis,
    Figure,
    Form,
    FrontMatter,
    Number,
    Paragraph,
    Section,
    Words,
    numbers,
    walk,
)
from reportgen.results import Base, Estimate, Tabulation
from reportgen.text import Text

EMPTY = Tabulation("fig:x", (), (), (), None, {})
FIGURE = Figure("x", 1, {}, "bar", EMPTY)
PARAGRAPH = Paragraph({"en": (Words("a"),)})


def section(name: str, *blocks: object) -> Section:
    return Section(name, "body", 1, (1,), Text.same(name), blocks)  # type: ignore[arg-type]


def test_blocks_come_in_reading_order_a_section_before_its_content() -> None:
    inner = section("inner", FIGURE)
    outer = section("outer", PARAGRAPH, inner)
    assert list(walk(outer)) == [outer, PARAGRAPH, inner, FIGURE]


def test_a_document_begins_with_its_abstract() -> None:
    abstract, first, second = section("abstract"), section("a", PARAGRAPH), section("b")
    front = FrontMatter(Text.same("T"), abstract=abstract)
    document = Document(("en",), front, (first, second))
    assert list(document.blocks()) == [abstract, first, PARAGRAPH, second]
    without = replace(document, front=replace(front, abstract=None))
    assert list(without.blocks()) == [first, PARAGRAPH, second]


def test_the_figures_come_in_order_from_any_depth() -> None:
    other = replace(FIGURE, id="y", number=2)
    document = Document(
        ("en",),
        FrontMatter(Text.same("T")),
        (section("a", section("b", FIGURE)), section("c", other)),
    )
    assert [figure.id for figure in document.figures()] == ["x", "y"]


def test_numbers_are_found_within_emphasis_too() -> None:
    spans = [
        Number(Estimate("s", "q", code, (), 1, Base(2), 0.5), Form.SHARE) for code in ("a", "b")
    ]
    content = (spans[0], Words("x"), Emphasis((Emphasis((spans[1],), True), Words("y"))))
    assert list(numbers(content)) == spans


def test_a_form_is_named_as_locale_files_name_it() -> None:
    assert {form.value for form in Form} == {
        "share", "percent", "count", "base", "fraction", "interval", "percent_cell",
        "count_percent_cell", "share_cell", "interval_cell", "percent_label",
        "value", "value_error", "value_interval", "value_interval_cell",
    }  # fmt: skip
