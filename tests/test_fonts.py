"""Fonts: what is shipped, what a chain lacks, and Chinese that every renderer draws."""

import base64
import hashlib
import io
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pymupdf
import pypdfium2
import pytest
import uharfbuzz
import yaml
from fontTools.ttLib import TTFont
from PIL import Image

from reportgen import fonts
from reportgen.resources import fonts_folder

TEMPLATES = Path(__file__).parents[1] / "templates" / "fonts"
TRAP = Path(__file__).parent / "fonts" / "cid_trap.otf"
TRAPPED = fonts.FontFace("Noto Sans CJK SC", 400, "normal", TRAP, "han")
TEXT = "医学影像应用现状调查报告"


@pytest.fixture(scope="module")
def shipped() -> tuple[fonts.FontFace, ...]:
    return fonts.shipped_faces(TEMPLATES)


def named(faces: tuple[fonts.FontFace, ...], family: str, weight: int = 400) -> fonts.FontFace:
    return next(face for face in faces if (face.family, face.weight) == (family, weight))


def advance(data: bytes, text: str, features: dict[str, bool]) -> float:
    """Width of the text in em."""
    face = uharfbuzz.Face(uharfbuzz.Blob(data))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(uharfbuzz.Font(face), buffer, features)
    return float(sum(position.x_advance for position in buffer.glyph_positions) / face.upem)


class TestShipped:
    def test_song_hei_and_two_latin_families(self, shipped: tuple[fonts.FontFace, ...]) -> None:
        kinds = {(face.family, face.weight, face.style, face.script) for face in shipped}
        assert kinds >= {
            ("Noto Serif SC", 400, "normal", "han"),
            ("Noto Sans SC", 400, "normal", "han"),
            ("Noto Sans SC", 700, "normal", "han"),
            ("Source Serif 4", 400, "italic", "latin"),
            ("Source Serif 4", 700, "normal", "latin"),
            ("Source Sans 3", 400, "italic", "latin"),
            ("Source Sans 3", 700, "normal", "latin"),
        }

    def test_files_call_themselves_what_the_list_calls_them(
        self, shipped: tuple[fonts.FontFace, ...]
    ) -> None:
        for face in shipped:
            read = fonts.read_face(face.path, face.script)
            assert replace(read, version=face.version) == face

    def test_matplotlib_sees_the_same_names(self, shipped: tuple[fonts.FontFace, ...]) -> None:
        from matplotlib import font_manager, ft2font

        for face in shipped:
            entry = font_manager.ttfFontProperty(ft2font.FT2Font(str(face.path)))
            assert (entry.name, entry.weight, entry.style) == (face.family, face.weight, face.style)

    def test_bytes_are_those_that_the_script_listed(self) -> None:
        for row in yaml.safe_load((TEMPLATES / "fonts.yaml").read_text(encoding="utf-8"))["faces"]:
            data = (TEMPLATES / row["file"]).read_bytes()
            assert hashlib.sha256(data).hexdigest() == row["sha256"]
            licence = (TEMPLATES / row["licence"]).read_text(encoding="utf-8")
            assert "SIL OPEN FONT LICENSE Version 1.1" in licence

    def test_chinese_faces_draw_gbk_and_rare_names(
        self, shipped: tuple[fonts.FontFace, ...]
    ) -> None:
        for face in shipped:
            if face.script == "han":
                assert not fonts.missing("龘镕喆堃䶮𬭎，。；：①②㎡ⅡαβΔ≤≥±×→□■√āǎ", [face])

    def test_no_shipped_font_is_trapped(self, shipped: tuple[fonts.FontFace, ...]) -> None:
        assert not any(fonts.is_cid_trapped(face.path.read_bytes()) for face in shipped)

    def test_fonts_are_small_enough_to_ship(self) -> None:
        assert sum(path.stat().st_size for path in TEMPLATES.iterdir()) < 45e6

    @pytest.mark.parametrize(("family", "weight"), [("Noto Serif SC", 400), ("Noto Sans SC", 700)])
    def test_adjacent_punctuation_closes_up_also_in_a_cut_face(
        self, shipped: tuple[fonts.FontFace, ...], family: str, weight: int
    ) -> None:
        text = "他说：“好。”（见《书》）。"
        data = fonts.cut(named(shipped, family, weight), [text])
        loose, close = (advance(data, text, {"chws": on}) for on in (False, True))
        assert loose - close == pytest.approx(2, abs=0.51)


