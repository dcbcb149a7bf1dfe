"""The reference report → the pictures of the README and the documentation.

    .venv/bin/python scripts/make_pictures.py

Pages of each theme, each kind of chart, and the README's sheet of two pages and a chart. Needs
PyMuPDF and Pillow, which the tests need too.
"""

from __future__ import annotations

import io
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pymupdf
from PIL import Image, ImageOps

from reportgen.charts import draw, height_in_all
from reportgen.config import read_config
from reportgen.document import Figure
from reportgen.locales import load_locale
from reportgen.pipeline import Computed, build, compute
from reportgen.renderers.spans import plain
from reportgen.resources import EXAMPLE, example_folder, examples_folder
from reportgen.theme import Theme, known_themes, load_theme

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
LANGUAGES = ("zh", "en")
README_PAGES = (("zh", 1), ("en", 5))
README_CHART = ("teaching_by_level", "zh")
CHART_PART = 0.62
"""Of the width of the picture."""
DOTS_PER_INCH = 110
GAP = 24
BACKGROUND = "#e9ebee"

THEMES = ("journal", "report")
CHARTS_MARK = "<!-- What follows is made by scripts/make_pictures.py. -->"
GALLERY = Path(__file__).resolve().parent / "gallery"
"""A project with a figure of every kind, by its name, and of some kinds with options."""
CHART_WIDTH = 1100
PAGES = {"zh": (1, 3), "en": (1, 3), "bilingual": (1,), "parallel": (2,)}
"""Pages of each edition that the gallery shows."""
PAGES_OF = {
    "report": {"zh": (1, 2, 3, 7), "en": (1, 2, 3, 7)},
    "harbour": {"zh": (1, 3, 4), "en": (1, 3, 4)},
}
"""Pages of a theme that begins with other things than the text."""
WITH_THEME = {"harbour": "harbour-society"}
"""The example that brings a theme of its own."""
PAGE_DOTS_PER_INCH = 96


def main() -> None:
    """Write the pictures."""
    report = compute(read_config(example_folder()))
    for folder in ("charts", "themes"):
        shutil.rmtree(IMAGES / folder, ignore_errors=True)
        (IMAGES / folder).mkdir(parents=True)
    write_charts()
    for theme in (*known_themes(), *WITH_THEME):
        with tempfile.TemporaryDirectory() as folder:
            built = build_in(theme, Path(folder))
            for name, page in gallery_pages(theme, built):
                save(page, IMAGES / "themes" / f"{name}.png", colours=48)
            if theme == report.project.config.theme:
                save(readme(report, built), IMAGES / "reference-report.png", colours=128)


def write_charts() -> None:
    """Write the gallery's figures, in both themes and languages, and the pages' part on them."""
    gallery = compute(read_config(GALLERY))
    figures = gallery.document.figures()
    for figure in figures:
        for theme in THEMES:
            for language in LANGUAGES:
                drawn = chart(gallery, figure.id, language, load_theme(theme))
                path = IMAGES / "charts" / picture_name(figure.id, theme, language)
                save(shrunk(drawn, CHART_WIDTH), path, colours=160)
    for language, ending in (("zh", ".zh.md"), ("en", ".md")):
        page = IMAGES.parent / f"gallery{ending}"
        above = page.read_text("utf-8").partition(CHARTS_MARK)[0]
        shown = "\n".join(line for figure in figures for line in shown_in(figure, language))
        page.write_text(f"{above}{CHARTS_MARK}\n{shown}", "utf-8")


def picture_name(figure: str, theme: str, language: str) -> str:
    """The file of a figure's picture in a theme and a language.

    With the language last, the site would take it for a translation of another picture.
    """
    return f"{figure}.{language}.{theme}.png"


