"""Figures that are no native charts: a picture of dots with a twin of lines, told in words."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from lxml import etree
from PIL import Image

from reportgen.charts import draw
from reportgen.document import Figure
from reportgen.locales import load_locale
from reportgen.theme import load_theme
from tests.charts.kinds import figure, plain
from tests.renderers.native.reading import WP, A, R, charts, related, word_file

ASVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def bars() -> Figure:
    return figure("bar", plain(()))


def read(data: bytes) -> tuple[etree._Element, dict[str, bytes]]:
    """The document, and the parts that it relates to by id."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
        names = related(archive, "word/document.xml")
        held = set(archive.namelist())
        return root, {key: archive.read(name) for key, name in names.items() if name in held}


def test_a_picture_has_a_twin_of_lines_and_an_alternative_text(bars: Figure) -> None:
    data = word_file(bars, "en", native=False)
    assert charts(data) == []
    root, parts = read(data)
    (blip,) = root.iter(f"{A}blip")
    with Image.open(BytesIO(parts[blip.get(f"{R}embed")])) as picture:
        assert picture.format == "PNG"
        across, down = picture.size
    (twin,) = root.iter(f"{ASVG}svgBlip")
    drawn = etree.fromstring(parts[twin.get(f"{R}embed")])
    assert drawn.tag == f"{SVG}svg"
    size = [float(drawn.get(name).removesuffix("pt")) for name in ("width", "height")]
    assert size[0] / size[1] == pytest.approx(across / down, rel=0.01)
    (described,) = root.iter(f"{WP}docPr")
    wanted = draw(bars, load_locale("en"), load_theme("journal"), ()).alternative
    assert described.get("descr") == wanted
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert b'Extension="svg"' in archive.read("[Content_Types].xml") or (
            b"image/svg+xml" in archive.read("[Content_Types].xml")
        )


def test_the_twin_needs_no_font(bars: Figure) -> None:
    """Co-authors don't have the fonts of the drawing: its letters are shapes."""
    root, parts = read(word_file(bars, "zh", native=False))
    (twin,) = root.iter(f"{ASVG}svgBlip")
    drawn = etree.fromstring(parts[twin.get(f"{R}embed")])
    assert not list(drawn.iter(f"{SVG}text"))
    used = {use.get("{http://www.w3.org/1999/xlink}href")[1:] for use in drawn.iter(f"{SVG}use")}
    defined = {each.get("id") for each in drawn.iter() if each.get("id")}
    assert used
    assert used <= defined


def test_a_native_chart_needs_no_picture(bars: Figure) -> None:
    root, parts = read(word_file(bars, "en"))
    assert not list(root.iter(f"{A}blip"))
    assert not [part for part in parts.values() if part.startswith(b"\x89PNG")]


def test_a_picture_is_the_same_whenever_it_is_made(bars: Figure) -> None:
    assert word_file(bars, "zh", native=False) == word_file(bars, "zh", native=False)
