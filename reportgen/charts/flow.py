"""The flow of respondents: boxes from those invited to those who answered, and who left between.

As CONSORT and STROBE draw it, and CHERRIES asks of surveys: Schulz KF, Altman DG, Moher D. BMJ
2010; 340: c332; von Elm E, et al. Lancet 2007; 370: 1453-1457; Eysenbach G. J Med Internet Res
2004; 6: e34.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TypeAlias

from reportgen.charts.drawing import CHARTS
from reportgen.charts.lettering import BOLD, REGULAR, Line
from reportgen.charts.scene import Group, Mark, Polygon, Rule, Scene, Value
from reportgen.charts.sizes import form_of, size
from reportgen.charts.style import MARGIN, Style
from reportgen.document import Form
from reportgen.results import Estimate, Flow, FlowItem, Loss, Stage, Tabulation

SPINE, SIDE = 0.5, 0.62
"""Width of the boxes of the stages, and where those of the losses begin, as shares of the width."""
ACROSS, DOWN = 6.0, 4.0
"""Between a frame and its text, in points."""
STROKE = 0.7
HEAD = 4.0
"""Length of an arrow's head, in points."""
STEP = 17.0
"""From one box to the next, at least, and with a box at the side the room above and below it."""
AROUND = 5.0
INDENT = 17.0
"""From the line that an item hangs on to its box."""
BETWEEN = 6.0
"""From one item to the next."""
TRUNK = 9.0
"""From the left edge of a box to the line below it on which items hang."""
NUMBER_GAP, PART_GAP = 4.0, 11.0
REASON_GAP = 0.3
"""Between one reason and the next, in lines."""
DASH, BLANK = 3.0, 2.0


@dataclass(frozen=True, slots=True)
class _Text:
    """A piece of text at a place within a box, and what it prints."""

    line: Line
    x: float
    row: float
    """Lines above it; a part of one is a gap."""
    estimate: Estimate | None = None
    is_muted: bool = False


Content: TypeAlias = Stage | tuple[Loss, ...] | FlowItem
"""What a box tells."""


@dataclass(frozen=True, slots=True)
class FlowBox:
    """A box with its text, its upper left corner at (x, y)."""

    style: Style
    content: Content
    x: float
    y: float
    width: float
    texts: tuple[_Text, ...]
    is_dashed: bool = False
    is_centred: bool = False

    @property
    def rows(self) -> float:
        """How many lines of text it has, gaps counted in."""
        return max(text.row for text in self.texts) + 1

    @property
    def height(self) -> float:
        """In points, with the room around its text."""
        return self.rows * self.style.leading + 2 * DOWN

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """The height at which an arrow to it ends."""
        return self.y + self.height / 2

    def marks(self) -> Iterator[Mark]:
        """The frame, and the text in it."""
        colours = self.style.theme.colours
        right = self.x + self.width
        for x, y, to_x, to_y in (
            (self.x, self.y, right, self.y), (right, self.y, right, self.bottom),
            (right, self.bottom, self.x, self.bottom), (self.x, self.bottom, self.x, self.y),
        ):  # fmt: skip
            yield from _edge(x, y, to_x, to_y, colours.ink, self.is_dashed)
        for text in self.texts:
            middle = self.y + DOWN + (text.row + 0.5) * self.style.leading
            x = self.x + (self.width / 2 if self.is_centred else ACROSS + text.x)
            yield self.style.write(
                text.line,
                x,
                middle,
                anchor=0.5 if self.is_centred else 0,
                colour=colours.muted if text.is_muted else None,
                prints=text.estimate,
                form=form_of(text.estimate) if text.estimate else Form.COUNT,
            )


@dataclass(frozen=True, slots=True)
class FlowArrow:
    """An arrow down or to the right, from (x, y) to (to_x, to_y)."""

    x: float
    y: float
    to_x: float
    to_y: float


@dataclass(frozen=True, slots=True)
class FlowPlan:
    """Where the boxes of a flow stand, the arrows between them, and the lines that items hang on.

    A line is an arrow without a head.
    """

    boxes: tuple[FlowBox, ...]
    arrows: tuple[FlowArrow, ...]
    trunks: tuple[FlowArrow, ...]
    bottom: float


