"""A reader: respondents' data with one JSON object a line."""

import json
from pathlib import Path

import pandas as pd

from reportgen.errors import Place, complaint
from reportgen.readers import READERS, frame, read_utf8


@READERS.add(".jsonl")
def read_json_lines(path: Path, sheet: str | None = None) -> pd.DataFrame:
    """The objects of the file as rows of text cells, indexed by line."""
    if sheet is not None:
        raise complaint("only a workbook has sheets", Place(str(path)), found=sheet)
    names: dict[str, None] = {}
    lines, respondents = [], []
    for number, line in enumerate(read_utf8(path).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            respondent = json.loads(line)
        except json.JSONDecodeError as fault:
            place = Place(str(path), number, fault.colno)
            raise complaint(f"this is not valid JSON: {fault.msg}", place) from None
        if not isinstance(respondent, dict):
            raise complaint("a line must hold an object, as {…}", Place(str(path), number))
        names.update(dict.fromkeys(respondent))
        lines.append(number)
        respondents.append(respondent)
    rows = [[_cell(respondent.get(name)) for name in names] for respondent in respondents]
    return frame(Place(str(path)), (1, list(names)), rows, lines)


def _cell(value: object) -> str:
    """A value as a cell of text: "" for null, codes in a list with spaces between them."""
    if isinstance(value, list):
        return " ".join(map(_cell, value))
    return "" if value is None else str(value)
