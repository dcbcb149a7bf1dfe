"""Pages reckoned for small documents, each worked out by hand: ten lines of 10 pt to a page."""

from __future__ import annotations

import pytest

from reportgen.renderers.docx.markup import bookmarked, line_break, text_run, tree, w
from reportgen.renderers.docx.pagination import pages_of
from reportgen.renderers.docx.pagination.faces import Type
from reportgen.renderers.docx.pagination.lines import LineFiller
from reportgen.renderers.docx.pagination.sheet import RunLook, Sheet

LINE = 200
"""The distance of lines, in twips."""
STYLES = tree(
    w(
        "styles",
        w(
            "docDefaults",
            w(
                "rPrDefault",
                w(
                    "rPr",
                    w("rFonts", ascii="Times New Roman", eastAsia="宋体"),
                    w("sz", val=20),
                ),
            ),
            w("pPrDefault", w("pPr", w("spacing", line=LINE, lineRule="exact"))),
        ),
    )
)
TIMES = RunLook(Type("Times New Roman", False, False, 10), "宋体", False)


def section(*more: str, height: int = 100, width: int = 100, **attributes: object) -> str:
    margins = dict.fromkeys(("top", "bottom", "left", "right"), 0)
    size = w("pgSz", w=width * 20, h=height * 20)
    return w("sectPr", *more, size, w("pgMar", **margins), **attributes)


def lines(count: int, *properties: str, name: str = "", notes: str = "") -> str:
    """A paragraph of so many lines, with a bookmark at its beginning."""
    runs = [line_break() for _ in range(count - 1)]
    mark = "".join(bookmarked(name, 1, [])) if name else ""
    return w("p", w("pPr", *properties), mark, text_run("x"), notes, *runs, text_run("x"))


def paged(*content: str, end: str = "", **parts: str) -> dict[str, str]:
    others = {name: tree(xml) for name, xml in parts.items()}
    return pages_of(tree(w("body", *content, end or section())), STYLES, **others)


def filled(text: str, width: float, *, properties: str = "", is_wide: bool = False) -> int:
    """How many lines a text of 10 pt takes."""
    look = Sheet(STYLES, None).paragraph(tree(w("pPr", properties)))
    filler = LineFiller(look, width, 21)
    filler.text(text, TIMES, is_wide=is_wide)
    return len(filler.done(TIMES, 0))


def test_letters_are_as_wide_as_adobe_published() -> None:
    # H 722, e 444, l 278, o 500; bold H 778; Helvetica H 722, i 222, em dash 1000
    assert Type("Times New Roman", False, False, 12).width("Hello") == pytest.approx(26.664)
    assert Type("Times New Roman", True, False, 10).width("H") == pytest.approx(7.78)
    assert Type("Arial", False, False, 10).width("Hi—") == pytest.approx(19.44)
    assert Type("Arial", False, True, 10).width("7\u00a07\u2007") == pytest.approx(19.46)


def test_ten_ideographs_fill_a_line_of_a_hundred_points() -> None:
    assert filled("天" * 10, 100) == 1
    assert filled("天" * 11, 100) == 2
    assert filled("天" * 18, 100, properties=w("ind", firstLineChars=200)) == 2
    assert filled("天" * 19, 100, properties=w("ind", firstLineChars=200)) == 3


def test_a_stop_may_stand_in_the_margin_and_no_other_mark_begins_or_ends_a_line() -> None:
    assert filled("天" * 10 + "。", 100) == 1
    assert filled("天" * 10 + "）", 100) == 2
    assert filled("天" * 9 + "（天", 100) == 2
    # ten, then nine and the mark with the one before it
    assert filled("天" * 20 + "》天", 105) == 3


def test_words_end_lines_at_spaces_and_behind_hyphens_but_numbers_are_whole() -> None:
    # x is 5 wide, a space 2.5, a hyphen 3.33, a digit 5
    assert filled("xxxx xxxx", 42.5) == 1
    assert filled("xxxx xxxx", 42.4) == 2
    assert filled("xxxx-xxxx", 42) == 2
    assert filled("1234-5678", 43.4) == 1
    assert filled("xx 12\u00a0345 xx", 30) == 3


def test_a_word_that_no_line_holds_is_broken() -> None:
    assert filled("x" * 45, 50) == 5


def test_there_is_room_between_two_scripts_except_at_the_end_of_a_line() -> None:
    # 2 ideographs and 2 letters of 5, with 2 between them
    assert filled("天天xx天", 44.1) == 1
    assert filled("天天xx天", 41.9) == 2
    assert filled("天天xx天", 42.1) == 1, "the room before the last ideograph is left out"
    assert filled("天天，xx", 40.1) == 1, "none beside a mark"


def test_lines_go_on_on_the_next_page() -> None:
    assert paged(lines(10, name="a"), lines(1, name="b")) == {"a": "1", "b": "2"}
    assert paged(lines(9), lines(1, name="b"), lines(1, name="c")) == {"b": "1", "c": "2"}


def test_two_lines_stay_together_at_either_edge_of_a_page() -> None:
    assert paged(lines(9), lines(4, name="a")) == {"a": "2"}
    assert paged(lines(8), lines(4, name="a")) == {"a": "1"}
    # Three lines can't be parted into two and two.
    assert paged(lines(8), lines(3, name="a")) == {"a": "2"}
    off = w("widowControl", val=0)
    assert paged(lines(9), lines(4, off, name="a")) == {"a": "1"}


