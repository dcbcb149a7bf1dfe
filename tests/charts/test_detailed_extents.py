"""Bars, boxes and dots of the new kinds stand where their numbers say."""

from __future__ import annotations

from itertools import groupby

import numpy as np
import pytest

from reportgen.charts import Block, Disc, Rule, Scene, lay_out
from reportgen.charts.box import MEDIAN
from reportgen.charts.scene import Polygon
from reportgen.config import read_config
from reportgen.document import Figure, Form
from reportgen.locales import Locale
from reportgen.pipeline import Computed, compute
from reportgen.resources import examples_folder
from reportgen.results import Classes, Combinations, Flow, Outliers


@pytest.fixture(scope="module")
def report() -> Computed:
    return compute(read_config(examples_folder() / "gallery"))


@pytest.fixture(params=[232.0, 440.0])
def width(request: pytest.FixtureRequest) -> float:
    return request.param


def drawn(report: Computed, name: str, locale: Locale, width: float) -> tuple[Figure, Scene]:
    figure = next(each for each in report.document.figures() if each.id == name)
    return figure, lay_out(figure, locale, report.theme, width)


def bars(scene: Scene) -> list[Block]:
    return [mark for mark in scene.marks if isinstance(mark, Block)]


def test_bars_of_a_histogram_are_as_high_as_their_counts(
    report: Computed, locale: Locale, width: float
) -> None:
    figure, scene = drawn(report, "years", locale, width)
    classes = figure.tabulation.detail
    assert isinstance(classes, Classes)
    counts = [row.estimates[0].count for row in figure.tabulation.rows]
    heights = [bar.height for bar in bars(scene)]
    assert np.array(heights) / max(heights) == pytest.approx(np.array(counts) / max(counts))
    # They stand on one line, side by side, between their limits on the axis.
    assert len({round(bar.y + bar.height, 6) for bar in bars(scene)}) == 1
    left = [bar.x for bar in bars(scene)]
    assert np.diff(left) == pytest.approx(np.full(len(left) - 1, left[1] - left[0]))


def test_panels_have_one_scale(report: Computed, locale: Locale, width: float) -> None:
    figure, scene = drawn(report, "hours_by_level", locale, width)
    shares = [row.estimates[place].value for place in range(3) for row in figure.tabulation.rows]
    heights = [bar.height for bar in bars(scene)]
    assert np.array(heights) / max(heights) == pytest.approx(np.array(shares) / max(shares))
    assert len({round(bar.y + bar.height, 3) for bar in bars(scene)}) == 3


def test_boxes_stand_on_the_scale(report: Computed, locale: Locale, width: float) -> None:
    figure, scene = drawn(report, "hours", locale, width)
    detail = figure.tabulation.detail
    assert isinstance(detail, Outliers)
    (row,) = figure.tabulation.rows
    places: list[float] = []
    numbers: list[float] = []
    medians = [mark for mark in scene.marks if isinstance(mark, Rule) and mark.thickness == MEDIAN]
    dots = [mark for mark in scene.marks if isinstance(mark, Disc)]
    by_row = [list(part) for _, part in groupby(dots, key=lambda dot: dot.y)]
    for column in range(3):
        box = bars(scene)[column]
        places += (box.x, box.x + box.width, medians[column].x)
        numbers += (
            row.measured(name)[column].value
            for name in ("lower_quartile", "upper_quartile", "median")
        )
        beyond = [float(number) for number in detail.values[0][column]]
        assert len(by_row[column]) <= len(beyond)
        places += (by_row[column][0].x, by_row[column][-1].x)
        numbers += (beyond[0], beyond[-1])
    slope, start = np.polyfit(numbers, places, 1)
    # Outliers nearer than a fraction of a point are one dot.
    assert np.abs(np.array(numbers) * slope + start - np.array(places)).max() < 0.7


def test_dots_of_a_matrix_are_those_of_the_combination(
    report: Computed, locale: Locale, width: float
) -> None:
    figure, scene = drawn(report, "tasks", locale, width)
    detail = figure.tabulation.detail
    assert isinstance(detail, Combinations)
    accent = report.theme.colours.accent
    dots = [mark for mark in scene.marks if isinstance(mark, Disc)]
    options = [row.option for row in detail.sets]
    columns = [list(part) for _, part in groupby(dots, key=lambda dot: round(dot.x, 3))]
    assert len(columns) == len([each for each in detail.members if each])
    for column, members in zip(columns, detail.members, strict=False):
        rows = sorted(column, key=lambda dot: dot.y)
        filled = {options[at] for at, dot in enumerate(rows) if dot.colour == accent}
        assert len(rows) == len(options)
        assert filled == set(members)
    counts = [row.estimates[0].count for row in figure.tabulation.rows]
    upright = [bar for bar in bars(scene) if bar.y + bar.height < dots[0].y and bar.height > 0]
    upright = [bar for bar in upright if bar.width < 25 and bar.x > columns[0][0].x - 20]
    heights = np.array([bar.height for bar in upright])
    assert heights / heights.max() == pytest.approx(np.array(counts) / max(counts))


def test_frames_of_a_flow_do_not_overlap_and_arrows_end_at_them(
    report: Computed, locale: Locale, width: float
) -> None:
    figure, scene = drawn(report, "respondents", locale, width)
    flow = figure.tabulation.detail
    assert isinstance(flow, Flow)
    with_losses = [stage for stage in flow.stages if stage.losses]
    arrows = [mark for mark in scene.marks if isinstance(mark, Polygon)]
    # One to each stage but the first, one to each box of losses, one to each item.
    assert len(arrows) == len(flow.stages) - 1 + len(with_losses) + len(flow.items)
    lines = [mark for mark in scene.marks if isinstance(mark, Rule)]
    for arrow in arrows:
        x, y = arrow.points[-1]  # the head
        assert any(
            (line.x == line.to_x == pytest.approx(x) and min(line.y, line.to_y) - 0.1 <= y
             <= max(line.y, line.to_y) + 0.1)
            or (line.y == line.to_y == pytest.approx(y) and min(line.x, line.to_x) - 0.1 <= x
                <= max(line.x, line.to_x) + 0.1)
            for line in lines
        )  # fmt: skip


def test_numbers_stand_for_what_the_ledger_says(
    report: Computed, locale: Locale, width: float
) -> None:
    for figure in report.document.figures():
        scene = lay_out(figure, locale, report.theme, width)
        for label in scene.labels:
            if label.estimate is not None:
                assert label.form in (Form.COUNT, Form.BASE, Form.VALUE, Form.PERCENT_LABEL)
                count = locale.integer(label.estimate.count).replace("\u2009", "\u00a0")
                if label.form is Form.COUNT:
                    assert count in label.line.text
