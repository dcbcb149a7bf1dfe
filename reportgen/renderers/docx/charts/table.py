"""A figure's tabulation → the second sheet of its workbook: each estimate once, with its base.

The first sheet is as the chart needs it, with spacers and places. This one is to be read, sorted
and taken elsewhere: a row for each estimate that the chart shows, no formulas, and no more of it
than the report tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.charts.style import categories
from reportgen.renderers.docx.charts.frame import Cell, Table
from reportgen.renderers.docx.charts.setting import Setting
from reportgen.renderers.released import released
from reportgen.results import Category, Combinations, Estimate, Row, Tabulation


@dataclass(frozen=True, slots=True)
class _Fact:
    """An estimate with the labels of its item, its row and its category."""

    item: str
    label: str
    category: str
    estimate: Estimate


def table_of(
    tabulation: Tabulation, setting: Setting, notes: Sequence[str], *, has_intervals: bool
) -> Table | None:
    """The table of a figure, with its limits if the chart shows them; notes stand below.

    None of a figure of statistics that are no proportions: their sheet is such a table already.
    """
    facts = [*_facts(tabulation, setting)]
    if not facts or any(fact.estimate.measured for fact in facts):
        return None
    locale = setting.style.locale
    words, by = locale.charts, tabulation.by
    labels = [
        (locale.words["told_item"], [fact.item for fact in facts]),
        (locale.words["told_option"], [fact.label for fact in facts]),
        (locale.text(by.label) if by else "", [fact.category for fact in facts]),
    ]
    kept = [(head, tuple[Cell, ...](cells)) for head, cells in labels if any(cells)]
    points = [setting.point(fact.estimate, whisker=has_intervals) for fact in facts]
    told = [released(fact.estimate, setting.locales) for fact in facts]
    shares: list[Cell] = [point.text if point.value is None else point.value for point in points]
    numbers: list[tuple[str, list[Cell]]] = [
        (words["count"], [each.count for each in told]),
        (words["base"], [each.base for each in told]),
        (words["share"], shares),
    ]
    levels = {each.interval.level for each in told if each.interval}
    if any(point.interval for point in points) and len(levels) == 1:
        level = f"{100 * levels.pop():g}"
        for side, name in enumerate(("lower", "upper")):
            limits: list[Cell] = [each.interval[side] if each.interval else None for each in points]
            numbers.append((words[name].format(level=level), limits))
    formats = [*[None] * 2, *[setting.percent] * (len(numbers) - 2)]
    return Table(
        (*kept, *((head, tuple(cells)) for head, cells in numbers)),
        (*[None] * len(kept), *formats),
        len(kept) + 2,
        tuple(point.format for point in points),
        tuple(notes),
    )


def _facts(tabulation: Tabulation, setting: Setting) -> Iterator[_Fact]:
    """The estimates that are shown, row by row, then the totals of the sides of scales."""
    locale = setting.style.locale
    items = {item.name: locale.text(item.label) for item in tabulation.items}
    if len(items) == 1:
        items = dict.fromkeys(items, "")
    columns = categories(tabulation)
    combinations = tabulation.detail if isinstance(tabulation.detail, Combinations) else None
    names = [_category(tabulation.columns[place], setting) for place in columns]

    def of(item: str, label: str, estimates: Sequence[Estimate]) -> Iterator[_Fact]:
        for place, name in zip(columns, names, strict=True):
            yield _Fact(item, label, name, estimates[place])

    parts: list[tuple[str, Sequence[Row]]] = [("", tabulation.rows)]
    if combinations:
        words = locale.charts
        parts = [(words["combinations"], tabulation.rows), (words["sets"], combinations.sets)]
    for heading, rows in parts:
        for row in rows:
            yield from of(heading or items.get(row.item, ""), locale.text(row.label), row.estimates)
    for total in tabulation.sides.totals if tabulation.sides else ():
        for name, estimates in (
            ("negative_total", total.negative),
            ("positive_total", total.positive),
        ):
            if estimates:
                yield from of(items.get(total.item, ""), locale.charts[name], estimates)


def _category(category: Category, setting: Setting) -> str:
    return setting.style.name(category) if category.item else ""
