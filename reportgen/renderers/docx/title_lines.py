"""A title that takes several lines → these lines, so that none ends within a word or sense.

Word ends a line of Chinese wherever it is full. A title is broken by hand: after a mark within it,
where that takes no more lines. In letters only a last word that would stand alone takes the one
before it along.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations, pairwise
from math import ceil

from reportgen.renderers.docx.markup import NBSP
from reportgen.renderers.widths import text_width

MOST_BREAKS = 4
"""How many lines of a title are ended by hand at most."""
_CLOSING, _OPENING = "：；，。、！？）》”〉】—\\s", "（《“〈【"
_END = re.compile(f"(?<=[{_CLOSING}])(?![{_CLOSING}])|(?<=[^{_OPENING}])(?=[{_OPENING}])")
"""Where a line may be ended by hand: after a mark, and before what stands in brackets or quotes."""
_BREADTHS = (1.0, 1.12)
"""How broad letters may be beside those of the body face: as broad, or heavy and upright."""


def title_lines(text: str, room: float, *, is_wide: bool) -> tuple[str, ...]:
    """The stretches of a title between which a line is ended by hand; `room` of a line in ems.

    One where it fits into a line, or where ending lines by hand would take more of them. The
    stretches together are the text, but for a space that doesn't let the last word stand alone.
    """
    if text_width(text) <= room:
        return (text,)
    return _in_ideographs(text, room) if is_wide else (_in_words(text, room),)


def _in_ideographs(text: str, room: float) -> tuple[str, ...]:
    """The division at marks into as few lines, of these the most even ones."""
    ends = [end.start() for end in _END.finditer(text) if end.start() < len(text)]
    fewest = ceil(text_width(text) / room)
    found: list[tuple[tuple[int, float], tuple[str, ...]]] = []
    for count in range(min(len(ends), MOST_BREAKS) + 1):
        for chosen in combinations(ends, count):
            lines = tuple(_cut(text, chosen))
            widths = [text_width(line.rstrip()) for line in lines]
            taken = sum(ceil(width / room) for width in widths)
            if taken <= fewest:
                unevenness = sum((room - width) ** 2 for width in widths)
                # First what leaves fewest lines for Word to end, then what is most even.
                found.append(((taken - len(lines), unevenness), lines))
    return min(found)[1]


def _cut(text: str, ends: Sequence[int]) -> list[str]:
    limits = [0, *ends, len(text)]
    return [text[start:end] for start, end in pairwise(limits)]


def _in_words(text: str, room: float) -> str:
    """The title, its last two words kept together where the last would stand alone."""
    if any(len(_filled(text, room, breadth)[-1]) == 1 for breadth in _BREADTHS):
        before, _, last = text.rpartition(" ")
        return f"{before}{NBSP}{last}" if before else text
    return text


def _filled(text: str, room: float, breadth: float) -> list[list[str]]:
    """The words of each line, as Word fills them."""
    lines: list[list[str]] = [[]]
    for word in text.split(" "):
        if lines[-1] and text_width(" ".join([*lines[-1], word]), breadth) > room:
            lines.append([])
        lines[-1].append(word)
    return lines
