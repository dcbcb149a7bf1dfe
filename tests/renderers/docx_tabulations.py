"""The tabulations of the sample document."""

from __future__ import annotations

from reportgen.results import Base, Category, Estimate, Interval, Row, Tabulation
from reportgen.survey import Item, ItemType, ResponseOption
from reportgen.text import Text


def text(zh: str, en: str) -> Text:
    return Text({"zh": zh, "en": en})


def estimate(
    item: str, option: str | None, count: int, base: int, code: str = "", interval: bool = False
) -> Estimate:
    share = count / base
    limits = Interval(max(share - 0.012, 0), min(share + 0.012, 1), 0.95, "wilson")
    return Estimate(
        "clinical",
        item,
        option,
        (("role", code),) if code else (),
        count,
        Base(base),
        share,
        interval=limits if interval else None,
    )


AWARENESS = (
    ("initial", text("初步了解", "Preliminary understanding"), 5765),
    ("deep", text("深入了解，并有使用经验", "Deep understanding, with experience of use"), 487),
    ("none", text("不了解", "No understanding"), 95),
)
BARRIERS = (
    ("experts", text("缺乏专家", "Lack of experts"), 3002, ((2511, 6119), (491, 1228))),
    (
        "data",
        text("缺乏高质量数据", "Lack of high-quality data"),
        2898,
        ((2790, 6119), (108, 1228)),
    ),
    ("money", text("缺乏资金", "Lack of funds"), 587, ((498, 6119), (89, 1228))),
)
ROLES = (("doctor", text("医师", "Physicians")), ("technician", text("技师", "Technologists")))


def item(name: str, label: Text, options: tuple, multiple: bool = False) -> Item:
    kind = ItemType.SELECT_MULTIPLE if multiple else ItemType.SELECT_ONE
    return Item(
        "clinical",
        name,
        kind,
        label,
        tuple(ResponseOption(option[0], option[1]) for option in options),
    )


AWARENESS_ITEM = item("awareness", text("对人工智能的了解", "Awareness of AI"), AWARENESS)
BARRIERS_ITEM = item("barriers", text("发展障碍", "Barriers to development"), BARRIERS, True)
ROLE_ITEM = item("role", text("职业", "Profession"), ROLES)
TOTAL = Category(None, None, None)


def simple_tabulation() -> Tabulation:
    rows = tuple(
        Row(
            "awareness",
            code,
            label,
            AWARENESS_ITEM.label,
            (estimate("awareness", code, count, 6347, interval=True),),
        )
        for code, label, count in AWARENESS
    )
    more = tuple(
        Row(
            "barriers",
            code,
            label,
            BARRIERS_ITEM.label,
            (estimate("barriers", code, count, 6347, interval=True),),
        )
        for code, label, count, _ in BARRIERS
    )
    return Tabulation(
        "tbl:awareness", rows + more, (TOTAL,), (AWARENESS_ITEM, BARRIERS_ITEM), None, {}
    )


def crossed_tabulation() -> Tabulation:
    columns = (*(Category("role", code, label) for code, label in ROLES), TOTAL)
    rows = tuple(
        Row(
            "barriers",
            code,
            label,
            None,
            (
                *(
                    estimate("barriers", code, count, base, role)
                    for (count, base), (role, _) in zip(split, ROLES, strict=True)
                ),
                estimate("barriers", code, total, 7347),
            ),
        )
        for code, label, total, split in BARRIERS
    )
    return Tabulation("tbl:barriers", rows, columns, (BARRIERS_ITEM,), ROLE_ITEM, {})


def figure_tabulation() -> Tabulation:
    rows = tuple(
        Row("barriers", code, label, None, (estimate("barriers", code, count, 6347),))
        for code, label, count, _ in BARRIERS
    )
    return Tabulation("fig:barriers", rows, (TOTAL,), (BARRIERS_ITEM,), None, {})