@CHARTS.add("flow")
def flow(tabulation: Tabulation, style: Style) -> Scene:
    """Return a box for each stage, below one another, with those who left in boxes at the right.

    Numbers that aren't of the data have a dashed frame. Items hang below the last stage, each on
    the item on whose answer it depends who is asked.
    """
    detail = tabulation.detail
    assert isinstance(detail, Flow)  # tabulated so for this kind
    plan = flow_plan(detail, style)
    marks: list[Mark] = []
    for box in plan.boxes:
        marks += box.marks()
    ink = style.theme.colours.ink
    marks += (Rule(line.x, line.y, line.to_x, line.to_y, ink, STROKE) for line in plan.trunks)
    for arrow in plan.arrows:
        marks += _arrow(style, arrow)
    return style.scene(marks, plan.bottom + MARGIN, tuple(_told(detail, style)))


def flow_plan(detail: Flow, style: Style) -> FlowPlan:
    """Where everything of a flow stands, in a chart as wide as the style says."""
    boxes: list[FlowBox] = []
    stages: list[FlowBox] = []
    arrows: list[FlowArrow] = []
    top = MARGIN
    more = style.slack / (len(detail.stages) - 1 + len(detail.items))
    for place, stage in enumerate(detail.stages):
        box = _stage(style, stage, top)
        boxes.append(box)
        stages.append(box)
        if place + 1 == len(detail.stages):
            break
        lost = _losses(style, stage.losses, box.bottom + more / 2) if stage.losses else None
        top = box.bottom + (lost.height + 2 * AROUND if lost else STEP) + more
        x = box.x + box.width / 2
        arrows.append(FlowArrow(x, box.bottom, x, top))
        if lost:
            boxes.append(lost)
            arrows.append(FlowArrow(x, lost.middle, lost.x, lost.middle))
    items = _items(style, detail.items, stages[-1], more)
    return FlowPlan((*boxes, *items.boxes), (*arrows, *items.arrows), items.trunks, items.bottom)


def _stage(style: Style, stage: Stage, top: float) -> FlowBox:
    width = SPINE * style.width
    text = style.locale.text(stage.label)
    lines = style.lettering.wrap(text, width - 2 * ACROSS, REGULAR if stage.is_given else BOLD)
    texts = [_Text(line, 0, row) for row, line in enumerate(lines)]
    texts.append(_Text(size(style, stage.estimate), 0, len(lines), stage.estimate))
    return FlowBox(style, stage, MARGIN, top, width, tuple(texts), stage.is_given, is_centred=True)


def _losses(style: Style, losses: Sequence[Loss], above: float) -> FlowBox:
    """Those who left, one reason below another, in a box beside the arrow to the next stage."""
    left = SIDE * style.width
    room = style.right - left - 2 * ACROSS
    texts: list[_Text] = []
    row = 0.0
    for place, loss in enumerate(losses):
        row += REASON_GAP if place else 0
        number = size(style, loss.estimate)
        lines = style.lettering.wrap(style.locale.text(loss.label), room)
        texts += (_Text(line, 0, row + at) for at, line in enumerate(lines))
        row += len(lines)
        end = lines[-1].width + NUMBER_GAP
        if end + number.width <= room:
            texts.append(_Text(number, end, row - 1, loss.estimate))
        else:
            texts.append(_Text(number, 0, row, loss.estimate))
            row += 1
    width = style.right - left
    return FlowBox(style, tuple(losses), left, above + AROUND, width, tuple(texts))


