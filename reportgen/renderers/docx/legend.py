"""What the keys of a draft's content controls stand for: a part of the file's own, in XML.

A control's tag holds 64 characters at most, too few for what a number is. So it holds a short key,
made from what stands there and never from where: a number keeps its key while the text around it
changes, and wherever it is moved to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TypeAlias

from reportgen.document import Figure, Number, Table
from reportgen.renderers.docx.markup import DECLARATION, Element, escaped, quoted
from reportgen.results import Where

NAMESPACE = "urn:reportgen:draft:1"
"""The namespace of the part, by which it is found again, whatever Word has renamed it to."""
LONGEST_KEY = 64
MOST_EARLIER = 12
"""How many of the texts that a control has held before are remembered."""
WHOLE, FIRST, REST = "whole", "first", "rest"
"""What of a number stands in a control: a key figure prints the first part larger than the rest."""


@dataclass(frozen=True, slots=True)
class NumberEntry:
    """A number: of which estimate, in which form and language, and how it was printed."""

    survey: str
    item: str
    option: str | None
    where: Where
    statistic: str | None
    estimate: str
    form: str
    language: str
    part: str
    printed: str
    title: str = ""
    """What its controls call it."""
    earlier: tuple[str, ...] = ()
    """What it printed before the draft was refreshed, the newest last."""

    @property
    def key(self) -> str:
        """The tag of its controls."""
        return number_key(self.estimate, self.form, self.language, self.part)


class _Noted:
    """What has notes of its own, below it."""

    __slots__ = ()
    note: str

    @property
    def words_of_note(self) -> str:
        """What its notes say besides numbers."""
        return _without_numbers(self.note)

    @property
    def note_text(self) -> str:
        """What its notes say."""
        return _without_marks(self.note)


@dataclass(frozen=True, slots=True)
class TableEntry(_Noted):
    """A table: its id, its language, and the text of each cell, row by row."""

    id: str
    language: str
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    """What its notes say, each number between two marks."""
    names: tuple[str, ...] = ()
    """What each row is, whatever its words and its place; a row of the head has no name."""
    columns: str = ""
    """A digest of what the columns are, in order."""

    @property
    def heads(self) -> int:
        """How many rows its head has."""
        return self.names.count("")

    @property
    def key(self) -> str:
        """The tag of its control."""
        return block_key("tbl", self.id, self.language)


@dataclass(frozen=True, slots=True)
class FigureEntry(_Noted):
    """A figure: its id, its language, and a digest of what it shows."""

    id: str
    language: str
    digest: str
    note: str = ""
    """What its notes say, each number between two marks."""

    @property
    def key(self) -> str:
        """The tag of its control."""
        return block_key("fig", self.id, self.language)


_OPENING, _CLOSING = "⟦", "⟧"
GAP = _OPENING
"""What stands for a number in the words of a note."""
Entry: TypeAlias = NumberEntry | TableEntry | FigureEntry


@dataclass(slots=True)
class Legend:
    """What each key of one draft stands for, and which edition it is."""

    edition: str
    entries: dict[str, Entry] = field(default_factory=dict)

    def told_apart(self) -> dict[tuple[str, str], str]:
        """The key of each number by its control's title and what it printed, where these are of
        one number only.

        Some programs keep the titles of controls and lose their tags.
        """
        found: dict[tuple[str, str], set[str]] = {}
        for key, entry in self.entries.items():
            if isinstance(entry, NumberEntry):
                for printed in (*entry.earlier, entry.printed):
                    found.setdefault((entry.title, printed), set()).add(key)
        return {both: key for both, (key, *others) in found.items() if not others}

    def to_xml(self) -> bytes:
        """The part's content, its entries by their keys."""
        entries = "".join([_written(key, self.entries[key]) for key in sorted(self.entries)])
        root = _begin("controls", {"xmlns:rg": NAMESPACE, "edition": self.edition})
        return f"{DECLARATION}{root}>{entries}</rg:controls>".encode()


def number_entry(
    number: Number, language: str, printed: str, part: str = WHOLE, title: str = ""
) -> NumberEntry:
    """What the key of a number stands for, where it prints as told."""
    estimate = number.estimate
    return NumberEntry(
        estimate.survey,
        estimate.item,
        estimate.option,
        estimate.where,
        estimate.measured.statistic if estimate.measured else None,
        estimate.id,
        number.form.value,
        language,
        part,
        printed,
        title,
    )


def number_key(estimate: str, form: str, language: str, part: str = WHOLE) -> str:
    """The key of a number, by the id of its estimate."""
    told = "\n".join((estimate, form, language, part))
    return f"num:{sha256(told.encode()).hexdigest()[:20]}"


def key_of(number: Number, language: str, part: str = WHOLE) -> str:
    """The key of a number."""
    return number_key(number.estimate.id, number.form.value, language, part)


def block_key(prefix: str, identity: str, language: str) -> str:
    """The key of a table or figure: its id where that fits, else a digest of it."""
    key = f"{prefix}:{identity}:{language}"
    if len(key) <= LONGEST_KEY:
        return key
    return f"{prefix}:{sha256(key.encode()).hexdigest()[:20]}:{language}"


