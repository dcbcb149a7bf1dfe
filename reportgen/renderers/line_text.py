"""The boxes of a line → its characters as one text, and how much wider each of them becomes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, repeat
from typing import Any

from reportgen.renderers.glyphs.units import STEP
from reportgen.renderers.line_gaps import Kind, gap_kind, has_white, parts_scripts, worst_kind
from reportgen.renderers.line_rules import PICTURE, letters_prevail


@dataclass(frozen=True, slots=True)
class Leaf:
    """A text of a line, or a picture, which counts as one character."""

    box: Any
    start: int
    """Where it begins in the line."""
    end: int
    is_raised: bool
    em: float
    """Its font size, in px."""


@dataclass(frozen=True, slots=True)
class LineText:
    """The characters of a line. A gap is told by the index of the character before it."""

    text: str
    leaves: Sequence[Leaf]

    def trimmed(self) -> LineText:
        """The same without the spaces at its end."""
        return LineText(self.text.rstrip(" "), self.leaves)

    def mixed(self) -> list[int]:
        """The gaps between letters and Chinese, but for those beside note marks."""
        gaps = _places(map(parts_scripts, self.text, self.text[1:]))
        if gaps and any(leaf.is_raised for leaf in self.leaves):
            raised = [leaf.is_raised for leaf in self.leaves for _ in range(leaf.start, leaf.end)]
            gaps = [gap for gap in gaps if not raised[gap] and not raised[gap + 1]]
        return gaps

    def white(self) -> list[int]:
        """The gaps that hold white of a mark."""
        return _places(map(has_white, self.text, self.text[1:]))

    def to_widen(self, extra_width: float) -> list[int]:
        """The gaps to widen: of the best kinds that hold the extra width, else all."""
        kinds = list(map(gap_kind, self.text, self.text[1:], repeat(False)))
        for one, other in pairwise(self.leaves):
            if other.is_raised and not one.is_raised and other.start < len(self.text):
                before = other.start - 1
                kinds[before] = gap_kind(self.text[before], self.text[other.start], True)
        spaces, chinese = (
            self.size([gap for gap, each in enumerate(kinds) if each is kind])
            for kind in (Kind.SPACE, Kind.CHINESE)
        )
        worst = worst_kind(extra_width, spaces, chinese, letters_prevail(self.text))
        return [gap for gap, kind in enumerate(kinds) if Kind.NONE < kind <= worst]

    def size(self, gaps: Sequence[int]) -> float:
        """The sum of the font sizes at some gaps, in px."""
        return sum(leaf.em for _, leaf in self._at(gaps))

    def shares(self, gaps: Sequence[int], extra_width: float) -> dict[int, dict[int, int]]:
        """How many steps wider each gap becomes: by box (its id), then by character.

        Steps are whole, and what one gap is given too much the next is given less.
        """
        shares: dict[int, dict[int, int]] = {}
        placed, count = 0.0, len(gaps)
        for number, (gap, leaf) in enumerate(self._at(gaps), 1):
            wanted = extra_width * number / count - placed
            steps = round(wanted * STEP / leaf.em)
            placed += steps * leaf.em / STEP
            shares.setdefault(id(leaf.box), {})[gap - leaf.start] = steps
        return shares

    def _at(self, gaps: Sequence[int]) -> Iterator[tuple[int, Leaf]]:
        """Gaps, in their order, each with the leaf of the character before it."""
        leaves = iter(self.leaves)
        leaf = next(leaves, None)
        for gap in gaps:
            while leaf is not None and gap >= leaf.end:
                leaf = next(leaves, None)
            if leaf is not None:
                yield gap, leaf


def line_text(line: Any) -> LineText:
    """The characters of a line box in order."""
    leaves: list[Leaf] = []
    text = "".join(_texts(line, False, leaves))
    return LineText(text, leaves)


def _texts(box: Any, is_raised: bool, leaves: list[Leaf]) -> Iterator[str]:
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        is_raised = is_raised or box.style["vertical_align"] != "baseline"
        for child in box.children:
            if child.is_in_normal_flow():
                yield from _texts(child, is_raised, leaves)
        return
    text = box.text if isinstance(box, boxes.TextBox) else PICTURE
    if text:
        start = leaves[-1].end if leaves else 0
        size = float(box.style["font_size"])
        leaves.append(Leaf(box, start, start + len(text), is_raised, size))
        yield text


def _places(found: Iterator[bool]) -> list[int]:
    return [place for place, is_there in enumerate(found) if is_there]
