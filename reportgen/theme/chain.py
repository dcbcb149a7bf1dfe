"""Where themes are, what each extends, and which file of a chain comes first."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from reportgen.errors import Place, error
from reportgen.resources import templates_folder
from reportgen.yamlfile import YamlFile, read_yaml

THEME_NAME = "theme.yaml"
PROJECT_TEMPLATES = "templates"
"""The folder of a project that holds its themes, and templates that replace those of any theme."""
WORD_TEMPLATE = "template.docx"
"""The Word template of a project or theme."""
BUILT_IN = "journal"
"""The theme whose templates serve every theme that has none of its own."""
SHIPPED = "shipped"
"""What the built-in theme is called in the chain of a project's theme of the same name."""
NAME = re.compile(r"\w[\w-]*")
"""What a theme may be called: a name of a folder, never a path."""


def known_themes(project: Path | None = None) -> dict[str, Path]:
    """The folder of each theme, by name: the project's own first, then those that ship.

    `project` is the folder of report.yaml. A theme of the project may have the name of a shipped
    one, and takes its place.
    """
    found: dict[str, Path] = {}
    for root in _roots(project):
        for path in sorted(root.glob(f"*/{THEME_NAME}")):
            if NAME.fullmatch(path.parent.name):
                found.setdefault(path.parent.name, path.parent)
    return found


def read_chain(
    name: str, place: Place | None = None, project: Path | None = None
) -> list[tuple[str, YamlFile]]:
    """A theme, what it extends, and so on: name and theme.yaml of each, nearest first.

    Raises ReportError for a name that is not known, for a theme that extends itself, and for a
    theme.yaml that is no mapping.
    """
    chain: list[tuple[str, YamlFile]] = []
    known = known_themes(project)
    while True:
        if name not in known:
            raise error("unknown-theme", place, found=name, allowed=known)
        source = read_yaml(known[name] / THEME_NAME)
        if not isinstance(source.data, dict):
            raise error("theme-not-a-mapping", source.place(()))
        chain.append((name, source))
        parent = source.data.get("extends")
        if parent is None:
            return chain
        place = source.place(("extends",))
        if not isinstance(parent, str):
            raise error("not-a-text", place, found=parent, allowed=known)
        above = [earlier for earlier, _ in chain]
        if parent in above:
            raise error("theme-extends-itself", place, found=" → ".join([*above, parent]))
        name = parent


def layers(chain: Iterable[tuple[str, YamlFile]]) -> dict[str, Path]:
    """The folder of each theme of a chain, nearest first, the built-in one always at the end."""
    found = {name: source.path.parent for name, source in chain}
    shipped = templates_folder() / BUILT_IN
    if shipped not in found.values():
        found[BUILT_IN if BUILT_IN not in found else SHIPPED] = shipped
    return found


def overrides(project: Path | None) -> Path | None:
    """The project's own folder of templates, where there is one."""
    folder = project / PROJECT_TEMPLATES if project else None
    return folder if folder and folder.is_dir() and folder != templates_folder() else None


def find_file(folders: Iterable[Path], name: str) -> Path | None:
    """The first file of that name in the folders; None where none has it.

    `name` has slashes. One that leads out of its folder, by .. or by a symbolic link, is not found.
    """
    pure = PurePosixPath(name)
    if pure.is_absolute() or ".." in pure.parts or "\\" in name or "\0" in name:
        return None
    for folder in folders:
        path = folder / pure
        if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
            return path
    return None


def find_word_template(folders: Iterable[Path]) -> Path | None:
    """The nearest Word template of a chain of themes; None where none has one.

    Raises ReportError for what has its name and can't be it: a folder, or a link that leads out of
    its folder. To pass over it would make a draft without a word on what became of the template.
    """
    for folder in folders:
        path = folder / WORD_TEMPLATE
        if found := find_file([folder], WORD_TEMPLATE):
            return found
        if os.path.lexists(path):
            raise error("word-template-not-a-file", Place(str(path)))
    return None


def find_template(
    layers: Mapping[str, Path], own: Path | None, name: str
) -> tuple[str | None, Path] | None:
    """A template and the theme it is from (None for the project's own); None where none has it.

    A name that begins with that of a theme, as journal/report.html.j2, is looked for in it alone.
    """
    first, _, rest = name.partition("/")
    if rest and first in layers:
        path = find_file([layers[first]], rest)
        return (first, path) if path else None
    for theme, folder in ((None, own), *layers.items()):
        if folder and (path := find_file([folder], name)):
            return theme, path
    return None


def every_file(folders: Iterable[Path]) -> list[tuple[str, Path]]:
    """Each template and stylesheet that there is by its name, with the file that serves it."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in [*folder.glob("*.j2"), *folder.glob("blocks/*.j2"), *folder.glob("*.docx")]:
            found.setdefault(path.relative_to(folder).as_posix(), path)
    return sorted(found.items())


def _roots(project: Path | None) -> tuple[Path, ...]:
    return (*((project / PROJECT_TEMPLATES,) if project else ()), templates_folder())
