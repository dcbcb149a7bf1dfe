"""What the narrative may say in ``{{ … }}``: numbers, labels, references, tables, figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from reportgen.document import Citation, Comment, Form, Inline, Number, Reference, Words
from reportgen.errors import ReportError, error
from reportgen.measures import STATISTICS, distribution, measure
from reportgen.results import Estimate, Results, combination_option, estimate_id
from reportgen.survey import Item
from reportgen.text import Text, meant

OPENING, CLOSING = "\ue000", "\ue001"
"""Private-use characters around the index of a span in rendered text."""
STAND_IN = f"{OPENING}-1{CLOSING}"
"""The mark of an expression that is wrong, so that the text around it can be judged."""
UNKNOWN = "\ue002"
"""What such an expression is in a text that is not let out."""

MEASURE_FORMS = {
    "value": Form.VALUE,
    "error": Form.VALUE_ERROR,
    "interval": Form.VALUE_INTERVAL,
}
"""The form of a number in the text by what it shows of a statistic."""


COMBINATION_FORMS = {
    each.value: each for each in (Form.SHARE, Form.PERCENT, Form.COUNT, Form.FRACTION)
}
"""The forms in which a combination can be printed."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label in the language of the text around it."""

    text: Text
    is_lower: bool

    def words(self, language: str) -> Words:
        """The label's words; on request with a small first letter, unless it is an acronym."""
        label = self.text[language]
        if self.is_lower and not label[1:2].isupper():
            label = label[:1].lower() + label[1:]
        return Words(label)


@dataclass(frozen=True, slots=True)
class Placed:
    """A table or figure that stands at this place: its id with its kind, as ``tbl:barriers``."""

    target: str


Span = Number | Reference | Citation | Label | Placed | Comment


