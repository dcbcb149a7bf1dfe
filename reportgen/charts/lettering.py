"""Chart text → lines of runs, each run in one face, measured and wrapped."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from reportgen.errors import error
from reportgen.fonts import FontFace
from reportgen.locales.locale import GROUP_GAP
from reportgen.theme import Theme, theme_faces

OPENING = "（《「『【“‘"
CLOSING = "）》」』】”’，。、；：？！"
HANG = 0.45
"""The blank half of a full-width sign, in ems."""
REGULAR, BOLD = 400, 700
NO_BREAK_SPACE = "\u00a0"
NOT_FIRST = frozenset("，。、；：？！）》」』】〕〉”’…—·％%‰℃,.;:?!)]}~～")
"""What may not begin a line (GB/T 15834)."""
NOT_LAST = frozenset("（《「『【〔〈“‘([{￥$")
"""What may not end a line."""
BREAKS_AFTER = frozenset("/-–")
"""Where a Latin word may be broken without a hyphen."""
WORD_ENDS = frozenset("的、，；：）》」”")
WORD_STARTS = frozenset("（《「“与和或及且并而在为")
"""Between which and their neighbours a Chinese word ends, as far as one can tell by a character."""
WITHIN_WORD = 20.0
"""What a line break costs that may be within a Chinese word, as unevenness in square ems."""
SHARED = frozenset("“”‘’…—–·×°±")
"""Signs that both faces have. They are full-width in Chinese, and narrow in Latin text."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one face. `families` is the face's family, then what to use for want of it."""

    text: str
    face: FontFace
    families: tuple[str, ...]
    size: float
    """In points, as the width."""
    width: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: its runs from left to right."""

    runs: tuple[Run, ...]

    @property
    def width(self) -> float:
        """In points."""
        return sum(run.width for run in self.runs)

    @property
    def lead(self) -> float:
        """How far the line may hang out on the left: the blank in an opening full-width sign."""
        return HANG * self.runs[0].size if self.text[:1] in tuple(OPENING) else 0.0

    @property
    def trail(self) -> float:
        """How far the line may hang out on the right: the blank in a closing full-width sign."""
        return HANG * self.runs[-1].size if self.text[-1:] in tuple(CLOSING) else 0.0

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(run.text for run in self.runs)


class Pen:
    """The advances of one font file."""

    def __init__(self, path: Path, version: int = 0) -> None:
        import uharfbuzz

        face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(path))
        self._font: Any = uharfbuzz.Font(face)
        self._em: int = face.upem
        self._advances: dict[str, float | None] = {}

    def advance(self, character: str) -> float | None:
        """The width of a character in ems, or None when the font has no glyph for it."""
        if character not in self._advances:
            glyph = self._font.get_nominal_glyph(ord(character))
            advance = self._font.get_glyph_h_advance(glyph) / self._em if glyph else None
            self._advances[character] = advance
        return self._advances[character]


pen = cache(Pen)
"""The pen of a font file; it is kept, because opening a Chinese font takes milliseconds."""


class Lettering:
    """How chart text is set: the theme's display faces at the size of chart text."""

    def __init__(self, theme: Theme) -> None:
        self.size = theme.charts.size
        self._families = (theme.faces.latin_display, theme.faces.display)
        self._fallback = theme.faces.fallback
        self._faces = theme_faces(theme)
        # A chart asks for the same words and characters over and over while it looks for room.
        self._lines: dict[tuple[str, int], Line] = {}
        self._chosen: dict[tuple[str, bool, int], FontFace] = {}
        self._chains: dict[tuple[bool, int], list[FontFace]] = {}
        self._parted: dict[tuple[str, int], tuple[Piece, ...]] = {}

    def line(self, text: str, weight: int = REGULAR) -> Line:
        """The text as one line. ReportError where no face has one of its characters."""
        found = self._lines.get((text, weight))
        if found is None:
            found = self._lines[text, weight] = self._line(text, weight)
        return found

    def _line(self, text: str, weight: int) -> Line:
        text = text.replace(GROUP_GAP, NO_BREAK_SPACE)
        has_han = any(_is_wide(character) for character in text)
        chosen = [(character, self._face(character, has_han, weight)) for character in text]
        runs = []
        # Grouped by identity: to compare faces takes longer than to measure the text.
        for _, group in groupby(chosen, key=lambda pair: id(pair[1])):
            pairs = list(group)
            run, face = "".join([character for character, _ in pairs]), pairs[0][1]
            others = (family for family in self._families if family != face.family)
            runs.append(Run(run, face, (face.family, *others), self.size, self._advance(run, face)))
        return Line(tuple(runs))

    def wrap(self, text: str, limit: float, weight: int = REGULAR) -> tuple[Line, ...]:
        """The text in lines no wider than `limit` points, as few and as even as can be.

        Where it costs little evenness, a Chinese line is broken between words rather than within.
        """
        pieces = list(self._pieces(text, limit, weight))
        broken = _broken(pieces, limit, self.size)
        joined = ("".join(piece.text for piece in line).strip() for line in broken)
        return tuple(self.line(line, weight) for line in joined)

    def widest_word(self, text: str, weight: int = REGULAR) -> float:
        """The width of the widest part that is better not broken, in points."""
        return max(self.line(part.strip(), weight).width for part in _unbreakable(text))

    def _pieces(self, text: str, limit: float, weight: int) -> Iterator[Piece]:
        """What may not be broken; a word wider than the limit is broken all the same."""
        asked = text, weight
        if asked not in self._parted:
            self._parted[asked] = tuple(self._piece(part, weight) for part in _unbreakable(text))
        for piece in self._parted[asked]:
            if piece.last > limit:
                yield from (self._piece(character, weight) for character in piece.text)
            else:
                yield piece

    def _piece(self, text: str, weight: int) -> Piece:
        width = self.line(text, weight).width
        return Piece(text, width, self.line(text.rstrip(), weight).width)

    def _face(self, character: str, has_han: bool, weight: int) -> FontFace:
        asked = character, has_han, weight
        if asked not in self._chosen:
            self._chosen[asked] = self._first_with(*asked)
        return self._chosen[asked]

    def _first_with(self, character: str, has_han: bool, weight: int) -> FontFace:
        """The first face of the chain that has the character."""
        latin_first = not _is_wide(character) and not (has_han and character in SHARED)
        faces = self._chain(latin_first, weight)
        for face in faces:
            if pen(face.path, face.version).advance(character) is not None:
                return face
        raise error(
            "no-glyph-in-chart",
            found=f"{character} (U+{ord(character):04X})",
            character=unicodedata.name(character, ""),
            families=self._in_order(latin_first),
            details=("fonts",),
        )

    def _chain(self, latin_first: bool, weight: int) -> list[FontFace]:
        """The faces of a weight, in the order in which a character is looked for in them."""
        asked = latin_first, weight
        if asked not in self._chains:
            families = self._in_order(latin_first)
            self._chains[asked] = [_nearest(family, weight, self._faces) for family in families]
        return self._chains[asked]

    def _in_order(self, latin_first: bool) -> tuple[str, ...]:
        return (*(self._families if latin_first else self._families[::-1]), *self._fallback)

    def _advance(self, text: str, face: FontFace) -> float:
        advance = pen(face.path, face.version).advance
        return self.size * sum(advance(character) or 0 for character in text)


