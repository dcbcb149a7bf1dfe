"""Each character of each PDF has its glyph in an embedded font, and four renderers draw it.

That renderers agree is measured in blocks of the page: how dark each is with one renderer, against
the median of the other three. A block that lacks a single Chinese character is found.
"""

from __future__ import annotations

import io
import re
import subprocess
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np
import pikepdf
import pymupdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

from reportgen import fonts
from reportgen.resources import fonts_folder
from tests.acceptance.reading import EDITIONS, HAN
from tests.test_fonts import TRAP, page

BLOCK = 12
"""Side of a block in pixels of 1/72 inch: about one Chinese character."""
PALE = 0.1
"""Added to the darkness of a block before darknesses are divided: pale blocks hardly count."""
LACKING, SURPLUS = 0.45, 1.0
"""How far a renderer may stay below the others, and above. As built: up to 0.33 and 0.66, the
latter where a hairline falls between pixels; without one Chinese character 0.5 and more."""

Pages = list[np.ndarray]
Draw = Callable[[Path], Pages]


# ------------------------------------------------------------------------------- four renderers


def mupdf(path: Path) -> Pages:
    with pymupdf.open(path) as document:
        drawn = [sheet.get_pixmap(dpi=72, colorspace=pymupdf.csGRAY) for sheet in document]
    return [
        np.frombuffer(one.samples, np.uint8).reshape(one.height, one.stride)[:, : one.width]
        for one in drawn
    ]


def pdfium(path: Path) -> Pages:
    with pypdfium2.PdfDocument(path) as document:
        return [np.asarray(sheet.render(scale=1).to_pil().convert("L")) for sheet in document]


def poppler(path: Path) -> Pages:
    command = ["pdftoppm", "-r", "72", "-gray", str(path)]
    return _pages(subprocess.run(command, check=True, capture_output=True).stdout)


def ghostscript(path: Path) -> Pages:
    options = ["-q", "-dBATCH", "-dNOPAUSE", "-r72", "-dTextAlphaBits=4", "-dGraphicsAlphaBits=4"]
    command = ["gs", *options, "-sDEVICE=pgmraw", "-sOutputFile=-", str(path)]
    return _pages(subprocess.run(command, check=True, capture_output=True).stdout)


def _pages(data: bytes) -> Pages:
    """The pictures of a stream of PGM files."""
    header = re.compile(rb"P5\s+(?:#[^\n]*\s+)*([0-9]+)\s+([0-9]+)\s+255\s")
    start, found = 0, []
    while match := header.match(data, start):
        width, height = map(int, match.groups())
        start = match.end() + width * height
        found.append(np.frombuffer(data[match.end() : start], np.uint8).reshape(height, width))
    assert start == len(data)
    return found


RENDERERS: tuple[Draw, ...] = (mupdf, pdfium, poppler, ghostscript)


