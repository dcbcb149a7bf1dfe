"""WeasyPrint's boxes of a paragraph → its measured characters, and boxes cut where a line ends."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from reportgen.renderers.line_fitting import Characters
from reportgen.renderers.line_gaps import parts_scripts
from reportgen.renderers.line_rules import CHINESE, CLOSING, OPENING, PICTURE, is_beside_quote

WORD = re.compile(r"[^\W\d_]+")
WRAPPING = frozenset({"normal", "pre-wrap", "pre-line"})
Stack = Mapping[int, Any] | None
"""A place in a tree of boxes as WeasyPrint notes it: indices of children, last a byte in a text."""


class Unfit(Exception):  # noqa: N818
    """A paragraph holds what is left to WeasyPrint: a float, a forced break, a soft hyphen."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A text or a picture of a paragraph: where it stands in the tree, and in its characters."""

    path: tuple[int, ...]
    start: int
    box: Any


@dataclass(slots=True)
class Paragraph:
    """The characters of a paragraph with where they stand in WeasyPrint's boxes."""

    characters: Characters
    leaves: list[Leaf]
    may_break: list[bool]

    def offset(self, stack: Stack) -> int:
        """The index of the character at which a place begins, behind spaces."""
        path = tuple(places(stack))
        text = self.characters.text
        offset = len(text)
        for leaf in self.leaves:
            depth = len(leaf.path)
            if path[:depth] == leaf.path and len(path) == depth + 1:
                offset = leaf.start + len(leaf.box.text.encode()[: path[-1]].decode())
                break
            if leaf.path >= path:
                offset = leaf.start
                break
        while offset < len(text) and text[offset] == " ":
            offset += 1
        return offset

    def stack(self, offset: int) -> Stack:
        """The place of a character."""
        leaf = self._leaf(offset)
        path = list(leaf.path)
        if inner := offset - leaf.start:
            path.append(len(leaf.box.text[:inner].encode()))
        else:
            while len(path) > 1 and path[-1] == 0:  # nothing of the boxes around it has begun
                path.pop()
        found: Stack = None
        for index in reversed(path):
            found = {index: found}
        return found

    def cut(self, box: Any, end: int) -> Any:
        """A copy of the paragraph's boxes without what comes from a character on."""
        leaf = self._leaf(end - 1)
        text = getattr(leaf.box, "text", PICTURE)
        kept = text[: end - leaf.start]
        is_whole = kept == text
        hyphen = leaf.box.style["hyphenate_character"] if end in self.characters.hyphens else ""
        return _cut(box, leaf.path, kept.rstrip(" ") + hyphen, is_whole)

    def _leaf(self, offset: int) -> Leaf:
        return self.leaves[bisect_right(self.leaves, offset, key=lambda leaf: leaf.start) - 1]


def places(stack: Stack) -> Iterator[int]:
    """The indices of a place, from the outermost box to the byte."""
    while stack is not None:
        ((index, stack),) = stack.items()
        yield index


def _cut(box: Any, path: tuple[int, ...], text: str, is_whole: bool) -> Any:
    from weasyprint.formatting_structure import boxes

    if not path:
        return box.copy_with_text(text) if isinstance(box, boxes.TextBox) and text else box
    index, *rest = path
    last = _cut(box.children[index], tuple(rest), text, is_whole)
    copy = box.copy_with_children([*box.children[:index], last])
    if index < len(box.children) - 1 or not is_whole:
        copy.remove_decoration(start=False, end=True)
    return copy


GAP = "__han_latin_gap"
"""The stylesheet's property --han-latin-gap, under WeasyPrint's name."""


def script_gap(line: Any, containing_block: Any) -> float:
    """The gap between Chinese and letters that the stylesheet asks for in a line box, in em.

    There is none in a cell, whose column is as wide as WeasyPrint knows its text to be.
    """
    from weasyprint.formatting_structure import boxes

    if isinstance(containing_block, boxes.TableCellBox | boxes.InlineBlockBox):
        return 0.0
    tokens = line.style[GAP]
    return next((float(t.value) for t in tokens if t.type in ("number", "dimension")), 0.0)


def measured(context: Any, line: Any, containing_block: Any) -> Paragraph:
    """The characters of a paragraph's line box. Raises Unfit for one that is WeasyPrint's."""
    walk = _Walk(context, containing_block)
    walk.visit(line, (), raised=False)
    if gap := script_gap(line, containing_block):
        walk.part(gap)
    text = "".join(walk.text)
    characters = Characters(
        text, walk.advances, walk.at_start, walk.at_end, walk.sizes, walk.is_raised,
        dict(walk.hyphens()),
    )  # fmt: skip
    return Paragraph(characters, walk.leaves, _may_break(text, walk.wraps, line.style["lang"]))


def _may_break(text: str, wraps: list[bool], language: str) -> list[bool]:
    """Whether Pango may begin a line with each character, where the boxes let text wrap."""
    from weasyprint.text import line_break

    attributes = line_break.get_log_attrs(text.replace(PICTURE, "\u2e80"), language)
    return [
        wrap and (bool(attributes[index].is_line_break) or is_beside_quote(text, index))
        for index, wrap in enumerate(wraps)
    ]


