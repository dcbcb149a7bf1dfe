"""A survey → the way from those invited to those who answered: how many left it, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from reportgen.config import Project
from reportgen.errors import Finding, finding
from reportgen.locales import load_locale
from reportgen.results import Base, Estimate, Flow, FlowItem, Loss, Row, Stage, Tabulation
from reportgen.statistics.estimate import base_estimate, respondents
from reportgen.statistics.layout import Known, columns_of, tabulation_of
from reportgen.statistics.request import Request, RequestedRows
from reportgen.survey import Item, Survey
from reportgen.text import Text
from reportgen.universe import parse

RECORDS = "(records)"
ASKED, SKIPPED, MISSING = "(asked)", "(skipped)", "(missing)"
"""What stands for the option in the estimates of who was asked an item, and who was not."""


def flow(request: Request, known: Known) -> Tabulation:
    """A row for each stage, and for each reason why some left after it: how many of how many.

    The stages are the numbers of `recruitment`, the records of the data and the respondents. Of
    each item there are rows for those who answered, who did not, and who were not asked.
    """
    survey = known.surveys[request.rows[0].item.survey]
    stages = tuple(_stages(survey, known))
    items: list[FlowItem] = []
    for part in request.rows:
        items.append(_item(part, items, survey))
    rows = [*_rows_of(stages), *_rows_of_items(items, known.languages)]
    return tabulation_of(request, rows, columns_of(request), known, Flow(stages, tuple(items)))


def _rows_of(stages: Iterable[Stage]) -> Iterator[Row]:
    for stage in stages:
        parts: tuple[Stage | Loss, ...] = (stage, *stage.losses)
        for part in parts:
            yield Row("", part.estimate.option or "", part.label, None, (part.estimate,))


def _rows_of_items(items: Iterable[FlowItem], languages: Sequence[str]) -> Iterator[Row]:
    words = [_word(f"flow_{key}", languages) for key in ("answered", "missing", "skipped")]
    for item in items:
        for label, estimate in zip(words, (item.answered, item.missing, item.skipped), strict=True):
            yield Row(item.item.name, estimate.option or "", label, item.label, (estimate,))


def recruitment_faults(surveys: Mapping[str, Survey], project: Project) -> Iterator[Finding]:
    """A finding for each number that is larger than the one that it is a part of."""
    for name, survey in surveys.items():
        config = project.config.surveys[name].recruitment
        counts = [each.count for each in config]
        for at in range(1, len(counts)):
            if counts[at] > counts[at - 1]:
                place = project.place("surveys", name, "recruitment", at, "count")
                yield finding("recruitment-grows", place, count=counts[at], before=counts[at - 1])
        if counts and survey.records > counts[-1]:
            place = project.place("surveys", name, "recruitment", len(counts) - 1, "count")
            yield finding("recruitment-grows", place, count=survey.records, before=counts[-1])


def _stages(survey: Survey, known: Known) -> Iterator[Stage]:
    given = known.project.config.surveys[survey.name].recruitment
    counts = [*(each.count for each in given), survey.records]
    for at, each in enumerate(given):
        lost = each.lost or _word("flow_lost", known.languages)
        loss = _estimate(survey, "", f"(lost {at + 1})", counts[at] - counts[at + 1], counts[at])
        yield Stage(
            each.label,
            _estimate(survey, "", f"(given {at + 1})", each.count, counts[max(at - 1, 0)]),
            (Loss(lost, loss),) if loss.count else (),
            is_given=True,
        )
    if given or survey.excluded:
        losses, left = [], survey.records
        for at, rule in enumerate(survey.excluded):
            loss = _estimate(survey, "", f"(excluded {at + 1})", rule.count, left)
            losses.append(Loss(rule.reason, loss))
            left -= rule.count
        label = _word("flow_records", known.languages)
        before = counts[-2] if given else survey.records
        records = _estimate(survey, "", RECORDS, survey.records, before)
        yield Stage(label, records, tuple(losses))
    yield Stage(_word("flow_included", known.languages), respondents(survey))


def _item(part: RequestedRows, before: Sequence[FlowItem], survey: Survey) -> FlowItem:
    """An item with who was asked it and who answered, of those of the item that it hangs on."""
    item, responses = part.item, survey.responses[part.item.name]
    asked = int((~responses.skipped).sum())
    above = _above(item, before, survey)
    whole = survey.respondents if above is None else before[above].answered.count
    answered = base_estimate(survey.name, item.name, Base(int(responses.answered.sum())))
    return FlowItem(
        item,
        part.label or item.label,
        _estimate(survey, item.name, ASKED, asked, whole),
        _estimate(survey, item.name, SKIPPED, whole - asked, whole),
        _estimate(survey, item.name, MISSING, responses.missing, asked),
        answered,
        above,
    )


def _above(item: Item, before: Sequence[FlowItem], survey: Survey) -> int | None:
    """The place of the last item whose answer decides whether this one is asked.

    Only one that all had answered who were asked this one: otherwise the numbers of the two would
    not be parts of one another.
    """
    if item.relevant is None:
        return None
    decisive = parse(item.relevant, item.place).items
    asked = ~survey.responses[item.name].skipped
    for place in reversed(range(len(before))):
        other = before[place].item.name
        if other in decisive and not (asked & ~survey.responses[other].answered).any():
            return place
    return None


def _estimate(survey: Survey, item: str, option: str, count: int, base: int) -> Estimate:
    value = count / base if base else float("nan")
    return Estimate(survey.name, item, option, (), count, Base(base), value)


def _word(key: str, languages: Sequence[str]) -> Text:
    return Text({language: load_locale(language).charts[key] for language in languages})
