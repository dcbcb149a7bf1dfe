"""On which page of a draft what comes to stand, reckoned as Word would set it.

    paragraphs and tables ── sheet ──▶ looks: all styles that bear on them added up
    text ──────────────────── lines ──▶ lines: widths of `faces`, the ends that Word would choose
    lines, rows of tables ─── strips ─▶ strips: how high, and whether a page may end above
    strips ────────────────── pages ──▶ bookmark → the page's number

Nothing of it is known to the rest of the program but `pages_of`.
"""

from reportgen.renderers.docx.pagination.pages import pages_of

__all__ = ["pages_of"]
