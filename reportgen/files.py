"""Files written whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

from reportgen.errors import Place, ReportError, error, finding
from reportgen.messages import Quoted


def write_whole(files: Mapping[Path, bytes]) -> None:
    """Write files, over earlier ones: all of them beside their places first, then moved there.

    Folders that they need are made. Raises ReportError for a file that can't be written; every
    earlier file then stands as it was.
    """
    partials: dict[Path, Path] = {}
    folders: list[Path] = []
    try:
        for path, data in files.items():
            folders += _make_folders(path.parent)
            partials[path] = _write_beside(path, data)
        for path, partial in partials.items():
            partial.replace(path)
    except OSError as fault:
        for folder in reversed(folders):
            with suppress(OSError):  # one that holds a file stays
                folder.rmdir()
        raise _unwritable(path, fault) from None
    finally:
        for partial in partials.values():
            partial.unlink(missing_ok=True)


def write_new(folder: Path, files: Mapping[PurePosixPath, bytes]) -> None:
    """Write files into a folder where none of them is yet, making the folders that they need.

    Raises ReportError with a finding for each file that is there already, and for one that can't
    be written; the folder then stands as it was. A new folder appears with all its files at once.
    """
    paths = {folder / path: data for path, data in files.items()}
    if taken := [path for path in paths if os.path.lexists(path)]:
        raise ReportError(*(finding("file-exists", Place(str(path))) for path in taken))
    try:
        if folder.exists():
            _add(paths)
            return
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as beside:
            whole = Path(beside) / folder.name
            _add({whole / path: data for path, data in files.items()})
            whole.rename(folder)
    except OSError as fault:
        path = Path(fault.filename or folder)
        is_beside = path.name.startswith(f".{folder.name}.")
        raise _unwritable(folder if is_beside else path, fault) from None


def _add(files: Mapping[Path, bytes]) -> None:
    """Write new files; all that was made is taken away again when one can't be written."""
    made: list[Path] = []
    try:
        for path, data in files.items():
            made += _make_folders(path.parent)
            with path.open("xb") as file:
                made.append(path)
                file.write(data)
    except BaseException:
        for path in reversed(made):
            path.rmdir() if path.is_dir() else path.unlink()
        raise


def _make_folders(folder: Path) -> list[Path]:
    """Make a folder with those above it that are not there; the ones made, from the top."""
    absent = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(absent):
        path.mkdir()
    return absent[::-1]


def _write_beside(path: Path, data: bytes) -> Path:
    """Write a file beside its place, under another name; nothing is left of one that fails."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    partial = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        partial.chmod(0o644)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    return partial


def _unwritable(path: Path, fault: OSError) -> ReportError:
    return error("unwritable-file", Place(str(path)), problem=Quoted(str(fault.strerror)))
