"""WeasyPrint's own way to write tags → ours, as long as documents are written."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from reportgen.renderers.replacement import Replacement, Target
from reportgen.renderers.tagging.objects import write_structure
from reportgen.renderers.tagging.painted import read_pages
from reportgen.renderers.tagging.structure import structure_of


def tagged_by_element() -> AbstractContextManager[bool]:
    """A context in which WeasyPrint's documents are written with one tag for one element.

    It yields whether that is so: False when this WeasyPrint isn't one that `obstacle` lets pass.
    """
    return _replacement.active()


def obstacle() -> str | None:
    """Return why this WeasyPrint's tags can't be replaced, or None if they can."""
    return _replacement.obstacle()


def _add_tags(pdf: Any, document: Any, pdf_version: Any, page_streams: Any) -> None:
    """Stand in for WeasyPrint's add_tags."""
    painted = read_pages(document, page_streams)
    write_structure(pdf, structure_of(painted), painted, page_streams)


_replacement = Replacement(
    Target(
        "weasyprint.pdf", "add_tags", ("pdf", "document", "pdf_version", "page_streams"), _add_tags
    )
)
