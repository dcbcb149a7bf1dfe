"""Counts → rounded percentages, exactly and once."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


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


def units(value: Fraction | float, digits: int) -> int:
    """A value in units of 10^-digits, rounded half up (away from 0); a Fraction exactly."""
    if not isinstance(value, Fraction):
        return int(half_up(value, digits).scaleb(digits))
    scaled = abs(value) * 10**digits
    whole: int = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return -whole if value < 0 else whole
