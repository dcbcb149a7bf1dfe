"""What the statistics found: estimates with their bases, in tabulations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from reportgen.survey import Item
from reportgen.text import Text

Where = tuple[tuple[str, str], ...]
"""A filter: pairs of item name and option code, all of which hold."""


@dataclass(frozen=True, slots=True)
class Base:
    """Whom a proportion is of: respondents in the item's universe who answered it."""

    unweighted: int
    weighted: float | None = None
    effective: float | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval, as proportions between 0 and 1."""

    lower: float
    upper: float
    level: float
    method: str


class Unit(StrEnum):
    """What the value of a statistic is a number of."""

    NUMBER = "number"
    PERCENT = "percent"
    """A difference or ratio of proportions, as 0.123, printed as 12.3%."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What an estimate is that is no proportion: its statistic, and how its value is printed.

    `exact` is the value before anything is rounded; a Fraction where counts decide it.
    """

    statistic: str
    """Its name with its arguments: ``mean_score``, ``net_balance(good; poor)``."""
    exact: Fraction | float
    unit: Unit = Unit.NUMBER
    digits: int = 2
    """Decimals printed; those of a percentage are the locale's."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """One proportion: the share of a base that selected an option, or (option None) the base.

    `count` and `base.unweighted` are whole respondents, so that a percentage can be rounded
    exactly from them; `value` is their ratio, between 0 and 1 (NaN over an empty base).

    With `measured` it is another statistic of the item in that base: `value` is what it found,
    NaN where there is none, and `count` the base.
    """

    survey: str
    item: str
    option: str | None
    where: Where
    count: int
    base: Base
    value: float
    standard_error: float | None = None
    interval: Interval | None = None
    is_suppressed: bool = False
    measured: Measured | None = None

    @property
    def id(self) -> str:
        """The estimate's name: ``survey.item.option@by=category``, ``survey.item:mean_score``."""
        item = f"{self.item}:{self.measured.statistic}" if self.measured else self.item
        return estimate_id(self.survey, item, self.option, self.where)


def estimate_id(survey: str, item: str, option: str | None, where: Where) -> str:
    """The name of an estimate: ``survey.item.option@by=category``, without the parts it lacks."""
    name = ".".join(part for part in (survey, item, option) if part)
    filters = ",".join(f"{by}={code}" for by, code in where)
    return f"{name}@{filters}" if filters else name


def combination_option(codes: Iterable[str]) -> str:
    """What names a combination in an estimate, where an option's code would stand: ``[ct mri]``.

    A code holds no space, and the brackets tell those who selected ct alone from all who did.
    """
    return f"[{' '.join(codes)}]"


def as_base(estimate: Estimate) -> Estimate:
    """The estimate that stands for the base of another: all of those it is a share of."""
    base = estimate.base.unweighted
    measured = estimate.measured and replace(estimate.measured, exact=Fraction(1))
    return replace(
        estimate,
        option=None,
        count=base,
        value=1.0,
        standard_error=None,
        interval=None,
        measured=measured,
    )


@dataclass(frozen=True, slots=True)
class Category:
    """One column of the banner: a category of the breakdown, or the total (item None)."""

    item: str | None
    code: str | None
    label: Text | None

    @property
    def where(self) -> Where:
        """The filter that the category stands for; empty for the total."""
        return ((self.item, self.code),) if self.item and self.code else ()


