"""What a statistic is called in each language of a report."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.errors import error
from reportgen.locales.locale import load_locale
from reportgen.measures import STATISTICS
from reportgen.text import Text


def statistic_label(name: str, languages: Iterable[str]) -> Text:
    """The locale's word for a statistic, or the label that it brings along.

    Raises ReportError for one that has neither in some language.
    """
    brought = STATISTICS.get(name).label
    found: dict[str, str] = {}
    for language in languages:
        word = load_locale(language).statistics.get(name)
        if word is None and brought is not None and brought.has(language):
            word = brought[language]
        if word is None:
            raise error("statistic-without-label", statistic=name, language=language)
        found[language] = word
    return Text(found)
