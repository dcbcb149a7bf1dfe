"""The Document: what stands where, and what it is numbered."""

from collections.abc import Callable, Iterable

import pytest

from reportgen.document import (
    Document,
    Emphasis,
    Figure,
    Form,
    Number,
    Paragraph,
    ReferenceList,
    Table,
    Words,
)
from reportgen.errors import ReportError
from reportgen.text import Text

Compose = Callable[..., Document]
Refused = Callable[[Callable[[], Document]], str]

BOTH = "::: zh\n甲\n:::\n::: en\nA\n:::\n"


def placed(document: Document) -> list[tuple[type, str, int]]:
    return [
        (type(block), block.id, block.number)
        for block in document.blocks()
        if isinstance(block, Table | Figure)
    ]


def test_tables_and_figures_are_numbered_as_they_appear(composed: Compose) -> None:
    text = (
        '# 甲 | A\n\n{{ figure("tools") }}\n\n{{ table("moods") }}\n\n## 乙 | B\n\n'
        '{{ table("use") }}\n\n{{ figure("both") }}\n'
    )
    assert placed(composed(text)) == [
        (Figure, "tools", 1), (Table, "moods", 1), (Table, "use", 2), (Figure, "both", 2),
    ]  # fmt: skip


def test_two_in_one_line_stand_one_after_the_other(composed: Compose) -> None:
    text = '# 甲 | A\n\n{{ table("use") }} {{ figure("tools") }}\n'
    assert placed(composed(text)) == [(Table, "use", 1), (Figure, "tools", 1)]


def test_a_table_or_figure_stands_once(composed: Compose, refused: Refused) -> None:
    text = '# 甲 | A\n\n{{ table("use") }}\n\n## 乙 | B\n\n{{ table("use") }}\n'
    told = refused(lambda: composed(text))
    assert told == "report.md:7: this table or figure stands in the text twice\n  found: tbl:use"


def test_a_table_within_a_paragraph_is_refused(composed: Compose, refused: Refused) -> None:
    text = '# 甲 | A\n\n::: zh\n见{{ table("use") }}\n:::\n::: en\nSee\n:::\n'
    assert refused(lambda: composed(text)).startswith(
        "report.md:4: a table or figure must stand in a line of its own"
    )


@pytest.mark.parametrize(
    "line", ["A", "2022", "0", "²", '{{ label("uses") }}', 'A {{ table("use") }}']
)
def test_text_outside_the_languages_is_refused(composed: Compose, line: str) -> None:
    with pytest.raises(ReportError) as caught:
        composed(f"# 甲 | A\n\n{line}\n")
    (finding,) = caught.value.findings
    assert str(finding.place).endswith("report.md:3")
    assert finding.message() == "this text stands outside the languages' blocks"
    assert finding.mend() == "Put it between '::: zh' and ':::', in half-width colons."


@pytest.mark.parametrize("line", ["A", "2022", "0", "²"])
def test_in_one_language_paragraphs_stand_bare(english: Compose, line: str) -> None:
    document = english(f"# H\n\n{line}\n\n::: en\nB\n:::\n")
    assert [block for block in document.blocks() if isinstance(block, Paragraph)] == [
        Paragraph({"en": (Words(line),)}), Paragraph({"en": (Words("B"),)}),
    ]  # fmt: skip


def test_in_one_language_another_languages_block_is_refused(
    english: Compose, refused: Refused
) -> None:
    assert refused(lambda: english("# H\n\n::: zh\n甲\n:::\n")) == (
        "report.md:3: unknown language of a block\n  found: zh\n  allowed: en"
    )


def text_of(document: Document, language: str) -> str:
    (paragraph,) = (block for block in document.blocks() if isinstance(block, Paragraph))
    return "".join(span.text for span in paragraph.content[language] if isinstance(span, Words))


def test_lines_are_joined_by_a_space_in_english_and_by_nothing_in_chinese(
    composed: Compose,
) -> None:
    document = composed("# 甲 | A\n\n::: zh\n甲，\n乙\n:::\n::: en\nA,\nB\n:::\n")
    assert text_of(document, "zh") == "甲，乙"
    assert text_of(document, "en") == "A, B"


