"""The languages of a text hold the same numbers and references, or the text is named."""

from collections.abc import Callable

import pytest

from reportgen.document import Document
from reportgen.errors import Finding, ReportError

Compose = Callable[..., Document]

YES, NO = '{{ share("uses", "yes") }}', '{{ share("uses", "no") }}'


def findings(make: Callable[[], Document]) -> list[Finding]:
    """What a text is refused for."""
    with pytest.raises(ReportError) as caught:
        make()
    return list(caught.value.findings)


def place(finding: Finding) -> str:
    return str(finding.place).rpartition("/")[2]


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
        ('见{{ ref("sec:part") }}。', 'See {{ ref("sec:part") }} and *{{ ref("sec:part") }}*.'),
    ],
)
def test_the_same_numbers_in_any_order_are_in_parity(composed: Compose, zh: str, en: str) -> None:
    assert composed(text(zh, en)).languages == ("zh", "en")


@pytest.mark.parametrize(
    ("zh", "en", "only"),
    [
        (YES, "none", "only zh: s.yes (share); only en: —"),
        ("无", YES, "only zh: —; only en: s.yes (share)"),
        (YES, NO, "only zh: s.yes (share); only en: s.no (share)"),
        (f"{YES}{YES}", YES, "only zh: s.yes (share); only en: —"),
        (YES, '{{ percent("uses", "yes") }}', "only zh: s.yes (share); only en: s.yes (percent)"),
    ],
)
def test_a_paragraph_with_other_numbers_is_named(
    composed: Compose, zh: str, en: str, only: str
) -> None:
    (finding,) = findings(lambda: composed(text(zh, en)))
    assert finding.message() == "this text has other numbers in 'en' than in 'zh'"
    assert finding.remarks() == [only.replace("s.", "staff.uses.")]
    assert place(finding) == "report.md:4"


@pytest.mark.parametrize(
    ("zh", "en", "only"),
    [
        ('{{ ref("sec:part") }}', "none", "only zh: sec:part; only en: —"),
        ('{{ cite("first") }}', '{{ cite("second") }}', "only zh: [1]; only en: [2]"),
        ("无", '{{ cite("first", "second") }}', "only zh: —; only en: [1], [2]"),
    ],
)
def test_a_paragraph_with_other_references_is_named(
    composed: Compose, zh: str, en: str, only: str
) -> None:
    whole = text(zh, en) + "\n# 参考文献 | References {#references}\n"
    (finding,) = findings(lambda: composed(whole))
    assert finding.message() == "this text points elsewhere in 'en' than in 'zh'"
    assert finding.remarks() == [only]
    assert place(finding) == "report.md:4"


def test_a_list_is_compared_item_by_item(composed: Compose) -> None:
    found = findings(lambda: composed(text(f"- {YES}\n- {NO}", f"- {NO}\n- {YES}")))
    assert [finding.name for finding in found] == ["uneven-numbers"] * 2


def test_captions_are_compared_too(composed: Compose) -> None:
    report = (
        "title: T\nsurveys: {staff: {data: staff.csv, codebook: staff.yaml}}\n"
        "figures:\n  uses:\n    rows: [uses]\n"
        "    title: {zh: '{{ respondents(\"staff\") }}人', en: Staff}\n"
    )
    (finding,) = findings(lambda: composed('# 甲 | A\n\n{{ figure("uses") }}\n', report=report))
    assert place(finding) == "report.yaml:6:5 (figures.uses.title)"
    assert finding.remarks() == ["only zh: staff (base); only en: —"]


def test_the_notes_that_are_added_are_always_in_parity(composed: Compose) -> None:
    parts = ["{{ table('use') }}", "{{ table('moods') }}", "{{ figure('both') }}",
        "{{ figure('wards') }}", "{{ figure('tools') }}", "{{ table('tools') }}"]  # fmt: skip
    assert len(composed("# 甲 | A\n\n" + "\n\n".join(parts) + "\n").targets) == 7
