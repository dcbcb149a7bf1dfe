from dataclasses import replace
from itertools import combinations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.text import Text

from reportgen.charts import draw, lay_out
from reportgen.charts.paint import figure_of, settings
from reportgen.charts.scene import Block, Label, Scene
from reportgen.charts.style import LABEL_SHARE, Style
from reportgen.document import Figure
from reportgen.errors import ReportError
from reportgen.locales import Locale, load_locale
from reportgen.theme import Theme

Box = tuple[float, float, float, float]
HALF_POINT = 0.5


def laid_out(figure: Figure, locale: Locale, theme: Theme) -> Scene:
    return lay_out(figure, locale, theme)


def boxes(scene: Scene) -> list[tuple[str, Box]]:
    """Each line of text with its ink as matplotlib's renderer measures it.

    The boxes are left, top, right, bottom in points, y downwards.
    """
    with settings():
        figure = figure_of(scene)
        figure.set_dpi(300)
        renderer = FigureCanvasAgg(figure).get_renderer()
        texts = [artist for artist in figure.artists if isinstance(artist, Text)]
        inks = iter([ink(text, renderer) for text in texts])
    measured = []
    for label in scene.labels:
        runs = [next(inks) for _ in label.line.runs]
        left, top, right, bottom = zip(*runs, strict=True)
        # The blank halves of full-width signs may hang over.
        box = (
            min(left) + label.line.lead,
            min(top),
            max(right) - label.line.trail,
            max(bottom),
        )
        measured.append((label.line.text, box))
    return measured


def ink(text: Text, renderer: RendererAgg) -> Box:
    x, y = text.get_position()
    size = renderer.get_text_width_height_descent(text.get_text(), text.get_fontproperties(), False)
    width, height, descent = (length * 72 / 300 for length in size)
    return (x, y + descent - height, x + width, y + descent)


def overlap(one: Box, other: Box) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 0.1 and down > 0.1


def test_every_text_lies_within_the_chart(any_figure: Figure, locale: Locale, theme: Theme) -> None:
    scene = laid_out(any_figure, locale, theme)
    for text, (left, top, right, bottom) in boxes(scene):
        assert left >= 0, text
        assert top >= 0, text
        assert right <= scene.width, text
        assert bottom <= scene.height, text


def test_no_texts_overlap(any_figure: Figure, locale: Locale, theme: Theme) -> None:
    measured = boxes(laid_out(any_figure, locale, theme))
    clashes = [
        (one, other)
        for (one, box), (other, box_of_other) in combinations(measured, 2)
        if overlap(box, box_of_other)
    ]
    assert clashes == []


def test_text_is_as_wide_as_it_was_measured(
    any_figure: Figure, locale: Locale, theme: Theme
) -> None:
    scene = laid_out(any_figure, locale, theme)
    for label, (text, (left, _, right, _)) in zip(scene.labels, boxes(scene), strict=True):
        free = label.line.width - label.line.lead - label.line.trail
        # Kerning draws letters together; the layout leaves it out, as WeasyPrint does.
        assert right - left <= free + HALF_POINT, text


def test_no_text_lies_on_a_bar_but_the_labels_of_segments(
    any_figure: Figure, locale: Locale, theme: Theme
) -> None:
    scene = laid_out(any_figure, locale, theme)
    bars = [mark for mark in scene.marks if isinstance(mark, Block) and mark.width]
    for text, (left, top, right, bottom) in boxes(scene):
        box = (left, top, right, bottom)
        for bar in bars:
            edges = (bar.x, bar.y, bar.x + bar.width, bar.y + bar.height)
            is_inside = edges[0] <= box[0] and box[2] <= edges[2]
            assert is_inside or not overlap(box, edges), text


def test_bars_lie_within_the_chart_and_begin_at_one_place(
    any_figure: Figure, locale: Locale, theme: Theme
) -> None:
    scene = laid_out(any_figure, locale, theme)
    bars = [mark for mark in scene.marks if isinstance(mark, Block)]
    assert all(0 <= bar.x <= bar.x + bar.width <= scene.width for bar in bars)
    assert all(0 <= bar.y <= bar.y + bar.height <= scene.height for bar in bars)


