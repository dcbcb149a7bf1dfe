"""The projects that `reportgen init` can begin: bundled examples, as files to be written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from reportgen.config import CONFIG_NAME, ReportConfig, read_config
from reportgen.resources import examples_folder
from reportgen.schema import modeline, schema_files
from reportgen.text import Text
from reportgen.yamlfile import read_yaml

LIST_NAME = "starters.yaml"
DEFAULT = "minimal"


@dataclass(frozen=True, slots=True)
class Starter:
    """A project to begin with: an example's folder, and what its report.yaml is to say instead."""

    name: str
    title: Text
    folder: Path
    settings: Mapping[str, str | None]
    """Values of keys of report.yaml; a key whose value is None is left out."""


def starters() -> dict[str, Starter]:
    """The starters by name, as data/starters.yaml lists them."""
    found: dict[str, Starter] = {}
    for name, entry in read_yaml(examples_folder() / LIST_NAME).data.items():
        folder = examples_folder() / entry["example"]
        found[name] = Starter(name, Text(entry["title"]), folder, entry.get("report", {}))
    return found


def starter_files(name: str) -> dict[PurePosixPath, bytes]:
    """The files of a new project by their paths within it: the example's, then the schemas.

    They are those that the example's report.yaml names. YAML files begin with the comment by which
    editors find their schema. Raises KeyError for a name that no starter has.
    """
    starter = starters()[name]
    files: dict[PurePosixPath, bytes] = {}
    for path, kind in _parts(read_config(starter.folder).config, starter.settings):
        data = (starter.folder / path).read_bytes()
        if path.name == CONFIG_NAME:
            data = _set(data.decode("utf-8"), starter.settings).encode("utf-8")
        if kind is not None and path.suffix in (".yaml", ".yml"):
            data = modeline(kind, path).encode("utf-8") + data
        files[path] = data
    return files | schema_files()


def _parts(
    config: ReportConfig, settings: Mapping[str, str | None]
) -> Iterator[tuple[PurePosixPath, str | None]]:
    """Each file of a project, and the kind of its schema."""
    yield PurePosixPath(CONFIG_NAME), "report"
    yield PurePosixPath(config.narrative), None
    for survey in config.surveys.values():
        yield PurePosixPath(survey.codebook), "codebook"
        yield PurePosixPath(survey.data), None
    for kind, path in (("references", config.references), ("published", config.published)):
        if path is not None and settings.get(kind, path) is not None:
            yield PurePosixPath(path), kind


def _set(text: str, settings: Mapping[str, str | None]) -> str:
    """The text of a report.yaml with other values of keys that stand in one line each."""
    for key, value in settings.items():
        line = "" if value is None else f"{key}: {value}\n"
        text, number = re.subn(rf"^{key}: .*\n", line, text, flags=re.MULTILINE)
        if number != 1:
            raise ValueError(f"{LIST_NAME} sets {key}, which is no line of the example's own")
    return text