@dataclass(slots=True)
class _Walk:
    """Goes through the boxes of a paragraph in order."""

    context: Any
    containing_block: Any
    text: list[str] = field(default_factory=list)
    advances: list[float] = field(default_factory=list)
    at_start: list[float] = field(default_factory=list)
    at_end: list[float] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)
    is_raised: list[bool] = field(default_factory=list)
    wraps: list[bool] = field(default_factory=list)
    leaves: list[Leaf] = field(default_factory=list)
    between: bool = False
    """Whether the line may break before the next leaf."""
    pending: float = 0.0
    """Width of the edges of boxes before the next character."""

    def visit(self, box: Any, path: tuple[int, ...], raised: bool) -> None:
        from weasyprint.formatting_structure import boxes
        from weasyprint.layout.percent import resolve_percentages

        if isinstance(box, boxes.TextBox):
            self._add_text(box, path, raised)
        elif isinstance(box, boxes.LineBox | boxes.InlineBox):
            if path:
                resolve_percentages(box, self.containing_block)
                self.pending += _edge(box, "left")
            raised = raised or box.style["vertical_align"] != "baseline"
            for index, child in enumerate(box.children):
                if not child.is_in_normal_flow():
                    raise Unfit
                if index:
                    self.between = box.style["white_space"] in WRAPPING
                self.visit(child, (*path, index), raised)
            if path and (edge := _edge(box, "right")) and self.advances:
                self.advances[-1] += edge
        elif isinstance(box, boxes.ReplacedBox | boxes.InlineBlockBox):
            self._add_picture(box, path, raised)
        else:
            raise Unfit

    def part(self, gap: float) -> None:
        """Widen characters before a change of script; at the end of a line they are as before."""
        for index, is_parted in enumerate(map(parts_scripts, self.text, self.text[1:])):
            if is_parted and not self.is_raised[index] and not self.is_raised[index + 1]:
                width = gap * self.sizes[index]
                self.advances[index] += width
                self.at_end[index] -= width

    def hyphens(self) -> Iterator[tuple[int, float]]:
        """The places within words where a hyphen may end a line, with its width."""
        for leaf in self.leaves:
            style = getattr(leaf.box, "text", "") and leaf.box.style
            if not style or style["hyphens"] != "auto" or not style["lang"]:
                continue
            width = sum(_advances(style["hyphenate_character"], style))
            for index in _syllables(leaf.box.text, style["lang"], *style["hyphenate_limit_chars"]):
                yield leaf.start + index, width

    def _add_text(self, box: Any, path: tuple[int, ...], raised: bool) -> None:
        style = box.style
        if not box.text or not style["font_size"]:
            return
        if "\n" in box.text or "\t" in box.text or "\xad" in box.text:
            raise Unfit
        self.leaves.append(Leaf(path, len(self.text), box))
        advances = _advances(box.text, style)
        size = style["font_size"]
        whites = [
            self._white(style, character, advance)
            if advance < size and (character in CLOSING or character in OPENING)
            else 0.0
            for character, advance in zip(box.text, advances, strict=True)
        ]
        advances[0] += self.pending
        self.text += box.text
        self.advances += advances
        self.at_start += whites
        self.at_end += whites
        self.sizes += [size] * len(advances)
        self.is_raised += [raised] * len(advances)
        self.wraps += [self.between]
        self.wraps += [style["white_space"] in WRAPPING] * (len(advances) - 1)
        self.pending = 0.0

    def _white(self, style: Any, character: str, advance: float) -> float:
        """How much of a mark's white its neighbours have taken."""
        if not CHINESE.match(character) and character not in "“”‘’":
            return 0.0
        return max(0.0, sum(_advances(character, style)) - advance)

    def _add_picture(self, box: Any, path: tuple[int, ...], raised: bool) -> None:
        from weasyprint.layout import inline

        inline.resolve_percentages(box, self.containing_block)
        placed = inline.atomic_box(self.context, box, 0, None, self.containing_block, [], [])
        self.leaves.append(Leaf(path, len(self.text), box))
        self.text.append(PICTURE)
        self.advances.append(placed.margin_width() + self.pending)
        self.at_start.append(0.0)
        self.at_end.append(0.0)
        self.sizes.append(box.style["font_size"])
        self.is_raised.append(raised)
        self.wraps.append(self.between)
        self.pending = 0.0


def _syllables(text: str, language: str, total: int, left: int, right: int) -> Iterator[int]:
    """Where words of a text in a language may be divided, at least so long and so far inside."""
    if not (dictionary := _dictionary(language, left, right)):
        return
    for word in WORD.finditer(text):
        if len(word.group()) >= total:
            for position in dictionary.positions(word.group()):
                yield word.start() + int(position)


@cache
def _dictionary(language: str, left: int, right: int) -> Any:
    """Pyphen's dictionary of a language, that WeasyPrint hyphenates by; None where it has none."""
    import pyphen  # type: ignore[import-untyped]

    found = pyphen.language_fallback(language)
    return pyphen.Pyphen(lang=found, left=left, right=right) if found else None


def _edge(box: Any, side: str) -> float:
    """Width of a box's margin, border and padding at a side."""
    margin = getattr(box, f"margin_{side}")
    return float(
        (0 if margin == "auto" else margin)
        + getattr(box, f"border_{side}_width")
        + getattr(box, f"padding_{side}")
    )


def _advances(text: str, style: Any) -> list[float]:
    """The width of each character of a text set in one line, in px."""
    from reportgen.renderers.glyphs.shaping import look_of

    line = look_of(style).line(text)
    if line is None:
        raise Unfit
    return line.advances()
