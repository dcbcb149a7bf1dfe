"""The Document → a PDF, through HTML and WeasyPrint."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reportgen.errors import error
from reportgen.messages import Quoted
from reportgen.renderers.assets import assets
from reportgen.renderers.characters import check_characters
from reportgen.renderers.finish import finish, options
from reportgen.renderers.floats import filled_pages
from reportgen.renderers.found_once import found_once
from reportgen.renderers.html import to_html
from reportgen.renderers.justification import flush_chinese_lines
from reportgen.renderers.rendering import RENDERERS, Rendered, Rendering
from reportgen.renderers.tagging import tagged_by_element

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher, URLFetcherResponse


@RENDERERS.add("pdf")
def render(rendering: Rendering) -> Rendered:
    """The edition as a PDF: fonts embedded, Chinese lines flush, headings as an outline, tagged.

    Raises ReportError for what WeasyPrint warns of: a PDF with a fault is not let out.
    """
    check_characters(rendering)
    html = to_html(rendering)
    with (
        flush_chinese_lines(),
        filled_pages(),
        tagged_by_element(),
        found_once(),
        _warnings_are_errors(),
        _uncollected(),
    ):
        return _printed(rendering, html)


def _printed(rendering: Rendering, html: str) -> Rendered:
    from weasyprint import HTML

    document = HTML(string=html, url_fetcher=_fetcher(rendering, html)).render()
    data = document.write_pdf(finisher=lambda _, pdf: finish(pdf, rendering), **options(rendering))
    return Rendered(data, len(document.pages))


def _fetcher(rendering: Rendering, html: str) -> URLFetcher:
    """What serves the fonts and figures of a page, and refuses every other URL."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    known = assets(rendering, html)

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            if url not in known:
                raise ValueError(f"a page may not load {url}")
            asset = known[url]
            return URLFetcherResponse(url, asset.make(), {"Content-Type": asset.media_type})

    return Fetcher()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile: a page is a million objects in use, and no circle is dropped.

    To look through them again and again takes a sixth of the time of a long report.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


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
        raise error("faulty-pdf", problems=[Quoted(warning) for warning in warnings])