@dataclass(frozen=True, slots=True)
class Measures:
    """One statistic of one item: an estimate for each banner category."""

    statistic: str
    """Its name with its arguments."""
    estimates: tuple[Estimate, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the stub: an option of an item, with an estimate for each banner category.

    `label` is what the stub prints: the option's label, or the item's where a single option
    stands for the item. `group` is the item's label where the stub groups options by item.

    In a table of statistics a row is an item: `option` is "", `measures` has the estimates of each
    statistic, and `estimates` are those of the first.
    """

    item: str
    option: str
    label: Text
    group: Text | None
    estimates: tuple[Estimate, ...]
    is_residual: bool = False
    measures: tuple[Measures, ...] = ()

    def measured(self, statistic: str) -> tuple[Estimate, ...]:
        """The estimates of one statistic. Raises KeyError where the row has none of that name."""
        for measures in self.measures:
            if measures.statistic == statistic:
                return measures.estimates
        raise KeyError(statistic)


@dataclass(frozen=True, slots=True)
class Classes:
    """Of a tabulation whose rows are classes of numbers: where the classes end.

    `limits` ascend, one more than there are classes; a number on a limit is in the class above.
    `digits` is how many decimals they have.
    """

    limits: tuple[Fraction, ...]
    digits: int


@dataclass(frozen=True, slots=True)
class Outliers:
    """Of a tabulation whose rows are items of numbers: the numbers beyond the whiskers.

    `values` has for each row and banner category the distinct ones, ascending.
    """

    values: tuple[tuple[tuple[Fraction, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Combinations:
    """Of a tabulation whose rows are combinations of options: what they are made of.

    `sets` are the options, each with all who selected it, whatever else they selected. `members`
    has for each row the codes selected together; none for the row that sums up the rest.
    """

    sets: tuple[Row, ...]
    members: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Loss:
    """Those who left the way to the respondents at one stage, and why."""

    label: Text
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the way to the respondents, and those who left it after this stage.

    `is_given` says that the number is not of the data, but was given with them.
    """

    label: Text
    estimate: Estimate
    losses: tuple[Loss, ...] = ()
    is_given: bool = False


@dataclass(frozen=True, slots=True)
class FlowItem:
    """An item at the end of the way: who was asked, who was not, who did not answer, who did.

    `asked` and `skipped` are of those who answered the item at the place `above`, on which it
    depends who is asked; of all respondents where that is None.
    """

    item: Item
    label: Text
    asked: Estimate
    skipped: Estimate
    missing: Estimate
    answered: Estimate
    above: int | None


@dataclass(frozen=True, slots=True)
class Flow:
    """Of a tabulation whose rows are stages and items: the way from one to the next."""

    stages: tuple[Stage, ...]
    items: tuple[FlowItem, ...]


Detail: TypeAlias = Classes | Outliers | Combinations | Flow


@dataclass(frozen=True, slots=True)
class SideTotals:
    """Of one item the share that chose any option of a side, for each banner category."""

    item: str
    negative: tuple[Estimate, ...]
    positive: tuple[Estimate, ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """An ordered scale in two sides: codes of options, from the outermost inwards.

    `apart` are residual options, which stand beside the scale.
    """

    negative: tuple[str, ...]
    neutral: tuple[str, ...]
    positive: tuple[str, ...]
    apart: tuple[str, ...]
    totals: tuple[SideTotals, ...] = ()


@dataclass(frozen=True, slots=True)
class Tabulation:
    """Stub × banner of estimates, and what its notes must say of the bases."""

    id: str
    rows: tuple[Row, ...]
    columns: tuple[Category, ...]
    items: tuple[Item, ...]
    by: Item | None
    missing: Mapping[str, int]
    """Item nonresponse: how many left each of `items`, and `by`, unanswered, by item name."""
    detail: Detail | None = None
    """What its rows are, where they aren't options of items."""
    sides: Sides | None = None
    """The sides of the scale that all its items share, where the figure says its direction."""

    @property
    def estimates(self) -> tuple[Estimate, ...]:
        """Every estimate, row by row, then the totals of sides."""
        rows = (
            estimate
            for row in self.rows
            for part in (row.measures or (row,))
            for estimate in part.estimates
        )
        totals = (
            estimate
            for each in (self.sides.totals if self.sides else ())
            for estimate in (*each.negative, *each.positive)
        )
        return (*rows, *totals)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The answers to an item of numbers: the distinct ones, and how often each was given.

    `values` ascend; `counts` has an entry for each of them in each group, the whole under ().
    """

    values: tuple[Fraction, ...]
    counts: Mapping[Where, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Results:
    """Everything computed for one report.

    `tabulations` are the tables and figures asked for, by id (``tbl:x``, ``fig:x``). `estimates`
    is every estimate by its id: each item overall, and by each breakdown that the report uses.
    `respondents` is the number of each survey, `items` every item by its name, `titles` those of
    the questionnaires by the name of their survey. `numbers` are the answers to each item of
    numbers, by its name.
    """

    tabulations: Mapping[str, Tabulation]
    estimates: Mapping[str, Estimate]
    respondents: Mapping[str, Estimate]
    items: Mapping[str, Item]
    numbers: Mapping[str, Numbers] = field(default_factory=dict)
    titles: Mapping[str, Text] = field(default_factory=dict)
