"""A cell → the number that it holds, exactly."""

from __future__ import annotations

import re
from fractions import Fraction

from reportgen.survey import ItemType

_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")


def numeral(cell: str, kind: ItemType) -> Fraction | None:
    """The number of a cell; None where there is none, or not one of that kind of item.

    Digits with a full stop for the decimals, as XLSForm has them; 3.0 is a whole number, 3.5 none.
    """
    if not _DECIMAL.fullmatch(cell):
        return None
    number = Fraction(cell)
    return None if kind is ItemType.INTEGER and number.denominator != 1 else number
