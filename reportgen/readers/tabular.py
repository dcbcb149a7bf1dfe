"""The formats of respondents' data, by file suffix, and what every table of data must hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.errors import Finding, Place, ReportError, error
from reportgen.registry import Registry

if TYPE_CHECKING:
    import pandas as pd

Reader = Callable[[Path, str | None], "pd.DataFrame"]
"""A file and its worksheet (None: the first) → text cells, "" where a cell is empty.

One row a respondent, indexed by the line or sheet row that it starts on, so that an error can
name it; one column for each name of the header.
"""

READERS: Registry[Reader] = Registry(
    "data format",
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


def frame(
    file: str,
    header: tuple[int, Sequence[str]],
    rows: Sequence[Sequence[str]],
    lines: Sequence[int],
) -> pd.DataFrame:
    """Rows of text cells as a data frame, indexed by their `lines` in the file.

    `header` is its line and its names. Raises ReportError for a name missing or twice, for rows
    longer or shorter than the header, and where there are no rows.
    """
    import pandas as pd

    line, names = header
    if faults := [*_unnamed(file, line, names), *_repeated(file, line, names)]:
        raise ReportError(*faults)
    if not rows:
        raise error("the file has a header and no respondents", Place(file, line))
    if faults := _ragged(file, len(names), rows, lines):
        raise ReportError(*faults)
    columns = dict(zip(names, zip(*rows, strict=True), strict=True))
    return pd.DataFrame(columns, index=pd.Index(lines), dtype="str")


def _unnamed(file: str, line: int, names: Sequence[str]) -> list[Finding]:
    return [
        Finding(f"column {number} of the header has no name", Place(file, line))
        for number, name in enumerate(names, start=1)
        if not name
    ]


def _repeated(file: str, line: int, names: Sequence[str]) -> list[Finding]:
    return [
        Finding(f"{times} columns have the same name", Place(file, line, key=name), found=name)
        for name, times in Counter(names).items()
        if times > 1 and name
    ]


def _ragged(
    file: str, width: int, rows: Sequence[Sequence[str]], lines: Sequence[int]
) -> list[Finding]:
    """A finding for the first row that doesn't fit the header, and how many more there are."""
    wrong = [place for place, row in enumerate(rows) if len(row) != width]
    if not wrong:
        return []
    cells = len(rows[wrong[0]])
    return [
        Finding(
            "the row does not have as many cells as the header",
            Place(file, lines[wrong[0]]),
            found=f"{cells} cells for {width} columns",
            hint=f"{len(wrong)} such rows; a cell with a comma in it must stand in double quotes",
        )
    ]
