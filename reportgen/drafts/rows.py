"""The rows and columns of an edited table → which of the built table's they are, where certain.

Word gives rows no names that outlive an edit. So a row is known by its words and numbers jointly:
by both where nobody has touched them; by its name alone where that is of one row, and its numbers
aren't those of another; by its numbers alone where it stands between its old neighbours, and has
no other row's name. What could be two rows is none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from reportgen.drafts.wording import flat, numbers_of

Rows: TypeAlias = tuple[tuple[str, ...], ...]
"""The texts of cells, row by row."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the body as it is compared."""

    group: str
    """What the row says that names the group it stands in."""
    label: str
    numbers: tuple[str, ...]

    @property
    def is_group(self) -> bool:
        return not self.numbers


@dataclass(slots=True)
class Known:
    """Of each row of an edited table, which row of the built one it is."""

    rows: list[int | None]
    """Counted from 0; None where that is not certain."""
    columns: frozenset[int] = field(default_factory=frozenset)
    """The columns of which it is certain that they are those of the built table."""

    def is_certain(self, row: int, column: int) -> bool:
        """Whether it is certain of which row and column a cell is."""
        return self.rows[row] is not None and column in self.columns


def known_rows(now: Rows, built: Rows, heads: int) -> Known:
    """Which rows and columns of a built table, with so many rows of head, an edited one has."""
    there, before = _flat(now), _flat(built)
    found: list[int | None] = [None] * len(there)
    for row in range(min(heads, len(there))):
        if _is_head(there[row], before[row]):
            found[row] = row
    body = _Body(list(_body(there, heads)), list(_body(before, heads)))
    for row, at in enumerate(body.matched(), heads):
        # One with other cells than it had, as where some were merged, can't be compared by cells.
        is_whole = at is not None and len(there[row]) == len(before[heads + at])
        found[row] = heads + at if at is not None and is_whole else None
    return Known(found, frozenset(_columns(there, before, heads, found)))


def _flat(rows: Rows) -> Rows:
    return tuple(tuple(map(flat, row)) for row in rows)


def _is_head(now: tuple[str, ...], built: tuple[str, ...]) -> bool:
    """Whether a row still is that row of the head: at least half of its words are."""
    same = sum(one == other for one, other in zip(now, built, strict=False))
    return len(now) == len(built) and 2 * same >= len(built)


def _body(rows: Rows, heads: int) -> Iterator[_Row]:
    group = ""
    for label, *numbers in (row or ("",) for row in rows[heads:]):
        group = group if numbers else label
        yield _Row(group, label, tuple(numbers))


