"""What each chart kind shows: where its marks stand, against the numbers that they stand for."""

import io
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, permutations

import numpy as np
import pytest
from PIL import Image

from reportgen.charts import Block, Disc, Label, Mark, Polygon, Polyline, Rule, Scene, draw, lay_out
from reportgen.charts.colours import contrast
from reportgen.charts.spreading import crosses, overlap, spread
from reportgen.document import Figure
from reportgen.errors import ReportError
from reportgen.locales import Locale, load_locale
from reportgen.results import Estimate
from reportgen.theme import Theme
from tests.charts.kinds import (
    ANSWERS,
    HARD,
    OPTIONS,
    PLAIN,
    REGIONS,
    SCALE,
    SEXES,
    STATEMENTS,
    WAVES,
    figure,
    plain,
    scale_of,
    tabulation,
)
from tests.charts.test_drawing import blurred, pdf_of

EN = load_locale("en")
Box = tuple[float, float, float, float]


def of_type(scene: Scene, kind: type[Mark], colour: str | None = None) -> list:
    return [mark for mark in scene.marks
            if isinstance(mark, kind) and colour in (None, mark.colour)]  # fmt: skip


def middle_of(mark: Disc | Polygon) -> tuple[float, float]:
    if isinstance(mark, Disc):
        return mark.x, mark.y
    across, down = zip(*mark.points, strict=True)
    return sum(across) / len(across), sum(down) / len(down)


def printed(scene: Scene) -> list[Estimate]:
    return [label.estimate for label in scene.labels if label.estimate]


def assert_linear(places: Sequence[float], values: Sequence[float]) -> None:
    """Places grow with values as a straight line does."""
    assert len(places) == len(values) > 2
    slope, start = np.polyfit(values, places, 1)
    assert slope > 0
    assert np.allclose(slope * np.array(values) + start, places, atol=1e-6)


def test_whiskers_of_bars_reach_from_limit_to_limit(theme: Theme) -> None:
    shown = PLAIN["bar with intervals"]()
    scene = lay_out(shown, EN, theme)
    bars = of_type(scene, Block, theme.colours.accent)
    lines = [rule for rule in of_type(scene, Rule, theme.colours.ink) if rule.y == rule.to_y]
    assert len(bars) == len(lines) == 6
    unit = bars[0].width / shown.tabulation.rows[0].estimates[0].value
    for row, bar, line in zip(shown.tabulation.rows, bars, lines, strict=True):
        interval = row.estimates[0].interval
        assert interval is not None
        assert line.x == pytest.approx(bar.x + interval.lower * unit)
        assert line.to_x == pytest.approx(bar.x + interval.upper * unit)
        assert line.y == pytest.approx(bar.y + bar.height / 2)
    without = lay_out(figure("bar", plain(())), EN, theme)
    assert of_type(without, Rule, theme.colours.ink) == []


def test_a_small_base_has_no_whisker(theme: Theme) -> None:
    small = tabulation([(OPTIONS[0], [(7, 12)]), (OPTIONS[1], [(70, 120)])])
    for chart in ("bar", "dot"):
        scene = lay_out(figure(chart, small, intervals=True), EN, theme)
        ink = theme.colours.ink if chart == "bar" else theme.colours.accent
        level = [rule for rule in of_type(scene, Rule, ink) if rule.y == rule.to_y]
        assert len(level) == 1
        assert "7/12" in [label.line.text for label in scene.labels]


@pytest.mark.parametrize("chart", ["bar", "dot"])
def test_panels_have_one_scale_and_the_same_rows(chart: str, theme: Theme) -> None:
    shown = figure(chart, plain(REGIONS, 4), panels=True)
    scene = lay_out(shown, EN, theme)
    values = [row.estimates[column].value for column in range(4) for row in shown.tabulation.rows]
    if chart == "bar":
        lengths = [bar.width for bar in of_type(scene, Block, theme.colours.accent)]
    else:
        zeros = sorted({rule.x for rule in of_type(scene, Rule, theme.colours.muted)
                        if rule.x == rule.to_x and rule.to_y - rule.y > 20
                        and rule.thickness > 0.3})  # fmt: skip
        dots = of_type(scene, Disc, theme.colours.accent)
        lengths = [min(dot.x - zero for zero in zeros if zero <= dot.x) for dot in dots]
    assert np.allclose(np.array(lengths) / lengths[0], np.array(values) / values[0])
    titles = [label for label in scene.labels if label.line.runs[0].face.weight == 700]
    assert [title.line.text for title in titles] == [name for _, name in REGIONS]
    assert [group.heading for group in scene.groups[::4]] == [name for _, name in REGIONS]


