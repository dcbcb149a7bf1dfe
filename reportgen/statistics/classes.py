"""The numbers of an item → classes with round limits, and how many answers each holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from math import floor, log2

from reportgen.locales import load_locale
from reportgen.measures import decimals, distribution
from reportgen.results import Base, Classes, Estimate, Row, Tabulation, Where
from reportgen.statistics.layout import Known, columns_of, tabulation_of
from reportgen.statistics.ranks import QUARTER, quantile
from reportgen.statistics.request import Request
from reportgen.survey import Item, ItemType
from reportgen.text import Text

MOST_CLASSES = 20
"""Classes that a rule makes at most; more would be a comb."""
STEPS = (1, 2, 5)
"""Widths of classes are these, times a power of ten."""
Counted = Sequence[tuple[Fraction, int]]
"""Numbers that ascend, and how many gave each."""


def histogram(request: Request, known: Known) -> Tabulation:
    """Classes of the numbers that all gave; a row a class, with its share in each group."""
    item, columns = request.rows[0].item, columns_of(request)
    whole = _given(item, known)
    most = request.figure.bins if request.figure else None
    limits = class_limits(whole, is_whole=item.type is ItemType.INTEGER, most=most)
    digits = decimals(limits)
    groups = [distribution(item, column.where, {}, known.numbers) for column in columns]
    counts = [list(_counts(group.scores(), limits)) for group in groups]
    rows = [
        Row(
            item.name,
            _name((lower, upper)),
            _label(lower, upper, item, digits, known.languages),
            None,
            tuple(
                _share(item, group.where, counts[place][at], group.base, (lower, upper))
                for place, group in enumerate(groups)
            ),
        )
        for at, (lower, upper) in enumerate(pairwise(limits))
    ]
    return tabulation_of(request, rows, columns, known, Classes(limits, digits))


def class_limits(
    given: Counted, *, is_whole: bool = False, most: int | None = None
) -> tuple[Fraction, ...]:
    """Limits that are multiples of one width, the first at or below all, the last above all.

    The width is 1, 2 or 5 times a power of ten, of whole numbers at least 1. It is the nearest (in
    ratio) to 2 IQR n^(-1/3), the rule of Freedman and Diaconis, On the histogram as a density
    estimator: L2 theory, Z. Wahrscheinlichkeitstheorie verw. Geb. 57 (1981) 453-476; where the
    quartiles are the same number, to the range / (log2 n + 1) of Sturges, J. Am. Stat. Assoc. 21
    (1926) 65-66. It grows until there are MOST_CLASSES at most; with `most` it is the smallest that
    makes no more classes than that.
    """
    low, high = (given[0][0], given[-1][0]) if given else (Fraction(0), Fraction(0))
    widths = _widths(high - low, is_whole)
    if most is None:
        wanted = _wanted(given)
        if wanted:
            nearest = min(widths, key=lambda each: max(each / wanted, wanted / each))
            widths = [width for width in widths if width >= nearest]
    width = next(each for each in widths if _number(low, high, each) <= (most or MOST_CLASSES))
    first = floor(low / width)
    return tuple(width * (first + place) for place in range(_number(low, high, width) + 1))


def _widths(span: Fraction, is_whole: bool) -> list[Fraction]:
    """Widths from one that makes a hundred classes and more to one that makes two at most."""
    power = Fraction(1)
    if not is_whole:
        while span and power > span / 1000:
            power /= 10
    widths: list[Fraction] = []
    while not widths or widths[-1] <= span * 2:
        widths += (power * step for step in STEPS)
        power *= 10
    return widths


def _wanted(given: Counted) -> float:
    """The width that the rule asks for; 0 where all gave one number."""
    number = sum(count for _, count in given)
    if not number or given[0][0] == given[-1][0]:
        return 0.0
    middle = quantile(given, 3 * QUARTER) - quantile(given, QUARTER)
    if middle:
        return float(2 * float(middle) / number ** (1 / 3))
    return float(given[-1][0] - given[0][0]) / (log2(number) + 1)


def _number(low: Fraction, high: Fraction, width: Fraction) -> int:
    return floor(high / width) - floor(low / width) + 1


def _given(item: Item, known: Known) -> Counted:
    whole = distribution(item, (), {}, known.numbers)
    return [pair for pair in whole.scores() if pair[1]]


def _counts(given: Counted, limits: Sequence[Fraction]) -> Iterator[int]:
    for lower, upper in pairwise(limits):
        yield sum(count for number, count in given if lower <= number < upper)


def _name(limits: tuple[Fraction, Fraction]) -> str:
    """What names a class in an estimate, where an option's code would stand: ``[5,10)``."""
    return "[{},{})".format(*(f"{float(limit):.12g}" for limit in limits))


def _share(
    item: Item,
    where: Where,
    count: int,
    base: int,
    limits: tuple[Fraction, Fraction],
) -> Estimate:
    value = count / base if base else float("nan")
    return Estimate(item.survey, item.name, _name(limits), where, count, Base(base), value)


def _label(
    lower: Fraction, upper: Fraction, item: Item, digits: int, languages: Sequence[str]
) -> Text:
    """What a class is called: 5-9 of whole numbers, 5-<10 of others."""
    is_whole = item.type is ItemType.INTEGER
    last = upper - 1 if is_whole else upper
    labels = {}
    for language in languages:
        locale = load_locale(language)
        limits = {"lower": locale.plain(lower, digits), "upper": locale.plain(last, digits)}
        pattern = locale.charts["class_whole" if is_whole else "class_below"]
        labels[language] = limits["lower"] if lower == last else pattern.format(**limits)
    return Text(labels)
