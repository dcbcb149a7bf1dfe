"""A language's words and patterns, and the numbers, labels and headings they print."""

from reportgen.locales.changes import wording_faults
from reportgen.locales.fitting import fitted, model_language
from reportgen.locales.headings import NUMBERINGS, LevelNumber, heading_number, level_number
from reportgen.locales.locale import GROUP_GAP, LOCALES, Locale, languages, load_locale
from reportgen.locales.phrases import joined, phrase
from reportgen.locales.rounding import half_up, tenths_of_percent
from reportgen.locales.wording import statistic_label

__all__ = [
    "GROUP_GAP",
    "LOCALES",
    "NUMBERINGS",
    "LevelNumber",
    "Locale",
    "fitted",
    "half_up",
    "heading_number",
    "joined",
    "languages",
    "level_number",
    "load_locale",
    "model_language",
    "phrase",
    "statistic_label",
    "tenths_of_percent",
    "wording_faults",
]
