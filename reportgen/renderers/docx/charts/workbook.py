"""The sheet of a chart → its workbook, the same bytes for the same sheet.

XlsxWriter makes what is around the cells once for all charts with the same number formats; the
cells of each chart are written into that. It would take five times as long to make each anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from xlsxwriter import Workbook

from reportgen.renderers.docx.archive import stored
from reportgen.renderers.docx.charts.frame import Cell
from reportgen.renderers.docx.charts.markup import number
from reportgen.renderers.docx.charts.sheet import GENERAL, TEXT, Column, Sheet
from reportgen.renderers.docx.markup import escaped

CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""When every workbook says that it was made."""
LABELS_WIDTH, WIDTH = 32, 14
"""Of the columns, in characters."""
PADDING = 0.7109375
"""What Excel adds to that for the edges of cells."""

USUAL = (TEXT, GENERAL, "0.0%", "0%")
"""Number formats that every workbook has, so that one serves most charts."""
_PAGE = "xl/worksheets/sheet%d.xml"
_HEAD = "head"
"""What stands for the format of headings among those of numbers."""
_CELL = re.compile(r'<c r="[A-Z]+1"(?: s="(\d+)")?')
_CELLS = re.compile(r"<sheetData>.*</sheetData>", re.DOTALL)
_WIDTHS = re.compile(r"<cols>.*</cols>", re.DOTALL)
_COLUMN = '<col min="%d" max="%d" width="%s" customWidth="1"/>'
_EXTENT = re.compile(r'<dimension ref="[^"]*"/>')


@dataclass(frozen=True, slots=True)
class _Empty:
    """A workbook without cells: its parts, its pages, its formats by name."""

    parts: Mapping[str, bytes]
    pages: Sequence[tuple[str, str]]
    """Each before and after its cells."""
    styles: Mapping[str, str]


def workbook(sheet: Sheet) -> bytes:
    """The .xlsx file: headings in the first row, then the cells, with their number formats.

    Its parts are not packed, since the Word file packs it.
    """
    pages = [sheet.columns, *([sheet.table] if sheet.table else [])]
    formats = (*USUAL, *(each for page in pages for column in page for each in column.formats))
    names = tuple(page[0].sheet for page in pages)
    empty = _empty(tuple(dict.fromkeys(formats)), names)
    written = {
        _PAGE % number: _page(columns, around, empty.styles)
        for number, (columns, around) in enumerate(zip(pages, empty.pages, strict=True), 1)
    }
    return stored({**empty.parts, **written})


def _page(columns: Sequence[Column], around: tuple[str, str], styles: Mapping[str, str]) -> bytes:
    before, after = around
    rows = 1 + max(len(column.cells) for column in columns)
    cells = "".join([_row(columns, styles, row) for row in range(1, rows + 1)])
    extent = f'<dimension ref="A1:{columns[-1].letter}{rows}"/>'
    widths = "".join(
        _COLUMN % (place, place, (LABELS_WIDTH if column.format == TEXT else WIDTH) + PADDING)
        for place, column in enumerate(columns, 1)
    )
    before = _WIDTHS.sub(f"<cols>{widths}</cols>", _EXTENT.sub(extent, before))
    return f"{before}<sheetData>{cells}</sheetData>{after}".encode()


def _row(columns: Sequence[Column], styles: Mapping[str, str], row: int) -> str:
    if row == 1:
        cells = [_string(f"{column.letter}1", styles[_HEAD], column.heading) for column in columns]
    else:
        cells = [_cell(column, styles, row) for column in columns]
    return f'<row r="{row}">{"".join(cells)}</row>'


def _cell(column: Column, styles: Mapping[str, str], row: int) -> str:
    """A cell, where the column has one in that row. Strings never make formulas or links."""
    place, name = row - 2, f"{column.letter}{row}"
    style = styles[column.format_of(place)]
    value: Cell = column.cells[place] if place < len(column.cells) else None
    formula = column.formulas[place] if place < len(column.formulas) else ""
    if formula:
        kind = ' t="str"' if isinstance(value, str) else ""
        told = "" if value is None else f"<v>{_written(value)}</v>"
        source = escaped(formula.removeprefix("="))
        return f'<c r="{name}"{style}{kind}><f>{source}</f>{told}</c>'
    if isinstance(value, str):
        own = place < len(column.own_formats) and column.own_formats[place]
        return _string(name, style if own else styles.get(TEXT, style), value)
    return "" if value is None else f'<c r="{name}"{style}><v>{_written(value)}</v></c>'


def _string(name: str, style: str, text: str) -> str:
    words = f'<is><t xml:space="preserve">{escaped(text)}</t></is>'
    return f'<c r="{name}"{style} t="inlineStr">{words}</c>'


def _written(value: float | str) -> str:
    return escaped(value) if isinstance(value, str) else number(value)


@lru_cache(maxsize=64)
def _empty(formats: tuple[str, ...], names: tuple[str, ...]) -> _Empty:
    """The workbook with these sheets whose cells may have these number formats."""
    buffer = BytesIO()
    options: dict[str, Any] = {"in_memory": True}
    book = Workbook(buffer, options)
    book.set_properties({"created": CREATED.replace(tzinfo=None)})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    looks = [book.add_format({"num_format": each, "text_wrap": each == TEXT}) for each in formats]
    for name in names:
        page = book.add_worksheet(name)
        for place, look in enumerate((head, *looks)):
            page.write_blank(0, place, None, look)
        page.set_column(0, 0, LABELS_WIDTH)
        page.freeze_panes(1, 1)
    book.close()
    with ZipFile(buffer) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    found, pages = list[str](), list[tuple[str, str]]()
    for number_ in range(1, len(names) + 1):
        whole = parts.pop(_PAGE % number_).decode()
        cells = _CELLS.search(whole)
        assert cells is not None, "blank cells were just written"
        found = [f' s="{style}"' if style else "" for style in _CELL.findall(cells[0])]
        pages.append((whole[: cells.start()], whole[cells.end() :]))
    return _Empty(parts, pages, dict(zip((_HEAD, *formats), found, strict=True)))
