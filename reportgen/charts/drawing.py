"""A figure of the document → SVG, PNG and alternative text, all from one layout."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from reportgen.charts.alternative import alternative
from reportgen.charts.scene import Scene
from reportgen.charts.style import DOT, Style
from reportgen.document import Figure, Number
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
        "box": "reportgen.charts.box",
        "diverging_bar": "reportgen.charts.diverging_bar",
        "dot": "reportgen.charts.dot",
        "dumbbell": "reportgen.charts.dumbbell",
        "flow": "reportgen.charts.flow",
        "grouped_bar": "reportgen.charts.grouped_bar",
        "heat_map": "reportgen.charts.heat_map",
        "histogram": "reportgen.charts.histogram",
        "slope": "reportgen.charts.slope",
        "stacked_bar": "reportgen.charts.stacked_bar",
        "upset": "reportgen.charts.upset",
    },
    group="reportgen.charts",
)
FORMATS = ("svg", "png")
"""What a figure is drawn as by default; `outlines` has to be asked for."""


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
    outlines: bytes = b""
    """An SVG file whose letters are shapes, for what doesn't know the families."""


def draw(
    figure: Figure,
    locale: Locale,
    theme: Theme,
    formats: Collection[str] = FORMATS,
    place: Place | None = None,
    width: float | None = None,
    height: float = 0.0,
) -> Drawing:
    """Return a figure drawn in one language, in the formats asked for: svg, png, outlines.

    `width` is in points; without it the drawing has that of the theme's charts. It is `height`
    points high at least: that of the language in which it needs the most.

    Raises ReportError for an unknown chart kind, for a tabulation that the kind cannot show, and
    for a character that no font of the charts has.
    """
    scene = lay_out(figure, locale, theme, width, height, place)
    text = alternative(figure.chart, scene.groups, locale, scene.name)
    svg = png = outlines = b""
    if formats:
        from reportgen.charts import paint  # matplotlib takes most of a second to import

        svg = paint.svg(scene, text) if "svg" in formats else b""
        png = paint.png(scene, theme.colours.paper) if "png" in formats else b""
        outlines = paint.outlines(scene) if "outlines" in formats else b""
    numbers = tuple(Number(label.estimate, label.form) for label in scene.labels if label.estimate)
    return Drawing(svg, png, scene.width, scene.height, text, numbers, outlines)


def lay_out(
    figure: Figure,
    locale: Locale,
    theme: Theme,
    width: float | None = None,
    height: float = 0.0,
    place: Place | None = None,
) -> Scene:
    """Return a figure laid out in one language, `height` points high at least.

    What it has more than it needs goes between its rows, if its kind has rows, else below them.
    """
    style = Style(locale, theme, width or theme.charts.width, figure.options, place=place)

    def scene(slack: float = 0.0) -> Scene:
        slackened = replace(style, slack=slack)
        return CHARTS.call(figure.chart, figure.tabulation, slackened, gives=Scene, place=place)

    found = scene()
    if found.height >= height:
        return found
    spread = scene(height - found.height)
    return replace(spread if spread.height <= height + DOT else found, height=height)


def height_in_all(
    figure: Figure,
    locales: Iterable[Locale],
    theme: Theme,
    width: float | None = None,
    place: Place | None = None,
) -> float:
    """The height that a figure needs in the language in which it needs the most, in points."""
    return max(lay_out(figure, locale, theme, width, place=place).height for locale in locales)
