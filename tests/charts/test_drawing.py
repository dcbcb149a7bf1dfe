import base64
import io
from dataclasses import replace

import matplotlib as mpl
import numpy as np
import pypdfium2
import pytest
import weasyprint
from PIL import Image

from reportgen.charts import CHARTS, draw, lay_out
from reportgen.document import Figure
from reportgen.errors import ReportError
from reportgen.fonts import shipped_faces
from reportgen.locales import Locale, load_locale
from reportgen.registry import Origin, Scope
from reportgen.resources import fonts_folder
from reportgen.results import Tabulation
from reportgen.text import Text
from reportgen.theme import Theme


def pdf_of(svg: bytes, width: float, height: float) -> pypdfium2.PdfDocument:
    fonts = "".join(
        f"@font-face{{font-family:'{face.family}';font-weight:{face.weight};"
        f"src:url('{face.path.as_uri()}')}}"
        for face in shipped_faces(fonts_folder())
        if face.style == "normal"
    )
    page = f"@page{{size:{width}pt {height}pt;margin:0}}body{{margin:0}}img{{display:block}}"
    source = base64.b64encode(svg).decode()
    image = f'<img src="data:image/svg+xml;base64,{source}" alt="">'
    html = weasyprint.HTML(string=f"<style>{page}{fonts}</style>{image}")
    return pypdfium2.PdfDocument(html.write_pdf())


def blurred(image: Image.Image, width: int, height: int) -> np.ndarray:
    grey = image.convert("L").resize((width, height), Image.Resampling.BOX)
    return np.asarray(grey, dtype=float)


def test_the_pdf_looks_like_the_png(any_figure: Figure, locale: Locale, theme: Theme) -> None:
    drawing = draw(any_figure, locale, theme)
    document = pdf_of(drawing.svg, drawing.width, drawing.height)
    assert len(document) == 1
    page = document[0].render(scale=300 / 72).to_pil()
    size = (round(drawing.width / 2), round(drawing.height / 2))  # cells of two points
    difference = blurred(page, *size) - blurred(Image.open(io.BytesIO(drawing.png)), *size)
    assert np.abs(difference).mean() < 2.0  # of 255 grey levels
    assert np.quantile(np.abs(difference), 0.999) < 100


def test_the_text_of_the_pdf_can_be_found(any_figure: Figure, locale: Locale, theme: Theme) -> None:
    drawing = draw(any_figure, locale, theme, ("svg",))
    found = pdf_of(drawing.svg, drawing.width, drawing.height)[0].get_textpage().get_text_range()
    squeezed = "".join(found.split())
    scene = lay_out(any_figure, locale, theme)
    for label in scene.labels:
        assert "".join(label.line.text.split()) in squeezed


def test_svg_is_an_element_that_can_stand_in_a_page(
    any_figure: Figure, locale: Locale, theme: Theme
) -> None:
    svg = draw(any_figure, locale, theme, ("svg",)).svg.decode()
    assert svg.startswith('<svg role="img" aria-label="')
    assert " id=" not in svg
    assert "<metadata" not in svg
    assert "', '" not in svg
    assert "url(" not in svg


def test_png_has_300_dots_per_inch_and_names_no_software(
    any_figure: Figure, locale: Locale, theme: Theme
) -> None:
    drawing = draw(any_figure, locale, theme, ("png",))
    image = Image.open(io.BytesIO(drawing.png))
    assert image.width == pytest.approx(drawing.width / 72 * 300, abs=1)
    assert image.height == pytest.approx(drawing.height / 72 * 300, abs=1)
    assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    assert "Software" not in image.info


def test_only_what_is_asked_for_is_drawn(any_figure: Figure, locale: Locale, theme: Theme) -> None:
    svg_only = draw(any_figure, locale, theme, ("svg",))
    png_only = draw(any_figure, locale, theme, ("png",))
    neither = draw(any_figure, locale, theme, ())
    assert (bool(svg_only.svg), bool(svg_only.png)) == (True, False)
    assert (bool(png_only.svg), bool(png_only.png)) == (False, True)
    assert (neither.svg, neither.png) == (b"", b"")
    assert svg_only.height == png_only.height == neither.height > 0


def test_drawing_twice_gives_the_same_bytes(
    any_figure: Figure, locale: Locale, theme: Theme
) -> None:
    assert draw(any_figure, locale, theme) == draw(any_figure, locale, theme)


def test_settings_of_matplotlib_neither_leak_nor_enter(
    any_figure: Figure, locale: Locale, theme: Theme
) -> None:
    clean = draw(any_figure, locale, theme)
    with mpl.rc_context({"savefig.bbox": "tight", "lines.antialiased": False, "text.usetex": True}):
        before = dict(mpl.rcParams)
        assert draw(any_figure, locale, theme) == clean
        assert dict(mpl.rcParams) == before


def renamed(figure: Figure, label: str) -> Figure:
    rows = tuple(replace(row, label=Text.same(label)) for row in figure.tabulation.rows)
    return replace(figure, tabulation=replace(figure.tabulation, rows=rows))


def test_a_character_without_a_glyph_is_an_error(barriers: Figure, theme: Theme) -> None:
    with pytest.raises(ReportError, match="no font of the charts has the character GRINNING FACE"):
        draw(renamed(barriers, "😀"), load_locale("zh"), theme, ())


def test_a_dollar_is_a_dollar(barriers: Figure, theme: Theme) -> None:
    assert b"$1" in draw(renamed(barriers, "US$1–US$2"), load_locale("en"), theme).svg


def test_an_unknown_chart_kind_lists_the_known_ones(
    barriers: Figure, locale: Locale, theme: Theme
) -> None:
    with pytest.raises(ReportError, match=r"bar, box, diverging_bar, dot, .*upset"):
        draw(replace(barriers, chart="pie"), locale, theme)


def test_a_kind_can_be_added(locale: Locale, theme: Theme, barriers: Figure) -> None:
    from reportgen.charts.bar import bar
    from reportgen.charts.scene import Scene
    from reportgen.charts.style import Style

    scope = Scope()
    with scope.loading(Origin("tests")):

        @CHARTS.add("another_kind")
        def another_kind(tabulation: Tabulation, style: Style) -> Scene:
            return bar(tabulation, style)

    with scope.active():
        drawing = draw(replace(barriers, chart="another_kind"), locale, theme)
    assert drawing.alternative.startswith(locale.charts["chart"])


def test_the_colours_of_the_png_are_those_of_the_theme(barriers: Figure, theme: Theme) -> None:
    drawing = draw(barriers, load_locale("zh"), theme, ("png",))
    image = Image.open(io.BytesIO(drawing.png)).convert("RGB")
    shown = {"#{:02x}{:02x}{:02x}".format(*dot) for _, dot in image.getcolors(1 << 20) or ()}
    assert {theme.colours.accent, theme.colours.paper} <= shown
