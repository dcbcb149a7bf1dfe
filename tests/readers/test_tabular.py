"""Respondents' data as text cells, and what is said of files that can't be read."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import openpyxl.utils
import pytest

from reportgen.errors import Finding, ReportError
from reportgen.readers import READERS, read_table
from reportgen.readers.tabular import cell_name


def fault(path: Path, sheet: str | None = None) -> Finding:
    with pytest.raises(ReportError) as caught:
        read_table(path, sheet)
    return caught.value.findings[0]


def write(folder: Path, content: str | bytes, name: str = "data.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    "content",
    [
        "id,role,note\n1,doctor,NA\n2,,a\n",
        "\ufeffid,role,note\r\n1,doctor,NA\r\n2,,a\r\n",
        'id, role ,note\n1,"doctor",NA\n2,"",a',
    ],
    ids=["plain", "Excel's UTF-8", "quotes, spaces, no last line end"],
)
def test_csv_cells_are_text_and_empty_ones_stay_empty(tmp_path: Path, content: str) -> None:
    frame = read_table(write(tmp_path, content))
    assert list(frame.columns) == ["id", "role", "note"]
    assert frame.to_numpy().tolist() == [["1", "doctor", "NA"], ["2", "", "a"]]
    assert frame.index.tolist() == [2, 3]


def test_csv_rows_keep_the_line_they_start_on(tmp_path: Path) -> None:
    frame = read_table(write(tmp_path, 'id,note\n\n1,"two\nlines"\n,\n2,b\n'))
    assert frame["note"].tolist() == ["two\nlines", "b"]
    assert frame.index.tolist() == [3, 6]


def test_tsv_is_delimited_by_tabs(tmp_path: Path) -> None:
    frame = read_table(write(tmp_path, "id\tnote\n1\ta,b\n", "data.tsv"))
    assert frame.to_numpy().tolist() == [["1", "a,b"]]


@pytest.mark.parametrize(
    ("content", "line", "message", "found"),
    [
        ("", None, "the file is empty", None),
        ("\n \n", None, "the file is empty", None),
        ("id,role\n", 1, "a header and no respondents", None),
        ("id,role,id\n1,a,2\n", 1, "2 columns have the same name", "found: id"),
        ("id,,role\n1,a,2\n", 1, "column 2 of the header has no name", None),
        ("id,role\n1,a\n2,b,c\n", 3, "not have as many cells as the header",
         "3 cells for 2 columns"),
        ("id,role\n1,a\n2\n", 3, "not have as many cells", "1 cells for 2 columns"),
        ("id;role\n1;a\n", 1, "the delimiter is another", "found: ;\nallowed: ,"),
        ('id,role\n1,"a\n2,b\n', 2, "not valid delimited text: unexpected end of data", None),
        ("编号,岗位\n1,医师\n".encode("gb18030"), 1, "not UTF-8 text: it looks like GBK",
         "found: 0xb1\nbyte 1 of the line"),
        (b"id,role\n1," + "西部".encode("gbk"), 2, "it looks like GBK",
         "found: 0xce\nbyte 3 of the line"),
        ("id,role\n1,a\n".encode("utf-16"), 1, "it looks like UTF-16", "found: 0xff"),
        (b"id,role\n1,\xff\xff\n", 2, "not UTF-8 text", "found: 0xff\nbyte 3 of the line"),
    ],
)  # fmt: skip
def test_csv_that_cannot_be_read(
    tmp_path: Path, content: str | bytes, line: int | None, message: str, found: str | None
) -> None:
    path = write(tmp_path, content)
    finding = fault(path)
    assert message in finding.message()
    assert finding.place is not None
    assert (finding.place.file, finding.place.line) == (str(path), line)
    assert "\n".join(finding.remarks()).startswith(found or "")


def test_gbk_says_what_to_do(tmp_path: Path) -> None:
    finding = fault(write(tmp_path, "岗位\n医师\n".encode("gbk")))
    assert "CSV UTF-8" in finding.mend()


def test_a_missing_file_names_the_one_beside(tmp_path: Path) -> None:
    write(tmp_path, "a\n1\n", "clinical.csv")
    assert fault(tmp_path / "clinic.csv").nearest == "clinical.csv"


def test_an_unknown_format_names_the_known_ones(tmp_path: Path) -> None:
    finding = fault(write(tmp_path, "a\n1\n", "data.sav"))
    assert (finding.message(), finding.found) == ("unknown data format", ".sav")
    assert set(finding.allowed) == set(READERS)


def workbook(folder: Path, *rows: tuple[object, ...], sheet: str = "answers") -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.create_sheet("empty")
    path = folder / "data.xlsx"
    book.save(path)
    return path


def test_excel_cells_are_text_as_they_are_seen(tmp_path: Path) -> None:
    day = datetime.date(2022, 12, 1)
    path = workbook(
        tmp_path,
        ("id", "code", "share", "day", "ticked"),
        (1, 2, 0.5, day, True),
        (),
        (2, None, 1.0, None, False),
        (3, "02", None, None, None),
    )
    frame = read_table(path)
    assert frame.to_numpy().tolist() == [
        ["1", "2", "0.5", "2022-12-01", "1"],
        ["2", "", "1", "", "0"],
        ["3", "02", "", "", ""],
    ]
    assert frame.index.tolist() == [2, 4, 5]


@pytest.mark.parametrize(
    ("rows", "sheet", "message", "found"),
    [
        ([("id",), (1,)], "answer", "the workbook has no such sheet", "answer"),
        ([("id",), (1,)], "empty", "the sheet is empty", None),
        ([("id",)], None, "a header and no respondents", None),
        ([("id", "id"), (1, 2)], None, "2 columns have the same name", "id"),
        ([("id", None), (1, 2)], None, "column 2 of the header has no name", None),
    ],
)
def test_excel_that_cannot_be_read(
    tmp_path: Path,
    rows: list[tuple[object, ...]],
    sheet: str | None,
    message: str,
    found: str | None,
) -> None:
    finding = fault(workbook(tmp_path, *rows), sheet)
    assert message in finding.message()
    assert finding.found == found
    assert "data.xlsx" in str(finding.place)
    assert finding.nearest == ("answers" if sheet == "answer" else None)


def test_a_file_that_is_no_workbook(tmp_path: Path) -> None:
    assert "not a workbook" in fault(write(tmp_path, "id,role\n1,a\n", "data.xlsx")).message()
    assert "no such file" in fault(tmp_path / "absent.xlsx").message()


@pytest.mark.parametrize(
    ("column", "name"),
    [(0, "A7"), (25, "Z7"), (26, "AA7"), (51, "AZ7"), (52, "BA7"), (701, "ZZ7"), (702, "AAA7")],
)
def test_cells_are_called_as_in_a_worksheet(column: int, name: str) -> None:
    assert cell_name(column, 7) == name == f"{openpyxl.utils.get_column_letter(column + 1)}7"


def test_the_cell_of_a_nameless_column_is_named(tmp_path: Path) -> None:
    finding = fault(workbook(tmp_path, ("id", None, "role"), (1, 2, "a")))
    assert str(finding.place) == f"{tmp_path / 'data.xlsx'}, answers!B1"


def test_csv_has_no_sheets(tmp_path: Path) -> None:
    assert fault(write(tmp_path, "a\n1\n"), "answers").found == "answers"
