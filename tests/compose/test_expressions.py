"""What each function of the narrative means."""

from collections.abc import Callable

import pytest

from reportgen.compose.expressions import Expressions, Label
from reportgen.document import Citation, Document, Form, Number, Paragraph, Reference, Words
from reportgen.results import Base, Estimate, Results
from reportgen.survey import Item, ItemType, ResponseOption
from reportgen.text import Text

Compose = Callable[..., Document]
Refused = Callable[[Callable[[], Document]], str]


def spans(document: Document) -> list[object]:
    """What the first paragraph holds, its plain words left out."""
    (paragraph,) = (block for block in document.blocks() if isinstance(block, Paragraph))
    return [span for span in paragraph.content["en"] if span not in (Words("["), Words("]"))]


def only(english: Compose, expression: str, added: str = "") -> object:
    (span,) = spans(english(f"# H\n\n[{{{{ {expression} }}}}]\n\n# R {{#references}}\n", added))
    return span


@pytest.mark.parametrize(
    ("expression", "form", "count", "base"),
    [
        ('share("uses", "yes")', Form.SHARE, 14, 22),
        ('percent("uses", "no")', Form.PERCENT, 8, 22),
        ('count("tools", "ct")', Form.COUNT, 22, 24),
        ('fraction("tools", "mri")', Form.FRACTION, 16, 24),
        ('interval("uses", "yes")', Form.INTERVAL, 14, 22),
        ('base("uses")', Form.BASE, 22, 22),
        ('base("tools", ward="b")', Form.BASE, 10, 10),
        ('respondents("staff")', Form.BASE, 24, 24),
        ('share("tools", rank=1)', Form.SHARE, 22, 24),
        ('share("tools", rank=2)', Form.SHARE, 16, 24),
        ('share("tools", "mri", ward="a")', Form.SHARE, 14, 14),
        ('share("tools", "mri", ward="b")', Form.SHARE, 2, 10),
        ('count("tools", rank=1, ward="b")', Form.COUNT, 8, 10),
    ],
)
def test_a_number(english: Compose, expression: str, form: Form, count: int, base: int) -> None:
    span = only(english, expression)
    assert isinstance(span, Number)
    assert span.form == form
    assert (span.estimate.count, span.estimate.base.unweighted) == (count, base)


def test_options_of_equal_count_rank_in_the_codebooks_order(english: Compose) -> None:
    options = []
    for rank in (1, 2, 3):
        span = only(english, f'count("mood", rank={rank})')
        assert isinstance(span, Number)
        options.append(span.estimate.option)
    assert options == ["good", "fair", "poor"]


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ('label("uses")', "Use"),
        ('label("uses", lower=true)', "use"),
        ('label("tools", "ct")', "Computed tomography"),
        ('label("tools", "ct", lower=true)', "computed tomography"),
        ('label("tools", "mri", lower=true)', "MRI"),
        ('label("tools", rank=1)', "Computed tomography"),
        ('label("tools", rank=2, lower=true)', "MRI"),
    ],
)
def test_a_label(english: Compose, expression: str, words: str) -> None:
    assert only(english, expression) == Words(words)


def test_a_label_is_in_the_language_around_it(composed: Compose) -> None:
    text = (
        '# 甲 | A\n\n::: zh\n{{ label("tools", "ct") }}\n:::\n'
        '::: en\n{{ label("tools", "ct") }}\n:::\n'
    )
    (paragraph,) = (block for block in composed(text).blocks() if isinstance(block, Paragraph))
    assert paragraph.content == {"zh": (Words("CT机"),), "en": (Words("Computed tomography"),)}


def test_a_cross_reference(english: Compose) -> None:
    text = '# H {#here}\n\n[{{ ref("tbl:use") }}{{ ref("sec:here") }}]\n\n{{ table("use") }}\n'
    assert spans(english(text)) == [Reference("tbl:use"), Reference("sec:here")]


def test_citations_are_numbered_in_order_of_first_citation(english: Compose) -> None:
    text = (
        '# H\n\n[{{ cite("second") }}{{ cite("first", "second") }}{{ cite("2022", "first") }}]\n\n'
        "# R {#references}\n"
    )
    assert spans(english(text)) == [Citation((1,)), Citation((1, 2)), Citation((2, 3))]


