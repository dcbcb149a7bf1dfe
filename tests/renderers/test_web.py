"""What the HTML edition is made of: inline figures, what a number is, the words of a universe."""

from __future__ import annotations

import json
import math
import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from reportgen.charts import Drawing
from reportgen.document import Definitions, Form, Number
from reportgen.editions import EDITIONS
from reportgen.locales import load_locale
from reportgen.renderers.inline_figure import inline_figure
from reportgen.renderers.rendering import Rendering
from reportgen.renderers.telling_numbers import exact_value, told
from reportgen.renderers.universe_words import universe_words
from reportgen.renderers.web import render
from reportgen.results import Base, Estimate, Interval, Measured
from reportgen.survey import Item, ItemType, ResponseOption
from reportgen.text import Text
from reportgen.theme import load_theme
from tests.renderers.docx_sample import FIGURE
from tests.renderers.docx_sample import document as sample

THEME = load_theme("journal")
ZH, EN = load_locale("zh"), load_locale("en")
ROLE = Item(
    "s", "role", ItemType.SELECT_ONE, Text({"zh": "岗位", "en": "Role"}),
    (ResponseOption("doctor", Text({"zh": "医师", "en": "Doctor"})),
     ResponseOption("other", Text({"zh": "其他", "en": "Other"}))),
)  # fmt: skip
TASKS = replace(
    ROLE, name="tasks", type=ItemType.SELECT_MULTIPLE, label=Text({"zh": "工作", "en": "Tasks"})
)
AGE = Item("s", "age", ItemType.INTEGER, Text({"zh": "年龄", "en": "Age"}))
ITEMS = {item.name: item for item in (ROLE, TASKS, AGE)}


@pytest.mark.parametrize(
    ("expression", "zh", "en"),
    [
        ("${role} = 'doctor'", "“岗位”为“医师”", "“Role” is “Doctor”"),
        ("'doctor' != ${role}", "“岗位”不为“医师”", "“Role” is not “Doctor”"),
        ("${age} >= 18", "“年龄”≥18", "“Age” ≥ 18"),
        ("18 < ${age}", "“年龄”>18", "“Age” > 18"),
        ("${role} = ''", "“岗位”未作答", "“Role” is not answered"),
        ("${role} != ''", "“岗位”已作答", "“Role” is answered"),
        ("selected(${tasks}, 'other')", "“工作”选了“其他”", "“Other” is selected in “Tasks”"),
        (
            "${role} = 'doctor' and (${age} < 30 or ${age} > 60)",
            "“岗位”为“医师”且（“年龄”<30或“年龄”>60）",
            "“Role” is “Doctor” and (“Age” < 30 or “Age” > 60)",
        ),
        (
            "not(${role} = 'other')",
            "不属于（“岗位”为“其他”）",
            "it is not so that “Role” is “Other”",
        ),
        ("${unknown} = 'x'", "“unknown”为“x”", "“unknown” is “x”"),
    ],
)  # fmt: skip
def test_who_is_asked_is_told_in_the_words_of_the_codebook(
    expression: str, zh: str, en: str
) -> None:
    assert universe_words(expression, ITEMS, ZH) == zh
    assert universe_words(expression, ITEMS, EN) == en


SHARE = Estimate(
    "s", "role", "doctor", (("tasks", "other"),), 30, Base(40), 0.75, 0.07,
    Interval(0.598, 0.858, 0.95, "wilson"),
)  # fmt: skip
DEFINITIONS = Definitions(ITEMS, {"s": Text({"zh": "问卷甲", "en": "Form A"})})


def terms(estimate: Estimate, **changes: object) -> dict[str, str]:
    return dict(told(replace(estimate, **changes), DEFINITIONS, EN))


