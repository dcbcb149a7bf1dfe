"""The number of a heading in the numbering style of a journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping

_DIGITS = "零一二三四五六七八九"


def chinese_numeral(number: int) -> str:
    """A whole number from 1 to 99 in Chinese: 一, 十, 十二, 二十三."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones or not tens else "")


def _cma(number: tuple[int, ...]) -> str:
    """Chinese Medical Association journals: level 1 unnumbered, then 一、 1. (1)."""
    last = number[-1]
    return ("", f"{chinese_numeral(last)}、", f"{last}. ", f"({last})")[min(len(number), 4) - 1]


def _cyt35(number: tuple[int, ...]) -> str:
    """CY/T 35: 1, 1.1, 1.1.1."""
    return ".".join(str(part) for part in number) + "\u2002"


def _none(number: tuple[int, ...]) -> str:
    return ""


NUMBERINGS: Mapping[str, Callable[[tuple[int, ...]], str]] = {
    "cma": _cma,
    "cyt35": _cyt35,
    "none": _none,
}


def heading_number(style: str, number: tuple[int, ...]) -> str:
    """The number to print before a heading, with what separates it from the heading's text."""
    return NUMBERINGS[style](number)
