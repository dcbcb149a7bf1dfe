"""A paragraph in WeasyPrint → the ends of its lines, planned once, and lines set to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from typing import Any

from reportgen.renderers.line_boxes import WRAPPING, Paragraph, Unfit, measured, script_gap
from reportgen.renderers.line_fitting import ROUNDING, Fitting
from reportgen.renderers.line_rules import (
    last_start,
    last_word,
    letters_prevail,
    line_ends,
    word_ends,
)

ATTRIBUTE = "line_plan"
"""What a paragraph's line box keeps its plan in, as long as the document is laid out."""


@dataclass(slots=True)
class Plan:
    """Where the lines of a paragraph end, by where they begin and by the width of the column."""

    paragraph: Paragraph
    is_justified: bool
    ends: dict[tuple[int, float, float], int | None] = field(default_factory=dict)

    def end(self, start: int, room: float, width: float) -> int | None:
        """The end of a line that has some room in a column of some width, in px.

        None where a line finds no place to end.
        """
        room, width = round(room, 3), round(width, 3)
        if (start, room, width) not in self.ends:
            self._add(start, room, width)
        return self.ends[start, room, width]

    def _add(self, start: int, room: float, width: float) -> None:
        characters, may_break = self.paragraph.characters, self.paragraph.may_break
        fitting = Fitting(characters, start, room, width)
        text, raised = characters.text, characters.is_raised
        in_letters = letters_prevail(text)
        last = last_word(text) if in_letters else last_start(text, raised)
        for strict in (True, False):
            if in_letters:
                words = word_ends(text, may_break, strict=strict)
                breaks = sorted({*words, *characters.hyphens})
            else:
                breaks = line_ends(text, may_break, raised, strict=strict)
            if ends := fitting.lines(breaks, last, self.is_justified):
                for begin, end in pairwise((start, *ends)):
                    self.ends[begin, room if begin == start else width, width] = end
                return
        self.ends[start, room, width] = None


def planned_line(
    original: Callable[..., Any], adjust: Callable[..., None], context: Any, box: Any, *rest: Any
) -> Any:
    """What WeasyPrint's split_inline_box returns, the line ending where it is best.

    `adjust` parts letters from Chinese, and takes from the white of a line's marks what doesn't
    fit. The line of a paragraph that isn't Chinese, or can't be planned, ends where WeasyPrint has
    it.
    """
    from weasyprint.formatting_structure import boxes

    if not isinstance(box, boxes.LineBox):
        return original(context, box, *rest)
    position_x, max_x, bottom_space, stack, containing_block, *lists = rest
    *shared, line_children, first_letter_style, first_line_style = lists
    room, width = max_x - position_x, max_x - box.position_x  # the width of a line has the indent
    gap = script_gap(box, containing_block)
    is_plain = not first_letter_style and not first_line_style
    plan = _plan(context, box, containing_block, room) if is_plain else None
    end = plan and plan.end(plan.paragraph.offset(stack), room, containing_block.width)
    if plan and end:
        is_last = end == len(plan.paragraph.characters.text)
        cut = box if is_last else plan.paragraph.cut(box, end)
        children: list[Any] = []
        line, resume_at, *others = original(
            context, cut, position_x, inf, bottom_space, stack, containing_block, *shared,
            children, None, None,
        )  # fmt: skip
        adjust(context, line, width, gap, can_narrow=plan.is_justified)
        if resume_at is None and line.width <= width + 2 * ROUNDING:
            line_children += children
            return line, None if is_last else plan.paragraph.stack(end), *others
    line, *others = original(context, box, *rest)
    adjust(context, line, width, gap, can_narrow=False)
    return line, *others


def _plan(context: Any, box: Any, containing_block: Any, room: float) -> Plan | None:
    """The plan of a paragraph, made when it is first found to need two lines."""
    if not hasattr(box, ATTRIBUTE):
        if _extent(box) <= room:
            return None
        setattr(box, ATTRIBUTE, _made(context, box, containing_block))
    found: Plan | None = getattr(box, ATTRIBUTE)
    return found


def _made(context: Any, box: Any, containing_block: Any) -> Plan | None:
    style = box.style
    if style["direction"] == "rtl" or style["white_space"] not in WRAPPING:
        return None
    is_justified = style["text_align_all"] == "justify"
    if not is_justified and letters_prevail("".join(_texts(box))):
        return None
    try:
        paragraph = measured(context, box, containing_block)
    except Unfit:
        return None
    return Plan(paragraph, is_justified)


def _texts(box: Any) -> Iterator[str]:
    if (text := getattr(box, "text", None)) is not None:
        yield text
    for child in getattr(box, "children", ()):
        yield from _texts(child)


def _extent(box: Any) -> float:
    """A width, in px, that the boxes in a line don't exceed: that of as many wide characters."""
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TextBox):
        return float(len(box.text) * box.style["font_size"])
    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        return sum(map(_extent, box.children))
    return inf