@cache
def _nearest(family: str, weight: int, faces: tuple[FontFace, ...]) -> FontFace:
    own = [face for face in faces if face.family == family and face.style == "normal"]
    if not own:
        raise error("unknown-font-family", found=family, allowed={face.family for face in faces})
    return min(own, key=lambda face: abs(face.weight - weight))


@cache
def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _unbreakable(text: str) -> Iterator[str]:
    """The text cut at each place where a line may break; a space stays with the word before."""
    start = 0
    for place in range(1, len(text)):
        if _may_break(text[place - 1], text[place]):
            yield text[start:place]
            start = place
    yield text[start:]


def _may_break(before: str, after: str) -> bool:
    if after in NOT_FIRST or before in NOT_LAST or after == " ":
        return False
    return before == " " or before in BREAKS_AFTER or _is_wide(before) or _is_wide(after)


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that may not be broken; `last` is its width at the end of a line, without its space."""

    text: str
    width: float
    last: float


def _broken(pieces: list[Piece], limit: float, em: float) -> list[list[Piece]]:
    """The pieces in the fewest lines; of the ways to do so, the one that costs the least."""
    number = _fewest(pieces, limit)
    if number == 1:
        return [pieces]
    even = sum(piece.width for piece in pieces) / number
    # best[line][place]: the least cost of setting the pieces before `place` in that many lines,
    # and where the last of these lines begins.
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for _ in range(number):
        reached: dict[int, tuple[float, int]] = {}
        for start, (cost, _begun) in best[-1].items():
            before = 0.0  # the width of all but the last piece
            for end in range(start + 1, len(pieces) + 1):
                width = before + pieces[end - 1].last
                before += pieces[end - 1].width
                if width > limit and end > start + 1:
                    break
                total = cost + ((width - even) / em) ** 2 + _penalty(pieces, end)
                if end not in reached or total < reached[end][0]:
                    reached[end] = (total, start)
        best.append(reached)
    lines: list[list[Piece]] = []
    end = len(pieces)
    for reached in reversed(best[1:]):
        start = reached[end][1]
        lines.insert(0, pieces[start:end])
        end = start
    return lines


def _fewest(pieces: list[Piece], limit: float) -> int:
    number, start, width = 1, 0, 0.0
    for place, piece in enumerate(pieces):
        if place > start and width + piece.last > limit:
            number, start, width = number + 1, place, 0.0
        width += piece.width
    return number


def _penalty(pieces: list[Piece], end: int) -> float:
    """The cost of breaking before the piece at `end`, in square ems."""
    if end == len(pieces):
        return 0.0
    before, after = pieces[end - 1].text[-1], pieces[end].text[0]
    is_between = (
        before == " " or before in BREAKS_AFTER or before in WORD_ENDS or after in WORD_STARTS
    )
    return 0.0 if is_between else WITHIN_WORD
