"""Words and number style that a theme sets in place of a locale's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from reportgen.theme.values import Tokens


class NumberStyle(Tokens):
    """How a language prints numbers; what is left out is the locale's own."""

    percent_digits: Annotated[int, Field(ge=0, le=4)] | None = None
    """Decimals of a percentage."""
    decimal: Literal[".", ","] | None = None
    """The decimal sign: . or ,"""
    group: Literal["gap", "comma", "none"] | None = None
    """What parts groups of three digits: gap (a thin space), comma or none."""
    group_from: Annotated[int, Field(ge=1)] | None = None
    """Digits that a number has at least when it is grouped."""
    small_base: Annotated[int, Field(ge=0)] | None = None
    """The base below which no percentage is printed, only n/N."""


class Wording(Tokens):
    """Words and number style of a language that a theme sets in place of the locale's."""

    numbers: NumberStyle = NumberStyle()
    """The number style."""
    words: Mapping[str, str] = {}
    """Words, as {figure: "Fig. {number}"}, with the placeholders of the locale's own."""
    forms: Mapping[str, tuple[str, ...]] = {}
    """The forms of a number, in unbreakable parts: {share: ["{percent}%", "({count}/{base})"]}."""
    cell_heads: Mapping[str, str] = {}
    """Heads of columns."""
    notes: Mapping[str, str] = {}
    """Notes below tables and figures."""
    charts: Mapping[str, str] = {}
    """Words of charts."""
    unheaded: tuple[str, ...] | None = None
    """Sections, by what part of the report they are, whose heading isn't printed."""
    abstract_runs_in: bool | None = None
    """Whether the abstract is one paragraph behind its label, or has a paragraph for each part."""