def test_dots_of_groups_lie_on_one_scale_in_their_rows(theme: Theme) -> None:
    shown = PLAIN["dot of groups"]()
    scene = lay_out(shown, EN, theme)
    markers = [mark for mark in scene.marks if isinstance(mark, Disc | Polygon)][4:]  # the legend's
    values = [each.value for row in shown.tabulation.rows for each in row.estimates[:-1]]
    places = [middle_of(mark) for mark in markers]
    assert_linear([x for x, _ in places], values)
    assert [y for _, y in places] == sorted(y for _, y in places)
    assert len({type(mark).__name__ + str(len(getattr(mark, "points", ())))
                for mark in markers[:4]}) >= 3  # fmt: skip


def test_the_values_of_a_dumbbell_stand_outside_its_dots(theme: Theme) -> None:
    shown = PLAIN["dumbbell"]()
    scene = lay_out(shown, EN, theme)
    markers = [mark for mark in scene.marks if isinstance(mark, Disc | Polygon)][2:]
    labels = [label for label in scene.labels if label.estimate]
    for row, at in zip(shown.tabulation.rows, range(0, 12, 2), strict=True):
        low, high = sorted(middle_of(mark)[0] for mark in markers[at : at + 2])
        left, right = labels[at : at + 2]
        assert left.x + left.line.width < low <= high < right.x
        assert sorted((left.estimate.value, right.estimate.value)) == [
            left.estimate.value,
            right.estimate.value,
        ]
        assert {left.estimate, right.estimate} == set(row.estimates[:2])
    # No difference is computed: what is printed are the estimates of the tabulation.
    assert set(printed(scene)) <= set(shown.tabulation.estimates)


def test_a_slope_has_a_line_for_each_row_over_the_categories(theme: Theme) -> None:
    shown = PLAIN["slope"]()
    scene = lay_out(shown, EN, theme)
    lines = of_type(scene, Polyline)
    assert [len(line.points) for line in lines] == [4] * 6
    heights = [-y for line in lines for _, y in line.points]
    values = [each.value for row in shown.tabulation.rows for each in row.estimates[:-1]]
    assert_linear(heights, values)
    xs = {round(x, 6) for line in lines for x, _ in line.points}
    assert len(xs) == 4
    ends = [each for row in shown.tabulation.rows for each in (row.estimates[0], row.estimates[3])]
    assert set(ends) <= set(printed(scene))


def test_a_slope_is_broken_where_a_value_is_missing(theme: Theme) -> None:
    cells = [(30, 100), (40, 100), (0, 0), (35, 100), (45, 100), (37, 100)]
    shown = tabulation([(OPTIONS[0], cells)], [*WAVES, ("2026年", "2026")])
    scene = lay_out(figure("slope", shown), EN, theme)
    assert [len(line.points) for line in of_type(scene, Polyline)] == [2, 2]
    markers = [mark for mark in scene.marks if isinstance(mark, Disc | Polygon)]
    assert len(markers) == 4


def test_the_values_within_a_slope_lie_on_no_line(theme: Theme) -> None:
    scene = lay_out(PLAIN["slope"](), EN, theme)
    xs = sorted({round(x, 3) for line in of_type(scene, Polyline) for x, _ in line.points})
    within = [label for label in scene.labels if label.estimate
              and xs[0] < label.x + label.line.width / 2 < xs[-1]]  # fmt: skip
    assert within
    for label in within:
        box = label.x, label.y - 0.7 * 8.5, label.x + label.line.width, label.y
        for line in of_type(scene, Polyline):
            assert not any(crosses(*pair, box) for pair in pairwise(line.points))


