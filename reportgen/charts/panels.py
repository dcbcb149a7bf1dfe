"""Small multiples: a panel for each category of the banner, all with the same rows and scale."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil

from reportgen.charts.lettering import BOLD
from reportgen.charts.scene import Group, Mark, Rule, Value
from reportgen.charts.stub import OVERHANG, Stub
from reportgen.charts.style import LABEL_GAP, LABEL_SHARE, MARGIN, Style, categories
from reportgen.errors import error
from reportgen.results import Tabulation

PANEL_GAP = 12.0
"""Between panels side by side, and between rows of them, in points."""
TITLE_GAP = 3.0
LEAST = 46.0
"""Least extent of a panel's scale, in points."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel: its column of the banner, where its bars begin, and the middle of each row."""

    column: int
    left: float
    middles: tuple[float, ...]
    rules: tuple[Rule, ...]
    bottom: float


@dataclass(frozen=True, slots=True)
class Panels:
    """The panels of a chart, with their titles and the labels of their rows."""

    panels: tuple[Panel, ...]
    marks: tuple[Mark, ...]
    width: float
    """Of each panel, in points."""
    bottom: float


def panelled(tabulation: Tabulation, style: Style) -> tuple[Group, ...]:
    """What panels tell: the rows of each category, under its name."""
    return tuple(
        Group(
            style.locale.text(row.label),
            (Value(None, row.estimates[column]),),
            style.name(tabulation.columns[column]),
        )
        for column in categories(tabulation)
        for row in tabulation.rows
    )


def in_panels(
    tabulation: Tabulation, style: Style, room: float, thickness: float, below: float = 0.0
) -> Panels:
    """Place panels in as few rows as their least width allows, evenly filled.

    In each, values take `room` points right of the scale, rows are `thickness` high, and `below`
    points are left free for an axis. Raises ReportError where there is no breakdown.
    """
    if tabulation.by is None:
        raise error("chart-without-breakdown", style.place)
    columns = categories(tabulation)
    stub = Stub(style, panel_rows(tabulation, style))
    area = style.right - stub.left
    across = panels_across(style, len(columns), room)
    rows = ceil(len(columns) / across)
    width = (area - (across - 1) * PANEL_GAP) / across
    spread = Stub(replace(style, slack=style.slack / rows), stub.groups)
    panels, marks, top = list[Panel](), list[Mark](), 0.0
    for row in range(rows):
        if row:
            top += PANEL_GAP
        part = columns[row * across : (row + 1) * across]
        lefts = [stub.left + at * (width + PANEL_GAP) for at in range(len(part))]
        titled, top = _titles(tabulation, style, part, lefts, width, top)
        places = spread.place(top + TITLE_GAP + OVERHANG, thickness)
        marks += (*titled, *places.labels)
        bottom = places.bottom + OVERHANG
        for column, left in zip(part, lefts, strict=True):
            rules = tuple(_moved(rule, left - stub.left) for rule in places.rules)
            panels.append(Panel(column, left, places.middles, rules, bottom))
        top = bottom + below
    return Panels(tuple(panels), tuple(marks), width, top)


def panels_across(style: Style, number: int, room: float) -> int:
    """How many of so many panels stand side by side, each with `room` points for its values."""
    # The widest labels that there can be decide: so there are as many in each language.
    least = style.right - MARGIN - LABEL_SHARE * style.width - LABEL_GAP
    most = max(int((least + PANEL_GAP) / (LEAST + room + PANEL_GAP)), 1)
    return ceil(number / ceil(number / most))


def panel_rows(tabulation: Tabulation, style: Style) -> tuple[Group, ...]:
    """What stands left of the panels."""
    return tuple(
        Group(style.locale.text(row.label), (), style.locale.text(row.group) if row.group else None)
        for row in tabulation.rows
    )


def _titles(
    tabulation: Tabulation,
    style: Style,
    columns: tuple[int, ...],
    lefts: list[float],
    width: float,
    top: float,
) -> tuple[list[Mark], float]:
    """The names of the categories above their panels, and where they end."""
    names = [
        style.lettering.wrap(style.name(tabulation.columns[column]), width, BOLD)
        for column in columns
    ]
    bottom = top + max(len(lines) for lines in names) * style.leading
    marks: list[Mark] = []
    for lines, left in zip(names, lefts, strict=True):
        # All end at one height.
        marks += style.stack(lines, left, bottom - len(lines) * style.leading / 2)
    return marks, bottom


def _moved(rule: Rule, across: float) -> Rule:
    return Rule(rule.x + across, rule.y, rule.to_x + across, rule.to_y, rule.colour, rule.thickness)