def table(document: Document) -> Table:
    (found,) = (block for block in document.blocks() if isinstance(block, Table))
    return found


def test_a_caption_may_hold_numbers(composed: Compose) -> None:
    title = table(composed('# 甲 | A\n\n{{ table("use") }}\n')).title
    zh, en = title["zh"], title["en"]
    assert isinstance(zh[0], Number)
    assert (zh[0].form, zh[0].estimate.count, zh[1:]) == (Form.BASE, 24, (Words("人"),))
    assert (en[0], en[1], en[2]) == (Words("The "), zh[0], Words(" staff"))


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("use", (Form.COUNT, Form.PERCENT_CELL, Form.INTERVAL_CELL)),
        ("tools", (Form.COUNT_PERCENT_CELL,)),
    ],
)
def test_a_table_prints_these_forms_unless_told_otherwise(
    english: Compose, name: str, cells: tuple[Form, ...]
) -> None:
    assert table(english(f'# H\n\n{{{{ table("{name}") }}}}\n')).cells == cells


def test_a_table_prints_the_forms_it_is_told_to(composed: Compose) -> None:
    report = (
        "title: T\nsurveys: {staff: {data: staff.csv, codebook: staff.yaml}}\nlanguages: [en]\n"
        "editions: [en]\ntables:\n  use: {title: T, rows: [uses], cells: [count, percent, interval,"
        " fraction, count_percent, share]}\n"
    )
    assert table(composed('# H\n\n{{ table("use") }}\n', report=report)).cells == (
        Form.COUNT, Form.PERCENT_CELL, Form.INTERVAL_CELL, Form.FRACTION, Form.COUNT_PERCENT_CELL,
        Form.SHARE_CELL,
    )  # fmt: skip


def test_a_note_of_ones_own_comes_first(composed: Compose) -> None:
    notes = table(composed('# 甲 | A\n\n{{ table("moods") }}\n')).notes
    assert notes[0]["en"] == (Words("By "), Emphasis((Words("P"),)))
    assert len(notes) > 1


def test_a_figure_has_a_note_of_ones_own_too(composed: Compose) -> None:
    report = (
        "title: T\nsurveys: {staff: {data: staff.csv, codebook: staff.yaml}}\nlanguages: [en]\n"
        "editions: [en]\nfigures:\n"
        "  use: {title: T, rows: [uses], note: 'Of {{ base(\"uses\") }}'}\n"
    )
    document = composed('# H\n\n{{ figure("use") }}\n', report=report)
    (figure,) = document.figures()
    words, number = figure.notes[0]["en"]
    assert words == Words("Of ")
    assert isinstance(number, Number)
    assert (number.form, number.estimate.count) == (Form.BASE, 22)


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        ('{{ table("use") }}', "table or figure"),
        ('{{ figure("both") }}', "table or figure"),
        ("::: zh\n- 甲\n:::\n::: en\n- A\n:::", "list"),
    ],
)
def test_an_abstract_holds_paragraphs_only(
    composed: Compose, refused: Refused, part: str, kind: str
) -> None:
    text = f"# 摘要 | Abstract {{#abstract}}\n\n## 目的 | Aim\n\n{part}\n"
    assert refused(lambda: composed(text)).partition(": ")[2] == f"an abstract can't hold a {kind}"


def test_a_reference_leads_to_what_stands_in_the_text(composed: Compose) -> None:
    document = composed('# 甲 | A {#a}\n\n{{ table("use") }}\n\n{{ figure("both") }}\n')
    assert {name: type(block).__name__ for name, block in document.targets.items()} == {
        "sec:a": "Section", "tbl:use": "Table", "fig:both": "Figure",
    }  # fmt: skip


