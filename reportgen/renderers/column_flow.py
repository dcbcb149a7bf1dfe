"""The text of a report on its way through columns, and the tables and figures it leaves waiting.

A table or figure (an element of the class `float` among the children of a section) that spans the
page, does not fit, or follows another of its kind that waits, is passed over; the text goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Literal, cast

FLOAT_CLASS = "float"
"""The class of the elements that may move behind the text that follows them."""
TURNED = "turned"
"""The name of pages in landscape."""
CONTINUED_CLASS = "continued"
"""The class of the line of a table that stands above what is left of it."""
SPAN_CLASSES = {"span": "page", TURNED: TURNED}
"""What a float takes by its class; without either, a column."""
HEADING_TAGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
WIDE_GAP = 0.2
"""In one column, a heading comes before a table or figure only to fill more than this part of a
page."""
SHORT_GAP = 0.15
"""In several, a section waits for the last section's tables and figures with no more white."""

Span = Literal["column", "page", "turned"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A table or figure that waits for a place, and the part of it that is not yet printed."""

    box: Any
    path: tuple[int, int]
    """The section and the child of it where it stands in the flow."""
    span: Span
    rest: Any = None

    @property
    def kind(self) -> str:
        """The tag, which is one for tables and another for figures."""
        return kind(self.box)


class Resume(dict[int, Any]):
    """WeasyPrint's note of where a page begins, with what waits from the pages before.

    `taken` are the boxes that the flow passes over, because they wait or have been printed. The
    flow `is_held` where it must begin a page, until nothing of what is before waits any more.
    """

    def __init__(
        self,
        position: Mapping[int, Any],
        waiting: tuple[Waiting, ...] = (),
        taken: frozenset[Any] = frozenset(),
        is_done: bool = False,
        is_held: bool = False,
        is_turned: bool = False,
    ) -> None:
        super().__init__(position)
        self.waiting = waiting
        self.taken = taken
        self.is_done = is_done
        self.is_held = is_held and bool(waiting)
        self.is_turned = is_turned

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Resume)
            and dict.__eq__(self, other)
            and self.waiting == other.waiting
            and self.is_done == other.is_done
            and self.is_held == other.is_held
            and self.is_turned == other.is_turned
        )

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = None

    def __deepcopy__(self, memo: dict[int, Any]) -> Resume:
        position = deepcopy(dict(self), memo)
        return self._with(position, self.waiting, self.is_turned)

    def _with(
        self, position: Mapping[int, Any], waiting: tuple[Waiting, ...], is_turned: bool = False
    ) -> Resume:
        return Resume(position, waiting, self.taken, self.is_done, self.is_held, is_turned)

    @property
    def is_left(self) -> bool:
        """Whether anything is left to be printed."""
        return not self.is_done or bool(self.waiting)

    @property
    def waits_for_page(self) -> bool:
        """Whether anything waits that takes more than a column."""
        return any(waiting.span != "column" for waiting in self.waiting)

    def is_behind(self, path: tuple[int, int]) -> bool:
        """Whether the flow has come past the child of a section."""
        return self.is_done or is_behind(self, path)

    def without(self, placed: Waiting, rest: Any) -> Resume:
        """The same when this is printed, or printed but for a rest."""
        waiting = tuple(
            Waiting(each.box, each.path, each.span, rest) if each is placed else each
            for each in self.waiting
            if each is not placed or rest
        )
        return self._with(self, waiting).turned()

    def turned(self) -> Resume:
        """The same, for a page in landscape if that is what is waited for first."""
        is_turned = bool(self.waiting) and _first(self.waiting) == "turned"
        return self._with(self, self.waiting, is_turned)


def _first(waiting: tuple[Waiting, ...]) -> str:
    """What the first takes that has no column."""
    return next((each.span for each in waiting if each.span != "column"), "column")


class Flow:
    """The flow while the columns of a page are filled."""

    def __init__(
        self,
        box: Any,
        resume: Resume,
        bottom: float,
        columns: int,
        fits: Callable[[Waiting], bool],
    ) -> None:
        self._box = box
        self._fits = fits
        self.position: Mapping[int, Any] | None = dict(resume) or None
        self.is_done = resume.is_done
        self.is_held = resume.is_held
        self._waiting = list(resume.waiting)
        self._taken = set(resume.taken)
        self._blocked: set[str] = set()
        self._bottom = bottom
        self._columns = columns
        self._top = 0.0
        self._may_force = False
        self._met: list[Waiting] = []
        self._sections = {id(child.element): index for index, child in enumerate(box.children)}

    @property
    def waits_for_column(self) -> bool:
        """Whether anything waits for a column."""
        return any(self._takes_column(waiting) for waiting in self._waiting)

    def _takes_column(self, waiting: Waiting) -> bool:
        return waiting.span == "column" or (self._columns == 1 and waiting.span == "page")

    def for_column(self) -> Iterator[Waiting]:
        """What may stand at the top of a column, in order."""
        self._blocked = set()
        for waiting in list(self._waiting):
            if not self._takes_column(waiting):
                self._blocked.add(waiting.kind)
            elif waiting.kind not in self._blocked:
                yield waiting

    def block(self, of_kind: str) -> None:
        """Let none of a kind come before the one that did not fit."""
        self._blocked.add(of_kind)

    def place(self, waiting: Waiting, rest: Any) -> None:
        """Take off what has been printed."""
        at = self._waiting.index(waiting)
        self._waiting[at : at + 1] = (
            [Waiting(waiting.box, waiting.path, waiting.span, rest)] if rest else []
        )

    def begin_column(self, top: float, may_force: bool) -> None:
        """Note that text now begins at a height."""
        self._top = top
        self._may_force = may_force
        self._met = []

    def advance(self, rest: Mapping[int, Any] | None) -> None:
        """Note how far the text has come; what was met beyond is met again."""
        met = [each for each in self._met if rest is None or is_behind(rest, each.path)]
        broken = self._broken(rest) if rest else []
        self._waiting = [*broken, *self._waiting, *met]
        self._taken |= {each.box for each in (*broken, *met)}
        self._met = []
        self.position, self.is_done = rest, rest is None
        if broken:
            section, index = broken[0].path
            self.position = {section: {index: None}}

    def _broken(self, rest: Mapping[int, Any]) -> list[Waiting]:
        """The table that is broken at the end of the column: its rest waits for the next one."""
        ((section, within),) = rest.items()
        ((index, inner),) = within.items() if within else ((0, None),)
        if inner is None:
            return []
        child = self._box.children[section].children[index]
        is_broken = is_float(child) and self._box.children[section].element_tag == "section"
        return [Waiting(child, (section, index), span(child), inner)] if is_broken else []

    def left(self) -> Resume:
        """What is left after the columns."""
        return Resume(
            self.position or {},
            tuple(self._waiting),
            frozenset(self._taken),
            self.is_done,
            self.is_held,
        )

    # ------------------------------------------------------------------ while text is laid out

    def meets(self, original: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        """Stand in for WeasyPrint's _in_flow_layout while a column is filled."""
        context, box, index, child, new_children, page_is_empty, *rest = arguments
        if self._waits_before(child, new_children):
            return _stopped(index, new_children, rest)
        if not is_float(child) or box.element_tag != "section" or _skip(rest) is not None:
            return original(*arguments)
        if child in self._taken:
            return _passed(new_children, rest)
        waiting = Waiting(child, (self._sections[id(box.element)], index), span(child))
        if not self._takes_column(waiting) or self._is_preceded(waiting):
            self._met.append(waiting)
            return _passed(new_children, rest)
        absolute, fixed, margins, *others = rest
        must = page_is_empty and self._may_force and not new_children
        kept = list(new_children)
        result = original(
            context, box, index, child, kept, must, absolute, fixed, list(margins), *others
        )
        if _is_put_off(result, index) or (_is_broken(result) and self._fits(waiting)):
            self._met.append(waiting)
            return _passed(new_children, rest)
        return result

    def _is_preceded(self, waiting: Waiting) -> bool:
        """Whether another of its kind waits already."""
        return any(each.kind == waiting.kind for each in (*self._waiting, *self._met))

    def _waits_before(self, child: Any, new_children: list[Any]) -> bool:
        """Whether text waits for the next column because a table or figure does."""
        waiting = [each for each in (*self._waiting, *self._met) if self._takes_column(each)]
        if not new_children or not waiting:
            return False
        gap = (self._bottom - child.position_y) / self._bottom
        if child.element_tag == "section":
            return self._columns == 1 or gap <= SHORT_GAP
        is_heading = child.element_tag in HEADING_TAGS
        follows = new_children[-1].element_tag in HEADING_TAGS  # as the same in another language
        return self._columns == 1 and is_heading and not follows and gap <= WIDE_GAP


def is_float(box: Any) -> bool:
    """Whether a box, or the only one in it, may move behind the text that follows."""
    return _has_class(box, FLOAT_CLASS) or any(
        _has_class(child, FLOAT_CLASS) for child in getattr(box, "children", ())
    )


def continued_line(box: Any) -> Any:
    """The line above what is left of a table, which waits in it for that; None without one."""
    from weasyprint.formatting_structure.build import create_anonymous_boxes

    for child in getattr(box, "children", ()):
        if _has_class(child, CONTINUED_CLASS) and child.is_running():
            line = child.deepcopy()
            line.style = child.style.copy()
            line.style["position"] = "static"
            return create_anonymous_boxes(line)
        if found := continued_line(child):
            return found
    return None


def kind(box: Any) -> str:
    """Which of the sequences of floats a box belongs to: that of figures or that of tables."""
    return "figure" if box.element_tag == "figure" else "table"


def span(box: Any) -> Span:
    """What a float takes: a column, the width of the page, or a page in landscape."""
    boxes = (box, *getattr(box, "children", ()))
    found = (name for mark, name in SPAN_CLASSES.items() if any(_has_class(b, mark) for b in boxes))
    return cast("Span", next(found, "column"))


def _has_class(box: Any, name: str) -> bool:
    element = box.element
    return element is not None and name in (element.get("class") or "").split()


def is_behind(resume: Mapping[int, Any], path: tuple[int, int]) -> bool:
    """Whether a place in the flow is behind the child of a section."""
    if not resume:
        return False
    ((section, within),) = resume.items()
    if path[0] != section or within is None:
        return path[0] < section
    ((child, _),) = within.items()
    return bool(path[1] < child)


def _skip(rest: list[Any]) -> Any:
    """The place within a child that is broken, of the last arguments of _in_flow_layout."""
    return rest[5]


def _is_put_off(result: tuple[Any, ...], index: int) -> bool:
    """Whether a child was not set in the column."""
    abort, stop, resume_at = result[:3]
    return bool(abort or (stop and resume_at == {index: None}))


def _is_broken(result: tuple[Any, ...]) -> bool:
    """Whether a child was set in part, the rest to follow."""
    abort, stop, resume_at = result[:3]
    return bool(not abort and stop and resume_at and next(iter(resume_at.values())) is not None)


def _passed(new_children: list[Any], rest: list[Any]) -> tuple[Any, ...]:
    """What _in_flow_layout returns when there is nothing to set."""
    _, _, margins, _, position_y, _, _, _, _, next_page, max_lines = rest
    return False, False, None, position_y, margins, next_page, new_children, max_lines


def _stopped(index: int, new_children: list[Any], rest: list[Any]) -> tuple[Any, ...]:
    """What it returns when the column ends before a child."""
    _, _, margins, _, position_y, _, _, _, _, next_page, max_lines = rest
    return False, True, {index: None}, position_y, margins, next_page, new_children, max_lines
