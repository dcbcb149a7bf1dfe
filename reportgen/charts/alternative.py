"""What a chart tells → its alternative text, for those who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from reportgen.charts.scene import Group, Value
from reportgen.document import Number
from reportgen.locales import Locale


def alternative(
    chart: str, groups: Sequence[Group], locale: Locale, name: str | None = None
) -> str:
    """Return the chart's kind, then each label with its value as it is printed.

    `name` is what the kind is called where the locale has no word for it.

    zh 条形图：缺乏专家47.3%，数据质量欠佳45.7%。 en Bar chart: Lack of experts 47.3%, ….
    """
    kind = locale.charts.get(chart, name or locale.charts["chart"])
    told = locale.word("alternative_join").join(_parts(groups, locale))
    return f"{kind}{locale.word('alternative_group')}{told}{locale.word('alternative_end')}"


def _parts(groups: Sequence[Group], locale: Locale) -> Iterator[str]:
    for heading, part in groupby(groups, key=lambda group: group.heading):
        told = locale.word("alternative_join").join(_group(group, locale) for group in part)
        yield _set(heading, told, locale) if heading else told


def _group(group: Group, locale: Locale) -> str:
    told = locale.word("alternative_join").join(_value(value, locale) for value in group.values)
    if len(group.values) == 1 and group.values[0].name is None:
        return _joined(group.label, told, locale)
    return _set(group.label, told, locale)


def _value(value: Value, locale: Locale) -> str:
    number = locale.number(Number(value.estimate, value.form))
    return number if value.name is None else _joined(value.name, number, locale)


def _joined(name: str, number: str, locale: Locale) -> str:
    # "100人以下65.4%" reads well without a space, but "≥20" and "65.4%" would be one number.
    ends_in_latin = name[-1:].isascii()
    return (
        f"{name} {number}"
        if ends_in_latin
        else locale.charts["value"].format(name=name, number=number)
    )


def _set(name: str, values: str, locale: Locale) -> str:
    return locale.charts["set"].format(name=name, values=values)
