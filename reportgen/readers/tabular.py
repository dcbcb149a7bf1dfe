"""The formats of respondents' data, by file suffix, and what every table of data must hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.errors import Finding, Place, ReportError, error, finding
from reportgen.registry import Registry

if TYPE_CHECKING:
    import pandas as pd

Reader = Callable[[Path, str | None], "pd.DataFrame"]
"""A file and its worksheet (None: the first) → text cells, "" where a cell is empty.

One row a respondent, indexed by the line or sheet row that it starts on, so that a finding can
name it; the index has the name of the worksheet, or none. One column for each name of the header.
"""

READERS: Registry[Reader] = Registry(
    "unknown-data-format",
    {
        ".csv": "reportgen.readers.csv_file",
        ".tsv": "reportgen.readers.csv_file",
        ".xlsx": "reportgen.readers.excel_file",
        ".xlsm": "reportgen.readers.excel_file",
        ".xls": "reportgen.readers.excel_file",
        ".ods": "reportgen.readers.excel_file",
    },
    group="reportgen.readers",
)
"""The readers by file suffix, in lower case."""


def read_table(path: Path, sheet: str | None = None) -> pd.DataFrame:
    """The respondents' data as text, by the reader of the file's suffix.

    Raises ReportError for an unknown suffix, a file that can't be read, a header with a name
    missing or twice, rows that don't fit the header, and a file with no respondent.
    """
    import pandas as pd

    suffix, place = path.suffix.lower(), Place(str(path))
    return READERS.call(suffix, path, sheet, gives=pd.DataFrame, place=place)


def cell_name(column: int, row: int) -> str:
    """A worksheet's name for a cell, its column counted from 0 and its row from 1: A1, AA7."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


def frame(
    file: Place,
    header: tuple[int, Sequence[str]],
    rows: Sequence[Sequence[str]],
    lines: Sequence[int],
) -> pd.DataFrame:
    """Rows of text cells as a data frame, indexed by their `lines` in the file.

    `file` names the file, and of a workbook the sheet; `header` is its line and its names. Raises
    ReportError for a name missing or twice, for rows
    longer or shorter than the header, and where there are no rows.
    """
    import pandas as pd

    line, names = header
    if faults := [*_unnamed(file, line, names), *_repeated(file, line, names)]:
        raise ReportError(*faults)
    if not rows:
        raise error("no-respondents", replace(file, line=line))
    if faults := _ragged(file, len(names), rows, lines):
        raise ReportError(*faults)
    columns = dict(zip(names, zip(*rows, strict=True), strict=True))
    return pd.DataFrame(columns, index=pd.Index(lines, name=file.sheet), dtype="str")


def _unnamed(file: Place, line: int, names: Sequence[str]) -> list[Finding]:
    return [
        finding("nameless-column", _in_header(file, line, number), number=number)
        for number, name in enumerate(names, start=1)
        if not name
    ]


def _repeated(file: Place, line: int, names: Sequence[str]) -> list[Finding]:
    return [
        finding("column-twice", replace(file, line=line, key=name), name, times=times)
        for name, times in Counter(names).items()
        if times > 1 and name
    ]


def _ragged(
    file: Place, width: int, rows: Sequence[Sequence[str]], lines: Sequence[int]
) -> list[Finding]:
    """A finding for the first row that doesn't fit the header, and how many more there are."""
    wrong = [place for place, row in enumerate(rows) if len(row) != width]
    if not wrong:
        return []
    cells = len(rows[wrong[0]])
    return [
        finding(
            "ragged-row",
            replace(file, line=lines[wrong[0]]),
            cells=cells,
            columns=width,
            rows=len(wrong),
            details=("cells", "rows"),
        )
    ]


def _in_header(file: Place, line: int, number: int) -> Place:
    cell = cell_name(number - 1, line) if file.sheet is not None else None
    return replace(file, line=line, cell=cell)
