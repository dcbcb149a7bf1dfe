"""The sheet of a chart → its workbook, the same bytes for the same sheet."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from reportgen.renderers.docx.charts.sheet import SHEET, TEXT, Sheet

CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""When every workbook says that it was made."""
LABELS_WIDTH, WIDTH = 32, 14
"""Of the columns, in characters."""


def workbook(sheet: Sheet) -> bytes:
    """The .xlsx file: headings in the first row, then the cells, with their number formats."""
    buffer = BytesIO()
    # Strings stay strings: what a label begins with must not make a formula or a link of it.
    options: dict[str, Any] = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = Workbook(buffer, options)
    book.set_properties({"created": CREATED.replace(tzinfo=None)})
    page = book.add_worksheet(SHEET)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    formats = {
        form: book.add_format({"num_format": form, "text_wrap": form == TEXT})
        for form in dict.fromkeys(column.format for column in sheet.columns)
    }
    page.set_column(0, 0, LABELS_WIDTH)
    page.set_column(1, max(len(sheet.columns) - 1, 1), WIDTH)
    page.freeze_panes(1, 1)
    for across, column in enumerate(sheet.columns):
        page.write_string(0, across, column.heading, head)
        form = formats[column.format]
        for down, cell in enumerate(column.cells, 1):
            formula = column.formulas[down - 1] if down <= len(column.formulas) else ""
            if formula:
                page.write_formula(down, across, formula, form, cell)
            elif isinstance(cell, str):
                page.write_string(down, across, cell, formats.get(TEXT) or form)
            elif cell is not None:
                page.write_number(down, across, cell, form)
    book.close()
    return buffer.getvalue()
