"""Faults of expressions: a message with line and column, and never a traceback."""

from collections.abc import Callable

import pytest

from reportgen.document import Document, Paragraph, Words
from reportgen.text import Text, meant
from tests.attacks import FILES, MEMORY, PYTHON

Compose = Callable[..., Document]
Refused = Callable[[Callable[[], Document]], str]

NAMES = (
    "share, percent, count, fraction, interval, combination, base, respondents, label, ref, cite,"
    " comment, … (24 in all)"
)


@pytest.mark.parametrize(
    ("text", "place", "found"),
    [
        ('# H\n\nThe {{ shares("uses", "yes") }}.\n', "3:8", "shares"),
        ("# H\n\nA\nB {{ nobody }}\n", "4:6", "nobody"),
        ("# H\n\n{{ nobody.name }}\n", "3:4", "nobody"),
        ("# H\n\n{{ range(10**9) }}\n", "3:4", "range"),
        ("# H\n\n{{ lipsum() }}\n", "3:4", "lipsum"),
        ("# H\n\n{{ cycler }}{{ joiner }}\n", "3:4", "cycler"),
    ],
)
def test_an_unknown_name(
    english: Compose, refused: Refused, text: str, place: str, found: str
) -> None:
    told = refused(lambda: english(text)).splitlines()
    assert told[:3] == [
        f"report.md:{place}: unknown name", f"  found: {found}", f"  allowed: {NAMES}"
    ]  # fmt: skip


def test_an_unknown_name_is_answered_with_the_nearest(english: Compose, refused: Refused) -> None:
    told = refused(lambda: english('# H\n\n{{ shares("uses", "yes") }}\n'))
    assert told.endswith("did you mean: share")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ('share("uses", "否")', "no"),
        ('share("uses", " Ｎｏ")', "no"),
        ('share("病区", "a")', "ward"),
        ('share("tools", "computed  tomography")', "ct"),
        ('share("uses", "yes", ward="乙")', "b"),
        ('combination("tools", ["磁共振"])', "mri"),
    ],
)
def test_a_label_is_answered_with_the_name_that_it_belongs_to(
    english: Compose, refused: Refused, written: str, name: str
) -> None:
    told = refused(lambda: english(f"# H\n\n{{{{ {written} }}}}\n"))
    assert told.endswith(f"did you mean: {name}")


def test_a_label_of_several_names_leads_to_none() -> None:
    labels = {"a": Text.same("Other"), "b": Text({"zh": "其他", "en": "other"})}
    assert (meant(labels, "OTHER"), meant(labels, "其他"), meant(labels, "")) == (None, "b", None)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('# H\n\nA {{ share("uses", "yes") B\n', "3:3"),
        ('# H\n\n{{ share("uses, "yes") }}\n', "3:1"),
        ("# H\n\nx\n{{ 1 + }}\n", "4:1"),
        ("# H\n\n{% if true %}\nx\n", "3:1"),
        ("# H\n\n{% nonsense %}\n", "3:1"),
        ("# H\n\n{{ x|nofilter }}\n", "3:1"),
    ],
)
def test_a_fault_of_syntax(english: Compose, refused: Refused, text: str, place: str) -> None:
    told = refused(lambda: english(text))
    assert told.startswith(f"report.md:{place}: this expression can't be read: ")


@pytest.mark.parametrize(
    "expression",
    [
        *PYTHON,
        *MEMORY,
        "share.__class__",
        "share.__globals__",
        "share.__code__",
        "share.name",
        "ref.__self__.results",
        "ref.__func__",
        "ref['__self__']",
        "[ref]|map(attribute='__self__')|list",
        "range(10**9)|list",
    ],
)
def test_the_sandbox_lets_nothing_out(english: Compose, refused: Refused, expression: str) -> None:
    told = refused(lambda: english(f"# H\n\nSee {{{{ {expression} }}}}\n"))
    assert told.startswith("report.md:3")
    assert "Traceback" not in told


def test_what_is_refused_is_said_to_be_so(english: Compose, refused: Refused) -> None:
    told = refused(lambda: english("# H\n\nSee {{ ref.__self__.results }}\n"))
    assert told.startswith("report.md:3:5: an expression is not allowed here: ")


