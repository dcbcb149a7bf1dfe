"""The numbers of a paragraph → a remark where they stood in order, and no longer do."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportgen.document import Form
from reportgen.drafts.fresh import Fresh
from reportgen.drafts.manuscript import Control, Manuscript
from reportgen.drafts.wording import bare, numbers_of, says
from reportgen.errors import Finding, finding
from reportgen.renderers.docx.legend import REST, NumberEntry
from reportgen.renderers.docx.markup import Element, tag

LEAST = 2
"""How many numbers are compared with one another by a sentence that names them."""
LEAST_OF_ITEMS = 3
"""How many where each is of another item: two of them need not have to do with one another."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A number of a paragraph as it was, and as it is today."""

    control: Control
    known: NumberEntry
    today: NumberEntry

    @property
    def is_new(self) -> bool:
        return self.known.printed != self.today.printed

    def before(self, *, is_refreshed: bool) -> float | None:
        """What it was before the data changed; of a refreshed draft before it was refreshed."""
        earlier = self.known.earlier[-1:] if is_refreshed else ()
        return _value(earlier[0] if earlier else self.known.printed)

    @property
    def value(self) -> float | None:
        """What it is today."""
        return _value(self.today.printed)


def out_of_order(manuscript: Manuscript, fresh: Fresh) -> list[Finding]:
    """A remark for each paragraph whose numbers the data have put into another order.

    Of numbers that are compared: of options of an item, of groups, of items. A sentence that ranks
    them may be wrong though each number is right.
    """
    found = []
    for numbers in _by_paragraph(manuscript, fresh):
        told: set[tuple[str, ...]] = set()
        for several in _compared(numbers):
            keys = tuple(each.today.key for each in several)
            if _has_changed(several) and keys not in told:
                told.add(keys)
                place = manuscript.at(several[0].control.place)
                values = [bare(each.today.printed) for each in several]
                context = several[0].control.context
                found.append(finding("numbers-changed-order", place, context, numbers=values))
    return found


def _by_paragraph(manuscript: Manuscript, fresh: Fresh) -> Iterator[Sequence[_Said]]:
    """The numbers of each paragraph that say what was printed then, or is printed today."""
    found: dict[Element, list[_Said]] = {}
    entries = manuscript.legend.entries if manuscript.legend else {}
    for control in manuscript.controls:
        known = entries.get(control.key)
        paragraph = next(control.element.iterancestors(tag("p")), None)
        if control.is_gone or paragraph is None or not isinstance(known, NumberEntry):
            continue
        if known.form == Form.INTERVAL or known.part == REST:
            continue  # neither begins with what is compared
        today = fresh.entry(control.key, known)
        if isinstance(today, NumberEntry) and (
            says(control.text, known.printed) or says(control.text, today.printed)
        ):
            found.setdefault(paragraph, []).append(_Said(control, known, today))
    yield from found.values()


def _compared(numbers: Sequence[_Said]) -> Iterator[Sequence[_Said]]:
    """The numbers of a paragraph that a sentence may compare, in the order they stand in."""
    for differing, least in ((0, LEAST), (1, LEAST), (2, LEAST_OF_ITEMS)):
        groups: dict[Hashable, dict[str, _Said]] = {}
        for each in numbers:
            entry = each.known
            of = [entry.option, entry.where, entry.item]
            name = (differing, *of[:differing], *of[differing + 1 :])
            alike = entry.survey, entry.statistic, entry.form, entry.language, entry.part
            groups.setdefault((name, alike), {}).setdefault(entry.key, each)
        yield from (list(each.values()) for each in groups.values() if len(each) >= least)


def _has_changed(several: Sequence[_Said]) -> bool:
    """Whether numbers rose or fell one after the other, and don't do so today."""
    is_refreshed = not any(each.is_new for each in several)
    before = [each.before(is_refreshed=is_refreshed) for each in several]
    today = [each.value for each in several]
    if None in before or None in today or len(set(before)) == 1:
        return False
    return any(_is_in_order(before, sign) and not _is_in_order(today, sign) for sign in (1, -1))


def _is_in_order(values: Sequence[float | None], sign: int) -> bool:
    return all(sign * (one or 0.0) <= sign * (other or 0.0) for one, other in pairwise(values))


def _value(printed: str) -> float | None:
    """The number that a text begins with; None where it has none, as of a suppressed one."""
    numbers = numbers_of(printed)
    return float(numbers[0]) if numbers and not set("<≤>≥＜＞") & set(printed) else None
