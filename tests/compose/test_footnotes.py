"""Footnotes of the narrative become spans where they are called, in each language."""

from collections.abc import Callable

import pytest

from reportgen.document import (
    Citation,
    Document,
    Emphasis,
    Footnote,
    ListBlock,
    Number,
    Paragraph,
    Words,
    footnotes,
)
from reportgen.errors import Finding, ReportError

Compose = Callable[..., Document]
YES = '{{ share("uses", "yes") }}'


def text(zh: str, en: str, after: str = "") -> str:
    return f"# 甲 | A {{#part}}\n\n::: zh\n{zh}\n:::\n::: en\n{en}\n:::\n\n{after}\n"


def findings(make: Callable[[], Document]) -> list[Finding]:
    with pytest.raises(ReportError) as caught:
        make()
    return list(caught.value.findings)


def notes(document: Document, language: str) -> list[Footnote]:
    found: list[Footnote] = []
    for block in document.blocks():
        match block:
            case Paragraph(content):
                found += footnotes(content[language])
            case ListBlock(items):
                found += [note for item in items for note in footnotes(item[language])]
    return found


def test_a_note_stands_where_it_is_called(composed: Compose) -> None:
    made = composed(text("甲[^a]乙。\n\n[^a]: 丙。", "One[^a] two.\n\n[^a]: Three."))
    (paragraph,) = made.sections[0].blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.content == {
        "zh": (Words("甲"), Footnote(1, (Words("丙。"),)), Words("乙。")),
        "en": (Words("One"), Footnote(1, (Words("Three."),)), Words(" two.")),
    }


def test_notes_are_numbered_in_each_language_as_they_are_called(composed: Compose) -> None:
    zh = "甲[^b]乙[^a]。\n\n- 丙[^c]\n\n[^a]: 一。\n[^b]：二\n接着。\n[^c]: 三。"
    en = "A[^a], *b[^b]*.\n\n- c[^c]\n\n[^a]: One.\n[^b]: Two,\n and more.\n\n[^c]: Three."
    made = composed(text(zh, en))
    said = {
        language: [(note.number, "".join(w.text for w in note.content if isinstance(w, Words)))
                   for note in notes(made, language)]
        for language in ("zh", "en")
    }  # fmt: skip
    assert said == {
        "zh": [(1, "二接着。"), (2, "一。"), (3, "三。")],
        "en": [(1, "One."), (2, "Two, and more."), (3, "Three.")],
    }


def test_a_note_outside_the_blocks_serves_every_language(composed: Compose) -> None:
    shared = f'[^a]: *WHO*, {YES}{{{{ cite("second") }}}}.'
    made = composed(text("甲[^a]。", "A[^a].", shared + "\n\n# 文献 | References {#references}\n"))
    for language in ("zh", "en"):
        (note,) = notes(made, language)
        kinds = [type(span) for span in note.content]
        assert kinds == [Emphasis, Words, Number, Citation, Words]
    assert "uses" in made.definitions.items


def test_an_escaped_mark_is_text(composed: Compose) -> None:
    made = composed(text(r"甲\[^a]。", r"A\[^a]."))
    (paragraph,) = made.sections[0].blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.content["en"] == (Words("A[^a]."),)


def test_a_definition_may_follow_its_paragraph_at_once(composed: Compose) -> None:
    made = composed(text("甲[^a]。\n[^a]: 乙。", "A[^a].\n[^a]: B."))
    assert [note.content for note in notes(made, "en")] == [(Words("B."),)]


@pytest.mark.parametrize(
    ("zh", "en", "told"),
    [
        ("甲[^use]。\n\n[^used]: 乙。", "A[^used].\n\n[^used]: B.", ["unknown-note"]),
        ("甲。\n\n[^a]: 乙。", "A.", ["unused-note"]),
        ("甲[^a]。\n\n[^a]: 乙。", "A.", ["uneven-notes"]),
        ("甲[^a]。\n\n[^a]: 乙[^a]。", "A[^a].\n\n[^a]: B.", ["note-in-note"]),
        ("甲[^a][^a]。\n\n[^a]: 乙。", "A[^a].\n\n[^a]: B.", ["note-called-twice"]),
        ("甲[^a]。\n\n[^a]: 乙。\n[^a]: 丙。", "A[^a].\n\n[^a]: B.", ["note-defined-twice"]),
        (f"甲[^a]。\n\n[^a]: {YES}。", "A[^a].\n\n[^a]: B.", ["uneven-numbers"]),
    ],
)
def test_a_fault_of_notes_is_told(composed: Compose, zh: str, en: str, told: list[str]) -> None:
    assert [finding.name for finding in findings(lambda: composed(text(zh, en)))] == told


def test_the_nearest_name_is_offered_and_the_place_told(composed: Compose) -> None:
    zh, en = "甲。\n\n乙[^use]。\n\n[^used]: 丙。", "A.\n\nB[^used].\n\n[^used]: C."
    (finding,) = findings(lambda: composed(text(zh, en)))
    assert finding.found == "use"
    assert finding.place is not None
    assert finding.place.line == 6
    assert "used" in finding.allowed


@pytest.mark.parametrize(
    "report",
    [
        "# 摘要 | Abstract {#abstract}\n\n::: zh\n甲[^a]。\n:::\n::: en\nA[^a].\n:::\n\n[^a]: B.\n",
        "# 甲[^a] | A[^a] {#part}\n\n::: zh\n甲。\n:::\n::: en\nA.\n:::\n",
    ],
)
def test_an_abstract_and_a_heading_have_no_notes(composed: Compose, report: str) -> None:
    told = {finding.name for finding in findings(lambda: composed(report))}
    assert told & {"note-out-of-text", "heading-with-markup"}
