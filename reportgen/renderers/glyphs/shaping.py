"""A text in the style of a box → its glyphs, as Pango sets them in one line."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, pango
from weasyprint.text.line_break import Layout

from reportgen.renderers.glyphs.units import MARGIN, STEP

ATTRIBUTE = "text_look"
"""Where a style keeps how text looks in it."""
LOOKS = "text_looks"
"""Where a document's fonts keep the looks of its text."""
KEPT = 4096
"""How many texts a look keeps the glyphs of: those of cells, and of lines that are tried again."""
LONGEST = 120
"""How many characters such a text has at most."""
FIELDS = 5
"""Integers of Pango's record of a glyph: its id, width and two offsets, and flags."""
_PARTED = frozenset("\n\r\x00\u2028\u2029")
"""Characters of a text that takes more than one line, or is otherwise left to WeasyPrint."""
_DECORATION = (
    "ascent", "underline_position", "strikethrough_position", "underline_thickness",
    "strikethrough_thickness",
)  # fmt: skip
_read = itemgetter(
    "font_style", "font_stretch", "font_weight", "font_size", "font_kerning",
    "font_variant_ligatures", "font_variant_position", "font_variant_caps",
    "font_variant_numeric", "font_variant_alternates", "font_variant_east_asian",
    "font_feature_settings", "font_variation_settings", "font_language_override", "lang",
    "direction", "letter_spacing", "word_spacing",
)  # fmt: skip
"""What of a style Pango is told, besides families and decoration."""


class Face:
    """A font of Pango's in one size."""

    __slots__ = ("drawn", "fonts", "pango_font")

    def __init__(self, pango_font: Any) -> None:
        self.pango_font = pango_font
        self.fonts: Any = None
        """The fonts of the PDF for which `drawn` holds."""
        self.drawn: Any = None
        """What painting knows of it."""


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one face: the records of Pango's, and for each where its character begins."""

    face: Face
    start: int
    """Where it begins in the text, in bytes; `clusters` count from there."""
    length: int
    glyphs: array[int]
    clusters: array[int]
    is_backward: bool
    """Whether it is set from right to left."""

    def end(self, index: int) -> int:
        """Where in the run the characters end that a glyph shows, in bytes."""
        following = index - 1 if self.is_backward else index + 1
        is_inside = 0 <= following < len(self.clusters)
        return self.clusters[following] if is_inside else self.length

    def widened(self, offsets: Mapping[int, int]) -> Run:
        """The same with characters wider by Pango's units, by where they begin in the text."""
        glyphs = self.glyphs
        for offset, units in offsets.items():
            if self.start <= offset < self.start + self.length:
                if glyphs is self.glyphs:
                    glyphs = self.glyphs[:]
                glyphs[self._last(offset - self.start) * FIELDS + 1] += units
        return self if glyphs is self.glyphs else replace(self, glyphs=glyphs)

    def _last(self, offset: int) -> int:
        """The last glyph of a character."""
        if self.is_backward:
            return next(i for i, cluster in enumerate(self.clusters) if cluster <= offset)
        return bisect_right(self.clusters, offset) - 1


class KnownLine(Layout):  # type: ignore[misc]
    """Stands for WeasyPrint's layout of a text: a line whose glyphs are known."""

    def __init__(self, text: str, look: Look, runs: tuple[Run, ...]) -> None:
        self.text = text
        self.look = look
        self.runs = self.plain = runs
        self.steps: dict[int, int] = {}
        self.justification_spacing = 0
        self.max_width: float | None = None
        self.first_line_direction = 0
        self.width = self.height = self.baseline = 0.0
        for name in _DECORATION:
            setattr(self, name, getattr(look.template, name, None))

    def reactivate(self, style: Any) -> None:
        """Do nothing: to be drawn it needs no layout of Pango's."""

    def deactivate(self) -> None:
        """Do nothing: it holds no layout of Pango's."""

    def laid_out(self, style: Any) -> None:
        """Become a layout of Pango's again, to be drawn by WeasyPrint."""
        super().reactivate(style)
        if not self.steps:
            return
        # WeasyPrint sets this before it draws; set later, it would lay the text out again.
        pango.pango_layout_set_single_paragraph_mode(self.layout, True)
        run = self.get_first_line()[0].runs
        for known in self.runs:
            for index, width in enumerate(known.glyphs[1::FIELDS]):
                run.data.glyphs.glyphs[index].geometry.width = width
            run = run.next

    def within(self, width: float | None) -> KnownLine:
        """The same in a room of a width, in px."""
        if width == self.max_width:
            return self
        made = object.__new__(KnownLine)
        made.__dict__ = {**self.__dict__, "max_width": width}
        return made

    def advances(self) -> list[float]:
        """The width of each character, in px."""
        sizes = [len(character.encode()) for character in self.text]
        by_byte = [0] * (sum(sizes) + 1)
        for run in self.runs:
            for cluster, width in zip(run.clusters, run.glyphs[1::FIELDS], strict=True):
                by_byte[run.start + cluster] += width
        found, position = [], 0
        for size in sizes:
            found.append(by_byte[position] * FROM_UNITS)
            position += size
        return found

    def widened(self, steps: Mapping[int, int]) -> KnownLine:
        """The same with characters wider by steps, by their index in the text."""
        made = copy(self)
        made.steps = {
            index: steps.get(index, 0) + self.steps.get(index, 0) for index in {*steps, *self.steps}
        }
        unit = self.look.size * TO_UNITS / STEP
        offsets = {
            len(self.text[:index].encode()): round((count + MARGIN) * unit)
            for index, count in made.steps.items()
            if count
        }
        made.runs = tuple(run.widened(offsets) for run in made.plain)
        return made


