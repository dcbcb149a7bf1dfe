"""The lines of a PDF with their columns, read back by MuPDF: nothing here asks how it was made.

Columns are found from where lines begin and end, so that pages of one and two columns, tables and
lists are read alike.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, pairwise
from pathlib import Path

import pymupdf

HAN = re.compile("[\u3400-\u9fff\U00020000-\U000323af]")
BOLD = re.compile("-(Semi-?)?Bo")
EDGE = 0.6
"""What two edges may differ by that are one, in pt."""
APART = 1.2
"""White wider than this, in em, parts columns or the cells of a table."""
LEAD = re.compile(r"\[[0-9]+\]|(注|说明)：|Notes?\b")
"""What begins a paragraph without an indent: a reference, a note."""
LONG = 12
"""A line of running text has more characters than this, a cell or label fewer."""
FULL = 0.75
"""A line that goes on in another column has at least this part of its own."""
NEAR = 2.4
"""Baselines of a paragraph are nearer than this, in em."""

MOST_COLUMNS = 2
"""Of the body on a page of any theme."""


@dataclass(frozen=True)
class Glyph:
    text: str
    left: float
    right: float
    """Where the glyph ends by its font: what is beyond, up to the next, was added."""
    baseline: float
    size: float
    font: str

    @property
    def is_han(self) -> bool:
        return HAN.match(self.text) is not None

    @property
    def is_bold(self) -> bool:
        return BOLD.search(self.font) is not None


@dataclass(frozen=True)
class Line:
    """Glyphs in a row within a column; `edges` are the column's, or None outside of all."""

    page: int
    glyphs: tuple[Glyph, ...]
    edges: tuple[float, float] | None = None
    is_cell: bool = False

    @cached_property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs).strip()

    @cached_property
    def size(self) -> float:
        """That of most glyphs besides note marks."""
        most = max(glyph.size for glyph in self.glyphs)
        sizes = sorted(glyph.size for glyph in self.glyphs if glyph.size > 0.8 * most)
        return sizes[len(sizes) // 2]

    @cached_property
    def baseline(self) -> float:
        found = sorted(glyph.baseline for glyph in self.glyphs if glyph.size > 0.8 * self.size)
        return found[len(found) // 2]

    @property
    def left(self) -> float:
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        return max(glyph.right for glyph in self.glyphs)

    @property
    def is_bold(self) -> bool:
        return all(glyph.is_bold for glyph in self.glyphs if glyph.text.strip())

    @property
    def is_flush_left(self) -> bool:
        return self.edges is not None and abs(self.left - self.edges[0]) < EDGE


@dataclass(frozen=True)
class Paragraph:
    lines: tuple[Line, ...]
    after: Line | None
    """The line above its first, of whatever kind."""

    @property
    def size(self) -> float:
        return self.lines[0].size

    @cached_property
    def text(self) -> str:
        return "".join(line.text for line in self.lines)

    @property
    def is_chinese(self) -> bool:
        return len(HAN.findall(self.text)) > len(re.findall("[A-Za-z]", self.text)) / 2


def read_lines(path: Path) -> list[Line]:
    """The lines of a PDF, page by page and column by column."""
    with pymupdf.open(path) as document:
        rows = [(page.number, row) for page in document for row in _rows(page)]
    pieces = [Line(page, piece) for page, row in rows for piece in _pieces(row)]
    columns = _columns(pieces)
    heads = _running(pieces)
    found = []
    for page, row in rows:
        if any(_place(Line(page, piece)) in heads for piece in _pieces(row)):
            continue
        found += _in_columns(page, row, columns)
    tables = _table_sizes(found)
    lines = [
        Line(line.page, line.glyphs, line.edges, round(line.size, 1) in tables) for line in found
    ]
    return _in_order([line for line in lines if line.edges], columns) + [
        line for line in lines if not line.edges
    ]


def _in_order(lines: list[Line], columns: list[tuple[float, float]]) -> list[Line]:
    """Lines in the order in which one reads: what spans the columns parts a page into bands."""
    spans = columns[-1] if len(columns) > 1 else None
    found = []
    for _, group in groupby(sorted(lines, key=lambda line: line.page), key=lambda line: line.page):
        page = sorted(group, key=lambda line: line.baseline)
        for index, line in enumerate(page):  # the last line of what spans is short
            above = page[index - 1] if index else None
            if above and above.edges == spans and spans and _is_below(above, line):
                page[index] = replace(line, edges=spans)
        heights = [line.baseline for line in page if line.edges == spans]
        found += sorted(
            page,
            key=lambda line: (
                bisect_left(heights, line.baseline), line.edges != spans, line.edges,
                line.baseline,
            ),
        )  # fmt: skip
    return found


def _is_below(above: Line, line: Line) -> bool:
    return (
        (
            abs(line.left - above.edges[0]) < EDGE
            and abs(line.size - above.size) < 0.1
            and line.baseline - above.baseline < 1.9 * line.size
        )
        if above.edges
        else False
    )


def read_paragraphs(path: Path) -> list[Paragraph]:
    """The paragraphs that are no cells and stand in a column: a line without indent goes on."""
    lines = [line for line in read_lines(path) if line.edges]
    found: list[list[Line]] = []
    befores: list[Line | None] = []
    last: dict[float, list[Line]] = {}
    before = None
    for line in lines:
        size = round(line.size, 1)
        if line.is_bold:  # nothing of its size or smaller goes on behind a heading
            last = {each: lines for each, lines in last.items() if each > size}
        elif not line.is_cell:
            if size in last and _goes_on(last[size][-1], line, before):
                last[size].append(line)
            else:
                last[size] = [line]
                found.append(last[size])
                befores.append(before)
        before = line
    return [Paragraph(tuple(lines), b) for lines, b in zip(found, befores, strict=True)]


def body_size(lines: Iterable[Line]) -> float:
    """The size of most long lines, of Chinese ones where there are any."""
    sizes: dict[bool, Counter[float]] = {True: Counter(), False: Counter()}
    for line in lines:
        if len(line.text) > LONG:
            sizes[HAN.search(line.text) is not None][round(line.size, 1)] += len(line.text)
    most = sizes[True] or sizes[False]
    return most.most_common(1)[0][0] if most else 0.0


def _goes_on(one: Line, other: Line, before: Line | None) -> bool:
    """Whether a line is in the paragraph of another, perhaps in the column before."""
    assert one.edges
    first = other.glyphs[0]
    is_lead = LEAD.match(other.text) and first.size > 0.8 * other.size
    if not other.is_flush_left or first.is_bold or is_lead:
        return False
    if bool(HAN.search(one.text)) != bool(HAN.search(other.text)) and one.right < one.edges[1] - 9:
        return False
    if (one.page, one.edges) == (other.page, other.edges):
        return before is one and other.baseline - one.baseline < NEAR * one.size
    return one.right > one.edges[0] + FULL * (one.edges[1] - one.edges[0])


def _rows(page: pymupdf.Page) -> Iterator[list[Glyph]]:
    """Glyphs on one baseline, those in note marks among them, each row from left to right."""
    flags = pymupdf.TEXTFLAGS_RAWDICT | pymupdf.TEXT_INHIBIT_SPACES
    glyphs = [
        Glyph(
            char["c"], char["origin"][0], char["bbox"][2], char["origin"][1],
            span["size"], span["font"],
        )
        for block in page.get_text("rawdict", flags=flags)["blocks"]
        for line in block.get("lines", [])
        if line["dir"] == (1.0, 0.0)
        for span in line["spans"]
        for char in span["chars"]
    ]  # fmt: skip
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.baseline):
        if rows and glyph.baseline - rows[-1][-1].baseline < 0.4:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    for index, row in enumerate(rows):
        for below in rows[index + 1 : index + 3]:
            _adopt(row, below)
    for row in rows:
        if any(glyph.text.strip() for glyph in row):
            yield sorted(row, key=lambda glyph: glyph.left)


def _adopt(row: list[Glyph], below: list[Glyph]) -> None:
    """Move glyphs that are the note marks of the row below into it, one beside the other."""
    base = list(below)
    for leftward in (False, True):
        for glyph in sorted(row, key=lambda glyph: glyph.left, reverse=leftward):
            is_mark = any(
                0 < other.baseline - glyph.baseline < 0.6 * other.size
                and glyph.size < 0.8 * other.size
                and abs(glyph.left - other.right) < 4 * other.size
                for other in base
            )
            if is_mark and any(_touch(glyph, other) for other in below):
                row.remove(glyph)
                below.append(glyph)


def _touch(one: Glyph, other: Glyph) -> bool:
    return -1 < one.left - other.right < 0.35 * other.size or -1 < other.left - one.right < 1


def _pieces(row: Sequence[Glyph]) -> Iterator[tuple[Glyph, ...]]:
    """Parts of a row with much white between them."""
    solid = [glyph for glyph in row if glyph.text.strip()]
    starts = [other.left for one, other in pairwise(solid) if _is_apart(one, other)]
    bounds = [float("-inf"), *starts, float("inf")]
    for start, end in pairwise(bounds):
        piece = [glyph for glyph in row if start <= glyph.left < end]
        yield _stripped(piece)


def _running(pieces: list[Line]) -> set[tuple[str, int]]:
    """What stands at one height on several pages, as the first row or the last: running heads."""
    ends: dict[int, set[int]] = {}
    for page, group in groupby(pieces, key=lambda piece: piece.page):
        heights = [round(piece.baseline) for piece in group]
        ends[page] = {min(heights), max(heights)}
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for piece in pieces:
        if round(piece.baseline) in ends[piece.page]:
            seen[_place(piece)].add(piece.page)
    return {place for place, pages in seen.items() if len(pages) > 1}


def _place(line: Line) -> tuple[str, int]:
    return line.text, round(line.baseline)


def _is_apart(one: Glyph, other: Glyph) -> bool:
    return other.left - one.right > APART * max(one.size, other.size)


def _stripped(glyphs: Sequence[Glyph]) -> tuple[Glyph, ...]:
    solid = [index for index, glyph in enumerate(glyphs) if glyph.text.strip()]
    return tuple(glyphs[solid[0] : solid[-1] + 1])


def _columns(pieces: list[Line]) -> list[tuple[float, float]]:
    """Left and right edges of the columns that the body stands in, and of all together."""
    size = body_size(pieces)
    body = [piece for piece in pieces if abs(piece.size - size) < 0.1 and len(piece.text) > 7]
    lefts: Counter[float] = Counter(round(piece.left) for piece in body)
    found: list[tuple[float, float]] = []
    for left in sorted(x for x, count in lefts.items() if count >= 0.06 * len(body)):
        if found and left < found[-1][0] + 3.5 * size:
            continue
        inside = [piece for piece in body if left - 2 <= piece.left <= left + 3 * size]
        rights: dict[int, list[float]] = defaultdict(list)
        for piece in inside:
            rights[round(piece.right / 2)].append(piece.right)
        most = max(map(len, rights.values()))
        right = sorted(rights[max(x for x, ends in rights.items() if len(ends) >= most / 2)])
        exact = min(piece.left for piece in inside if abs(piece.left - left) < EDGE)
        found.append((exact, right[len(right) // 2]))
    if len(found) > 1:
        found.append((found[0][0], found[-1][1]))
    return found


def _in_columns(page: int, row: list[Glyph], columns: list[tuple[float, float]]) -> Iterator[Line]:
    """The lines of a row: in each column its pieces, or one over all columns."""
    for piece in _joined(list(_pieces(row)), columns):
        left, right = piece[0].left, max(glyph.right for glyph in piece)
        edges = next(
            (each for each in columns if each[0] - EDGE <= left and right <= each[1] + 6), None
        )
        yield Line(page, piece, edges)


def _joined(
    pieces: list[tuple[Glyph, ...]], columns: list[tuple[float, float]]
) -> Iterator[tuple[Glyph, ...]]:
    """Pieces of one column's text put together again that wide gaps have parted."""
    gutters = [(one[1], other[0]) for one, other in pairwise(columns) if one[1] < other[0]]
    current = pieces[0]
    for piece in pieces[1:]:
        one, other = current[-1], piece[0]
        is_gutter = any(
            one.right <= start + 6 and other.left >= end - EDGE for start, end in gutters
        )
        is_text = other.left - one.right < 12 * one.size and min(len(current), len(piece)) > 7
        if not is_gutter and is_text and abs(one.size - other.size) < 0.1:
            current = (*current, *piece)
        else:
            yield current
            current = piece
    yield current


def _table_sizes(lines: list[Line]) -> set[float]:
    """Sizes of text of which several pieces stand beside one another: cells, labels.

    That is two in one column of the body, or three in a row, which no page has columns for.
    """
    rows: dict[tuple[int, float, float], Counter[object]] = defaultdict(Counter)
    for line in lines:
        rows[line.page, round(line.baseline), round(line.size, 1)][line.edges] += 1
    by_size: dict[float, list[bool]] = defaultdict(list)
    for (*_, size), pieces in rows.items():
        is_row = pieces.total() > MOST_COLUMNS
        by_size[size] += [is_row or count > 1 for count in pieces.values()]
    return {size for size, are_rows in by_size.items() if sum(are_rows) > 0.25 * len(are_rows)}
