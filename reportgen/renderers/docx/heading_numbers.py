"""The number of each heading: counted by a list of Word's, so that it stays right when one moves.

A style of headings is counted by itself. What is written here are the exceptions: a heading that is
deeper than the styles go, one whose number is not the next because the heading before it isn't
printed in its language, and those in a template whose styles have no numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from reportgen.document import Document, Section, walk
from reportgen.locales import level_number
from reportgen.renderers.docx.heading_lists import (
    LIST_LEVELS,
    UNNUMBERED,
    counted,
    heading_list,
    is_numbered,
    level_marks,
)
from reportgen.renderers.docx.markup import Xml, tag, tree
from reportgen.renderers.docx.numbering import Numbering
from reportgen.renderers.docx.styles import Styles
from reportgen.theme import Setting

ABSTRACT = "abstract"
"""The role of the section whose heading has no number."""
HEADING_LEVELS = 3
"""How many styles of headings there are; deeper ones are set as the last."""


@dataclass(slots=True)
class _Counts:
    """The list that counts the headings of a language."""

    number: int
    """Its numbering; UNNUMBERED where none of ours does."""
    places: list[int | None] = field(default_factory=lambda: [None] * LIST_LEVELS)
    """How far each level has been counted; None where it hasn't, or nobody can tell."""

    def counted(self, level: int) -> list[int | None]:
        """What Word has counted with one more heading of a level, the first 0."""
        self.places[level] = (self.places[level] or 0) + 1
        self.places[level + 1 :] = [0] * (LIST_LEVELS - level - 1)
        return self.places


@dataclass(slots=True)
class HeadingNumbers:
    """Counts the headings of one file as Word will."""

    document: Document
    language: str
    """The main language, whose headings have styles of the plain name."""
    styles: Styles
    numbering: Numbering
    _counts: dict[str, _Counts] = field(default_factory=dict)

    def property(self, section: Section, language: str, setting: Setting, style: str) -> Xml | None:
        """What a heading in this style has to be told to have its number; None for nothing."""
        if section.role == ABSTRACT:  # its style says so
            return None
        counts = self._counted(language, setting)
        if counts.number == UNNUMBERED:
            return None
        level = len(section.number) - 1
        pattern = level_number(setting.heading_numbering, level + 1).pattern
        printed = [index for index in range(level + 1) if f"%{index + 1}" in pattern]
        found = counts.counted(level)
        if all(found[index] == section.number[index] for index in printed):
            own = self.styles.numbering_of(style)
            return None if own == (counts.number, level) else counted(level, counts.number)
        counts.places[level] = section.number[level]
        starts = {index: section.number[index] for index in printed}
        return counted(level, self.numbering.starting(counts.number, starts))

    def are_counted(self, language: str, setting: Setting) -> bool:
        """Whether the headings in a language are counted as the theme says, if it numbers any."""
        return self._counted(language, setting).number != UNNUMBERED

    def _counted(self, language: str, setting: Setting) -> _Counts:
        if language not in self._counts:
            self._counts[language] = _Counts(self._list(language, setting))
        return self._counts[language]

    def _list(self, language: str, setting: Setting) -> int:
        """The list that counts headings as the theme says; UNNUMBERED where they have none of it.

        A template whose headings have numbers of its own keeps these. In one whose headings have
        none a list is added.
        """
        scheme = setting.heading_numbering
        if not is_numbered(setting):
            return UNNUMBERED
        name = "heading" if language == self.language else "Second heading"
        ids = [self.styles.id(f"{name} {level}", language) for level in self._levels()]
        lists = [each for each in map(self.styles.numbering_of, ids) if each[0]]
        for number, level in lists:
            if self._marks(number, level) != level_marks(level_number(scheme, level + 1)):
                return UNNUMBERED
        if lists:
            return lists[0][0]
        return self.numbering.added(tree(heading_list(setting, language, 0, ())))

    def _levels(self) -> list[int]:
        """The levels of headings that the document has styles for."""
        blocks = (block for section in self.document.sections for block in walk(section))
        levels = {block.level for block in blocks if isinstance(block, Section)}
        return sorted(level for level in levels if level <= HEADING_LEVELS)

    def _marks(self, number: int, level: int) -> tuple[str, ...]:
        """How a list of the template counts a level, as `level_marks` tells it."""
        found = self.numbering.level(number, level)
        marks = [found.find(tag(name)) if found is not None else None for name in _MARKS]
        return tuple(
            each.get(tag("val"), "") if each is not None else default
            for each, default in zip(marks, _MARKS.values(), strict=True)
        )


_MARKS = {"numFmt": "decimal", "lvlText": "", "suff": "tab"}
"""The elements that tell how a level is counted, each with what Word takes for granted."""
