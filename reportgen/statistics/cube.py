"""Responses → cube: how many respondents selected each option, in all and by a breakdown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.survey import Item, ItemType, Responses, Survey

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Cube:
    """The counts from which every proportion of one item, and one breakdown, is computed.

    Groups are the total (all who answered the item, whether or not they answered `by`), then the
    categories of `by` in the codebook's order. `counts` is int64, options × groups: respondents
    who selected the option. `bases` is int64, one a group: respondents who answered the item.

    Of an item answered by numbers the distinct ones stand for the options.
    """

    item: Item
    by: Item | None
    counts: NDArray[np.int64]
    bases: NDArray[np.int64]


def count(survey: Survey, item: str, by: str | None = None) -> Cube:
    """The cube of one item of the survey, overall and by the categories of another.

    Raises KeyError for a name that the survey does not have, and ValueError for an item that has
    no options or a breakdown that is not a single response.
    """
    if not survey.codebook.items[item].is_categorical:
        raise ValueError(f"{item} has no options to count")
    return _counted(survey, item, by, len(survey.codebook.items[item].options))


def count_numbers(survey: Survey, item: str, by: str | None = None) -> Cube:
    """The same of an item of numbers: how many gave each of the distinct ones.

    Raises KeyError as `count`, and ValueError for an item of another type.
    """
    if not survey.codebook.items[item].is_numeric:
        raise ValueError(f"{item} has no numbers to count")
    return _counted(survey, item, by, len(survey.responses[item].values))


def _counted(survey: Survey, item: str, by: str | None, shape: int) -> Cube:
    """The cube of an item that has so many options, or distinct numbers."""
    import numpy as np

    asked = survey.codebook.items[item]
    broken_down = survey.codebook.items[by] if by is not None else None
    if broken_down is not None and broken_down.type is not ItemType.SELECT_ONE:
        raise ValueError(f"{by} is not a single response")
    responses = survey.responses[item]
    respondents, options = _selections(responses, asked)
    totals = np.bincount(options, minlength=shape)[:, np.newaxis]
    all_who_answered = np.array([responses.answered.sum()])
    if broken_down is None or by is None:
        return Cube(asked, None, totals.astype(np.int64), all_who_answered.astype(np.int64))
    width = len(broken_down.options)
    category = survey.responses[by].selected
    known = survey.responses[by].answered
    within = known[respondents]
    cells = options[within] * width + category[respondents[within]]
    counts = np.bincount(cells, minlength=shape * width).reshape(shape, width)
    bases = np.bincount(category[responses.answered & known], minlength=width)
    return Cube(
        asked,
        broken_down,
        np.hstack([totals, counts]).astype(np.int64),
        np.concatenate([all_who_answered, bases]).astype(np.int64),
    )


def _selections(responses: Responses, item: Item) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """One entry a selection: who made it, and the index of the option."""
    import numpy as np

    if item.is_multiple:
        respondents, options = np.nonzero(responses.selected)
        return respondents, options
    respondents = np.flatnonzero(responses.answered)
    return respondents, np.asarray(responses.selected[respondents], dtype=np.intp)
