"""What each language prints for a number, against strings written by hand."""

import re
from dataclasses import replace
from string import Formatter
from typing import Any

import pytest
import yaml

from reportgen.document import Form, Number
from reportgen.errors import ReportError
from reportgen.locales import load_locale
from reportgen.locales.locale import FOLDER, MEASURES, languages
from reportgen.results import Base, Estimate, Interval
from reportgen.text import Text

GAP = "\u2009"


def number(form: Form, count: int, base: int, limits: tuple[float, float] | None = None) -> Number:
    value = count / base if base else float("nan")
    interval = Interval(*limits, 0.95, "wilson") if limits else None
    return Number(Estimate("s", "q", "a", (), count, Base(base), value, interval=interval), form)


AWARE = (5765, 6347, (0.90102, 0.91516))
"""Of the reference report: 90.8303 %, Wilson 90.10 to 91.52."""


def spaced(text: str) -> str:
    """The text with its kinds of space made plain."""
    return text.replace(GAP, "_").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("form", "zh", "en"),
    [
        (Form.SHARE, "90.8%(5_765/6_347)", "90.8% (5_765/6_347)"),
        (Form.PERCENT, "90.8%", "90.8%"),
        (Form.COUNT, "5_765", "5_765"),
        (Form.BASE, "6_347", "6_347"),
        (Form.FRACTION, "5_765/6_347", "5_765/6_347"),
        (Form.INTERVAL, "95%CI:90.1%~91.5%", "95% CI: 90.1%–91.5%"),
        (Form.PERCENT_CELL, "90.8", "90.8"),
        (Form.COUNT_PERCENT_CELL, "5_765(90.8)", "5_765 (90.8)"),
        (Form.SHARE_CELL, "90.8(5_765/6_347)", "90.8 (5_765/6_347)"),
        (Form.INTERVAL_CELL, "90.1~91.5", "90.1–91.5"),
        (Form.PERCENT_LABEL, "90.8%", "90.8%"),
    ],
)
def test_every_form_in_both_languages(form: Form, zh: str, en: str) -> None:
    shown = number(form, *AWARE)
    assert spaced(load_locale("zh").number(shown)) == zh
    assert spaced(load_locale("en").number(shown)) == en


SMALL = {
    Form.COUNT: "7", Form.BASE: "19",
    Form.INTERVAL: "—", Form.INTERVAL_CELL: "—", **dict.fromkeys(MEASURES, "—"),
}  # fmt: skip


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("form", Form)
def test_below_twenty_there_is_no_percentage(language: str, form: Form) -> None:
    shown = number(form, 7, 19, (0.19, 0.59))
    assert load_locale(language).number(shown) == SMALL.get(form, "7/19")


@pytest.mark.parametrize("language", languages())
def test_from_twenty_on_there_is_one(language: str) -> None:
    assert load_locale(language).number(number(Form.PERCENT, 7, 20)) == "35.0%"


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("form", Form)
def test_over_an_empty_base_stands_a_dash(language: str, form: Form) -> None:
    expected = "0" if form in (Form.COUNT, Form.BASE) else "—"
    assert load_locale(language).number(number(form, 0, 0)) == expected


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(
    ("integer", "printed"),
    [
        (0, "0"),
        (7, "7"),
        (999, "999"),
        (1000, "1_000"),
        (12345, "12_345"),
        (1234567, "1_234_567"),
        (-5, "−5"),
        (-1234, "−1_234"),
    ],
)
def test_digits_are_grouped_by_threes(language: str, integer: int, printed: str) -> None:
    assert load_locale(language).integer(integer).replace(GAP, "_") == printed


@pytest.mark.parametrize(
    ("count", "base", "printed"),
    [(0, 30, "0.0%"), (30, 30, "100.0%"), (1, 80, "1.3%"), (1, 2001, "0.0%"), (86, 381, "22.6%")],
)
def test_a_percentage_has_one_decimal(count: int, base: int, printed: str) -> None:
    assert load_locale("en").number(number(Form.PERCENT, count, base)) == printed


@pytest.mark.parametrize(("digits", "printed"), [(0, "23%"), (1, "22.6%"), (2, "22.57%")])
def test_how_many_decimals_there_are_is_the_locales(digits: int, printed: str) -> None:
    locale = replace(load_locale("en"), percent_digits=digits)
    assert locale.number(number(Form.PERCENT, 86, 381)) == printed


