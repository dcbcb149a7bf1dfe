"""Codebook files → rows in XLSForm's vocabulary, from YAML or a workbook, each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from reportgen.errors import Place, error
from reportgen.readers.excel_file import open_workbook, sheet_rows
from reportgen.readers.tabular import cell_name
from reportgen.yamlfile import KeyPath, read_yaml

WORKBOOKS = (".xlsx", ".xls")
SHEETS = ("survey", "choices", "settings")


class CodebookFile(Protocol):
    """What a codebook file holds: `settings`, `survey` (a list of items), `choices` (by list)."""

    @property
    def path(self) -> Path:
        """The file."""

    @property
    def data(self) -> Any:
        """The rows, as yet unchecked."""

    def place(self, key: KeyPath) -> Place:
        """Where a key path, as ("survey", 3, "relevant"), stands in the file."""


def read_rows(path: Path) -> CodebookFile:
    """A codebook's rows: a workbook's for .xlsx, otherwise those of YAML.

    Raises ReportError for a file that can't be read.
    """
    return _read_workbook(path) if path.suffix.lower() in WORKBOOKS else read_yaml(path)


@dataclass(frozen=True, slots=True)
class _WorkbookCodebook:
    """The sheets of an XLSForm workbook in the shape of the YAML codebook."""

    path: Path
    data: dict[str, Any]
    cells: Mapping[KeyPath, Place]
    """Where a key path stands: a cell, a row, or a sheet."""

    def place(self, key: KeyPath) -> Place:
        """The cell of a key path, or of the nearest part above it that has one."""
        for length in range(len(key), 0, -1):
            if place := self.cells.get(key[:length]):
                return place
        return Place(str(self.path), sheet=str(key[0]) if key else None)


def _read_workbook(path: Path) -> _WorkbookCodebook:
    cells: dict[KeyPath, Place] = {}
    data: dict[str, Any] = {}
    with open_workbook(path) as workbook:
        names = workbook.sheet_names
        if "survey" not in names:
            raise error("no-survey-sheet", Place(str(path)), found=", ".join(names))
        sheets = {name: sheet_rows(workbook, name) for name in SHEETS if name in names}
    for index, (row, entry) in enumerate(_entries(sheets["survey"])):
        place = Place(str(path), row, sheet="survey")
        data.setdefault("survey", []).append(_kept(entry, place, ("survey", index), cells))
    for row, entry in _entries(sheets.get("choices", [])):
        name = entry.pop("list_name", entry.pop("list name", ("", 0)))[0]
        options = data.setdefault("choices", {}).setdefault(name, [])
        place = Place(str(path), row, sheet="choices")
        cells.setdefault(("choices", name), place)
        options.append(_kept(entry, place, ("choices", name, len(options)), cells))
    for row, entry in _entries(sheets.get("settings", []))[:1]:
        place = Place(str(path), row, sheet="settings")
        data["settings"] = _kept(entry, place, ("settings",), cells)
    return _WorkbookCodebook(path, data, cells)


def _entries(
    rows: list[tuple[int, list[str]]],
) -> list[tuple[int, dict[str, tuple[str, int]]]]:
    """Each row below the header: its number, and by column name its filled cells and column."""
    if not rows:
        return []
    header = rows[0][1]
    return [
        (
            number,
            {
                name: (cell, column)
                for column, (name, cell) in enumerate(zip(header, row, strict=False))
                if name and cell
            },
        )
        for number, row in rows[1:]
    ]


def _kept(
    entry: dict[str, tuple[str, int]],
    row: Place,
    key: KeyPath,
    cells: dict[KeyPath, Place],
) -> dict[str, str]:
    """The cells' texts by column name; where each stands goes into `cells`."""
    cells[key] = row
    for name, (_, column) in entry.items():
        cells[(*key, name)] = replace(row, cell=cell_name(column, row.line or 1))
    return {name: cell for name, (cell, _) in entry.items()}
