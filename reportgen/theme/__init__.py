"""Themes: the look of a report, as tokens and templates that a theme may inherit."""

from reportgen.theme.chain import (
    THEME_NAME,
    WORD_TEMPLATE,
    find_file,
    find_word_template,
    known_themes,
)
from reportgen.theme.load import LoadedTheme, load_theme, read_theme, theme_faces
from reportgen.theme.tokens import FontFile, Heading, Setting, Theme
from reportgen.theme.widths import Span, chart_width, column_width, columns_of, measure

__all__ = [
    "THEME_NAME",
    "WORD_TEMPLATE",
    "FontFile",
    "Heading",
    "LoadedTheme",
    "Setting",
    "Span",
    "Theme",
    "chart_width",
    "column_width",
    "columns_of",
    "find_file",
    "find_word_template",
    "known_themes",
    "load_theme",
    "measure",
    "read_theme",
    "theme_faces",
]