def shown_in(figure: Figure, language: str) -> Iterator[str]:
    """The lines of the gallery that show a figure, the page's own language first."""
    title = plain(figure.title[language], load_locale(language))
    yield from ("", f"### {figure.id}", "", title, "", '<div class="pages" markdown>', "")
    for theme in THEMES:
        for shown in sorted(LANGUAGES, key=lambda each: each != language):
            name = picture_name(figure.id, theme, shown)
            yield from (f"![{figure.id}, {theme}, {shown}](images/charts/{name})", "")
    yield "</div>"


def build_in(theme: str, folder: Path) -> Path:
    """The folder of an example's PDFs in a theme: the reference report's, unless it has its own."""
    project = folder / "project"
    shutil.copytree(examples_folder() / WITH_THEME.get(theme, EXAMPLE), project)
    config = project / "report.yaml"
    text = config.read_text(encoding="utf-8")
    text = re.sub(r"^theme: .*$", f"theme: {theme}", text, flags=re.MULTILINE)
    config.write_text(text, encoding="utf-8")
    editions = tuple(PAGES_OF.get(theme, PAGES))
    build(project, folder / "output", editions=editions, formats=("pdf",))
    return folder / "output"


def gallery_pages(theme: str, built: Path) -> Iterator[tuple[str, Image.Image]]:
    """The pages of a theme that the gallery shows, each with its name."""
    for edition, numbers in PAGES_OF.get(theme, PAGES).items():
        for number in numbers:
            page = page_picture(built, edition, number, PAGE_DOTS_PER_INCH)
            yield f"{theme}.{edition}.{number}", page


def readme(report: Computed, built: Path) -> Image.Image:
    """The README's sheet: two pages, and a chart below."""
    pages = [framed(page_picture(built, *page, DOTS_PER_INCH)) for page in README_PAGES]
    width = sum(page.width for page in pages) + GAP - 2
    picture = shrunk(chart(report, *README_CHART), round(width * CHART_PART))
    below = Image.new("RGB", (width, picture.height + 2 * GAP), "white")
    below.paste(picture, ((width - picture.width) // 2, GAP))
    below = framed(below)
    height = pages[0].height + below.height + 3 * GAP
    sheet = Image.new("RGB", (below.width + 2 * GAP, height), BACKGROUND)
    left = GAP
    for page in pages:
        sheet.paste(page, (left, GAP))
        left += page.width + GAP
    sheet.paste(below, (GAP, pages[0].height + 2 * GAP))
    return sheet


def page_picture(built: Path, edition: str, number: int, dots_per_inch: int) -> Image.Image:
    """A page of a built PDF; pages count from 1."""
    with pymupdf.open(built / f"report.{edition}.pdf") as pdf:
        drawn = pdf[number - 1].get_pixmap(dpi=dots_per_inch)
        return Image.open(io.BytesIO(drawn.tobytes("png"))).convert("RGB")


def chart(report: Computed, name: str, language: str, theme: Theme | None = None) -> Image.Image:
    """A figure of the report in one language, in another theme than its own if one is given."""
    figures: dict[str, Figure] = {figure.id: figure for figure in report.document.figures()}
    theme = theme or report.theme
    locales = {name: load_locale(name, theme) for name in LANGUAGES}
    height = height_in_all(figures[name], locales.values(), theme)
    drawing = draw(figures[name], locales[language], theme, ("png",), height=height)
    return Image.open(io.BytesIO(drawing.png)).convert("RGB")


def shrunk(picture: Image.Image, width: int) -> Image.Image:
    """The picture at a width in dots."""
    size = (width, round(picture.height * width / picture.width))
    return picture.resize(size, Image.Resampling.LANCZOS)


def framed(picture: Image.Image) -> Image.Image:
    """The picture with a hairline around it."""
    return ImageOps.expand(picture, 1, "#c4c8ce")


def save(picture: Image.Image, path: Path, colours: int) -> None:
    """Write a picture, with no more colours than it needs."""
    picture.quantize(colours).save(path, optimize=True)


if __name__ == "__main__":
    main()
