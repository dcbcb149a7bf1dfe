"""A build made before of the same files → what it made, without reading what the files say.

A build leaves a trace: every file and folder that it read, by content, and what it made of them.
While they are the same, the report need not even be parsed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.digest import Files, Seen, digest
from reportgen.store import Store
from reportgen.toolchain import toolchain

PRINTED = "printed"
"""What the store calls finished files."""


@dataclass(frozen=True, slots=True)
class File:
    """A finished file, rendered now or before. `pages` is None without fixed pages."""

    data: bytes
    pages: int | None = None
    is_kept: bool = False
    """Whether the store had it."""
    key: str = ""
    """The key by which the store has it, if it has."""


def kept_file(store: Store, key: str) -> File | None:
    """A finished file by the key of what it prints."""
    found: tuple[bytes, int | None] | None = store.load(PRINTED, key)
    return File(*found, is_kept=True, key=key) if found else None


def recall(store: Store, asked: tuple[object, ...]) -> dict[str, File] | None:
    """The files of the last build that was asked the same, by name.

    None where anything that it read is no longer the same, or the store has lost a file.
    """
    found: tuple[Seen, tuple[tuple[str, str], ...]] | None
    found = store.load("build", _key(asked))
    if found is None or not Files().are_as(found[0]):
        return None
    files = {name: kept_file(store, key) for name, key in found[1]}
    whole = {name: file for name, file in files.items() if file}
    return whole if len(whole) == len(files) else None


def remember(
    store: Store, asked: tuple[object, ...], read: Files, made: Mapping[str, File]
) -> None:
    """Leave the trace of a build: what it read and what it made.

    There is none of a build whose files changed meanwhile, or could not all be kept.
    """
    if all(file.key for file in made.values()) and read.are_unchanged():
        keys = tuple((name, file.key) for name, file in made.items())
        store.save("build", _key(asked), (read.seen(), keys))


def _key(asked: tuple[object, ...]) -> str:
    return digest(toolchain(), str(Path.cwd()), asked)
