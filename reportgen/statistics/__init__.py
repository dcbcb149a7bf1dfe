"""Surveys → Results: counts, proportions, intervals, tabulations."""

from reportgen.statistics.cube import Cube, count
from reportgen.statistics.proportion import INTERVALS, proportion, standard_error, wilson
from reportgen.statistics.tabulate import tabulate

__all__ = ["INTERVALS", "Cube", "count", "proportion", "standard_error", "tabulate", "wilson"]
