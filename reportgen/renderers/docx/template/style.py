"""A named style of the Word template as data, and the language that it is set in."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.theme import Setting

UNCOUNTED = -1
"""What stands for the level of a heading that has no number though what it is based on has one."""


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph or character style, lengths in points. What is None or False is inherited."""

    name: str
    size: float | None = None
    leading: float | None = None
    based_on: str | None = "Normal"
    next: str | None = None
    display: bool | None = None
    bold: bool = False
    italic: bool = False
    colour: str | None = None
    align: str | None = None
    before: float = 0
    after: float = 0
    first: float | None = None
    """First-line indent; of an East Asian style, in characters. None where it is inherited."""
    left: float = 0
    right: float = 0
    hanging: float = 0
    keep_next: bool = False
    keep_lines: bool = False
    page_break: bool | None = None
    """Whether it begins a page; None where it is as what it is based on."""
    outline: int | None = None
    list_level: int | None = None
    """The level at which headings in this style are counted, the first 0; UNCOUNTED for never."""
    kind: str = "paragraph"
    rule: str | None = None
    """The side of a thin rule: bottom, left."""
    rule_weight: float = 0.5
    rule_colour: str | None = None
    """Its colour; None where it is that of the text."""
    tab: float = 0
    """Where a line of dots leads to, from the left."""


@dataclass(frozen=True, slots=True)
class Language:
    """How a language is set: its theme tokens, and whether it is written in ideographs."""

    code: str
    setting: Setting
    is_wide: bool
    abstract_runs_in: bool
    colour: str
    """What a second language's headings are printed in."""
    tag: str
    """Its tag, as zh-CN."""

    @property
    def is_light(self) -> bool:
        """Whether display type is bold: Hei is heavy enough as it is."""
        return not self.is_wide
