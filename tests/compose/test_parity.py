"""The languages of a text hold the same numbers, or the text is named."""

from collections.abc import Callable

import pytest

from reportgen.compose import parity
from reportgen.document import Document

Compose = Callable[..., Document]

YES, NO = '{{ share("uses", "yes") }}', '{{ share("uses", "no") }}'


def findings(document: Document) -> list[tuple[str, str | None]]:
    return [(finding.message, finding.found) for finding in parity(document)]


def text(zh: str, en: str) -> str:
    return f"# 甲 | A {{#part}}\n\n::: zh\n{zh}\n:::\n::: en\n{en}\n:::\n"


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("甲", "A"),
        (f"{YES}、{NO}", f"{NO}, {YES}"),
        (f"**{YES}**", YES),
        (f"{YES}{YES}", f"{YES} {YES}"),
        (f"- {YES}\n- {NO}", f"- {YES}\n- {NO}"),
    ],
)
def test_the_same_numbers_in_any_order_are_in_parity(composed: Compose, zh: str, en: str) -> None:
    assert findings(composed(text(zh, en))) == []


@pytest.mark.parametrize(
    ("zh", "en", "found"),
    [
        (YES, "none", "only zh: s.yes (share); only en: —"),
        ("无", YES, "only zh: —; only en: s.yes (share)"),
        (YES, NO, "only zh: s.yes (share); only en: s.no (share)"),
        (f"{YES}{YES}", YES, "only zh: s.yes (share); only en: —"),
        (YES, '{{ percent("uses", "yes") }}', "only zh: s.yes (share); only en: s.yes (percent)"),
    ],
)
def test_a_paragraph_with_other_numbers_is_named(
    composed: Compose, zh: str, en: str, found: str
) -> None:
    assert findings(composed(text(zh, en))) == [
        (
            "a paragraph of section 'part' has other numbers in 'en' than in 'zh'",
            found.replace("s.", "staff.uses."),
        )
    ]


def test_a_list_is_compared_item_by_item(composed: Compose) -> None:
    document = composed(text(f"- {YES}\n- {NO}", f"- {NO}\n- {YES}"))
    messages = [message for message, _ in findings(document)]
    assert messages == ["a list of section 'part' has other numbers in 'en' than in 'zh'"] * 2


def test_captions_are_compared_too(composed: Compose) -> None:
    report = (
        "title: T\nsurveys: {staff: {data: staff.csv, codebook: staff.yaml}}\n"
        "figures:\n  uses:\n    rows: [uses]\n"
        "    title: {zh: '{{ respondents(\"staff\") }}人', en: Staff}\n"
    )
    document = composed('# 甲 | A\n\n{{ figure("uses") }}\n', report=report)
    assert findings(document) == [
        (
            "the title or a note of figure 'uses' has other numbers in 'en' than in 'zh'",
            "only zh: staff (base); only en: —",
        )
    ]


def test_the_notes_that_are_added_are_always_in_parity(composed: Compose) -> None:
    parts = ["{{ table('use') }}", "{{ table('moods') }}", "{{ figure('both') }}",
        "{{ figure('wards') }}", "{{ figure('tools') }}", "{{ table('tools') }}"]  # fmt: skip
    assert findings(composed("# 甲 | A\n\n" + "\n\n".join(parts) + "\n")) == []
