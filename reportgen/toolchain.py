"""What shapes a report besides its input → one digest: the program, its libraries, the system."""

from __future__ import annotations

import ctypes
import os
import platform
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

from reportgen.digest import Files, digest, files_within
from reportgen.fonts import subsetter
from reportgen.resources import PACKAGE

SOURCES = frozenset({".py", ".yaml"})
"""Endings of the files of the package that are part of the program."""
SHIPPED = ("templates", "data")
"""Folders inside an installed package that are input, digested as such where they are used."""
VARIABLES = ("SOURCE_DATE_EPOCH", "LANG", "LANGUAGE")
"""Environment variables that can reach a report."""
VARIABLE_PREFIXES = ("LC_", "FONTCONFIG_", "FC_", "PANGO_", "FRIBIDI_", "HB_", "FREETYPE_")
SYSTEM_LIBRARIES = {
    "pango": (
        ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
        "pango_version_string",
    ),
    "harfbuzz": (
        ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
        "hb_version_string",
    ),
}
"""The libraries that lay text out: the names of their files, and what tells their version."""
FONT_SETTINGS = Path("/etc/fonts")
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
"""Where a system keeps its fonts. A page names none of them, but Fontconfig sees them all."""


@cache
def toolchain() -> str:
    """The digest of everything that shapes a report besides its input.

    It is taken once a process: the code at work is that which was there when it was loaded.
    """
    return digest(program(), distributions(), system(), system_fonts(), environment())


def program() -> str:
    """The digest of the program's own source: modules, locales, tables of words."""
    files = Files()
    shipped = tuple(str(PACKAGE / name) + os.sep for name in SHIPPED)
    return digest(
        [
            (str(path)[len(str(PACKAGE)) :], files.digest(path))
            for path in files_within(PACKAGE)
            if path.suffix in SOURCES and not str(path).startswith(shipped)
        ]
    )


def distributions() -> tuple[str, ...]:
    """Every installed distribution with its version: those used, and those that these use."""
    found: set[str] = set()
    for folder in sys.path:
        with suppress(OSError):
            found.update(path.name for path in Path(folder).glob("*.*-info"))
    return tuple(sorted(found))


def system() -> tuple[str, ...]:
    """Python, the machine, and the versions of the libraries that lay text out."""
    versions = (_version(names, function) for names, function in SYSTEM_LIBRARIES.values())
    return (sys.version, platform.machine(), sys.platform, *versions, subsetter())


def system_fonts() -> tuple[object, ...]:
    """What Fontconfig is set to, and which fonts it can see, by name and size."""
    found: list[tuple[str, int]] = []
    for name in FONT_FOLDERS:
        for file in files_within(Path(name).expanduser()):
            with suppress(OSError):
                found.append((str(file), file.stat().st_size))
    return Files().folder(FONT_SETTINGS), *found


def environment() -> tuple[tuple[str, str], ...]:
    """The environment variables that can reach a report, with their values."""
    return tuple(
        (name, value)
        for name, value in sorted(os.environ.items())
        if name in VARIABLES or name.startswith(VARIABLE_PREFIXES)
    )


def _version(names: tuple[str, ...], function: str) -> str:
    """The version that a system library tells of itself; empty where it isn't found by a name."""
    for name in names:
        with suppress(OSError, AttributeError):
            tell = getattr(ctypes.CDLL(name), function)
            tell.restype = ctypes.c_char_p
            return str(tell().decode())
    return ""
