"""The data that an archival PDF encloses, read as anybody would: csv and json."""

import csv
import io
import json
from dataclasses import fields, replace
from fractions import Fraction
from typing import Any

import pytest

from reportgen.document import Document, Table
from reportgen.renderers.data_files import data_files
from reportgen.renderers.rendering import DataFile
from reportgen.results import Base, Estimate, Interval, Measured, Measures, Tabulation, Unit
from tests.renderers.docx_sample import document as sample
from tests.renderers.docx_tabulations import simple_tabulation

MEAN = Estimate(
    "clinical", "mood", None, (), 40, Base(40), 3.25, 0.5, Interval(2.27, 4.23, 0.95, "t"),
    measured=Measured("mean_score", Fraction(13, 4)),
)  # fmt: skip


def files(document: Document | None = None) -> dict[str, DataFile]:
    return {file.name: file for file in data_files(document or sample())}


def rows(file: DataFile) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.data.decode("utf-8-sig"), newline="")))


def results(document: Document | None = None) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(files(document)["results.json"].data)
    return made


def with_first_estimate(changed: Estimate) -> Document:
    """The sample document, the first cell of its first table another."""
    document = sample()
    table = next(block for block in document.blocks() if isinstance(block, Table))
    row, *others = table.tabulation.rows
    row = replace(row, estimates=(changed, *row.estimates[1:]))
    return with_rows(document, table, (row, *others))


def with_rows(document: Document, table: Table, changed: tuple[Any, ...]) -> Document:
    new = replace(table, tabulation=replace(table.tabulation, rows=changed))
    return replace_block(document, table, new)


def replace_block(document: Document, table: Table, new: Table) -> Document:
    def put(block: Any) -> Any:
        if block is table:
            return new
        blocks = getattr(block, "blocks", None)
        return replace(block, blocks=tuple(map(put, blocks))) if blocks else block

    return replace(document, sections=tuple(map(put, document.sections)))


def test_there_is_a_file_for_each_table_and_figure_and_one_of_all() -> None:
    found = files()
    assert "table-1-awareness.csv" in found
    kinds = {name.split("-")[0] for name in found}
    assert kinds == {"table", "figure", "results.json"}
    for name, file in found.items():
        is_table = name.endswith(".csv")
        assert file.media_type == ("text/csv" if is_table else "application/json")
        assert file.relationship == ("Data" if is_table else "Supplement")
    told = found["table-1-awareness.csv"].description
    assert told.startswith("表1 受访者对人工智能的了解 / Table 1 Respondents’ awareness of")


def test_excel_sees_chinese_in_a_csv() -> None:
    data = files()["table-1-awareness.csv"].data
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") > 1


def test_a_row_of_a_csv_has_the_labels_of_both_languages_and_all_numbers() -> None:
    first = rows(files()["table-1-awareness.csv"])[0]
    assert first == {
        "group_zh": "对人工智能的了解",
        "group_en": "Awareness of AI",
        "row_zh": "初步了解",
        "row_en": "Preliminary understanding",
        "column_zh": "合计",
        "column_en": "Total",
        "survey": "clinical",
        "item": "awareness",
        "option": "initial",
        "filter": "",
        "statistic": "proportion",
        "count": "5765",
        "base": "6347",
        "value": repr(5765 / 6347),
        "standard_error": "",
        "interval_lower": repr(5765 / 6347 - 0.012),
        "interval_upper": repr(5765 / 6347 + 0.012),
        "interval_level": "0.95",
        "interval_method": "wilson",
        "withheld": "",
        "id": "clinical.awareness.initial",
    }


