"""A figure of the document → SVG, PNG and alternative text, all from one layout."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from reportgen.charts.alternative import alternative
from reportgen.charts.scene import Scene
from reportgen.charts.style import Style
from reportgen.document import Figure, Form, Number
from reportgen.locales import Locale
from reportgen.registry import Registry
from reportgen.results import Tabulation
from reportgen.theme import Theme

if TYPE_CHECKING:
    from reportgen.errors import Place

ChartKind: TypeAlias = Callable[[Tabulation, Style], Scene]
"""What a chart kind is: a function that lays a tabulation out in a style."""

CHARTS: Registry[ChartKind] = Registry(
    "unknown-chart-kind",
    {
        "bar": "reportgen.charts.bar",
        "grouped_bar": "reportgen.charts.grouped_bar",
        "stacked_bar": "reportgen.charts.stacked_bar",
    },
    group="reportgen.charts",
)
FORMATS = ("svg", "png")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn chart. Width and height are in points; a format that was not asked for is empty.

    The SVG is an <svg> element whose text is text in the theme's display faces: whatever shows
    it has to know these families. `alternative` tells the chart to those who cannot see it.
    """

    svg: bytes
    png: bytes
    width: float
    height: float
    alternative: str
    numbers: tuple[Number, ...] = ()
    """The numbers that it prints; one for which there was no room is in `alternative` only."""


def draw(
    figure: Figure,
    locale: Locale,
    theme: Theme,
    formats: Collection[str] = FORMATS,
    place: Place | None = None,
    width: float | None = None,
) -> Drawing:
    """Return a figure drawn in one language, in the formats asked for: svg, png or none.

    `width` is in points; without it the drawing has that of the theme's charts.

    Raises ReportError for an unknown chart kind, for a tabulation that the kind cannot show, and
    for a character that no font of the charts has.
    """
    style = Style(locale, theme, width or theme.charts.width)
    scene = CHARTS.call(figure.chart, figure.tabulation, style, gives=Scene, place=place)
    text = alternative(figure.chart, scene.groups, locale, scene.name)
    svg = png = b""
    if formats:
        from reportgen.charts import paint  # matplotlib takes most of a second to import

        svg = paint.svg(scene, text) if "svg" in formats else b""
        png = paint.png(scene, theme.colours.paper) if "png" in formats else b""
    printed = (label.estimate for label in scene.labels)
    numbers = tuple(Number(found, Form.PERCENT_LABEL) for found in printed if found)
    return Drawing(svg, png, scene.width, scene.height, text, numbers)
