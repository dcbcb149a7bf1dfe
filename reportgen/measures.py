"""What a statistic is: from the counts of an item in one group to an estimate."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from numbers import Rational
from typing import TypeAlias

from reportgen.errors import error
from reportgen.messages import Quoted
from reportgen.registry import Registry
from reportgen.results import (
    Base,
    Estimate,
    Interval,
    Measured,
    Numbers,
    Unit,
    Where,
    estimate_id,
)
from reportgen.survey import Item
from reportgen.text import Text

LEVEL = 0.95
"""The confidence level of intervals."""

MOST_DECIMALS = 2
"""Decimals of answers that count for how many a statistic of them is printed with."""

Arguments: TypeAlias = Sequence[str | Sequence[str]]
"""What a statistic is given besides the counts: codes, or lists of codes."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """The counts of one item in one group: all that a statistic knows.

    `counts` are the respondents who selected each option, in the codebook's order; `base` is
    those of the group who answered the item. Of an item of numbers the distinct `values`, which
    ascend, stand for the options.
    """

    item: Item
    where: Where
    counts: tuple[int, ...]
    base: int
    values: tuple[Fraction, ...] = ()

    def count(self, codes: Iterable[str]) -> int:
        """How many selected one of the options, of a single response.

        Raises ReportError for a code that the item lacks, or where an answer may hold several.
        """
        known = dict(zip(self.item.codes, self.counts, strict=True))
        wanted = tuple(dict.fromkeys(codes))
        for code in wanted:
            if code not in known:
                item, like = self.item, self.item.code_meant(code)
                raise error(
                    "unknown-option", found=code, allowed=item.codes, item=item.name, meant=like
                )
        if self.item.is_multiple and len(wanted) > 1:
            raise error("counts-that-overlap", found=self.item.name)
        return sum(known[code] for code in wanted)

    def scores(self) -> tuple[tuple[Fraction, int], ...]:
        """The numbers and how many gave each; of a scale the number that each code is.

        Residual options (*not sure*) have no score and are left out. Raises ReportError for a
        multiple response and for a code that is no number.
        """
        if self.item.is_numeric:
            return tuple(zip(self.values, self.counts, strict=True))
        if self.item.is_multiple:
            raise error("multiple-without-scores", found=self.item.name)
        return tuple(
            (_score(option.code, self.item), count)
            for option, count in zip(self.item.options, self.counts, strict=True)
            if not option.is_residual
        )


def decimals(values: Iterable[Fraction]) -> int:
    """With how many decimals numbers are given: as many as the longest has, MOST_DECIMALS at most.

    A third has no end, and 0.30000000000000004 is what a spreadsheet made of 0.3.
    """
    found = 0
    for value in values:
        while found < MOST_DECIMALS and (value * 10**found).denominator != 1:
            found += 1
    return found


def _score(code: str, item: Item) -> Fraction:
    try:
        if "/" in code:
            raise ValueError(code)
        return Fraction(code)
    except ValueError:
        raise error("option-without-score", item.place, found=code, item=item.name) from None


@dataclass(frozen=True, slots=True)
class Measure:
    """What a statistic found in one group.

    A `value` that counts decide is best given as a Fraction, which is rounded exactly; NaN where
    there is none. `interval` is the limits at LEVEL. `base` is how many the value is of, where
    that isn't everyone who answered, `digits` how many decimals are printed, where that depends on
    the answers.
    """

    value: Fraction | float
    standard_error: float | None = None
    interval: tuple[float, float] | None = None
    base: int | None = None
    digits: int | None = None


@dataclass(frozen=True, slots=True)
class Statistic:
    """A statistic: what computes it, what it is called, and how its value is printed."""

    compute: Callable[..., Measure]
    """Of a Distribution and what else the statistic is given."""
    label: Text | None = None
    """What it is called in each language, where the locale has no word for it."""
    unit: Unit = Unit.NUMBER
    digits: int = 2

    def __call__(self, distribution: Distribution, *arguments: str | Sequence[str]) -> Measure:
        """What it finds in one group."""
        return self.compute(distribution, *arguments)


def statistic(
    *, label: Mapping[str, str] | None = None, unit: Unit = Unit.NUMBER, digits: int = 2
) -> Callable[[Callable[..., Measure]], Statistic]:
    """A decorator that makes a statistic of a function (`Statistic` says of what)."""

    def made(compute: Callable[..., Measure]) -> Statistic:
        return Statistic(compute, Text(dict(label)) if label else None, unit, digits)

    return made


STATISTICS: Registry[Statistic] = Registry(
    "unknown-statistic",
    {
        "mean_score": "reportgen.statistics.mean_score",
        "mean": "reportgen.statistics.moments",
        "standard_deviation": "reportgen.statistics.moments",
        "minimum": "reportgen.statistics.ranks",
        "lower_quartile": "reportgen.statistics.ranks",
        "median": "reportgen.statistics.ranks",
        "upper_quartile": "reportgen.statistics.ranks",
        "maximum": "reportgen.statistics.ranks",
        "quantile": "reportgen.statistics.ranks",
    },
    group="reportgen.statistics",
    of=Statistic,
)
"""The statistics by name, besides the proportion, which every table has."""


def full_name(name: str, arguments: Arguments) -> str:
    """A statistic's name with its arguments: ``net_balance(good+fair; poor)``."""
    told = "; ".join(part if isinstance(part, str) else "+".join(part) for part in arguments)
    return f"{name}({told})" if told else name