def test_cells_are_darker_the_greater_the_share_and_can_be_read(theme: Theme) -> None:
    shown = PLAIN["heat_map"]()
    scene = lay_out(shown, EN, theme)
    values = [each.value for row in shown.tabulation.rows for each in row.estimates[:-1]]
    cells = of_type(scene, Block)[: len(values)]
    shades = [contrast(cell.colour, theme.colours.paper) for cell in cells]
    order = np.argsort(values)
    assert all(shades[one] <= shades[other] for one, other in pairwise(order))
    numbers = [label for label in scene.labels if label.estimate]
    assert [label.estimate.value for label in numbers] == values
    for label, cell in zip(numbers, cells, strict=True):
        assert contrast(label.colour, cell.colour) >= 4.5
        assert cell.x <= label.x <= label.x + label.line.width <= cell.x + cell.width


def diverging(neutral_at: str = "middle") -> Figure:
    shown = scale_of(ANSWERS, STATEMENTS, SCALE)
    return figure("diverging_bar", shown, neutral_at=neutral_at)


def segments(scene: Scene, row: int) -> list[Block]:
    """The rectangles of a bar, from left to right; the legend's are above."""
    bars = [block for block in of_type(scene, Block) if block.height > 10]
    heights = sorted({round(bar.y, 3) for bar in bars})
    own = [bar for bar in bars if round(bar.y, 3) == heights[row]]
    return sorted(own, key=lambda bar: bar.x)


@pytest.mark.parametrize("row", range(5))
def test_a_diverging_bar_has_half_of_the_neutral_on_each_side(row: int, theme: Theme) -> None:
    scene = lay_out(diverging(), EN, theme)
    counts = ANSWERS[row]
    bars = segments(scene, row)
    assert len(bars) == 6
    unit = bars[3].width / counts[3]
    assert [bar.width / unit for bar in bars] == pytest.approx(list(counts))
    zeros = [rule for rule in of_type(scene, Rule, theme.colours.muted)
             if rule.x == rule.to_x and rule.to_y - rule.y > 60]  # fmt: skip
    assert len(zeros) == 1
    assert zeros[0].x == pytest.approx(bars[2].x + bars[2].width / 2)
    for one, other in pairwise(bars[:5]):
        assert other.x == pytest.approx(one.x + one.width)
    assert bars[5].x > bars[4].x + bars[4].width + 20  # don't know stands apart


def test_the_neutral_option_may_stand_apart(theme: Theme) -> None:
    scene = lay_out(diverging("right"), EN, theme)
    starts = [segments(scene, row)[4].x for row in range(5)]
    assert starts == pytest.approx([starts[0]] * 5)  # one line of their own
    for row in range(5):
        bars = segments(scene, row)
        zero = bars[1].x + bars[1].width
        assert bars[2].x == pytest.approx(zero)
        assert bars[4].width / bars[3].width == pytest.approx(ANSWERS[row][2] / ANSWERS[row][4])


def test_the_totals_of_both_sides_are_printed_bold_and_told(theme: Theme) -> None:
    scene = lay_out(diverging(), EN, theme)
    bold = [label for label in scene.labels if label.line.runs[0].face.weight == 700]
    # By hand: (41 + 133) / 3883 and (1901 + 1001) / 3883.
    assert [label.line.text for label in bold[:2]] == ["4.5%", "74.7%"]
    assert len(bold) == 10
    told = draw(diverging(), EN, theme, ()).alternative
    assert "negative in all 4.5%, positive in all 74.7%" in told
    assert [value.is_total for value in scene.groups[0].values] == [False] * 6 + [True] * 2


def test_the_legend_and_the_alternative_go_from_left_to_right(theme: Theme) -> None:
    scene = lay_out(diverging(), EN, theme)
    names = [value.name for value in scene.groups[0].values[:6]]
    assert names == [english for _, english in SCALE]
    apart = lay_out(diverging("right"), EN, theme)
    assert [value.name for value in apart.groups[0].values[:6]] == [
        "Strongly disagree", "Disagree", "Agree", "Strongly agree", "Neutral", "Don’t know",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("chart", "shown", "message"),
    [
        ("diverging_bar", plain(()), "direction of the scale"),
        ("heat_map", plain(()), "needs a breakdown"),
        ("slope", plain(()), "needs a breakdown"),
        ("dumbbell", plain(()), "needs a breakdown"),
        ("dumbbell", plain(REGIONS), "this breakdown has 4"),
    ],
)
def test_what_a_kind_cannot_show_is_refused(
    chart: str, shown: object, message: str, theme: Theme
) -> None:
    with pytest.raises(ReportError, match=message):
        draw(figure(chart, shown), EN, theme, ())  # type: ignore[arg-type]