class Look:
    """A way in which text looks: a font in a size, a language, features."""

    def __init__(self, style: Any, faces: dict[Any, Face]) -> None:
        self.size = float(style["font_size"])
        self._style = style
        self._faces = faces
        self._extents = ffi.new("PangoRectangle *")
        self._lines: dict[str, KnownLine | None] = {}
        self._holders: list[Any] = []
        self._spacing = 0 if style["letter_spacing"] == "normal" else style["letter_spacing"]
        self._is_spaced = bool(self._spacing or style["word_spacing"])
        self.template = Layout(style)

    def line(self, text: str) -> KnownLine | None:
        """The glyphs of a text set in one line; None for one that takes several."""
        try:
            return self._lines[text]
        except KeyError:
            made = None if _PARTED.intersection(text) else self._set(text)
            if len(text) <= LONGEST:
                if len(self._lines) >= KEPT:
                    self._lines.clear()
                self._lines[text] = made
            return made

    def _set(self, text: str) -> KnownLine | None:
        layout, encoded = self.template, text.encode()
        if self._is_spaced or "\t" in text:
            layout = Layout(self._style)
            layout.set_text(text)
            text, encoded = layout.text, layout.text.encode()
        else:
            pango.pango_layout_set_text(layout.layout, encoded, len(encoded))
        first = pango.pango_layout_get_line_readonly(layout.layout, 0)
        if first.length != len(encoded):
            return None
        known = KnownLine(text, self, self._runs(layout, first))
        extents = self._extents
        pango.pango_layout_line_get_extents(first, ffi.NULL, extents)
        known.width = extents.width * FROM_UNITS + self._spacing
        known.height = extents.height * FROM_UNITS
        known.baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
        known.first_line_direction = first.resolved_dir
        return known

    def _runs(self, layout: Layout, line: Any) -> tuple[Run, ...]:
        found, known = [], len(self._faces)
        run = line.runs
        while run != ffi.NULL:
            item, glyphs = run.data.item, run.data.glyphs
            count = glyphs.num_glyphs
            records, clusters = array("i"), array("i")
            if count:
                records.frombytes(ffi.buffer(glyphs.glyphs, count * FIELDS * 4))
                clusters.frombytes(ffi.buffer(glyphs.log_clusters, count * 4))
            face = self._face(item.analysis.font)
            is_backward = bool(item.analysis.level % 2)
            found.append(Run(face, item.offset, item.length, records, clusters, is_backward))
            run = run.next
        if len(self._faces) > known:  # a layout keeps its fonts in being as long as it has its text
            self._holders.append(layout)
            if layout is self.template:
                self.template = Layout(self._style)
        return tuple(found)

    def _face(self, font: Any) -> Face:
        if font not in self._faces:  # pointers are the same when they point to the same
            self._faces[font] = Face(font)
        return self._faces[font]


def look_of(style: Any) -> Look:
    """How text looks in a style."""
    try:
        found: Look = getattr(style, ATTRIBUTE)
    except AttributeError:
        found = _found(style)
        setattr(style, ATTRIBUTE, found)
    return found


def _found(style: Any) -> Look:
    is_decorated = style["text_decoration_line"] != "none"
    key = tuple(style["font_family"]), is_decorated, _read(style)
    looks, faces = vars(style.font_config).setdefault(LOOKS, ({}, {}))
    if key not in looks:
        looks[key] = Look(style, faces)
    found: Look = looks[key]
    return found