def _items(style: Style, items: Sequence[FlowItem], above: FlowBox, more: float) -> FlowPlan:
    """The boxes of the items, and where they end; each hangs on the box that it is a part of.

    Gaps are `more` points larger than they need be.
    """
    boxes: list[FlowBox] = []
    arrows: list[FlowArrow] = []
    trunks: list[FlowArrow] = []
    ends: dict[int | None, float] = {}
    top = above.bottom + STEP / 2 + more
    for item in items:
        holder = above if item.above is None else boxes[item.above]
        x = holder.x + TRUNK
        box = _item(style, item, x + INDENT, top)
        arrows.append(FlowArrow(x, box.middle, box.x, box.middle))
        trunks.append(FlowArrow(x, ends.get(item.above, holder.bottom), x, box.middle))
        ends[item.above] = box.middle
        boxes.append(box)
        top = box.bottom + BETWEEN + more
    bottom = boxes[-1].bottom if boxes else above.bottom
    return FlowPlan(tuple(boxes), tuple(arrows), tuple(trunks), bottom)


def _item(style: Style, item: FlowItem, left: float, top: float) -> FlowBox:
    """The label of an item, and below it who answered, who did not, and who was not asked."""
    room = style.right - left - 2 * ACROSS
    lines = style.lettering.wrap(style.locale.text(item.label), room)
    texts = [_Text(line, 0, row) for row, line in enumerate(lines)]
    x, row = 0.0, len(lines)
    for key, estimate in numbers_of(item):
        is_first = key == "flow_answered"
        line = size(style, estimate, style.locale.charts[key], BOLD if is_first else REGULAR)
        if x and x + line.width > room:
            x, row = 0.0, row + 1
        texts.append(_Text(line, x, row, estimate, is_muted=not is_first))
        x += line.width + PART_GAP
    return FlowBox(style, item, left, top, style.right - left, tuple(texts))


def numbers_of(item: FlowItem) -> Iterator[tuple[str, Estimate]]:
    """Those who answered; of the others those that there are. Each by its word in the locale."""
    yield "flow_answered", item.answered
    if item.missing.count:
        yield "flow_missing", item.missing
    if item.skipped.count:
        yield "flow_skipped", item.skipped


def _arrow(style: Style, arrow: FlowArrow) -> Iterator[Mark]:
    """An arrow with its head."""
    colour = style.theme.colours.ink
    half = 0.4 * HEAD
    x, y, to_x, to_y = arrow.x, arrow.y, arrow.to_x, arrow.to_y
    if x == to_x:
        yield Rule(x, y, x, to_y - HEAD, colour, STROKE)
        yield Polygon(((x - half, to_y - HEAD), (x + half, to_y - HEAD), (x, to_y)), colour)
    else:
        yield Rule(x, y, to_x - HEAD, y, colour, STROKE)
        yield Polygon(((to_x - HEAD, y - half), (to_x - HEAD, y + half), (to_x, y)), colour)


def _edge(
    x: float, y: float, to_x: float, to_y: float, colour: str, is_dashed: bool
) -> Iterator[Rule]:
    """One edge of a frame; of a dashed one in strokes that begin and end at the corners."""
    extent = abs(to_x - x) + abs(to_y - y)
    number = ceil(extent / (DASH + BLANK)) if is_dashed else 0
    if not number:
        yield Rule(x, y, to_x, to_y, colour, STROKE)
        return
    pitch = (extent - DASH) / number
    for place in range(number + 1):
        start, end = place * pitch / extent, (place * pitch + DASH) / extent
        yield Rule(
            x + (to_x - x) * start, y + (to_y - y) * start,
            x + (to_x - x) * end, y + (to_y - y) * end, colour, STROKE,
        )  # fmt: skip


def _told(detail: Flow, style: Style) -> Iterable[Group]:
    """The stages with those who left after each, then the items with who answered."""
    text, words = style.locale.text, style.locale.charts
    for stage in detail.stages:
        label = text(stage.label)
        if stage.is_given:
            label = words["flow_given"].format(label=label)
        yield Group(label, (Value(None, stage.estimate, form=form_of(stage.estimate)),))
        for loss in stage.losses:
            yield Group(text(loss.label), (Value(None, loss.estimate, form=Form.COUNT),))
    for item in detail.items:
        values = tuple(
            Value(words[key], estimate, form=form_of(estimate))
            for key, estimate in numbers_of(item)
        )
        yield Group(text(item.label), values)