def test_panels_without_a_breakdown_are_refused(theme: Theme) -> None:
    with pytest.raises(ReportError, match="needs a breakdown"):
        draw(figure("bar", plain(()), panels=True), EN, theme, ())


def test_what_is_suppressed_is_drawn_and_told_nowhere(theme: Theme) -> None:
    base = tabulation([(OPTIONS[0], [(333, 1000)] * 3), (OPTIONS[1], [(500, 1000)] * 3)], SEXES)
    for chart in ("grouped_bar", "dot", "dumbbell", "heat_map", "slope"):
        scene = lay_out(figure(chart, base), EN, theme)
        told = draw(figure(chart, base), EN, theme, ()).alternative
        assert "33" not in told
        assert not any("33" in label.line.text for label in scene.labels)


@pytest.mark.parametrize("name", PLAIN)
def test_marks_stand_within_the_chart_at_every_width(name: str, theme: Theme) -> None:
    for width in (232.0, 480.0):
        scene = lay_out(PLAIN[name](), EN, theme, width)
        for mark in scene.marks:
            for x, y in points(mark):
                assert -0.01 <= x <= width + 0.01, mark
                assert -0.01 <= y <= scene.height + 0.01, mark


@pytest.mark.parametrize("name", HARD)
def test_marks_of_hard_figures_stand_within_the_chart(name: str, theme: Theme) -> None:
    scene = lay_out(HARD[name](), EN, theme, 232.0)
    for mark in scene.marks:
        for x, y in points(mark):
            assert -0.01 <= x <= scene.width + 0.01, mark
            assert -0.01 <= y <= scene.height + 0.01, mark


def points(mark: Mark) -> list[tuple[float, float]]:
    match mark:
        case Block(x, y, width, height):
            return [(x, y), (x + width, y + height)]
        case Disc(x, y, radius):
            return [(x - radius, y - radius), (x + radius, y + radius)]
        case Rule(x, y, to_x, to_y):
            return [(x, y), (to_x, to_y)]
        case Polyline(found) | Polygon(found):
            return list(found)
        case Label(x, y):
            return [(x + mark.line.lead, y), (x + mark.line.width - mark.line.trail, y)]


@pytest.mark.parametrize("name", ["dot of groups", "dumbbell", "slope"])
def test_no_number_lies_under_a_marker(name: str, locale: Locale, theme: Theme) -> None:
    for width in (232.0, 408.0):
        scene = lay_out(PLAIN[name](), locale, theme, width)
        marks = [mark for mark in scene.marks if isinstance(mark, Disc | Polygon)]
        for label in scene.labels:
            top, right = label.y - 0.7 * 8.5, label.x + label.line.width
            box = label.x + 0.2, top + 0.2, right - 0.2, label.y - 0.2
            for mark in marks:
                (left, upper), *_, (end, lower) = bounds(points(mark))
                assert not overlap(box, (left, upper, end, lower)), (label.line.text, mark)


def bounds(found: list[tuple[float, float]]) -> list[tuple[float, float]]:
    across, down = zip(*found, strict=True)
    return [(min(across), min(down)), (max(across), max(down))]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ([10, 50, 90], [10, 50, 90]),
        ([50, 50], [45, 55]),
        ([0, 0, 0], [5, 15, 25]),
        ([100, 100], [85, 95]),
        ([50, 49, 80], [54.5, 44.5, 80]),
    ],
)
def test_labels_are_spread_by_hand(wanted: list[float], found: list[float]) -> None:
    assert spread(wanted, [10] * len(wanted), 0, 100) == pytest.approx(found)


