"""The axes of a chart → DrawingML."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.charts.colours import between
from reportgen.charts.style import HAIRLINE
from reportgen.renderers.docx.charts.frame import NativeChart, Scale, Stroke
from reportgen.renderers.docx.charts.markup import UNTURNED, Letters, c, number, stroked
from reportgen.renderers.docx.markup import Xml
from reportgen.theme.tokens import Colours

FIRST, SECOND = 111111111, 222222222
"""The ids of the axes, which must differ within a chart."""
GRID = 0.25
"""How much of the colour of axes there is in the lines of a grid."""
NEAR = 50
"""Of labels and their axis, in hundredths of what Word leaves between them by itself."""


@dataclass(frozen=True, slots=True)
class AxisWriter:
    """Writes the axes of one chart."""

    chart: NativeChart
    letters: Letters
    colours: Colours

    def written(self) -> tuple[Xml, Xml]:
        """Both axes: of a bar chart that of its categories and that of its values."""
        chart = self.chart
        if chart.upright is not None:
            return self._values(chart.values, "b"), self._values(chart.upright, "l", is_other=True)
        return self._categories(), self._values(chart.values, "b" if self._lies else "l")

    @property
    def _lies(self) -> bool:
        return self.chart.kind == "bar"

    @property
    def _has_edges(self) -> bool:
        """Whether the first point and the last are at the edges of the plot."""
        return self.chart.kind in ("scatter", "line")

    def _categories(self) -> Xml:
        """Bars that lie begin at the top, and their axis is the line that they grow from."""
        chart = self.chart
        labels = "low" if chart.has_category_labels else "none"
        return c(
            "catAx",
            c("axId", val=FIRST),
            c("scaling", c("orientation", val="maxMin" if self._lies else "minMax")),
            c("delete", val=False),
            c("axPos", val="l" if self._lies else "b"),
            c("majorGridlines", stroked(self._grid)) if chart.has_category_grid else None,
            self._title(chart.category_title, "l" if self._lies else "b", None),
            c("numFmt", formatCode="General", sourceLinked=False),
            *self._ticks("none", labels),
            stroked(chart.base),
            self.letters.of_axis(self.colours.ink),
            c("crossAx", val=SECOND),
            c("crosses", val="autoZero"),
            c("auto", val=False),
            c("lblAlgn", val="ctr"),
            c("lblOffset", val=NEAR),
            c("tickLblSkip", val=chart.category_skip),
            c("noMultiLvlLbl", val=True),
        )

    def _values(self, scale: Scale, side: str, *, is_other: bool = False) -> Xml:
        """A scale. With bars that lie it is below the last category."""
        is_scatter = self.chart.upright is not None
        own, cross = (SECOND, FIRST) if is_other or not is_scatter else (FIRST, SECOND)
        # The upright scale of a scatter may count downwards: the other is at its end, below.
        is_turned = self.chart.upright is not None and self.chart.upright.is_reversed
        at_end = not is_other and ((self._lies and not is_scatter) or is_turned)
        muted = self.colours.muted
        own_line = Stroke(muted, HAIRLINE) if scale.is_shown else None
        labels = ("nextTo" if at_end else "low") if scale.is_shown else "none"
        is_seen = scale.is_shown or scale.title or scale.has_grid or (is_other and self.chart.base)
        return c(
            "valAx",
            c("axId", val=own),
            c(
                "scaling",
                c("orientation", val="maxMin" if scale.is_reversed else "minMax"),
                c("max", val=number(scale.high)),
                c("min", val=number(scale.low)),
            ),
            c("delete", val=not is_seen),
            c("axPos", val=side),
            c("majorGridlines", stroked(self._grid)) if scale.has_grid else None,
            self._title(scale.title, side, scale.title_at),
            c("numFmt", formatCode=scale.format, sourceLinked=False),
            *self._ticks("out" if scale.is_shown else "none", labels),
            stroked(self.chart.base if is_other else own_line),
            self.letters.of_axis(muted),
            c("crossAx", val=cross),
            c("crosses", val="max" if at_end else "min" if is_scatter else "autoZero"),
            c(
                "crossBetween",
                val="midCat" if is_scatter or self.chart.kind == "line" else "between",
            ),
            c("majorUnit", val=number(scale.step)) if scale.step else None,
        )

    @property
    def _grid(self) -> Stroke:
        return Stroke(between(self.colours.paper, self.colours.muted, GRID), HAIRLINE)

    def _ticks(self, mark: str, labels: str) -> tuple[Xml, ...]:
        return (
            c("majorTickMark", val=mark),
            c("minorTickMark", val="none"),
            c("tickLblPos", val=labels),
        )

    def _title(self, text: str, side: str, at: tuple[float, float] | None) -> Xml | None:
        if not text:
            return None
        turn = {"rot": "0"} if side == "b" else UNTURNED
        rich = c("rich", self.letters.body(text, self.colours.muted, wraps=True, turn=turn))
        layout = None
        if at is not None:
            parts = at[0] / self.chart.width, at[1] / self.chart.height
            places = (
                c(name, val=number(round(part, 5))) for name, part in zip("xy", parts, strict=True)
            )
            edges = c("xMode", val="edge"), c("yMode", val="edge")
            layout = c("layout", c("manualLayout", *edges, *places))
        return c("title", c("tx", rich), layout, c("overlay", val=False))
