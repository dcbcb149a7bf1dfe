from itertools import combinations, pairwise
from math import sqrt

import pytest

from reportgen.charts.colours import contrast, legible, ramp, scale, series
from reportgen.resources import examples_folder
from reportgen.theme import Theme, load_theme, read_theme
from tests.charts.colour_vision import DEFICIENCIES, distance, lab, lightness

TOLD_APART = 20.0
"""Between two series in CIELAB; one that is just seen side by side is about 2.3."""
STEP = 8.0
"""Between two series in print with black ink, in L*."""
THEMES = ("journal", "report", "harbour")


@pytest.fixture(params=THEMES)
def look(request: pytest.FixtureRequest) -> Theme:
    if request.param == "harbour":
        return read_theme("harbour", project=examples_folder() / "harbour-society").theme
    return load_theme(request.param)


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_series_are_told_apart_by_everyone(look: Theme, deficiency: str) -> None:
    for one, other in combinations(look.colours.series, 2):
        assert distance(one, other, deficiency) >= TOLD_APART, (one, other)


def test_series_are_told_apart_in_print_with_black_ink(look: Theme) -> None:
    for one, other in combinations(look.colours.series, 2):
        assert abs(lightness(one) - lightness(other)) >= STEP, (one, other)


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_the_two_ends_of_a_scale_are_told_apart_by_everyone(look: Theme, deficiency: str) -> None:
    for number in (2, 4, 5):
        colours = scale(look.colours.scale, number)
        for one, other in combinations(colours, 2):
            assert distance(one, other, deficiency) >= TOLD_APART * 0.9, (one, other)


def test_steps_of_a_scale_are_seen_in_print_with_black_ink(look: Theme) -> None:
    for number in (2, 3, 4, 5):
        for one, other in pairwise(scale(look.colours.scale, number)):
            assert abs(lightness(one) - lightness(other)) >= STEP, (number, one, other)


def test_a_share_is_darker_the_greater_it_is(look: Theme) -> None:
    tokens = look.colours
    shades = [lightness(ramp(tokens.paper, tokens.accent, share / 20)) for share in range(21)]
    assert all(after < before for before, after in pairwise(shades))
    assert shades[0] - shades[-1] > 50
    assert lightness(tokens.paper) - shades[0] > 2  # a cell of 0% is seen on paper


def test_the_number_in_a_cell_can_be_read(look: Theme) -> None:
    tokens = look.colours
    for share in range(101):
        fill = ramp(tokens.paper, tokens.accent, share / 100)
        assert contrast(legible(fill, tokens.ink, tokens.paper), fill) >= 4.5, share


def test_the_number_in_a_segment_can_be_read(look: Theme) -> None:
    tokens = look.colours
    for number in range(1, 11):
        for fill in (*scale(tokens.scale, number), *series(tokens.series, number)):
            assert contrast(legible(fill, tokens.ink, tokens.paper), fill) >= 4.5, fill


def test_series_beyond_the_palette_are_tints_of_it(look: Theme) -> None:
    number = len(look.colours.series)
    for first, again in zip(look.colours.series, series(look.colours.series, 2 * number)[number:],
                            strict=True):  # fmt: skip
        assert lightness(again) > lightness(first)


@pytest.mark.parametrize(
    ("colour", "found"),
    [
        # From tables of the sRGB primaries in CIELAB (D65).
        ("#ffffff", (100.0, 0.0, 0.0)),
        ("#ff0000", (53.24, 80.09, 67.20)),
        ("#00ff00", (87.73, -86.18, 83.18)),
        ("#0000ff", (32.30, 79.19, -107.86)),
    ],
)
def test_the_measure_itself(colour: str, found: tuple[float, float, float]) -> None:
    assert lab(colour) == pytest.approx(found, abs=0.1)


def test_red_and_green_are_alike_to_a_deuteranope() -> None:
    red, green = "#c0504d", "#7a8a3c"
    assert distance(red, green, "deuteranopia") < distance(red, green) / 2
    assert distance("#000000", "#ffffff") == pytest.approx(sqrt(100**2), abs=0.1)
