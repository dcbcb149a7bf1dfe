"""Wide tables stand in landscape, with paper, running head and folio of the pages around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import docx
import pymupdf
import pytest
from docx.enum.section import WD_ORIENT
from docx.section import Section

from reportgen import document as blocks
from reportgen.editions import EDITIONS
from reportgen.renderers.docx import render
from reportgen.renderers.docx.markup import tag, tree, w
from reportgen.renderers.docx.sections import complete
from reportgen.renderers.docx.sections import turned as turned_content
from reportgen.renderers.docx.table_places import EDGE_ROWS, KEPT_ROWS, kept
from reportgen.renderers.table_grid import Cell, Grid
from reportgen.theme import load_theme
from tests.renderers import docx_sample as sample
from tests.renderers.docx_office import bare, to_pdf, unwrapped

POINT = 12700
"""The unit of lengths that python-docx tells: so many to a point."""
BEFORE = blocks.Paragraph(sample.both(("前面的文字。", "Text before it.")))
AFTER = blocks.Paragraph(sample.both(("后面的文字。", "Text after it.")))


def wide(name: str, number: int) -> blocks.Table:
    return replace(sample.WIDE_TABLE, id=name, number=number)


@cache
def made(edition: str, theme: str, *order: str) -> bytes:
    """A draft of these blocks: before, after, and tables in landscape by their names."""
    tables = {name: wide(name, index) for index, name in enumerate("ab", 1)}
    known = {"before": BEFORE, "after": AFTER, **tables}
    section = sample.section(
        "x", "results", (1,), sample.text("结果", "Results"), *(known[name] for name in order)
    )
    rendering = sample.rendering(edition)
    document = replace(rendering.document, sections=(section,), targets={})
    spans = {f"tbl:{name}": "turned" for name in tables}
    changed = replace(rendering, document=document, spans=spans, theme=load_theme(theme))
    return render(changed).data


def sections(data: bytes) -> Sequence[Section]:
    return list(docx.Document(BytesIO(data)).sections)


def turned(data: bytes) -> list[bool]:
    return [section.orientation == WD_ORIENT.LANDSCAPE for section in sections(data)]


def heads_and_feet(section: Section) -> list[str]:
    """What stands above and below the pages of a section; all of it in parts of its own."""
    places = (section.header, section.footer, section.first_page_footer)
    assert not any(place.is_linked_to_previous for place in places)
    return [place.paragraphs[0].text for place in places]


every_draft = pytest.mark.parametrize(
    ("edition", "theme"),
    [(edition, theme) for edition in sorted(EDITIONS) for theme in ("journal", "report")],
)


@every_draft
def test_the_page_is_turned_and_turned_back(edition: str, theme: str) -> None:
    data = made(edition, theme, "before", "a", "after")
    cover = [False] if theme == "report" else []
    assert turned(data) == [*cover, False, *[True] * len(EDITIONS[edition].body), False]
    upright, across, last = (sections(data)[index] for index in (len(cover), len(cover) + 1, -1))
    page = load_theme(theme).page
    assert across.page_width == upright.page_height == last.page_height
    assert across.page_height == upright.page_width == last.page_width
    assert upright.page_height.pt == pytest.approx(page.height, abs=0.05)
    text = across.page_width - across.left_margin - across.right_margin
    assert text / POINT == pytest.approx(page.height - page.top - page.bottom, abs=0.1)


@every_draft
def test_no_section_loses_its_head_and_foot(edition: str, theme: str) -> None:
    found = sections(made(edition, theme, "before", "a", "after"))[theme == "report" :]
    assert len({tuple(heads_and_feet(section)) for section in found}) == 1
    assert all(heads_and_feet(found[0]))
    firsts = [section.different_first_page_header_footer for section in found]
    assert firsts == [True, *[False] * (len(found) - 1)], "the report has one first page"


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (("before", "a"), [False, True]),
        (("before", "a", "b", "after"), [False, True, True, False]),
        (("before", "a", "before", "b"), [False, True, False, True]),
    ],
)
def test_no_page_is_left_empty(order: Sequence[str], expected: list[bool], tmp_path: Path) -> None:
    data = made("zh", "journal", *order)
    assert turned(data) == expected
    with pymupdf.open(to_pdf(data, tmp_path)) as pdf:
        shapes = [page.rect.width > page.rect.height for page in pdf]
        texts = [page.get_text() for page in pdf]
    assert shapes == expected
    running = sample.document().front.running_head["zh"]
    for number, text in enumerate(texts, 1):
        assert f"第{number}页" in bare(text)
        assert (running in text) == (number > 1)
        assert len(bare(text)) > len(running) + len(f"第{number}页"), "more than head and foot"


def test_a_section_of_wide_tables_alone_begins_on_the_page_behind_the_cover(
    tmp_path: Path,
) -> None:
    data = made("zh", "report", "a")
    with pymupdf.open(to_pdf(data, tmp_path)) as pdf:
        texts = [bare(page.get_text()) for page in pdf]
    assert all(texts), "no empty page"


def test_a_table_across_is_as_wide_as_its_page() -> None:
    word = unwrapped(made("en", "journal", "before", "a", "after"))
    across = word.sections[1]
    whole = across.page_width - across.left_margin - across.right_margin
    widths = [column.width for column in word.tables[0].columns]
    assert sum(widths) == pytest.approx(whole, abs=1000)


def test_the_paper_and_the_heads_are_those_of_the_template_whatever_they_are() -> None:
    """A template on US Letter, with a first page of its own, three heads and two feet."""
    references = [w("headerReference", type=kind) for kind in ("first", "default", "even")] + [
        w("footerReference", type=kind) for kind in ("first", "default")
    ]
    whole = w(
        "sectPr",
        *references,
        w("pgSz", w=12240, h=15840),
        w("pgMar", top=1440, right=1800, bottom=1300, left=1700, header=720, footer=600, gutter=0),
        w("pgNumType", start=5),
        w("titlePg"),
    )
    draft = SimpleNamespace(style=lambda name: "SectionEnd")
    table = [w("tbl"), w("p")]
    body = tree(w("body", w("p"), *turned_content(draft, table), w("p"), whole))
    complete(body)
    first, across, last = body.iter(tag("sectPr"))
    for section in (first, across, last):
        assert len(section.findall(tag("headerReference"))) == 3
        assert len(section.findall(tag("footerReference"))) == 2
        assert "turned" not in section.attrib
    sizes = [
        [section.find(tag("pgSz")).get(tag(name)) for name in "wh"]
        for section in (first, across, last)
    ]
    assert sizes == [["12240", "15840"], ["15840", "12240"], ["12240", "15840"]]
    margins = across.find(tag("pgMar"))
    assert [margins.get(tag(name)) for name in ("left", "right", "top", "bottom")] == [
        "1440", "1300", "1800", "1700",
    ]  # fmt: skip
    starts = [section.find(tag("pgNumType")).get(tag("start")) for section in (first, across, last)]
    assert starts == ["5", None, None], "pages are counted on"
    firsts = [section.find(tag("titlePg")) is not None for section in (first, across, last)]
    assert firsts == [True, False, False]


# ------------------------------------------------------------------- tables that are broken


def grid(*groups: int, heads: int = 1) -> Grid:
    """A grid of groups with so many rows below each; 0 is a row without a group."""
    group, row = (Cell((), "group"),), (Cell((), "stub"),)
    body = [each for size in groups for each in ([group, *[row] * size] if size else [row])]
    return Grid(((Cell((), "head"),),) * heads, tuple(body), (), 1)


def runs(stays: Sequence[bool]) -> list[int]:
    """How many rows stand together each time; what stays with the note counts as well."""
    found = [1]
    for stays_with_next in stays[:-1]:
        if stays_with_next:
            found[-1] += 1
        else:
            found.append(1)
    return found


def test_a_short_table_is_kept_whole_with_its_note() -> None:
    assert kept(grid(*[0] * (KEPT_ROWS - 1))) == [True] * KEPT_ROWS


def test_a_long_table_is_broken_between_its_groups() -> None:
    assert runs(kept(grid(3, 3, 4, 4, 4))) == [1 + 4, 4, 5, 5, 5]
    assert kept(grid(3, 3, 4, 4, 4))[-1], "the note stays with the last row"


def test_a_long_table_without_groups_and_a_long_group_keep_their_ends_together() -> None:
    plain = runs(kept(grid(*[0] * 30, heads=2)))
    assert plain == [2 + EDGE_ROWS, *[1] * (30 - 2 * EDGE_ROWS), EDGE_ROWS]
    assert runs(kept(grid(30)))[0] == 1 + EDGE_ROWS


def test_light_heads_leave_the_stub_more_room_and_still_fit() -> None:
    """Widths of words by the metrics of Helvetica, which are Arial's, the heads' face in Word."""
    stubs: dict[int, list[int]] = {}
    for weight, face in ((400, "helv"), (700, "hebo")):
        given = sample.rendering("en")
        tables = given.theme.tables.model_copy(update={"head_weight": weight})
        theme = given.theme.model_copy(update={"tables": tables})
        font = pymupdf.Font(face)
        word = docx.Document(BytesIO(render(replace(given, theme=theme)).data))
        for number, table in enumerate(word.element.iter(tag("tbl"))):
            widths = [int(each.get(tag("w"))) for each in table.iter(tag("gridCol"))]
            stubs.setdefault(number, []).append(widths[0])
            row = next(table.iter(tag("tr")))
            cells = row.findall(tag("tc"))
            if len(cells) == len(widths):
                for cell, width in zip(cells[1:], widths[1:], strict=True):
                    for each in "".join(one.text or "" for one in cell.iter(tag("t"))).split():
                        assert font.text_length(each, tables.size) <= width / 20
    assert any(light > bold for light, bold in stubs.values()), "where the table is crowded"