def test_a_reference_to_a_table_that_stands_nowhere_is_refused(
    english: Compose, refused: Refused
) -> None:
    text = '# H {#h}\n\n{{ ref("tbl:use") }} {{ ref("fig:both") }} {{ ref("tbl:tools") }}\n\n'
    told = refused(lambda: english(text + '{{ table("tools") }}\n'))
    assert told.splitlines() == [
        "report.md:3:9: the text refers to what stands nowhere in it",
        "  found: tbl:use",
        "  allowed: sec:h, tbl:tools",
        "  did you mean: tbl:tools",
        "report.md:3:30: the text refers to what stands nowhere in it",
        "  found: fig:both",
        "  allowed: sec:h, tbl:tools",
    ]


def lists(blocks: Iterable[object]) -> list[ReferenceList]:
    return [block for block in blocks if isinstance(block, ReferenceList)]


def test_the_reference_list_holds_the_works_cited_in_order(english: Compose) -> None:
    text = '# H\n\n{{ cite("second") }}{{ cite("2022", "second") }}\n\n# R {#references}\n'
    (found,) = lists(english(text).blocks())
    assert [(entry.key, entry.number, entry.text["en"]) for entry in found.entries] == [
        ("second", 1, "Paper B"), ("2022", 2, "Paper C"),
    ]  # fmt: skip


def test_works_are_cited_only_with_a_section_for_their_list(
    english: Compose,
) -> None:
    with pytest.raises(ReportError) as caught:
        english('# H\n\n{{ cite("first") }}\n')
    (finding,) = caught.value.findings
    assert finding.message() == "works are cited, but no section holds the reference list"
    assert "{#references}" in finding.mend()


@pytest.mark.parametrize(
    ("references", "told"),
    [
        ("a: b\n", ["references.yaml:1:1: the reference list must be a list of entries"]),
        ("- {zh: 甲, en: A}\n- plain\n", [
            "references.yaml:1:3 (0): a reference needs a key",
            "references.yaml:2:3 (1): a reference needs a key"]),
        ("- {key: a, zh: 甲}\n- {key: 2022, en: A}\n", [
            "references.yaml:1:3 (0): the text in 'en' is missing", "  found: a",
            "references.yaml:2:3 (1): the text in 'zh' is missing", "  found: 2022"]),
        ("- {key: 1, zh: 甲, en: A}\n- {key: 1, zh: 乙, en: B}\n", [
            "references.yaml:2:3 (1): this reference stands twice", "  found: 1"]),
    ],
)  # fmt: skip
def test_a_fault_of_the_reference_list(
    composed: Compose, refused: Refused, references: str, told: list[str]
) -> None:
    document = "# 甲 | A\n"
    assert refused(lambda: composed(document, "", references)).splitlines() == told


def test_a_report_may_do_without_references(composed: Compose) -> None:
    report = (
        "title: T\nsurveys: {staff: {data: staff.csv, codebook: staff.yaml}}\nlanguages: [en]\n"
        "editions: [en]\n"
    )
    document = composed("# H\n\n# R {#references}\n", "#", report=report + "#")
    assert lists(document.blocks()) == [ReferenceList(())]


def test_the_title_block_is_that_of_report_yaml(composed: Compose) -> None:
    article = (
        "article:\n  label: {zh: 调查, en: Survey}\n  notice: N\n  authors: [X, Y]\n"
        "  affiliations: [Z]\n  keywords: [K]\n  running_head: R\n"
    )
    front = composed(f"# 摘要 | Abstract {{#abstract}}\n\n{BOTH}\n# 甲 | A\n", article).front
    assert (front.title["en"], front.label and front.label["zh"]) == ("Title", "调查")
    assert (front.authors, front.affiliations, front.keywords) == (
        (Text.same("X"), Text.same("Y")), (Text.same("Z"),), (Text.same("K"),),
    )  # fmt: skip
    assert (front.notice, front.running_head) == (Text.same("N"), Text.same("R"))
    assert front.abstract is not None
    assert front.abstract.blocks == (Paragraph({"zh": (Words("甲"),), "en": (Words("A"),)}),)


def test_the_same_input_gives_the_same_document(composed: Compose) -> None:
    text = f'# 甲 | A\n\n{BOTH}\n{{{{ table("use") }}}}\n'
    assert composed(text) == composed(text)
