from collections.abc import Callable, Mapping, Sequence

import pytest

from reportgen.document import Figure
from reportgen.locales import Locale, load_locale
from reportgen.results import Base, Category, Estimate, Row, Tabulation
from reportgen.survey import Item, ItemType
from reportgen.text import Text
from reportgen.theme import Theme, load_theme
from tests.charts import kinds
from tests.charts.kinds import PLAIN

LANGUAGES = ("zh", "en")
Label = tuple[str, str]
"""In Chinese and in English."""
REGIONS = (
    ("东部地区", "East"),
    ("中部地区", "Central"),
    ("西部地区", "West"),
    ("东北地区", "Northeast"),
)
BARRIERS = (
    (("缺乏专家", "Lack of experts"), 3002),
    (("数据质量欠佳", "Poor data quality"), 2898),
    (("产品功能不完善", "Imperfect product function"), 2566),
    (("成本高且缺乏收费依据", "High cost without reimbursement"), 2201),
    (("缺乏统一标准", "Lack of common standards"), 2044),
    (("审批周期长", "Lengthy approval"), 1873),
    (("与现有系统集成困难", "Difficult system integration"), 1509),
    (("法律责任不明确", "Unclear legal liability"), 1396),
    (("缺乏培训", "Lack of training"), 1206),
    (("不清楚", "Not sure"), 203),
)
AGREEMENT = (
    ("非常不同意", "Strongly disagree"),
    ("不同意", "Disagree"),
    ("一般", "Neutral"),
    ("同意", "Agree"),
    ("非常同意", "Strongly agree"),
)
STATEMENTS = (
    (("AI提高诊断效率", "AI raises diagnostic efficiency"), (41, 133, 722, 1901, 1001)),
    (("AI减少漏诊", "AI reduces missed lesions"), (60, 190, 912, 1757, 874)),
    (("信任AI的结果", "I trust the results of AI"), (95, 418, 1557, 1330, 398)),
    (("AI融入工作流程", "AI fits into the workflow"), (114, 532, 1367, 1367, 418)),
    (("愿意继续使用AI", "I am willing to go on using AI"), (38, 76, 646, 1900, 1138)),
)
LONG = kinds.LONG[:4]


def text(label: Label) -> Text:
    return Text(dict(zip(LANGUAGES, label, strict=True)))


def estimate(count: int, base: int, item: str = "q", option: str = "a") -> Estimate:
    value = count / base if base else float("nan")
    return Estimate("s", item, option, (), count, Base(base), value)


def tabulation(
    rows: Sequence[tuple[str, Label, Sequence[tuple[int, int]]]],
    columns: Sequence[Label] = (),
    items: Mapping[str, Label] | None = None,
    is_grouped: bool = False,
) -> Tabulation:
    """Rows of (item, label, a (count, base) for each column); the first column is the total."""
    names = items or {rows[0][0]: ("题目", "Item")}
    codes: dict[Label, str] = {}
    made = []
    for item, label, cells in rows:
        code = codes.setdefault(label, f"o{len(codes)}")
        cells_made = tuple(estimate(count, base, item, code) for count, base in cells)
        group = text(names[item]) if is_grouped else None
        made.append(Row(item, code, text(label), group, cells_made))
    banner = [Category(None, None, None)]
    banner += [Category("by", f"c{at}", text(label)) for at, label in enumerate(columns)]
    by = Item("s", "by", ItemType.SELECT_ONE, text(("分组", "Breakdown"))) if columns else None
    questions = tuple(
        Item("s", name, ItemType.SELECT_ONE, text(label)) for name, label in names.items()
    )
    return Tabulation("fig:x", tuple(made), tuple(banner), questions, by, {})


def figure(chart: str, shown: Tabulation) -> Figure:
    return Figure("fig:x", 1, {}, chart, shown)


def barrier_bars() -> Figure:
    rows = [("q", label, [(count, 6347)]) for label, count in BARRIERS]
    return figure("bar", tabulation(rows))


def regions(number: int = 5) -> Figure:
    shares = (1.0, 1.06, 0.97, 0.91, 1.12)
    rows = [
        (
            "q",
            label,
            [
                (count * at // (at + 1), 6347 // (at + 1)) if at else (count, 6347)
                for at in range(5)
            ],
        )
        for label, count in BARRIERS[:number]
    ]
    rows = [
        (item, label, [(cells[0]), *((int(cells[0][0] * share / 4), 1587) for share in shares[1:])])
        for item, label, cells in rows
    ]
    return figure("grouped_bar", tabulation(rows, REGIONS))


def statements() -> Figure:
    rows, items = [], {}
    for at, (label, counts) in enumerate(STATEMENTS):
        items[f"i{at}"] = label
        rows += [
            (f"i{at}", option, [(count, sum(counts))])
            for option, count in zip(AGREEMENT, counts, strict=True)
        ]
    return figure("stacked_bar", tabulation(rows, items=items))


def statement_by_region() -> Figure:
    counts = [STATEMENTS[at][1] for at in range(5)]
    rows = [
        ("q", option, [(each[at], sum(each)) for each in counts])
        for at, option in enumerate(AGREEMENT)
    ]
    return figure("stacked_bar", tabulation(rows, REGIONS))


def hard_bars() -> Figure:
    cells = [(100, 100), (0, 100), (1, 100), (7, 12), (0, 0), (999, 1000)]
    rows = [("q", LONG[at % 4], [cells[at % 6]]) for at in range(12)]
    return figure("bar", tabulation(rows))


def hard_groups() -> Figure:
    cells = [(5, 9), (100, 100), (0, 100), (12345, 99999), (0, 0)]
    rows = [("q", LONG[at % 4], [cells[(at + place) % 5] for place in range(5)]) for at in range(5)]
    return figure("grouped_bar", tabulation(rows, LONG))


def hard_stack() -> Figure:
    counts = [(980, 10, 10, 0), (0, 0, 0, 1000), (250, 250, 250, 250), (3, 4, 5, 2), (0, 0, 0, 0)]
    items = {f"i{at}": LONG[at % 4] for at in range(5)}
    rows = [
        (name, label, [(count, sum(counts[at]))])
        for at, name in enumerate(items)
        for label, count in zip(LONG, counts[at], strict=True)
    ]
    return figure("stacked_bar", tabulation(rows, items=items))


def several_items() -> Figure:
    items = {"i0": STATEMENTS[0][0], "i1": LONG[1]}
    rows = [
        (name, label, [(count, 3798)])
        for name in items
        for label, count in zip(AGREEMENT, STATEMENTS[0][1], strict=True)
    ]
    return figure("bar", tabulation(rows, items=items, is_grouped=True))


FIGURES: Mapping[str, Callable[[], Figure]] = {
    **PLAIN,
    **{
        made.__name__: made
        for made in (
            barrier_bars,
            regions,
            statements,
            statement_by_region,
            hard_bars,
            hard_groups,
            hard_stack,
            several_items,
        )
    },
}


@pytest.fixture(params=LANGUAGES)
def locale(request: pytest.FixtureRequest) -> Locale:
    return load_locale(request.param)


@pytest.fixture(scope="session")
def theme() -> Theme:
    return load_theme("journal")


@pytest.fixture(params=FIGURES)
def any_figure(request: pytest.FixtureRequest) -> Figure:
    return FIGURES[request.param]()


@pytest.fixture(name="barriers")
def barriers_fixture() -> Figure:
    return barrier_bars()
