"""A printed number → what it is: item, option, group, n/N, interval, base, in one language."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import takewhile

from reportgen.document import Definitions, Form, Number
from reportgen.locales import Locale
from reportgen.renderers.universe_words import universe_words
from reportgen.results import Estimate
from reportgen.survey import Item
from reportgen.text import Text

STATES = {"(missing)": "flow_missing", "(skipped)": "flow_skipped"}
"""What estimates of those without an answer have for an option, and the word for it."""
TOGETHER = "+"
"""Between the codes of options whose share is one estimate, as those of a side of a scale."""
_NAMES = ("told_item", "told_survey", "told_option", "told_group", "told_statistic")
"""The terms that say which number it is."""
Told = tuple[tuple[str, str], ...]
"""Terms, each with what is said of it."""


def told(
    estimate: Estimate,
    definitions: Definitions,
    locale: Locale,
    labels: Mapping[tuple[str, str | None], Text] | None = None,
) -> Told:
    """What an estimate is, as terms and values in the order to read them in.

    An item whose definition is not at hand goes by its name, an option by its code. `labels` are of
    what no codebook has, as a class of numbers, by item and by what stands for its option.
    """
    words = locale.words
    label = (labels or {}).get((estimate.item, estimate.option))
    pairs = _told(estimate, definitions, locale, locale.text(label) if label else None)
    return tuple((words[term], value) for term, value in pairs)


def named(estimate: Estimate, definitions: Definitions, locale: Locale) -> str:
    """What an estimate is, in a few words: item, option, groups, statistic."""
    told = _told(estimate, definitions, locale, None)
    names = takewhile(lambda pair: pair[0] in _NAMES, told)  # what follows them takes the longest
    return locale.words["told_join"].join(value for _, value in names)


def exact_value(number: Number, locale: Locale) -> float:
    """The value by which a number is put in order: that of which it prints the rounded one.

    A count for counts and bases, the lower limit for an interval, the value for all else; NaN where
    there is none, or a dash stands for it.
    """
    estimate, form = number.estimate, locale.form(number)
    match form:
        case None:
            return math.nan
        case Form.COUNT:
            return float(estimate.count)
        case Form.BASE:
            return float(estimate.base.unweighted)
        case Form.INTERVAL | Form.INTERVAL_CELL | Form.VALUE_INTERVAL | Form.VALUE_INTERVAL_CELL:
            return estimate.interval.lower if estimate.interval else math.nan
        case Form.VALUE_ERROR:
            error = estimate.standard_error
            return math.nan if error is None else error
        case _:
            return float(estimate.value)


def _told(
    estimate: Estimate, definitions: Definitions, locale: Locale, label: str | None
) -> Iterator[tuple[str, str]]:
    item = definitions.items.get(estimate.item)
    if estimate.item:
        yield "told_item", locale.text(item.label) if item else estimate.item
    else:
        title = definitions.surveys.get(estimate.survey)
        yield "told_survey", locale.text(title) if title else estimate.survey
    option = label or (_option(item, estimate.option, locale) if estimate.option else None)
    if option:
        yield "told_option", option
    for name, code in estimate.where:
        by = definitions.items.get(name)
        value = _option(by, code, locale)
        group = locale.text(by.label) if by else name
        yield "told_group", locale.word("told_pair", name=group, value=value)
    yield from _values(estimate, locale)
    yield "told_base", _base(estimate, item, definitions, locale)
    is_weighted = estimate.base.weighted is not None
    yield "told_weights", locale.words["is_weighted" if is_weighted else "is_unweighted"]


def _values(estimate: Estimate, locale: Locale) -> Iterator[tuple[str, str]]:
    """The numbers of an estimate, each as the language prints it; none that it withholds."""
    if estimate.measured:
        name = estimate.measured.statistic
        yield "told_statistic", locale.statistics.get(name, name)
        forms = [("told_value", Form.VALUE), ("told_error", Form.VALUE_ERROR)]
        interval = Form.VALUE_INTERVAL
    elif estimate.option is None:
        return
    else:
        forms = [("told_share", Form.SHARE)]
        interval = Form.INTERVAL
    for term, form in forms:
        number = Number(estimate, form)
        if locale.form(number) is not None:
            yield term, locale.number(number)
    limits = Number(estimate, interval)
    if estimate.interval and locale.form(limits) is interval:
        printed = locale.number(limits)
        yield "told_interval", printed if estimate.measured else _limits(estimate, printed, locale)


def _limits(estimate: Estimate, printed: str, locale: Locale) -> str:
    """The limits of a proportion with the method that they come from."""
    method = estimate.interval.method if estimate.interval else ""
    name = locale.words.get(f"limits_by_{method}") or method.replace("_", " ").capitalize()
    return locale.word("told_limits", limits=printed, method=name)


def _base(estimate: Estimate, item: Item | None, definitions: Definitions, locale: Locale) -> str:
    size = f"N={locale.integer(estimate.base.unweighted)}"
    return f"{size}{locale.words['told_join']}{_whose(estimate, item, definitions, locale)}"


def _whose(estimate: Estimate, item: Item | None, definitions: Definitions, locale: Locale) -> str:
    """Whom a base is made of."""
    if not estimate.item:
        return locale.words["base_of_survey"]
    if item is None or not item.relevant:
        return locale.words["base_of_answers"]
    universe = universe_words(item.relevant, definitions.items, locale)
    return locale.word("base_of_asked", universe=universe)


def _option(item: Item | None, code: str, locale: Locale) -> str:
    """The label of an option, of several counted together or selected together, or a state.

    "" for what has no name of its own, as a stage of the flow of respondents.
    """
    if code.startswith("("):
        return locale.charts[STATES[code]] if code in STATES else ""
    is_combined = code.startswith("[") and code.endswith("]")
    codes = code[1:-1].split(" ") if is_combined else code.split(TOGETHER)
    if item is None or not set(codes) <= set(item.codes):
        return code
    labels = [locale.text(item.option(each).label) for each in codes]
    if not is_combined:
        return locale.word("alternative_join").join(labels)
    joined = locale.charts["combination_join"].join(labels)
    return joined if len(labels) > 1 else locale.charts["combination_single"].format(label=joined)
