"""What can be written in {{ … }} and prints a number or a label, with what it prints."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from reportgen.compose.expressions import Expressions, Label
from reportgen.document import Form, Number
from reportgen.errors import ReportError
from reportgen.listing.entry import Entry
from reportgen.listing.gather import Gathered
from reportgen.measures import STATISTICS
from reportgen.results import Combinations, Where
from reportgen.survey import Item

FORMS = (Form.SHARE, Form.PERCENT, Form.COUNT, Form.FRACTION, Form.INTERVAL)
"""The forms in which a share can be printed in the text, the first the fullest."""
MOST_RANKS = 3
"""How many ranks of an item are listed; more can be written."""
_TAKEN = ("item", "option", "rank", "lower")
"""Arguments of the functions, which no item can be named by where it is a condition."""


class Writer:
    """Writes expressions and reads off what the narrative's own functions make of them."""

    def __init__(self, gathered: Gathered) -> None:
        config = gathered.project.config
        self._locales = gathered.locales
        self._expressions = Expressions(
            gathered.results,
            tuple(config.tables),
            tuple(config.figures),
            tuple(gathered.headings),
            tuple(gathered.references),
        )
        self._functions = self._expressions.functions()

    def entry(self, kind: str, function: str, *names: str | Sequence[str], **more: object) -> Entry:
        """The entry of a call, as `share("awareness", "aware", region="east")`."""
        self._functions[function](*names, **more)
        span = self._expressions.spans[-1]
        assert isinstance(span, Number | Label)  # these functions leave nothing else
        printed = {
            language: plain_gaps(locale.number(span))
            if isinstance(span, Number)
            else span.words(language).text
            for language, locale in self._locales.items()
        }
        facts = {"form": span.form.value} if isinstance(span, Number) else {}
        name = span.estimate.id if isinstance(span, Number) else ".".join(map(str, names))
        return Entry(kind, name, written(function, *names, **more), printed, facts=facts)


def written(function: str, *names: str | Sequence[str], **more: object) -> str:
    """A call as it stands in the text."""
    arguments = [_quoted(name) for name in names]
    for key, value in more.items():
        text = _quoted(value) if isinstance(value, str) else str(value)
        arguments.append(f"{key}={text}" if key.isidentifier() else f"**{{{_quoted(key)}: {text}}}")
    return f"{function}({', '.join(arguments)})"


def plain_gaps(text: str) -> str:
    """A printed number with plain spaces in the place of those of its typography."""
    return text.replace("\u2009", " ").replace("\u00a0", " ")


def statistics(gathered: Gathered, writer: Writer) -> Iterator[Entry]:
    """Every number that the text can name: of each item the base, and each option's share.

    One entry an item and breakdown; its parts are the expressions.
    """
    for item in gathered.results.items.values():
        if item.is_categorical or item.is_numeric:
            for by in (None, *_breakdowns(gathered, item)):
                parts = [
                    part
                    for where in _conditions(by)
                    for part in _numbers(writer, item, dict(where))
                ]
                if by is None and item.is_categorical:
                    parts += _ranked(writer, item, [form.value for form in FORMS])
                    parts += _combined(gathered, writer, item)
                facts = {"by": by.name} if by else {}
                label = words(gathered, item)
                yield Entry("statistics", item.name, label=label, facts=facts, parts=tuple(parts))


def labels(gathered: Gathered, writer: Writer) -> Iterator[Entry]:
    """For each item its label, those of its options, and those of the first ranks."""
    for item in gathered.results.items.values():
        parts = [writer.entry("tags", "label", item.name)]
        parts += [writer.entry("tags", "label", item.name, code) for code in item.codes]
        if item.is_categorical:
            parts += _ranked(writer, item, ["label"], "tags")
        yield Entry("tags", item.name, label=words(gathered, item), parts=tuple(parts))


def words(gathered: Gathered, item: Item) -> Mapping[str, str]:
    """The label of an item in each language of the report."""
    return {language: item.label[language] for language in gathered.locales}


def _numbers(writer: Writer, item: Item, where: dict[str, str]) -> Iterator[Entry]:
    yield writer.entry("statistics", "base", item.name, **where)
    for code in item.codes:
        for form in FORMS:
            yield writer.entry("statistics", form.value, item.name, code, **where)
    yield from _measures(writer, item, where)


def _measures(writer: Writer, item: Item, where: dict[str, str]) -> Iterator[Entry]:
    """The statistics that can be asked of an item without more than its name."""
    for name in STATISTICS:
        with suppress(ReportError):
            yield writer.entry("statistics", "stat", name, item.name, **where)


def _ranked(
    writer: Writer, item: Item, functions: Iterable[str], kind: str = "statistics"
) -> list[Entry]:
    return [
        writer.entry(kind, function, item.name, rank=rank)
        for rank in range(1, min(MOST_RANKS, len(item.codes)) + 1)
        for function in functions
    ]


def _combined(gathered: Gathered, writer: Writer, item: Item) -> list[Entry]:
    """The combinations of the item's options that a figure shows, each once."""
    shown = dict.fromkeys(
        members
        for tabulation in gathered.results.tabulations.values()
        if isinstance(tabulation.detail, Combinations) and item in tabulation.items
        for members in tabulation.detail.members
        if members
    )
    return [writer.entry("statistics", "combination", item.name, codes) for codes in shown]


def _breakdowns(gathered: Gathered, item: Item) -> list[Item]:
    """The items by which the report breaks an item down, and its text can."""
    estimates = gathered.results.estimates.values()
    names = dict.fromkeys(
        by for estimate in estimates if estimate.item == item.name for by, _ in estimate.where
    )
    return [gathered.results.items[name] for name in names if name not in _TAKEN]


def _conditions(by: Item | None) -> list[Where]:
    return [()] if by is None else [((by.name, code),) for code in by.codes]


def _quoted(text: str | Sequence[str]) -> str:
    return json.dumps(text, ensure_ascii=False)
