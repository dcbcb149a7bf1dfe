"""The numbers of items → what a box shows of each group: quartiles, whiskers, outliers."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import isnan, nan

from reportgen.measures import Distribution, Measure, decimals, distribution, measure, measured
from reportgen.results import Estimate, Measures, Outliers, Row, Tabulation
from reportgen.statistics.layout import Known, columns_of, tabulation_of
from reportgen.statistics.ranks import QUARTER, quantile
from reportgen.statistics.request import Request, RequestedRows

REACH = Fraction(3, 2)
"""Of the distance between the quartiles, how far a whisker may reach."""
LOWER_WHISKER, UPPER_WHISKER = "lower_whisker", "upper_whisker"
OF_A_BOX = ("median", "lower_quartile", "upper_quartile", "minimum", "maximum")


def boxes(request: Request, known: Known) -> Tabulation:
    """A row an item, with the statistics of a box in each group, the median first.

    A whisker ends at the farthest number within 1.5 times the distance between the quartiles from
    the box, and what lies beyond is an outlier: Tukey, Exploratory data analysis, 1977, section 2C,
    with quartiles as `quantile` has them.
    """
    columns = columns_of(request)
    rows: list[Row] = []
    beyond: list[tuple[tuple[Fraction, ...], ...]] = []
    for part in request.rows:
        groups = [distribution(part.item, each.where, {}, known.numbers) for each in columns]
        rows.append(_row(part, groups))
        beyond.append(tuple(outliers(group) for group in groups))
    if request.is_descending:
        order = sorted(range(len(rows)), key=lambda place: _rank(rows[place]))
        rows, beyond = [rows[place] for place in order], [beyond[place] for place in order]
    return tabulation_of(request, rows, columns, known, Outliers(tuple(beyond)))


def whiskers(group: Distribution) -> tuple[Fraction, Fraction] | None:
    """Where the whiskers end; None where nobody gave a number."""
    given = [pair for pair in group.scores() if pair[1]]
    if not given:
        return None
    lower, upper = quantile(given, QUARTER), quantile(given, 3 * QUARTER)
    reach = REACH * (upper - lower)
    within = [number for number, _ in given if lower - reach <= number <= upper + reach]
    # With few numbers a quartile may lie between one within reach and one beyond: the whisker then
    # ends at the box.
    return min(lower, within[0]), max(upper, within[-1])


def outliers(group: Distribution) -> tuple[Fraction, ...]:
    """The distinct numbers beyond the whiskers, ascending."""
    ends = whiskers(group)
    if ends is None:
        return ()
    return tuple(
        number for number, count in group.scores() if count and not ends[0] <= number <= ends[1]
    )


def _row(part: RequestedRows, groups: list[Distribution]) -> Row:
    found = [Measures(name, tuple(measure(name, (), group) for group in groups))
        for name in OF_A_BOX]  # fmt: skip
    ends = [tuple(_ends(group)) for group in groups]
    for place, name in enumerate((LOWER_WHISKER, UPPER_WHISKER)):
        found.append(Measures(name, tuple(each[place] for each in ends)))
    label = part.label or part.item.label
    return Row(part.item.name, "", label, None, found[0].estimates, False, tuple(found))


def _ends(group: Distribution) -> Iterator[Estimate]:
    ends: tuple[Fraction | float, Fraction | float] = whiskers(group) or (nan, nan)
    digits = decimals(number for number, _ in group.scores())
    for name, value in zip((LOWER_WHISKER, UPPER_WHISKER), ends, strict=True):
        yield measured(name, group, Measure(value, base=group.base, digits=digits))


def _rank(row: Row) -> tuple[bool, float]:
    """Items by the median of the last group, the total, largest first; NaN last."""
    value = row.estimates[-1].value
    return isnan(value), 0.0 if isnan(value) else -value
