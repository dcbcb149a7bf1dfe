"""A language's words and patterns, and the numbers, labels and headings they print."""

from reportgen.locales.changes import wording_faults
from reportgen.locales.headings import NUMBERINGS, heading_number
from reportgen.locales.locale import Locale, languages, load_locale
from reportgen.locales.phrases import joined, phrase
from reportgen.locales.rounding import half_up, tenths_of_percent

__all__ = [
    "NUMBERINGS",
    "Locale",
    "half_up",
    "heading_number",
    "joined",
    "languages",
    "load_locale",
    "phrase",
    "tenths_of_percent",
    "wording_faults",
]
