"""The columns of a table, as report.yaml asks for them: forms of a proportion, and statistics."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Tag

from reportgen.yamlmodels import Part


def _kind_of_argument(value: Any) -> str:
    return "cell:codes" if isinstance(value, list | tuple) else "cell:code"


Argument = Annotated[
    Annotated[str, Tag("cell:code")] | Annotated[tuple[str, ...], Tag("cell:codes")],
    Discriminator(_kind_of_argument),
]


class StatisticConfig(Part):
    """A column of a table of statistics."""

    statistic: str
    """Its name, as mean_score."""
    arguments: tuple[Argument, ...] = ()
    """What it is given besides the item: codes, or lists of codes."""
    show: Literal["value", "error", "interval"] = "value"
    """Its value, its standard error or its confidence interval."""


def _kind_of_cell(value: Any) -> str:
    return "cell:name" if isinstance(value, str) else "cell:statistic"


Cell = Annotated[
    Annotated[str, Tag("cell:name")] | Annotated[StatisticConfig, Tag("cell:statistic")],
    Discriminator(_kind_of_cell),
]
