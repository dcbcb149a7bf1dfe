"""Faults of setting in a PDF: what a reader of proofs would mark, found from where glyphs stand.

`faults(path)` reads the file with MuPDF and knows nothing of how it was made; `tests/page_lines.py`
finds lines, columns and paragraphs. Its rules of breaking are its own, and fewer than the
program's, so that it claims a better setting only where there is one.
"""

from __future__ import annotations

import re
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pymupdf
import pytest

from tests.page_lines import (
    HAN,
    Glyph,
    Line,
    Paragraph,
    body_size,
    read_lines,
    read_paragraphs,
)

FLUSH = 0.5
"""How far a full line may end from its edge, in pt."""
WIDEST = 0.25
"""A gap may be this much wider than it is by nature, in em, where another break avoids more."""
ROUNDING = 0.02
"""What measured gaps may be off by, in em."""
INDENT = 2.0
"""The indent of a Chinese paragraph, in em."""

CLOSING = "、，；：。．！？”’）》〉】〕」』］｝〗,;:!?)]}%％‰℃·～~"
OPENING = "“‘（《〈【〔「『［｛〖([{"
NOT_AT_START = CLOSING + "—…/"
NOT_AT_END = OPENING + "/"
RELATION = "=<>＝＜＞≤≥"
SPLIT = re.compile(
    r"[0-9]\n[0-9]|[0-9]\n\.[0-9]|[0-9]\.\n[0-9]|[0-9]\n[%％‰]|[0-9%]\n?[/~～–]\n?[0-9](?<=\n.)"
    rf"|[0-9%]\n[/~～–]|[{RELATION}]\n|\n[{RELATION}]|CI[:：]?\n[0-9−(（\[]|[0-9]%\nCI[:：]"
    r"|—\n—|…\n…"
)
"""A number, percentage, n/N, range, P<0.001, an interval or a two-em mark that two lines share."""
WORD = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Fault:
    rule: str
    page: int
    text: str

    def __str__(self) -> str:
        return f"page {self.page}: {self.rule}: {self.text}"


def faults(path: Path, *, song: str = "Serif", hei: str = "Sans") -> list[Fault]:
    """Every fault of a PDF's setting, in the order of rules. `song` and `hei` name the faces."""
    lines, paragraphs = read_lines(path), read_paragraphs(path)
    body = body_size(lines)
    chinese = [paragraph for paragraph in paragraphs if paragraph.is_chinese]
    return [
        *(fault for paragraph in chinese for fault in _wrong_ends(paragraph)),
        *_wrong_cell_ends(lines),
        *(fault for paragraph in paragraphs for fault in _splits(paragraph)),
        *(fault for paragraph in chinese for fault in _ragged(paragraph)),
        *(fault for paragraph in chinese for fault in _lone(paragraph)),
        *(fault for paragraph in chinese for fault in _loose(paragraph)),
        *(fault for paragraph in chinese for fault in _indent(paragraph, body)),
        *_faces(chinese, lines, body, song, hei),
        *_english(lines),
        *(f for paragraph in paragraphs if not paragraph.is_chinese for f in _rest(paragraph)),
    ]


@contextmanager
def observed_pages() -> Iterator[list[bytes]]:
    """A list that every PDF that this process writes is added to."""
    from reportgen import files

    made: list[bytes] = []
    beside = files._write_beside

    def see(path: Path, data: bytes) -> Path:
        if data.startswith(b"%PDF-"):
            made.append(data)
        return beside(path, data)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "_write_beside", see)
        yield made