@pytest.mark.parametrize(
    ("expression", "column", "message"),
    [
        ('share("use", "yes")', 11, "unknown item\n  found: use\n  allowed: uses, tools, ward, mood"
            "\n  did you mean: uses"),
        ('share("uses", "yess")', 19, "unknown option of 'uses'\n  found: yess"
            "\n  allowed: yes, no\n  did you mean: yes"),
        ('share("tools", "ct", ward="c")', 31, "unknown option of 'ward'\n  found: c"
            "\n  allowed: a, b"),
        ('share("tools", "ct", wards="a")', 25, "unknown item\n  found: wards"
            "\n  allowed: uses, tools, ward, mood\n  did you mean: ward"),
        ('share("uses")', 1, "name either an option of 'uses' or a rank\n  allowed: yes, no"),
        ('share("uses", "yes", rank=1)', 1, "name either an option of 'uses' or a rank"
            "\n  allowed: yes, no"),
        ('share("uses", rank=3)', 23, "'uses' has no such rank\n  found: 3\n  allowed: 1, 2"),
        ('share("uses", rank=0)', 23, "'uses' has no such rank\n  found: 0\n  allowed: 1, 2"),
        ('share("tools", "ct", mood="good")', 1, "'tools' is not broken down by mood"),
        ('respondents("stuff")', 17, "unknown survey\n  found: stuff\n  allowed: staff"
            "\n  did you mean: staff"),
        ('table("uses")', 11, "unknown table\n  found: uses\n  allowed: use, tools, moods"
            "\n  did you mean: use"),
        ('figure("use")', 12, "unknown figure\n  found: use\n  allowed: tools, both, wards"),
        ('cite("third")', 10, "unknown reference\n  found: third"
            "\n  allowed: first, second, 2022"),
        ('label("uses", "maybe")', 19, "unknown option of 'uses'\n  found: maybe"
            "\n  allowed: yes, no"),
        ('base("us")', 10, "unknown item\n  found: us\n  allowed: uses, tools, ward, mood"
            "\n  did you mean: uses"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_named_with_its_place(
    english: Compose, refused: Refused, expression: str, column: int, message: str
) -> None:
    told = refused(lambda: english(f"# H\n\n{{{{ {expression} }}}}\n"))
    assert told == f"report.md:3:{column}: {message}"


def test_an_unknown_target_lists_the_targets(english: Compose, refused: Refused) -> None:
    told = refused(lambda: english('# H {#here}\n\nSee {{ ref("tbl:uses") }}.\n'))
    assert told.splitlines() == [
        "report.md:3:13: unknown target of a cross-reference",
        "  found: tbl:uses",
        "  allowed: tbl:use, tbl:tools, tbl:moods, fig:tools, fig:both, fig:wards, sec:here",
        "  did you mean: tbl:use",
    ]


def test_a_named_breakdown_can_be_asked_for(english: Compose) -> None:
    span = only(english, 'count("tools", "mri", mood="good")', "breakdowns: {staff: [mood]}\n")
    assert isinstance(span, Number)
    assert (span.estimate.count, span.estimate.base.unweighted) == (7, 7)


def test_a_residual_option_ranks_last_however_many_chose_it() -> None:
    options = (
        ResponseOption("other", Text.same("Other"), is_residual=True),
        ResponseOption("few", Text.same("Few")),
        ResponseOption("many", Text.same("Many")),
    )
    item = Item("s", "q", ItemType.SELECT_ONE, Text.same("Q"), options)
    found = [
        Estimate("s", "q", code, (), count, Base(60), count / 60)
        for code, count in (("other", 40), ("few", 5), ("many", 15))
    ]
    results = Results({}, {estimate.id: estimate for estimate in found}, {}, {"q": item})
    expressions = Expressions(results, (), (), (), ())
    for rank in (1, 2, 3):
        expressions.label("q", rank=rank)
    assert [span.text["en"] for span in expressions.spans if isinstance(span, Label)] == [
        "Many", "Few", "Other",
    ]  # fmt: skip


def test_a_label_by_rank_is_that_of_the_same_group_as_the_number(english: Compose) -> None:
    assert only(english, 'label("tools", rank=1, ward="b")') == Words("Computed tomography")
    number = only(english, 'count("tools", rank=1, ward="b")')
    assert isinstance(number, Number)
    assert number.estimate.option == "ct"
