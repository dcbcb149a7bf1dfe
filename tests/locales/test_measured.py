"""What each language prints for a statistic, against strings written by hand."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from reportgen.document import Form, Number
from reportgen.errors import ReportError
from reportgen.locales import fitted, load_locale, model_language, statistic_label
from reportgen.locales.completeness import shortcomings
from reportgen.locales.locale import FOLDER, MODEL
from reportgen.locales.rounding import units
from reportgen.results import Base, Estimate, Interval, Measured, Unit
from reportgen.theme import load_theme
from reportgen.yamlfile import read_yaml


def number(
    form: Form,
    exact: Fraction | float,
    *,
    unit: Unit = Unit.NUMBER,
    digits: int = 2,
    base: int = 54,
    error: float | None = 0.1641,
    limits: tuple[float, float] | None = (3.3079, 3.9514),
) -> Number:
    interval = Interval(*limits, 0.95, "x") if limits else None
    measured = Measured("x", exact, unit, digits)
    estimate = Estimate("s", "q", None, (), base, Base(base), float(exact), error, interval,
        measured=measured)  # fmt: skip
    return Number(estimate, form)


@pytest.mark.parametrize(
    ("form", "zh", "en"),
    [
        (Form.VALUE, "3.63", "3.63"),
        (Form.VALUE_ERROR, "0.16", "0.16"),
        (Form.VALUE_INTERVAL, "95%CI:3.31~3.95", "95% CI: 3.31–3.95"),
        (Form.VALUE_INTERVAL_CELL, "3.31~3.95", "3.31–3.95"),
        (Form.BASE, "54", "54"),
    ],
)
def test_every_form_in_both_languages(form: Form, zh: str, en: str) -> None:
    shown = number(form, Fraction(196, 54))
    assert load_locale("zh").number(shown) == zh
    assert load_locale("en").number(shown) == en


def test_a_percentage_has_its_sign_and_the_decimals_of_the_locale() -> None:
    percent = {"unit": Unit.PERCENT, "digits": 0, "limits": (-0.5, 0.1), "error": 0.05}
    found = [
        load_locale("en").number(number(form, Fraction(-1, 8), **percent))  # type: ignore[arg-type]
        for form in (Form.VALUE, Form.VALUE_ERROR, Form.VALUE_INTERVAL_CELL)
    ]
    assert found == ["−12.5%", "5.0%", "−50.0%–10.0%"]


@pytest.mark.parametrize(
    ("value", "digits", "whole"),
    [
        (Fraction(5, 1000), 2, 1), (Fraction(-5, 1000), 2, -1), (Fraction(4999, 10**6), 2, 0),
        (Fraction(2675, 1000), 2, 268), (2.675, 2, 268), (-2.5, 0, -3), (Fraction(7), 0, 7),
        (Fraction(-1, 1000), 2, 0),
    ],
)  # fmt: skip
def test_values_are_rounded_half_up_and_exactly(
    value: Fraction | float, digits: int, whole: int
) -> None:
    assert units(value, digits) == whole


def test_digits_are_grouped() -> None:
    shown = number(Form.VALUE, Fraction(-2469135, 2000), digits=3)
    assert load_locale("en").number(shown) == "−1\u2009234.568"
    assert load_locale("en").number(number(Form.VALUE, 12345.5, digits=0)) == "12\u2009346"


def test_what_rounds_to_nought_has_no_sign() -> None:
    assert load_locale("en").number(number(Form.VALUE, Fraction(-1, 1000))) == "0.00"


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        (number(Form.VALUE, math.nan), "—"),
        (number(Form.VALUE, 2.0, error=None, limits=None), "2.00"),
        (number(Form.VALUE_ERROR, 2.0, error=None), "—"),
        (number(Form.VALUE_INTERVAL, 2.0, limits=None), "—"),
        (number(Form.VALUE, 2.0, base=3), "2.00"),
        (number(Form.VALUE, 0.2, unit=Unit.PERCENT, base=19), "—"),
        (number(Form.VALUE, 0.2, unit=Unit.PERCENT, base=20), "20.0%"),
    ],
)
def test_a_dash_stands_for_what_there_is_not(shown: Number, printed: str) -> None:
    assert load_locale("en").number(shown) == printed


def test_the_label_is_the_word_of_the_locale() -> None:
    label = statistic_label("mean_score", ("zh", "en"))
    assert dict(label.by_language) == {"zh": "平均得分", "en": "Mean score"}


def test_the_locales_of_the_program_lack_nothing() -> None:
    for path in FOLDER.glob("*.yaml"):
        assert shortcomings(read_yaml(path), read_yaml(FOLDER / f"{MODEL}.yaml")) == []


def test_a_theme_sets_a_further_language_like_the_nearest() -> None:
    theme = load_theme("journal")
    assert fitted(theme, ("zh", "en")).settings == theme.settings
    assert (model_language("zh"), model_language("en")) == ("zh", "en")


def test_a_theme_without_any_setting_for_it_says_what_to_add() -> None:
    theme = load_theme("journal")
    bare = theme.model_copy(update={"settings": {"zh": theme.settings["zh"]}})
    with pytest.raises(ReportError, match="doesn't say how text in 'en' is set") as caught:
        fitted(bare, ("zh", "en"))
    assert "Add 'en: {size:" in caught.value.findings[0].mend()
