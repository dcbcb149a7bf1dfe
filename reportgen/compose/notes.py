"""A tabulation → the notes that its table or figure must carry: bases, nonresponse, rounding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.document import Form, Inline, Number, Words
from reportgen.locales import Locale, joined, phrase, tenths_of_percent
from reportgen.results import (
    Base,
    Classes,
    Estimate,
    Flow,
    Outliers,
    Results,
    Tabulation,
    as_base,
    estimate_id,
)
from reportgen.survey import Item

MISSING_OPTION = "(missing)"
"""What stands for the option in the estimate of an item's nonresponse."""

Note = tuple[Inline, ...]


def table_notes(
    tabulation: Tabulation, results: Results, locale: Locale, beside: Sequence[Locale] = ()
) -> Iterator[Note]:
    """The notes of a table: multiple response, rounding, small bases, who did not answer.

    `beside` are the other languages of the report: a note that one of them needs, since it rounds
    otherwise, stands in all.
    """
    every = (locale, *beside)
    if isinstance(tabulation.detail, Outliers):
        yield phrase(locale.notes["box"])
    if isinstance(tabulation.detail, Flow):
        if any(stage.is_given for stage in tabulation.detail.stages):
            yield phrase(locale.notes["given"])
        return
    if _prints_no_percentage(tabulation):
        yield from _missing(tabulation, results, locale)
        return
    yield from _multiple(tabulation, locale)
    if any(_is_off_by_rounding(tabulation, each) for each in every):
        yield phrase(locale.notes["rounding"])
    if any(_has_small_base(tabulation, each) for each in every):
        yield phrase(locale.notes["small_base"])
    if any(locale.is_withheld(estimate) for estimate in tabulation.estimates):
        yield phrase(locale.notes["small_base_dash"])
    yield from _missing(tabulation, results, locale)


def figure_notes(
    tabulation: Tabulation, results: Results, locale: Locale, beside: Sequence[Locale] = ()
) -> Iterator[Note]:
    """The notes of a figure: its bases, and what a table would say too."""
    if not _prints_its_bases(tabulation):
        yield _bases(tabulation, results, locale)
    yield from table_notes(tabulation, results, locale, beside)


def _prints_its_bases(tabulation: Tabulation) -> bool:
    """Whether a figure has the base of each group beside its name."""
    detail = tabulation.detail
    is_panelled = isinstance(detail, Classes) and tabulation.by is not None
    return is_panelled or isinstance(detail, Outliers | Flow)


def _prints_no_percentage(tabulation: Tabulation) -> bool:
    """Whether a figure prints counts, or statistics of numbers, which nothing must be said of."""
    match tabulation.detail:
        case None:
            return False
        case Classes():
            return tabulation.by is None
        case _:
            return True


def _multiple(tabulation: Tabulation, locale: Locale) -> Iterator[Note]:
    """The note of a multiple response, where the percentages of a column are more than a whole."""
    for item in tabulation.items:
        rows = [row.estimates for row in tabulation.rows if row.item == item.name]
        columns = list(zip(*rows, strict=True)) if item.is_multiple else []
        if any(sum(cell.count for cell in cells) > cells[0].base.unweighted for cells in columns):
            yield phrase(locale.notes["multiple"])
            return


def _missing(tabulation: Tabulation, results: Results, locale: Locale) -> Iterator[Note]:
    entries = [
        phrase(
            locale.notes["missing_item"],
            item=(Words(locale.text(item.label)),),
            count=(Number(_nonresponse(item, tabulation.missing[item.name], results), Form.COUNT),),
        )
        for item in tabulation.items
        if tabulation.missing.get(item.name)
    ]
    if entries:
        items = joined(entries, locale.notes["missing_join"])
        yield phrase(locale.notes["missing"], items=items)
    by = tabulation.by
    has_total = any(category.item is None for category in tabulation.columns)
    if by and has_total and tabulation.missing.get(by.name):
        count = Number(_nonresponse(by, tabulation.missing[by.name], results), Form.COUNT)
        label = (Words(locale.text(by.label)),)
        yield phrase(locale.notes["missing_by"], item=label, count=(count,))


def _nonresponse(item: Item, missing: int, results: Results) -> Estimate:
    """How many of those asked left the item unanswered."""
    answered = results.estimates[estimate_id(item.survey, item.name, None, ())]
    asked = missing + answered.base.unweighted
    base = Base(asked)
    return Estimate(item.survey, item.name, MISSING_OPTION, (), missing, base, missing / asked)


def _is_off_by_rounding(tabulation: Tabulation, locale: Locale) -> bool:
    """Whether the printed percentages of a single-response item miss 100 in some column."""
    digits = locale.percent_digits
    for item in tabulation.items:
        rows = [row for row in tabulation.rows if row.item == item.name]
        if item.is_multiple or len(rows) < len(item.codes):
            continue
        for column in zip(*(row.estimates for row in rows), strict=True):
            base = column[0].base.unweighted
            if base < locale.small_base:
                continue
            printed = [tenths_of_percent(cell.count, base, digits) for cell in column]
            if sum(printed) != 100 * 10**digits:
                return True
    return False


def _has_small_base(tabulation: Tabulation, locale: Locale) -> bool:
    proportions = (estimate for estimate in tabulation.estimates if estimate.measured is None)
    bases = [estimate.base.unweighted for estimate in proportions]
    return any(0 < base < locale.small_base for base in bases)


def _bases(tabulation: Tabulation, results: Results, locale: Locale) -> Note:
    """The bases of a figure: one where all are the same, else by category, by item, or by both."""
    if not tabulation.rows:  # nobody answered
        item = tabulation.items[0]
        base = results.estimates[estimate_id(item.survey, item.name, None, ())]
        return phrase(locale.notes["base"], base=(Number(base, Form.BASE),))
    firsts = [next(r for r in tabulation.rows if r.item == item.name) for item in tabulation.items]
    columns = [index for index, category in enumerate(tabulation.columns) if category.item] or [0]
    bases = [[as_base(row.estimates[index]) for index in columns] for row in firsts]
    sizes = [[base.base.unweighted for base in row] for row in bases]
    categories = [tabulation.columns[index].label for index in columns]
    items = [locale.text(item.label) for item in tabulation.items]
    if len({size for row in sizes for size in row}) == 1:
        return phrase(locale.notes["base"], base=(Number(bases[0][0], Form.BASE),))
    if len(columns) == 1:
        return _labelled(items, [row[0] for row in bases], locale)
    names = [locale.text(label) if label else locale.words["total"] for label in categories]
    if all(row == sizes[0] for row in sizes):
        return _labelled(names, bases[0], locale)
    entries = [
        phrase(
            locale.notes["bases_of_item"],
            item=(Words(item),),
            bases=_labelled(names, row, locale),
        )
        for item, row in zip(items, bases, strict=True)
    ]
    return joined(entries, locale.notes["bases_join"])


def _labelled(labels: list[str], bases: list[Estimate], locale: Locale) -> Note:
    entries = [
        phrase(locale.notes["base_of"], label=(Words(label),), base=(Number(base, Form.BASE),))
        for label, base in zip(labels, bases, strict=True)
    ]
    return joined(entries, locale.notes["base_join"])
