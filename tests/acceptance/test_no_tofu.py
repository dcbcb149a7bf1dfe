"""Every character has a glyph in an embedded font, and four renderers draw every page alike."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pikepdf
import pymupdf
import pypdfium2
import pytest
from PIL import Image

from reportgen.resources import fonts_folder
from tests.acceptance.reading import EDITIONS

DPI = 96
BLOCK = 16
"""Pages are compared by blocks of this many pixels, 12 pt: about a line of text high."""
TOLERANCE = 0.11
"""By how much of black a block may differ. Measured: at most 0.082 between renderers that draw the
same; at least 0.137 on every page where one of the Chinese faces is gone, be it that only a label
such as 图 is set in it."""

Pixels = np.ndarray
CHINESE_FACES = ("Noto-Serif-SC", "Noto-Sans-SC", "Noto-Sans-SC-Bold")


def unembedded(path: Path) -> list[str]:
    """The fonts of a PDF that have no font file in it, or no characters to their glyphs."""
    lacking, number = [], 0
    with pikepdf.open(path) as pdf:
        for font in pdf.objects:
            if not isinstance(font, pikepdf.Dictionary) or font.get("/Type") != "/Font":
                continue
            if "/DescendantFonts" in font:
                if "/ToUnicode" not in font:
                    lacking.append(f"{font.BaseFont}: no characters")
                continue
            number += 1
            descriptor = font.get("/FontDescriptor", {})
            if not any(f"/FontFile{kind}" in descriptor for kind in ("", "2", "3")):
                lacking.append(f"{font.get('/BaseFont')}: no font file")
    assert number
    return lacking


def without_glyph(path: Path) -> list[str]:
    """The characters of a PDF that are drawn by glyph 0, the box, or that are unknown.

    The further characters of a ligature have no glyph of their own: MuPDF gives them -1.
    """
    lacking, number = [], 0
    with pymupdf.open(path) as document:
        for page in document:
            for span in page.get_texttrace():
                for character, glyph, *_ in span["chars"]:
                    number += 1
                    if glyph == 0 or character in (0, 0xFFFD):
                        lacking.append(f"page {page.number + 1}: {chr(character)!r} {glyph}")
    assert number
    return lacking


@pytest.mark.parametrize("edition", EDITIONS)
class TestGlyphs:
    def test_fonts_are_embedded(self, built: Path, edition: str) -> None:
        assert unembedded(built / f"report.{edition}.pdf") == []

    def test_every_character_has_a_glyph(self, built: Path, edition: str) -> None:
        assert without_glyph(built / f"report.{edition}.pdf") == []


class TestTheseTestsCanFail:
    def test_a_font_of_the_reader_s_own(self, tmp_path: Path) -> None:
        with pymupdf.open() as document:
            document.new_page().insert_text((72, 72), "text", fontname="helv")
            document.save(tmp_path / "helvetica.pdf")
        assert unembedded(tmp_path / "helvetica.pdf") != []

    def test_a_font_without_the_character(self, tmp_path: Path) -> None:
        face = fonts_folder() / "SourceSans3-Regular.ttf"
        with pymupdf.open() as document:
            document.new_page().insert_text((72, 72), "AI图", fontname="F0", fontfile=face)
            document.save(tmp_path / "box.pdf")
        assert len(without_glyph(tmp_path / "box.pdf")) == 1


def poppler(path: Path, folder: Path) -> Iterator[Pixels]:
    subprocess.run(["pdftoppm", "-r", str(DPI), "-gray", path, folder / "poppler"], check=True)
    yield from map(_opened, sorted(folder.glob("poppler-*.pgm")))


def ghostscript(path: Path, folder: Path) -> Iterator[Pixels]:
    smooth = ["-dTextAlphaBits=4", "-dGraphicsAlphaBits=4"]
    quiet = ["-q", "-dNOPAUSE", "-dBATCH", "-dSAFER"]
    output = f"-sOutputFile={folder / 'ghostscript-%03d.png'}"
    command = ["gs", *quiet, "-sDEVICE=pnggray", *smooth, f"-r{DPI}", output, str(path)]
    subprocess.run(command, check=True)
    yield from map(_opened, sorted(folder.glob("ghostscript-*.png")))


def mupdf(path: Path, folder: Path) -> Iterator[Pixels]:
    with pymupdf.open(path) as document:
        for page in document:
            picture = page.get_pixmap(dpi=DPI, colorspace=pymupdf.csGRAY)
            pixels = np.frombuffer(picture.samples, np.uint8)
            yield pixels.reshape(picture.height, picture.width)


def pdfium(path: Path, folder: Path) -> Iterator[Pixels]:
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            bitmap = page.render(scale=DPI / 72, grayscale=True)
            yield bitmap.to_numpy().reshape(bitmap.height, bitmap.width).copy()
            bitmap.close()
            page.close()


RENDERERS: tuple[Callable[[Path, Path], Iterator[Pixels]], ...] = (
    poppler,
    ghostscript,
    mupdf,
    pdfium,
)


def _opened(path: Path) -> Pixels:
    with Image.open(path) as picture:
        return np.asarray(picture.convert("L"))


def ink(page: Pixels) -> Pixels:
    """How black each block of a page is, from 0 to 1."""
    height, width = (size // BLOCK for size in page.shape)
    blocks = page[: height * BLOCK, : width * BLOCK].reshape(height, BLOCK, width, BLOCK)
    return 1 - blocks.mean(axis=(1, 3)) / 255


def difference(pages: list[Pixels]) -> float:
    """By how much the pages differ where they differ most: one page as several draw it."""
    inks = np.stack([ink(page) for page in pages])
    return float(np.abs(inks - np.median(inks, axis=0)).max())


@pytest.mark.parametrize("edition", EDITIONS)
def test_four_renderers_draw_the_same(built: Path, tmp_path: Path, edition: str) -> None:
    path = built / f"report.{edition}.pdf"
    with ThreadPoolExecutor(2) as pool:
        outside = [pool.submit(lambda draw: list(draw(path, tmp_path)), r) for r in RENDERERS[:2]]
        drawn = [list(draw(path, tmp_path)) for draw in RENDERERS[2:]]
        drawn = [done.result() for done in outside] + drawn
    with pikepdf.open(path) as pdf:
        assert [len(pages) for pages in drawn] == [len(pdf.pages)] * len(RENDERERS)
    for number, pages in enumerate(zip(*drawn, strict=True), 1):
        assert max(ink(page).max() for page in pages) > 0.1, f"page {number} is blank"
        assert difference(list(pages)) <= TOLERANCE, f"page {number}"


@pytest.mark.parametrize("face", CHINESE_FACES)
def test_the_loss_of_a_chinese_face_would_be_seen(built: Path, tmp_path: Path, face: str) -> None:
    """As when one renderer of four can't draw it. On every page that has the face."""
    whole, spoilt = built / "report.zh.pdf", tmp_path / "spoilt.pdf"
    with pikepdf.open(whole) as pdf:
        with_face = [_without_text(pdf, page, face) for page in pdf.pages]
        pdf.save(spoilt)
    assert any(with_face)
    right, wrong = list(mupdf(whole, tmp_path)), list(mupdf(spoilt, tmp_path))
    for has_face, good, bad in zip(with_face, right, wrong, strict=True):
        assert (difference([good, good, good, bad]) > TOLERANCE) == has_face


def _without_text(pdf: pikepdf.Pdf, page: pikepdf.Page, face: str) -> bool:
    """Take a page's text in a face away. Returns whether there was any."""
    fonts = {
        name
        for name, font in page.resources.Font.items()
        if str(font.BaseFont).rstrip(",").endswith(f"+{face}")
    }
    kept, current, gone = [], None, False
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            current = str(operands[0])
        if str(operator) in ("Tj", "TJ") and current in fonts:
            gone = True
        else:
            kept.append((operands, operator))
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
    return gone
