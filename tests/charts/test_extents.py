"""Where the text of charts stands in the PDF, as PyMuPDF reads it: apart, and within the chart."""

import base64
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pymupdf
import pytest
import weasyprint

from reportgen.charts import CHARTS, Drawing, draw, height_in_all, lay_out
from reportgen.config import read_config
from reportgen.document import Figure
from reportgen.fonts import shipped_faces
from reportgen.locales import load_locale
from reportgen.pipeline import compute
from reportgen.resources import fonts_folder
from reportgen.theme import Theme, load_theme
from tests.charts.kinds import HARD, PLAIN

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("zh", "en")
WIDTHS = (232.0, 408.0, 480.0)
"""A column of a page with two of them, and pages of two themes, in points."""
AROUND = 30.0
"""Paper around a chart: text that leaves the chart is still read there."""
ABOVE, BELOW = 0.68, 0.05
"""How high a digit stands over its baseline, and an ideograph below it, in ems."""
HALF = "（《「『【“‘）》」』】”’，。、；：？！"
"""Full-width signs, half of which is blank."""
TOUCH = 0.6
"""Letters of one word overlap by so much at most, in points, where they are kerned."""


def at_width(theme: Theme, width: float) -> Theme:
    return theme.model_copy(update={"charts": theme.charts.model_copy(update={"width": width})})


def pdf_of(drawings: list[Drawing]) -> pymupdf.Document:
    """A page for each drawing, with paper around it."""
    fonts = "".join(
        f"@font-face{{font-family:'{face.family}';font-weight:{face.weight};"
        f"src:url('{face.path.as_uri()}')}}"
        for face in shipped_faces(fonts_folder())
        if face.style == "normal"
    )
    pages, images = "", ""
    for at, drawing in enumerate(drawings):
        size = f"{drawing.width + 2 * AROUND}pt {drawing.height + 2 * AROUND}pt"
        pages += f"@page p{at}{{size:{size};margin:{AROUND}pt}}"
        source = base64.b64encode(drawing.svg).decode()
        style = f"page:p{at};display:block;width:{drawing.width}pt;height:{drawing.height}pt"
        images += f'<img style="{style}" src="data:image/svg+xml;base64,{source}" alt="">'
    html = f"<style>body{{margin:0}}{pages}{fonts}</style>{images}"
    written = weasyprint.HTML(string=html).write_pdf()
    return pymupdf.open(stream=io.BytesIO(written), filetype="pdf")


@dataclass(frozen=True)
class Character:
    text: str
    box: tuple[float, float, float, float]


def characters(page: pymupdf.Page) -> Iterator[Character]:
    """Each character that is seen, with about the room of its ink."""
    for block in page.get_text("rawdict", flags=0)["blocks"]:
        for line in block["lines"]:
            for span in line["spans"]:
                for found in span["chars"]:
                    if found["c"].isspace():
                        continue
                    if line["dir"] != (1, 0):  # text that stands on end
                        x, size = found["origin"][0], span["size"]
                        _, top, _, bottom = found["bbox"]
                        box = x - ABOVE * size, top, x + BELOW * size, bottom
                        yield Character(found["c"], box)
                        continue
                    left, _, right, _ = found["bbox"]
                    _, y = found["origin"]
                    if found["c"] in HALF and right - left > 0.8 * span["size"]:
                        middle = (left + right) / 2
                        left, right = middle - 1, middle + 1
                    size = span["size"]
                    yield Character(found["c"], (left, y - ABOVE * size, right, y + BELOW * size))


def clashes(found: list[Character]) -> list[tuple[str, str]]:
    left, top, right, bottom = np.array([each.box for each in found]).T
    across = np.minimum(right[:, None], right) - np.maximum(left[:, None], left)
    down = np.minimum(bottom[:, None], bottom) - np.maximum(top[:, None], top)
    pairs = np.argwhere(np.triu((across > TOUCH) & (down > TOUCH), 1))
    return [(found[one].text, found[other].text) for one, other in pairs]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("figures", [PLAIN, HARD], ids=["plain", "hard"])