def test_labels_take_no_more_than_their_share(
    any_figure: Figure, locale: Locale, theme: Theme
) -> None:
    style = Style(locale, theme)
    for group in laid_out(any_figure, locale, theme).groups:
        assert all(line.width <= LABEL_SHARE * style.width for line in style.label(group.label)), (
            group.label
        )


def test_both_languages_show_the_same_numbers_in_the_same_order(
    any_figure: Figure, theme: Theme
) -> None:
    shown = [
        [
            value.estimate
            for group in laid_out(any_figure, load_locale(language), theme).groups
            for value in group.values
        ]
        for language in ("zh", "en")
    ]
    assert shown[0] == shown[1] != []


@pytest.mark.parametrize(
    ("label", "language", "lines"),
    [
        ("“不清楚”或不愿回答本题的受访者（含拒答）", "zh",
         ["“不清楚”或不愿回答本题的", "受访者（含拒答）"]),
        ("Analysis of several diseases in one examination", "en",
         ["Analysis of several diseases", "in one examination"]),
        ("Products for MRI/ultrasound/digital-subtraction angiography", "en",
         ["Products for MRI/ultrasound/", "digital-subtraction angiography"]),
        ("缺乏专家", "zh", ["缺乏专家"]),
    ],
)  # fmt: skip
def test_labels_break_where_a_reader_would(
    label: str, language: str, lines: list[str], theme: Theme
) -> None:
    style = Style(load_locale(language), theme, width=408)
    assert [line.text for line in style.label(label)] == lines


def test_no_line_begins_or_ends_with_a_forbidden_sign(theme: Theme) -> None:
    style = Style(load_locale("zh"), theme)
    text = "产品（功能）、价格，以及“培训”：合计90.8%。（注）"
    for limit in range(30, 200, 5):
        lines = [line.text for line in style.lettering.wrap(text, limit)]
        assert "".join(lines) == text
        # Where the column is narrower than what holds together, that is broken all the same.
        if limit > 60:
            assert not any(line[0] in "，。、：）”%" or line[-1] in "（“" for line in lines), lines


def test_digits_and_latin_come_from_the_latin_face(theme: Theme) -> None:
    line = Style(load_locale("zh"), theme).lettering.line("“MRI”与CT占47.3%")
    assert [(run.text, run.families[0]) for run in line.runs] == [
        ("“", "Noto Sans SC"),
        ("MRI", "Source Sans 3"),
        ("”与", "Noto Sans SC"),
        ("CT", "Source Sans 3"),
        ("占", "Noto Sans SC"),
        ("47.3%", "Source Sans 3"),
    ]


def test_quotes_in_latin_text_come_from_the_latin_face(theme: Theme) -> None:
    line = Style(load_locale("en"), theme).lettering.line("“not sure”")
    assert [run.families[0] for run in line.runs] == ["Source Sans 3"]


def test_segments_carry_ink_that_can_be_read(theme: Theme) -> None:
    from reportgen.charts.colours import contrast, on, scale

    tokens = theme.colours
    for number in range(1, 11):
        for fill in scale(tokens.scale, number):
            assert contrast(on(fill, tokens.ink, tokens.paper), fill) >= 4.2


def test_labels_are_marks_of_the_scene(any_figure: Figure, locale: Locale, theme: Theme) -> None:
    scene = laid_out(any_figure, locale, theme)
    assert all(isinstance(label, Label) for label in scene.labels)
    assert scene.labels


def test_a_bar_chart_of_a_breakdown_is_refused_rather_than_drawn_of_one_category(
    barriers: Figure, locale: Locale, theme: Theme
) -> None:
    broken_down = replace(barriers.tabulation, by=barriers.tabulation.items[0])
    with pytest.raises(ReportError, match="a breakdown needs another chart kind"):
        draw(replace(barriers, tabulation=broken_down), locale, theme, ())
