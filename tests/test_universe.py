"""`relevant` expressions: what they mean, and what is said of those that can't be read."""

from __future__ import annotations

import pandas as pd
import pytest

from reportgen.errors import Place, ReportError
from reportgen.universe import evaluate, parse

RAW = {
    "role": pd.Series(["doctor", "nurse", "", "doctor"], dtype="str"),
    "age": pd.Series(["30", "9", "", "100"], dtype="str"),
    "tools": pd.Series(["ct mri", "mri2", "", "mri"], dtype="str"),
    "score": pd.Series(["1", "2", "2", "x"], dtype="str"),
}


@pytest.mark.parametrize(
    ("expression", "respondents"),
    [
        ("${role} = 'doctor'", "1  4"),
        ('${role} = "doctor"', "1  4"),
        ("'doctor' = ${role}", "1  4"),
        ("${role} != 'doctor'", "2 3"),
        ("${role} = ''", "3"),
        ("${role} != ''", "1 2 4"),
        # as numbers: as text, "9" would be more than "100"
        ("${age} > 9", "1 4"),
        ("${age} >= 9", "1 2 4"),
        ("${age} < 30", "2"),
        ("${age} <= '30'", "1 2"),
        ("${age} = 30.0", "1"),
        ("${age} = '30.0'", ""),
        ("${age} != 30", "2 3 4"),
        ("${age} > -1", "1 2 4"),
        ("${score} < ${age}", "1 2"),
        ("${role} = ${tools}", "3"),
        # a whole code, not a part of one
        ("selected(${tools}, 'mri')", "1 4"),
        ("not(selected(${tools}, 'mri'))", "2 3"),
        ("selected( ${ tools } , 'ct')", "1"),
        ("${role} = 'doctor' and ${age} > 50", "4"),
        ("${role} = 'nurse' or ${role} = ''", "2 3"),
        # and binds closer than or
        ("${role} = '' or ${role} = 'doctor' and ${age} = 30", "1 3"),
        ("(${role} = '' or ${role} = 'doctor') and ${age} = 30", "1"),
        ("not(${role} = '' or not (${age} > 9))", "1 4"),
        ("${role}='doctor'and ${age}=100", "4"),
    ],
)
def test_who_is_in_the_universe(expression: str, respondents: str) -> None:
    inside = evaluate(parse(expression), RAW)
    assert inside.dtype == bool
    assert [row + 1 for row in range(4) if inside[row]] == [int(one) for one in respondents.split()]


def test_names_the_items_and_codes_that_it_refers_to() -> None:
    condition = parse("${a} = 'x' and (${b} > 3 or selected(${a}, 'y')) and not('' = ${c})")
    assert condition.items == ("a", "b", "c")
    assert [(answer.item, code.value) for answer, code in condition.codes] == [
        ("a", "x"),
        ("a", "y"),
    ]


@pytest.mark.parametrize(
    ("expression", "message", "found", "nearest"),
    [
        ("${a} = 'x' & ${b} = 'y'", "character 12: this can't be read", "&", None),
        ("${a} = 'x", "character 8: this can't be read", "'x", None),
        ("${a} =", "character 7: the expression ends too early", None, None),
        ("", "character 1: the expression ends too early", None, None),
        ("${a} = 'x' adn ${b} = 'y'", "character 12: this is not expected here", "adn", "and"),
        ("select(${a}, 'x')", "character 1: this is not expected here", "select", "selected"),
        ("selected(${a} 'x')", "character 15: this is not expected here", "'x'", None),
        ("selected('x', ${a})", "character 10: selected() needs an item first", "x", None),
        ("selected(${a}, ${b})", "character 16: selected() needs a code in quotes", "b", None),
        ("selected(${a}, 3)", "character 16: selected() needs a code in quotes", "3.0", None),
        ("(${a} = 'x'", "character 12: the expression ends too early", None, None),
        ("${a} = 'x')", "character 11: this is not expected here", ")", None),
        ("${a}", "character 5: the expression ends too early", None, None),
        ("'a' = 'a'", "character 1: a comparison needs an item", "a", None),
    ],
)
def test_names_the_character_that_is_wrong(
    expression: str, message: str, found: str | None, nearest: str | None
) -> None:
    place = Place("codebook.yaml", 7, 5, key="survey.2.relevant")
    with pytest.raises(ReportError) as caught:
        parse(expression, place)
    (finding,) = caught.value.findings
    assert message in finding.message()
    assert (finding.found, finding.nearest) == (found, nearest)
    assert str(caught.value).startswith("codebook.yaml:7:5 (survey.2.relevant): relevant, char")
