"""The flow of a report and its tables and figures → pages of columns.

WeasyPrint's own columns are slow to balance, know no table across a page's top, and leave white
what is left before a table or figure that needs the next column. Here a page is made as a
compositor makes it: what spans the page stands at its top; then the columns are filled, the text
after a table or figure that does not fit coming before it; the last page's columns are balanced.
Tables keep their order, and so do figures. One column is done in the same way. Footnotes stand
below all columns of the page that calls them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from reportgen.renderers.box_ends import end_of, leaves
from reportgen.renderers.column_filling import Filled, Filling
from reportgen.renderers.column_flow import TURNED, Resume, Waiting, is_float, kind
from reportgen.renderers.foot_notes import height_of, set_notes
from reportgen.renderers.lines_again import begin_page

LEAST_TEXT = 0.2
"""What spans a page leaves at least this part of it to the columns, or takes no further one in."""
LEAST_LINES = 6
"""Columns begin below a title block only where there is room for so many lines."""
LEAST_FOOT = 0.1
"""The same for what has waited since a page before."""


def lay_out_columns(
    context: Any, box: Any, bottom_space: float, skip_stack: Any, containing_block: Any,
    page_is_empty: bool, absolute_boxes: list[Any], fixed_boxes: list[Any],
    adjoining_margins: list[Any], *_: Any,
) -> tuple[Any, Any, dict[str, Any], list[Any], bool]:  # fmt: skip
    """Stand in for WeasyPrint's columns_layout: a page of the flow, and where the next begins."""
    from weasyprint.layout.block import block_level_width, collapse_margin

    box = box.copy_with_children(box.children)
    box.position_y += collapse_margin(adjoining_margins)
    block_level_width(box, containing_block)
    set_notes((), context)  # of a page that is made again
    begin_page(context)
    bottom = context.page_bottom - bottom_space
    page = _Page(context, box, containing_block, bottom, page_is_empty)
    resume = skip_stack if isinstance(skip_stack, Resume) else Resume(skip_stack or {})
    made = page.turned(resume) if resume.is_turned else page.upright(resume)
    if made is None:
        return None, None, {"break": "any", "page": None}, [], False
    absolute_boxes.extend(made.absolute)
    fixed_boxes.extend(made.fixed)
    set_notes(made.notes, context)
    box.children = list(made.boxes)
    if box.height == "auto":
        box.height = max(0, made.bottom - box.content_box_y())
    return box, made.resume, made.next_page, [], False


