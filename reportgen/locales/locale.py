"""A locale file → words, and numbers printed in each form."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportgen.document import Form, Number
from reportgen.errors import error
from reportgen.locales.rounding import half_up, tenths_of_percent
from reportgen.results import Estimate
from reportgen.text import ANY_LANGUAGE, Text
from reportgen.theme import Theme
from reportgen.yamlfile import read_yaml

FOLDER = Path(__file__).parent
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
        estimate, form = number.estimate, self.form(number)
        base = estimate.base.unweighted
        if form is None:
            return ("—",)
        values = {"count": self.integer(estimate.count), "base": self.integer(base)}
        if base:
            values["percent"] = self.percent(estimate)
        if estimate.interval:
            values["lower"] = self._limit(estimate.interval.lower)
            values["upper"] = self._limit(estimate.interval.upper)
        return tuple(part.format(**values) for part in self.forms[form])

    def number(self, number: Number) -> str:
        """A number as printed, whole."""
        return "".join(self.parts(number))

    def form(self, number: Number) -> Form | None:
        """The form that is printed: the one asked for, n/N over a small base, None for a dash."""
        base = number.estimate.base.unweighted
        if base >= self.small_base or number.form in (Form.COUNT, Form.BASE):
            return number.form
        if base == 0 or number.form in (Form.INTERVAL, Form.INTERVAL_CELL):
            return None
        return Form.FRACTION

    def _limit(self, proportion: float) -> str:
        scale: int = 10**self.percent_digits
        return self._decimal(int(half_up(proportion * 100 * scale, 0)), self.percent_digits)

    def _decimal(self, whole: int, digits: int) -> str:
        if not digits:
            return str(whole)
        text = str(whole).rjust(digits + 1, "0")
        return f"{text[:-digits]}{self.decimal}{text[-digits:]}"


def languages() -> tuple[str, ...]:
    """The languages that have a locale file."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def load_locale(language: str, theme: Theme | None = None) -> Locale:
    """The locale of a language, with the words and number style that a theme sets instead.

    Raises ReportError that lists the known languages when there is none.
    """
    wording = theme.locales.get(language) if theme else None
    changes = wording.model_dump_json(exclude_defaults=True) if wording else "{}"
    return _locale(language, changes)


@cache
def _locale(language: str, changes: str) -> Locale:
    if language == ANY_LANGUAGE or language not in languages():
        raise error("unknown-language", found=language, allowed=languages())
    data = read_yaml(FOLDER / f"{language}.yaml").data
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
    )