class TestTold:
    def test_a_share_of_a_group(self) -> None:
        assert told(SHARE, DEFINITIONS, EN) == (
            ("Item", "Role"),
            ("Option", "Doctor"),
            ("Group", "Tasks: Other"),
            ("Percentage", "75.0% (30/40)"),
            ("Confidence interval", "95% CI: 59.8%–85.8% (Wilson)"),
            ("Base", "N=40; respondents who answered the item"),
            ("Weights", "unweighted"),
        )

    def test_over_a_small_base_no_percentage_is_told(self) -> None:
        found = terms(SHARE, base=Base(19), count=9)
        assert found["Percentage"] == "9/19"
        assert "Confidence interval" not in found

    def test_options_counted_together_are_all_named(self) -> None:
        assert terms(SHARE, option="doctor+other")["Option"] == "Doctor, Other"

    def test_a_weighted_base_is_said_to_be(self) -> None:
        assert terms(SHARE, base=Base(40, 38.2))["Weights"] == "weighted"

    def test_an_interval_of_a_plugin_goes_by_its_name(self) -> None:
        found = terms(SHARE, interval=Interval(0.6, 0.9, 0.95, "agresti_coull"))
        assert found["Confidence interval"].endswith("(Agresti coull)")

    def test_a_base_has_no_share(self) -> None:
        found = terms(SHARE, option=None, interval=None, where=())
        assert list(found) == ["Item", "Base", "Weights"]

    def test_respondents_are_those_of_a_questionnaire(self) -> None:
        found = terms(SHARE, item="", option=None, interval=None, where=())
        assert found["Questionnaire"] == "Form A"
        assert found["Base"] == "N=40; all respondents of this survey"

    def test_a_statistic_tells_value_error_and_limits(self) -> None:
        found = terms(
            SHARE, option=None, value=3.416, standard_error=0.051,
            interval=Interval(3.316, 3.516, 0.95, "mean_score"),
            measured=Measured("mean_score", 3.416),
        )  # fmt: skip
        assert found["Statistic"] == "Mean score"
        assert found["Value"] == "3.42"
        assert found["Standard error"] == "0.05"
        assert found["Confidence interval"] == "95% CI: 3.32–3.52"

    def test_without_definitions_names_stand_in(self) -> None:
        found = dict(told(SHARE, Definitions(), EN))
        assert (found["Item"], found["Option"], found["Group"]) == (
            "role",
            "doctor",
            "tasks: other",
        )


@pytest.mark.parametrize(
    ("form", "value"),
    [
        (Form.COUNT, 30), (Form.BASE, 40), (Form.SHARE_CELL, 0.75), (Form.COUNT_PERCENT_CELL, 0.75),
        (Form.INTERVAL_CELL, 0.598),
    ],
)  # fmt: skip
def test_a_number_is_put_in_order_by_what_it_is(form: Form, value: float) -> None:
    assert exact_value(Number(SHARE, form), EN) == value


def test_what_has_no_value_has_no_place_in_the_order() -> None:
    bare = replace(SHARE, interval=None)
    assert math.isnan(exact_value(Number(bare, Form.INTERVAL), EN))
    withheld = replace(SHARE, base=Base(12), count=9)
    assert math.isnan(exact_value(Number(withheld, Form.INTERVAL_CELL), EN))
    assert exact_value(Number(withheld, Form.PERCENT_CELL), EN) == 0.75


def test_a_statistic_is_put_in_order_by_its_value_error_or_lower_limit() -> None:
    mean = replace(SHARE, option=None, value=3.4, measured=Measured("mean_score", 3.4))
    forms = (Form.VALUE, Form.VALUE_ERROR, Form.VALUE_INTERVAL_CELL)
    assert [exact_value(Number(mean, form), EN) for form in forms] == [3.4, 0.07, 0.598]


SVG = (
    b'<svg role="img" aria-label="x" xmlns="http://www.w3.org/2000/svg" width="9pt" height="9pt" '
    b'viewBox="0 0 9 9"><defs><style>*{stroke-linejoin: round}</style></defs>'
    b'<path id="a" d="M 0 0 L 9 0 L 9 4 L 0 4 z" style="fill: #1f4a73"/>'
    b'<path d="M 0 5 L 9 5" style="fill: none; stroke: #5a5f66; stroke-width: 0.5"/>'
    b'<path d="M 0 8 L 9 8 L 9 9 z" style="fill: url(#a); stroke: #ffffff"/>'
    b'<text x="1" y="3" style="font-size: 2px; fill: #ffffff">A</text>'
    b'<text x="1" y="7" style="font-size: 2px; fill: #1b1b1b">B</text></svg>'
)