class _Page(Filling):
    """A page that is being made: what spans it, and its columns."""

    # ------------------------------------------------------------------------------ pages

    def upright(self, resume: Resume) -> Filled | None:
        """A page of columns, tables and figures that span it at its top."""
        if not self.is_empty and self._height < LEAST_LINES * self.line:
            return None
        heads, top, resume = self._heads(resume)
        if heads and top > self.bottom - LEAST_FOOT * self._height:
            return self._with(heads, self._only(heads, resume))
        made = self.fill(resume, top, self.bottom)
        if made is None and not heads:
            return None
        made = made or self._only(heads, resume)
        if self.is_empty:  # not below a title block
            heads, top, resume, made = self._more_heads(heads, top, resume, made)
        if made.is_end and made.has_moved:
            made = self.balanced(resume, top, made)
        return self._with(heads, self._tailed(made))

    def turned(self, resume: Resume) -> Filled:
        """A page in landscape: the first of the tables that wait for it."""
        waiting = next(w for w in resume.waiting if w.span == TURNED)
        holder = self.holder(self.box.width)
        absolute: list[Any] = []
        fixed: list[Any] = []
        placed, rest = self.place(
            waiting, holder, self.box.content_box_x(), self.top, self.bottom, True, absolute, fixed
        )
        left = resume.without(waiting, rest)
        return Filled(
            (placed,), placed.border_box_y() + placed.border_height(), 0,
            left if left.is_left else None, self.next_page(left), False, True, absolute, fixed,
        )  # fmt: skip

    @property
    def _height(self) -> float:
        return self.bottom - self.top

    def _only(self, heads: list[Any], resume: Resume) -> Filled:
        """A page without columns."""
        bottom = max((end_of(head) for head in heads), default=self.top)
        left = resume.turned()
        return Filled((), bottom, 0, left, self.next_page(left), False, True)

    def _with(self, heads: list[Any], made: Filled) -> Filled:
        return replace(made, boxes=(*heads, *made.boxes))

    # ------------------------------------------------------------ what spans the page

    def _heads(self, resume: Resume) -> tuple[list[Any], float, Resume]:
        """What waits for the whole width, at the top of the page, as much as there is room for."""
        heads: list[Any] = []
        top = self.top
        kept: set[str] = set()  # kinds of which one waits for another place, and must come first
        for waiting in resume.waiting:
            if waiting.span != "page" or self.count == 1 or not self.is_empty:
                kept.add(waiting.kind)
            if waiting.kind in kept:
                continue
            placed, rest = self._head(waiting, top, is_first=not heads)
            if placed is None:
                break
            if heads and end_of(placed) > self.bottom - LEAST_FOOT * self._height:
                break
            if self._shuts_out(waiting, resume, end_of(placed) + placed.margin_bottom):
                break
            heads.append(placed)
            top = end_of(placed) + placed.margin_bottom
            resume = resume.without(waiting, rest)
            if rest:
                break
        return heads, top, resume

    def _shuts_out(self, head: Waiting, resume: Resume, top: float) -> bool:
        """Whether something that has waited for a column longer would have to go on waiting."""
        first = resume.waiting[0]
        if first.span != "column" or first.path > head.path or first.rest:
            return False
        holder = self.holder(self.column_width)
        x = self.box.content_box_x()
        fits, below = (
            self.place(first, holder, x, y, self.bottom, False, [], [])[0] is not None
            for y in (self.top, top)
        )
        return fits and not below

    def _head(self, waiting: Waiting, top: float, is_first: bool) -> tuple[Any, Any]:
        holder = self.holder(self.box.width)
        x = self.box.content_box_x()
        return self.place(waiting, holder, x, top, self.bottom, is_first, [], [])

    def _more_heads(
        self, heads: list[Any], top: float, resume: Resume, made: Filled
    ) -> tuple[list[Any], float, Resume, Filled]:
        """Take in what is met on the page itself, if it is met there still when it has its room."""
        while made.resume is not None:
            before = {waiting.box for waiting in resume.waiting}
            met = next(
                (w for w in made.resume.waiting if w.span == "page" and w.box not in before), None
            )
            if met is None or _precedes(met, resume, made):
                break
            placed, rest = self._head(met, top, is_first=False)
            if placed is None or rest or end_of(placed) > self.bottom - LEAST_TEXT * self._height:
                break
            below = end_of(placed) + placed.margin_bottom
            taken = replace_taken(resume, met)
            tried = self.fill(taken, below, self.bottom)
            if tried is None or not tried.has_moved or not _is_reached(met, tried.resume):
                break
            if _precedes(met, taken, tried):
                break
            heads, top, resume, made = [*heads, placed], below, taken, tried
        return heads, top, resume, made

    def _tailed(self, made: Filled) -> Filled:
        """The page with what still waits for the width of the page below its last columns."""
        while made.is_end and made.resume is not None and made.resume.is_done:
            waiting = next((w for w in made.resume.waiting), None)
            if waiting is None or waiting.span != "page":
                break
            holder = self.holder(self.box.width)
            y = made.bottom + self.line
            bottom = self.bottom - height_of(made.notes, self.context)
            placed, rest = self.place(
                waiting, holder, self.box.content_box_x(), y, bottom, False, [], []
            )
            if placed is None or rest:
                break
            left = made.resume.without(waiting, None)
            made = replace(
                made, boxes=(*made.boxes, placed), bottom=end_of(placed),
                resume=left if left.is_left else None,
            )  # fmt: skip
        return made


def replace_taken(resume: Resume, met: Waiting) -> Resume:
    """The same place with a table or figure taken out of what follows."""
    taken = resume.taken | {met.box}
    return Resume(resume, resume.waiting, taken, resume.is_done, resume.is_held)


def _precedes(met: Waiting, resume: Resume, made: Filled) -> bool:
    """Whether another of its kind comes before a table or figure that is met on a page."""
    set_here = [leaf for box in made.boxes for leaf in (box, *leaves(box))]
    return any(waiting.kind == met.kind for waiting in resume.waiting) or any(
        is_float(box) and kind(box) == met.kind for box in set_here
    )


def _is_reached(met: Waiting, resume: Resume | None) -> bool:
    return resume is None or resume.is_behind(met.path)
