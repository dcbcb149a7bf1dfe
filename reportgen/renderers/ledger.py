"""The Document → the number ledger: every printed number, what it is, and where it stands."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reportgen.document import Document, Number, numbers
from reportgen.locales import Locale, load_locale
from reportgen.renderers.passages import passages
from reportgen.renderers.rendering import Drawings
from reportgen.renderers.wording import target_id
from reportgen.results import Results
from reportgen.theme import Theme

COLUMNS = (
    "id", "survey", "item", "option", "statistic", "filter", "form", "base_unweighted", "count",
    "exact_value", "standard_error", "interval_lower", "interval_upper",
)  # fmt: skip


@dataclass(slots=True)
class _Row:
    """One printed number: as it reads in each language, and its places there."""

    number: Number
    printed: dict[str, str] = field(default_factory=dict)
    places: dict[str, list[str]] = field(default_factory=dict)


def write_ledger(
    document: Document,
    drawings: Drawings,
    theme: Theme | None = None,
    results: Results | None = None,
) -> bytes:
    """The ledger as CSV: a row for each number and form, in order of appearance.

    It is UTF-8 with a byte order mark, by which Excel knows it.

    Places are those of `passages`, and ``fig:ID chart`` for what a figure prints, separated by
    semicolons, for each language. With `results`, what the tags of the theme's Word template print
    is there too, as ``template text paragraph N``.
    """
    rows: dict[tuple[str, str], _Row] = {}
    more = _of_template(document, results, theme) if results and theme else {}
    for language in document.languages:
        locale = load_locale(language, theme)
        found = _numbers(document, locale, drawings, theme)
        for place, number in (*found, *more.get(language, ())):
            row = rows.setdefault((number.estimate.id, number.form), _Row(number))
            row.printed[language] = locale.number(number)
            row.places.setdefault(language, []).append(place)
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(
        (
            *COLUMNS,
            *(f"{what}_{lang}" for what in ("printed", "places") for lang in document.languages),
        )
    )
    for row in rows.values():
        writer.writerow((*_facts(row.number), *_prints(row, document.languages)))
    return file.getvalue().encode("utf-8-sig")


def _of_template(
    document: Document, results: Results, theme: Theme
) -> Mapping[str, list[tuple[str, Number]]]:
    """The numbers that stand in no passage, but in a Word template, by language."""
    from reportgen.renderers.docx.filling import template_numbers

    return template_numbers(document, results, theme)


def _facts(number: Number) -> tuple[object, ...]:
    estimate = number.estimate
    interval = estimate.interval
    return (
        estimate.id,
        estimate.survey,
        estimate.item,
        estimate.option or "",
        estimate.measured.statistic if estimate.measured else "",
        ",".join(f"{item}={code}" for item, code in estimate.where),
        number.form.value,
        estimate.base.unweighted,
        "" if estimate.measured else estimate.count,
        repr(float(estimate.value)),
        "" if estimate.standard_error is None else repr(float(estimate.standard_error)),
        repr(float(interval.lower)) if interval else "",
        repr(float(interval.upper)) if interval else "",
    )


def _prints(row: _Row, languages: tuple[str, ...]) -> Iterator[str]:
    for language in languages:
        yield row.printed.get(language, "")
    for language in languages:
        yield ";".join(dict.fromkeys(row.places.get(language, ())))


def _numbers(
    document: Document, locale: Locale, drawings: Drawings, theme: Theme | None
) -> Iterator[tuple[str, Number]]:
    """Every number that a language's text prints, with its place: the text's, then the charts'."""
    for passage in passages(document, locale, theme):
        for number in numbers(passage.content):
            yield passage.place, number
    for figure in document.figures():
        if drawing := drawings.get((figure.id, locale.language)):
            for number in drawing.numbers:
                yield f"{target_id(figure)} chart", number
