"""Entries → lines for a terminal, aligned however wide their characters are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from textwrap import wrap

from rich.cells import cell_len, set_cell_size

from reportgen.listing.entry import Entry
from reportgen.messages import say

INDENT = "  "
GAP = "   "
BETWEEN = " · "
"""What stands between the languages of a label."""
FULLEST, LESSER = "share", ("percent", "count", "fraction", "interval")
"""A form, and those that are left out beside it: what they print, it prints too, or nearly."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list."""

    text: str
    is_heading: bool = False


def lines(entries: Iterable[Entry], width: int) -> Iterator[Line]:
    """The lines of a list, each kind under its heading. Expressions are never cut or wrapped."""
    is_first = True
    for kind, found in groupby(entries, attrgetter("kind")):
        if not is_first:
            yield Line("")
        is_first = False
        yield Line(f"{kind}: {say(f'kind_{kind}')}", is_heading=True)
        for line in _LAYOUTS[kind](list(found), width - len(INDENT)):
            yield Line((INDENT + line).rstrip())


def _survey(entry: Entry, width: int) -> Iterator[str]:
    yield from columns([(entry.expression, *entry.printed.values())], width)
    files = f"{entry.facts['data']}, {entry.facts['codebook']}"
    yield INDENT + cut(f"{_label(entry)}   {files}", width - 2)


def _item(entry: Entry, width: int) -> Iterator[str]:
    kind = f"{entry.facts['survey']}, {entry.facts['type']}"
    base = next(iter(entry.printed.values()), "")
    yield cut(f"{entry.name}{GAP}{_label(entry)}", width)
    yield INDENT + (f"{entry.expression} = {base}{GAP}{kind}" if base else kind)
    if relevant := entry.facts.get("relevant"):
        yield f"{INDENT}{say('asked_if', relevant=relevant)}"
    rows = [(part.name, *part.label.values()) for part in entry.parts]
    yield from (INDENT * 2 + line for line in columns(rows, width - 4))


def _group(entry: Entry, width: int) -> Iterator[str]:
    """A statistic's or tag's item, and below it the expressions with what they print."""
    by = GAP + say("by", item=entry.facts["by"]) if "by" in entry.facts else ""
    yield cut(f"{entry.name}{by}{GAP}{_label(entry)}", width)
    shown = {part.name for part in entry.parts if part.facts.get("form") == FULLEST}
    parts = [
        part
        for part in entry.parts
        if part.facts.get("form") not in LESSER or part.name not in shown
    ]
    rows = [(part.expression, *_values(part)) for part in parts]
    yield from (INDENT + line for line in columns(rows, width - 2))


def _tabulation(entry: Entry, width: int) -> Iterator[str]:
    about = "; ".join(f"{name}: {fact}" for name, fact in entry.facts.items())
    parts = ((part.expression, *part.printed.values()) for part in entry.parts)
    yield from columns([(entry.expression,), *parts], width)
    yield INDENT + cut(_label(entry), width - 2)
    yield INDENT + cut(about, width - 2)


def _sections(entries: Sequence[Entry], width: int) -> Iterator[str]:
    yield from columns([(entry.expression, *_values(entry)) for entry in entries], width)


def _names(entries: Sequence[Entry], width: int) -> Iterator[str]:
    for entry in entries:
        text = f"{entry.name}: {', '.join(part.name for part in entry.parts)}"
        yield from wrap(
            text, width, subsequent_indent=INDENT, break_long_words=False, break_on_hyphens=False
        )


_Layout = Callable[[Sequence[Entry], int], Iterator[str]]


def _each(layout: Callable[[Entry, int], Iterator[str]]) -> _Layout:
    """The layout of entries of which each stands by itself."""
    return lambda entries, width: (line for entry in entries for line in layout(entry, width))


_LAYOUTS: Mapping[str, _Layout] = {
    "template": _sections,
    "surveys": _each(_survey),
    "items": _each(_item),
    "statistics": _each(_group),
    "tables": _each(_tabulation),
    "figures": _each(_tabulation),
    "sections": _sections,
    "tags": _each(_group),
    "names": _names,
}


def _values(entry: Entry) -> tuple[str, ...]:
    """What an expression prints; for a work that is not cited, or a section, its text."""
    return tuple(entry.printed.values()) or tuple(entry.label.values())


def _label(entry: Entry) -> str:
    """The label in each language, once where they are alike."""
    return BETWEEN.join(dict.fromkeys(entry.label.values()))


def columns(rows: Sequence[tuple[str, ...]], width: int) -> Iterator[str]:
    """Rows side by side where the widest fits; otherwise the first cell above the others.

    The first cell is what one copies: it stays whole. The others are cut.
    """
    if not rows:
        return
    count = max(map(len, rows))
    whole = [row + ("",) * (count - len(row)) for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*whole, strict=True)]
    if sum(widths) + len(GAP) * (count - 1) <= width:
        for row in whole:
            cells = (_padded(cell, size) for cell, size in zip(row, widths, strict=True))
            yield GAP.join(cells).rstrip()
        return
    for first, *others in rows:
        yield first
        below = GAP.join(others)
        if cell_len(below) <= width - len(GAP):
            yield GAP + below
        else:
            yield from (GAP + cut(other, width - len(GAP)) for other in others)


def cut(text: str, width: int) -> str:
    """A text in one line, cut to a width in columns."""
    text = re.sub(r"\s+", " ", text) if "\n" in text else text
    return text if cell_len(text) <= width else set_cell_size(text, width - 1) + "…"


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cell_len(text))
