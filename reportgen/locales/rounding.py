"""Counts → rounded percentages, exactly and once."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def tenths_of_percent(count: int, base: int, digits: int = 1) -> int:
    """The percentage count/base in units of 10^-digits per cent, rounded half up.

    Whole-number arithmetic on the counts, so that exact halves go up and nothing is rounded
    twice. 1/8 with one digit is 125. Raises ZeroDivisionError over an empty base.
    """
    scale: int = 100 * 10**digits
    return (2 * scale * count + base) // (2 * base)


def half_up(value: float, digits: int) -> Decimal:
    """A value that is no ratio of counts, such as a confidence limit, rounded half up."""
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
