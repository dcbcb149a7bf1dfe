"""The footnotes that the columns of a page call, at the foot of that page.

WeasyPrint sets a note as soon as it meets its mark, and takes it back where a line is left to the
next page. Columns are filled several times before one filling is kept, so notes are hidden from it
meanwhile, and those of the columns that are kept are given to the page at once.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

_LOGGER = logging.getLogger("weasyprint")
"""What WeasyPrint warns by: a PDF with a fault is not let out."""


class Hidden(list[Any]):
    """Stands for WeasyPrint's list of the notes that wait: it finds none to set or take back."""

    def __contains__(self, _: object) -> bool:
        return True


def called_in(boxes: Iterable[Any]) -> Iterator[Any]:
    """The notes whose marks stand in boxes, in order."""
    for box in boxes:
        if note := getattr(box, "footnote", None):
            yield note
        yield from called_in(getattr(box, "children", ()))


def height_of(notes: Sequence[Any], context: Any) -> float:
    """What notes take at the foot of a page, in px."""
    if not notes:
        return 0.0
    set_notes(notes, context)
    height = float(context.current_footnote_area.margin_height())
    set_notes((), context)
    return height


def set_notes(notes: Sequence[Any], context: Any) -> None:
    """Give the page that is being made these notes and no others."""
    if notes or context.current_page_footnotes:
        context.current_page_footnotes = list(notes)
        context._update_footnote_area()
        if not notes:  # WeasyPrint leaves room for the margin and rule of an area without notes
            context.page_bottom += context.current_footnote_area.margin_height()
            context.current_footnote_area.height = "auto"
        context.footnotes = [note for note in context.footnotes if note not in notes]


def tell_too_long() -> None:
    """Warn of notes for which a page has no room."""
    _LOGGER.error("Footnotes leave no room for the text on their page")