def test_a_paragraph_whose_lines_are_kept_is_not_broken() -> None:
    assert paged(lines(6), lines(6, w("keepLines"), name="a"), lines(1, name="b")) == {
        "a": "2",
        "b": "2",
    }


def test_headings_stay_with_the_first_lines_of_their_text() -> None:
    kept = w("keepNext")
    assert paged(lines(6), lines(1, kept, name="a"), lines(1, kept), lines(4)) == {"a": "1"}
    assert paged(lines(7), lines(1, kept, name="a"), lines(1, kept), lines(4)) == {"a": "2"}


def test_what_is_kept_together_but_longer_than_a_page_is_broken() -> None:
    kept = w("keepNext")
    content = [lines(1, kept, name=str(number)) for number in range(12)]
    assert paged(*content)["9"] == "1"
    assert paged(*content)["10"] == "2"


def test_room_above_is_left_out_at_the_head_of_a_page_that_nobody_asked_for() -> None:
    room = w("spacing", before=1800, line=LINE, lineRule="exact")
    assert paged(lines(10), lines(1, room), lines(2, name="a")) == {"a": "2"}
    asked = w("pageBreakBefore")
    assert paged(lines(3), lines(1, asked, room), lines(2, name="a")) == {"a": "3"}


def test_of_the_room_below_and_above_the_greater_counts() -> None:
    def spaced(**room: int) -> str:
        return w("spacing", line=LINE, lineRule="exact", **room)

    content = lines(3, spaced(after=600)), lines(2, spaced(before=800)), lines(1, name="a")
    assert paged(*content) == {"a": "1"}
    assert paged(lines(1), *content) == {"a": "2"}


def row(count: int, *properties: str, name: str = "") -> str:
    cell = w("tc", w("tcPr", w("tcW", w=2000, type="dxa")), lines(count, name=name))
    return w("tr", w("trPr", *properties), cell)


def table(*rows: str) -> str:
    margins = w("tblCellMar", w("left", w=0), w("right", w=0))
    grid = w("tblGrid", w("gridCol", w=2000))
    return w("tbl", w("tblPr", margins), grid, *rows)


def test_rows_are_not_broken_and_the_head_is_repeated() -> None:
    whole = w("cantSplit")
    head = row(1, whole, w("tblHeader"))
    rows = [row(3, whole, name=str(number)) for number in range(8)]
    found = paged(table(head, *rows))
    assert [found[str(number)] for number in range(8)] == list("11122233")


def test_a_row_that_may_be_broken_is() -> None:
    assert paged(lines(6), table(row(8, name="a")), lines(5, name="b")) == {"a": "1", "b": "2"}
    kept = w("cantSplit")
    assert paged(lines(6), table(row(8, kept, name="a")), lines(1, name="b")) == {
        "a": "2",
        "b": "2",
    }


def test_a_picture_takes_its_height_and_the_depth_of_letters() -> None:
    names = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    extent = f'<wp:extent cx="12700" cy="{58 * 12700}"/>'
    inline = f'<wp:inline xmlns:wp="{names}">{extent}</wp:inline>'
    auto = w("spacing", line=240, lineRule="auto")
    picture = w("p", w("pPr", auto), w("r", w("drawing", inline)))
    # 58 and 2.16 below it: with three lines 90.16, with four 100.16
    assert paged(picture, lines(3), lines(1, name="a")) == {"a": "2"}
    assert paged(picture, lines(2), lines(1, name="a")) == {"a": "1"}


def test_footnotes_take_room_on_the_page_that_calls_them() -> None:
    def note(identity: int, count: int, **kind: str) -> str:
        return w("footnote", lines(count), id=identity, **kind)

    called = w("r", w("footnoteReference", id=1))
    notes = w("footnotes", note(-1, 1, type="separator"), note(1, 3))
    content = lines(1, notes=called), lines(5), lines(1, name="a")
    assert paged(*content) == {"a": "1"}
    assert paged(*content, footnotes=notes) == {"a": "2"}


def test_pages_are_numbered_as_sections_say() -> None:
    def ends(*more: str) -> str:
        return lines(1, section(*more))

    front = w("pgNumType", fmt="lowerRoman", start=3)
    text = w("pgNumType", start=1)
    first = lines(10), lines(1, name="a"), ends(front)
    second = lines(1, name="b"), lines(9), lines(1, name="c")
    found = paged(*first, *second, end=section(text))
    assert found == {"a": "iv", "b": "1", "c": "2"}
    odd = w("type", val="oddPage")
    assert paged(ends(), lines(1, name="a"), end=section(odd)) == {"a": "3"}
    same = w("type", val="continuous")
    assert paged(ends(), lines(1, name="a"), end=section(same)) == {"a": "1"}


def test_a_page_in_landscape_holds_other_lines() -> None:
    high, low = section(), section(height=50, width=200)
    content = lines(1, high), lines(5, name="a"), lines(1, name="b")
    assert paged(*content, end=low) == {"a": "2", "b": "3"}


def test_codes_of_fields_and_pending_deletions_take_no_room() -> None:
    code = w("r", w("fldChar", fldCharType="begin")) + w("r", w("instrText")) + text_run("x" * 90)
    result = w("r", w("fldChar", fldCharType="separate")) + text_run("x")
    field = code + result + w("r", w("fldChar", fldCharType="end"))
    deleted = w("del", text_run("x" * 90))
    assert paged(lines(9), w("p", field, deleted), lines(1, name="a")) == {"a": "2"}
    assert paged(lines(8), w("p", field, deleted), lines(1, name="a")) == {"a": "1"}
