"""Delimited text → respondents' data: .csv by commas, .tsv by tabs."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.errors import Place, ReportError, error
from reportgen.messages import Quoted
from reportgen.readers.tabular import READERS, frame
from reportgen.yamlfile import unreadable

if TYPE_CHECKING:
    import pandas as pd

DELIMITERS = {".csv": ",", ".tsv": "\t"}


@READERS.add(".csv")
@READERS.add(".tsv")
def read_csv(path: Path, sheet: str | None = None) -> pd.DataFrame:
    """The file's rows as text cells, indexed by line; spaces around a cell are dropped.

    Lines with nothing in them are passed over. Raises ReportError for a file that is missing, not
    UTF-8, empty, or not delimited text, and as `frame` does.
    """
    if sheet is not None:
        raise error("sheet-of-text", Place(str(path)), found=sheet)
    text = _decoded(path)
    delimiter = DELIMITERS.get(path.suffix.lower(), ",")
    lines, rows = _records(path, text, delimiter)
    if not rows:
        raise error("empty-file", Place(str(path)))
    if len(rows[0]) == 1 and (other := _other_delimiter(rows[0][0], delimiter)):
        raise error(
            "other-delimiter",
            Place(str(path), lines[0]),
            found=other,
            allowed=(delimiter,),
        )
    return frame(Place(str(path)), (lines[0], rows[0]), rows[1:], lines[1:])


def _records(path: Path, text: str, delimiter: str) -> tuple[list[int], list[list[str]]]:
    """The line on which each record starts, and its cells. A quoted cell may span lines."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: list[int] = []
    rows: list[list[str]] = []
    start = 1
    try:
        for record in reader:
            row = list(map(str.strip, record))
            if any(row):
                lines.append(start)
                rows.append(row)
            start = reader.line_num + 1
    except csv.Error as fault:
        # A quote that is never closed is only noticed at the end: name where its record starts.
        problem = Quoted(str(fault))
        raise error("invalid-delimited-text", Place(str(path), start), problem=problem) from None
    return lines, rows


def _other_delimiter(header: str, delimiter: str) -> str | None:
    return next(
        (sign for sign in (",", "\t", ";", "，") if sign != delimiter and sign in header), None
    )


def _decoded(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as fault:
        raise unreadable(path, fault) from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise _not_utf8(path, raw, fault.start) from None


def _not_utf8(path: Path, raw: bytes, at: int) -> ReportError:
    """Names the first byte that is not UTF-8, and the encoding that the file seems to have."""
    line_start = raw.rfind(b"\n", 0, at) + 1
    return error(
        _guessed(raw),
        Place(str(path), raw.count(b"\n", 0, at) + 1),
        found=f"0x{raw[at]:02x}",
        number=at - line_start + 1,
        details=("byte",),
    )


def _guessed(raw: bytes) -> str:
    """The name of the finding, by the encoding that the file seems to have."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text-in-utf16"
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return "not-utf8"
    return "text-in-gbk"
