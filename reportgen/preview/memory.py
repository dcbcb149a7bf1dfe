"""What was computed a moment ago → the same again, without unpacking it from the disk."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from reportgen.store import Store

MOST = 1000
"""Entries held; those not asked for the longest time go."""
PASSING = frozenset({"document"})
"""Kinds of which every keystroke makes another: they are held here alone."""


class Memory(Store):
    """A store that holds its entries, in front of the project's store on the disk."""

    def __init__(self, disk: Store) -> None:
        super().__init__(None)
        self._disk = disk
        self._held: OrderedDict[tuple[str, str], Any] = OrderedDict()

    @property
    def is_usable(self) -> bool:
        """Whether anything can be kept: here it always can."""
        return True

    def load(self, kind: str, key: str) -> Any:
        """What was saved under a key, or None."""
        if (kind, key) in self._held:
            self._held.move_to_end((kind, key))
            return self._held[kind, key]
        found = self._disk.load(kind, key)
        if found is not None:
            self._hold(kind, key, found)
        return found

    def save(self, kind: str, key: str, value: object) -> None:
        """Hold a value, and keep it on the disk unless it soon gives way to another."""
        self._hold(kind, key, value)
        if kind not in PASSING:
            self._disk.save(kind, key, value)

    def tidy(self) -> None:
        """Tidy the store on the disk."""
        self._disk.tidy()

    def _hold(self, kind: str, key: str, value: object) -> None:
        self._held[kind, key] = value
        self._held.move_to_end((kind, key))
        while len(self._held) > MOST:
            self._held.popitem(last=False)
