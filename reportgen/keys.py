"""What a stage can read → its key: the digest of files, keys of report.yaml, theme and program."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

from reportgen.config import Project
from reportgen.digest import Files, digest
from reportgen.document import CELL_FORMS
from reportgen.extensions import LOCALE_FILES, PLUGINS
from reportgen.registry import plugin_places
from reportgen.resources import fonts_folder
from reportgen.theme import Theme
from reportgen.toolchain import toolchain

_FONTS: dict[Path, str] = {}
"""The fonts of themes that this process has met, as they were then. matplotlib keeps a font that it
has opened: what is drawn after the file has changed may be shown, but not kept for others."""
OF_THE_FILES = ("theme", "editions", "formats", "name", "pdf", "word", "published")
"""Keys of report.yaml that say how a document is printed, and nothing of what it says."""
OF_THE_TEXT = ("title", "article", "key_figures", "narrative", "references")
"""Keys of report.yaml that the statistics don't read."""
OF_A_CAPTION = ("title", "note", "chart", "span", "intervals", "panels", "neutral_at")
"""The same within a table or figure; besides, cells that name no statistic."""


class Keys:
    """The keys of what is the same for every edition and format.

    `theme` gives the look, once it is asked for; it is read by the stages.
    """

    def __init__(self, project: Project, files: Files, theme: Callable[[], Theme]) -> None:
        self._project = project
        self._files = files
        self._theme = theme
        self.are_sound = True
        """Whether what is made may be kept: not when a file is later than what was made of it."""

    @cached_property
    def program(self) -> str:
        """The digest of the program with what plug-ins and locales add to it.

        Of a project's it is that of the whole folders, since a plug-in may read a file there, and
        since a locale file may come to be that there was not.
        """
        scope = self._project.scope
        for path, was in scope.files.items():
            if self._files.digest(path) != was:  # changed since it was run
                self.are_sound = False
        names = (LOCALE_FILES, *((PLUGINS,) if self._project.config.plugins else ()))
        folders = [self._files.folder(self._project.folder / name) for name in names]
        installed = [
            self._files.folder(place) if place.is_dir() else self._files.digest(place)
            for place in plugin_places()
        ]
        return digest(toolchain(), list(scope.files.values()), folders, installed)

    @cached_property
    def results(self) -> str:
        """The key of what the statistics find."""
        from reportgen.statistics.needs import NEEDS

        config = self._config((*OF_THE_FILES, *OF_THE_TEXT))
        for part in ("tables", "figures"):
            for each in config[part].values():
                shape = each.get("chart") if each.get("chart") in NEEDS else None
                for name in OF_A_CAPTION:
                    each.pop(name, None)
                each["shape"] = shape
                each["cells"] = [cell for cell in each.get("cells", ()) if _is_statistic(cell)]
        files = [
            (self._named(survey.data), self._named(survey.codebook))
            for survey in self._project.config.surveys.values()
        ]
        # Items hold the place in the codebook that they were read from.
        return digest("results", self.program, self._project.source.path, config, files)

    @cached_property
    def data(self) -> str:
        """The digest of the data by survey, wherever the files stand."""
        surveys = self._project.config.surveys.items()
        return digest("data", {name: self._named(survey.data)[1] for name, survey in surveys})

    @cached_property
    def document(self) -> str:
        """The key of the report as one tree of blocks."""
        config = self._project.config
        texts = [config.narrative, *([config.references] if config.references else ())]
        files = [self._named(path) for path in texts]
        said = self._config(OF_THE_FILES)
        return digest("document", self.results, said, files, self.tokens)

    @cached_property
    def tokens(self) -> str:
        """The digest of the theme without its templates: its tokens and fonts."""
        theme = self._theme()
        tokens = theme.model_dump(mode="json", exclude={"layers", "overrides"})
        fonts = {theme.folder / font.file: "" for font in theme.fonts}
        for path in fonts:
            fonts[path] = self._files.digest(path)
            if _FONTS.setdefault(path, fonts[path]) != fonts[path]:
                self.are_sound = False
        return digest(tokens, list(fonts.values()), self._files.folder(fonts_folder()))

    @cached_property
    def look(self) -> str:
        """The digest of the whole theme: also every file of its folders, and of its parents'."""
        folders = [self._files.folder(folder) for folder in self._theme().folders]
        return digest(self.tokens, tuple(self._theme().layers), folders)

    def _config(self, without: Iterable[str]) -> dict[str, Any]:
        """What report.yaml says, without some of its keys: any other, new ones too, counts."""
        return self._project.config.model_dump(mode="json", exclude=set(without))

    def _named(self, path: Path) -> tuple[str, str]:
        """A file that report.yaml names, and the digest of its content."""
        return str(path), self._files.digest(self._project.folder / path)


def _is_statistic(cell: object) -> bool:
    """Whether a column of a table, as report.yaml has it, is a statistic."""
    return not (isinstance(cell, str) and cell in CELL_FORMS)
