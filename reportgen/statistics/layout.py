"""What every tabulation is made of: the banner's columns, and the rows put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportgen.config import Project
from reportgen.errors import Place
from reportgen.results import Category, Detail, Estimate, Numbers, Row, Tabulation, Where
from reportgen.statistics.request import Request
from reportgen.survey import Survey

TOTAL = Category(item=None, code=None, label=None)


@dataclass(frozen=True, slots=True)
class Known:
    """What was counted: estimates by item, option and filter, and the numbers of items."""

    surveys: Mapping[str, Survey]
    estimates: Mapping[tuple[str, str | None, Where], Estimate]
    numbers: Mapping[str, Numbers]
    project: Project

    @property
    def method(self) -> tuple[str, Place]:
        """That of the confidence intervals of proportions, and where it is asked for."""
        return self.project.config.interval, self.project.place("interval")

    @property
    def languages(self) -> Sequence[str]:
        """In which the report is written."""
        return self.project.languages


def columns_of(request: Request) -> tuple[Category, ...]:
    """The banner: the categories of the breakdown in the codebook's order, the total last."""
    total = (TOTAL,) if request.has_total else ()
    if request.by is None:
        return total
    by = request.by
    return (*(Category(by.name, option.code, option.label) for option in by.options), *total)


def tabulation_of(
    request: Request,
    rows: Sequence[Row],
    columns: tuple[Category, ...],
    known: Known,
    detail: Detail | None = None,
) -> Tabulation:
    """The rows as a tabulation, with how many left each of its items unanswered."""
    items = tuple({part.item.name: part.item for part in request.rows}.values())
    counted = (*items, *((request.by,) if request.by else ()))
    missing = {
        item.name: known.surveys[item.survey].responses[item.name].missing for item in counted
    }
    return Tabulation(request.id, tuple(rows), columns, items, request.by, missing, detail)
