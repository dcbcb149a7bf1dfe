"""Key figures of report.yaml: numbers like all others, traced, the same in each language."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportgen.document import Citation, Document, Form, Number, Words

Compose = Callable[..., Document]
Refused = Callable[[Callable[[], Document]], str]
TEXT = "# 甲 | A\n\n::: zh\n甲。\n:::\n::: en\nA.\n:::\n"


def figures(value: str, label: str = "{zh: 人, en: people}") -> str:
    return f"key_figures:\n  - value: {value!r}\n    label: {label}\n"


def test_a_key_figure_is_a_traced_number_with_its_label(composed: Compose) -> None:
    document = composed(TEXT, figures('{{ share("uses", "yes") }}'))
    (figure,) = document.front.key_figures
    for language in ("zh", "en"):
        (number,) = figure.value[language]
        assert isinstance(number, Number)
        assert number.form is Form.SHARE
        assert (number.estimate.id, number.estimate.count) == ("staff.uses.yes", 14)
    assert figure.label == {"zh": (Words("人"),), "en": (Words("people"),)}


def test_a_label_may_hold_an_expression(composed: Compose) -> None:
    label = """{zh: '共{{ respondents("staff") }}人', en: 'of {{ respondents("staff") }}'}"""
    (figure,) = composed(TEXT, figures('{{ count("uses", "yes") }}', label)).front.key_figures
    assert [type(inline) for inline in figure.label["zh"]] == [Words, Number, Words]


def test_there_are_none_unless_asked_for(composed: Compose) -> None:
    assert composed(TEXT).front.key_figures == ()


def test_the_text_is_cited_before_key_figures(composed: Compose) -> None:
    text = TEXT.replace("A.", 'A{{ cite("second") }}.').replace("甲。", '甲{{ cite("second") }}。')
    text += "\n# 参考文献 | References {#references}\n"
    label = """{zh: '{{ cite("first") }}', en: '{{ cite("first") }}'}"""
    document = composed(text, figures('{{ count("uses", "yes") }}', label))
    (figure,) = document.front.key_figures
    assert figure.label["en"] == (Citation((2,)),)


@pytest.mark.parametrize(
    ("added", "told"),
    [
        (figures("62%"), "report.yaml:15:5 (key_figures.0.value): a key figure needs"),
        (figures('{{ share("uses", "maybe") }}'), "(key_figures.0.value): unknown option"),
        (figures("{{ nobody }}"), "(key_figures.0.value): unknown name"),
        (
            figures('{{ table("use") }}'),
            "(key_figures.0.value): a table or figure must stand in a line of its own",
        ),
        (
            figures('{{ count("uses", "yes") }}', """{zh: '{{ base("uses") }}', en: none}"""),
            "(key_figures.0.label): this text has other numbers in 'en' than in 'zh'",
        ),
        (
            'key_figures: [{value: {zh: \'{{ count("uses", "yes") }}\', '
            'en: \'{{ count("uses", "no") }}\'}, label: x}]\n',
            "(key_figures.0.value): this text has other numbers in 'en' than in 'zh'",
        ),
    ],
)
def test_a_wrong_key_figure_is_told_with_its_place(
    composed: Compose, refused: Refused, added: str, told: str
) -> None:
    assert told in refused(lambda: composed(TEXT, added))
