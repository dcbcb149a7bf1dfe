"""A paragraph of Chinese → the places where its lines may end.

Pango knows the rules of Unicode, made for every script. Chinese print has more (CLREQ, the strict
list): here are those, and the expressions of a survey report that one line holds whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

CHINESE = re.compile(
    "[\u2e80-\u33ff\u3400-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U000323af]"
)
CLOSING = frozenset("”’）》〉】〕」』〗］｝)]}、，。．：；！？,.:;!?%％‰℃")
OPENING = frozenset("“‘（《〈【〔「『〖［｛([{")
NOT_AT_START = CLOSING | frozenset("—…–～~-·•・‧/／°′″＋＝＜＞×±≤≥≈=<>々〻")
NOT_AT_END = OPENING | frozenset("/／￥¥$£＝＜＞×±≤≥≈=<>～~")
INVISIBLE = frozenset("\u200b\u2060")
"""A place where a line may break, and one where it may not; neither is a character of the text."""
PICTURE = "\ufffc"
"""What stands for a picture in the line."""

LAST = 2
"""How many letters, digits or Chinese characters a last line has at least."""

_GAP = "[ \u00a0\u200b\u2060]*"
_RELATION = "[=<>＝＜＞≤≥≈≠±×]"
_WHOLE = (
    rf"\S{_GAP}{_RELATION}{_GAP}[−-]?\S",  # P<0.001, n = 10
    rf"(?:\d%[\u200b\u2060]*)?CI{_GAP}[:：,，为]?{_GAP}[\[(（]?{_GAP}[−-]?\d",  # 95%CI:46.1
    r"\d[\u2005\u2009\u202f]\d",  # 6 347
    rf"\d{_GAP}[%％‰℃]",
    r"[\d%][–~～−-]\d",  # 11–20
    r"[A-Z]/[A-Z]",  # GB/T
)
"""Expressions within which no line ends."""
_ADDRESS = re.compile(r"(?:https?://|www\.|doi\.org/|10\.\d{4,}/)[!-~]+")
"""What may break wherever Pango breaks it: nothing else fits a column."""


def line_ends(
    text: str, may_break: Sequence[bool], is_raised: Sequence[bool], *, strict: bool
) -> list[int]:
    """Where lines may end: the index of each character that may begin one.

    `may_break` says of each character whether Pango would begin a line with it, `is_raised` whether
    it is in a note mark, which stays at its word. Without `strict`
    only the marks that no printer lets begin or end a line are held back; that is for columns too
    narrow for more.
    """
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    held = set(_held(text)) if strict else set()
    starts, ends = (NOT_AT_START, NOT_AT_END) if strict else (CLOSING, OPENING)
    found = []
    for index in range(1, len(text)):
        if not may_break[index]:
            continue
        if any(start < index < end for start, end in addresses):
            found.append(index)
            continue
        before, after = _beside(text, index)
        if not before or not after or index in held:
            continue
        if text[after] in starts or text[before] in ends or is_raised[after]:
            continue
        found.append(index)
    return found


def word_ends(text: str, may_break: Sequence[bool], *, strict: bool) -> list[int]:
    """Where lines of a text in letters may end: where Pango lets them, but for what is held."""
    held = set(_held(text)) if strict else set()
    return [index for index, may in enumerate(may_break) if may and index and index not in held]


def is_beside_quote(text: str, index: int) -> bool:
    """Whether a quote parts a character from Chinese before it.

    In Unicode's rules a quote holds on to both sides, since it may open in one language and close
    in another; in Chinese a line may begin with an opening one, and end with a closing one.
    """
    if not index:
        return False
    one, other = text[index - 1], text[index]
    opens = other in "“‘" and CHINESE.match(one)
    return bool(opens or (one in "”’" and CHINESE.match(other)))


def letters_prevail(text: str) -> bool:
    """Whether a text is set as one in letters: it may hold a Chinese name."""
    chinese = len(CHINESE.findall(text))
    return sum(map(str.isalpha, text)) - chinese >= 2 * chinese


def last_word(text: str) -> int:
    """The index at which the last word of a text begins: its last line is no rest of a word."""
    return text.rstrip().rfind(" ") + 1


def last_start(text: str, is_raised: Sequence[bool]) -> int:
    """The last index at which a paragraph's last line may begin without being a lone character."""
    letters = 0
    for index in range(len(text) - 1, -1, -1):
        if not is_raised[index]:
            letters += text[index].isalnum() or text[index] == PICTURE
        if letters == LAST:
            return index
    return 0


def _held(text: str) -> Iterator[int]:
    for pattern in _WHOLE:
        position = 0
        while match := re.compile(pattern).search(text, position):
            yield from range(match.start() + 1, match.end())
            position = match.end() - 1


def _beside(text: str, index: int) -> tuple[int | None, int | None]:
    """The characters that would end and begin a line: those that one sees, without spaces."""
    before = index - 1
    while before >= 0 and (text[before] == " " or text[before] in INVISIBLE):
        before -= 1
    after = index
    while after < len(text) and (text[after] == " " or text[after] in INVISIBLE):
        after += 1
    return before if before >= 0 else None, after if after < len(text) else None
