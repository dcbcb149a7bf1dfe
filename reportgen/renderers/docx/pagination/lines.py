"""Text → lines, filled as Word fills them: as much goes on a line as fits.

A line may end at a space, behind a hyphen, and at an ideograph that is parted from no mark that
has to stay with it. A stop at its end may stand in the margin, and the room between two scripts is
left out where a line would not hold it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reportgen.renderers.docx.pagination.faces import Type
from reportgen.renderers.docx.pagination.sheet import ParagraphLook, RunLook

SCRIPT_GAP = 0.2
"""Room between an ideograph and a letter or digit, in ems."""
TOLERANCE = 0.05
"""By how much a line may be fuller than it can be, in points: lengths are rounded on their way."""
FIRST_WIDE = "\u2e80"
"""The first of the ideographs; what is of full width elsewhere is told by its run."""
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_MARKS = "“”‘’…—·×"
"""Marks that are of full width where their run says that they go with ideographs."""
_AMONG_IDEOGRAPHS = re.compile(f"[{_WIDE}{_MARKS}]+|[ \u2009]+|[^{_WIDE}{_MARKS} \u2009]+")
_AMONG_LETTERS = re.compile(f"[{_WIDE}]+|[ \u2009]+|[^{_WIDE} \u2009\\-–—/]+[-–—/]*|[-–—/]+")
_NOT_FIRST = frozenset(
    "!),.:;?]}¢°·ˇ′″%—…’”‰、。々〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！），．：；？｜｝～￠％"
)
"""Marks that no line begins with."""
_NOT_LAST = frozenset("([{£¥‘“〈《「『【〔〖〝﹙﹛﹝（．［｛￡￥$")
"""Marks that no line ends with."""
_HANGING = frozenset("，。、；：！？．")
"""Stops that may stand in the margin."""
_PUNCTUATION = _HANGING | frozenset("（）《》〈〉「」『』【】〔〕“”‘’—…")
"""Marks of full width beside which letters need no room."""
_BREAKING = frozenset("-–—/")
_FROM_THE_RIGHT = frozenset(("right", "end", "center", "decimal"))


@dataclass(slots=True)
class Line:
    """A line on its way."""

    picture: float = 0.0
    """The height of the highest picture in it, in points."""
    height: float = 0.0
    """How high it is when its paragraph is done."""
    bookmarks: list[str] = field(default_factory=list)
    """Those that begin in it."""
    notes: list[str] = field(default_factory=list)
    """The footnotes that are called in it."""
    ends_page: bool = False


class LineFiller:
    """Fills the lines of one paragraph that is so many points wide, with its indents."""

    def __init__(self, look: ParagraphLook, width: float, default_tab: float) -> None:
        self.lines = [Line()]
        self._look, self._default_tab = look, default_tab
        self._end = width - look.right
        self._x = look.left + look.first
        self._space = self._lead = self._word = self._hang = 0.0
        self._last = ""
        self._is_empty = True
        self._above = self._below = 0.0

    # ------------------------------------------------------------------------------------- text

    def text(self, text: str, look: RunLook, *, is_wide: bool) -> None:
        """Set text; `is_wide` says that its marks go with ideographs."""
        for piece in (_AMONG_IDEOGRAPHS if is_wide else _AMONG_LETTERS).findall(text):
            first = piece[0]
            if first in " \u2009":
                self._settle()
                self._space += look.latin.width(piece)
                self._last = " "
            elif first >= FIRST_WIDE or (is_wide and first in _MARKS):
                self.reserve(look.wide_height)
                self._ideographs(piece, look.size)
            else:
                self.reserve(look.latin.height)
                self._letters(piece, look.latin)

    def _ideographs(self, piece: str, size: float) -> None:
        """Set ideographs, each a word together with the marks that stay with it."""
        last, first = self._last, piece[0]
        if first not in _NOT_FIRST and last not in _NOT_LAST:
            self._settle()
        if last < FIRST_WIDE and last.isalnum() and first not in _PUNCTUATION:
            self._gap(size)
        ends = [
            index
            for index in range(1, len(piece))
            if piece[index] not in _NOT_FIRST and piece[index - 1] not in _NOT_LAST
        ]
        begin = 0
        if ends:
            self._add(piece[: ends[0]], size)
            self._settle()
            self._fill(piece, ends, size)
            begin = ends[-1]
        self._add(piece[begin:], size)

    def _add(self, word: str, size: float) -> None:
        """Go on with a word of ideographs."""
        self._word += len(word) * size
        self._last = word[-1]
        self._hang = size if self._last in _HANGING else 0.0

    def _fill(self, piece: str, ends: list[int], size: float) -> None:
        """Fill lines with what of a piece is between the first place and the last where one may
        end: many ideographs are set at once."""
        at, last = ends[0], ends[-1]
        known = set(ends)
        while at < last:
            count = int((self._end - self._x + TOLERANCE) / size)
            if at + count >= last:
                self._x += (last - at) * size
                self._is_empty = False
                return
            end = at + count
            if end + 1 in known and piece[end] in _HANGING:
                end += 1
            while end > at and end not in known:
                end -= 1
            if end == at and self._is_empty:
                end = next(each for each in ends if each > at)
            at = end
            self._next_line()

    def _letters(self, piece: str, latin: Type) -> None:
        """Set letters or figures that no line ends within."""
        last, first = self._last, piece[0]
        if last >= FIRST_WIDE:
            if first not in _NOT_FIRST and last not in _NOT_LAST:
                self._settle()
            if first.isalnum() and last not in _PUNCTUATION:
                self._gap(latin.size)
        elif last in _BREAKING and not first.isdigit():
            self._settle()
        self._word += latin.width(piece)
        self._hang = 0.0
        self._last = piece[-1]

    def _gap(self, size: float) -> None:
        """Leave room between two scripts."""
        if self._word:
            self._word += SCRIPT_GAP * size
        else:
            self._lead = SCRIPT_GAP * size

    def _settle(self) -> None:
        """Put the word that is done on a line."""
        if not self._word:
            return
        room = self._end - self._x - self._space + TOLERANCE
        needed = self._word - self._hang
        if self._lead + needed > room:
            if needed <= room:
                self._lead = 0.0
            elif not self._is_empty:
                self._next_line()
        self._x += self._space + self._lead + self._word
        self._break_long()
        self._space = self._lead = self._word = self._hang = 0.0
        self._is_empty = False

    def _break_long(self) -> None:
        """Break a word that is longer than a line wherever lines end."""
        whole = self._end - self._look.left
        while self._word > whole > 0 and self._x > self._end + TOLERANCE + self._hang:
            self._word = self._x - self._end
            self._next_line()
            self._x += self._word

    def _next_line(self) -> None:
        self.lines.append(Line())
        self._x, self._space, self._lead = self._look.left, 0.0, 0.0
        self._is_empty = True

    # --------------------------------------------------------------------------- what is no text

    def end_line(self, *, ends_page: bool = False) -> None:
        """End the line here, and the page with it where asked."""
        self._settle()
        self.lines[-1].ends_page = ends_page
        self._next_line()
        self._last = ""

    def tab(self) -> None:
        """Go on at the next stop. What is set from the right has its room before it, and moves
        nothing."""
        self._settle()
        x, self._space, self._last = self._x + self._space, 0.0, ""
        stops = [stop for stop in self._look.tabs if stop[0] > x + TOLERANCE]
        if self._look.first < 0 and x < self._look.left - TOLERANCE:
            stops = sorted([(self._look.left, "left"), *stops])
        position, kind = stops[0] if stops else (self._default_stop(x), "left")
        if kind in _FROM_THE_RIGHT:
            self._x = x
        elif position > self._end:
            self._next_line()
        else:
            self._x, self._is_empty = position, False

    def _default_stop(self, x: float) -> float:
        return (x // self._default_tab + 1) * self._default_tab

    def picture(self, width: float, height: float, look: RunLook) -> None:
        """Set a picture in the line, like a character."""
        self._settle()
        self._word, self._last = width, ""
        self._settle()
        self.lines[-1].picture = max(self.lines[-1].picture, height)
        self.reserve(look.latin.height)

    def reserve(self, height: tuple[float, float]) -> None:
        """Give all lines room for type that reaches so far above and below its foot."""
        self._above, self._below = max(self._above, height[0]), max(self._below, height[1])

    def done(self, look: RunLook, pitch: float) -> list[Line]:
        """The lines with their heights; `look` is that of a line with nothing in it, `pitch` the
        distance of the lines of the page's grid, 0 for none."""
        self._settle()
        if not self._above:
            self.reserve(look.latin.height)
        for line in self.lines:
            natural = max(self._above, line.picture) + self._below
            line.height = line_height(self._look, natural, pitch, has_picture=line.picture > 0)
        self.lines[0].height += self._look.above
        self.lines[-1].height += self._look.below
        return self.lines


def line_height(
    look: ParagraphLook, natural: float, pitch: float, *, has_picture: bool = False
) -> float:
    """How high a line is whose content needs so much, in points."""
    if look.rule == "exact":
        return look.line
    if look.rule == "atLeast":
        return max(look.line, natural)
    if pitch and look.is_on_grid:
        natural = -(-natural // pitch) * pitch
    return natural if has_picture else natural * look.line


def short_line(text: str, paragraph: ParagraphLook, look: RunLook, width: float) -> float | None:
    """What a line of text needs in height, in points; None where it may be more than one line.

    Most cells of tables hold so little that their lines need not be filled to be known.
    """
    room = width - paragraph.left - paragraph.right - max(0.0, paragraph.first)
    if max(text) < FIRST_WIDE:
        return sum(look.latin.height) if look.latin.width(text) <= room else None
    if len(text) * look.size * (1 + SCRIPT_GAP) > room:
        return None
    above, below = (max(pair) for pair in zip(look.latin.height, look.wide_height, strict=True))
    has_letters = min(text) < FIRST_WIDE
    return above + below if has_letters else sum(look.wide_height)
