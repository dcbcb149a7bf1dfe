"""Values and files → digests of their content, from which the keys of the store are made."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from reportgen.errors import Place

ABSENT = "absent"
"""Stands for the digest of a file that isn't there or can't be read."""
LEFT_OUT = frozenset({"__pycache__", ".git"})
Seen = tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]
"""Folders and files by path, each with its digest."""
_Signature = tuple[int, ...]


def digest(*values: object) -> str:
    """The digest of values: the same in any process for values that are equal.

    It takes dataclasses, mappings (whose order counts), tuples and lists, paths, text, bytes,
    numbers, fractions and None, and raises TypeError for anything else. A Place counts for nothing:
    where something was read doesn't change what it says.
    """
    encoded: list[bytes] = []
    _encode(values, encoded.append)
    return hashlib.sha256(b"".join(encoded)).hexdigest()


def _encode(value: Any, write: Any) -> None:
    """Write a value so that no two that differ are written alike: each part with its length."""
    if isinstance(value, str):
        data = value.encode("utf-8", "surrogatepass")
        write(b"s%d:" % len(data))
        write(data)
    elif isinstance(value, tuple | list):
        write(b"(%d:" % len(value))
        for part in value:
            _encode(part, write)
    elif value is None or isinstance(value, bool | int | float):
        data = repr(value).encode()
        write(b"n%d:" % len(data))
        write(data)
    elif isinstance(value, Fraction):
        _encode(("fraction", str(value)), write)
    elif isinstance(value, Place):
        write(b"@")
    elif isinstance(value, Mapping):
        write(b"{%d:" % len(value))
        for key, part in value.items():
            _encode(key, write)
            _encode(part, write)
    elif isinstance(value, bytes):
        write(b"b%d:" % len(value))
        write(value)
    elif isinstance(value, Path):
        _encode(("path", str(value)), write)
    elif is_dataclass(value) and not isinstance(value, type):
        name, members = _members(type(value))
        write(name)
        for member in members:
            _encode(getattr(value, member), write)
    else:
        raise TypeError(f"a {type(value).__qualname__} has no digest")


@cache
def _members(kind: type) -> tuple[bytes, tuple[str, ...]]:
    """How a dataclass begins when written, and the names of its fields."""
    names = tuple(field.name for field in fields(kind))
    return f"<{kind.__module__}.{kind.__qualname__} {' '.join(names)}:".encode(), names


class Files:
    """The files that a build reads, each by its content as it was when first asked for."""

    def __init__(self) -> None:
        self._digests: dict[Path, str] = {}
        self._signatures: dict[Path, _Signature] = {}
        self._folders: dict[Path, tuple[Path, ...]] = {}

    def digest(self, path: Path) -> str:
        """The digest of a file's content; ABSENT where there is no file that can be read."""
        if path not in self._digests:
            self._signatures[path] = _signature(path)
            self._digests[path] = _file_digest(path)
        return self._digests[path]

    def folder(self, path: Path) -> str:
        """The digest of every file in a folder and the folders within, with their names."""
        if path not in self._folders:
            self._folders[path] = tuple(files_within(path))
        return digest(
            [(file.relative_to(path).as_posix(), self.digest(file)) for file in self._folders[path]]
        )

    def renewed(self) -> Files:
        """The files as they are now; those whose sizes and times are as before aren't read again.

        It is for a program that goes on while its user writes.
        """
        files = Files()
        for path, signature in self._signatures.items():
            if _signature(path) == signature:
                files._signatures[path], files._digests[path] = signature, self._digests[path]
        return files

    def seen(self) -> Seen:
        """Every folder and file that was asked for, with its digest."""
        folders = tuple((str(path.absolute()), self.folder(path)) for path in self._folders)
        within = {file for files in self._folders.values() for file in files}
        files = (path for path in self._digests if path not in within)
        return folders, tuple((str(path.absolute()), self._digests[path]) for path in files)

    def are_as(self, seen: Seen) -> bool:
        """Whether folders and files have the content that was seen at another time."""
        folders, files = seen
        return all(self.digest(Path(path)) == then for path, then in files) and all(
            self.folder(Path(path)) == then for path, then in folders
        )

    def are_unchanged(self) -> bool:
        """Whether all of them are as they were, as far as sizes and times tell.

        Someone may save a file between the moment it is digested and the moment it is read: what
        was made of it must then not be kept under the digest.
        """
        return all(
            _signature(path) == signature for path, signature in self._signatures.items()
        ) and all(tuple(files_within(path)) == files for path, files in self._folders.items())


def files_within(folder: Path, above: tuple[str, ...] = ()) -> Iterator[Path]:
    """The files in a folder and those within, in an order that is always the same.

    Left out are what Python compiles and the history that Git keeps. Links are followed, but not
    in a circle.
    """
    real = os.path.realpath(folder)
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name in LEFT_OUT or real in above:
            continue
        if entry.is_dir():
            yield from files_within(Path(entry.path), (*above, real))
        else:
            yield Path(entry.path)


def _file_digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ABSENT


def _signature(path: Path) -> _Signature:
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
