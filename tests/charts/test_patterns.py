import io
from math import hypot

import numpy as np
import pytest
from PIL import Image

from reportgen.charts import Block, Hatch, Pattern, Polygon, Polyline, Scene
from reportgen.charts.paint import png, svg
from reportgen.charts.patterns import strokes

WIDE = (10.0, 5.0, 60.0, 20.0)


def block(hatch: Hatch, box: tuple[float, float, float, float] = WIDE) -> Block:
    return Block(*box, "#1f4a73", Pattern(hatch, "#ffffff"))


@pytest.mark.parametrize("hatch", Hatch)
@pytest.mark.parametrize("box", [WIDE, (3.3, 7.7, 1.5, 9.0), (0.0, 0.0, 200.0, 6.0)])
def test_lines_of_a_pattern_lie_within_the_rectangle(
    hatch: Hatch, box: tuple[float, float, float, float]
) -> None:
    left, top, width, height = box
    for line in strokes(block(hatch, box)):
        for x, y in line:
            assert left - 1e-9 <= x <= left + width + 1e-9
            assert top - 1e-9 <= y <= top + height + 1e-9


@pytest.mark.parametrize(
    ("hatch", "down", "across"),
    [(Hatch.LEVEL, 0, 1), (Hatch.UPRIGHT, 1, 0), (Hatch.RISING, -1, 1), (Hatch.FALLING, 1, 1)],
)
def test_lines_run_as_their_name_says(hatch: Hatch, down: int, across: int) -> None:
    found = strokes(block(hatch))
    assert len(found) >= 4
    for (x, y), (to_x, to_y) in found:
        long = hypot(to_x - x, to_y - y)
        if long < 1:
            continue  # a corner
        scale = hypot(down, across)
        assert abs((to_y - y) / long) == pytest.approx(abs(down) / scale)
        assert (to_y - y) * (to_x - x) * down * across >= 0


def test_a_rectangle_without_pattern_or_extent_has_no_lines() -> None:
    assert strokes(Block(*WIDE, "#1f4a73")) == ()
    assert strokes(block(Hatch.RISING, (0.0, 0.0, 0.0, 9.0))) == ()


def scene_of(*marks: Block | Polygon | Polyline) -> Scene:
    return Scene(80.0, 30.0, marks, ())


def test_a_pattern_is_vector_in_the_svg_and_needs_no_reference() -> None:
    drawn = svg(scene_of(block(Hatch.CROSSED)), "x").decode()
    assert "url(" not in drawn
    assert drawn.count("<path") == 3  # the paper, the rectangle, all of its lines
    assert "stroke: #ffffff" in drawn


@pytest.mark.parametrize("hatch", Hatch)
def test_a_pattern_covers_a_part_of_the_rectangle_in_the_png(hatch: Hatch) -> None:
    image = Image.open(io.BytesIO(png(scene_of(block(hatch)), "#ffffff"))).convert("L")
    scale = 300 / 72
    inside = image.crop(tuple(round(at * scale) for at in (12, 6, 68, 24)))
    light = (np.asarray(inside) > 150).mean()
    assert 0.08 < light < 0.5


def test_shapes_are_drawn_where_they_are() -> None:
    triangle = Polygon(((10, 5), (30, 5), (10, 25)), "#000000")
    line = Polyline(((50, 5), (70, 25), (50, 25)), "#000000", 1)
    image = Image.open(io.BytesIO(png(scene_of(triangle, line), "#ffffff"))).convert("L")
    scale = 300 / 72

    def dot(x: float, y: float) -> int:
        return image.getpixel((round(x * scale), round(y * scale)))

    assert dot(13, 10) == 0
    assert dot(28, 22) == 255
    assert dot(60, 15) < 60  # on the line
    assert dot(55, 20) == 255  # it is not filled
