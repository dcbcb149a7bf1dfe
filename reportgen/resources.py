"""Where the files that ship with the program are: templates, fonts, example projects."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
EXAMPLE = "ai-imaging-2022"


def templates_folder() -> Path:
    """The folder of themes: inside the installed package, or beside it in a checkout."""
    return _shipped("templates")


def fonts_folder() -> Path:
    """The folder of the shipped fonts with their `fonts.yaml`."""
    return templates_folder() / "fonts"


def example_folder() -> Path:
    """The folder of the reference report."""
    return examples_folder() / EXAMPLE


def examples_folder() -> Path:
    """The folder of the example projects, with the list of those that begin a new one."""
    return _shipped("data")


def _shipped(name: str) -> Path:
    installed = PACKAGE / name
    return installed if installed.is_dir() else PACKAGE.parent / name
