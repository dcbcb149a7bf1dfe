"""An element of HTML → the structure type that it has in a PDF (ISO 32000-1, 14.8.4)."""

from __future__ import annotations

from typing import Any

GROUPS = frozenset({"Part", "Art", "Sect", "Div", "BlockQuote"})
"""Types that hold blocks: text that stands in one by itself becomes a paragraph."""
INLINE = ""
"""What stands within a line, and is no more than its text unless its language differs."""
PASSED = None
"""An element that is none in a PDF: what it holds belongs to the element around it."""

_ROLES: dict[str, str | None] = {
    "html": PASSED,
    "body": PASSED,
    "main": "Part",
    "article": "Art",
    "section": "Sect",
    "nav": "Sect",
    "aside": "Sect",
    "header": "Div",
    "footer": "Div",
    "div": "Div",
    "figure": "Div",
    "details": "Div",
    "blockquote": "BlockQuote",
    "p": "P",
    "summary": "P",
    "address": "P",
    "pre": "P",
    "h1": "H1",
    "h2": "H2",
    "h3": "H3",
    "h4": "H4",
    "h5": "H5",
    "h6": "H6",
    "ul": "L",
    "ol": "L",
    "dl": "L",
    "li": "LI",
    "dt": "LI",
    "dd": "LI",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "caption": "Caption",
    "figcaption": "Caption",
    "img": "Figure",
    "svg": "Figure",
    "{http://www.w3.org/2000/svg}svg": "Figure",
    "q": "Quote",
}
_ROLE_NAMES = {"note": "Note", "doc-footnote": "Note", "doc-endnote": "Note"}
"""Types by the `role` of an element, which comes before its name."""


def role_of(element: Any) -> str | None:
    """The structure type of an element, INLINE or PASSED.

    A figure is a group of the picture, which alone has the alternative text, and its caption:
    readers stop at a text that stands for an element, and would never come to a caption within.
    """
    name = element.get("role", "")
    return _ROLE_NAMES.get(name) or _ROLES.get(element.tag, INLINE)