def test_labels_are_spread_as_little_as_can_be() -> None:
    """Against the least squares of all places on a grid."""
    random = np.random.default_rng(5)
    grid = np.arange(4, 57)
    for _ in range(20):
        wanted, heights = random.uniform(0, 60, 3), np.array([8.0, 12.0, 8.0])
        found = np.array(spread(list(wanted), list(heights), 0, 60))
        order = np.argsort(wanted)
        assert is_apart(found[order], heights[order])
        costs = [
            sum((np.array(places) - wanted) ** 2)
            for places in permutations(grid[::2], 3)
            if is_apart(np.array(places)[order], heights[order])
            and all(6 <= place <= 54 for place in places)
        ]
        assert sum((found - wanted) ** 2) <= min(costs) + 1e-6


def is_apart(middles: np.ndarray, heights: np.ndarray) -> bool:
    gaps = np.diff(middles) - (heights[:-1] + heights[1:]) / 2
    return bool((gaps >= -1e-9).all())


@pytest.mark.parametrize("name", ["stacked_bar of items", "grouped_bar with intervals",
                                  "diverging_bar with all apart"])  # fmt: skip
def test_patterns_look_alike_in_the_pdf_and_in_the_png(name: str, theme: Theme) -> None:
    tokens = theme.charts.model_copy(update={"patterns": True})
    patterned = theme.model_copy(update={"charts": tokens})
    drawing = draw(PLAIN[name](), EN, patterned)
    page = pdf_of(drawing.svg, drawing.width, drawing.height)[0].render(scale=300 / 72).to_pil()
    size = (round(drawing.width / 2), round(drawing.height / 2))
    picture = Image.open(io.BytesIO(drawing.png))
    difference = np.abs(blurred(page, *size) - blurred(picture, *size))
    assert difference.mean() < 3.0
    plain_one = Image.open(io.BytesIO(draw(PLAIN[name](), EN, theme, ("png",)).png))
    assert np.abs(blurred(picture, *size) - blurred(plain_one, *size)).mean() > 1.0


def test_a_number_in_a_pattern_stands_on_plain_colour(theme: Theme) -> None:
    tokens = theme.charts.model_copy(update={"patterns": True})
    scene = lay_out(
        PLAIN["stacked_bar of items"](), EN, theme.model_copy(update={"charts": tokens})
    )
    numbers = [label for label in scene.labels if label.estimate]
    patterned = [block for block in of_type(scene, Block) if block.pattern]
    plates = [block for block in of_type(scene, Block) if not block.pattern]
    for label in numbers:
        box = (label.x, label.y - 0.68 * 8.5, label.x + label.line.width, label.y)
        if not any(overlap(box, edges(block)) for block in patterned):
            continue
        assert any(
            plate.x <= box[0] and plate.y <= box[1] and box[2] <= plate.x + plate.width
            and box[3] <= plate.y + plate.height
            for plate in plates
        ), label.line.text  # fmt: skip


def edges(block: Block) -> Box:
    return block.x, block.y, block.x + block.width, block.y + block.height


def test_slack_goes_between_the_rows(theme: Theme) -> None:
    for name in ("bar with intervals", "dot", "diverging_bar", "heat_map", "slope"):
        shown = PLAIN[name]()
        tight = lay_out(shown, EN, theme)
        loose = lay_out(shown, EN, theme, height=tight.height + 30)
        assert loose.height == pytest.approx(tight.height + 30)
        lowest = [max(label.y for label in scene.labels) for scene in (tight, loose)]
        assert lowest[1] - lowest[0] == pytest.approx(30, abs=1), name


def test_rows_of_one_item_and_of_several_are_told_apart_in_a_slope(theme: Theme) -> None:
    rows = [(OPTIONS[at], [(30 + at, 100)] * 5) for at in range(4)]
    shown = tabulation(rows, WAVES, [("甲题", "Item A"), ("乙题", "Item B")])
    scene = lay_out(figure("slope", shown), EN, theme)
    assert [group.label for group in scene.groups][::2] == [
        "Item A (Lack of experts)", "Item B (Imperfect product function)",
    ]  # fmt: skip
    assert replace(scene.groups[0], values=()).heading is None