class TestMissing:
    def test_what_no_face_has(self, shipped: tuple[fonts.FontFace, ...]) -> None:
        assert fonts.missing(["医学𓀀", "影像\U0001f600"], shipped) == {"𓀀", "\U0001f600"}

    def test_spaces_and_controls_need_no_glyph(self) -> None:
        free = "\u2009\u202f\u2005\u00a0\u3000\u2060\u200b\ufeff\n\t\ufe0f"
        assert not fonts.missing(free, [TRAPPED])

    def test_the_chain_counts_as_a_whole(self, shipped: tuple[fonts.FontFace, ...]) -> None:
        song, latin = named(shipped, "Noto Serif SC"), named(shipped, "Source Serif 4")
        assert fonts.missing("☑医", [song]) == {"☑"}
        assert fonts.missing("☑医", [latin, song]) == set()


def page(data: bytes, path: Path) -> Path:
    import weasyprint

    source = f"data:font/otf;base64,{base64.b64encode(data).decode()}"
    html = (
        f"<style>@font-face {{ font-family: T; src: url({source}) }}"
        "@page { size: 300pt 60pt; margin: 10pt } p { margin: 0; font: 20pt T }</style>"
        f"<p lang=zh-CN>{TEXT}</p>"
    )
    weasyprint.HTML(string=html).write_pdf(path)
    return path


def mupdf(pdf: Path) -> Image.Image:
    drawn = pymupdf.open(pdf)[0].get_pixmap(dpi=96)
    return Image.frombytes("RGB", (drawn.width, drawn.height), drawn.samples)


def pdfium(pdf: Path) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        drawn: Image.Image = document[0].render(scale=96 / 72).to_pil()
    return drawn


def poppler(pdf: Path) -> Image.Image:
    subprocess.run(["pdftoppm", "-r", "96", "-png", "-singlefile", pdf, pdf], check=True)
    return Image.open(f"{pdf}.png")


def ghostscript(pdf: Path) -> Image.Image:
    options = ["-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=png16m", "-dTextAlphaBits=4", "-r96"]
    subprocess.run(["gs", *options, "-o", f"{pdf}.gs.png", pdf], check=True, capture_output=True)
    return Image.open(f"{pdf}.gs.png")


def ink(drawn: Image.Image) -> float:
    """Part of the page that is dark, in thousandths."""
    return sum(drawn.convert("L").histogram()[:128]) / (drawn.width * drawn.height) * 1000


Draw = Callable[[Path], Image.Image]


class TestCidTrap:
    def test_the_fixture_is_trapped_and_vanishes_in_mupdf(self, tmp_path: Path) -> None:
        assert fonts.is_cid_trapped(TRAP.read_bytes())
        pdf = page(TRAP.read_bytes(), tmp_path / "trapped.pdf")
        assert ink(pdfium(pdf)) > 50
        assert ink(mupdf(pdf)) == 0

    @pytest.mark.parametrize("characters", [None, TEXT])
    @pytest.mark.parametrize(
        ("draw", "program"),
        [(mupdf, None), (pdfium, None), (poppler, "pdftoppm"), (ghostscript, "gs")],
    )
    def test_mended_it_is_drawn_by_all(
        self, tmp_path: Path, draw: Draw, program: str | None, characters: str | None
    ) -> None:
        if program and not shutil.which(program):
            pytest.skip(f"{program} is not installed")
        mended = fonts.cut(TRAPPED, characters)
        assert not fonts.is_cid_trapped(mended)
        pdf = page(mended, tmp_path / "mended.pdf")
        right = ink(pdfium(page(TRAP.read_bytes(), tmp_path / "trapped.pdf")))
        assert ink(draw(pdf)) == pytest.approx(right, rel=0.15)

    def test_mending_keeps_the_characters(self) -> None:
        mended = uharfbuzz.Face(uharfbuzz.Blob(fonts.cut(TRAPPED, None)))
        assert set(mended.unicodes) == fonts.coverage(TRAPPED)


