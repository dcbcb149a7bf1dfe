"""Percentages from counts, against Decimal and against hand."""

from decimal import ROUND_HALF_UP, Decimal, localcontext

import pytest

from reportgen.locales import half_up, tenths_of_percent

LARGEST = 400


def by_decimal(count: int, base: int, digits: int) -> int:
    """The percentage in units of its last digit, by decimal arithmetic of 60 figures."""
    with localcontext() as context:
        context.prec = 60
        unit = Decimal(1).scaleb(-digits)
        percent = (Decimal(100 * count) / Decimal(base)).quantize(unit, ROUND_HALF_UP)
        return int(percent.scaleb(digits))


@pytest.mark.parametrize("digits", [0, 1, 2])
def test_every_fraction_rounds_half_up(digits: int) -> None:
    wrong = [
        (count, base)
        for base in range(1, LARGEST + 1)
        for count in range(base + 1)
        if tenths_of_percent(count, base, digits) != by_decimal(count, base, digits)
    ]
    assert wrong == []


def test_pythons_own_rounding_would_be_wrong_somewhere() -> None:
    fractions = [(count, base) for base in range(1, LARGEST + 1) for count in range(base + 1)]
    exact = {pair: f"{tenths_of_percent(*pair) / 10:.1f}" for pair in fractions}
    by_round = [pair for pair in fractions if str(round(pair[0] / pair[1] * 100, 1)) != exact[pair]]
    by_format = [pair for pair in fractions if f"{pair[0] / pair[1]:.1%}" != f"{exact[pair]}%"]
    assert by_round
    assert by_format
    assert (1, 80) in by_round  # 1.25: up to 1.3, by round() to 1.2
    assert (1, 80) in by_format


@pytest.mark.parametrize(
    ("count", "base", "digits", "expected"),
    [
        (5765, 6347, 1, 908),
        (86, 381, 1, 226),  # printed as 22.5 in the article
        (1, 8, 1, 125),
        (1, 16, 1, 63),  # 6.25
        (1, 2000, 1, 1),  # 0.05
        (1, 2001, 1, 0),
        (0, 7, 1, 0),
        (7, 7, 1, 1000),
        (1999, 2000, 1, 1000),  # 99.95
        (1, 200, 0, 1),  # 0.5
        (2, 3, 2, 6667),
        (10**15 + 1, 2 * 10**15, 1, 500),
    ],
)
def test_by_hand(count: int, base: int, digits: int, expected: int) -> None:
    assert tenths_of_percent(count, base, digits) == expected


def test_there_is_no_percentage_of_nothing() -> None:
    with pytest.raises(ZeroDivisionError):
        tenths_of_percent(0, 0)


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (0.125, 2, "0.13"),
        (2.675, 2, "2.68"),  # as written, though the float lies below
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (1e-17, 1, "0.0"),
        (99.95, 1, "100.0"),
    ],
)
def test_a_limit_rounds_half_up_as_it_is_written(value: float, digits: int, expected: str) -> None:
    assert str(half_up(value, digits)) == expected
