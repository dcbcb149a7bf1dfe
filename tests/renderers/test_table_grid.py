"""A table as rows of cells."""

from collections.abc import Sequence

import pytest

from reportgen.document import Emphasis, Form, Number, Table, Words
from reportgen.locales import Locale, load_locale
from reportgen.renderers.alignment import Run, aligned
from reportgen.renderers.table_grid import Cell, lay_out
from reportgen.results import Base, Category, Estimate, Row, Tabulation
from reportgen.survey import Item, ItemType
from reportgen.text import Text

EN, ZH = load_locale("en"), load_locale("zh")
TOTAL = Category(None, None, None)


def item(name: str) -> Item:
    return Item("s", name, ItemType.SELECT_ONE, Text({"zh": f"题{name}", "en": f"Item {name}"}))


def row(name: str, label: str, cells: Sequence[tuple[int, int]], group: str | None = None) -> Row:
    estimates = tuple(
        Estimate("s", name, label, (), count, Base(base), count / base if base else 0.0)
        for count, base in cells
    )
    return Row(name, label, Text.same(label), Text.same(group) if group else None, estimates)


def table(
    rows: Sequence[Row], forms: Sequence[Form], columns: Sequence[str] = (), total: bool = True
) -> Table:
    banner = [Category("by", code, Text.same(code)) for code in columns]
    if total:
        banner.append(TOTAL)
    items = tuple(item(name) for name in dict.fromkeys(each.item for each in rows))
    by = item("by") if columns else None
    shown = Tabulation("tbl:x", tuple(rows), tuple(banner), items, by, {})
    return Table("x", 1, {}, shown, tuple(forms))


def printed(cell: Cell, locale: Locale) -> str:
    def text(span: object) -> str:
        match span:
            case Words(words):
                return words
            case Number():
                return locale.number(span)
            case Emphasis(content):
                return "".join(map(text, content))
        raise AssertionError(span)

    found = "".join(map(text, cell.content))
    return found.replace("\u2009", "_").replace("\u00a0", " ")


def lines(rows: Sequence[Sequence[Cell]], locale: Locale = EN) -> list[list[str]]:
    return [[printed(cell, locale) for cell in cells] for cells in rows]


ONE_WAY = table(
    [row("q", "Yes", [(5765, 6347)]), row("q", "No", [(582, 6347)])],
    (Form.COUNT, Form.PERCENT_CELL),
)
BY_ONE_FORM = table(
    [
        row("q", "Yes", [(10, 40), (30, 60), (40, 100)]),
        row("q", "No", [(30, 40), (30, 60), (60, 100)]),
    ],
    (Form.COUNT_PERCENT_CELL,),
    ("a", "b"),
)
BY_TWO_FORMS = table(
    [row("q", "Yes", [(10, 40), (30, 60)])], (Form.COUNT, Form.PERCENT_CELL), ("a", "b"), False
)
GROUPED = table(
    [
        row("q", "Yes", [(10, 40)], "Q"),
        row("q", "No", [(30, 40)], "Q"),
        row("r", "Alone", [(9, 40)]),
        row("t", "Yes", [(1, 40)], "T"),
    ],
    (Form.COUNT,),
)


def test_a_one_way_table_has_one_head_row_and_a_column_for_each_form() -> None:
    grid = lay_out(ONE_WAY, EN)
    assert lines(grid.head) == [["Item q", "n", "%"]]
    assert lines(grid.body) == [["Yes", "5_765", "90.8"], ["No", "582", "9.2"]]
    assert grid.columns == 3


def test_its_words_are_those_of_the_language() -> None:
    assert lines(lay_out(ONE_WAY, ZH).head, ZH) == [["题q", "n", "%"]]
    assert lines(lay_out(GROUPED, ZH).head, ZH)[0][0] == "项目"


def test_with_one_form_the_breakdown_spans_the_categories() -> None:
    grid = lay_out(BY_ONE_FORM, EN)
    assert lines(grid.head) == [
        ["Item q", "Item by [n (%)]"],
        ["a (n = 40)", "b (n = 60)", "Total (n = 100)"],
    ]
    assert lines(grid.body)[0] == ["Yes", "10 (25.0)", "30 (50.0)", "40 (40.0)"]
    assert (grid.head[0][1].kind, grid.head[0][1].span, grid.head[0][0].rows) == ("spanner", 3, 2)


def test_with_several_forms_each_category_spans_them() -> None:
    grid = lay_out(BY_TWO_FORMS, EN)
    assert lines(grid.head) == [
        ["Characteristic", "a (n = 40)", "b (n = 60)"], ["n", "%", "n", "%"]
    ]  # fmt: skip
    assert [cell.span for cell in grid.head[0]] == [1, 2, 2]
    assert lines(grid.body) == [["Yes", "10", "25.0", "30", "50.0"]]
    assert grid.columns == 5


