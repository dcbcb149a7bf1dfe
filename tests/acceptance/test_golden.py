"""Pages of both themes and charts of every kind, in both languages, look as they were accepted."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import pymupdf
import pytest
from PIL import Image, ImageDraw

from reportgen.charts import CHARTS, draw, height_in_all
from reportgen.config import read_config
from reportgen.locales import load_locale
from reportgen.pipeline import Computed, compute
from tests.golden_pictures import ACCEPTED, ROOT, Golden, differing

DOTS_PER_INCH = 60
EDITIONS = ("zh", "en")
CHART_WIDTH = 560


def pages(path: Path) -> list[Image.Image]:
    with pymupdf.open(path) as pdf:
        return [
            Image.open(io.BytesIO(page.get_pixmap(dpi=DOTS_PER_INCH).tobytes("png")))
            for page in pdf
        ]


def check(golden: Golden, name: str, pictures: list[Image.Image]) -> None:
    found = [golden.compare(f"{name}.{number}", page) for number, page in enumerate(pictures, 1)]
    kept = {path.name for path in ACCEPTED.glob(f"{name}.*.png")}
    gone = kept - {f"{Path(name).name}.{number}.png" for number in range(1, len(pictures) + 1)}
    if golden.accepts:
        for old in gone:
            (ACCEPTED / name).with_name(old).unlink()
        return
    assert not (changes := [each for each in found if each]), "\n".join(changes)
    assert not gone, f"pages that are no more: {sorted(gone)}"


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_pages_of_the_journal(built: Path, golden: Golden, edition: str) -> None:
    check(golden, f"pages/journal.{edition}", pages(built / f"report.{edition}.pdf"))


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_pages_of_the_report(
    in_report_theme: Mapping[str, Path], golden: Golden, edition: str
) -> None:
    check(golden, f"pages/report.{edition}", pages(in_report_theme[f"report.{edition}.pdf"]))


@pytest.fixture(scope="module")
def gallery() -> Computed:
    return compute(read_config(ROOT / "scripts" / "gallery"))


@pytest.mark.parametrize("language", EDITIONS)
def test_the_charts(gallery: Computed, golden: Golden, language: str) -> None:
    locales = {name: load_locale(name, gallery.theme) for name in EDITIONS}
    found = []
    for figure in gallery.document.figures():
        height = height_in_all(figure, locales.values(), gallery.theme)
        drawing = draw(figure, locales[language], gallery.theme, ("png",), height=height)
        picture = Image.open(io.BytesIO(drawing.png)).convert("RGB")
        size = (CHART_WIDTH, round(picture.height * CHART_WIDTH / picture.width))
        shrunk = picture.resize(size, Image.Resampling.LANCZOS)
        found.append(golden.compare(f"charts/{figure.id}.{language}", shrunk))
    assert not (changes := [each for each in found if each]), "\n".join(changes)


def test_every_chart_kind_is_among_them(gallery: Computed) -> None:
    assert {figure.chart for figure in gallery.document.figures()} == set(CHARTS)


# ------------------------------------------------------- that the comparison sees what people see


@pytest.fixture(scope="module")
def page(built: Path) -> Image.Image:
    return pages(built / "report.zh.pdf")[1]


def test_a_page_is_like_itself_with_fewer_colours(page: Image.Image) -> None:
    assert differing(page.quantize(64, Image.Quantize.FASTOCTREE), page) is None


def test_a_missing_character_is_seen(page: Image.Image, built: Path) -> None:
    with pymupdf.open(built / "report.zh.pdf") as pdf:
        scale = DOTS_PER_INCH / 72
        body = [
            one["bbox"]
            for block in pdf[1].get_text("rawdict")["blocks"]
            for line in block.get("lines", ())
            for span in line["spans"]
            if 9 < span["size"] < 12
            for one in span["chars"]
            if "\u4e00" <= one["c"] <= "\u9fff" and one["c"] not in "一二三十人"
        ]
    unseen = 0
    for box in body[:: max(1, len(body) // 40)]:
        spoilt = page.copy()
        ImageDraw.Draw(spoilt).rectangle([round(edge * scale) for edge in box], fill="white")
        unseen += differing(page, spoilt) is None
    assert unseen <= 2, f"{unseen} of 40 characters may go unseen"


def test_a_moved_line_is_seen(page: Image.Image) -> None:
    assert differing(page, page.transform(page.size, Image.Transform.AFFINE, (1, 0, 0, 0, 1, 4)))


def test_another_colour_is_seen() -> None:
    one, other = (Image.new("RGB", (40, 40), colour) for colour in ("#1f4a73", "#1f7a43"))
    assert differing(one, other)


def test_another_size_is_seen() -> None:
    one, other = (Image.new("RGB", (40, height), "white") for height in (40, 41))
    assert differing(one, other)
