"""How wide the text, its columns and its charts are, in points."""

from __future__ import annotations

from typing import Literal, TypeAlias

from reportgen.theme.tokens import Theme

Span: TypeAlias = Literal["column", "page", "turned"]
"""What a table or figure takes: a column, the width of the page, or a page in landscape."""

ONE_COLUMN = 40
"""How many ems a line of text takes at most where what is meant for several columns has one."""


def columns_of(theme: Theme, body: tuple[str, ...]) -> int:
    """How many columns the pages of an edition have, by the languages of its body.

    Text that stands in two languages, paragraph by paragraph, is set in one.
    """
    return theme.page.columns if len(body) == 1 else 1


def measure(theme: Theme, language: str, columns: int) -> float:
    """Width of the text of a page."""
    setting = theme.settings[language]
    if columns == theme.page.columns:
        return setting.measure
    return min(setting.measure, ONE_COLUMN * setting.size)


def column_width(theme: Theme, language: str, columns: int) -> float:
    """Width of a column."""
    return (measure(theme, language, columns) - (columns - 1) * theme.page.gap) / columns


def chart_width(theme: Theme, span: Span, columns: int) -> float:
    """Width of a chart, the same in every language of the theme."""
    if span == "column" and columns > 1:
        return min(column_width(theme, language, columns) for language in theme.settings)
    widest = min(measure(theme, language, columns) for language in theme.settings)
    return min(theme.charts.width, widest)
