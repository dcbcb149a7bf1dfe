"""A multiple response → how many selected each combination of options, and no others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportgen.locales import load_locale
from reportgen.results import Base, Combinations, Estimate, Row, Tabulation, combination_option
from reportgen.statistics.layout import Known, columns_of, tabulation_of
from reportgen.statistics.request import Request
from reportgen.survey import Item, Responses
from reportgen.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

Combination = tuple[str, ...]
"""The codes that someone selected together, in the codebook's order."""
OTHERS = "[…]"
"""What stands for the option in the estimate of all combinations that aren't shown by themselves.
"""


def combinations(responses: Responses, codes: Sequence[str]) -> list[tuple[Combination, int]]:
    """The distinct combinations with their counts, the most frequent first.

    Each respondent who answered is in one of them, so that the counts add up to the base. Of those
    that are as frequent, fewer options come first, then the codebook's order.
    """
    import numpy as np

    answered: NDArray[np.bool_] = responses.selected[responses.answered].astype(np.bool_)
    if not len(answered):
        return []
    packed = np.ascontiguousarray(np.packbits(answered, axis=1))
    _, first, counts = np.unique(packed, axis=0, return_index=True, return_counts=True)
    chosen = [tuple(np.flatnonzero(answered[row]).tolist()) for row in first]
    ordered = sorted(
        zip(chosen, counts.tolist(), strict=True),
        key=lambda found: (-found[1], len(found[0]), found[0]),
    )
    return [(tuple(codes[place] for place in places), count) for places, count in ordered]


def upset(request: Request, known: Known) -> Tabulation:
    """A row a combination, the most frequent first, and a last one for all that come after `top`.

    A rest of a single combination is shown as what it is.
    """
    item, columns = request.rows[0].item, columns_of(request)
    responses = known.surveys[item.survey].responses[item.name]
    found = combinations(responses, item.codes)
    base = int(responses.answered.sum())
    most = request.figure.top if request.figure else len(found)
    most = len(found) if len(found) <= most + 1 else most
    rows = [
        Row(item.name, combination_option(codes), _label(item, codes, known.languages), None,
            (_estimate(item, combination_option(codes), count, base),))
        for codes, count in found[:most]
    ]  # fmt: skip
    if rest := sum(count for _, count in found[most:]):
        label = Text({name: load_locale(name).charts["combinations_rest"]
            for name in known.languages})  # fmt: skip
        share = (_estimate(item, OTHERS, rest, base),)
        rows.append(Row(item.name, OTHERS, label, None, share, is_residual=True))
    members = tuple(codes for codes, _ in found[:most]) + (((),) if rest else ())
    return tabulation_of(
        request, rows, columns, known, Combinations(_sets(item, request, known), members)
    )


def _sets(item: Item, request: Request, known: Known) -> tuple[Row, ...]:
    """The options with all who selected them; on request by their number, the rest last."""
    sets = [
        Row(item.name, option.code, option.label, None,
            (known.estimates[item.name, option.code, ()],), option.is_residual)
        for option in item.options
    ]  # fmt: skip
    if request.is_descending:
        sets.sort(key=lambda row: (row.is_residual, -row.estimates[0].count))
    return tuple(sets)


def _estimate(item: Item, option: str, count: int, base: int) -> Estimate:
    return Estimate(item.survey, item.name, option, (), count, Base(base), count / base)


def _label(item: Item, codes: Combination, languages: Sequence[str]) -> Text:
    """The labels of the options that make up a combination, joined; of one, that it is alone."""
    found = {}
    for language in languages:
        words = load_locale(language).charts
        labels = [item.option(code).label[language] for code in codes]
        joined = words["combination_join"].join(labels)
        found[language] = (
            joined if len(labels) > 1 else words["combination_single"].format(label=joined)
        )
    return Text(found)
