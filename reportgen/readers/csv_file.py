"""Delimited text → respondents' data: .csv by commas, .tsv by tabs."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.errors import Place, ReportError, error
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
        raise error("only a workbook has sheets", Place(str(path)), found=sheet)
    text = _decoded(path)
    delimiter = DELIMITERS.get(path.suffix.lower(), ",")
    lines, rows = _records(path, text, delimiter)
    if not rows:
        raise error("the file is empty", Place(str(path)))
    if len(rows[0]) == 1 and (other := _other_delimiter(rows[0][0], delimiter)):
        raise error(
            "the header is a single cell: the delimiter is another one",
            Place(str(path), lines[0]),
            found=f"{other!r} in the header, expected {delimiter!r}",
            hint="save it as comma-separated .csv, or as tab-separated .tsv",
        )
    return frame(str(path), (lines[0], rows[0]), rows[1:], lines[1:])


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
        raise error(f"this is not valid delimited text: {fault}", Place(str(path), start)) from None
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
        f"the file is not UTF-8 text{_guessed(raw)}",
        Place(str(path), raw.count(b"\n", 0, at) + 1),
        found=f"byte 0x{raw[at]:02x}, the line's byte {at - line_start + 1}",
        hint="save it as UTF-8 (in Excel: Save As, “CSV UTF-8 (Comma delimited)”; "
        "在Excel中另存为“CSV UTF-8（逗号分隔）”)",
    )


def _guessed(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ": it looks like UTF-16, Excel's “Unicode Text”"
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return ": it looks like GBK (GB 18030), what Excel writes as plain CSV in Chinese Windows"