@pytest.mark.parametrize(
    "statement",
    [
        *('{% import "x" as y %}', '{% include "x" %}', '{% extends "x" %}'),
        *('{% from "x" import y %}', *FILES),
    ],
)
def test_no_other_file_is_read(english: Compose, refused: Refused, statement: str) -> None:
    told = refused(lambda: english(f"# H\n\n{statement}\n"))
    assert told.startswith("report.md:3:1: an expression can't be used so: ")


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("1 / 0", "division by zero"),
        ('"a" + 1', "can only concatenate str"),
        ('"a"|sum', "unsupported operand"),
        ("share()", "share missing 1 required positional argument: 'item'"),
        ('table("use", 2)', "table takes 2 positional arguments but 3 were given"),
        ("share", "parentheses"),
        ("share.name", "no attribute 'name'"),
        ('share("uses", rank="first")', "not supported"),
        ('share(["uses"], "yes")', "unhashable"),
    ],
)
def test_an_expression_that_cannot_be_computed(
    english: Compose, refused: Refused, expression: str, message: str
) -> None:
    told = refused(lambda: english(f"# H\n\n{{{{ {expression} }}}}\n"))
    assert told.startswith("report.md:3:1: an expression can't be used so: ")
    assert message in told


@pytest.mark.parametrize("mark", ["\ue000", "\ue001", "\ue0000\ue001"])
def test_a_private_use_character_is_no_expression(
    english: Compose, refused: Refused, mark: str
) -> None:
    told = refused(lambda: english(f"# H\n\nab{mark}c\n"))
    assert told.startswith("report.md:3:3: the text holds a private-use character")


@pytest.mark.parametrize(
    ("title", "message"),
    [
        ("{{ nobody }}", "unknown name\n  found: nobody"),
        ('{{ share("uses", "maybe") }}', "unknown option of 'uses'\n  found: maybe"),
        ("{{ 1 + }}", "this expression can't be read"),
        ("{{ ''.__class__ }}", "an expression is not allowed here"),
        ('{{ table("use") }}', "a table or figure must stand in a line of its own"),
    ],
)
def test_a_fault_in_a_caption_has_its_place_in_report_yaml(
    composed: Compose, refused: Refused, title: str, message: str
) -> None:
    report = (
        "title: T\nsurveys: {staff: {data: staff.csv, codebook: staff.yaml}}\n"
        "languages: [en]\neditions: [en]\ntables:\n  use:\n"
        f"    title: {title!r}\n    rows: [uses]\n"
    )
    told = refused(lambda: composed('# H\n\n{{ table("use") }}\n', report=report))
    assert told.startswith(f"report.yaml:7:5 (tables.use.title): {message}")


def test_a_fault_after_a_comment_of_many_lines_keeps_its_line(
    english: Compose, refused: Refused
) -> None:
    text = "<!-- a\n{{ nobody }}\n::: fr\n-->\n# H\n\n{{ nowhere }}\n"
    assert refused(lambda: english(text)).startswith("report.md:7:4: unknown name")


def test_a_comment_is_not_printed(english: Compose) -> None:
    document = english("# H\n\nA<!-- {{ nobody }} --> B\n")
    assert [block for block in document.blocks() if isinstance(block, Paragraph)] == [
        Paragraph({"en": (Words("A B"),)})
    ]


def test_a_condition_may_choose_the_text(english: Compose) -> None:
    document = english("# H\n\n{% if 1 > 2 %}no{% else %}yes{% endif %}\n")
    assert Paragraph({"en": (Words("yes"),)}) in list(document.blocks())


@pytest.mark.parametrize("mark", ["｛｛", "｝｝"])
def test_full_width_braces_are_refused_with_their_place(
    composed: Compose, refused: Refused, mark: str
) -> None:
    told = refused(lambda: composed(f"# 甲 | A\n\n::: zh\n甲{mark}\n:::\n"))
    assert "half-width braces" in told
    assert "report.md:4:2" in told


def test_a_fence_behind_text_is_refused(composed: Compose, refused: Refused) -> None:
    told = refused(lambda: composed("# 甲 | A\n\n::: zh\n甲 :::\n:::\n::: en\nA\n:::\n"))
    assert "::: must stand at the start of a line of its own" in told
