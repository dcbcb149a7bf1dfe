"""A table of 400 rows: every row is there, in order, with its head repeated on each page."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pymupdf
from lxml import etree

from reportgen.document import Table
from reportgen.renderers.docx import render
from tests.renderers import docx_sample as sample
from tests.renderers.docx_office import bare, to_pdf
from tests.renderers.docx_tabulations import estimate, text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROWS = 400
LABELS = [text(f"第{row}项<&“{row}”", f"Item {row} <& “{row}”") for row in range(ROWS)]


def long() -> Table:
    table = sample.SIMPLE_TABLE
    first = table.tabulation.rows[0]
    rows = tuple(
        replace(
            first,
            option=f"o{row}",
            label=label,
            estimates=(estimate("awareness", f"o{row}", 1000 + row, 6347, interval=True),),
        )
        for row, label in enumerate(LABELS)
    )
    return replace(table, tabulation=replace(table.tabulation, rows=rows))


def made(language: str) -> bytes:
    section = sample.section("x", "results", (1,), sample.text("结果", "Results"), long())
    rendering = sample.rendering(language)
    document = replace(rendering.document, sections=(section,), targets={})
    return render(replace(rendering, document=document)).data


def test_every_row_is_there_as_it_was_given() -> None:
    for language in ("zh", "en"):
        with ZipFile(BytesIO(made(language))) as archive:
            root = etree.fromstring(archive.read("word/document.xml"))
        (table,) = root.iter(f"{W}tbl")
        rows = [
            ["".join(cell.itertext(f"{W}t")) for cell in row.iter(f"{W}tc")]
            for row in table.iter(f"{W}tr")
        ]
        head, group, *body = rows
        assert len(body) == ROWS
        assert len(group) == 1
        for number, (cells, label) in enumerate(zip(body, LABELS, strict=True)):
            assert cells[0] == label[language]
            assert re.sub(r"\D", "", cells[1]) == str(1000 + number)
            assert cells[2].strip("\u2007") == f"{(1000 + number) / 6347:.1%}".rstrip("%")
        assert {len(cells) for cells in body} == {len(head)}


def test_the_head_stands_on_each_page_and_no_row_is_lost_between_two(tmp_path: Path) -> None:
    with pymupdf.open(to_pdf(made("zh"), tmp_path)) as pdf:
        pages = [bare(page.get_text()) for page in pdf]
    found = [int(number) for page in pages for number in re.findall(r"第(\d+)项", page)]
    assert found == list(range(ROWS))
    with_rows = [page for page in pages if re.search(r"第\d+项", page)]
    assert len(with_rows) > 5
    assert all(page.count("95%CI(%)") == 1 for page in with_rows)
