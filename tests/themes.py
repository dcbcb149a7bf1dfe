"""Themes for tests: a theme whose nearest files stand in a folder of the test's own."""

from pathlib import Path

from reportgen.theme import Theme


def placed(theme: Theme, folder: Path, name: str = "house") -> Theme:
    """The theme with one before it that has its files, and no tokens, in `folder`."""
    return theme.model_copy(update={"name": name, "layers": {name: folder, **theme.layers}})
