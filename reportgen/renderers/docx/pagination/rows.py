"""A table → a strip for each of its rows, with what is repeated on another page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from reportgen.renderers.docx.markup import Element, tag
from reportgen.renderers.docx.pagination.properties import (
    TWIPS,
    element,
    found,
    local,
    number,
    value,
    weights,
)
from reportgen.renderers.docx.pagination.sheet import Sheet
from reportgen.renderers.docx.pagination.strips import Room, Strip, stacked
from reportgen.renderers.docx.places import cells, rows

DEFAULT_MARGIN = 5.4
"""Room at either side of a cell where nothing tells it, in points."""
_ROW_LOOKS, _CELL_LOOKS = tag("trPr"), tag("tcPr")
_SIDES = {"start": "left", "end": "right"}


class CutsCells(Protocol):
    """What cuts the content of cells into strips."""

    stays: bool
    """Whether what was cut last stays on the page of what follows."""

    @property
    def sheet(self) -> Sheet:
        """The styles of the file."""

    def apart(self, content: Element, room: Room) -> list[Strip]:
        """The strips of content that stands by itself."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    strips: tuple[Strip, ...]
    """One, or several where a page may end within it."""
    is_head: bool
    stays: bool
    """Whether it stays on the page of the next."""

    @property
    def height(self) -> float:
        """How high it is, in points."""
        return sum(strip.height for strip in self.strips)


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell, as far as it says itself how it is; lengths in points."""

    content: Element
    span: int
    width: float
    margins: dict[str, float]
    rules: Element | None


def table_strips(cutter: CutsCells, table: Element, room: Room) -> Iterator[Strip]:
    """The rows of a table as strips."""
    stays, head, is_head = cutter.stays, 0.0, True
    for row in _Table(cutter, table, room).rows():
        is_head = is_head and row.is_head
        for index, strip in enumerate(row.strips):
            may_begin = not stays if index == 0 else strip.may_begin
            yield replace(strip, may_begin=may_begin, head=0.0 if is_head else head)
        head += row.height if is_head else 0.0
        stays = row.stays or is_head
    cutter.stays = stays


class _Table:
    """One table: the widths of its columns, the room in its cells, its rules."""

    def __init__(self, cutter: CutsCells, table: Element, room: Room) -> None:
        properties = found(table, "tblPr")
        style = value(properties, "tblStyle")
        styled = cutter.sheet.table(style)
        self._cutter, self._table = cutter, table
        self._room = replace(room, table=style)
        self._margins = {"left": DEFAULT_MARGIN, "right": DEFAULT_MARGIN, "top": 0.0, "bottom": 0.0}
        self._margins |= _margins(element(styled, "tblCellMar"))
        self._margins |= _margins(found(properties, "tblCellMar"))
        columns = found(table, "tblGrid")
        self._columns = [
            number(each.get(tag("w"))) / TWIPS for each in (columns if columns is not None else ())
        ]
        self._rules = weights(element(styled, "tblBorders"))
        self._rules |= weights(found(properties, "tblBorders"))
        self._parts = cutter.sheet.table_rules(style)
        look = found(properties, "tblLook")
        self._look = look
        self._rows = list(rows(table))

    def rows(self) -> Iterator[Row]:
        """The rows in order."""
        above = self._rules.get("top", 0.0)
        for index, row in enumerate(self._rows):
            row_cells = [_cell(each) for each in cells(row)]
            below = self._rule_below(row_cells, index)
            is_last = index == len(self._rows) - 1
            yield self._row(row, row_cells, above + (below if is_last else 0.0))
            above = below

    def _row(self, row: Element, content_of: list[_Cell], rules: float) -> Row:
        """A row, the rules that it needs room for so many points thick."""
        told = _said(row, _ROW_LOOKS)
        content, stays = self._content(content_of, int(_number(told.get("gridBefore"))))
        height = max(map(stacked, content), default=0.0)
        height += self._margins["top"] + self._margins["bottom"] + rules
        asked = told.get("trHeight")
        is_exact = asked is not None and asked.get(tag("hRule")) == "exact"
        if asked is not None:
            own = number(asked.get(tag("val"))) / TWIPS
            height = own if is_exact else max(height, own)
        whole = Strip(
            height,
            notes=tuple(note for strips in content for strip in strips for note in strip.notes),
            bookmarks=tuple(
                name for strips in content for strip in strips for name in strip.bookmarks
            ),
        )
        is_head = "tblHeader" in told
        if is_exact or is_head or "cantSplit" in told:
            return Row((whole,), is_head, stays)
        return Row(_split(whole, max(content, key=stacked, default=[])), is_head, stays)

    def _content(self, row: list[_Cell], at: int) -> tuple[list[list[Strip]], bool]:
        """The strips of each cell, and whether any of them stays with what follows."""
        content, stays = [], False
        for cell in row:
            margins = self._margins | cell.margins if cell.margins else self._margins
            width = sum(self._columns[at : at + cell.span]) or cell.width
            inner = replace(self._room, width=width - margins["left"] - margins["right"])
            content.append(self._cutter.apart(cell.content, inner))
            stays = stays or self._cutter.stays
            at += cell.span
        return content, stays

    # ------------------------------------------------------------------------------------ rules

    def _rule_below(self, row: list[_Cell], index: int) -> float:
        """The weight of the rule below a row, that of its thickest piece."""
        is_last = index == len(self._rows) - 1
        weight = self._rules.get("bottom" if is_last else "insideH", 0.0)
        for part in self._parts_of(index):
            weight = weights(self._parts.get(part)).get("bottom", weight)
        return max((weights(cell.rules).get("bottom", weight) for cell in row), default=weight)

    def _parts_of(self, index: int) -> Iterator[str]:
        """The parts of a table that a row belongs to, the one that counts most at the end."""
        has_head = self._uses("firstRow")
        if has_head and index == 0:
            yield "firstRow"
        elif not self._uses("noHBand"):
            yield "band2Horz" if (index - has_head) % 2 else "band1Horz"
        if self._uses("lastRow") and index == len(self._rows) - 1:
            yield "lastRow"

    def _uses(self, part: str) -> bool:
        """Whether a table says that it looks as its style has it for a part."""
        return self._look is not None and self._look.get(tag(part)) == "1"


def _cell(cell: Element) -> _Cell:
    told = _said(cell, _CELL_LOOKS)
    width = told.get("tcW")
    return _Cell(
        cell,
        span=int(_number(told.get("gridSpan"))) or 1,
        width=number(width.get(tag("w"))) / TWIPS if width is not None else 0.0,
        margins=_margins(told.get("tcMar")),
        rules=told.get("tcBorders"),
    )


def _said(element: Element, looks: str) -> dict[str, Element]:
    """The properties that a row or cell has, by their names."""
    if not len(element) or element[0].tag != looks:
        return {}
    return {local(each): each for each in element[0]}


def _number(element: Element | None) -> float:
    return number(element.get(tag("val"))) if element is not None else 0.0


def _split(whole: Strip, lines: list[Strip]) -> tuple[Strip, ...]:
    """A row that a page may end within: the lines of its highest cell, the first with all else."""
    if len(lines) < 2:
        return (whole,)
    rest = [
        replace(line, height=line.height + line.before, notes=(), bookmarks=()) for line in lines
    ]
    left = whole.height - sum(line.height for line in rest[1:])
    return (replace(whole, height=left), *rest[1:])


def _margins(sides: Element | None) -> dict[str, float]:
    """Room within cells, in points, by the side."""
    return {
        _SIDES.get(local(side), local(side)): number(side.get(tag("w"))) / TWIPS
        for side in (sides if sides is not None else ())
    }
