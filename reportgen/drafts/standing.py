"""A control of a draft and what it would hold today → how the two stand to one another."""

from __future__ import annotations

from enum import StrEnum

from reportgen.drafts.manuscript import Control
from reportgen.drafts.wording import bare, says
from reportgen.renderers.docx.legend import Entry, NumberEntry


class Standing(StrEnum):
    """How what stands in a control compares with the data."""

    CURRENT = "current"
    """As a build prints it today."""
    OLD = "old"
    """As a build printed it before: it can be written anew."""
    EDITED = "edited"
    """As no build has printed it: somebody has typed it."""
    EMPTIED = "emptied"
    """Nothing stands there: somebody has deleted it."""
    PENDING = "pending"
    """Something in it waits to be accepted or refused."""
    ABSENT = "absent"
    """The project has no such number, table or figure any more."""


def standing_of_text(
    now: str, printed: tuple[str, ...], today: str, *, is_pending: bool = False
) -> Standing:
    """How a text stands that builds have `printed` before, and a build prints `today`.

    Which spaces and brackets somebody has typed makes no difference, nor words beside a number.
    """
    if now == today:
        return Standing.CURRENT
    if not is_pending and now in printed:
        return Standing.OLD
    if says(now, today):
        return Standing.CURRENT
    if is_pending:
        return Standing.PENDING
    if any(says(now, each) for each in printed):
        return Standing.OLD
    return Standing.EDITED if bare(now) else Standing.EMPTIED


def standing_of_number(control: Control, known: Entry | None, today: Entry | None) -> Standing:
    """How the number in a control stands; `known` is what the draft says of it."""
    if not isinstance(today, NumberEntry):
        return Standing.ABSENT
    printed = printed_of(known)
    # What was pasted or moved as it was stays an insertion, whatever number stands in it.
    is_pending = control.is_pending and not (control.is_arriving and control.text in printed)
    return standing_of_text(control.text, printed, today.printed, is_pending=is_pending)


def printed_of(known: Entry | None) -> tuple[str, ...]:
    """What builds have printed of a number, the newest last."""
    return (*known.earlier, known.printed) if isinstance(known, NumberEntry) else ()
