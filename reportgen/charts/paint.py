"""A chart laid out → SVG and PNG, by matplotlib. Only this module knows it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from xml.sax.saxutils import quoteattr

import matplotlib as mpl
import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, PathPatch, Rectangle
from matplotlib.patches import Polygon as Shape
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D
from PIL import Image

from reportgen.charts.lettering import NO_BREAK_SPACE, Run
from reportgen.charts.patterns import strokes
from reportgen.charts.scene import Block, Disc, Label, Mark, Polygon, Polyline, Rule, Scene

POINTS_PER_INCH = 72
DOTS_PER_INCH = 300
SETTINGS: Any = {
    "svg.fonttype": "none",  # text stays text: it can be found and read aloud
    "svg.hashsalt": "reportgen",
    "text.hinting": "none",  # so that widths in the picture are those of the layout
    "text.parse_math": False,  # a $ is a dollar
    "path.simplify": False,
}
NO_METADATA = ("Creator", "Date", "Format", "Type")
COMPRESSION = 4
UPPERMOST = 1_000_000
HEAD = re.compile(rb"^.*?(?=<svg)|<metadata>.*?</metadata>|<defs>\s*</defs>", re.DOTALL)
IDS = re.compile(rb' id="[^"]*"')


def svg(scene: Scene, description: str) -> bytes:
    """Return the chart as an <svg> element that may stand in a page or alone in a file."""
    with settings():
        stream = io.BytesIO()
        figure_of(scene).savefig(
            stream, format="svg", metadata=dict.fromkeys(NO_METADATA), facecolor="none"
        )
    return _tidy(stream.getvalue(), description)


def outlines(scene: Scene) -> bytes:
    """Return the chart as an SVG file that needs no font: its letters are shapes."""
    with settings(), mpl.rc_context({"svg.fonttype": "path"}):
        stream = io.BytesIO()
        figure_of(scene).savefig(
            stream, format="svg", metadata=dict.fromkeys(NO_METADATA), facecolor="none"
        )
    return stream.getvalue()


def png(scene: Scene, paper: str) -> bytes:
    """Return the chart as a PNG at 300 dots per inch, on paper of that colour."""
    with settings():
        figure = figure_of(scene)
        figure.set_facecolor(paper)
        figure.set_dpi(DOTS_PER_INCH)
        canvas: Any = FigureCanvasAgg(figure)  # matplotlib gives its canvas no types
        canvas.draw()
    drawn = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
    stream = io.BytesIO()
    # Most of the time goes into packing: harder gains a fiftieth in size, and costs a fifth more.
    drawn.save(stream, "PNG", dpi=(DOTS_PER_INCH, DOTS_PER_INCH), compress_level=COMPRESSION)
    return stream.getvalue()


def figure_of(scene: Scene) -> Figure:
    """Return the chart as a matplotlib figure, its artists placed in points."""
    size = (scene.width / POINTS_PER_INCH, scene.height / POINTS_PER_INCH)
    figure = Figure(figsize=size, dpi=POINTS_PER_INCH)
    # The layout counts y from the top, matplotlib from the bottom.
    points = Affine2D().scale(1, -1).translate(0, scene.height).scale(1 / POINTS_PER_INCH)
    for place, artist in enumerate(_artists(scene.marks)):
        # Marks lie over those before them, and text over all.
        artist.set_zorder(place + (UPPERMOST if isinstance(artist, Text) else 0))
        artist.set_transform(points + figure.dpi_scale_trans)
        figure.add_artist(artist)
    return figure


def _artists(marks: tuple[Mark, ...]) -> Iterator[Artist]:
    for mark in marks:
        match mark:
            case Block(x, y, width, height, colour):
                if width:
                    yield Rectangle((x, y), width, height, facecolor=colour, linewidth=0)
                    yield from _pattern(mark)
            case Disc(x, y, radius, colour):
                yield Circle((x, y), radius, facecolor=colour, linewidth=0)
            case Rule(x, y, to_x, to_y, colour, thickness):
                yield Line2D(
                    (x, to_x), (y, to_y), color=colour, linewidth=thickness, solid_capstyle="butt"
                )
            case Polyline(points, colour, thickness):
                across, down = zip(*points, strict=True)
                yield Line2D(
                    across, down, color=colour, linewidth=thickness, solid_joinstyle="round"
                )
            case Polygon(points, colour):
                yield Shape(points, closed=True, facecolor=colour, linewidth=0)
            case _:
                along = 0.0
                for run in mark.line.runs:
                    x, y = (0.0, -along) if mark.is_turned else (along, 0.0)
                    yield _text(run, mark.x + x, mark.y + y, mark)
                    along += run.width


def _pattern(block: Block) -> Iterator[Artist]:
    """The lines of a rectangle's pattern, as one path: they are cut, so nothing need clip them."""
    lines = strokes(block)
    if block.pattern is None or not lines:
        return
    points = [point for line in lines for point in line]
    path = Path(points, [Path.MOVETO, Path.LINETO] * len(lines))
    colour, thickness = block.pattern.colour, block.pattern.thickness
    yield PathPatch(path, fill=False, edgecolor=colour, linewidth=thickness, capstyle="butt")


def _text(run: Run, x: float, y: float, label: Label) -> Text:
    # The file is named, so that nothing depends on the fonts that matplotlib finds installed;
    # the families are for the SVG.
    font = FontProperties(
        family=list(run.families), weight=run.face.weight, size=run.size, fname=str(run.face.path)
    )
    # WeasyPrint drops a plain space that begins a piece of text in an SVG, and moves the rest left.
    text = NO_BREAK_SPACE + run.text[1:] if run.text.startswith(" ") else run.text
    return Text(
        x, y, text, color=label.colour, fontproperties=font, verticalalignment="baseline",
        rotation=90 if label.is_turned else 0, rotation_mode="anchor",
    )  # fmt: skip


@contextmanager
def settings() -> Iterator[None]:
    """matplotlib's own defaults and ours: a user's matplotlibrc must not change a report."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(SETTINGS)
        yield


def _tidy(source: bytes, description: str) -> bytes:
    """Return the <svg> element alone, without ids, which would clash in a page of several."""
    text = IDS.sub(b"", HEAD.sub(b"", source))
    # WeasyPrint splits the families at commas and does not take off a space before a quote.
    text = text.replace(b"', '", b"','")
    label = f'<svg role="img" aria-label={quoteattr(description)}'.encode()
    return text.replace(b"<svg", label, 1)