class _Body:
    """The bodies of an edited table and of the built one, matched step by step."""

    def __init__(self, now: Sequence[_Row], built: Sequence[_Row]) -> None:
        self._now = now
        self._built = built
        self._found: list[int | None] = [None] * len(now)

    def matched(self) -> list[int | None]:
        """Of each row of the edited table, which of the built one it is."""
        self._match(lambda row: (row.group, row.label, row.numbers))
        self._match(lambda row: (row.label, row.numbers), self._is_none_of_its_group)
        named: Sequence[Callable[[_Row], Hashable]] = (
            lambda row: (row.group, row.label) if row.numbers else None,
            lambda row: row.label if row.numbers else None,
        )
        for key in named:
            self._match(key, self._has_no_other_numbers)
        self._match_between()
        self._match_below_reworded_groups()
        return self._found

    def _match(
        self,
        key: Callable[[_Row], Hashable],
        is_so: Callable[[_Row, _Row], bool] = lambda _now, _built: True,
    ) -> None:
        """Match what is alike by a key that one row on either side has, of all that there are."""
        there = Counter(map(key, self._now))
        once = {key(row): at for at, row in enumerate(self._built)}
        before = Counter(map(key, self._built))
        for row in range(len(self._now)):
            name = key(self._now[row])
            at = once.get(name)
            if name is None or at is None or there[name] > 1 or before[name] > 1:
                continue
            if self._is_free(row, at) and is_so(self._now[row], self._built[at]):
                self._found[row] = at

    def _match_between(self) -> None:
        """Match rows that were reworded, by their numbers and the neighbours that they had."""
        labels = {row.label for row in self._built if row.numbers}
        for row, each in enumerate(self._now):
            if self._found[row] is not None or each.is_group or each.label in labels:
                continue
            start, end = self._gap(row)
            alike = [at for at in range(start, end) if self._built[at].numbers == each.numbers]
            if len(alike) != 1 or not self._is_free(row, alike[0]) or self._is_named(alike[0]):
                continue
            if numbers_of(each.label) != numbers_of(self._built[alike[0]].label):
                continue  # other limits of a class are no other words for it
            if self._is_only(each.numbers) or (
                self._is_only_left(each.numbers) and self._is_alone(row, start, end)
            ):
                self._found[row] = alike[0]

    def _match_below_reworded_groups(self) -> None:
        """Match rows that are as they were between two neighbours, but for a group's name."""
        for row, each in enumerate(self._now):
            if self._found[row] is not None or not each.is_group:
                continue
            start, end = self._gap(row)
            rows = range(row, row + end - start)
            is_gap = (not row or self._found[row - 1] is not None) and rows.stop <= len(self._now)
            if not is_gap or any(self._found[at] is not None for at in rows):
                continue
            if any(at in self._found for at in range(start, end)):
                continue
            if rows.stop < len(self._now) and self._found[rows.stop] is None:
                continue
            both = [
                (self._now[a], self._built[b]) for a, b in zip(rows, range(start, end), strict=True)
            ]
            if both and all(
                (one.is_group and other.is_group)
                or (one.label, one.numbers) == (other.label, other.numbers)
                for one, other in both
            ):
                self._found[rows.start : rows.stop] = range(start, end)

    def _gap(self, row: int) -> tuple[int, int]:
        """Which rows of the built table stood between the neighbours that are known."""
        above = next((at for at in reversed(self._found[:row]) if at is not None), -1)
        below = next((at for at in self._found[row + 1 :] if at is not None), len(self._built))
        return above + 1, below

    def _is_alone(self, row: int, start: int, end: int) -> bool:
        """Whether a row is the only one between its neighbours, as one row was before."""
        around = self._found[max(row - 1, 0) : row] + self._found[row + 1 : row + 2]
        return end - start == 1 and None not in around

    def _is_only(self, numbers: tuple[str, ...]) -> bool:
        """Whether one row on either side has these numbers."""
        return all(
            sum(row.numbers == numbers for row in rows) == 1 for rows in (self._now, self._built)
        )

    def _is_only_left(self, numbers: tuple[str, ...]) -> bool:
        """Whether one row on either side has these numbers, of those that aren't known."""
        there = [row for row, at in zip(self._now, self._found, strict=True) if at is None]
        before = [row for at, row in enumerate(self._built) if at not in self._found]
        return all(sum(row.numbers == numbers for row in rows) == 1 for rows in (there, before))

    def _is_none_of_its_group(self, now: _Row, built: _Row) -> bool:
        """Whether a row that was of another group hasn't the name of a row of the one it is in."""
        return all(
            (row.group, row.label) != (now.group, now.label) or row is built for row in self._built
        )

    def _is_named(self, at: int) -> bool:
        """Whether a row that isn't known yet has the name of one of the built table."""
        label = self._built[at].label
        both = zip(self._now, self._found, strict=True)
        return any(row.label == label and known is None for row, known in both)

    def _is_free(self, row: int, at: int) -> bool:
        return self._found[row] is None and at not in self._found

    def _has_no_other_numbers(self, now: _Row, built: _Row) -> bool:
        """Whether a row of this name has not the numbers of another, nor another its numbers."""
        if now.numbers == built.numbers:
            return True
        open_ = (row for row, at in zip(self._now, self._found, strict=True) if at is None)
        return all(now.numbers != other.numbers for other in self._built) and all(
            other.numbers != built.numbers for other in open_
        )


def _columns(now: Rows, built: Rows, heads: int, found: Sequence[int | None]) -> Iterator[int]:
    """The columns that are certain: by heads as they were, else by numbers of theirs alone."""
    width = max(map(len, built), default=0)
    has_heads = list(found[:heads]) == list(range(heads))
    named = [pair for pair in zip(now[:heads], built, strict=False) if len(pair[1]) == width]
    spanning = [pair for pair in zip(now[:heads], built, strict=False) if len(pair[1]) != width]
    is_spanned = has_heads and all(there == before for there, before in spanning)
    pairs = [
        (now[row], built[at]) for row, at in enumerate(found) if at is not None and row >= heads
    ]
    for column in range(width):
        has_head = is_spanned and all(there[column] == before[column] for there, before in named)
        is_only = not column or (width == 2 and pairs)
        if has_head or is_only or _telling(pairs, column) == {column}:
            yield column


def _telling(pairs: Sequence[tuple[tuple[str, ...], tuple[str, ...]]], column: int) -> set[int]:
    """The columns that the numbers of one are of, as far as a row has each in one column only."""
    return {
        other
        for there, before in pairs
        if column < len(there)
        for other, text in enumerate(before)
        if other and text == there[column] and before.count(text) == 1
    }
