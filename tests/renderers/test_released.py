"""What a mark may show: n/N over a small base, whatever the weighted share would be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.locales import load_locale
from reportgen.renderers.released import released
from reportgen.results import Base, Estimate

LOCALES = (load_locale("zh"), load_locale("en"))


def estimate(count: int, base: int) -> Estimate:
    value = count / base if base else float("nan")
    return Estimate("s", "item", "option", (), count, Base(base), value)


def test_over_a_small_base_a_mark_stands_where_the_two_counts_say() -> None:
    weighted = replace(estimate(7, 12), value=0.61, base=Base(12, weighted=9.4))
    for each in (estimate(7, 12), weighted):
        found = released(each, LOCALES)
        assert found.value is None
        assert found.drawn == pytest.approx(7 / 12)


def test_over_a_base_that_is_large_enough_it_is_the_estimate() -> None:
    weighted = replace(estimate(70, 120), value=0.61, base=Base(120, weighted=94.0))
    assert released(weighted, LOCALES).drawn == 0.61


def test_what_is_suppressed_or_of_nobody_has_no_mark() -> None:
    assert released(replace(estimate(7, 12), is_suppressed=True), LOCALES).drawn is None
    assert released(replace(estimate(70, 120), is_suppressed=True), LOCALES).drawn is None
    assert released(estimate(0, 0), LOCALES).drawn is None
