"""A theme → the theme with a setting for each language of a report."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.errors import Place, error
from reportgen.locales.locale import load_locale
from reportgen.theme import THEME_NAME, Theme


def fitted(theme: Theme, languages: Iterable[str]) -> Theme:
    """The theme, with languages that it doesn't know set as Chinese or as English is.

    A language without spaces is set like Chinese, any other like English. Raises ReportError
    where the theme has no setting for that either.
    """
    settings = dict(theme.settings)
    for language in languages:
        model = model_language(language)
        if language not in settings and model not in settings:
            place = Place(str(theme.folder / THEME_NAME), key="settings")
            raise error("language-without-setting", place, allowed=settings, language=language)
        settings.setdefault(language, settings[model])
    return theme.model_copy(update={"settings": settings})


def model_language(language: str) -> str:
    """The language that another is set like where nothing is said of it."""
    return "zh" if load_locale(language).is_ideographic else "en"