@cache
def darkness(draw: Draw, path: Path) -> np.ndarray:
    """How dark each block is, from 0 to 1: by page, row and column."""
    found = []
    for drawn in draw(path):
        rows, columns = (length // BLOCK for length in drawn.shape)
        blocks = drawn[: rows * BLOCK, : columns * BLOCK].reshape(rows, BLOCK, columns, BLOCK)
        found.append(1 - blocks.mean(axis=(1, 3)) / 255)
    return np.array(found)


def disagreements(drawn: Sequence[np.ndarray]) -> list[str]:
    """Each renderer and page with blocks that are paler or darker than with the others."""
    found = []
    for index, (draw, own) in enumerate(zip(RENDERERS, drawn, strict=True)):
        others = np.median(np.delete(np.array(drawn), index, axis=0), axis=0)
        surplus = (own - others) / (others + PALE)
        for name, blocks in (("lacks", surplus < -LACKING), ("adds", surplus > SURPLUS)):
            found += [
                f"{draw.__name__} {name} ink on page {number}"
                for number, sheet in enumerate(blocks, 1)
                if sheet.any()
            ]
    return found


def drawn_by_all(path: Path) -> list[np.ndarray]:
    with ThreadPoolExecutor(2) as pool:  # for the two that are programs of their own
        programs = pool.map(lambda draw: darkness(draw, path), RENDERERS[2:])
        return [*(darkness(draw, path) for draw in RENDERERS[:2]), *programs]


@pytest.mark.parametrize("edition", EDITIONS)
def test_four_renderers_draw_the_same(built: Path, edition: str) -> None:
    path = built / f"report.{edition}.pdf"
    drawn = drawn_by_all(path)
    with pymupdf.open(path) as document:
        assert {len(pages) for pages in drawn} == {len(document)}
    assert all(sheet.max() > 0.1 for pages in drawn for sheet in pages)
    assert disagreements(drawn) == []


def without_chinese(path: Path, number: int, target: Path) -> Path:
    """A copy in which a page shows no text in the Song face."""
    with pikepdf.open(path) as pdf:
        sheet = pdf.pages[number - 1]
        song = {n for n, font in sheet.Resources.Font.items() if "Noto-Serif" in str(font.BaseFont)}
        kept, current = [], ""
        for operands, operator in pikepdf.parse_content_stream(sheet):
            if str(operator) == "Tf":
                current = str(operands[0])
            if str(operator) not in ("TJ", "Tj") or current not in song:
                kept.append((operands, operator))
        sheet.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
        pdf.save(target)
    return target


def without_outline(path: Path, character: str, target: Path) -> Path:
    """A copy in which the Song face has an empty glyph for a character."""
    with pymupdf.open(path) as document:
        blank = {
            glyph
            for font, text, glyph in glyphs(document)
            if "Noto-Serif" in font and text == character
        }
    with pikepdf.open(path) as pdf:
        for descriptor in descriptors(pdf):
            if "Noto-Serif" in str(descriptor.FontName):
                font = TTFont(io.BytesIO(descriptor.FontFile2.read_bytes()))
                for glyph in blank:
                    font["glyf"][font.getGlyphName(glyph)] = Glyph()
                data = io.BytesIO()
                font.save(data)
                descriptor.FontFile2 = pdf.make_stream(data.getvalue())
        pdf.save(target)
    return target


@pytest.mark.parametrize("failing", RENDERERS)
class TestChineseThatVanishes:
    def disagreements(self, whole: Path, damaged: Path, failing: Draw) -> list[str]:
        """Those of four renderers when one of them draws the damaged file."""
        return disagreements(
            [darkness(draw, damaged if draw is failing else whole) for draw in RENDERERS]
        )

    def test_on_a_page(self, built: Path, tmp_path: Path, failing: Draw) -> None:
        whole = built / "report.zh.pdf"
        damaged = without_chinese(whole, 3, tmp_path / "damaged.pdf")
        found = self.disagreements(whole, damaged, failing)
        assert f"{failing.__name__} lacks ink on page 3" in found
        assert all(failing.__name__ in fault and fault.endswith("page 3") for fault in found)

    def test_in_a_single_character(self, built: Path, tmp_path: Path, failing: Draw) -> None:
        whole = built / "report.zh.pdf"
        damaged = without_outline(whole, "率", tmp_path / "damaged.pdf")
        found = self.disagreements(whole, damaged, failing)
        assert f"{failing.__name__} lacks ink on page 2" in found
        assert all(failing.__name__ in fault for fault in found)


def test_a_font_that_one_renderer_shows_blank_is_found(tmp_path: Path) -> None:
    trapped = page(TRAP.read_bytes(), tmp_path / "trapped.pdf")
    assert "mupdf lacks ink on page 1" in disagreements(drawn_by_all(trapped))


# ------------------------------------------------------------------------------ embedded fonts


def descriptors(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    for entry in pdf.objects:
        if isinstance(entry, pikepdf.Dictionary) and entry.get("/Type") == "/FontDescriptor":
            yield entry


def font_faults(path: Path) -> list[str]:
    """The fonts of a PDF that are not embedded whole or not of the shipped families."""
    shipped = {face.family for face in fonts.shipped_faces(fonts_folder())}
    found = []
    with pikepdf.open(path) as pdf:
        every = [
            entry
            for entry in pdf.objects
            if isinstance(entry, pikepdf.Dictionary) and entry.get("/Type") == "/Font"
        ]
        for font in every:
            name = str(font.get("/BaseFont", font.get("/Subtype"))).rpartition("+")[2]
            if not name.replace("-", " ").startswith(tuple(shipped)):
                found.append(f"{name}: not shipped")
            if "/DescendantFonts" in font:
                if "/ToUnicode" not in font:
                    found.append(f"{name}: no text can be read back")
            elif "/FontFile2" not in font.get("/FontDescriptor", {}):
                found.append(f"{name}: not embedded")
    return found if every else ["no fonts"]


def glyphs(document: pymupdf.Document) -> Iterator[tuple[str, str, int]]:
    """Each glyph that is drawn: its font, its character, its number in the font.

    The later letters of a ligature have the number -1 and are left out.
    """
    for sheet in document:
        for span in sheet.get_texttrace():
            for character, glyph, _, _ in span["chars"]:
                if glyph >= 0 or chr(character) not in "fijlt":
                    yield span["font"], chr(character), glyph


def glyph_faults(path: Path) -> set[str]:
    """The characters of a PDF that are no text, or whose glyph is missing or empty."""
    drawn: dict[str, set[tuple[str, int]]] = defaultdict(set)
    with pymupdf.open(path) as document:
        for font, text, glyph in glyphs(document):
            drawn[font].add((text, glyph))
    outlines = {}
    with pikepdf.open(path) as pdf:
        for descriptor in descriptors(pdf):
            name = str(descriptor.FontName)[1:32].rpartition("+")[2]  # as much as MuPDF tells
            assert name not in outlines
            font = TTFont(io.BytesIO(descriptor.FontFile2.read_bytes()))
            outlines[name] = [font["glyf"][n].numberOfContours for n in font.getGlyphOrder()]
    found = set()
    for name, characters in drawn.items():
        for text, glyph in characters:
            if glyph <= 0 or glyph >= len(outlines[name]):
                found.add(f"{name}: {text} has no glyph")
            elif text == "\ufffd" or "\ue000" <= text <= "\uf8ff" or text < " ":
                found.add(f"{name}: glyph {glyph} is no text, but U+{ord(text):04X}")
            elif text.isprintable() and text.strip() and outlines[name][glyph] == 0:
                found.add(f"{name}: the glyph of {text} is empty")
    return found


@pytest.mark.parametrize("edition", EDITIONS)
class TestGlyphs:
    def test_fonts_are_the_shipped_ones_embedded(self, built: Path, edition: str) -> None:
        assert font_faults(built / f"report.{edition}.pdf") == []

    def test_each_character_has_one(self, built: Path, edition: str) -> None:
        path = built / f"report.{edition}.pdf"
        with pymupdf.open(path) as document:
            drawn = [text for _, text, _ in glyphs(document)]
        assert len(drawn) > 10000
        chinese = sum(HAN.match(text) is not None for text in drawn)
        assert chinese == 0 if edition == "en" else chinese > 4000
        assert glyph_faults(path) == set()

    def test_pdfium_reads_no_replacement_character(self, built: Path, edition: str) -> None:
        with pypdfium2.PdfDocument(built / f"report.{edition}.pdf") as document:
            texts = [sheet.get_textpage().get_text_range() for sheet in document]
        assert sum(map(len, texts)) > 10_000
        # U+FFFE is what pdfium makes of a hyphen at the end of a line.
        assert not {"\ufffd", "\x00"} & set("".join(texts))


class TestFaultsAreFound:
    def test_a_font_that_is_not_embedded(self, built: Path, tmp_path: Path) -> None:
        with pymupdf.open(built / "report.zh.pdf") as document:
            document[0].insert_text((90, 700), "未嵌入", fontname="china-s")
            document.save(tmp_path / "damaged.pdf")
        found = font_faults(tmp_path / "damaged.pdf")
        assert {fault.partition(": ")[2] for fault in found} >= {"not shipped", "not embedded"}

    def test_a_glyph_0(self, built: Path, tmp_path: Path) -> None:
        with pikepdf.open(built / "report.zh.pdf") as pdf:
            kept = []
            for operands, operator in pikepdf.parse_content_stream(pdf.pages[1]):
                if str(operator) == "TJ" and not any(str(was) == "TJ" for _, was in kept):
                    operands = [pikepdf.Array([pikepdf.String(b"\0\0".decode())])]
                kept.append((operands, operator))
            pdf.pages[1].Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
            pdf.save(tmp_path / "damaged.pdf")
        found = glyph_faults(tmp_path / "damaged.pdf")
        assert [fault for fault in found if fault.endswith("has no glyph")]

    def test_an_empty_glyph(self, built: Path, tmp_path: Path) -> None:
        damaged = without_outline(built / "report.zh.pdf", "率", tmp_path / "damaged.pdf")
        assert glyph_faults(damaged) == {"Noto-Serif-SC: the glyph of 率 is empty"}