class TestInlineFigure:
    def made(self) -> html.HtmlElement:
        return html.fragment_fromstring(inline_figure(SVG, "fig-1", 'told "so" <b>', THEME))

    def test_each_colour_says_what_it_colours(self) -> None:
        found = [(each.tag, each.get("class"), each.get("style")) for each in self.made().iter()]
        assert [each for each in found if each[1]] == [
            ("path", "fill", "--fill:#1f4a73"),
            ("path", "line", "fill:none;stroke-width:0.5;--stroke:#5a5f66"),
            ("path", "paper-stroke", "fill:url(#fig-1-a);--stroke:#ffffff"),
            ("text", "on-fill", "font-size:2px;--fill:#ffffff"),
            ("text", "lettering", "font-size:2px;--fill:#1b1b1b"),
        ]

    def test_a_stripe_is_part_of_the_ground_and_text_on_it_is_lettering(self) -> None:
        striped = SVG.replace(b"fill: #1f4a73", b"fill: #eeeff0")
        found = html.fragment_fromstring(inline_figure(striped, "a", "b", THEME))
        assert found.xpath("//path/@class")[0] == "tint"
        assert found.xpath("//text/@class") == ["lettering", "lettering"]

    def test_it_is_told_scales_and_has_ids_of_its_own(self) -> None:
        svg = self.made()
        assert svg.get("aria-label") == 'told "so" <b>'
        assert svg.get("width") is None
        assert svg.xpath("//@id") == ["fig-1-a"]
        assert svg.xpath("//style") == []


def rendered(edition: str = "parallel") -> str:
    made = sample()
    drawings = {
        (figure.id, language): Drawing(SVG, b"", 100, 50, "alt")
        for figure in made.figures()
        for language in made.languages
    }
    page = render(Rendering(made, EDITIONS[edition], THEME, drawings))
    assert page.pages is None
    return page.data.decode("utf-8")


def test_a_page_is_utf8_and_the_same_twice() -> None:
    assert "受访者" in rendered()
    assert rendered() == rendered()


def test_what_the_script_knows_is_every_number_of_the_page_and_stays_data() -> None:
    made = sample()
    front = replace(made.front, title=Text.same("</script><b>&"))
    page = render(Rendering(replace(made, front=front), EDITIONS["en"], THEME, {
        (figure.id, "en"): Drawing(SVG, b"", 100, 50, "alt") for figure in made.figures()
    })).data.decode()  # fmt: skip
    tree = html.document_fromstring(page)
    (text,) = tree.xpath("//script[@id='knowledge']/text()")
    known = json.loads(text)
    assert known["titles"] == {"en-US": "</script><b>&"}
    about = {int(place) for place in tree.xpath("//@data-about")}
    assert about == set(range(len(known["numbers"])))
    for pairs in known["numbers"]:
        assert len(pairs) % 2 == 0
        assert known["texts"][pairs[0]] in ("Item", "Questionnaire")


def test_a_block_of_a_theme_may_still_show_a_figure_as_a_picture(tmp_path: Path) -> None:
    blocks = tmp_path / "templates" / "blocks"
    blocks.mkdir(parents=True)
    (blocks / "figure.html.j2").write_text(
        '{% for code in edition.body %}<img src="{{ page.figure_url(block, locale_of(code)) }}">'
        "{% endfor %}"
    )
    theme = load_theme("journal", project=tmp_path)
    drawings = {(FIGURE.id, "en"): Drawing(SVG, b"", 100, 50, "alt")}
    page = render(Rendering(sample(), EDITIONS["en"], theme, drawings)).data.decode()
    assert re.search(r'<img src="data:image/svg\+xml;base64,', page)
    assert "reportgen:" not in page
