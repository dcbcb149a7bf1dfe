"""The measured characters of a paragraph → the ends of its lines, chosen over the whole paragraph.

A line that is filled as far as it goes may leave the next with a long bracket that no longer fits,
and wide gaps. Where that is so, the ends are chosen that make the sum of all badness least: a line
further up then ends earlier, or the white of marks becomes narrower for the bracket.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate, pairwise

from reportgen.renderers.line_gaps import NARROW, TIGHT, Kind, gap_kind, has_white

GOOD = 0.06
"""Gaps that are wider by no more than this, in em, nobody sees: such lines are not set anew."""
LIMITS = (0.125, NARROW, 0.5, float("inf"))
"""What gaps may at most be widened by, in em: each limit is tried when no way holds to the last."""
TOO_WIDE = 100.0
"""The badness of gaps wider than a quarter of an em, beside that of a line at it, which is 1."""
HYPHEN = 0.5
"""The badness of a hyphen at the end of a line; below another it is threefold."""
ROUNDING = 0.02
"""What measured widths may be off by, in px."""


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of a paragraph, with what they measure in px.

    `advances` are those within the line; `at_start` and `at_end` say by how much a character is
    wider at an end of a line, where no neighbour takes from its white.
    """

    text: str
    advances: Sequence[float]
    at_start: Sequence[float]
    at_end: Sequence[float]
    sizes: Sequence[float]
    is_raised: Sequence[bool]
    hyphens: Mapping[int, float] = field(default_factory=dict)
    """How wide the hyphen is with which a line ends before a character within a word."""


class Fitting:
    """The widths of all lines that a paragraph could have from `start` on.

    The first of these has `room`, in px, the others `width`.
    """

    def __init__(self, characters: Characters, start: int, room: float, width: float) -> None:
        self._characters = characters
        self._start = start
        self._rooms = (width, room)
        self._ends = [0, *accumulate(characters.advances)]
        text, sizes = characters.text, characters.sizes
        pairs = partial(zip, strict=False)  # the last character has no other after it
        marks = (other and not one for one, other in pairwise(characters.is_raised))
        kinds = list(map(gap_kind, text, text[1:], marks))
        self._gaps = {
            kind: _sums(size * (found is kind) for size, found in pairs(sizes, kinds))
            for kind in (Kind.SPACE, Kind.CHINESE, Kind.MARK)
        }
        whites = map(has_white, text, text[1:])
        self._white = _sums(TIGHT * size * white for size, white in pairs(sizes, whites))

    def lines(self, breaks: Sequence[int], last_start: int, is_justified: bool) -> list[int] | None:
        """The end of each line, or None where a line finds no place to end.

        `breaks` are the indices at which lines may end; no last line begins after `last_start`.
        """
        start = self._start
        stops = [*breaks, len(self._characters.text)]
        filled = self._filled(start, stops)
        if filled is not None:
            starts = [start, *filled[:-1]]
            is_good = not is_justified or all(
                self.widening(*line) <= GOOD for line in zip(starts[:-1], filled, strict=False)
            )
            if is_good and (len(filled) == 1 or starts[-1] <= last_start):
                return filled
        for limit in LIMITS:
            if best := self._best(stops, last_start, limit, is_justified):
                return best
        return None

    def widening(self, start: int, end: int) -> float:
        """By how much, in em, each gap of a line grows that is set flush."""
        extra = self._room(start) - self._width(start, end)
        last = self._trimmed(start, end) - 1
        spaces, chinese, marks = (sums[last] - sums[start] for sums in self._gaps.values())
        if extra <= 0:
            return 0.0
        total = spaces + chinese
        if total * NARROW < extra:
            total += marks
        return extra / total if total else float("inf")

    def _badness(self, start: int, end: int, limit: float) -> float | None:
        """How bad a line looks, or None where its gaps would be wider than the limit."""
        if (excess := self._width(start, end) - self._room(start)) > 0:
            white: float = self._white_of(start, end)
            return (excess / white) ** 3
        if end == len(self._characters.text):
            return 0.0
        widening = self.widening(start, end)
        if widening > limit:
            return None
        much: float = TOO_WIDE * widening if widening > NARROW else 0
        hyphens = self._characters.hyphens
        hyphen = HYPHEN * (1 + 2 * (start in hyphens)) if end in hyphens else 0
        return (widening / NARROW) ** 3 + much + hyphen

    def _white_of(self, start: int, end: int) -> float:
        """By how much a line can become narrower."""
        return self._white[self._trimmed(start, end) - 1] - self._white[start]

    def _room(self, start: int) -> float:
        return self._rooms[start == self._start] + ROUNDING

    def _width(self, start: int, end: int) -> float:
        last = self._trimmed(start, end)
        characters = self._characters
        inner = self._ends[last] - self._ends[start]
        ends = characters.at_start[start] + characters.at_end[last - 1]
        return inner + ends + characters.hyphens.get(end, 0.0)

    def _trimmed(self, start: int, end: int) -> int:
        """The end of a line without the spaces that vanish there."""
        text = self._characters.text
        while end > start + 1 and text[end - 1] == " ":
            end -= 1
        return end

    def _filled(self, start: int, stops: Sequence[int]) -> list[int] | None:
        """Each line as full as it goes."""
        found: list[int] = []
        while start < stops[-1]:
            end = next(self._candidates(start, stops, can_shrink=False), None)
            if end is None:
                return None
            found.append(end)
            start = end
        return found

    def _candidates(self, start: int, stops: Sequence[int], can_shrink: bool) -> Iterator[int]:
        """Where a line may end that begins at `start`, the longest line first."""
        room = self._room(start)
        size = self._characters.sizes[start]
        furthest = bisect_right(self._ends, self._ends[start] + room + 4 * size) - 1
        for position in range(bisect_right(stops, furthest) - 1, -1, -1):
            end = stops[position]
            if end <= start:
                return
            white = self._white_of(start, end) if can_shrink else 0
            if self._width(start, end) - white <= room:
                yield end

    def _best(
        self, stops: Sequence[int], last_start: int, limit: float, can_shrink: bool
    ) -> list[int] | None:
        """The ends with the least badness, if no line need be wider than the limit."""
        start, total = self._start, stops[-1]
        best: dict[int, tuple[float, int]] = {start: (0.0, -1)}
        for begin in (start, *(stop for stop in stops if stop > start)):
            if begin not in best or begin == total:
                continue
            for end in self._candidates(begin, stops, can_shrink):
                if end == total and begin > last_start:
                    continue
                added = self._badness(begin, end, limit)
                if added is None:
                    break
                badness = best[begin][0] + added
                if end not in best or badness < best[end][0]:
                    best[end] = badness, begin
        if total not in best:
            return None
        ends = [total]
        while (previous := best[ends[-1]][1]) > start:
            ends.append(previous)
        return ends[::-1]


def _sums(values: Iterable[float]) -> list[float]:
    """The sum of all values before each place."""
    return [0.0, *accumulate(values)]
