"""What the notes of a table or figure must say."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from reportgen.compose.notes import figure_notes, table_notes
from reportgen.document import Emphasis, Inline, Number, Words
from reportgen.locales import Locale, load_locale
from reportgen.results import Base, Category, Estimate, Results, Row, Tabulation
from reportgen.survey import Item, ItemType, ResponseOption
from reportgen.text import Text

TOTAL = Category(None, None, None)


def item(name: str, options: int, kind: ItemType = ItemType.SELECT_ONE) -> Item:
    codes = tuple(ResponseOption(str(at), Text.same(f"o{at}")) for at in range(options))
    return Item("s", name, kind, Text.same(name.upper()), codes)


def estimate(name: str, code: str, count: int, base: int) -> Estimate:
    return Estimate("s", name, code, (), count, Base(base), count / base if base else float("nan"))


def tabulation(
    *shown: tuple[Item, Sequence[Sequence[tuple[int, int]]]],
    columns: Sequence[str] = (),
    missing: dict[str, int] | None = None,
) -> Tabulation:
    """For each item its rows of (count, base), one for each column."""
    rows = [
        Row(each.name, str(at), Text.same(f"o{at}"), None,
            tuple(estimate(each.name, str(at), *cell) for cell in cells))
        for each, lines in shown
        for at, cells in enumerate(lines)
    ]  # fmt: skip
    banner = tuple(Category("by", code, Text.same(code)) for code in columns) or (TOTAL,)
    by = item("by", len(columns)) if columns else None
    items = tuple(each for each, _ in shown)
    return Tabulation("tbl:x", tuple(rows), banner, items, by, missing or {})


def printed(note: Sequence[Inline], locale: Locale) -> str:
    found = ""
    for span in note:
        match span:
            case Words(text):
                found += text
            case Number():
                found += locale.number(span)
            case Emphasis(content):
                found += printed(content, locale)
    return found.replace("\u00a0", " ").replace("\u2009", "_")


Notes = Callable[[Tabulation, Results, Locale], object]


def notes(make: Notes, shown: Tabulation, language: str, answered: int = 0) -> list[str]:
    locale = load_locale(language)
    bases = {
        f"s.{each.name}": Estimate("s", each.name, None, (), answered, Base(answered), 1.0)
        for each in (*shown.items, *((shown.by,) if shown.by else ()))
    }
    results = Results({}, bases, {}, {})
    return [printed(note, locale) for note in make(shown, results, locale)]  # type: ignore[attr-defined]


SINGLE = item("q", 2)
THIRDS = tabulation((item("q", 3), [[(10, 30)], [(10, 30)], [(10, 30)]]))
MULTIPLE = tabulation((item("m", 2, ItemType.SELECT_MULTIPLE), [[(20, 30)], [(25, 30)]]))
SMALL = tabulation((SINGLE, [[(5, 19)], [(14, 19)]]))

ROUNDING = {
    "zh": "因四舍五入，各项百分比之和可能不等于100%",
    "en": "Percentages may not add up to 100% because of rounding",
}
SEVERAL = {
    "zh": "多选题，各项百分比之和超过100%",
    "en": "Multiple responses were allowed, so percentages add up to more than 100%",
}
FEW = {
    "zh": "基数小于20时不列百分比，只列n/N",
    "en": "For bases below 20 only n/N is given",
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (tabulation((SINGLE, [[(10, 40)], [(30, 40)]])), None),
        (THIRDS, ROUNDING),
        (MULTIPLE, SEVERAL),
        (SMALL, FEW),
    ],
)
def test_a_table_says_what_must_be_known(
    language: str, shown: Tabulation, expected: dict[str, str] | None
) -> None:
    told = [expected[language]] if expected else []
    assert notes(table_notes, shown, language) == told


@pytest.mark.parametrize(
    "shown",
    [
        tabulation((SINGLE, [[(1, 80)], [(79, 80)]])),  # 1.3 and 98.8
        tabulation((SINGLE, [[(10, 40), (1, 80)], [(30, 40), (79, 80)]]), columns=("a", "b")),
    ],
)
def test_rounding_is_noted_where_one_column_misses_a_hundred(shown: Tabulation) -> None:
    assert notes(table_notes, shown, "en") == [ROUNDING["en"]]


@pytest.mark.parametrize(
    "shown",
    [
        tabulation((item("q", 3), [[(10, 30)], [(10, 30)]])),  # not all options are shown
        tabulation((SINGLE, [[(0, 0)], [(0, 0)]])),
    ],
)
def test_rounding_is_not_noted_where_no_sum_is_expected(shown: Tabulation) -> None:
    assert notes(table_notes, shown, "en") == []


def test_rounding_is_not_noted_of_percentages_that_are_not_printed() -> None:
    thirds = tabulation((item("q", 3), [[(3, 9)], [(3, 9)], [(3, 9)]]))
    assert notes(table_notes, thirds, "en") == [FEW["en"]]


@pytest.mark.parametrize(("base", "told"), [(19, [FEW["en"]]), (20, []), (0, [])])
def test_a_base_is_small_below_twenty(base: int, told: list[str]) -> None:
    one = tabulation((SINGLE, [[(0, base)]]))
    assert notes(table_notes, one, "en") == told


def test_one_option_of_a_multiple_response_adds_up_to_nothing() -> None:
    one = tabulation((item("m", 2, ItemType.SELECT_MULTIPLE), [[(20, 30)]]))
    assert notes(table_notes, one, "en") == []


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh", "未作答而不计入基数者：Q：2人、R：1_234人"),
        ("en", "Not answered and not in the base: Q, 2; R, 1_234"),
    ],
)
def test_who_did_not_answer_is_counted_by_item(language: str, expected: str) -> None:
    shown = tabulation(
        (SINGLE, [[(10, 40)], [(30, 40)]]),
        (item("r", 1), [[(40, 40)]]),
        (item("t", 1), [[(40, 40)]]),
        missing={"q": 2, "r": 1234, "t": 0},
    )
    assert notes(table_notes, shown, language, answered=40) == [expected]


def test_nonresponse_is_an_estimate_of_those_asked() -> None:
    shown = tabulation((SINGLE, [[(10, 40)], [(30, 40)]]), missing={"q": 10})
    results = Results({}, {"s.q": Estimate("s", "q", None, (), 40, Base(40), 1.0)}, {}, {})
    (note,) = table_notes(shown, results, load_locale("en"))
    (number,) = (span for span in note if isinstance(span, Number))
    assert (number.estimate.id, number.estimate.count) == ("s.q.(missing)", 10)
    assert (number.estimate.base.unweighted, number.estimate.value) == (50, 0.2)


ONE = tabulation((SINGLE, [[(10, 1040)], [(1030, 1040)]]))
ITEMS = tabulation((SINGLE, [[(10, 40)], [(30, 40)]]), (item("r", 1), [[(50, 50)]]))
ALIKE = tabulation((SINGLE, [[(10, 40)], [(30, 40)]]), (item("r", 1), [[(40, 40)]]))
COLUMNS = tabulation((SINGLE, [[(10, 40), (20, 60)], [(30, 40), (40, 60)]]), columns=("a", "b"))


@pytest.mark.parametrize(
    ("shown", "zh", "en"),
    [
        (ONE, "N=1_040", "N = 1_040"),
        (ALIKE, "N=40", "N = 40"),
        (ITEMS, "Q：n=40，R：n=50", "Q, n = 40; R, n = 50"),
        (COLUMNS, "a：n=40，b：n=60", "a, n = 40; b, n = 60"),
    ],
)
def test_a_figure_names_its_bases_first(shown: Tabulation, zh: str, en: str) -> None:
    assert notes(figure_notes, shown, "zh")[0] == zh
    assert notes(figure_notes, shown, "en")[0] == en


def test_a_figure_names_bases_by_item_and_category_where_both_differ() -> None:
    shown = tabulation(
        (item("q", 2), [[(10, 40), (20, 60)]]),
        (item("r", 2), [[(10, 30), (20, 50)]]),
        columns=("a", "b"),
    )
    (told,) = notes(figure_notes, shown, "en")
    for base in ("40", "60", "30", "50"):
        assert f"n = {base}" in told
    assert told.index("Q") < told.index("= 60") < told.index("R") < told.index("= 30")


def test_a_figure_says_what_a_table_would() -> None:
    assert notes(figure_notes, THIRDS, "en") == ["N = 30", ROUNDING["en"]]


def test_options_that_add_up_to_no_more_than_a_whole_have_no_note_of_multiple_response() -> None:
    part = tabulation((item("m", 2, ItemType.SELECT_MULTIPLE), [[(10, 40)], [(30, 40)]]))
    assert notes(table_notes, part, "en") == []
    more = tabulation((item("m", 2, ItemType.SELECT_MULTIPLE), [[(11, 40)], [(30, 40)]]))
    assert len(notes(table_notes, more, "en")) == 1


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh", "未填“BY”的3人只计入合计"),
        ("en", "“BY” was not answered by 3, who are counted in the total only"),
    ],
)
def test_who_did_not_answer_the_breakdown_is_told_where_there_is_a_total(
    language: str, expected: str
) -> None:
    cells = [[(10, 20), (10, 20), (20, 43)]]
    shown = tabulation((item("q", 2), cells), columns=("a", "b"), missing={"by": 3})
    assert notes(table_notes, shown, language, answered=40) == []
    with_total = replace(shown, columns=(*shown.columns, TOTAL))
    assert notes(table_notes, with_total, language, answered=40) == [expected]


def test_languages_that_round_otherwise_have_the_same_notes() -> None:
    """1, 2 and 27 of 30 are 3.3, 6.7 and 90.0%, or 3, 7 and 90%; a base of 10 is small in one."""
    zh, en = load_locale("zh"), replace(load_locale("en"), percent_digits=0, small_base=5)
    tables = (
        tabulation((item("a", 3), [[(1, 30)], [(2, 30)], [(27, 30)]])),
        tabulation((item("a", 2), [[(5, 10)], [(5, 10)]])),
    )
    for table in tables:
        results = Results({}, {}, {}, {})
        both = [list(table_notes(table, results, locale, (zh, en))) for locale in (zh, en)]
        assert len(both[0]) == len(both[1])
    assert len(list(table_notes(tables[1], results, en, (zh, en)))) == 1
    assert list(table_notes(tables[1], results, en)) == []
