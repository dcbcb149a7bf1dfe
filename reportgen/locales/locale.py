"""A locale file → words, and numbers printed in each form."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from reportgen.document import Form, Number
from reportgen.errors import ReportError, error
from reportgen.locales.completeness import shortcomings
from reportgen.locales.rounding import half_up, tenths_of_percent, units
from reportgen.registry import Registry
from reportgen.results import Estimate, Unit
from reportgen.text import ANY_LANGUAGE, Text
from reportgen.theme import Theme
from reportgen.yamlfile import read_yaml

FOLDER = Path(__file__).parent
MODEL = "en"
"""The language whose file has every key that a locale needs."""
LOCALES: Registry[Path] = Registry("unknown-language", {}, group="reportgen.locales", of=Path)
"""The locale files by language."""
for _file in FOLDER.glob("*.yaml"):
    LOCALES.add(_file.stem)(_file)
GROUP_GAP = "\u2009"
"""What stands for the gap between groups of digits; a renderer may print another character."""
GROUPINGS = {"gap": GROUP_GAP, "comma": ",", "none": ""}
"""What may part groups of digits, by its name in a locale file or a theme."""


@dataclass(frozen=True, slots=True)
class Locale:
    """One language: its words, and how it prints numbers."""

    language: str
    tag: str
    line_join: str
    is_ideographic: bool
    abstract_runs_in: bool
    group_from: int
    group: str
    decimal: str
    small_base: int
    percent_digits: int
    forms: Mapping[str, tuple[str, ...]]
    cell_heads: Mapping[str, str]
    words: Mapping[str, str]
    notes: Mapping[str, str]
    charts: Mapping[str, str]
    unheaded: tuple[str, ...]
    units: Mapping[str, str]
    statistics: Mapping[str, str]

    def word(self, key: str, **values: object) -> str:
        """A word or phrase of the locale, its placeholders filled in."""
        return self.words[key].format(**values)

    def text(self, text: Text) -> str:
        """A text in this language. Raises KeyError where it has none."""
        return text[self.language]

    def integer(self, number: int) -> str:
        """A whole number with its digits grouped by threes."""
        digits = str(abs(number))
        if len(digits) >= self.group_from:
            digits = f"{int(digits):,}".replace(",", self.group)
        return f"−{digits}" if number < 0 else digits

    def percent(self, estimate: Estimate) -> str:
        """The percentage without its sign, rounded half up from the counts."""
        digits = self.percent_digits
        whole = tenths_of_percent(estimate.count, estimate.base.unweighted, digits)
        return self._decimal(whole, digits)

    def parts(self, number: Number) -> tuple[str, ...]:
        """A number as printed, in parts; a line may break between the parts, not within one.

        Over a base smaller than `small_base` a form that holds a percentage prints n/N, and an
        interval prints a dash, as everything does over an empty base.
        """
        form = self.form(number)
        if form is None:
            return ("—",)
        parts = self.forms[form]
        values = self._values(number.estimate, parts)
        return tuple(part.format(**values) for part in parts)

    def number(self, number: Number) -> str:
        """A number as printed, whole."""
        form = self.form(number)
        if form is None:
            return "—"
        parts = self.forms[form]
        return _joined(parts).format(**self._values(number.estimate, parts))

    def _values(self, estimate: Estimate, parts: tuple[str, ...]) -> dict[str, str]:
        """What an estimate prints in the placeholders of a form."""
        base = estimate.base.unweighted
        values = {"count": self.integer(estimate.count), "base": self.integer(base)}
        if estimate.measured:
            return values | self._measured(estimate)
        whole = _joined(parts)
        if base and "{percent" in whole:
            values["percent"] = self.percent(estimate)
        if estimate.interval and ("{lower" in whole or "{upper" in whole):
            values["lower"] = self._limit(estimate.interval.lower)
            values["upper"] = self._limit(estimate.interval.upper)
        return values

    def form(self, number: Number) -> Form | None:
        """The form that is printed: the one asked for, n/N over a small base, None for a dash.

        What is suppressed is a dash in any form.
        """
        base = number.estimate.base.unweighted
        if number.estimate.is_suppressed:
            return None
        if number.form in MEASURES:
            return number.form if self._has(number) else None
        if base >= self.small_base or number.form in (Form.COUNT, Form.BASE):
            return number.form
        if base == 0 or number.form in (Form.INTERVAL, Form.INTERVAL_CELL):
            return None
        return Form.FRACTION

    def is_withheld(self, estimate: Estimate) -> bool:
        """Whether a statistic is a percentage over a base too small for one."""
        measured = estimate.measured
        is_percentage = measured is not None and measured.unit is Unit.PERCENT
        return is_percentage and estimate.base.unweighted < self.small_base

    def _has(self, number: Number) -> bool:
        """Whether a statistic has what a form of it prints."""
        estimate = number.estimate
        if estimate.measured is None or math.isnan(estimate.value) or self.is_withheld(estimate):
            return False
        if number.form is Form.VALUE_ERROR:
            return estimate.standard_error is not None
        return number.form is Form.VALUE or estimate.interval is not None

    def _measured(self, estimate: Estimate) -> dict[str, str]:
        """The parts of a statistic as printed."""
        measured, interval = estimate.measured, estimate.interval
        if measured is None or math.isnan(estimate.value):
            return {}
        values: dict[str, Fraction | float | None] = {
            "value": measured.exact,
            "error": estimate.standard_error,
            "lower": interval.lower if interval else None,
            "upper": interval.upper if interval else None,
        }
        is_percentage = measured.unit is Unit.PERCENT
        digits = self.percent_digits if is_percentage else measured.digits
        found = {}
        for name, value in values.items():
            if value is not None:
                number = self.plain(value * 100 if is_percentage else value, digits)
                found[name] = self.units[measured.unit].format(number=number)
        return found

    def plain(self, value: Fraction | float, digits: int) -> str:
        """A value with its sign, rounded half up, its digits grouped."""
        rounded = units(value, digits)
        whole, rest = divmod(abs(rounded), 10**digits)
        decimals = f"{self.decimal}{rest:0{digits}}" if digits else ""
        return f"{'−' if rounded < 0 else ''}{self.integer(whole)}{decimals}"

    def _limit(self, proportion: float) -> str:
        scale: int = 10**self.percent_digits
        return self._decimal(int(half_up(proportion * 100 * scale, 0)), self.percent_digits)

    def _decimal(self, whole: int, digits: int) -> str:
        if not digits:
            return str(whole)
        text = str(whole).rjust(digits + 1, "0")
        return f"{text[:-digits]}{self.decimal}{text[-digits:]}"


_joined = cache("".join)
"""The parts of a form as one."""
MEASURES = (Form.VALUE, Form.VALUE_ERROR, Form.VALUE_INTERVAL, Form.VALUE_INTERVAL_CELL)
"""The forms of a statistic that is no proportion."""


def languages() -> tuple[str, ...]:
    """The languages that the program has a locale file of."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def load_locale(language: str, theme: Theme | None = None) -> Locale:
    """The locale of a language, with the words and number style that a theme sets instead.

    Raises ReportError that lists the known languages when there is none. A locale that a plug-in
    or a project adds must have every key that English has; the error lists what is missing.
    """
    if language == ANY_LANGUAGE or language not in LOCALES:
        raise error("unknown-language", found=language, allowed=LOCALES)
    path = LOCALES.get(language)
    try:
        written = path.stat().st_mtime_ns
    except OSError:
        written = 0
    wording = theme.locales.get(language) if theme else None
    changes = wording.model_dump_json(exclude_defaults=True) if wording else "{}"
    return _locale(language, path, written, changes)


