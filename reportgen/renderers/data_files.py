"""The Document → its data as files: each table and figure as CSV, all results as one JSON.

They have the labels of all languages, so that they are the same in every edition.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeAlias

from reportgen.document import Content, Document, Emphasis, Figure, Inline, Number, Table, Words
from reportgen.document import numbers as numbers_of
from reportgen.locales import Locale, load_locale
from reportgen.renderers.passages import passages
from reportgen.renderers.released import Released, released
from reportgen.renderers.rendering import DataFile
from reportgen.renderers.wording import anchor, label
from reportgen.results import Category, Estimate, Row, Tabulation
from reportgen.text import Text
from reportgen.theme import Theme

FORMAT, VERSION = "reportgen-results", 1
"""What the JSON file says that it is. The version rises when its shape changes."""
RESULTS = "results.json"
PROPORTION = "proportion"
"""The statistic of an estimate that is the share of a base."""
_FACTS = (
    "survey", "item", "option", "filter", "statistic", "count", "base", "value", "standard_error",
    "interval_lower", "interval_upper", "interval_level", "interval_method", "withheld", "id",
)  # fmt: skip


def data_files(document: Document, theme: Theme | None = None) -> tuple[DataFile, ...]:
    """A CSV file for each table and figure, and the JSON file of all results.

    CSV is UTF-8 with a byte order mark, by which Excel knows it; values are proportions between 0
    and 1, except of statistics that aren't. What the report withholds is empty.
    """
    writer = _Writer(document, [load_locale(name, theme) for name in document.languages], theme)
    return writer.files()


_Labelled: TypeAlias = tuple[Text | None, Text | None, Category | None, Estimate]
"""An estimate with the labels of its group and row, and its column."""


@dataclass(frozen=True, slots=True)
class _Writer:
    document: Document
    locales: Sequence[Locale]
    theme: Theme | None

    def files(self) -> tuple[DataFile, ...]:
        blocks = [block for block in self.document.blocks() if isinstance(block, Table | Figure)]
        tables = [
            DataFile(
                file_name(block),
                "text/csv",
                "Data",
                self._described(block),
                self._csv(block),
                anchor(block),
            )
            for block in blocks
        ]
        told = self._text_of(self.document.front.title)
        results = DataFile(
            RESULTS, "application/json", "Supplement", " / ".join(told.values()), self._json(blocks)
        )
        return (*tables, results)

    def _described(self, block: Table | Figure) -> str:
        """表3 各地区的应用 / Table 3 Use by region."""
        titles = self._titles(block)
        return " / ".join(
            f"{label(block, locale)} {titles[locale.language]}" for locale in self.locales
        )

    # --------------------------------------------------------------------------------------- CSV

    def _csv(self, block: Table | Figure) -> bytes:
        file = io.StringIO()
        writer = csv.writer(file, lineterminator="\r\n")
        names = [
            f"{part}_{locale.language}"
            for part in ("group", "row", "column")
            for locale in self.locales
        ]
        writer.writerow((*names, *_FACTS))
        for group, row, column, estimate in _estimates(block.tabulation):
            texts = [self._text_of(text).values() for text in (group, row)]
            columns = self._column(column).values() if column else [""] * len(self.locales)
            writer.writerow((*chain(*texts), *columns, *self._facts(estimate)))
        return file.getvalue().encode("utf-8-sig")

    def _facts(self, estimate: Estimate) -> Iterator[object]:
        found = self._released(estimate)
        interval = found.interval
        yield from (estimate.survey, estimate.item, estimate.option or "")
        yield ",".join(f"{item}={code}" for item, code in estimate.where)
        yield _statistic(estimate)
        yield from map(_cell, (found.count, found.base, found.value, found.standard_error))
        yield from map(_cell, (interval.lower, interval.upper) if interval else (None, None))
        yield from (interval.level, interval.method) if interval else ("", "")
        yield from (found.withheld, estimate.id)

    def _released(self, estimate: Estimate) -> Released:
        return released(estimate, self.locales)

    # -------------------------------------------------------------------------------------- JSON

    def _json(self, blocks: Iterable[Table | Figure]) -> bytes:
        parts: dict[str, list[dict[str, Any]]] = {"tables": [], "figures": []}
        for block in blocks:
            parts["tables" if isinstance(block, Table) else "figures"].append(self._block(block))
        whole = {
            "format": FORMAT,
            "version": VERSION,
            "title": self._text_of(self.document.front.title),
            "languages": [locale.tag for locale in self.locales],
            **parts,
            "text": list(self._text()),
        }
        return json.dumps(whole, ensure_ascii=False, indent=1).encode()

    def _block(self, block: Table | Figure) -> dict[str, Any]:
        tabulation = block.tabulation
        return {
            "id": block.id,
            "number": block.number,
            "title": self._titles(block),
            "file": file_name(block),
            **({"chart": block.chart} if isinstance(block, Figure) else {}),
            "columns": [
                {"item": column.item, "code": column.code, "label": self._column(column)}
                for column in tabulation.columns
            ],
            "rows": [self._row(row) for row in tabulation.rows],
            "others": [self._estimate(estimate) for *_, estimate in _others(tabulation)],
        }

    def _row(self, row: Row) -> dict[str, Any]:
        return {
            "item": row.item,
            "option": row.option or None,
            "group": self._text_of(row.group),
            "label": self._text_of(row.label),
            "estimates": [
                [self._estimate(estimate) for estimate in estimates] for estimates in _parts(row)
            ],
        }

    def _estimate(self, estimate: Estimate) -> dict[str, Any]:
        found = self._released(estimate)
        interval = found.interval
        return {
            "id": estimate.id,
            "statistic": _statistic(estimate),
            "count": found.count,
            "base": found.base,
            "value": found.value,
            "standard_error": found.standard_error,
            "interval": interval
            and {
                "lower": float(interval.lower),
                "upper": float(interval.upper),
                "level": interval.level,
                "method": interval.method,
            },
            "withheld": found.withheld or None,
        }

    def _text(self) -> Iterator[dict[str, Any]]:
        """The numbers of the running text, each once, as they read in each language."""
        printed: dict[tuple[str, str], tuple[Number, dict[str, str]]] = {}
        for locale in self.locales:
            for passage in passages(self.document, locale, self.theme):
                if passage.place.startswith("tbl:"):
                    continue
                for number in numbers_of(passage.content):
                    key = number.estimate.id, number.form.value
                    texts = printed.setdefault(key, (number, {}))[1]
                    texts[locale.language] = locale.number(number)
        for number, texts in printed.values():
            yield {
                **self._estimate(number.estimate),
                "form": number.form.value,
                "printed": texts,
            }

    def _titles(self, block: Table | Figure) -> dict[str, str]:
        return {locale.language: _plain(block.title, locale) for locale in self.locales}

    def _column(self, column: Category) -> dict[str, str]:
        if column.label is None:
            return {locale.language: locale.words["total"] for locale in self.locales}
        return self._text_of(column.label)

    def _text_of(self, text: Text | None) -> dict[str, str]:
        return {locale.language: locale.text(text) if text else "" for locale in self.locales}


def file_name(block: Table | Figure) -> str:
    """table-3-barriers.csv, figure-1-use.csv."""
    kind = "table" if isinstance(block, Table) else "figure"
    return f"{kind}-{block.number}-{block.id}.csv"


def _estimates(tabulation: Tabulation) -> Iterator[_Labelled]:
    """Each estimate with its labels, row by row, then those that have no row."""
    for row in tabulation.rows:
        for estimates in _parts(row):
            for column, estimate in zip(tabulation.columns, estimates, strict=True):
                yield row.group, row.label, column, estimate
    yield from _others(tabulation)


def _others(tabulation: Tabulation) -> Iterator[_Labelled]:
    """The estimates of no row, as the totals of the sides of a scale, under their item's label."""
    inside = {id(estimate) for row in tabulation.rows for part in _parts(row) for estimate in part}
    labels = {item.name: item.label for item in tabulation.items}
    columns = {column.where: column for column in tabulation.columns}
    for estimate in tabulation.estimates:
        if id(estimate) not in inside:
            yield labels.get(estimate.item), None, columns.get(estimate.where), estimate


def _parts(row: Row) -> Iterator[tuple[Estimate, ...]]:
    """The estimates of a row: of the share that it is, or of each statistic."""
    yield from (part.estimates for part in row.measures) if row.measures else (row.estimates,)


def _statistic(estimate: Estimate) -> str:
    return estimate.measured.statistic if estimate.measured else PROPORTION


def _cell(value: float | None) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else repr(float(value))


def _plain(content: Content | Mapping[str, tuple[Inline, ...]], locale: Locale) -> str:
    return "".join(_pieces(content[locale.language], locale))


def _pieces(content: tuple[Inline, ...], locale: Locale) -> Iterator[str]:
    """Running text without its marks and references."""
    for inline in content:
        match inline:
            case Words(text):
                yield text
            case Number():
                yield locale.number(inline)
            case Emphasis(inner):
                yield from _pieces(inner, locale)
