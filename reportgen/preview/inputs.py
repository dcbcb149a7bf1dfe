"""What a report is made from → the files and folders whose change asks for a new build."""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reportgen.config import Project
from reportgen.digest import files_within
from reportgen.extensions import LOCALE_FILES, PLUGINS
from reportgen.theme.chain import PROJECT_TEMPLATES

OF_THE_PROJECT = (PROJECT_TEMPLATES, PLUGINS, LOCALE_FILES)
"""Folders of a project that are of no use to others."""
OF_THE_SYSTEM = ("reportgen.toolchain", "reportgen.doctor", "reportgen.messages.catalogue")
"""Modules that remember what does not change while the program runs."""

Stamp = tuple[int, int, int] | None
"""What tells that a file is another than before; None for one that isn't there."""
Stamps = dict[Path, Stamp]


@dataclass(frozen=True, slots=True)
class Inputs:
    """The report's own files, and the folders of which every file counts.

    These are of themes (templates, stylesheets, fonts), plug-ins and locales.
    """

    files: tuple[Path, ...]
    trees: tuple[Path, ...]

    def file_stamps(self) -> Stamps:
        """The state of each of the report's files."""
        return {path: _stamp(path) for path in self.files}

    def tree_stamps(self) -> Stamps:
        """The state of every file of these folders."""
        return {path: _stamp(path) for folder in self.trees for path in files_within(folder)}

    def folders(self) -> frozenset[Path]:
        """The folders in which something may change. Those that aren't there are left out."""
        wanted = {path.parent for path in self.files} | {path.parent for path in self.trees}
        return frozenset(
            folder for folder in (*wanted, *_folders_within(self.trees)) if folder.is_dir()
        )


def inputs_of(report: Path, project: Project | None, shipped: Path) -> Inputs:
    """What a report depends on, as far as it is known before report.yaml could be read.

    `report` is report.yaml, `shipped` the folder of the themes that come with the program.
    """
    files = [report]
    if project is not None:
        config = project.config
        named = [config.narrative, config.references]
        named += [
            path for survey in config.surveys.values() for path in (survey.data, survey.codebook)
        ]
        files += [project.folder / path for path in named if path is not None]
    return Inputs(
        tuple(dict.fromkeys(files)), (*(report.parent / name for name in OF_THE_PROJECT), shipped)
    )


def forget_files() -> None:
    """Empty every memory that the program keeps of fonts, themes, their templates and locales.

    What it knows of its own code, libraries and system stays, as that doesn't change under it.
    """
    for name, module in tuple(sys.modules.items()):
        if name.partition(".")[0] == "reportgen" and name not in OF_THE_SYSTEM:
            for value in tuple(vars(module).values()):
                if isinstance(value, functools._lru_cache_wrapper):
                    value.cache_clear()


def _folders_within(folders: tuple[Path, ...]) -> Iterator[Path]:
    for folder in folders:
        yield folder
        yield from (path for path in folder.rglob("*") if path.is_dir())


def _stamp(path: Path) -> Stamp:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
