"""Workbooks → respondents' data: .xlsx, .xlsm, .xls and .ods, through calamine."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.errors import Place, error
from reportgen.messages import Quoted
from reportgen.readers.tabular import READERS, frame
from reportgen.yamlfile import unreadable

if TYPE_CHECKING:
    import pandas as pd
    from python_calamine import CalamineWorkbook

Cell = (
    int
    | float
    | str
    | bool
    | datetime.time
    | datetime.date
    | datetime.datetime
    | datetime.timedelta
)


@READERS.add(".xlsx")
@READERS.add(".xlsm")
@READERS.add(".xls")
@READERS.add(".ods")
def read_excel(path: Path, sheet: str | None = None) -> pd.DataFrame:
    """The cells of one worksheet as text, indexed by sheet row; rows with no cell are left out.

    A whole number is written without a decimal point, a truth value as 1 or 0, a date as ISO 8601.
    Raises ReportError for a file that is missing or no workbook, for a sheet that is not in it or
    empty, and as `frame` does.
    """
    with open_workbook(path) as workbook:
        name = sheet if sheet is not None else workbook.sheet_names[0]
        if name not in workbook.sheet_names:
            raise error(
                "no-such-sheet",
                Place(str(path)),
                found=name,
                allowed=workbook.sheet_names,
            )
        rows = sheet_rows(workbook, name)
    file = Place(str(path), sheet=name)
    if not rows:
        raise error("empty-sheet", file)
    (line, header), *respondents = rows
    while header and not header[-1] and not any(row[len(header) - 1] for _, row in respondents):
        # A cell that is only formatted widens the sheet: it makes no column.
        header = header[:-1]
    cells = [row[: len(header)] for _, row in respondents]
    return frame(file, (line, header), cells, [number for number, _ in respondents])


def open_workbook(path: Path) -> CalamineWorkbook:
    """The workbook. Raises ReportError for a file that is missing, locked or no workbook."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    place = Place(str(path))
    try:
        path.open("rb").close()
        return CalamineWorkbook.from_path(path)
    except PasswordError:
        raise error("protected-workbook", place) from None
    except CalamineError as fault:
        raise error("not-a-workbook", place, problem=Quoted(str(fault))) from None
    except OSError as fault:
        raise unreadable(path, fault) from None


def sheet_rows(workbook: CalamineWorkbook, name: str) -> list[tuple[int, list[str]]]:
    """The sheet's rows that hold anything: each with its 1-based number, as text cells."""
    cells = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    rows = [(number, [_text(cell) for cell in row]) for number, row in enumerate(cells, start=1)]
    return [(number, row) for number, row in rows if any(row)]


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
