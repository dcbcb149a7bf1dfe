"""A stretch of the flow → the columns of one page, from a height to another.

Each column takes what waits for one, then text. `balanced` finds the shortest that hold the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from reportgen.renderers.box_ends import end_of, ends_kept, leaves
from reportgen.renderers.column_flow import TURNED, Flow, Resume, Waiting, continued_line
from reportgen.renderers.foot_notes import Hidden, called_in, height_of, tell_too_long

FORCED = frozenset({"page", "left", "right", "recto", "verso"})
"""Breaks after which a page begins."""
STEP = 0.5
"""How closely, in lines, the height of balanced columns is found."""
ATTRIBUTE = "laid_whole"
"""Where the box of a table or figure keeps what it has become, by width: it is tried often."""


@dataclass(frozen=True, slots=True)
class Filled:
    """The columns of a page as they were filled, and what is left for the next one."""

    boxes: tuple[Any, ...]
    bottom: float
    """Where the longest column ends."""
    total: float
    """Height of all columns together."""
    resume: Resume | None
    next_page: dict[str, Any]
    is_end: bool
    """Whether the flow ends here, or breaks for a page that must begin."""
    has_moved: bool
    absolute: list[Any] = field(default_factory=list)
    fixed: list[Any] = field(default_factory=list)
    notes: tuple[Any, ...] = ()
    """The footnotes that these columns call, which stand at the foot of their page."""


def _parts_heading(made: Filled) -> bool:
    """Whether the text of a column ends in a heading, what belongs to it being in the next."""
    columns = [box for box in made.boxes if getattr(box, "is_column", False)]
    return any(ends_kept(column) for column in columns[:-1])


class Filling:
    """Where the columns of a page stand, and how they are filled."""

    def __init__(
        self, context: Any, box: Any, containing_block: Any, bottom: float, is_empty: bool
    ) -> None:
        self.context = context
        self.box = box
        self.containing_block = containing_block
        self.top = float(box.content_box_y())
        self.bottom = bottom
        self.is_empty = is_empty
        self._foot = 0.0
        """What is kept at the foot of the page for notes, while columns are filled."""
        count, gap = box.style["column_count"], box.style["column_gap"]
        self.count = 1 if count == "auto" else count
        self.gap = 0.0 if gap == "normal" or self.count == 1 else float(gap.value)
        self.column_width = (box.width - self.gap * (self.count - 1)) / self.count

    @property
    def line(self) -> float:
        """A line of the text, in px."""
        height = self.box.style["line_height"]
        return float(height) if isinstance(height, float | int) else float(height.value)

    def next_page(self, resume: Resume | None) -> dict[str, Any]:
        """The kind of page that comes next."""
        name = TURNED if resume is not None and resume.is_turned else self.box.page_values()[0]
        return {"break": "any", "page": name}

    # ------------------------------------------------------------------------- the columns

    def fill(self, resume: Resume, top: float, bottom: float) -> Filled | None:
        """The columns of the page from a height to another; None where nothing fits.

        They end above the notes that they call. A line whose note has no room is left to the next
        page, as is what follows it.
        """
        whole = made = self._filled(resume, top, bottom)
        foot = 0.0
        while made is not None and (needed := height_of(made.notes, self.context)) > foot:
            foot = needed
            made = self._above(foot, resume, top, bottom)
        if made is not None and foot and (needed := height_of(made.notes, self.context)) < foot:
            fuller = self._above(needed, resume, top, bottom)
            if fuller is not None and height_of(fuller.notes, self.context) <= needed:
                return fuller
        if made is None and whole is not None and self.is_empty:
            tell_too_long()
            return whole
        return made

    def _above(self, foot: float, resume: Resume, top: float, bottom: float) -> Filled | None:
        """The same with some room kept at the foot of the page."""
        self._foot = foot
        try:
            return self._filled(resume, top, min(bottom, self.bottom - foot))
        finally:
            self._foot = 0.0

    def _filled(self, resume: Resume, top: float, bottom: float) -> Filled | None:
        """The columns of the page from a height to another, whatever their notes take."""
        flow = Flow(self.box, resume, bottom, self.count, self._fits_column)
        absolute: list[Any] = []
        fixed: list[Any] = []
        columns: list[Any] = []
        heights: list[float] = []
        forced: dict[str, Any] | None = None
        with _Columns(self.context, flow):
            for number in range(self.count):
                x = self.box.content_box_x() + number * (self.column_width + self.gap)
                boxes, end, next_page = self._column(flow, number, x, top, bottom, absolute, fixed)
                columns += boxes
                heights.append(end - top)
                if next_page["break"] in FORCED:
                    forced, flow.is_held = next_page, True
                if (flow.is_done or flow.is_held) and not flow.waits_for_column:
                    break
        if not columns and not flow.is_done:
            return None
        _keep_places(absolute)
        is_end = flow.is_held or flow.is_done
        left = flow.left().turned() if flow.left().is_left else None
        next_page = forced if forced and not (left and left.is_turned) else self.next_page(left)
        return Filled(
            tuple(columns), top + max(heights, default=0), sum(heights), left, next_page,
            is_end, bool(columns), absolute, fixed, tuple(called_in(columns)),
        )  # fmt: skip

    def _column(
        self, flow: Flow, number: int, x: float, top: float, bottom: float,
        absolute: list[Any], fixed: list[Any],
    ) -> tuple[list[Any], float, dict[str, Any]]:  # fmt: skip
        """What stands in a column, where it ends, and the kind of page that follows."""
        boxes: list[Any] = []
        y, margin = top, 0.0
        may_force = self.is_empty and top == self.top and bottom == self.bottom - self._foot
        for waiting in flow.for_column():
            placed, rest = self.place(
                waiting, self.holder(self.column_width), x, y + margin, bottom,
                may_force and not boxes, absolute, fixed,
            )  # fmt: skip
            if placed is None:
                flow.block(waiting.kind)
                continue
            flow.place(waiting, rest)
            boxes.append(placed)
            y, margin = end_of(placed), placed.margin_bottom
            if rest:
                return boxes, bottom, {"break": "any", "page": None}
        if flow.is_done or flow.is_held or y + margin + self.line > bottom:
            return boxes, y, {"break": "any", "page": None}
        column = self.holder(self.column_width, self.box.children)
        column.position_x, column.position_y = x, y
        is_empty = not boxes  # what stands at the top of a column drops the margin above it
        flow.begin_column(y, may_force=may_force and not boxes)
        laid, next_page = self._text(flow, column, bottom, is_empty, margin, absolute, fixed)
        if laid is None:
            return boxes, y, {"break": "any", "page": None}
        laid.is_column = True
        end = bottom if flow.position else laid.position_y + laid.height
        if next_page["break"] in FORCED:
            end = max((end_of(child) for child in leaves(laid)), default=y)
        return [*boxes, laid], end, next_page

    def _fits_column(self, waiting: Waiting) -> bool:
        """Whether a table or figure is no longer than a column of an empty page."""
        top = float(self.containing_block.content_box_y())
        holder = self.holder(self.column_width)
        laid, rest = self.place(waiting, holder, 0, top, self.bottom, False, [], [])
        return laid is not None and rest is None

    def _text(
        self, flow: Flow, column: Any, bottom: float, is_empty: bool, margin: float,
        absolute: list[Any], fixed: list[Any],
    ) -> tuple[Any, dict[str, Any]]:  # fmt: skip
        from weasyprint.layout.block import block_container_layout

        skip = dict(flow.position) if flow.position else None
        laid, rest, next_page, *_ = block_container_layout(
            self.context, column, self.context.page_bottom - bottom, skip, is_empty,
            absolute, fixed, [margin], None, None, False, None,
        )  # fmt: skip
        if laid is not None:
            flow.advance(rest)
        return laid, next_page or {"break": "any", "page": None}

    def balanced(self, resume: Resume, top: float, made: Filled) -> Filled:
        """The same content in columns as short as can hold it, no heading apart from its text."""
        if self.count == 1:
            return made
        low, high = top + made.total / self.count - self.line, made.bottom
        while high - low > STEP * self.line:
            middle = (low + high) / 2
            tried = self.fill(resume, top, middle)
            is_same = tried is not None and tried.is_end and tried.resume == made.resume
            if tried is not None and is_same and not _parts_heading(tried):
                made, high = tried, middle
            else:
                low = middle
        return made

    def _head_of_rest(self, waiting: Waiting, holder: Any, y: float) -> Any:
        """The line above what is left of a table, set at a height; None where there is none."""
        from weasyprint.layout.block import block_level_layout

        head = continued_line(waiting.box) if waiting.rest else None
        if head is None:
            return None
        head.position_x, head.position_y = holder.position_x, y
        laid, *_ = block_level_layout(
            self.context, head, 0, None, holder, True, [], [], [], None, None, False, None
        )
        return laid

    def holder(self, width: float, children: Iterable[Any] = ()) -> Any:
        """A column of a width, not yet at its place."""
        from weasyprint.layout.percent import resolve_percentages

        holder = self.box.anonymous_from(self.box, list(children))
        resolve_percentages(holder, self.containing_block)
        holder.width = width
        return holder

    def place(
        self, waiting: Waiting, holder: Any, x: float, y: float, bottom: float, must: bool,
        absolute: list[Any], fixed: list[Any],
    ) -> tuple[Any, Any]:  # fmt: skip
        """A table or figure set at a place and what is left of it; None where it does not fit."""
        from weasyprint.layout.block import block_level_layout
        from weasyprint.layout.percent import resolve_percentages

        is_whole = waiting.rest is None and waiting.box.style["break_inside"] == "avoid"
        if is_whole and (known := _known(waiting.box, holder.width)):
            laid = _moved(known, x, y)
            if not must and self.context.overflows(bottom, end_of(laid)):
                return None, None
            return laid, None
        box = waiting.box.copy()
        holder.position_x, holder.position_y = x, y
        resolve_percentages(box, holder)
        head = self._head_of_rest(waiting, holder, y)
        top = y + head.margin_height() if head else y
        box.position_x, box.position_y = x, top - box.margin_top
        laid, rest, *_ = block_level_layout(
            self.context, box, self.context.page_bottom - bottom, waiting.rest, holder,
            must, absolute, fixed, [], None, None, False, None,
        )  # fmt: skip
        if laid is None:
            return None, None
        laid.translate(dy=top - laid.border_box_y())
        if is_whole and rest is None and not absolute and not fixed:
            _keep(waiting.box, holder.width, laid, x)
        if not must and self.context.overflows(bottom, end_of(laid)):
            return None, None
        if head:
            laid = _together(holder, head, laid)
        return laid, rest


def _keep_places(absolute: Iterable[Any]) -> None:
    """Give what stands apart, as the marks of a list, a box that no further filling moves.

    WeasyPrint lays it out when the page is done, where its box, the same in all fillings, was last.
    """
    for placeholder in absolute:
        object.__setattr__(placeholder, "_box", placeholder._box.copy())


@dataclass(frozen=True, slots=True)
class _Known:
    """A table or figure laid out whole, its left edge at `x`."""

    box: Any
    x: float


def _known(box: Any, width: float) -> _Known | None:
    """What a table or figure has become in a column of this width, if that was tried before."""
    found: _Known | None = getattr(box, ATTRIBUTE, {}).get(width)
    return found


def _keep(box: Any, width: float, laid: Any, x: float) -> None:
    if not hasattr(box, ATTRIBUTE):
        setattr(box, ATTRIBUTE, {})
    getattr(box, ATTRIBUTE)[width] = _Known(laid.deepcopy(), x)


def _moved(known: _Known, x: float, y: float) -> Any:
    """A copy of what was laid out, at another place."""
    laid = known.box.deepcopy()
    laid.translate(x - known.x, y - laid.border_box_y())
    return laid


def _together(holder: Any, head: Any, laid: Any) -> Any:
    """A box of a line and what stands below it."""
    box = holder.copy_with_children([head, laid])
    box.height = end_of(laid) - head.position_y
    box.margin_bottom = laid.margin_bottom
    laid.margin_bottom = 0
    return box


class _Columns:
    """A context in which WeasyPrint lays out columns, and this flow meets tables and figures."""

    def __init__(self, context: Any, flow: Flow) -> None:
        self._context = context
        self._flow = flow

    def __enter__(self) -> None:
        context = self._context
        self._before = context.in_column, context.current_page, context.forced_break
        self._footnotes = context.footnotes
        context.in_column, context.footnotes = True, Hidden()
        # The first page's columns drop the margin at their top as those of any other page.
        context.current_page, context.forced_break = max(2, context.current_page), False
        context.flow = self._flow

    def __exit__(self, *_: object) -> None:
        context = self._context
        context.in_column, context.current_page, context.forced_break = self._before
        context.footnotes = self._footnotes
        context.flow = None
