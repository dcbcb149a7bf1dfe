"""Pieces of Markdown → sections: headings nested and numbered, languages paired."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from reportgen.compose.expressions import OPENING
from reportgen.compose.footnotes import displaced
from reportgen.compose.markdown import Piece, split_heading
from reportgen.document import ROLES, Block, ListBlock, Paragraph, Section
from reportgen.errors import Finding, Place, finding
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
) -> tuple[list[Section], list[Finding]]:
    """The top-level sections, and what is wrong with their order and the pairs of languages.

    `make` turns a paragraph or list, paired by language, into blocks. The abstract is not counted
    in the numbering. Text before the first heading is wrong, a level that is left out, a heading
    that lacks a language, and a block without its counterpart.
    """
    building = _Building(languages, file, make)
    run: list[Piece] = []
    for piece in pieces:
        if piece.kind == "heading" or piece.language is None:
            building.pairs(run)
            run = []
            if piece.kind == "heading":
                building.heading(piece)
            else:
                building.block(dict.fromkeys(languages, piece))
        elif run and piece.language == run[0].language != run[-1].language:
            building.pairs(run)
            run = [piece]
        else:
            run.append(piece)
    building.pairs(run)
    return building.sections(), building.faults


class _Building:
    """The sections of a text under construction, and what was wrong so far."""

    def __init__(self, languages: tuple[str, ...], file: str, make: MakeBlocks) -> None:
        self.faults: list[Finding] = []
        self._languages = languages
        self._file = file
        self._make = make
        self._stack = [_Open("", "", 0, (), Text({}))]
        self._seen: set[str] = set()
        self._told_bare = False

    def sections(self) -> list[Section]:
        while len(self._stack) > 1:
            self._close()
        return [block for block in self._stack[0].blocks if isinstance(block, Section)]

    def _tell(self, name: str, line: int, found: str | None = None, **values: str) -> None:
        self.faults.append(finding(name, Place(self._file, line), found, (), (), **values))

    def block(self, pair: Pair) -> None:
        """A paragraph or list in each language, or what stands once for all."""
        line = next(iter(pair.values())).line
        blocks = self._make(pair)
        if len(self._stack) == 1:
            if not self._told_bare:
                self._tell("text-before-heading", line)
            self._told_bare = True
            return
        section = self._stack[-1]
        if section.role == ABSTRACT:
            for block in blocks:
                if isinstance(block, Paragraph):
                    self.faults += displaced(block.content, Place(self._file, line))
                if not isinstance(block, Paragraph):
                    is_list = isinstance(block, ListBlock)
                    self._tell("list-in-abstract" if is_list else "table-in-abstract", line)
        section.blocks.extend(blocks)

    def pairs(self, run: list[Piece]) -> None:
        """Blocks of several languages, one after the other: each with its counterpart.

        Where there is none, each is still judged for itself.
        """
        columns = {
            name: [piece for piece in run if piece.language == name] for name in self._languages
        }
        counts = {name: len(column) for name, column in columns.items()}
        if len(set(counts.values())) > 1:
            found = ", ".join(f"{name}: {count}" for name, count in counts.items())
            self._tell("uneven-paragraphs", run[0].line, found)
            self._judged(run)
            return
        for pieces in zip(*columns.values(), strict=True):
            if len({piece.kind for piece in pieces}) > 1:
                self._tell("list-beside-text", pieces[1].line)
                self._judged(pieces)
            else:
                self.block(dict(zip(self._languages, pieces, strict=True)))

    def _judged(self, pieces: Sequence[Piece]) -> None:
        for piece in pieces:
            self._make({str(piece.language): piece})

    def heading(self, piece: Piece) -> None:
        """The beginning of a section."""
        if piece.level > len(self._stack):
            self._tell("level-left-out", piece.line, "#" * piece.level)
        while len(self._stack) > piece.level:
            self._close()
        opened = self._opened(piece)
        if opened.id in self._seen:
            self._tell("section-twice", piece.line, opened.id)
        self._seen.add(opened.id)
        self._stack.append(opened)

    def _opened(self, piece: Piece) -> _Open:
        texts, name = split_heading(piece.inlines[0])
        languages, parent = self._languages, self._stack[-1]
        if (len(texts) == 1 and len(languages) > 1) or len(texts) > len(languages):
            wanted = " | ".join(languages)
            self._tell("heading-without-language", piece.line, " | ".join(texts), languages=wanted)
        if OPENING in piece.inlines[0].content:
            self._tell("expression-in-heading", piece.line)
        siblings = [block for block in parent.blocks if isinstance(block, Section)]
        position = 1 + sum(block.role != ABSTRACT for block in siblings)
        role = parent.role if parent.level else name if name in ROLES else "body"
        number = (*parent.number, position)
        if not name:
            name = "-".join(part for part in (parent.id, str(len(siblings) + 1)) if part)
        heading = Text(dict(zip(languages, texts, strict=False)))
        return _Open(name, role or "body", piece.level, number, heading)

    def _close(self) -> None:
        finished = self._stack.pop().close()
        self._stack[-1].blocks.append(finished)
