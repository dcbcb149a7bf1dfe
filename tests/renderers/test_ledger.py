"""The number ledger: a row for each printed number, with its places."""

import csv
import io

import pytest

from reportgen.charts import Drawing
from reportgen.document import (
    Document,
    Emphasis,
    Figure,
    Form,
    FrontMatter,
    Number,
    Paragraph,
    Section,
    Words,
    numbers,
)
from reportgen.locales import load_locale
from reportgen.renderers.ledger import write_ledger
from reportgen.renderers.passages import passages
from reportgen.results import Base, Estimate, Interval, Tabulation
from reportgen.text import Text
from tests.renderers.docx_sample import document as sample
from tests.renderers.docx_sample import drawings

SHARE = Estimate(
    "clinical", "awareness", "aware", (("region", "east"), ("role", "doctor")), 5765, Base(6347),
    5765 / 6347, interval=Interval(0.901, 0.915, 0.95, "wilson"),
)  # fmt: skip
ALL = Estimate("clinical", "", None, (), 6347, Base(6347), 1.0)
EMPTY = Tabulation("fig:f", (), (), (), None, {})


def document(*paragraphs: dict[str, tuple[object, ...]]) -> Document:
    blocks = (*(Paragraph(content) for content in paragraphs),  # type: ignore[arg-type]
        Figure("f", 1, {"zh": (), "en": ()}, "bar", EMPTY))  # fmt: skip
    section = Section("a", "body", 1, (1,), Text.same("H"), blocks)
    return Document(("zh", "en"), FrontMatter(Text.same("T")), (section,))


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_a_row_says_what_a_number_is_and_where_it_stands() -> None:
    share = Number(SHARE, Form.SHARE)
    made = document(
        {"zh": (share,), "en": (Words("x"), share)}, {"zh": (), "en": (Emphasis((share,)), share)}
    )
    (row,) = rows(write_ledger(made, {}))
    assert row == {
        "id": "clinical.awareness.aware@region=east,role=doctor",
        "survey": "clinical",
        "item": "awareness",
        "option": "aware",
        "statistic": "",
        "filter": "region=east,role=doctor",
        "form": "share",
        "base_unweighted": "6347",
        "count": "5765",
        "exact_value": repr(5765 / 6347),
        "standard_error": "",
        "interval_lower": "0.901",
        "interval_upper": "0.915",
        "printed_zh": "90.8%(5\u2009765/6\u2009347)",
        "printed_en": "90.8% (5\u2009765/6\u2009347)",
        "places_zh": "sec:a paragraph 1",
        "places_en": "sec:a paragraph 1;sec:a paragraph 2",
    }


def test_what_a_number_lacks_is_empty() -> None:
    (row,) = rows(write_ledger(document({"zh": (Number(ALL, Form.BASE),), "en": ()}), {}))
    lacking = ("item", "option", "filter", "interval_lower", "interval_upper")
    assert [row[name] for name in lacking] == [""] * 5
    assert (row["id"], row["printed_zh"], row["printed_en"]) == ("clinical", "6\u2009347", "")
    assert row["places_en"] == ""


def test_each_form_of_an_estimate_has_a_row_in_order_of_appearance() -> None:
    spans = tuple(Number(SHARE, form) for form in (Form.PERCENT, Form.COUNT, Form.PERCENT))
    found = rows(write_ledger(document({"zh": spans, "en": spans}), {}))
    assert [(row["form"], row["printed_en"]) for row in found] == [
        ("percent", "90.8%"), ("count", "5\u2009765"),
    ]  # fmt: skip


def test_what_a_chart_prints_is_listed_too() -> None:
    drawing = Drawing(b"", b"", 1, 1, "", (Number(SHARE, Form.PERCENT_LABEL),))
    (row,) = rows(write_ledger(document(), {("f", "en"): drawing}))
    assert (row["form"], row["places_zh"], row["places_en"]) == (
        "percent_label", "", "fig:f chart",
    )  # fmt: skip


def test_no_numbers_give_a_ledger_of_a_head_alone() -> None:
    data = write_ledger(document(), {})
    assert data.decode().count("\n") == 1
    assert data.startswith(
        b"\xef\xbb\xbfid,survey,item,option,statistic,filter,form,base_unweighted,count,"
        b"exact_value,standard_error,"
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_number_of_a_whole_document_is_in_it(language: str) -> None:
    made = sample()
    found = rows(write_ledger(made, drawings(made)))
    listed = {(row["id"], row["form"]): row for row in found}
    assert len(listed) == len(found)
    for passage in passages(made, load_locale(language)):
        for number in numbers(passage.content):
            row = listed[number.estimate.id, number.form]
            assert passage.place in row[f"places_{language}"].split(";")
            assert row[f"printed_{language}"]
    assert any("fig:barriers chart" in row["places_zh"] for row in found)
