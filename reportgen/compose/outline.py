"""Pieces of Markdown → sections: headings nested and numbered, languages paired."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from reportgen.compose.expressions import OPENING
from reportgen.compose.markdown import Piece, split_heading
from reportgen.document import ROLES, Block, Section
from reportgen.errors import Place, error
from reportgen.text import Text

ABSTRACT = "abstract"
Pair = dict[str, Piece]
"""One block of the text, by language."""
MakeBlocks = Callable[[Pair], Sequence[Block]]


@dataclass(slots=True)
class _Open:
    """A section under construction."""

    id: str
    role: str
    level: int
    number: tuple[int, ...]
    heading: Text
    blocks: list[Block] = field(default_factory=list)

    def close(self) -> Section:
        return Section(
            self.id, self.role, self.level, self.number, self.heading, tuple(self.blocks)
        )


def section_ids(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """The ids that headings give themselves, in order."""
    found = (split_heading(piece.inlines[0])[1] for piece in pieces if piece.kind == "heading")
    return tuple(name for name in found if name)


def build_sections(
    pieces: Sequence[Piece], languages: tuple[str, ...], file: str, make: MakeBlocks
) -> list[Section]:
    """The top-level sections. `make` turns a paragraph or list, paired by language, into blocks.

    The abstract is not counted in the numbering. Raises ReportError for text before the first
    heading, a level that is left out, and a heading that lacks a language.
    """
    root = _Open("", "", 0, (), Text({}))
    stack = [root]
    seen: set[str] = set()
    for entry in paired(pieces, languages, file):
        if isinstance(entry, dict):
            if len(stack) == 1:
                line = next(iter(entry.values())).line
                raise error("text-before-heading", Place(file, line))
            stack[-1].blocks.extend(make(entry))
            continue
        place = Place(file, entry.line)
        if entry.level > len(stack):
            raise error("level-left-out", place, found="#" * entry.level)
        while len(stack) > entry.level:
            _close(stack)
        opened = _open(entry, stack, languages, place)
        if opened.id in seen:
            raise error("section-twice", place, found=opened.id)
        seen.add(opened.id)
        stack.append(opened)
    while len(stack) > 1:
        _close(stack)
    return [block for block in root.blocks if isinstance(block, Section)]


def paired(
    pieces: Sequence[Piece], languages: tuple[str, ...], file: str
) -> Iterator[Piece | Pair]:
    """Headings as they are, and every other block with its counterpart in each language.

    Raises ReportError where a language's block has no counterpart or more or fewer paragraphs.
    """
    run: list[Piece] = []
    for piece in pieces:
        if piece.kind == "heading" or piece.language is None:
            yield from _pairs(run, languages, file)
            run = []
            yield piece if piece.kind == "heading" else dict.fromkeys(languages, piece)
        elif run and piece.language == run[0].language != run[-1].language:
            yield from _pairs(run, languages, file)
            run = [piece]
        else:
            run.append(piece)
    yield from _pairs(run, languages, file)


def _pairs(run: list[Piece], languages: tuple[str, ...], file: str) -> Iterator[Pair]:
    if not run:
        return
    columns = {name: [piece for piece in run if piece.language == name] for name in languages}
    counts = {name: len(column) for name, column in columns.items()}
    if len(set(counts.values())) > 1:
        found = ", ".join(f"{name}: {count}" for name, count in counts.items())
        raise error("uneven-paragraphs", Place(file, run[0].line), found=found)
    for pieces in zip(*columns.values(), strict=True):
        pair = dict(zip(languages, pieces, strict=True))
        if len({piece.kind for piece in pieces}) > 1:
            raise error("list-beside-text", Place(file, pieces[1].line))
        yield pair


def _open(piece: Piece, stack: list[_Open], languages: tuple[str, ...], place: Place) -> _Open:
    texts, name = split_heading(piece.inlines[0])
    if (len(texts) == 1 and len(languages) > 1) or len(texts) > len(languages):
        raise error(
            "heading-without-language",
            place,
            found=" | ".join(texts),
            languages=" | ".join(languages),
        )
    if OPENING in piece.inlines[0].content:
        raise error("expression-in-heading", place)
    parent = stack[-1]
    siblings = [block for block in parent.blocks if isinstance(block, Section)]
    position = 1 + sum(block.role != ABSTRACT for block in siblings)
    role = parent.role if parent.level else name if name in ROLES else "body"
    number = (*parent.number, position)
    if not name:
        name = "-".join(part for part in (parent.id, str(len(siblings) + 1)) if part)
    heading = Text(dict(zip(languages, texts, strict=False)))
    return _Open(name, role or "body", piece.level, number, heading)


def _close(stack: list[_Open]) -> None:
    finished = stack.pop().close()
    stack[-1].blocks.append(finished)