def faults_of_any_look(data: bytes, ragged: str | None = None) -> list[str]:
    """The faults of a PDF whatever its faces; none of one in another language than our two.

    `ragged` stands in headings that are longer than a line, which no rule holds flush.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.pdf"
        path.write_bytes(data)
        with pymupdf.open(path) as pdf:
            if (pdf.language or "")[:2] not in ("zh", "en"):
                return []
        found = faults(path, song="", hei="")
    return [str(fault) for fault in found if ragged is None or ragged not in fault.text]


# ------------------------------------------------------------------------------- line ends


def _wrong_ends(paragraph: Paragraph) -> Iterator[Fault]:
    for one, other in pairwise(paragraph.lines):
        if one.text[-1] in NOT_AT_END:
            yield Fault(f"ends with {one.text[-1]}", one.page + 1, one.text)
        if other.text[0] in NOT_AT_START:
            yield Fault(f"begins with {other.text[0]}", other.page + 1, other.text)
        if other.glyphs[0].size < 0.8 * other.size:
            yield Fault("begins with a note mark", other.page + 1, other.text)


def _wrong_cell_ends(lines: list[Line]) -> Iterator[Fault]:
    """Cells and other lines by themselves; a lone % or dash there is a whole cell."""
    for line in lines:
        if HAN.search(line.text):
            if line.text[0] in CLOSING:
                yield Fault(f"begins with {line.text[0]}", line.page + 1, line.text)
            if line.text[-1] in OPENING:
                yield Fault(f"ends with {line.text[-1]}", line.page + 1, line.text)


def _splits(paragraph: Paragraph) -> Iterator[Fault]:
    for one, other in pairwise(paragraph.lines):
        if one.text.endswith("%") and not paragraph.is_chinese:
            continue  # 95% | CI: in English, which has a space there
        if found := SPLIT.search(f"{one.text[-9:]}\n{other.text[:9]}"):
            rule = f"splits {found.group()!r}"
            yield Fault(rule, one.page + 1, f"{one.text} | {other.text}")


def _ragged(paragraph: Paragraph) -> Iterator[Fault]:
    """Full lines that end before or behind the edge; references and centred lines are ragged."""
    first = paragraph.lines[0]
    assert first.edges
    white = first.left - first.edges[0], first.edges[1] - first.right
    is_centred = white[0] > FLUSH and abs(white[0] - white[1]) < 2 * FLUSH
    if is_centred or re.match(r"\[[0-9]+\]", paragraph.text):
        return
    for line in paragraph.lines[:-1]:
        assert line.edges
        if abs(line.right - line.edges[1]) > FLUSH:
            yield Fault(f"{line.right - line.edges[1]:.1f} pt off", line.page + 1, line.text)


def _lone(paragraph: Paragraph) -> Iterator[Fault]:
    *others, last = paragraph.lines
    letters = [glyph for glyph in last.glyphs if glyph.text.isalnum()]
    if others and sum(glyph.size > 0.8 * last.size for glyph in letters) < 2:
        yield Fault("a last line of one character", last.page + 1, last.text)


# ------------------------------------------------------------------------------------- gaps


def widening(line: Line) -> float:
    """By how much the gaps between Chinese characters are wider than by nature, in em: the most."""
    return max(
        (
            (other.left - one.right) / one.size
            for one, other in pairwise(line.glyphs)
            if one.is_han and other.is_han and one.size == other.size
        ),
        default=0.0,
    )


def _loose(paragraph: Paragraph) -> Iterator[Fault]:
    """Lines with wide gaps, where the whole paragraph could be set without any."""
    loose = [
        line for line in paragraph.lines[:-1] if widening(line) > WIDEST + ROUNDING
    ]  # fmt: skip
    if loose and _can_be_set(paragraph):
        for line in loose:
            yield Fault(f"gaps {widening(line):.2f} em wider", line.page + 1, line.text)


def _can_be_set(paragraph: Paragraph) -> bool:
    """Whether there are breaks that leave no line with wide gaps."""
    glyphs, ends = _natural(paragraph)
    first = paragraph.lines[0]
    assert first.edges
    widths = [first.edges[1] - first.left, first.edges[1] - first.edges[0]]
    gaps = [0.0]
    for one, other in pairwise(glyphs):
        gaps.append(gaps[-1] + (one.size if _is_gap(one, other) else 0))
    breaks = [i for i in range(1, len(glyphs)) if _may_end(glyphs, i)]
    reachable = {0}
    for start in [0, *breaks]:
        if start not in reachable:
            continue
        room = widths[start > 0]
        if ends[-1] - ends[start] <= room:
            return True
        for end in (each for each in breaks if each > start):
            extra = room - (ends[end] - ends[start])
            last = end - 2 if glyphs[end - 1].text == " " else end - 1
            if 0 <= extra <= WIDEST * (gaps[last] - gaps[start]):
                reachable.add(end)
    return False


def _natural(paragraph: Paragraph) -> tuple[list[Glyph], list[float]]:
    """The glyphs of a paragraph in a row, and where each would begin with nothing widened.

    Chinese characters and marks measure an em, but for marks that gave white to a neighbour; a gap
    between Chinese and letters is what it is in this line beyond those between Chinese.
    """
    glyphs: list[Glyph] = []
    ends = [0.0]
    for line in paragraph.lines:
        common = min(
            (
                other.left - one.right
                for one, other in pairwise(line.glyphs)
                if one.is_han and other.is_han
            ),
            default=0.0,
        )
        for one, other in pairwise((*line.glyphs, None)):
            assert one
            advance = one.right - one.left
            if other:
                step = other.left - one.left
                if _is_mixed(one, other):
                    advance = max(advance, step - max(common, 0))
                advance = min(advance, step)
            glyphs.append(one)
            ends.append(ends[-1] + advance)
    return glyphs, ends


def _is_mixed(one: Glyph, other: Glyph) -> bool:
    letters = [each for each in (one, other) if re.match("[A-Za-z0-9]", each.text)]
    return len(letters) == 1 and (one.is_han or other.is_han)


def _is_gap(one: Glyph, other: Glyph) -> bool:
    if one.text == " ":
        return True
    is_mark = one.text in OPENING or other.text in CLOSING + " "
    return not is_mark and (one.is_han or other.is_han) and other.size > 0.8 * one.size


def _may_end(glyphs: list[Glyph], index: int) -> bool:
    """Whether a line may surely end before a glyph: beside Chinese, or after a space."""
    one, other = glyphs[index - 1], glyphs[index]
    if other.text in NOT_AT_START + " " or one.text in NOT_AT_END or other.size < 0.8 * one.size:
        return False
    text = "".join(glyph.text for glyph in glyphs[max(0, index - 9) : index])
    if SPLIT.search(f"{text.strip()}\n{''.join(g.text for g in glyphs[index : index + 9])}"):
        return False
    is_wide = any(each.is_han or each.text in "，。；：、）（" for each in (one, other))
    remaining = "".join(glyph.text for glyph in glyphs[index:])
    return (is_wide or one.text == " ") and sum(map(str.isalnum, remaining)) > 3


# --------------------------------------------------------------------- paragraphs and faces


def _indent(paragraph: Paragraph, body: float) -> Iterator[Fault]:
    """Paragraphs of the body that are not indented by two characters."""
    first, above = paragraph.lines[0], paragraph.after
    if abs(paragraph.size - body) > 0.1 or len(paragraph.lines) < 2 or not above:
        return
    assert first.edges
    indent = (first.left - first.edges[0]) / body
    if abs(indent - INDENT) > 0.1 and not first.glyphs[0].is_bold:
        yield Fault(f"an indent of {indent:.1f} em", first.page + 1, first.text)


def _faces(
    paragraphs: list[Paragraph], lines: list[Line], body: float, song: str, hei: str
) -> Iterator[Fault]:
    """Chinese paragraphs of the body that are not Song, larger lines that are not Hei."""
    for paragraph in paragraphs:
        if abs(paragraph.size - body) < 0.1 and len(paragraph.lines) > 1:
            fonts = [g.font for line in paragraph.lines for g in line.glyphs if g.is_han]
            if sum(song in font for font in fonts) <= len(fonts) / 2:
                yield Fault("a body not in Song", paragraph.lines[0].page + 1, paragraph.text)
    for line in lines:
        fonts = [glyph.font for glyph in line.glyphs if glyph.is_han]
        if line.size > body + 1 and fonts and not all(hei in font for font in fonts):
            yield Fault("a head not in Hei", line.page + 1, line.text)


# ----------------------------------------------------------------------------------- English


def _english(lines: list[Line]) -> Iterator[Fault]:
    """Lines of words with marks of another script, or those of a typewriter."""
    for line in lines:
        words = re.findall(r"[A-Za-z]{2,}", line.text)
        if HAN.search(line.text) or len(words) < 3:
            continue
        if any(unicodedata.east_asian_width(character) in "WF" for character in line.text):
            yield Fault("a full-width mark in English", line.page + 1, line.text)
        if re.search("[\"'`]", line.text):
            yield Fault("a straight quote", line.page + 1, line.text)


def _rest(paragraph: Paragraph) -> Iterator[Fault]:
    """Last lines that are the rest of a hyphenated word."""
    *others, last = paragraph.lines
    if others and others[-1].text.endswith(("-", "\u00ad")) and not re.search(r"\s", last.text):
        yield Fault("a last line of a word's rest", last.page + 1, last.text)
