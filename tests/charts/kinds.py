"""A figure of every chart kind: plain, and with everything that is hard to set at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from math import sqrt

from reportgen.document import ChartOptions, Figure
from reportgen.results import (
    Base,
    Category,
    Estimate,
    Interval,
    Row,
    Sides,
    SideTotals,
    Tabulation,
)
from reportgen.survey import Item, ItemType
from reportgen.text import Text

Label = tuple[str, str]
Cell = tuple[int, int]
"""A count and its base."""
LONG = (
    ("一次影像学检查同时分析多种疾病", "Analysis of several diseases in one examination"),
    (
        "“不清楚”或不愿回答本题的受访者（含拒答）",
        "Respondents who are “not sure” or refused to answer it",
    ),
    (
        "MRI与超声产品、以及DSA介入产品",
        "Products for MRI/ultrasound/digital-subtraction angiography",
    ),
    ("十四个汉字的选项标签正好这么长", "Pneumonoultramicroscopicsilicovolcanoconiosis"),
    ("短", "In short"),
    (
        "与医院现有信息系统（如PACS、RIS和电子病历）的集成程度及其后续维护费用由谁承担",
        "Integration with the information systems of the hospital (PACS, RIS, electronic records) "
        "and who is to bear the cost of its maintenance",
    ),
)
WAVES = (("2018年", "2018"), ("2020年", "2020"), ("2022年", "2022"), ("2024年", "2024"))
SEXES = (("男", "Men"), ("女", "Women"))
REGIONS = (
    ("东部地区", "East"),
    ("中部地区", "Central"),
    ("西部地区", "West"),
    ("东北地区", "Northeast"),
)
OPTIONS = (
    ("缺乏专家", "Lack of experts"),
    ("数据质量欠佳", "Poor data quality"),
    ("产品功能不完善", "Imperfect product function"),
    ("成本高且缺乏收费依据", "High cost without reimbursement"),
    ("缺乏统一标准", "Lack of common standards"),
    ("不清楚", "Not sure"),
)
SCALE = (
    ("非常不同意", "Strongly disagree"),
    ("不同意", "Disagree"),
    ("一般", "Neutral"),
    ("同意", "Agree"),
    ("非常同意", "Strongly agree"),
    ("不清楚", "Don’t know"),
)
STATEMENTS = (
    ("AI提高诊断效率", "AI raises diagnostic efficiency"),
    ("AI减少漏诊", "AI reduces missed lesions"),
    ("信任AI的结果", "I trust the results of AI"),
    ("AI融入工作流程", "AI fits into the workflow"),
    ("愿意继续使用AI", "I am willing to go on using AI"),
)
ANSWERS = (
    (41, 133, 722, 1901, 1001, 85),
    (60, 190, 912, 1757, 874, 90),
    (95, 418, 1557, 1330, 398, 120),
    (114, 532, 1367, 1367, 418, 60),
    (38, 76, 646, 1900, 1138, 101),
)
HARD_CELLS = ((100, 100), (0, 100), (1, 100), (7, 12), (0, 0), (999, 1000), (12345, 99999), (5, 9))
HARD_ANSWERS = (
    (980, 5, 5, 10, 0, 0),
    (0, 0, 0, 0, 1000, 0),
    (0, 0, 1000, 0, 0, 0),
    (250, 250, 250, 150, 50, 50),
    (3, 4, 1, 2, 1, 1),
    (0, 0, 0, 0, 0, 0),
    (0, 0, 0, 0, 0, 700),
    (1, 1, 1, 1, 1, 995),
)
SUPPRESSED = (333, 1000)


def text(label: Label) -> Text:
    return Text(dict(zip(("zh", "en"), label, strict=True)))


def estimate(cell: Cell, item: str, option: str, where: str | None) -> Estimate:
    count, base = cell
    share = count / base if base else float("nan")
    half = 1.96 * sqrt(share * (1 - share) / base) if base else 0.0
    interval = Interval(max(share - half, 0), min(share + half, 1), 0.95, "wald") if base else None
    filters = (("by", where),) if where else ()
    found = Estimate("s", item, option, filters, count, Base(base), share, None, interval)
    return replace(found, is_suppressed=cell == SUPPRESSED)


def tabulation(
    rows: Sequence[tuple[Label, Sequence[Cell]]],
    columns: Sequence[Label] = (),
    items: Sequence[Label] = (("题目", "Item"),),
) -> Tabulation:
    """Rows of one item, or of several in turn; the cells are the categories', then the total's."""
    by = Item("s", "by", ItemType.SELECT_ONE, text(("分组", "Breakdown"))) if columns else None
    banner = [Category("by", f"c{at}", text(label)) for at, label in enumerate(columns)]
    banner.append(Category(None, None, None))
    each = len(rows) // len(items)
    made = [
        Row(
            f"i{at // each}",
            f"o{at % each}",
            text(label),
            text(items[at // each]) if len(items) > 1 else None,
            tuple(
                estimate(cell, f"i{at // each}", f"o{at % each}", category.code)
                for cell, category in zip(cells, banner, strict=True)
            ),
        )
        for at, (label, cells) in enumerate(rows)
    ]
    questions = [
        Item("s", f"i{at}", ItemType.SELECT_ONE, text(label)) for at, label in enumerate(items)
    ]
    return Tabulation("fig:x", tuple(made), tuple(banner), tuple(questions), by, {})


def scale_of(answers: Sequence[Sequence[int]], items: Sequence[Label], options: Sequence[Label],
             columns: Sequence[Label] = ()) -> Tabulation:  # fmt: skip
    """Items with one scale; with columns, one item whose answers are those of each category."""
    if columns:
        every = [*answers, [sum(counts) for counts in zip(*answers, strict=True)]]
        rows = [(option, [(counts[at], sum(counts)) for counts in every])
                for at, option in enumerate(options)]  # fmt: skip
    else:
        rows = [(option, [(counts[at], sum(counts))])
                for counts in answers for at, option in enumerate(options)]  # fmt: skip
    made = tabulation(rows, columns, items)
    return replace(made, sides=sides_of(made, len(options)))


def sides_of(shown: Tabulation, number: int) -> Sides:
    """The first two options negative, the third neutral, the next two positive, others apart."""
    codes = [f"o{at}" for at in range(number)]
    negative, positive = codes[:2], codes[3:5]
    totals = []
    for item in dict.fromkeys(row.item for row in shown.rows):
        own = {row.option: row.estimates for row in shown.rows if row.item == item}
        sides = []
        for side in (negative, positive):
            cells = zip(*(own[code] for code in side), strict=True)
            sides.append(
                tuple(
                    estimate(
                        (sum(each.count for each in cell), cell[0].base.unweighted),
                        item,
                        "+".join(side),
                        cell[0].where[0][1] if cell[0].where else None,
                    )
                    for cell in cells
                )
            )
        totals.append(SideTotals(item, sides[0], sides[1]))
    return Sides(tuple(negative), (codes[2],), tuple(positive[::-1]), tuple(codes[5:]),
                 tuple(totals))  # fmt: skip


def plain(columns: Sequence[Label], number: int = 6) -> Tabulation:
    shares = (0.473, 0.457, 0.404, 0.347, 0.322, 0.032)
    drift = (1.0, 1.12, 0.86, 0.95, 1.05)
    base = 1587
    rows = [
        (
            OPTIONS[at],
            [(round(base * shares[at] * drift[(place * (at + 1)) % 5]), base)
             for place in range(len(columns))] + [(round(6347 * shares[at]), 6347)],
        )
        for at in range(number)
    ]  # fmt: skip
    return tabulation(rows, columns)


def hard(columns: Sequence[Label], number: int) -> Tabulation:
    cells = (*HARD_CELLS, SUPPRESSED)
    rows = [
        (LONG[at % len(LONG)],
         [cells[(at * 2 + place) % len(cells)] for place in range(len(columns) + 1)])
        for at in range(number)
    ]  # fmt: skip
    return tabulation(rows, columns)


def figure(chart: str, shown: Tabulation, **options: object) -> Figure:
    return Figure("fig:x", 1, {}, chart, shown, options=ChartOptions(**options))  # type: ignore[arg-type]


def long_scale() -> Sequence[Label]:
    return [LONG[at % len(LONG)] for at in range(len(SCALE))]


PLAIN: Mapping[str, Callable[[], Figure]] = {
    "bar with intervals": lambda: figure("bar", plain(()), intervals=True),
    "bar in panels": lambda: figure("bar", plain(REGIONS, 4), panels=True),
    "grouped_bar with intervals": lambda: figure("grouped_bar", plain(SEXES, 4), intervals=True),
    "stacked_bar of items": lambda: figure(
        "stacked_bar", scale_of(ANSWERS, STATEMENTS, SCALE)
    ),
    "diverging_bar": lambda: figure(
        "diverging_bar", scale_of([each[:5] for each in ANSWERS], STATEMENTS, SCALE[:5])
    ),
    "diverging_bar with all apart": lambda: figure(
        "diverging_bar", scale_of(ANSWERS, STATEMENTS, SCALE), neutral_at="right"
    ),
    "diverging_bar of categories": lambda: figure(
        "diverging_bar", scale_of(ANSWERS[:4], STATEMENTS[:1], SCALE, REGIONS)
    ),
    "dot": lambda: figure("dot", plain(())),
    "dot of groups": lambda: figure("dot", plain(REGIONS)),
    "dot in panels": lambda: figure("dot", plain(REGIONS, 5), panels=True),
    "dumbbell": lambda: figure("dumbbell", plain(SEXES)),
    "slope": lambda: figure("slope", plain(WAVES)),
    "heat_map": lambda: figure("heat_map", plain(REGIONS)),
}  # fmt: skip


def _hard(number: int) -> Mapping[str, Callable[[], Figure]]:
    columns = [LONG[at % len(LONG)] for at in range(3 if number == 2 else 6)]
    answers = HARD_ANSWERS if number > 2 else HARD_ANSWERS[3:5]
    items = [LONG[at % len(LONG)] for at in range(len(answers))]
    scale = scale_of(answers, items, long_scale())
    return {
        "bar": lambda: figure("bar", hard((), number), intervals=True),
        "bar panels": lambda: figure("bar", hard(columns, number), panels=True, intervals=True),
        "grouped_bar": lambda: figure("grouped_bar", hard(columns, number), intervals=True),
        "stacked_bar": lambda: figure("stacked_bar", scale),
        "diverging_bar": lambda: figure("diverging_bar", scale),
        "diverging_bar apart": lambda: figure("diverging_bar", scale, neutral_at="right"),
        "dot": lambda: figure("dot", hard((), number)),
        "dot groups": lambda: figure("dot", hard(columns, number)),
        "dot panels": lambda: figure("dot", hard(columns, number), panels=True),
        "dumbbell": lambda: figure("dumbbell", hard(LONG[:2], number)),
        "slope": lambda: figure("slope", hard(columns, number)),
        "heat_map": lambda: figure("heat_map", hard(columns, number)),
    }


HARD = {
    f"{name}, {number} options": made for number in (2, 12) for name, made in _hard(number).items()
}