def test_a_base_that_differs_between_rows_is_not_in_the_head() -> None:
    shown = table(
        [row("q", "Yes", [(10, 40)]), row("r", "Yes", [(10, 50)])], (Form.COUNT,), ("a",), False
    )
    assert lines(lay_out(shown, EN).head)[1] == ["a"]


def test_items_of_the_same_base_do_not_share_it() -> None:
    shown = table(
        [row("q", "Yes", [(10, 40)]), row("r", "Yes", [(10, 40)])], (Form.COUNT,), ("a",), False
    )
    assert lines(lay_out(shown, EN).head)[1] == ["a"]


def test_a_group_has_a_row_of_its_own_and_indents_what_is_in_it() -> None:
    grid = lay_out(GROUPED, EN)
    assert lines(grid.body) == [
        ["Q"], ["Yes", "10"], ["No", "30"], ["Alone", "9"], ["T"], ["Yes", "1"],
    ]  # fmt: skip
    assert [cells[0].kind for cells in grid.body] == [
        "group", "stub", "stub", "stub", "group", "stub",
    ]  # fmt: skip
    assert [cells[0].indent for cells in grid.body] == [0, 1, 1, 0, 0, 1]


@pytest.mark.parametrize("shown", [ONE_WAY, BY_ONE_FORM, BY_TWO_FORMS, GROUPED])
@pytest.mark.parametrize("locale", [EN, ZH])
def test_the_cells_of_every_row_fill_the_columns(shown: Table, locale: Locale) -> None:
    grid = lay_out(shown, locale)
    taken = 0  # by cells of the row above that reach down
    for cells in grid.head:
        assert sum(cell.span for cell in cells) + taken == grid.columns
        taken = sum(cell.span for cell in cells if cell.rows > 1)
    assert taken == (1 if len(grid.head) == 1 and grid.head[0][0].rows > 1 else 0)
    for cells in grid.body:
        assert sum(cell.span for cell in cells) == grid.columns


@pytest.mark.parametrize(
    ("form", "cells", "expected"),
    [
        (Form.COUNT, [(5, 40), (38, 40), (7, 40)], ["·5", "38", "·7"]),
        (Form.COUNT, [(5, 40), (1234, 2000)], ["····5", "1_234"]),
        (Form.PERCENT_CELL, [(2, 40), (38, 40)], ["·5.0", "95.0"]),
        (
            Form.COUNT_PERCENT_CELL,
            [(2, 40), (38, 40), (40, 40)],
            ["·2·· (5.0)", "38· (95.0)", "40 (100.0)"],
        ),
        (
            Form.COUNT_PERCENT_CELL,
            [(1000, 2000), (400, 500), (7, 12)],
            ["1_000 (50.0)", "··400 (80.0)", "····7/12····"],
        ),
        (Form.PERCENT_CELL, [(0, 0), (20, 40)], ["—", "50.0"]),
    ],
)
def test_room_is_left_for_the_digits_that_others_have(
    form: Form, cells: list[tuple[int, int]], expected: list[str]
) -> None:
    """Room for a character is shown as a point: decimal points and parentheses come to stand under
    one another; n/N begins where the counts do."""
    shown = table([row("q", f"o{at}", [cell]) for at, cell in enumerate(cells)], (form,))
    numbers = [cells[1] for cells in lay_out(shown, EN).body]
    assert [in_runs(cell) for cell in numbers] == expected
    assert [in_runs(cell).replace("·", "") for cell in numbers] == [
        printed(cell, EN) for cell in numbers
    ]


def in_runs(cell: Cell) -> str:
    texts = ("·" * len(run.text) if run.is_room else run.text for run in cell.runs)
    return "".join(texts).replace("\u2009", "_")


def test_the_upper_limit_of_an_interval_follows_its_dash() -> None:
    found = aligned(["9.5–10.5", "10.5–12.25"], ".", "")
    assert [[(run.text, run.is_room) for run in runs] for runs in found] == [
        [("1", True), ("9.5–10.5", False), ("5", True)], [("10.5–12.25", False)],
    ]  # fmt: skip


def test_texts_without_numbers_have_no_room() -> None:
    assert aligned(["—", "a"], ".", "") == [(Run("—"),), (Run("a"),)]


def test_a_table_without_rows_has_a_head_alone() -> None:
    shown = table([row("q", "Yes", [(1, 40)])], (Form.COUNT,))
    empty = Table(
        "x", 1, {}, Tabulation("tbl:x", (), (TOTAL,), (item("q"),), None, {}), shown.cells
    )
    grid = lay_out(empty, EN)
    assert (lines(grid.head), grid.body, grid.columns) == ([["Characteristic", "n"]], (), 2)


def test_the_notes_are_in_the_language() -> None:
    note = {"zh": (Words("注"),), "en": (Words("Note"),)}
    shown = Table("x", 1, {}, ONE_WAY.tabulation, ONE_WAY.cells, (note,))
    assert lay_out(shown, ZH).notes == ((Words("注"),),)
