"""Conditions on answers, `relevant` and rules of inclusion → the names in them that are wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from reportgen.survey import Item
from reportgen.universe import Condition


@dataclass(frozen=True, slots=True)
class WrongName:
    """A name in a condition that there is not: the finding, and the character that it stands at."""

    finding: str
    column: int
    found: object
    allowed: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)


def wrong_names(
    condition: Condition,
    names: Collection[str],
    items: Mapping[str, Item],
    itself: str | None = None,
) -> Iterator[WrongName]:
    """Each item that is unknown or `itself`, and each code that its item doesn't offer.

    `names` are those of all items, `items` the ones that could be read.
    """
    others = tuple(name for name in names if name != itself)
    for answer in condition.answers:
        if answer.item == itself:
            yield WrongName("relevant-itself", answer.column, answer.item)
        elif answer.item not in names:
            yield WrongName("relevant-unknown-item", answer.column, answer.item, others)
    for answer, literal in condition.codes:
        codes = items[answer.item].codes if answer.item in items else ()
        if codes and literal.value not in codes:
            of = {"item": answer.item}
            yield WrongName("relevant-unknown-option", literal.column, literal.value, codes, of)
