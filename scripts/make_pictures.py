"""The built reference report → the picture in the README: two pages and a chart.

    make report && .venv/bin/python scripts/make_pictures.py

Needs PyMuPDF and Pillow, which the tests need too.
"""

from __future__ import annotations

import io
from pathlib import Path

import pymupdf
from PIL import Image, ImageOps

from reportgen.charts import draw
from reportgen.config import read_config
from reportgen.locales import load_locale
from reportgen.pipeline import compute
from reportgen.resources import example_folder

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "images" / "reference-report.png"
PAGES = (("zh", 1), ("en", 5))
CHART = ("teaching_by_level", "zh")
CHART_PART = 0.62
"""Of the width of the picture."""
DOTS_PER_INCH = 110
GAP = 24
BACKGROUND = "#e9ebee"


def main() -> None:
    """Write the picture."""
    pages = [framed(page_picture(edition, number)) for edition, number in PAGES]
    chart = framed(chart_picture(width=sum(page.width for page in pages) + GAP - 2))
    width = chart.width + 2 * GAP
    height = pages[0].height + chart.height + 3 * GAP
    sheet = Image.new("RGB", (width, height), BACKGROUND)
    left = GAP
    for page in pages:
        sheet.paste(page, (left, GAP))
        left += page.width + GAP
    sheet.paste(chart, (GAP, pages[0].height + 2 * GAP))
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    sheet.quantize(128).save(PICTURE, optimize=True)


def page_picture(edition: str, number: int) -> Image.Image:
    """A page of a built PDF; pages count from 1."""
    with pymupdf.open(ROOT / "output" / f"report.{edition}.pdf") as pdf:
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
