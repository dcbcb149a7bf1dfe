"""The store: what was computed earlier, by the digest of all that it was computed from.

It is a folder of the user's, never one of a project: what is unpacked from it was written by this
program for this user. Whatever is wrong with it, it holds nothing, and the work is done anew.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import re
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

FOLDER_VARIABLE = "REPORTGEN_CACHE"
REPORTS = "reports"
"""The folder of the projects' stores, within that of the program."""
MARK = b"reportgen store 1\n"
DAY = 24 * 60 * 60
KEPT_FOR = 30 * DAY
"""Seconds for which an entry is kept that no build has asked for."""
MOST_BYTES = 256_000_000
"""How much the store of one project keeps at the end of a build."""
PARTIAL = ".partial"
"""The ending of an entry that is being written."""
TRUSTED = frozenset({"document", "results", "survey", "text", "errors", "charts"})
"""The modules of the program whose types an entry may hold."""


def cache_folder() -> Path:
    """The folder for what can be computed again: that of the user, or REPORTGEN_CACHE."""
    if named := os.environ.get(FOLDER_VARIABLE):
        return Path(named).expanduser().absolute()
    import platformdirs

    return Path(platformdirs.user_cache_dir("reportgen", appauthor=False))


def project_store(folder: Path) -> Store:
    """The store of the project in a folder."""
    project = folder.resolve()
    name = re.sub(r"[^\w-]+", "-", project.name)[:40] or "report"
    place = hashlib.sha256(os.fsencode(project)).hexdigest()[:16]
    reports = cache_folder() / REPORTS
    # A folder that came with the project may hold what someone else wrote.
    is_apart = not reports.resolve().is_relative_to(project)
    return Store(reports / f"{name}-{place}" if is_apart else None)


@dataclass(frozen=True, slots=True)
class Freed:
    """How much was removed."""

    entries: int
    bytes: int


class Store:
    """Entries by kind and key, in one folder; without a folder it keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder if folder is not None and _is_ours(folder) else None

    @property
    def is_usable(self) -> bool:
        """Whether anything can be kept."""
        return self._folder is not None

    def load(self, kind: str, key: str) -> Any:
        """What was saved under a key, or None: where there is nothing, or nothing whole."""
        if self._folder is None:
            return None
        path = self._path(kind, key)
        try:
            data = _read(path)
        except OSError:
            return None
        seal, packed = data[len(MARK) : len(MARK) + 32], memoryview(data)[len(MARK) + 32 :]
        if not data.startswith(MARK) or seal != _seal(kind, key, packed):
            return None
        try:
            found = _Unpickler(io.BytesIO(packed)).load()
        except Exception:  # whatever a pickle may raise: the entry is as good as none
            return None
        with suppress(OSError):
            os.utime(path)
        return found

    def save(self, kind: str, key: str, value: object) -> None:
        """Keep a value under a key, whole or not at all. Where that fails, nothing is kept."""
        if self._folder is None:
            return
        packed = memoryview(pickle.dumps(value, protocol=5))
        path = self._path(kind, key)
        with suppress(OSError):
            handle, name = tempfile.mkstemp(dir=self._folder, prefix=kind, suffix=PARTIAL)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.writelines((MARK, _seal(kind, key, packed), packed))
                Path(name).replace(path)
            except OSError:
                Path(name).unlink(missing_ok=True)

    def tidy(self) -> None:
        """Remove what no build has asked for in a long time, and the oldest beyond the bound."""
        if self._folder is None:
            return
        now = time.time()
        with suppress(OSError):
            os.utime(self._folder)
            for folder in _stores(self._folder.parent):
                if folder.stat().st_mtime < now - KEPT_FOR:
                    shutil.rmtree(folder, ignore_errors=True)
        size = 0
        for path, found in sorted(self._entries(), key=lambda entry: -entry[1].st_mtime):
            size += found.st_size
            age = now - found.st_mtime
            if size > MOST_BYTES or age > (DAY if path.suffix == PARTIAL else KEPT_FOR):
                with suppress(OSError):
                    path.unlink()

    def clear(self) -> Freed:
        """Remove the store, and return how much it held."""
        entries = list(self._entries())
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        return Freed(len(entries), sum(found.st_size for _, found in entries))

    def _path(self, kind: str, key: str) -> Path:
        assert self._folder is not None
        return self._folder / f"{kind}-{key}"

    def _entries(self) -> Iterator[tuple[Path, os.stat_result]]:
        if self._folder is None:
            return
        with suppress(OSError), os.scandir(self._folder) as entries:
            for entry in entries:
                with suppress(OSError):
                    if entry.is_file(follow_symlinks=False):
                        yield Path(entry.path), entry.stat(follow_symlinks=False)


def clear_all() -> Freed:
    """Remove the store of every project, and return how much they held."""
    reports = cache_folder() / REPORTS
    freed = [Store(folder).clear() for folder in _stores(reports)]
    with suppress(OSError):
        reports.rmdir()
    return Freed(sum(each.entries for each in freed), sum(each.bytes for each in freed))


class _Unpickler(pickle.Unpickler):
    """Unpacks values of the program's own types, and nothing that could run other code."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("fractions", "Fraction"):
            return Fraction
        package, _, rest = module.partition(".")
        if package == "reportgen" and rest.partition(".")[0] in TRUSTED and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is not kept in a store")


def _seal(kind: str, key: str, packed: memoryview) -> bytes:
    """What shows that an entry is whole, and the one that its name says."""
    return hashlib.sha256(b"".join((kind.encode(), b" ", key.encode(), b" ", packed))).digest()


def _read(path: Path) -> bytes:
    """The content of a file of our own. Raises OSError for a link, and for anyone else's file."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode) or not _is_owned(found):
            raise PermissionError(path)
        return file.read()


def _is_ours(folder: Path) -> bool:
    """Make a folder that only its owner may enter, and return whether it is one."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        found = folder.lstat()
        is_private = os.name == "nt" or not found.st_mode & 0o022
        return stat.S_ISDIR(found.st_mode) and _is_owned(found) and is_private
    except OSError:
        return False


def _is_owned(found: os.stat_result) -> bool:
    """Whether a file belongs to the user who runs the program."""
    return not hasattr(os, "geteuid") or found.st_uid == os.geteuid()


def _stores(reports: Path) -> list[Path]:
    """The folders of the projects' stores."""
    with suppress(OSError), os.scandir(reports) as entries:
        return [Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False)]
    return []
