"""A YAML file → plain values, with the line and column of every key and entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from reportgen.errors import Place, ReportError, error
from reportgen.messages import Quoted

KeyPath = tuple[str | int, ...]

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class YamlFile:
    """What a YAML file holds, and where in the file each part of it stands."""

    path: Path
    data: Any
    positions: Mapping[KeyPath, tuple[int, int]]

    def place(self, key: KeyPath) -> Place:
        """The place of a key path, or of the nearest part above it that the file has."""
        name = ".".join(str(part) for part in key) or None
        for length in range(len(key), -1, -1):
            if found := self.positions.get(key[:length]):
                return Place(str(self.path), *found, key=name)
        return Place(str(self.path), key=name)


def read_yaml(path: Path) -> YamlFile:
    """Read a YAML file.

    Raises ReportError for a file that is missing, empty, not UTF-8 or not YAML, and for a key
    that stands twice in one mapping (which YAML readers resolve silently).
    """
    text = read_utf8(path)
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        if root is None:
            raise error("empty-file", Place(str(path)))
        positions: dict[KeyPath, tuple[int, int]] = {}
        _locate(root, (), positions, path)
        return YamlFile(path, loader.construct_document(root), positions)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        place = Place(str(path), mark.line + 1, mark.column + 1) if mark else Place(str(path))
        problem = Quoted(str(fault.problem or fault.context))
        raise error("invalid-yaml", place, problem=problem) from None
    except (yaml.YAMLError, ValueError) as fault:  # the latter: 2022-13-45, as a date
        raise error("invalid-yaml", Place(str(path)), problem=Quoted(str(fault))) from None
    except RecursionError:
        raise error("yaml-loop", Place(str(path))) from None
    finally:
        loader.dispose()


def read_utf8(path: Path) -> str:
    """The text of a UTF-8 file, with or without a byte order mark; ReportError otherwise."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = path.read_bytes()[: fault.start].count(b"\n") + 1
        raise error(
            "not-utf8", Place(str(path), line), found=f"0x{fault.object[fault.start]:02x}"
        ) from None
    except OSError as fault:
        raise unreadable(path, fault) from None


def read_bytes(path: Path) -> bytes:
    """The content of a file; ReportError for one that can't be opened."""
    try:
        return path.read_bytes()
    except OSError as fault:
        raise unreadable(path, fault) from None


def unreadable(path: Path, fault: OSError) -> ReportError:
    """The error for a file that can't be opened; names the most alike file beside it."""
    if isinstance(fault, FileNotFoundError):
        folder = path.parent
        names = sorted(found.name for found in folder.iterdir()) if folder.is_dir() else []
        alike = [name for name in names if Path(name).suffix == path.suffix]
        names = alike or names
        return error("no-such-file", Place(str(path)), found=path.name, allowed=names)
    return error("unreadable-file", Place(str(path)), problem=Quoted(str(fault.strerror)))


def _locate(
    node: yaml.Node, key: KeyPath, positions: dict[KeyPath, tuple[int, int]], path: Path
) -> None:
    positions.setdefault(key, (node.start_mark.line + 1, node.start_mark.column + 1))
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for name, value in node.value:
            place = (name.start_mark.line + 1, name.start_mark.column + 1)
            if not isinstance(name, yaml.ScalarNode):
                raise error("key-not-text", Place(str(path), *place))
            if name.value in seen:
                raise error("key-twice", Place(str(path), *place, key=name.value))
            seen.add(name.value)
            positions[(*key, name.value)] = place
            _locate(value, (*key, name.value), positions, path)
    elif isinstance(node, yaml.SequenceNode):
        entries: Sequence[yaml.Node] = node.value
        for index, value in enumerate(entries):
            _locate(value, (*key, index), positions, path)