def test_no_text_of_any_kind_is_cut_or_lies_on_other_text(
    language: str, width: float, figures: Mapping[str, Figure], theme: Theme
) -> None:
    narrowed = at_width(theme, width)
    locale = load_locale(language)
    made = {name: figure() for name, figure in figures.items()}
    drawings = {
        name: draw(figure, locale, narrowed, ("svg",), height=_height(figure, narrowed))
        for name, figure in made.items()
    }
    pdf = pdf_of(list(drawings.values()))
    assert len(pdf) == len(drawings)
    for (name, drawing), page in zip(drawings.items(), pdf, strict=True):
        found = list(characters(page))
        assert len(found) > 20, name
        assert drawing.width == width
        for each in found:
            left, top, right, bottom = each.box
            assert left >= AROUND - 0.3, (name, each)
            assert top >= AROUND - 0.3, (name, each)
            assert right <= AROUND + drawing.width + 0.3, (name, each)
            assert bottom <= AROUND + drawing.height + 0.3, (name, each)
        assert clashes(found) == [], name


def _height(figure: Figure, theme: Theme) -> float:
    return height_in_all(figure, [load_locale(language) for language in LANGUAGES], theme)


@pytest.mark.parametrize("width", WIDTHS[:2])
@pytest.mark.parametrize("name", HARD)
def test_a_figure_has_one_size_and_order_in_both_languages(
    name: str, width: float, theme: Theme
) -> None:
    narrowed = at_width(theme, width)
    figure = HARD[name]()
    height = _height(figure, narrowed)
    drawn = [
        draw(figure, load_locale(language), narrowed, (), height=height) for language in LANGUAGES
    ]
    assert drawn[0].height == drawn[1].height == height
    told = [
        [value.estimate for group in lay_out(figure, load_locale(language), narrowed).groups
         for value in group.values]
        for language in LANGUAGES
    ]  # fmt: skip
    assert told[0] == told[1]


def test_a_clash_would_be_found(theme: Theme) -> None:
    """The measure itself: the same chart, its text moved so that it is cut, or on other text."""
    drawing = draw(PLAIN["dot"](), load_locale("en"), theme, ("svg",))
    (good,) = pdf_of([drawing])
    assert clashes(list(characters(good))) == []
    for x, is_cut in ((b"-20", True), (b"200", False)):
        moved = re.sub(
            rb'(<text[^>]*? x=)"[\d.]+"(.*?rotate)\(.*?\)', rb'\1"' + x + rb'"\2(0)', drawing.svg
        )
        moved = re.sub(rb' y="[\d.]+"', b' y="50"', moved)
        (page,) = pdf_of([Drawing(moved, b"", drawing.width, drawing.height, "")])
        found = list(characters(page))
        assert (min(each.box[0] for each in found) < AROUND) == is_cut
        assert clashes(found) != []


def test_themes_other_than_the_journal_are_measured_too() -> None:
    theme = load_theme("report")
    made = {name: figure() for name, figure in HARD.items() if name.endswith("12 options")}
    drawings = [draw(figure, load_locale("en"), theme, ("svg",)) for figure in made.values()]
    for drawing, page in zip(drawings, pdf_of(drawings), strict=True):
        found = list(characters(page))
        assert clashes(found) == []
        assert max(each.box[2] for each in found) <= AROUND + drawing.width + 0.3


@pytest.mark.parametrize("language", LANGUAGES)
def test_nor_is_that_of_a_figure_of_the_gallery(language: str, theme: Theme) -> None:
    """Every kind there is, of real items."""
    figures = compute(read_config(ROOT / "scripts" / "gallery")).document.figures()
    assert {figure.chart for figure in figures} == set(CHARTS)
    for width in (232.0, 456.0):
        locales = {name: load_locale(name, theme) for name in LANGUAGES}
        drawings = []
        for figure in figures:
            height = height_in_all(figure, locales.values(), theme, width)
            drawing = draw(figure, locales[language], theme, ("svg",), width=width, height=height)
            assert (drawing.width, drawing.height) == (width, height)
            drawings.append(drawing)
        for figure, drawing, page in zip(figures, drawings, pdf_of(drawings), strict=True):
            found = list(characters(page))
            assert found, figure.id
            assert min(each.box[0] for each in found) >= AROUND - 0.3, figure.id
            assert min(each.box[1] for each in found) >= AROUND - 0.3, figure.id
            assert max(each.box[2] for each in found) <= AROUND + width + 0.3, figure.id
            assert max(each.box[3] for each in found) <= AROUND + drawing.height + 0.3, figure.id
            assert clashes(found) == [], (figure.id, width)
