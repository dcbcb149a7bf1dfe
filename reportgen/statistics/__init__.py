"""Surveys → Results: counts, proportions, intervals, other statistics, tabulations."""

from reportgen.measures import LEVEL, STATISTICS, Distribution, Measure, Statistic, statistic
from reportgen.results import Unit
from reportgen.statistics.cube import Cube, count
from reportgen.statistics.proportion import INTERVALS, proportion, standard_error, wilson
from reportgen.statistics.tabulate import tabulate

__all__ = [
    "INTERVALS",
    "LEVEL",
    "STATISTICS",
    "Cube",
    "Distribution",
    "Measure",
    "Statistic",
    "Unit",
    "count",
    "proportion",
    "standard_error",
    "statistic",
    "tabulate",
    "wilson",
]