@dataclass(slots=True)
class Expressions:
    """The functions of the narrative, and the spans that they have left in the text so far.

    Each function returns a short mark to stand in the text; `spans` holds what the mark means.
    """

    results: Results
    tables: tuple[str, ...]
    figures: tuple[str, ...]
    sections: tuple[str, ...]
    references: tuple[str, ...]
    spans: list[Span] = field(default_factory=list)
    cited: dict[str, int] = field(default_factory=dict)

    def functions(self) -> dict[str, Callable[..., str]]:
        """The functions by the names that the narrative uses."""
        numbers = {
            form.value: self._number_function(form)
            for form in (Form.SHARE, Form.PERCENT, Form.COUNT, Form.FRACTION, Form.INTERVAL)
        }
        named: dict[str, Callable[..., str]] = {
            **numbers,
            "combination": self.combination,
            "base": self.base,
            "respondents": self.respondents,
            "label": self.label,
            "ref": self.ref,
            "cite": self.cite,
            "comment": self.comment,
            "table": self.table,
            "figure": self.figure,
            "stat": self.stat,
        }
        measures = {name: partial(self.stat, name) for name in STATISTICS if name not in named}
        return named | measures

    def state(self) -> tuple[int, dict[str, int]]:
        """How far the spans and citations have come; `reset` goes back to it."""
        return len(self.spans), dict(self.cited)

    def reset(self, state: tuple[int, dict[str, int]]) -> None:
        """Forget the spans and citations since a state."""
        number, self.cited = state
        del self.spans[number:]

    def base(self, item: str, **where: str) -> str:
        """How many answered an item, among those of a category where one is named."""
        found = self._item(item)
        return self._mark(Number(self._estimate(found, None, where), Form.BASE))

    def stat(
        self,
        name: str,
        item: str,
        /,
        *arguments: str | Sequence[str],
        show: str = "value",
        **where: str,
    ) -> str:
        """A statistic of an item: its value, its standard error or its confidence interval."""
        if show not in MEASURE_FORMS:
            raise error("not-one-of", found=show, allowed=MEASURE_FORMS)
        found = self._item(item)
        if not found.is_categorical and not found.is_numeric:
            raise error("no-numbers", found=item, type=found.type)
        base = self._estimate(found, None, where)
        counts = distribution(found, base.where, self.results.estimates, self.results.numbers)
        return self._mark(Number(measure(name, arguments, counts), MEASURE_FORMS[show]))

    def combination(self, item: str, codes: Sequence[str], *, form: str = "share") -> str:
        """How many selected these options together and no others.

        The item must be shown by a figure of the kind upset, in which the combination has a bar.
        """
        if form not in COMBINATION_FORMS:
            raise error("not-one-of", found=form, allowed=COMBINATION_FORMS)
        found, wanted = self._item(item), (codes,) if isinstance(codes, str) else tuple(codes)
        for code in wanted:
            if code not in found.codes:
                raise _unknown_option(found, code)
        ordered = (code for code in found.codes if code in wanted)
        name = estimate_id(found.survey, found.name, combination_option(ordered), ())
        if name not in self.results.estimates:
            raise error("combination-not-shown", found=", ".join(wanted), item=item)
        return self._mark(Number(self.results.estimates[name], COMBINATION_FORMS[form]))

    def respondents(self, survey: str) -> str:
        """How many respondents a survey has."""
        if survey not in self.results.respondents:
            raise error("unknown-survey", found=survey, allowed=self.results.respondents)
        return self._mark(Number(self.results.respondents[survey], Form.BASE))

    def label(
        self,
        item: str,
        option: str | None = None,
        *,
        rank: int | None = None,
        lower: bool = False,
        **where: str,
    ) -> str:
        """The label of an option (by code or by rank), or of the item where none is named."""
        found = self._item(item)
        if option is None and rank is None:
            return self._mark(Label(found.label, lower))
        code = self._option(found, option, rank, where)
        return self._mark(Label(found.option(code).label, lower))

    def ref(self, target: str) -> str:
        """A cross-reference to a table, figure or section."""
        known = (
            *(f"tbl:{name}" for name in self.tables),
            *(f"fig:{name}" for name in self.figures),
            *(f"sec:{name}" for name in self.sections),
        )
        if target not in known:
            raise error("unknown-target", found=target, allowed=known)
        return self._mark(Reference(target))

    def cite(self, *keys: str) -> str:
        """A note mark for entries of the reference list, numbered in order of first citation."""
        for key in keys:
            if key not in self.references:
                raise error("unknown-reference", found=key, allowed=self.references)
            self.cited.setdefault(key, len(self.cited) + 1)
        return self._mark(Citation(tuple(sorted(self.cited[key] for key in keys))))

    def comment(self, text: str, *, by: str = "") -> str:
        """A remark to co-authors on what stands before it; a comment in the Word draft alone."""
        if not str(text).strip():
            raise error("empty-comment")
        return self._mark(Comment(" ".join(str(text).split()), str(by).strip()))

    def table(self, name: str) -> str:
        """A table, at this place."""
        return self._placed("tbl", "unknown-table", name, self.tables)

    def figure(self, name: str) -> str:
        """A figure, at this place."""
        return self._placed("fig", "unknown-figure", name, self.figures)

    def inlines(self, index: int, language: str) -> Inline | Placed:
        """What the span with that index is in one language; UNKNOWN for a stand-in."""
        if index < 0:
            return Words(UNKNOWN)
        span = self.spans[index]
        return span.words(language) if isinstance(span, Label) else span

    def _number_function(self, form: Form) -> Callable[..., str]:
        def number(
            item: str, option: str | None = None, *, rank: int | None = None, **where: str
        ) -> str:
            found = self._item(item)
            code = self._option(found, option, rank, where)
            return self._mark(Number(self._estimate(found, code, where), form))

        number.__name__ = number.__qualname__ = form.value  # as messages call it
        return number

    def _placed(self, prefix: str, unknown: str, name: str, known: tuple[str, ...]) -> str:
        if name not in known:
            raise error(unknown, found=name, allowed=known)
        return self._mark(Placed(f"{prefix}:{name}"))

    def _mark(self, span: Span) -> str:
        self.spans.append(span)
        return f"{OPENING}{len(self.spans) - 1}{CLOSING}"

    def _item(self, name: str) -> Item:
        if name not in self.results.items:
            raise unknown_item(self.results.items, name)
        return self.results.items[name]

    def _option(self, item: Item, code: str | None, rank: int | None, where: dict[str, str]) -> str:
        if (code is None) == (rank is None):
            raise error("option-or-rank", allowed=item.codes, item=item.name)
        if code is not None:
            if code not in item.codes:
                raise _unknown_option(item, code)
            return code
        if rank is None or not 1 <= rank <= len(item.codes):
            places = tuple(str(place + 1) for place in range(len(item.codes)))
            raise error("unknown-rank", found=rank, allowed=places, item=item.name)
        ordered = sorted(
            item.options,
            key=lambda option: (
                option.is_residual,
                -self._estimate(item, option.code, where).count,
            ),
        )
        return ordered[rank - 1].code

    def _estimate(self, item: Item, option: str | None, where: dict[str, str]) -> Estimate:
        for by, category in where.items():
            found = self._item(by)
            if category not in found.codes:
                raise _unknown_option(found, category)
        filters = tuple((self._item(by).name, code) for by, code in where.items())
        wanted = estimate_id(item.survey, item.name, option, filters)
        if wanted not in self.results.estimates:
            others = [by for by in where if self._item(by).survey != item.survey]
            name = "unused-breakdown"
            if others or not where:
                name = "breakdown-of-another-survey" if others else "nothing-to-count"
            elif len(where) > 1:
                name = "several-breakdowns"
            raise error(name, item=item.name, by=tuple(where))
        return self.results.estimates[wanted]


def unknown_item(items: Mapping[str, Item], name: object) -> ReportError:
    """The error for a name that no item has; its label leads to the one that is meant."""
    labels = {known: item.label for known, item in items.items()}
    return error("unknown-item", found=name, allowed=items, meant=meant(labels, str(name)))


def _unknown_option(item: Item, code: object) -> ReportError:
    return error(
        "unknown-option",
        found=code,
        allowed=item.codes,
        item=item.name,
        meant=item.code_meant(code),
    )
