"""What tables and figures ask for, checked against the items that the surveys have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.cells import StatisticConfig
from reportgen.config import FigureConfig, Project, RowConfig, TableConfig, TabulationConfig
from reportgen.document import CELL_FORMS
from reportgen.errors import Finding, Place, finding
from reportgen.measures import STATISTICS, Arguments
from reportgen.results import Sides
from reportgen.statistics.needs import NEEDS, Needs
from reportgen.statistics.sides import divided
from reportgen.survey import Item, ItemType, Survey
from reportgen.text import Text


@dataclass(frozen=True, slots=True)
class RequestedRows:
    """Options of one item that a stub shows, in that order."""

    item: Item
    codes: tuple[str, ...]
    is_single: bool
    """Whether one option stands for the item."""
    label: Text | None = None
    """What the stub prints for that option, in place of the option's own label."""


@dataclass(frozen=True, slots=True)
class RequestedMeasure:
    """A statistic that a column of a table shows, and where it is asked for."""

    statistic: str
    arguments: Arguments
    place: Place


@dataclass(frozen=True, slots=True)
class Request:
    """A table (`tbl:x`) or figure (`fig:x`) whose items and options are known to exist."""

    id: str
    rows: tuple[RequestedRows, ...]
    by: Item | None
    has_total: bool
    is_descending: bool
    measures: tuple[RequestedMeasure, ...] = ()
    """The statistics of a table in which each row is an item; none in other tables."""
    figure: FigureConfig | None = None
    """What report.yaml says of the figure; None for a table."""
    sides: Sides | None = None
    """The sides of the scale that its items share, without totals; none where none is asked for."""


@dataclass(frozen=True, slots=True)
class Requests:
    """Everything that a report asks for: its tabulations, and by survey the breakdowns used."""

    tabulations: tuple[Request, ...]
    breakdowns: Mapping[str, tuple[Item, ...]]


def requests(surveys: Mapping[str, Survey], project: Project) -> tuple[Requests, list[Finding]]:
    """What report.yaml asks for rightly, and what is wrong with the rest.

    There is a finding for each unknown survey, item or option, item without options, breakdown
    that is no single response or is shown in its own table, and table that breaks down items of
    another survey.
    """
    checking = _Checking(surveys, project)
    used: dict[str, dict[str, Item]] = {name: {} for name in surveys}
    tabulations: list[Request] = []
    for part, prefix in (("tables", "tbl"), ("figures", "fig")):
        configs: Mapping[str, TabulationConfig] = getattr(project.config, part)
        for name, config in configs.items():
            number = len(checking.faults)
            request = checking.request(f"{prefix}:{name}", config, (part, name))
            if len(checking.faults) > number:
                continue
            tabulations.append(request)
            if request.by is not None:
                used[request.by.survey][request.by.name] = request.by
    for survey, names in project.config.breakdowns.items():
        for item in checking.breakdowns(survey, names):
            used[survey][item.name] = item
    items = {survey: tuple(by_name.values()) for survey, by_name in used.items()}
    return Requests(tuple(tabulations), items), checking.faults


def items_by_name(surveys: Mapping[str, Survey]) -> dict[str, Item]:
    """Every item of every survey, by its name; names are unique across surveys."""
    return {
        name: item for survey in surveys.values() for name, item in survey.codebook.items.items()
    }


Key = tuple[str | int, ...]


