"""The built reference report → the pictures of the README and of the themes.

One has two pages and a chart in the theme of a journal, one has pages in the theme of a report and
in that of the invented society.

    make report && .venv/bin/python scripts/make_pictures.py

Needs PyMuPDF and Pillow, which the tests need too.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pymupdf
from PIL import Image, ImageOps

from reportgen.charts import draw
from reportgen.config import read_config
from reportgen.locales import load_locale
from reportgen.pipeline import build, compute
from reportgen.resources import example_folder

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "images" / "reference-report.png"
THEMES = ROOT / "docs" / "images" / "themes.png"
PAGES = (("zh", 1), ("en", 5))
REPORT_PAGES = (("zh", 1), ("zh", 3), ("en", 9))
SOCIETY = ROOT / "data" / "harbour-society"
SOCIETY_PAGES = (("en", 1), ("zh", 3), ("en", 4))
CHART = ("teaching_by_level", "zh")
CHART_PART = 0.62
"""Of the width of the picture."""
DOTS_PER_INCH = 110
GAP = 24
BACKGROUND = "#e9ebee"


def main() -> None:
    """Write the pictures."""
    pages = [framed(page_picture(ROOT / "output", *page)) for page in PAGES]
    chart = framed(chart_picture(width=sum(page.width for page in pages) + GAP - 2))
    write(PICTURE, [pages, [chart]])
    with tempfile.TemporaryDirectory() as name:
        write(THEMES, list(theme_pages(Path(name))))


def write(path: Path, rows: list[list[Image.Image]]) -> None:
    """A sheet with rows of pictures."""
    width = max(sum(picture.width + GAP for picture in row) for row in rows) + GAP
    height = sum(max(picture.height for picture in row) + GAP for row in rows) + GAP
    sheet = Image.new("RGB", (width, height), BACKGROUND)
    top = GAP
    for row in rows:
        left = GAP
        for picture in row:
            sheet.paste(picture, (left, top))
            left += picture.width + GAP
        top += max(picture.height for picture in row) + GAP
    path.parent.mkdir(parents=True, exist_ok=True)
    sheet.quantize(128).save(path, optimize=True)


def theme_pages(folder: Path) -> Iterator[list[Image.Image]]:
    """Pages of the reference report in the theme `report`, and of the society's report."""
    project = folder / "project"
    shutil.copytree(example_folder(), project)
    config = project / "report.yaml"
    text = config.read_text(encoding="utf-8").replace("theme: journal", "theme: report")
    config.write_text(text, encoding="utf-8")
    for source, pages in ((project, REPORT_PAGES), (SOCIETY, SOCIETY_PAGES)):
        out = folder / source.name / "output"
        build(source, out, editions=("zh", "en"), formats=("pdf",))
        made = [page_picture(out, *page) for page in pages]
        yield [framed(page.resize((page.width * 2 // 3, page.height * 2 // 3))) for page in made]


def page_picture(folder: Path, edition: str, number: int) -> Image.Image:
    """A page of a built PDF; pages count from 1."""
    with pymupdf.open(folder / f"report.{edition}.pdf") as pdf:
        drawn = pdf[number - 1].get_pixmap(dpi=DOTS_PER_INCH)
        return Image.open(io.BytesIO(drawn.tobytes("png"))).convert("RGB")


def chart_picture(width: int) -> Image.Image:
    """A chart of the report on a sheet of a width in dots."""
    name, language = CHART
    report = compute(read_config(example_folder()))
    figure = next(figure for figure in report.document.figures() if figure.id == name)
    drawing = draw(figure, load_locale(language), report.theme, ("png",))
    chart = Image.open(io.BytesIO(drawing.png)).convert("RGB")
    inner = round(width * CHART_PART)
    chart = chart.resize(
        (inner, round(chart.height * inner / chart.width)), Image.Resampling.LANCZOS
    )
    sheet = Image.new("RGB", (width, chart.height + 2 * GAP), "white")
    sheet.paste(chart, ((width - inner) // 2, GAP))
    return sheet


def framed(picture: Image.Image) -> Image.Image:
    """The picture with a hairline around it."""
    return ImageOps.expand(picture, 1, "#c4c8ce")


if __name__ == "__main__":
    main()