def test_limits_of_an_interval_reach_nought_and_a_hundred() -> None:
    shown = number(Form.INTERVAL_CELL, 0, 30, (0.0, 1.0))
    assert load_locale("zh").number(shown) == "0.0~100.0"


@pytest.mark.parametrize(
    ("language", "parts"),
    [("zh", ("90.8%", "(5_765/6_347)")), ("en", ("90.8%", " (5_765/6_347)"))],
)
def test_a_line_may_break_only_between_the_parts(language: str, parts: tuple[str, ...]) -> None:
    found = load_locale(language).parts(number(Form.SHARE, *AWARE))
    assert tuple(map(spaced, found)) == parts


@pytest.mark.parametrize(
    ("form", "count", "base", "printed"),
    [
        (Form.SHARE, 5, 20, Form.SHARE),
        (Form.SHARE, 5, 19, Form.FRACTION),
        (Form.INTERVAL, 5, 19, None),
        (Form.COUNT, 5, 19, Form.COUNT),
        (Form.SHARE, 0, 0, None),
        (Form.BASE, 0, 0, Form.BASE),
    ],
)
def test_the_form_that_is_printed(form: Form, count: int, base: int, printed: Form | None) -> None:
    assert load_locale("zh").form(number(form, count, base)) == printed


@pytest.mark.parametrize(
    ("language", "key", "values", "printed"),
    [
        ("zh", "table", {"number": 3}, "表3"),
        ("en", "table", {"number": 3}, "Table 3"),
        ("zh", "table_continued", {"number": 1}, "续表1"),
        ("zh", "figure", {"number": 2}, "图2"),
        ("en", "figure", {"number": 2}, "Figure 2"),
        ("en", "citation", {"numbers": "1-3"}, "[1-3]"),
        ("zh", "keywords", {}, "【关键词】"),
    ],
)
def test_words_are_filled_in(language: str, key: str, values: dict[str, Any], printed: str) -> None:
    assert spaced(load_locale(language).word(key, **values)) == printed


def test_a_text_is_given_in_the_language_or_not_at_all() -> None:
    assert load_locale("zh").text(Text({"zh": "表"})) == "表"
    with pytest.raises(KeyError):
        load_locale("en").text(Text({"zh": "表"}))


@pytest.mark.parametrize("language", ["fr", "*", "", "../en"])
def test_a_language_without_a_file_lists_those_that_have_one(language: str) -> None:
    with pytest.raises(ReportError, match="no locale for this language") as caught:
        load_locale(language)
    assert caught.value.findings[0].allowed == ("en", "zh")


def leaves(value: Any, key: str = "") -> dict[str, Any]:
    if isinstance(value, dict):
        return {
            name: leaf
            for part, inner in value.items()
            for name, leaf in leaves(inner, f"{key}.{part}").items()
        }
    return {key: value}


def strings(language: str) -> dict[str, Any]:
    return leaves(yaml.safe_load((FOLDER / f"{language}.yaml").read_text(encoding="utf-8")))


def placeholders(value: Any) -> set[str]:
    text = "".join(map(str, value)) if isinstance(value, list) else str(value)
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", languages())
def test_every_locale_has_the_keys_of_english(language: str) -> None:
    assert strings(language).keys() == strings("en").keys()


@pytest.mark.parametrize("language", languages())
def test_every_phrase_has_the_placeholders_of_english(language: str) -> None:
    english = {key: placeholders(value) for key, value in strings("en").items()}
    assert {key: placeholders(value) for key, value in strings(language).items()} == english


@pytest.mark.parametrize("language", languages())
def test_every_form_has_a_pattern(language: str) -> None:
    assert set(load_locale(language).forms) == {form.value for form in Form}


@pytest.mark.parametrize("language", languages())
def test_a_locale_file_is_named_after_its_language(language: str) -> None:
    found = load_locale(language)
    assert found.language == language
    assert found.tag.startswith(f"{language}-")


def test_english_holds_no_full_width_character() -> None:
    texts = [str(value) for key, value in strings("en").items() if key != ".words.wide_marks"]
    assert [text for text in texts if re.search(r"[\u3000-\u9fff\uff00-\uffef]", text)] == []
