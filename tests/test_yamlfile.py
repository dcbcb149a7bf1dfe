from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.errors import Finding, ReportError
from reportgen.yamlfile import KeyPath, YamlFile, read_utf8, read_yaml

REPORT = """\
title: Report
tables:
  needs:
    rows: [age, sex]
    "by": region
  rest: {title: Rest, rows: [
    trust]}
"""

Write = Callable[[str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(text: str | bytes) -> Path:
        path = tmp_path / "report.yaml"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return written


def fault(path: Path) -> Finding:
    with pytest.raises(ReportError) as caught:
        read_yaml(path)
    (finding,) = caught.value.findings
    return finding


@pytest.mark.parametrize(
    ("key", "line", "column"),
    [
        ((), 1, 1),
        (("title",), 1, 1),
        (("tables",), 2, 1),
        (("tables", "needs"), 3, 3),
        (("tables", "needs", "rows"), 4, 5),
        (("tables", "needs", "rows", 0), 4, 12),
        (("tables", "needs", "rows", 1), 4, 17),
        (("tables", "needs", "by"), 5, 5),
        (("tables", "rest", "title"), 6, 10),
        (("tables", "rest", "rows", 0), 7, 5),
    ],
)
def test_every_key_and_entry_has_its_place(
    write: Write, key: KeyPath, line: int, column: int
) -> None:
    place = read_yaml(write(REPORT)).place(key)
    assert (place.line, place.column) == (line, column)


def test_a_key_that_is_not_there_has_the_place_of_what_is_above_it(write: Write) -> None:
    place = read_yaml(write(REPORT)).place(("tables", "needs", "rows", 7, "item"))
    assert (place.line, place.column, place.key) == (4, 5, "tables.needs.rows.7.item")


def test_a_place_without_any_position_still_names_file_and_key() -> None:
    place = YamlFile(Path("a.yaml"), {}, {}).place(("title",))
    assert str(place) == "a.yaml (title)"


def test_values_are_plain(write: Write) -> None:
    assert read_yaml(write("a: 1\nb: [x, null, true]\n")).data == {"a": 1, "b": ["x", None, True]}


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("a: 1\nb: 2\na: 3\n", 3, 1), ("x:\n  c: {d: 1, d: 2}\n", 2, 13), ("- {a: 1, 'a': 2}", 1, 10)],
)
def test_a_key_may_not_stand_twice(write: Write, text: str, line: int, column: int) -> None:
    finding = fault(write(text))
    assert finding.message() == "this key stands twice"
    assert finding.place is not None
    assert (finding.place.line, finding.place.column) == (line, column)


def test_a_key_may_come_again_in_another_mapping(write: Write) -> None:
    assert read_yaml(write("x: {a: 1}\ny: {a: 2}\n")).data == {"x": {"a": 1}, "y": {"a": 2}}


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing but a comment\n", "\ufeff"])
def test_an_empty_file_is_said_to_be_empty(write: Write, text: str) -> None:
    assert fault(write(text)).message() == "the file is empty"


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("a: 1\nb: [1, 2\n", 3, 1), ("a: 1\n\tb: 2\n", 2, 1), ("a: 1\nb: c: d\n", 2, 5)],
)
def test_broken_yaml_has_line_and_column(write: Write, text: str, line: int, column: int) -> None:
    finding = fault(write(text))
    assert finding.message().startswith("this is not valid YAML: ")
    assert finding.place is not None
    assert (finding.place.line, finding.place.column) == (line, column)


@pytest.mark.parametrize("text", ["a: 2022-13-45", "a: !!int many", 'a: "\x01"', "a: !thing 1"])
def test_a_value_that_yaml_cannot_make_is_no_traceback(write: Write, text: str) -> None:
    assert fault(write(text)).message().startswith("this is not valid YAML: ")


@pytest.mark.parametrize("text", ["a: 1\ntitle: {{ share }}\n", "a: 1\n? [b, c]\n: d\n"])
def test_an_expression_without_quotes_is_explained(write: Write, text: str) -> None:
    finding = fault(write(text))
    assert finding.message() == "a key must be a text"
    assert finding.place is not None
    assert finding.place.line == 2
    assert "quotes" in finding.mend()


def test_a_part_that_holds_itself_is_refused(write: Write) -> None:
    assert fault(write("a: &a\n  - *a\n")).message() == "a part of the file holds itself (&, *)"


def test_a_byte_order_mark_is_no_part_of_the_first_key(write: Write) -> None:
    file = read_yaml(write(b"\xef\xbb\xbftitle: \xe8\xa1\xa8\n"))
    assert file.data == {"title": "表"}
    assert file.place(("title",)).column == 1


def test_a_text_is_read_without_its_byte_order_mark(write: Write) -> None:
    assert read_utf8(write(b"\xef\xbb\xbf# \xe8\xa1\xa8\n")) == "# 表\n"


@pytest.mark.parametrize(
    ("data", "line", "byte"),
    [
        ("title: a\nnote: 表\n".encode("gb18030"), 2, "0xb1"),
        ("title: a\n".encode("utf-16"), 1, "0xff"),
    ],
)
def test_a_file_that_is_not_utf8_names_the_line(
    write: Write, data: bytes, line: int, byte: str
) -> None:
    finding = fault(write(data))
    assert finding.message() == "the file is not UTF-8 text"
    assert finding.found == byte
    assert finding.place is not None
    assert finding.place.line == line


def test_a_missing_file_names_the_most_alike_beside_it(write: Write) -> None:
    path = write("a: 1")
    finding = fault(path.with_name("reports.yaml"))
    assert finding.message() == "there is no such file"
    assert finding.nearest == "report.yaml"


def test_a_missing_folder_has_no_files_beside(tmp_path: Path) -> None:
    finding = fault(tmp_path / "none" / "report.yaml")
    assert finding.message() == "there is no such file"
    assert finding.allowed == ()


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="the file can't be read: Is a directory"):
        read_utf8(tmp_path)
