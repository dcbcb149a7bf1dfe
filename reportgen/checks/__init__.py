"""Results, document and other texts → findings: what `reportgen check` compares."""

from reportgen.checks.published import compare, read_published
from reportgen.checks.quotations import TEXT_ENDINGS, Quotation, conflicts, quotations, read_text

__all__ = [
    "TEXT_ENDINGS",
    "Quotation",
    "compare",
    "conflicts",
    "quotations",
    "read_published",
    "read_text",
]
