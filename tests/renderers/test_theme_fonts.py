"""A theme's own font enters by the same door: one that readers would show blank is mended."""

from __future__ import annotations

import shutil
from pathlib import Path

import pymupdf
import pypdfium2
import pytest

from reportgen.document import Document, FrontMatter
from reportgen.editions import EDITIONS
from reportgen.errors import ReportError
from reportgen.fonts import FontError
from reportgen.renderers import Rendering
from reportgen.renderers.pdf import render
from reportgen.text import Text
from reportgen.theme import FontFile, Theme, load_theme, theme_faces
from tests.themes import placed

TRAP = Path(__file__).parent.parent / "fonts" / "cid_trap.otf"
TITLE = "医学影像AI应用现状调查"
FAMILY = "Noto Sans CJK SC"


@pytest.fixture
def house(tmp_path: Path) -> Theme:
    """The journal theme set in a font with CFF outlines keyed by CID."""
    journal = load_theme("journal")
    folder = tmp_path / "house"
    shutil.copytree(journal.folder, folder)
    shutil.copy(TRAP, folder / "house.otf")
    faces = journal.faces.model_copy(update={"body": FAMILY, "display": FAMILY})
    font = FontFile(file=Path("house.otf"), script="han")
    own = journal.model_copy(update={"faces": faces, "fonts": (font,)})
    return placed(own, folder)


def rendering(theme: Theme, title: str) -> Rendering:
    front = FrontMatter(title=Text({"zh": title}))
    return Rendering(Document(("zh",), front, ()), EDITIONS["zh"], theme, {})


def ink_by_mupdf(pdf: bytes) -> float:
    with pymupdf.open(stream=pdf) as document:
        samples = document[0].get_pixmap(colorspace="gray").samples
    return 255 - sum(samples) / len(samples)


def ink_by_pdfium(pdf: bytes) -> float:
    page = pypdfium2.PdfDocument(pdf)[0]
    picture = page.render(scale=1, grayscale=True).to_numpy()
    return 255 - float(picture.mean())


def test_a_cid_keyed_font_of_a_theme_is_drawn_alike_by_readers_that_follow_the_charset(
    house: Theme,
) -> None:
    pdf = render(rendering(house, TITLE)).data
    with pymupdf.open(stream=pdf) as document:
        text = document[0].get_text()
        fonts = {font[3].partition("+")[2] for font in document.get_page_fonts(0)}
    assert TITLE in text.replace("\n", "")
    assert any("CJK" in font for font in fonts)
    assert ink_by_mupdf(pdf) == pytest.approx(ink_by_pdfium(pdf), rel=0.15)
    assert ink_by_mupdf(pdf) > 0.2  # a blank page with its folio has less than a tenth of this


def test_a_character_that_a_themes_font_lacks_is_named_with_its_place(house: Theme) -> None:
    with pytest.raises(ReportError) as caught:
        render(rendering(house, TITLE + "龘"))
    (finding, *_) = caught.value.findings
    assert "龘 (U+9F98)" in (finding.found or "")
    assert "front title" in str(finding.place)


def test_a_fallback_font_gives_the_character_that_the_others_lack(house: Theme) -> None:
    faces = house.faces.model_copy(update={"fallback": ("Noto Serif SC",)})
    pdf = render(rendering(house.model_copy(update={"faces": faces}), TITLE + "龘")).data
    with pymupdf.open(stream=pdf) as document:
        assert TITLE + "龘" in document[0].get_text().replace("\n", "")


def test_a_theme_font_that_is_missing_is_named(house: Theme) -> None:
    gone = house.model_copy(update={"fonts": (FontFile(file=Path("hause.otf"), script="han"),)})
    with pytest.raises(FontError, match=r"hause\.otf"):
        theme_faces(gone)
