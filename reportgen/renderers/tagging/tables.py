"""The cells of a table → which of them are heads of which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, product

from reportgen.renderers.tagging.node import Node

_ROW_SCOPES = frozenset({"row", "rowgroup"})


@dataclass(slots=True)
class _Cell:
    """A cell with the rows and columns of the table that it takes."""

    node: Node
    row: Node
    rows: range
    columns: range
    heads: list[_Cell] = field(default_factory=list)

    @property
    def is_head(self) -> bool:
        return self.node.role == "TH"

    @property
    def is_row_head(self) -> bool:
        return self.is_head and self.node.element.get("scope") in _ROW_SCOPES


def relate_cells(table: Node) -> None:
    """Say of each cell how much room it takes, and of each head whether it heads a column or a row.

    Where that leaves open what a cell is of, since heads stand above heads or a row heads a group
    of rows, each cell names its heads as well.
    """
    cells = _grid(list(_rows(table)))
    for cell in cells:
        said = cell.node.attributes.setdefault("Table", {})
        if _is_group(cell):
            _set_beside(cell)
        elif len(cell.columns) > 1:
            said["ColSpan"] = len(cell.columns)
        if len(cell.rows) > 1:
            said["RowSpan"] = len(cell.rows)
        if cell.is_head:
            said["Scope"] = "/Row" if cell.is_row_head else "/Column"
    if _needs_names(cells):
        _name_heads(cells)


def _set_beside(group: _Cell) -> None:
    """Let the head of a group take its column alone: the rest of the row is an empty cell.

    A row of heads alone would be read as one more head of the columns.
    """
    rest = {"ColSpan": len(group.columns) - 1}
    place = group.row.kids.index(group.node) + 1
    group.row.kids.insert(place, Node("TD", attributes={"Table": rest}))


def _rows(part: Node) -> Iterator[Node]:
    for kid in part.nodes():
        if kid.role == "TR":
            yield kid
        elif kid.role in ("THead", "TBody", "TFoot"):
            yield from _rows(kid)


def _grid(rows: list[Node]) -> list[_Cell]:
    """The cells of a table in their places, as HTML sets them: each in the first free column."""
    cells: list[_Cell] = []
    taken: set[tuple[int, int]] = set()
    for row, node in enumerate(rows):
        for cell in node.nodes():
            column = next(place for place in count() if (row, place) not in taken)
            columns = range(column, column + _span(cell, "colspan"))
            down = range(row, min(row + _span(cell, "rowspan"), len(rows)))
            taken.update(product(down, columns))
            cells.append(_Cell(cell, node, down, columns))
    return cells


def _span(cell: Node, name: str) -> int:
    found = cell.element.get(name, "1")
    return max(1, int(found)) if found.isdecimal() else 1


def _needs_names(cells: list[_Cell]) -> bool:
    """Whether a column has several heads, or a row heads others."""
    column_heads = [cell for cell in cells if cell.is_head and not cell.is_row_head]
    is_deep = len({cell.rows.start for cell in column_heads}) > 1
    return is_deep or any(map(_is_group, cells))


def _is_group(cell: _Cell) -> bool:
    """Whether a cell heads the rows that follow: a head of a row that takes it whole."""
    return cell.is_row_head and len(cell.columns) > 1


def _name_heads(cells: list[_Cell]) -> None:
    """Name in each cell its heads: of its columns from above, of its group, of its row."""
    group: list[_Cell] = []
    heads: list[_Cell] = []
    row_heads: dict[int, list[_Cell]] = {}
    for cell in cells:
        if _is_group(cell):
            group = [cell]
        elif cell.is_row_head:
            for row in cell.rows:
                row_heads.setdefault(row, []).append(cell)
            cell.heads = group
        else:
            above = [head for head in heads if _meet(head.columns, cell.columns)]
            if not cell.is_head:
                above += group + row_heads.get(cell.rows.start, [])
            cell.heads = above
            if cell.is_head:
                heads.append(cell)
    for cell in cells:
        cell.node.heads = [head.node for head in cell.heads]


def _meet(one: range, other: range) -> bool:
    return max(one.start, other.start) < min(one.stop, other.stop)
