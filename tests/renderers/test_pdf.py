"""The PDF: what would be a fault in it stops the build."""

import io
import logging
import shutil
from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest

from reportgen.charts import draw
from reportgen.document import Block, Document, FrontMatter, Paragraph, Reference, Section, Words
from reportgen.editions import EDITIONS
from reportgen.errors import ReportError
from reportgen.locales import load_locale
from reportgen.renderers.assets import characters_of
from reportgen.renderers.pdf import render
from reportgen.renderers.rendering import Rendering
from reportgen.text import Text
from reportgen.theme import Theme, load_theme
from tests.renderers.docx_sample import FIGURE
from tests.themes import placed

THEME = load_theme("journal")


def rendering(*blocks: Block, theme: Theme = THEME, role: str = "body") -> Rendering:
    section = Section("a", role, 1, (1,), Text({"zh": "甲标题", "en": "Heading"}), blocks)
    document = Document(
        ("zh", "en"),
        FrontMatter(Text({"zh": "报告", "en": "Report"})),
        (section,),
        {"sec:a": section},
    )
    drawings = {
        (figure.id, language): draw(figure, load_locale(language), THEME, ("svg",))
        for figure in document.figures()
        for language in document.languages
    }
    return Rendering(document, EDITIONS["zh"], theme, drawings)


PARAGRAPH = Paragraph({"zh": (Words("受访者6名，<5 & 其他。"),), "en": (Words("A."),)})

Changed = Callable[[str, str], Theme]


@pytest.fixture
def changed(tmp_path: Path) -> Changed:
    """A copy of the theme, with something added to one of its files."""

    def copied(file: str, added: str) -> Theme:
        folder = Path(shutil.copytree(THEME.folder, tmp_path / "theme"))
        path = folder / file
        path.write_text(path.read_text(encoding="utf-8") + added, encoding="utf-8")
        return placed(THEME, folder)

    return copied


def test_a_pdf_holds_the_text_the_figure_and_its_fonts() -> None:
    rendered = render(rendering(PARAGRAPH, FIGURE))
    with pymupdf.open(stream=io.BytesIO(rendered.data)) as document:
        text = "".join(page.get_text() for page in document)
        fonts = document.get_page_fonts(0)
        assert rendered.pages == len(document) == 1
        assert [entry[1] for entry in document.get_toc()] != []
    for part in ("报告", "甲标题", "受访者6名，<5 & 其他。", "图1", "47.3%"):
        assert part in text.replace("\n", ""), part
    assert fonts
    assert all(font[1] != "n/a" for font in fonts)


def test_a_link_to_an_introduction_without_heading_is_no_fault() -> None:
    link = Paragraph({"zh": (Words("见"), Reference("sec:a")), "en": ()})
    assert render(rendering(link, role="introduction")).pages == 1


@pytest.mark.parametrize(
    ("file", "added", "told"),
    [
        ("report.css.j2", "\np { shine: bright }\n", "shine: bright"),
        ("report.css.j2", "\np { color: nocolour }\n", "color: nocolour"),
        ("report.css.j2", "\n@nonsense x {}\n", "nonsense"),
        ("report.html.j2", '<p lang="zh-CN"><a href="#nowhere">x</a></p>', "#nowhere"),
        ("report.html.j2", '<p id="x">a</p><p id="x">b</p>', "x"),
    ],
)
def test_a_warning_of_weasyprint_stops_the_build(
    changed: Changed, file: str, added: str, told: str
) -> None:
    with pytest.raises(ReportError, match="can't be made without faults") as caught:
        render(rendering(PARAGRAPH, theme=changed(file, added)))
    assert told in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/logo.png",
        "http://127.0.0.1:9/logo.png",
        "file:///etc/hostname",
        "/etc/hostname",
        "reportgen:figure/none.zh.svg",
        "reportgen:font/../fonts.yaml",
    ],
)
def test_a_page_loads_nothing_from_outside(changed: Changed, url: str) -> None:
    theme = changed("report.html.j2", f'<img src="{url}">')
    with pytest.raises(ReportError, match="can't be made without faults") as caught:
        render(rendering(PARAGRAPH, theme=theme))
    assert url in str(caught.value)


def test_a_stylesheet_loads_nothing_from_outside(changed: Changed) -> None:
    theme = changed("report.html.j2", '<link rel="stylesheet" href="https://example.org/a.css">')
    with pytest.raises(ReportError, match=r"a page may not load https://example\.org/a\.css"):
        render(rendering(PARAGRAPH, theme=theme))


def test_a_character_without_a_glyph_stops_the_build() -> None:
    text = Paragraph({"zh": (Words("\U0001f600"),), "en": ()})
    with pytest.raises(ReportError, match="no font has this character"):
        render(rendering(text))


def handlers() -> list[logging.Handler]:
    """Those of WeasyPrint's log, without the one that it sets up itself to do nothing."""
    found = logging.getLogger("weasyprint").handlers
    return [handler for handler in found if not isinstance(handler, logging.NullHandler)]


def test_the_log_is_left_as_it_was(changed: Changed) -> None:
    before = handlers()
    render(rendering(PARAGRAPH))
    assert handlers() == before
    with pytest.raises(ReportError):
        render(rendering(PARAGRAPH, theme=changed("report.css.j2", "p { shine: bright }")))
    assert handlers() == before


def test_the_fonts_are_cut_to_the_characters_of_page_and_figures() -> None:
    found = characters_of(rendering(FIGURE), "<p title='t'>甲&lt;&#20057;</p><style>丙{}</style>")
    assert {"甲", "<", "乙"} <= found
    assert set("缺乏专家47.3%") <= found  # of the figure


def test_the_same_input_gives_the_same_bytes() -> None:
    assert render(rendering(PARAGRAPH)).data == render(rendering(PARAGRAPH)).data
