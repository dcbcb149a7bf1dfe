"""What a template can name: texts, numbers and blocks of the report, and what it can loop over.

A view shows the attributes that it lists, and no other can be read. What a tag prints passes
through Jinja as a mark, a text of private-use characters around the number of the piece that it
stands for: numbers stay number spans, and are printed last, by the renderer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from secrets import token_hex
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from reportgen.compose.expressions import CLOSING, OPENING
from reportgen.document import Inline, Number, Words
from reportgen.errors import ReportError, error
from reportgen.messages import Quoted
from reportgen.renderers.docx.markup import Xml
from reportgen.text import Text

if TYPE_CHECKING:
    from reportgen.renderers.docx.draft import Draft

UNCHANGEABLE = "a number, passage, table or figure is printed as it is, or compared"
Inlines = Callable[[str], tuple[Inline, ...]]
"""A language → running text in it."""
Blocks = Callable[["Draft", str | None], Iterator[Xml]]
"""A draft, and a language where one was asked for → paragraphs and tables."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What a mark stands for: running text, or blocks; in one language where that is given."""

    inlines: Inlines | None = None
    blocks: Blocks | None = None
    number: Number | None = None
    language: str | None = None


def unchangeable() -> ReportError:
    """What is wrong with a tag that would change a piece: its mark would stand for nothing then."""
    return error("failed-tag", problem=Quoted(UNCHANGEABLE))


def holds_mark(value: object) -> bool:
    """Whether a value is a text with a mark in it."""
    return isinstance(value, str) and OPENING in value


class Mark(str):
    """A piece as it passes through Jinja. That of a number can be compared with a number."""

    __slots__ = ("piece",)
    piece: Piece

    def _compared(self, other: object, compare: Callable[[float, float], bool]) -> bool:
        mine, others = _magnitude(self), _magnitude(other)
        if mine is None or others is None:
            raise TypeError("only numbers can be compared")
        return compare(mine, others)

    def __lt__(self, other: object) -> bool:
        return self._compared(other, lambda one, two: one < two)

    def __le__(self, other: object) -> bool:
        return self._compared(other, lambda one, two: one <= two)

    def __gt__(self, other: object) -> bool:
        return self._compared(other, lambda one, two: one > two)

    def __ge__(self, other: object) -> bool:
        return self._compared(other, lambda one, two: one >= two)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, int | float):
            return self._compared(other, lambda one, two: one == two)
        return str.__eq__(self, other) if isinstance(other, str) else NotImplemented

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__

    def __add__(self, other: object) -> str:
        return str.__add__(self, other) if isinstance(other, str) else self._reckoned(other)

    def _reckoned(self, *_: object) -> NoReturn:
        """Refuse to reckon with a number: the sum would not be one of the data's.

        A text times two, which this is to Python, would print the number twice.
        """
        raise unchangeable()

    def __radd__(self, other: object) -> str:
        return str.__add__(other, self) if isinstance(other, str) else self._reckoned(other)

    def __getitem__(self, _: object) -> NoReturn:
        self._reckoned()

    __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _reckoned
    __floordiv__ = __rfloordiv__ = __pow__ = __rpow__ = __neg__ = __pos__ = __abs__ = _reckoned
    __round__ = _reckoned


def _magnitude(value: object) -> float | None:
    """A number that can be compared: of a percentage what is printed before its sign."""
    if isinstance(value, int | float):
        return float(value)
    number = value.piece.number if isinstance(value, Mark) else None
    if number is None:
        return None
    estimate = number.estimate
    if estimate.is_suppressed:
        raise TypeError("a number that is withheld can't be compared")
    if estimate.measured:
        return float(estimate.value)
    if number.form.value in ("count", "base"):
        return float(estimate.count)
    return 100 * float(estimate.value)


class Worded(str):
    """A text in the language of the edition, which knows its other languages."""

    __slots__ = ("text",)
    text: Text


def worded(text: Text | None, language: str) -> str:
    """A text as a template has it; nothing where there is none."""
    if text is None or not text.has(language):
        return ""
    made = Worded(text[language])
    made.text = text
    return made


@dataclass(slots=True)
class Marks:
    """The pieces that the tags of one file have named so far."""

    pieces: list[Piece] = field(default_factory=list)
    _secret: str = field(default_factory=lambda: token_hex(8))
    """Stands in every mark, so that none can be typed; it gets into no file."""

    def mark(self, piece: Piece) -> Mark:
        """A mark for a piece."""
        self.pieces.append(piece)
        made = Mark(f"{OPENING}{self._secret}{len(self.pieces) - 1}{CLOSING}")
        made.piece = piece
        return made

    def read(self, text: str) -> list[Piece]:
        """A text with marks in it → pieces; plain text is one in any language.

        Raises ReportError for characters of a mark that stand for nothing.
        """
        found = []
        parts = text.replace(CLOSING, OPENING).split(OPENING)
        for index, part in enumerate(parts):
            if index % 2:
                if not part.startswith(self._secret):
                    raise error("private-use-character")
                found.append(self.pieces[int(part.removeprefix(self._secret))])
            elif part:
                found.append(plain(part))
        return found


def plain(text: str) -> Piece:
    """A piece of plain text."""
    return Piece(inlines=lambda language: (Words(text),))


class View:
    """Something of the report with parts. `shown` are the names under which they can be read."""

    shown: ClassVar[tuple[str, ...]] = ()

    def printed(self) -> Any:
        """What a tag prints that names the whole: a text or a mark."""
        raise error("unprintable-tag", allowed=self.shown)

    def __str__(self) -> str:
        return str.__str__(self.printed())


@dataclass(frozen=True)
class Shown(View):
    """A view of named values, and what it prints as a whole."""

    values: Mapping[str, Any]
    whole: Any = None

    @property
    def shown(self) -> tuple[str, ...]:  # type: ignore[override]
        """The names of its values."""
        return tuple(self.values)

    def printed(self) -> Any:
        """What a tag prints that names the whole."""
        if self.whole is None:
            return super().printed()
        return self.whole() if callable(self.whole) else self.whole

    def __getattr__(self, name: str) -> Any:
        try:
            values = object.__getattribute__(self, "values")
        except AttributeError:
            raise AttributeError(name) from None
        if name not in values:
            raise AttributeError(name)
        value = values[name]
        return value() if isinstance(value, Lazy) else value


@dataclass(frozen=True, slots=True)
class Lazy:
    """A value that is made when a template reads it."""

    make: Callable[[], Any]

    def __call__(self) -> Any:
        """Make it."""
        return self.make()