def distribution(
    item: Item,
    where: Where,
    estimates: Mapping[str, Estimate],
    numbers: Mapping[str, Numbers] | None = None,
) -> Distribution:
    """The counts of an item in one group, from the estimates of its options, or from `numbers`.

    Raises KeyError for a group by which the item isn't broken down.
    """
    if item.is_numeric:
        given = (numbers or {})[item.name]
        counts = given.counts[where]
        return Distribution(item, where, counts, sum(counts), given.values)
    base = estimates[estimate_id(item.survey, item.name, None, where)]
    options = (
        estimates[estimate_id(item.survey, item.name, code, where)].count for code in item.codes
    )
    return Distribution(item, where, tuple(options), base.base.unweighted)


def measure(name: str, arguments: Arguments, counts: Distribution) -> Estimate:
    """The estimate of a statistic in one group.

    Raises ReportError for an unknown statistic, for arguments that it doesn't take, and as the
    statistic does.
    """
    asked = STATISTICS.get(name)
    _check_arguments(name, asked, arguments, counts)
    found = STATISTICS.call(name, counts, *arguments, gives=Measure)
    return measured(full_name(name, arguments), counts, found, asked.unit, asked.digits)


def measured(
    name: str,
    counts: Distribution,
    found: Measure,
    unit: Unit = Unit.NUMBER,
    digits: int = 2,
) -> Estimate:
    """The estimate of what was found in one group, under the name of its statistic."""
    base = counts.base if found.base is None else int(found.base)
    value = _number(name, found.value) if base else math.nan
    return Estimate(
        counts.item.survey,
        counts.item.name,
        None,
        counts.where,
        base,
        Base(base),
        float(value),
        None if found.standard_error is None else _finite(name, found.standard_error),
        _interval(name, found),
        measured=Measured(name, value, unit, digits if found.digits is None else found.digits),
    )


def _interval(name: str, found: Measure) -> Interval | None:
    lower, upper = (_finite(name, limit) for limit in found.interval or (math.nan, math.nan))
    return None if lower is None or upper is None else Interval(lower, upper, LEVEL, name)


def _finite(name: str, value: object) -> float | None:
    number = float(_number(name, value))
    return None if math.isnan(number) else number


def _number(name: str, value: object) -> Fraction | float:
    """What a statistic gave, as an exact fraction or a plain float; NaN for what isn't finite."""
    if isinstance(value, Rational):
        return Fraction(value)
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise error("statistic-without-number", found=repr(value), statistic=name) from None
    return number if math.isfinite(number) else math.nan


def _check_arguments(
    name: str, asked: Statistic, arguments: Arguments, counts: Distribution
) -> None:
    signature = inspect.signature(asked.compute)
    try:
        signature.bind(counts, *arguments)
    except TypeError as fault:
        wanted = tuple(signature.parameters)[1:]
        raise error(
            "statistic-asked-wrongly",
            found=full_name(name, arguments),
            details=("takes" if wanted else "takes_none",),
            statistic=name,
            problem=Quoted(str(fault)),
            wanted=wanted,
        ) from None
