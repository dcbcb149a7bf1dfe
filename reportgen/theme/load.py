"""theme.yaml and what it extends → Theme, with the place that each token comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from reportgen.errors import Finding, Place, ReportError, finding
from reportgen.fonts import FontFace, read_face, shipped_faces
from reportgen.resources import fonts_folder
from reportgen.theme.chain import find_file, layers, overrides, read_chain
from reportgen.theme.tokens import COLOUR_NAMES, Theme, named_colours
from reportgen.theme.values import HEX
from reportgen.validation import faults
from reportgen.yamlfile import KeyPath, YamlFile

OWN = ("name", "layers", "overrides")
"""What a theme has that is no token."""


@dataclass(frozen=True, slots=True)
class LoadedTheme:
    """A theme with the files that it was read from, nearest first."""

    theme: Theme
    chain: tuple[tuple[str, YamlFile], ...]

    def origin(self, key: KeyPath) -> Place:
        """Where a token is set: in the nearest theme.yaml that has it."""
        return _place(self.chain, key)

    def tokens(self) -> Iterator[tuple[KeyPath, Any]]:
        """Every token with its value, in the order of the model."""
        data = self.theme.model_dump(mode="json", exclude=set(OWN))
        yield from _leaves(data, ())


def load_theme(name: str, place: Place | None = None, project: Path | None = None) -> Theme:
    """The theme called `name`, of a project's own folder or shipped.

    Raises ReportError: for an unknown name with the known ones, for tokens with their places.
    """
    return read_theme(name, place, project).theme


def read_theme(name: str, place: Place | None = None, project: Path | None = None) -> LoadedTheme:
    """As `load_theme`, with where each token comes from."""
    chain = tuple(read_chain(name, place, project))
    folders = layers(chain)
    tokens: dict[str, Any] = {}
    for _, source in reversed(chain):
        tokens = merged(tokens, _own_tokens(source))
    own = {"name": name, "layers": folders, "overrides": overrides(project)}
    try:
        theme = Theme.model_validate({**tokens, **own})
    except ValidationError as fault:
        found = faults(fault, partial(_place, chain), Theme, also=("extends",), but=OWN)
        raise ReportError(*found) from None
    if unknown := [*_unknown_colours(theme, chain), *_unknown_families(theme, chain)]:
        raise ReportError(*unknown)
    return LoadedTheme(theme, chain)


def merged(parent: Mapping[str, Any], child: Mapping[str, Any]) -> dict[str, Any]:
    """The tokens of a parent with those of its child in their place, groups within groups.

    A list is one value: a child's palette replaces its parent's whole.
    """
    result = dict(parent)
    for name, value in child.items():
        above = result.get(name)
        if isinstance(value, Mapping) and isinstance(above, Mapping):
            result[name] = merged(above, value)
        else:
            result[name] = value
    return result


def theme_faces(theme: Theme) -> tuple[FontFace, ...]:
    """Every face that the theme may use: those that ship with the program, and its own.

    Raises FontError, a ReportError, for a file that is missing or no font.
    """
    own = ((theme.folder / font.file, font.script) for font in theme.fonts)
    return _faces(tuple((path, script, _version(path)) for path, script in own))


@cache
def _faces(own: tuple[tuple[Path, str, int], ...]) -> tuple[FontFace, ...]:
    return (*shipped_faces(fonts_folder()), *(read_face(path, script) for path, script, _ in own))


def _version(path: Path) -> int:
    """When a file was last written; 0 for one that isn't there."""
    return path.stat().st_mtime_ns if path.is_file() else 0


def _own_tokens(source: YamlFile) -> dict[str, Any]:
    """What a theme.yaml says itself; its fonts by their full paths, since a child inherits them."""
    tokens = {name: value for name, value in source.data.items() if name != "extends"}
    known = ("extends", *(name for name in Theme.model_fields if name not in OWN))
    wrong = [
        finding("unknown-key", source.place((name,)), name, known) for name in OWN if name in tokens
    ]
    fonts = tokens.get("fonts")
    if isinstance(fonts, list):
        tokens["fonts"] = [_located(font, index, source, wrong) for index, font in enumerate(fonts)]
    if wrong:
        raise ReportError(*wrong)
    return tokens


def _located(font: Any, index: int, source: YamlFile, wrong: list[Finding]) -> Any:
    if not isinstance(font, dict) or not isinstance(font.get("file"), str):
        return font
    folder = source.path.parent
    path = find_file([folder], font["file"])
    if path is None and (folder / font["file"]).exists():
        place = source.place(("fonts", index, "file"))
        wrong.append(finding("font-outside-theme", place, font["file"]))
    return {**font, "file": (path or folder / font["file"]).absolute()}


def _unknown_families(theme: Theme, chain: tuple[tuple[str, YamlFile], ...]) -> Iterator[Finding]:
    """A finding for each family of `faces` that no font has, shipped or the theme's own."""
    families = tuple(dict.fromkeys(face.family for face in theme_faces(theme)))
    named: list[tuple[KeyPath, str]] = [
        (("faces", part), getattr(theme.faces, part))
        for part in ("body", "display", "latin", "latin_display")
    ]
    named += [(("faces", "fallback", at), name) for at, name in enumerate(theme.faces.fallback)]
    for key, family in named:
        if family not in families:
            yield finding("unknown-font-family", _place(chain, key), family, families)


def _unknown_colours(theme: Theme, chain: tuple[tuple[str, YamlFile], ...]) -> Iterator[Finding]:
    for key, colour, may_be_none in named_colours(theme):
        allowed = (*COLOUR_NAMES, *(("none",) if may_be_none else ()))
        if colour not in allowed and not HEX.fullmatch(colour):
            yield finding("unknown-colour", _place(chain, key), colour, allowed)


def _place(chain: tuple[tuple[str, YamlFile], ...], key: KeyPath) -> Place:
    """Where a token is set; for one that is not, the nearest theme's place for its group."""
    for length in range(len(key), 0, -1):
        for _, source in chain:
            if key[:length] in source.positions:
                return source.place(key)
    return Place(str(chain[0][1].path), key=".".join(map(str, key)))


def _leaves(value: Any, key: KeyPath) -> Iterator[tuple[KeyPath, Any]]:
    if isinstance(value, Mapping) and value:
        for name, inner in value.items():
            yield from _leaves(inner, (*key, name))
    else:
        yield key, value
