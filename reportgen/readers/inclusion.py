"""The rules by which records are in a report → those that are, and how many each rule left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportgen.config import Project
from reportgen.errors import Finding, ReportError, error, finding
from reportgen.readers.coding import raw_answers
from reportgen.readers.conditions import wrong_names
from reportgen.survey import Codebook, Exclusion
from reportgen.universe import Condition, evaluate, parse

if TYPE_CHECKING:
    import pandas as pd

KEY = "where"


def included(
    project: Project, name: str, frame: pd.DataFrame, codebook: Codebook
) -> tuple[pd.DataFrame, tuple[Exclusion, ...]]:
    """The records of a survey that meet every rule, and how many each rule left out, in order.

    A record counts for the first rule that it doesn't meet. Records keep their lines. Raises
    ReportError for a rule that can't be read or names what there is not, and where none is left.
    """
    rules = project.config.surveys[name].include
    conditions = [_condition(project, name, at, codebook) for at in range(len(rules))]
    excluded: list[Exclusion] = []
    for rule, condition in zip(rules, conditions, strict=True):
        holds = evaluate(condition, raw_answers(frame, codebook))
        excluded.append(Exclusion(rule.reason, int((~holds).sum())))
        frame = frame[holds]
    if rules and not len(frame):
        raise error("nobody-included", project.place("surveys", name, "include"))
    return frame, tuple(excluded)


def _condition(project: Project, name: str, at: int, codebook: Codebook) -> Condition:
    rule = project.config.surveys[name].include[at]
    place = project.place("surveys", name, "include", at, KEY)
    condition = parse(rule.where, place, KEY)
    if faults := list(_faults(condition, project, (name, at), codebook)):
        raise ReportError(*faults)
    return condition


def _faults(
    condition: Condition, project: Project, at: tuple[str, int], codebook: Codebook
) -> Iterator[Finding]:
    place = project.place("surveys", at[0], "include", at[1], KEY)
    for wrong in wrong_names(condition, codebook.items, codebook.items):
        yield finding(
            wrong.finding,
            place,
            wrong.found,
            wrong.allowed,
            ("expression",),
            holder=KEY,
            character=wrong.column,
            expression=condition.expression,
            **wrong.values,
        )
