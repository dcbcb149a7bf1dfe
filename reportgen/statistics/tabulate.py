"""Surveys and what report.yaml asks for → Results."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import chain
from math import isnan

from reportgen.config import Project
from reportgen.errors import Finding, Place, ReportError
from reportgen.measures import distribution, full_name, measure
from reportgen.results import (
    Category,
    Combinations,
    Estimate,
    Measures,
    Numbers,
    Results,
    Row,
    Tabulation,
    Where,
)
from reportgen.statistics.boxes import boxes
from reportgen.statistics.classes import histogram
from reportgen.statistics.combinations import upset
from reportgen.statistics.cube import count
from reportgen.statistics.estimate import estimates, respondents
from reportgen.statistics.flow import flow, recruitment_faults
from reportgen.statistics.layout import Known, columns_of, tabulation_of
from reportgen.statistics.numbers import bases_of, numbers_of
from reportgen.statistics.request import Request, RequestedRows, Requests, items_by_name, requests
from reportgen.statistics.sides import by_agreement, with_totals
from reportgen.survey import Item, Survey

_Found = Mapping[tuple[str, str | None, Where], Estimate]
"""Estimates by item, option and filter."""

SHAPES: Mapping[str, Callable[[Request, Known], Tabulation]] = {
    "histogram": histogram,
    "box": boxes,
    "upset": upset,
    "flow": flow,
}
"""What tabulates for the chart kinds that show other things than the shares of options."""


def tabulate(surveys: Mapping[str, Survey], project: Project) -> Results:
    """Every estimate of the surveys, and the tabulations that the report asks for.

    Each item with options is estimated overall, and by each item that a table, a figure or
    `breakdowns` breaks its survey down by. Raises ReportError for what `requests` finds wrong.
    """
    results, faults = tabulated(surveys, project)
    if faults:
        raise ReportError(*faults)
    return results


def tabulated(surveys: Mapping[str, Survey], project: Project) -> tuple[Results, list[Finding]]:
    """As `tabulate`: what is asked for rightly, and what is wrong with the rest."""
    asked, faults = requests(surveys, project)
    faults += recruitment_faults(surveys, project)
    known = _counted(surveys, asked, project)
    tabulations = {request.id: _tabulation(request, known) for request in asked.tabulations}
    combined = [
        estimate
        for tabulation in tabulations.values()
        if isinstance(tabulation.detail, Combinations)
        for estimate in tabulation.estimates
    ]
    results = Results(
        tabulations=tabulations,
        estimates={estimate.id: estimate for estimate in (*known.estimates.values(), *combined)},
        respondents={name: respondents(survey) for name, survey in surveys.items()},
        items=items_by_name(surveys),
        numbers=known.numbers,
        titles={name: survey.codebook.title for name, survey in surveys.items()},
    )
    return results, faults


def _counted(surveys: Mapping[str, Survey], asked: Requests, project: Project) -> Known:
    """Every item of every survey counted, overall and by every breakdown."""
    found: dict[tuple[str, str | None, Where], Estimate] = {}
    numbers: dict[str, Numbers] = {}
    method = project.config.interval, project.place("interval")
    for survey in surveys.values():
        breakdowns = asked.breakdowns[survey.name]
        given = numbers_of(survey, breakdowns)
        bases = [base for name, each in given.items()
            for base in bases_of(survey.codebook.items[name], each)]  # fmt: skip
        for estimate in (*_estimates(survey, breakdowns, method), *bases):
            found[estimate.item, estimate.option, estimate.where] = estimate
        numbers |= given
    return Known(surveys, found, numbers, project)


def _estimates(
    survey: Survey, breakdowns: tuple[Item, ...], method: tuple[str, Place]
) -> list[Estimate]:
    """Every item overall and by every breakdown.

    A breakdown's cube holds the total too: an item has a cube of its own only where there is no
    breakdown, and totals that come again replace equal ones.
    """
    found: list[Estimate] = []
    for item in survey.codebook.items.values():
        if not item.is_categorical:
            continue
        others: list[str | None] = [by.name for by in breakdowns if by.name != item.name]
        for by in others or [None]:
            found += estimates(count(survey, item.name, by), *method)
    return found


def _tabulation(request: Request, known: Known) -> Tabulation:
    if request.figure and (shape := SHAPES.get(request.figure.chart)):
        return shape(request, known)
    columns = columns_of(request)
    if request.measures:
        return _measured(request, columns, known)
    several = len({rows.item.name for rows in request.rows if not rows.is_single}) > 1
    parts = [_part(rows, request, columns, known.estimates, several) for rows in request.rows]
    shown = list(chain.from_iterable(parts))
    if request.sides:
        if request.is_descending:
            overall = [
                replace(row, estimates=(known.estimates[row.item, row.option, ()],))
                for row in shown
            ]
            shown = by_agreement(request.sides, shown, overall)
        sides = with_totals(request.sides, shown, known.method)
        return replace(tabulation_of(request, shown, columns, known), sides=sides)
    if request.is_descending and all(rows.is_single for rows in request.rows):
        shown = _descending(shown, known.estimates)
    return tabulation_of(request, shown, columns, known)


def _measured(request: Request, columns: tuple[Category, ...], known: Known) -> Tabulation:
    """A table of statistics: a row an item. Raises ReportError with what each can't be told of."""
    estimates = {estimate.id: estimate for estimate in known.estimates.values()}
    faults: list[Finding] = []
    rows: list[Row] = []
    for part in request.rows:
        counts = [
            distribution(part.item, column.where, estimates, known.numbers) for column in columns
        ]
        measures: list[Measures] = []
        for asked in request.measures:
            name = full_name(asked.statistic, asked.arguments)
            try:
                found_here = (measure(asked.statistic, asked.arguments, each) for each in counts)
                measures.append(Measures(name, tuple(found_here)))
            except ReportError as fault:
                faults += (
                    replace(finding, place=finding.place or asked.place)
                    for finding in fault.findings
                )
        if measures:
            first = measures[0].estimates
            label = part.label or part.item.label
            rows.append(Row(part.item.name, "", label, None, first, False, tuple(measures)))
    if faults:
        raise ReportError(*faults)
    if request.is_descending:
        rows = _descending_values(rows)
    return tabulation_of(request, rows, columns, known)


def _part(
    rows: RequestedRows,
    request: Request,
    columns: tuple[Category, ...],
    found: _Found,
    is_grouped: bool,
) -> list[Row]:
    """The stub rows of one requested item, in their order."""
    item = rows.item
    part = [
        Row(
            item.name,
            code,
            rows.label or item.option(code).label,
            item.label if is_grouped and not rows.is_single else None,
            tuple(found[item.name, code, column.where] for column in columns),
            item.option(code).is_residual,
        )
        for code in rows.codes
    ]
    return _descending(part, found) if request.is_descending and not request.sides else part


def _descending(rows: list[Row], found: _Found) -> list[Row]:
    """Rows by their share of all who answered, largest first; equal ones keep their order.

    Residual options come last, and before them shares over an empty base.
    """

    def rank(row: Row) -> tuple[bool, bool, float]:
        total = found[row.item, row.option, ()]
        return row.is_residual, total.base.unweighted == 0, -total.value

    return sorted(rows, key=rank)


def _descending_values(rows: list[Row]) -> list[Row]:
    """Rows by their first statistic in the last column (the total), largest first, NaN last."""

    def rank(row: Row) -> tuple[bool, float]:
        value = row.estimates[-1].value
        return isnan(value), -value if not isnan(value) else 0.0

    return sorted(rows, key=rank)
