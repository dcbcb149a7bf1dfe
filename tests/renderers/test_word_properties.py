"""What a Word file says of itself: core properties, and what it was made of."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest
from lxml import etree

from reportgen import __version__
from reportgen.editions import EDITIONS
from reportgen.pipeline import build
from reportgen.renderers.docx import render
from reportgen.renderers.docx.properties import add_custom_properties
from reportgen.renderers.docx.template import make
from reportgen.resources import examples_folder
from reportgen.theme import load_theme
from tests.renderers import docx_sample as sample
from tests.word_validity import findings

NAMES = {
    "c": "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
    "v": "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
}


def properties(data: bytes) -> dict[str, str]:
    """The custom properties of a file, read by their names."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("docProps/custom.xml"))
    return {
        each.get("name"): each.findtext("v:lpwstr", namespaces=NAMES)
        for each in root.iterfind("c:property", NAMES)
    }


@pytest.mark.parametrize("edition", sorted(EDITIONS))
def test_a_draft_says_what_it_was_made_of(edition: str) -> None:
    data = render(replace(sample.rendering(edition), data="abc")).data
    tags = {"zh": "zh-CN", "en": "en-US"}
    found = properties(data)
    assert len(found.pop("reportgen.results")) == 64
    assert found == {
        "reportgen.version": __version__,
        "reportgen.edition": edition,
        "reportgen.language": " ".join(tags[each] for each in EDITIONS[edition].languages),
        "reportgen.data": "abc",
    }
    assert docx.Document(BytesIO(data)).core_properties.title.startswith(
        {"zh": "医学影像", "en": "A survey"}[EDITIONS[edition].language]
    )


def test_the_results_are_the_same_in_every_edition_and_others_where_one_number_differs() -> None:
    digests = {
        properties(render(sample.rendering(edition)).data)["reportgen.results"]
        for edition in EDITIONS
    }
    assert len(digests) == 1
    rendering = sample.rendering("zh")
    table = sample.SIMPLE_TABLE
    row = table.tabulation.rows[0]
    estimate = replace(row.estimates[0], count=row.estimates[0].count + 1)
    rows = (replace(row, estimates=(estimate,)), *table.tabulation.rows[1:])
    changed = replace(table, tabulation=replace(table.tabulation, rows=rows))
    section = sample.section("x", "results", (1,), sample.text("结果", "Results"), changed)
    document = replace(rendering.document, sections=(section,), targets={})
    other = properties(render(replace(rendering, document=document)).data)["reportgen.results"]
    assert other not in digests


def test_the_data_is_told_by_its_content(tmp_path: Path) -> None:
    found = []
    for name in ("here", "there", "changed"):
        project = tmp_path / name
        shutil.copytree(examples_folder() / "minimal", project)
        if name == "changed":
            survey = next(project.rglob("*.csv"))
            survey.write_bytes(survey.read_bytes() + b"\n")
        build(project, project / "out", editions=("zh", "en"), formats=("docx",))
        files = sorted((project / "out").glob("*.docx"))
        told = {properties(path.read_bytes())["reportgen.data"] for path in files}
        assert len(told) == 1, "the same in both editions"
        found += told
    assert found[0] == found[1] != found[2]


def test_properties_of_a_template_stay() -> None:
    word = docx.Document(BytesIO(make(load_theme("journal"))))
    add_custom_properties(word, {"Department": "统计室", "reportgen.data": "old"})
    add_custom_properties(word, {"reportgen.data": "new", "reportgen.results": "<&>"})
    buffer = BytesIO()
    word.save(buffer)
    assert findings(buffer.getvalue()) == []
    assert properties(buffer.getvalue()) == {
        "Department": "统计室", "reportgen.data": "new", "reportgen.results": "<&>",
    }  # fmt: skip