@cache
def _locale(language: str, path: Path, written: int, changes: str) -> Locale:
    """The locale of a file, read anew when it has been written anew."""
    source = read_yaml(path)
    if not LOCALES.is_ours(language):
        if faults := shortcomings(source, read_yaml(FOLDER / f"{MODEL}.yaml")):
            raise ReportError(*faults)
        if source.data["language"] != language:
            place, found = source.place(("language",)), source.data["language"]
            raise error("locale-of-another-language", place, found=found, allowed=(language,))
    data = source.data
    for group, values in json.loads(changes).items():
        data[group] = {**data[group], **values} if isinstance(values, dict) else values
    numbers = data["numbers"]
    return Locale(
        language=data["language"],
        tag=data["tag"],
        line_join=data["line_join"],
        is_ideographic=data["is_ideographic"],
        abstract_runs_in=data["abstract_runs_in"],
        group_from=numbers["group_from"],
        group=GROUPINGS[numbers["group"]],
        decimal=numbers["decimal"],
        small_base=numbers["small_base"],
        percent_digits=numbers["percent_digits"],
        forms={form: tuple(parts) for form, parts in data["forms"].items()},
        cell_heads=data["cell_heads"],
        words=data["words"],
        notes=data["notes"],
        charts=data["charts"],
        unheaded=tuple(data["unheaded"]),
        units=data["units"],
        statistics=data["statistics"],
    )
