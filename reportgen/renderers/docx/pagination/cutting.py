"""Paragraphs and tables → strips."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from reportgen.renderers.docx.markup import Element, tag
from reportgen.renderers.docx.pagination.paragraphs import Setter
from reportgen.renderers.docx.pagination.rows import table_strips
from reportgen.renderers.docx.pagination.sheet import ParagraphLook, Sheet
from reportgen.renderers.docx.pagination.strips import Room, Strip

ALONE = 2
"""Lines that stand together at least at the foot and at the head of a page."""
_P, _TABLE, _LOOKS = tag("p"), tag("tbl"), tag("pPr")
_NO_CONTENT = frozenset((*map(tag, ("sectPr", "tcPr", "sdtPr", "sdtEndPr")), etree.Comment))


@dataclass(slots=True)
class Cutter:
    """Cuts content into strips."""

    setter: Setter
    stays: bool = False
    """Whether what was cut last stays on the page of what follows."""

    @property
    def sheet(self) -> Sheet:
        """The styles of the file."""
        return self.setter.sheet

    def strips(self, content: Iterable[Element], room: Room) -> Iterator[Strip]:
        """The strips of paragraphs and tables, those in content controls and the like too."""
        for child in content:
            if child.tag == _P:
                yield from self._paragraph(child, room)
            elif child.tag == _TABLE:
                yield from table_strips(self, child, room)
            elif child.tag not in _NO_CONTENT:
                yield from self.strips(child, room)

    def apart(self, content: Iterable[Element], room: Room) -> list[Strip]:
        """The strips of content that stands by itself, as that of a cell or a note."""
        self.stays = False
        return list(self.strips(content, room))

    def _paragraph(self, paragraph: Element, room: Room) -> Iterator[Strip]:
        properties = paragraph[0] if len(paragraph) and paragraph[0].tag == _LOOKS else None
        look = self.sheet.paragraph(properties, room.table)
        lines = self.setter.lines(paragraph, look, room.width, room.pitch)
        ended = False
        for index, line in enumerate(lines):
            is_first, is_last = index == 0, index == len(lines) - 1
            yield Strip(
                line.height,
                before=look.before if is_first else 0.0,
                after=look.after if is_last else 0.0,
                may_begin=self._may_begin(look, index, len(lines)),
                must_begin=ended or (is_first and look.begins_page),
                notes=(*line.notes,),
                bookmarks=(*line.bookmarks,),
            )
            ended = line.ends_page
        self.stays = look.keep_next

    def _may_begin(self, look: ParagraphLook, index: int, count: int) -> bool:
        """Whether a page may end above a line of a paragraph."""
        if index == 0:
            return not self.stays
        if look.keep_lines:
            return False
        return not look.is_controlled or ALONE <= index <= count - ALONE
