"""The Document → a PDF, through HTML and WeasyPrint."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from html import unescape
from typing import TYPE_CHECKING

from reportgen.errors import error
from reportgen.fonts import FontFace, cut
from reportgen.renderers.characters import check_characters
from reportgen.renderers.floats import filled_pages
from reportgen.renderers.html import figure_url, font_url, to_html
from reportgen.renderers.justification import flush_chinese_lines
from reportgen.renderers.rendering import RENDERERS, Rendered, Rendering
from reportgen.theme import theme_faces

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

_TAG = re.compile(r"<(style|script)\b.*?</\1>|<[^>]*>", re.DOTALL)


@RENDERERS.add("pdf")
def render(rendering: Rendering) -> Rendered:
    """The edition as a PDF: fonts embedded, Chinese lines flush, headings as an outline.

    Raises ReportError for what WeasyPrint warns of: a PDF with a fault is not let out.
    """
    check_characters(rendering)
    html = to_html(rendering)
    with flush_chinese_lines(), filled_pages(), _warnings_are_errors():
        from weasyprint import HTML

        document = HTML(string=html, url_fetcher=_fetcher(rendering, html)).render()
        return Rendered(document.write_pdf(), len(document.pages))


def characters_of(rendering: Rendering, html: str) -> frozenset[str]:
    """Every character that a page prints, those of its figures and margins included."""
    texts = [unescape(_TAG.sub("", html)), html]
    texts += [
        unescape(_TAG.sub("", rendering.drawings[figure.id, language].svg.decode()))
        for figure in rendering.document.figures()
        for language in rendering.edition.body
    ]
    return frozenset().union(*texts)


def _fetcher(rendering: Rendering, html: str) -> URLFetcher:
    """What serves the fonts and figures of a page, and refuses every other URL."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    characters = characters_of(rendering, html)
    fonts = {font_url(face): face for face in theme_faces(rendering.theme)}
    figures = {
        figure_url(figure, language): drawing
        for (figure, language), drawing in rendering.drawings.items()
    }

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            if url in fonts:
                return URLFetcherResponse(
                    url, _font(fonts[url], characters), {"Content-Type": "font/ttf"}
                )
            if url in figures:
                return URLFetcherResponse(url, figures[url].svg, {"Content-Type": "image/svg+xml"})
            raise ValueError(f"a page may not load {url}")

    return Fetcher()


@cache
def _font(face: FontFace, characters: frozenset[str]) -> bytes:
    return cut(face, characters)


@contextmanager
def _warnings_are_errors() -> Iterator[None]:
    """Collect what WeasyPrint warns of, and raise it as one ReportError at the end."""
    warnings: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            warnings.append(record.getMessage())

    logger = logging.getLogger("weasyprint")
    handler = Collector(logging.WARNING)
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
    if warnings:
        raise error("the PDF can't be made without faults", found="; ".join(warnings))