@dataclass(slots=True)
class _Checking:
    """The names in report.yaml being looked up, and the faults found so far."""

    surveys: Mapping[str, Survey]
    project: Project
    faults: list[Finding] = field(default_factory=list)

    def request(self, name: str, config: TabulationConfig, key: Key) -> Request:
        rows = [
            found
            for index in range(len(config.rows))
            if (found := self._rows(config, key, index)) is not None
        ]
        by = self._by(config.by, (*key, "by")) if config.by is not None else None
        if by is not None:
            self._check_by(by, rows, (*key, "by"))
        figure = config if isinstance(config, FigureConfig) else None
        if needs := _needs(config):
            self._check_needs(needs, config, rows, key)
        return Request(
            name,
            tuple(rows),
            by,
            config.total or by is None,
            config.order == "descending",
            tuple(self._measures(config, key)),
            figure,
            self._sides(figure, rows, key) if figure else None,
        )

    def _sides(self, config: FigureConfig, rows: Sequence[RequestedRows], key: Key) -> Sides | None:
        """The sides of the scale that a figure says the direction of."""
        if config.direction is None or not rows:
            return None
        for index, row in enumerate(rows):
            is_scale = row.item.type is ItemType.SELECT_ONE and len(row.codes) > 1
            if not is_scale or row.codes != rows[0].codes:
                first = rows[0].item.name
                self._fault("no-common-scale", (*key, "rows", index), row.item.name, first=first)
                return None
        found = divided(rows[0].item, rows[0].codes, config.direction, config.neutral)
        if found is None and config.neutral is not None:
            item, codes = rows[0].item.name, rows[0].codes
            self._fault("unknown-option", (*key, "neutral"), config.neutral, codes, item=item)
        return found

    def breakdowns(self, survey: str, names: tuple[str, ...]) -> list[Item]:
        if survey not in self.surveys:
            self._fault("unknown-survey", ("breakdowns", survey), survey, tuple(self.surveys))
            return []
        found: list[Item] = []
        for index, name in enumerate(names):
            key = ("breakdowns", survey, index)
            item = self._by(name, key)
            if item is not None and item.survey != survey:
                self._fault("item-of-another-survey", key, name, survey=item.survey)
            elif item is not None:
                found.append(item)
        return found

    def _fault(
        self, name: str, key: Key, found: str, allowed: Sequence[str] = (), **values: str
    ) -> None:
        place = self.project.place(*key)
        self.faults.append(finding(name, place, found, allowed, (), **values))

    def _item(self, name: str, key: Key) -> Item | None:
        """The item called `name`, or `survey.name`."""
        plain = items_by_name(self.surveys)
        full = {f"{item.survey}.{item.name}": item for item in plain.values()}
        item = plain.get(name) or full.get(name)
        if item is None:
            self._fault("unknown-item", key, name, tuple(full if "." in name else plain))
        return item

    def _measures(self, config: TabulationConfig, key: Key) -> Iterator[RequestedMeasure]:
        """The statistics of a table; beside them only the base has a place."""
        for index, cell in enumerate(_cells(config)):
            where = (*key, "cells", index)
            if isinstance(cell, str) and cell in CELL_FORMS:
                if cell != "base" and _is_of_statistics(config):
                    self._fault("cell-beside-statistic", where, cell, ("base", *STATISTICS))
                continue
            asked = cell if isinstance(cell, StatisticConfig) else StatisticConfig(statistic=cell)
            place = self.project.place(*where)
            yield RequestedMeasure(asked.statistic, asked.arguments, place)

    def _rows(self, config: TabulationConfig, key: Key, index: int) -> RequestedRows | None:
        row, where = config.rows[index], (*key, "rows", index)
        item = self._item(row.item, where)
        if item is None:
            return None
        if _is_of_statistics(config) and (item.is_categorical or item.is_numeric):
            if row.options is not None:
                self._fault("options-of-statistic", (*where, "options"), row.item)
            return RequestedRows(item, item.codes, True, row.label or item.label)
        if needs := _needs(config):
            return self._whole(needs, item, row, where)
        if not item.is_categorical:
            self._fault("no-options-to-show", where, row.item, type=item.type)
            return None
        if row.options is None:
            return RequestedRows(item, item.codes, is_single=False)
        if not row.options:
            self._fault("row-without-option", where, row.item, item.codes)
        for number, code in enumerate(row.options):
            place = (*where, "options", number)
            if code not in item.codes:
                self._fault("unknown-option", place, code, item.codes, item=item.name)
            elif code in row.options[:number]:
                self._fault("option-shown-twice", place, code)
        if len(row.options) != 1:
            if row.label is not None:
                self._fault("label-without-option", (*where, "label"), row.item)
            return RequestedRows(item, row.options, is_single=False)
        return RequestedRows(item, row.options, True, row.label or item.label)

    def _whole(self, needs: Needs, item: Item, row: RowConfig, key: Key) -> RequestedRows | None:
        """A row of a chart kind that shows an item as a whole."""
        if not needs.accepts(item):
            self._fault(needs.refusal, key, item.name, needs.others(self.surveys), type=item.type)
            return None
        if row.options is not None:
            self._fault("options-of-statistic", (*key, "options"), item.name)
        return RequestedRows(item, item.codes, True, row.label or item.label)

    def _check_needs(
        self, needs: Needs, config: TabulationConfig, rows: list[RequestedRows], key: Key
    ) -> None:
        if needs.has_one_item and len(config.rows) > 1:
            self._fault("chart-of-one-item", (*key, "rows", 1), config.rows[1].item)
        if config.by is not None and not needs.takes_breakdown:
            self._fault("chart-with-breakdown", (*key, "by"), config.by)
        surveys = {row.item.survey for row in rows}
        if needs.is_of_one_survey and len(surveys) > 1:
            self._fault("chart-across-surveys", (*key, "rows"), ", ".join(sorted(surveys)))

    def _by(self, name: str, key: Key) -> Item | None:
        item = self._item(name, key)
        if item is None or item.type is ItemType.SELECT_ONE:
            return item
        singles = tuple(
            other.name
            for other in self.surveys[item.survey].codebook.items.values()
            if other.type is ItemType.SELECT_ONE
        )
        self._fault("no-breakdown", key, name, singles, type=item.type)
        return None

    def _check_by(self, by: Item, rows: list[RequestedRows], key: Key) -> None:
        for item in {row.item.name: row.item for row in rows}.values():
            if item.name == by.name:
                self._fault("breakdown-by-itself", key, by.name)
            elif item.survey != by.survey:
                self._fault(
                    "table-across-surveys",
                    key,
                    by.name,
                    by=by.name,
                    by_survey=by.survey,
                    item=item.name,
                    survey=item.survey,
                )


def _cells(config: TabulationConfig) -> tuple[str | StatisticConfig, ...]:
    return config.cells if isinstance(config, TableConfig) else ()


def _needs(config: TabulationConfig) -> Needs | None:
    """What a figure's chart kind needs, where that isn't options of items."""
    return NEEDS.get(config.chart) if isinstance(config, FigureConfig) else None


def _is_of_statistics(config: TabulationConfig) -> bool:
    """Whether a row is an item, of which the columns show statistics."""
    return any(not isinstance(cell, str) or cell not in CELL_FORMS for cell in _cells(config))