def columns_key(names: Iterable[str]) -> str:
    """A digest of what the columns of a table are, in order."""
    return sha256("\n".join(names).encode()).hexdigest()[:20]


def key_of_block(block: Table | Figure, language: str) -> str:
    """The key of a table or figure."""
    return block_key("tbl" if isinstance(block, Table) else "fig", block.id, language)


def marked(number: str) -> str:
    """A number between the marks by which it is told from the words around it."""
    return f"{_OPENING}{number}{_CLOSING}"


def _without_numbers(note: str) -> str:
    return re.sub(f"{_OPENING}[^{_CLOSING}]*{_CLOSING}", GAP, note)


def _without_marks(note: str) -> str:
    return note.replace(_OPENING, "").replace(_CLOSING, "")


def read_legend(root: Element) -> Legend | None:
    """The legend that a part holds; None where it is another's, or is damaged."""
    if root.tag != _name("controls"):
        return None
    legend = Legend(root.get("edition", ""))
    for element in root:
        reader = _READERS.get(element.tag)
        entry: Entry | None = reader(element) if reader else None
        if entry and element.get("key") == entry.key:
            legend.entries[entry.key] = entry
    return legend


def printing(entry: NumberEntry, printed: str) -> NumberEntry:
    """The entry, now printing another text; the one before is remembered."""
    if printed == entry.printed:
        return entry
    before = [*(text for text in entry.earlier if text != entry.printed), entry.printed]
    return replace(entry, printed=printed, earlier=tuple(before[-MOST_EARLIER:]))


def _name(local: str) -> str:
    return f"{{{NAMESPACE}}}{local}"


def _begin(local: str, attributes: Mapping[str, str | None]) -> str:
    """How an element begins, without the end of its tag; None is no attribute."""
    told = [f" {name}={quoted(text)}" for name, text in attributes.items() if text is not None]
    return f"<rg:{local}{''.join(told)}"


def _of_text(local: str, text: str) -> str:
    return f"<rg:{local}>{escaped(text)}</rg:{local}>" if text else f"<rg:{local}/>"


def _written(key: str, entry: Entry) -> str:
    match entry:
        case NumberEntry():
            return _written_number(key, entry)
        case TableEntry():
            return _written_table(key, entry)
        case FigureEntry():
            return _written_figure(key, entry)


def _written_number(key: str, entry: NumberEntry) -> str:
    names = {
        "key": key, "estimate": entry.estimate, "form": entry.form, "language": entry.language,
        "part": entry.part, "survey": entry.survey, "item": entry.item, "option": entry.option,
        "statistic": entry.statistic, "title": entry.title,
    }  # fmt: skip
    where = [_begin("where", {"item": item, "code": code}) + "/>" for item, code in entry.where]
    texts = [_of_text("earlier", each) for each in entry.earlier]
    inner = "".join([*where, *texts, _of_text("printed", entry.printed)])
    return f"{_begin('number', names)}>{inner}</rg:number>"


def _written_table(key: str, entry: TableEntry) -> str:
    names = {
        "key": key, "id": entry.id, "language": entry.language, "note": entry.note,
        "columns": entry.columns,
    }  # fmt: skip
    names_of_rows = entry.names or [""] * len(entry.rows)
    called = [_begin("row", {"name": name or None}) for name in names_of_rows]
    rows = [
        f"{begun}>{''.join([_of_text('cell', cell) for cell in row])}</rg:row>"
        for begun, row in zip(called, entry.rows, strict=True)
    ]
    return f"{_begin('table', names)}>{''.join(rows)}</rg:table>"


def _written_figure(key: str, entry: FigureEntry) -> str:
    names = {
        "key": key, "id": entry.id, "language": entry.language, "digest": entry.digest,
        "note": entry.note,
    }  # fmt: skip
    return _begin("figure", names) + "/>"


def _number(element: Element) -> NumberEntry:
    return NumberEntry(
        element.get("survey", ""),
        element.get("item", ""),
        element.get("option"),
        tuple((e.get("item", ""), e.get("code", "")) for e in element.iter(_name("where"))),
        element.get("statistic"),
        element.get("estimate", ""),
        element.get("form", ""),
        element.get("language", ""),
        element.get("part", WHOLE),
        element.findtext(_name("printed")) or "",
        element.get("title", ""),
        tuple(_texts(element, "earlier")),
    )


def _table(element: Element) -> TableEntry:
    rows = tuple(element.iter(_name("row")))
    names = tuple(row.get("name", "") for row in rows)
    return TableEntry(
        element.get("id", ""),
        element.get("language", ""),
        tuple(tuple(_texts(row, "cell")) for row in rows),
        element.get("note", ""),
        names if any(names) else (),
        element.get("columns", ""),
    )


def _figure(element: Element) -> FigureEntry:
    names = ("id", "language", "digest", "note")
    return FigureEntry(*(element.get(name, "") for name in names))


_READERS: Mapping[str, Callable[[Element], Entry]] = {
    _name("number"): _number,
    _name("table"): _table,
    _name("figure"): _figure,
}


def _texts(element: Element, name: str) -> Iterator[str]:
    return (each.text or "" for each in element.iter(_name(name)))
