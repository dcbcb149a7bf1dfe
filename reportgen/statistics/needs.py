"""What chart kinds need that show other things than the shares of options."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reportgen.survey import Item, Survey


@dataclass(frozen=True, slots=True)
class Needs:
    """Of which items a chart kind can be, and how many; `refusal` tells of one that it can't."""

    accepts: Callable[[Item], bool]
    refusal: str
    has_one_item: bool = False
    takes_breakdown: bool = True
    is_of_one_survey: bool = False

    def others(self, surveys: Mapping[str, Survey]) -> tuple[str, ...]:
        """The names of the items that it can be of."""
        items = (item for each in surveys.values() for item in each.codebook.items.values())
        return tuple(item.name for item in items if self.accepts(item))


def _is_numeric(item: Item) -> bool:
    return item.is_numeric


def _is_multiple(item: Item) -> bool:
    return item.is_multiple


def _is_any(item: Item) -> bool:
    return True


NEEDS: Mapping[str, Needs] = {
    "histogram": Needs(_is_numeric, "chart-of-numbers", has_one_item=True),
    "box": Needs(_is_numeric, "chart-of-numbers"),
    "upset": Needs(_is_multiple, "chart-of-combinations", True, takes_breakdown=False),
    "flow": Needs(_is_any, "", takes_breakdown=False, is_of_one_survey=True),
}
"""By chart kind."""
