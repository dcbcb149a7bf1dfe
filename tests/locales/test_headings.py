import pytest

from reportgen.locales import NUMBERINGS, heading_number
from reportgen.locales.headings import chinese_numeral

ONES = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"]


def test_chinese_numerals_from_one_to_ninety_nine() -> None:
    teens = ["十", "十一", "十二", "十三", "十四", "十五", "十六", "十七", "十八", "十九"]
    tens = [f"{ten}十{one}" for ten in ONES[2:] for one in ONES]
    expected = ONES[1:] + teens + tens
    assert [chinese_numeral(number) for number in range(1, 100)] == expected
    assert len(set(expected)) == 99


@pytest.mark.parametrize(
    ("style", "number", "printed"),
    [
        ("cma", (3,), ""),
        ("cma", (3, 1), "一、"),
        ("cma", (3, 12), "十二、"),
        ("cma", (3, 1, 2), "2. "),
        ("cma", (3, 1, 2, 4), "(4)"),
        ("cyt35", (3,), "3\u2002"),
        ("cyt35", (3, 1), "3.1\u2002"),
        ("cyt35", (3, 1, 12), "3.1.12\u2002"),
        ("none", (3,), ""),
        ("none", (3, 1, 2), ""),
    ],
)
def test_the_number_before_a_heading(style: str, number: tuple[int, ...], printed: str) -> None:
    assert heading_number(style, number) == printed


def test_these_are_the_styles() -> None:
    assert set(NUMBERINGS) == {"cma", "cyt35", "none"}
