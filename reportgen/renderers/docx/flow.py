"""The flow of respondents as shapes of Word's: boxes whose text can be edited, and arrows.

No chart of Word's has boxes and arrows. The shapes are those that Word has known since 2010; in the
file a picture stands beside them, for what doesn't know them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportgen.charts import Style
from reportgen.charts.flow import (
    ACROSS,
    DOWN,
    STROKE,
    FlowArrow,
    FlowBox,
    FlowPlan,
    flow_plan,
    numbers_of,
)
from reportgen.charts.sizes import size
from reportgen.document import Figure
from reportgen.renderers.docx.charts.markup import a, colour, emu
from reportgen.renderers.docx.charts.setting import Setting
from reportgen.renderers.docx.draft import Draft
from reportgen.renderers.docx.inlines import PLAIN, STRONG, Weight, words
from reportgen.renderers.docx.markup import NBSP, Xml, paragraph, tagged, w
from reportgen.results import Estimate, Flow, Loss, Stage

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
WPG = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
TALLER = 1.2
"""How much higher lines are in the faces of Word than in those that charts are measured by."""
GAP = f"{NBSP}{NBSP} "
"""Between numbers that stand in one line."""
LEFT, CENTRED = ("Figure Text", "Table Text"), ("Figure Text Centred", "Table Number")
"""The styles of text in boxes, the second for templates that don't have the first."""


@dataclass(frozen=True, slots=True)
class Shapes:
    """A group of shapes, and its size in points."""

    group: Xml
    width: float
    height: float


def flow_shapes(draft: Draft, block: Figure, language: str, width: float) -> Shapes:
    """The figure as a group of shapes, `width` points wide."""
    detail = block.tabulation.detail
    assert isinstance(detail, Flow)  # tabulated so for this kind
    locale, theme = draft.locale(language), draft.rendering.theme
    wider = Setting(Style(locale, theme), ()).wider
    # Narrower than it will be, so that lines fit that are wider in Word.
    style = Style(locale, theme, width / wider, block.options)
    plan = flow_plan(detail, style)
    writer = _Writer(draft, style, language, wider)
    height = (plan.bottom + STROKE) * TALLER
    extent = {"cx": emu(width), "cy": emu(height)}
    frame = a("xfrm", a("off", x=0, y=0), a("ext", **extent), a("chOff", x=0, y=0),
        a("chExt", **extent))  # fmt: skip
    parts = [_wpg("cNvGrpSpPr"), _wpg("grpSpPr", frame), *writer.shapes(plan)]
    return Shapes(_wpg("wgp", *parts), width, height)


def beside_picture(shapes: Xml, picture: Xml) -> Xml:
    """Both drawings in one place of the text: a reader takes the shapes if it knows them."""
    return tagged(
        "mc:AlternateContent",
        tagged("mc:Choice", w("drawing", shapes), Requires="wpg"),
        tagged("mc:Fallback", w("drawing", picture)),
        **{"xmlns:mc": MC, "xmlns:wpg": WPG, "xmlns:wps": WPS},
    )


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the shapes of one flow."""

    draft: Draft
    style: Style
    language: str
    wider: float

    def shapes(self, plan: FlowPlan) -> Iterator[Xml]:
        """The boxes, then the lines."""
        for box in plan.boxes:
            yield self._box(box)
        for line in plan.trunks:
            yield self._line(line, has_head=False)
        for arrow in plan.arrows:
            yield self._line(arrow, has_head=True)

    def _box(self, box: FlowBox) -> Xml:
        ink = self.style.theme.colours.ink
        dash = a("prstDash", val="dash") if box.is_dashed else None
        edge = a("ln", a("solidFill", colour(ink)), dash, w=emu(STROKE))
        look = _wps("spPr", self._frame(box.x, box.y, box.width, box.height),
            a("prstGeom", a("avLst"), prst="rect"), a("noFill"), edge)  # fmt: skip
        text = _wps("txbx", w("txbxContent", *self._paragraphs(box)))
        across, down = emu(ACROSS), emu(DOWN / 2)
        body = _wps("bodyPr", a("noAutofit"), wrap="square", anchor="ctr", lIns=across,
            rIns=across, tIns=down, bIns=down)  # fmt: skip
        return _wps("wsp", self._named(), _wps("cNvSpPr", txBox=1), look, text, body)

    def _line(self, line: FlowArrow, *, has_head: bool) -> Xml:
        ink = self.style.theme.colours.ink
        head = a("tailEnd", type="triangle", w="med", len="med") if has_head else None
        edge = a("ln", a("solidFill", colour(ink)), head, w=emu(STROKE))
        place = self._frame(line.x, line.y, line.to_x - line.x, line.to_y - line.y)
        look = _wps("spPr", place, a("prstGeom", a("avLst"), prst="straightConnector1"), edge)
        return _wps("wsp", self._named(), _wps("cNvCnPr"), look, _wps("bodyPr"))

    def _named(self) -> Xml:
        identity = next(self.draft.identities)
        return _wps("cNvPr", id=identity, name=str(identity))

    def _frame(self, x: float, y: float, width: float, height: float) -> Xml:
        place = a("off", x=emu(x * self.wider), y=emu(y * TALLER))
        return a("xfrm", place, a("ext", cx=emu(width * self.wider), cy=emu(height * TALLER)))

    # -------------------------------------------------------------------------------------- text

    def _paragraphs(self, box: FlowBox) -> Iterator[Xml]:
        """What a box tells: a stage with its number, reasons with theirs, an item with several."""
        text, content = self.style.locale.text, box.content
        if isinstance(content, Stage):
            weight = PLAIN if content.is_given else STRONG
            yield self._paragraph(CENTRED, ((text(content.label), weight),))
            yield self._paragraph(CENTRED, ((self._size(content.estimate), PLAIN),))
        elif isinstance(content, tuple):
            for loss in content:
                yield self._paragraph(LEFT, ((self._loss(loss), PLAIN),))
        else:
            yield self._paragraph(LEFT, ((text(content.label), PLAIN),))
            names = self.style.locale.charts
            told = [self._size(number, names[key]) for key, number in numbers_of(content)]
            first, rest = told[0], "".join(GAP + each for each in told[1:])
            yield self._paragraph(LEFT, ((first, STRONG), (rest, PLAIN)))

    def _loss(self, loss: Loss) -> str:
        return f"{self.style.locale.text(loss.label)}{GAP}{self._size(loss.estimate)}"

    def _size(self, estimate: Estimate, name: str | None = None) -> str:
        return size(self.style, estimate, name).text

    def _paragraph(self, styles: tuple[str, str], parts: Iterable[tuple[str, Weight]]) -> Xml:
        style = self.draft.styles.first(styles, self.language)
        runs = [
            run for text, weight in parts for run in words(self.draft, text, self.language, weight)
        ]
        return paragraph(style, runs)


def _wpg(tag: str, /, *children: Xml) -> Xml:
    return tagged(f"wpg:{tag}", *children)


def _wps(tag: str, /, *children: Xml, **attributes: object) -> Xml:
    return tagged(f"wps:{tag}", *children, **attributes)
