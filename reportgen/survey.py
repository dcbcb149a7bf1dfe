"""A survey: its codebook, and the coded responses with the state of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from reportgen.errors import Place
from reportgen.text import Text, meant

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MISSING = -1
"""State of an item that was seen and left unanswered."""
SKIPPED = -2
"""State of an item that the respondent was routed past: outside the item's universe."""


class ItemType(StrEnum):
    """How an item is answered, in XLSForm's words."""

    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    INTEGER = "integer"
    DECIMAL = "decimal"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class ResponseOption:
    """One answer that an item offers."""

    code: str
    label: Text
    is_residual: bool = False
    """Whether it is a rest, as 'other' or 'not sure', that stands last in any order."""


@dataclass(frozen=True, slots=True)
class Item:
    """One question: its name in the data, its wording, its options, who was asked it."""

    survey: str
    name: str
    type: ItemType
    label: Text
    options: tuple[ResponseOption, ...] = ()
    relevant: str | None = None
    note: Text | None = None
    place: Place | None = None

    @property
    def is_multiple(self) -> bool:
        """Whether a respondent may select more than one option."""
        return self.type is ItemType.SELECT_MULTIPLE

    @property
    def is_categorical(self) -> bool:
        """Whether the item has options to count."""
        return self.type in (ItemType.SELECT_ONE, ItemType.SELECT_MULTIPLE)

    @property
    def is_numeric(self) -> bool:
        """Whether the item is answered by a number."""
        return self.type in (ItemType.INTEGER, ItemType.DECIMAL)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the options, in the codebook's order."""
        return tuple(option.code for option in self.options)

    def code_meant(self, words: object) -> str | None:
        """The code of the option with this label in some language; None where there is none."""
        return meant({option.code: option.label for option in self.options}, str(words))

    def option(self, code: str) -> ResponseOption:
        """The option with that code. Raises KeyError where there is none."""
        for option in self.options:
            if option.code == code:
                return option
        raise KeyError(code)


@dataclass(frozen=True, slots=True)
class Codebook:
    """The items of one questionnaire, in its order."""

    form_id: str
    title: Text
    items: Mapping[str, Item]
    path: str


@dataclass(frozen=True, slots=True)
class Responses:
    """The coded answers to one item, one row a respondent.

    `answered` is 1-D bool: True where the respondent gave a valid answer; these are the item's
    unweighted base. For a select_one item `selected` is 1-D int: the index of the option, MISSING
    or SKIPPED. For a select_multiple item `selected` is 2-D bool, respondents × options, and rows
    that are not answered are all False. `skipped` is 1-D bool: outside the item's universe.

    For an item answered by numbers `values` are the distinct ones that were given, ascending and
    exact, and `selected` is 1-D int: the place of the answer among them, MISSING or SKIPPED.
    """

    selected: NDArray[np.intp] | NDArray[np.bool_]
    answered: NDArray[np.bool_]
    skipped: NDArray[np.bool_]
    values: tuple[Fraction, ...] = ()

    @property
    def missing(self) -> int:
        """How many respondents saw the item and left it unanswered."""
        return int((~self.answered & ~self.skipped).sum())


@dataclass(frozen=True, slots=True)
class Exclusion:
    """How many records were left out by one rule, of those that met the rules before it."""

    reason: Text
    count: int


@dataclass(frozen=True, slots=True)
class Survey:
    """One questionnaire's respondents: the codebook, and the coded responses by item.

    `excluded` are the records that were read and are not among the respondents.
    """

    name: str
    codebook: Codebook
    respondents: int
    responses: Mapping[str, Responses]
    excluded: tuple[Exclusion, ...] = ()

    @property
    def records(self) -> int:
        """How many records the data hold."""
        return self.respondents + sum(each.count for each in self.excluded)
