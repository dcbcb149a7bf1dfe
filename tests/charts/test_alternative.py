from dataclasses import replace

import pytest

from reportgen.charts import draw
from reportgen.charts.alternative import alternative
from reportgen.charts.scene import Group, Value
from reportgen.document import Figure
from reportgen.errors import ReportError
from reportgen.locales import Locale, load_locale
from reportgen.results import Base, Estimate
from reportgen.theme import Theme


def estimate(count: int, base: int) -> Estimate:
    return Estimate("s", "q", "a", (), count, Base(base), count / base)


PLAIN = (
    Group("缺乏专家", (Value(None, estimate(3002, 6347)),)),
    Group("≥20", (Value(None, estimate(7, 12)),)),
)
SETS = (Group("A", (Value("x", estimate(1, 40)), Value("y", estimate(1234, 1999)))),)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "条形图：缺乏专家47.3%，≥20 7/12。"),
        ("en", "Bar chart: 缺乏专家 47.3%, ≥20 7/12."),
    ],
)
def test_it_names_each_bar_with_its_value(language: str, text: str) -> None:
    assert alternative("bar", PLAIN, load_locale(language)) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "分组条形图：A（x 2.5%，y 61.7%）。"),
        ("en", "Grouped bar chart: A (x 2.5%, y 61.7%)."),
    ],
)
def test_it_names_the_groups(language: str, text: str) -> None:
    assert alternative("grouped_bar", SETS, load_locale(language)) == text


def test_every_number_is_told(any_figure: Figure, locale: Locale, theme: Theme) -> None:
    drawing = draw(any_figure, locale, theme, ())
    assert drawing.numbers
    assert {number.estimate for number in drawing.numbers} <= set(any_figure.tabulation.estimates)
    for number in drawing.numbers:
        assert locale.number(number) in drawing.alternative


def test_options_that_may_be_chosen_together_cannot_be_stacked(
    barriers: Figure, locale: Locale, theme: Theme
) -> None:
    with pytest.raises(ReportError, match="one option is chosen"):
        draw(replace(barriers, chart="stacked_bar"), locale, theme, ())
