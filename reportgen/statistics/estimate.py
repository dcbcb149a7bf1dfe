"""A cube → Estimates: each option's share, and the bases themselves."""

from __future__ import annotations

import math

from reportgen.errors import Place
from reportgen.measures import LEVEL
from reportgen.results import Base, Estimate, Interval, Where
from reportgen.statistics.cube import Cube
from reportgen.statistics.proportion import INTERVALS, proportion, standard_error
from reportgen.survey import Survey


def estimates(cube: Cube, method: str = "wilson", place: Place | None = None) -> list[Estimate]:
    """For each group of the cube its base (option None), then each option's share.

    The total comes first; its `where` is empty. Over an empty base the value is NaN and there is
    neither interval nor, below 2 respondents, standard error. `method` is that of the intervals,
    `place` where it is asked for.
    """
    shares = proportion(cube.counts, cube.bases).T.tolist()
    errors = standard_error(cube.counts, cube.bases).T.tolist()
    lower, upper = INTERVALS.call(method, cube.counts, cube.bases, LEVEL, gives=tuple, place=place)
    limits = zip(lower.T.tolist(), upper.T.tolist(), strict=True)
    counts, bases, codes = cube.counts.T.tolist(), cube.bases.tolist(), cube.item.codes
    found: list[Estimate] = []
    for group, (lows, highs) in enumerate(limits):
        where, base = _where(cube, group), Base(bases[group])
        found.append(base_estimate(cube.item.survey, cube.item.name, base, where))
        for row, option in enumerate(codes):
            low, high = lows[row], highs[row]
            found.append(
                Estimate(
                    cube.item.survey,
                    cube.item.name,
                    option,
                    where,
                    counts[group][row],
                    base,
                    shares[group][row],
                    None if math.isnan(errors[group][row]) else errors[group][row],
                    None if math.isnan(low) else Interval(low, high, LEVEL, method),
                )
            )
    return found


def base_estimate(survey: str, item: str, base: Base, where: Where = ()) -> Estimate:
    """The base itself: all of it out of all of it."""
    whole = base.unweighted
    return Estimate(survey, item, None, where, whole, base, 1.0 if whole else math.nan)


def respondents(survey: Survey) -> Estimate:
    """The number of a survey's respondents; its item is "", so that its id is the survey's name."""
    return base_estimate(survey.name, "", Base(survey.respondents))


def _where(cube: Cube, group: int) -> Where:
    if cube.by is None or group == 0:
        return ()
    return ((cube.by.name, cube.by.codes[group - 1]),)