class TestCut:
    def test_a_whole_truetype_face_is_the_file_itself(
        self, shipped: tuple[fonts.FontFace, ...]
    ) -> None:
        face = named(shipped, "Source Sans 3")
        assert fonts.cut(face, None) == face.path.read_bytes()

    def test_a_cut_face_keeps_the_characters_asked_for_and_ascii(
        self, shipped: tuple[fonts.FontFace, ...]
    ) -> None:
        data = fonts.cut(named(shipped, "Noto Sans SC"), ["医学", "影像"])
        kept = set(uharfbuzz.Face(uharfbuzz.Blob(data)).unicodes)
        assert set(map(ord, "医学影像0Az-")) <= kept
        assert ord("报") not in kept
        assert len(data) < 100_000

    def test_the_same_characters_give_the_same_bytes(
        self, shipped: tuple[fonts.FontFace, ...]
    ) -> None:
        face = named(shipped, "Noto Sans SC")
        assert fonts.cut(face, "医学影像") == fonts.cut(face, "像影学医")

    def test_of_a_collection_the_simplified_chinese_face(self, tmp_path: Path) -> None:
        path = collection(tmp_path / "two.ttc")
        face = fonts.read_face(path, "han")
        assert face.family == "Noto Sans CJK SC"
        data = fonts.cut(face, None)
        assert not fonts.is_cid_trapped(data)
        assert set(uharfbuzz.Face(uharfbuzz.Blob(data)).unicodes) == fonts.coverage(TRAPPED)


def collection(path: Path) -> Path:
    """A collection whose first face is a Latin one, its second the Chinese fixture."""
    from fontTools.ttLib import TTCollection, TTFont

    made = TTCollection()
    made.fonts = [TTFont(TEMPLATES / "SourceSans3-Italic.ttf"), TTFont(TRAP)]
    made.save(path)
    for font in made.fonts:
        font.close()
    return path


class TestFaults:
    @pytest.mark.parametrize(
        ("content", "found"),
        [
            (None, "there is no such font file"),
            (b"", "found: b''"),
            (b"wOF2 and so on", "WOFF2"),
            (b"%PDF-1.7", "found: PDF"),
            (b"OTTO and then nonsense", "no glyphs"),
        ],
    )
    def test_what_is_no_font(self, tmp_path: Path, content: bytes | None, found: str) -> None:
        path = tmp_path / "some.ttf"
        if content is not None:
            path.write_bytes(content)
        face = fonts.FontFace("Some", 400, "normal", path, "han")
        with pytest.raises(fonts.FontError) as fault:
            fonts.cut(face, "医")
        assert all(word in str(fault.value) for word in ("some.ttf", found, "TrueType"))

    def test_a_folder_without_a_list(self, tmp_path: Path) -> None:
        with pytest.raises(fonts.FontError, match=r"fonts\.yaml"):
            fonts.shipped_faces(tmp_path)

    def test_a_wrong_row(self, tmp_path: Path) -> None:
        row = {"family": "A", "weight": 400, "style": "slanted", "file": "a.ttf", "script": "han"}
        (tmp_path / "fonts.yaml").write_text(yaml.safe_dump({"faces": [row]}), encoding="utf-8")
        with pytest.raises(fonts.FontError, match="slanted"):
            fonts.shipped_faces(tmp_path)


def test_subsetter_is_the_one_weasyprint_found() -> None:
    from weasyprint.text import ffi

    expected = "harfbuzz-subset" if ffi.harfbuzz_subset else "fontTools"
    assert fonts.subsetter().startswith(expected)


def test_a_latin_font_takes_the_line_height_of_a_chinese_one_and_nothing_else() -> None:
    faces = {face.path.name: face for face in fonts.shipped_faces(fonts_folder())}
    latin = fonts.cut(faces["SourceSerif4-Regular.ttf"], "A1")
    chinese = fonts.cut(faces["NotoSerifSC-Regular.ttf"], "甲")
    with TTFont(io.BytesIO(fonts.with_height_of(latin, chinese))) as font:
        changed = {name: (getattr(font["hhea"], name)) for name in ("ascent", "descent", "lineGap")}
        typographic = font["OS/2"].sTypoAscender, font["OS/2"].sTypoDescender
        outline, advance = font["glyf"]["A"].xMax, font["hmtx"]["A"]
    with TTFont(io.BytesIO(chinese)) as font:
        other = font["hhea"]
        scale = 1000 / font["head"].unitsPerEm
    assert changed["ascent"] == round(other.ascent * scale)
    assert changed["descent"] == round(other.descent * scale)
    assert typographic == (changed["ascent"], changed["descent"])
    with TTFont(io.BytesIO(latin)) as font:
        assert (font["glyf"]["A"].xMax, font["hmtx"]["A"]) == (outline, advance)
        assert font["head"].unitsPerEm == 1000
        assert font["hhea"].ascent != changed["ascent"]