def test_a_csv_has_a_row_for_each_cell() -> None:
    tabulation = simple_tabulation()
    found = rows(files()["table-1-awareness.csv"])
    assert len(found) == sum(len(row.estimates) for row in tabulation.rows)
    assert [row["option"] for row in found] == [row.option for row in tabulation.rows]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"is_suppressed": True}, {"count": "", "base": "6347", "withheld": "suppressed"}),
        (
            {"base": Base(12), "count": 7, "value": 7 / 12},
            {"count": "7", "base": "12", "withheld": "small base"},
        ),
    ],
)
def test_what_the_report_withholds_is_withheld(
    changed: dict[str, Any], told: dict[str, str]
) -> None:
    estimate = replace(simple_tabulation().rows[0].estimates[0], **changed)
    document = with_first_estimate(estimate)
    first = rows(files(document)["table-1-awareness.csv"])[0]
    assert first.items() >= told.items()
    assert not any(first[name] for name in ("value", "interval_lower", "interval_upper"))
    found = results(document)["tables"][0]["rows"][0]["estimates"][0][0]
    assert (found["value"], found["interval"]) == (None, None)
    assert found["withheld"] == told["withheld"]
    assert found["count"] == (int(told["count"]) if told["count"] else None)


def test_a_statistic_has_its_name_and_no_count() -> None:
    document = sample()
    table = next(block for block in document.blocks() if isinstance(block, Table))
    row = replace(table.tabulation.rows[0], measures=(Measures("mean_score", (MEAN,)),))
    first = rows(files(with_rows(document, table, (row,)))["table-1-awareness.csv"])[0]
    assert (first["statistic"], first["count"], first["base"]) == ("mean_score", "", "40")
    assert (first["value"], first["standard_error"]) == ("3.25", "0.5")


def test_an_estimate_of_no_row_stands_last_under_its_item() -> None:
    document = sample()
    table = next(block for block in document.blocks() if isinstance(block, Table))
    total = replace(table.tabulation.rows[0].estimates[0], option="initial; deep")

    class WithTotals(Tabulation):
        @property
        def estimates(self) -> tuple[Estimate, ...]:
            return (*(estimate for row in self.rows for estimate in row.estimates), total)

    parts = {field.name: getattr(table.tabulation, field.name) for field in fields(Tabulation)}
    changed = replace_block(document, table, replace(table, tabulation=WithTotals(**parts)))
    last = rows(files(changed)["table-1-awareness.csv"])[-1]
    assert (last["group_en"], last["row_en"], last["column_en"]) == ("Awareness of AI", "", "Total")
    assert last["option"] == "initial; deep"
    (other,) = results(changed)["tables"][0]["others"]
    assert other["id"] == last["id"]


def test_a_withheld_difference_is_not_told() -> None:
    measured = Measured("net_balance(a; b)", Fraction(1, 3), Unit.PERCENT)
    document = with_first_estimate(replace(MEAN, base=Base(12), measured=measured))
    first = rows(files(document)["table-1-awareness.csv"])[0]
    assert (first["value"], first["withheld"]) == ("", "small base")


def test_the_results_say_what_they_are_and_hold_what_the_tables_hold() -> None:
    found = results()
    assert (found["format"], found["version"]) == ("reportgen-results", 1)
    assert found["languages"] == ["zh-CN", "en-US"]
    assert set(found["title"]) == {"zh", "en"}
    for part in (*found["tables"], *found["figures"]):
        inside = [
            estimate["id"]
            for row in part["rows"]
            for estimates in row["estimates"]
            for estimate in estimates
        ]
        inside += [estimate["id"] for estimate in part["others"]]
        assert inside == [row["id"] for row in rows(files()[part["file"]])]
        assert set(part["title"]) == {"zh", "en"}
        for row in part["rows"]:
            assert all(len(estimates) == len(part["columns"]) for estimates in row["estimates"])
    assert all("chart" in figure for figure in found["figures"])


def test_the_results_hold_each_number_of_the_text_once_as_it_reads() -> None:
    found = results()["text"]
    (share,) = (
        each
        for each in found
        if each["id"] == "clinical.awareness.initial" and each["form"] == "share"
    )
    assert share["count"] == 5765
    printed = {language: "".join(text.split()) for language, text in share["printed"].items()}
    assert printed == {"zh": "90.8%(5765/6347)", "en": "90.8%(5765/6347)"}


def test_the_data_are_the_same_every_time() -> None:
    assert data_files(sample()) == data_files(sample())
