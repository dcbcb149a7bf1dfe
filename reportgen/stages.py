"""The stages of one report, each computed when it is first asked for, or taken from the store.

A stage's key is the digest of all that it can read: the digests of files, the part of report.yaml
that reaches it, the keys of the stages before, and the toolchain. So a key that is found means a
result that would come out the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from reportgen.config import Project
from reportgen.digest import Files, digest
from reportgen.editions import EDITIONS
from reportgen.resources import fonts_folder
from reportgen.store import Store
from reportgen.theme import Theme, load_theme
from reportgen.toolchain import toolchain

if TYPE_CHECKING:
    from reportgen.charts import Drawing
    from reportgen.document import Document, Figure
    from reportgen.renderers import Rendered, Rendering
    from reportgen.results import Results

Progress = Callable[[str, str], None]
"""Called as each stage begins, with the stage's name and what it is about to work on."""
Result = TypeVar("Result")

PICTURES = {"pdf": "svg", "html": "svg", "docx": "png"}
"""The kind of drawing that a format prints. A format of another's may print either."""
LEDGER = "ledger"


def untold(stage: str, detail: str) -> None:
    """The progress that nobody follows."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A finished file that the store had."""

    data: bytes
    pages: int | None


class Stages:
    """The stages of a report. Without a store, each is computed once in this object's life."""

    def __init__(
        self, project: Project, store: Store | None = None, progress: Progress = untold
    ) -> None:
        self.project = project
        self._store = store or Store(None)
        self._progress = progress
        self._files = Files()
        self._drawings: dict[tuple[str, str, tuple[str, ...]], Drawing] = {}

    @cached_property
    def theme(self) -> Theme:
        """The look of the report."""
        return load_theme(self.project.config.theme, self.project.place("theme"))

    @cached_property
    def results(self) -> Results:
        """What the statistics found in the data."""
        return self._stage("results", self._results_key, self._tabulate)

    @cached_property
    def document(self) -> Document:
        """The report as one tree of blocks."""
        return self._stage("document", self._document_key, self._compose)

    def drawing(self, figure: Figure, language: str, kinds: tuple[str, ...]) -> Drawing:
        """A figure drawn in one language, as pictures of these kinds: svg, png or none."""
        known = figure.id, language, kinds
        if known not in self._drawings:
            key = self._drawing_key(figure, language, kinds)
            self._drawings[known] = self._stage(
                "drawing", key, lambda: self._draw(figure, language, kinds)
            )
        return self._drawings[known]

    def rendering(self, edition: str, kind: str) -> Rendering:
        """All that the file of one edition and format is made of, and nothing besides.

        The document holds the edition's languages alone, so that a file never depends on a text
        that it doesn't print.
        """
        from reportgen.excerpt import in_languages
        from reportgen.renderers import Rendering

        found = EDITIONS[edition]
        document = in_languages(self.document, found.languages)
        kinds = tuple(dict.fromkeys([PICTURES[kind]] if kind in PICTURES else PICTURES.values()))
        drawings = {
            (figure.id, language): self.drawing(figure, language, kinds)
            for figure in self.document.figures()
            for language in found.body
        }
        return Rendering(document, found, self.theme, drawings)

    def kept(self, edition: str, kind: str) -> Kept | None:
        """The file of an edition and format, where it was made before of the same things."""
        return self._kept(self._file_key(edition, kind), lambda: self._printed_key(edition, kind))

    def keep(self, edition: str, kind: str, data: bytes, pages: int | None) -> None:
        """Keep a rendered file for another time."""
        key = self._file_key(edition, kind)
        self._keep(key, self._printed_key(edition, kind), Kept(data, pages))

    def ledger(self) -> Kept:
        """The number ledger; it tells every language that the report is written in."""
        key = digest(LEDGER, self._document_key, self._look)
        if found := self._kept(key, lambda: self._ledger_key):
            return found
        from reportgen.renderers.ledger import write_ledger

        drawings = {
            (figure.id, language): self.drawing(figure, language, ())
            for figure in self.document.figures()
            for language in self.document.languages
        }
        made = Kept(write_ledger(self.document, drawings), None)
        self._keep(key, self._ledger_key, made)
        return made

    # ------------------------------------------------------------------------------- computing

    def _tabulate(self) -> Results:
        from reportgen.readers import read_surveys
        from reportgen.statistics import tabulate

        config = self.project.config
        self._progress("readers", ", ".join(config.surveys))
        surveys = read_surveys(self.project)
        tables, figures = len(config.tables), len(config.figures)
        self._progress("statistics", f"{tables} tables, {figures} figures")
        return tabulate(surveys, self.project)

    def _compose(self) -> Document:
        results = self.results
        from reportgen.compose import compose

        self._progress("compose", str(self.project.config.narrative))
        return compose(self.project, results)

    def _draw(self, figure: Figure, language: str, kinds: tuple[str, ...]) -> Drawing:
        from reportgen.charts import draw
        from reportgen.locales import load_locale

        if not self._has_told_charts:
            self._progress("charts", ", ".join(self.document.languages))
            self._has_told_charts = True
        place = self.project.place("figures", figure.id, "chart")
        return draw(figure, load_locale(language), self.theme, formats=kinds, place=place)

    # ------------------------------------------------------------------------------------ keys

    @cached_property
    def _results_key(self) -> str:
        config = self._config(("title", "article", "narrative", "references", *OF_THE_FILES))
        for part in ("tables", "figures"):
            for each in config[part].values():
                for name in OF_THE_TEXT:
                    each.pop(name, None)
        files = [
            (self._file(survey.data), self._file(survey.codebook))
            for survey in self.project.config.surveys.values()
        ]
        # Items hold the place in the codebook that they were read from.
        return digest("results", toolchain(), self.project.source.path, config, files)

    @cached_property
    def _document_key(self) -> str:
        config = self.project.config
        texts = [config.narrative, *([config.references] if config.references else ())]
        files = [self._file(path) for path in texts]
        return digest("document", self._results_key, self._config(OF_THE_FILES), files)

    @cached_property
    def _fonts(self) -> str:
        own = [self._files.digest(self.theme.folder / font.file) for font in self.theme.fonts]
        return digest(self._files.folder(fonts_folder()), own)

    @cached_property
    def _tokens(self) -> str:
        """The digest of the theme without its templates: all that a chart is drawn from."""
        return digest(self.theme.model_dump(mode="json", exclude={"folder"}), self._fonts)

    @cached_property
    def _look(self) -> str:
        """The digest of the whole theme: tokens, templates, stylesheets, Word template, fonts."""
        return digest(self._tokens, self._files.folder(self.theme.folder))

    def _drawing_key(self, figure: Figure, language: str, kinds: tuple[str, ...]) -> str:
        shown = figure.chart, in_languages(figure.tabulation, (language,))
        return digest("drawing", toolchain(), shown, language, self._tokens, sorted(kinds))

    def _file_key(self, edition: str, kind: str) -> str:
        """The key of a file by what the report is made of: known before anything is computed."""
        return digest("file", self._document_key, self._look, EDITIONS[edition], kind)

    def _printed_key(self, edition: str, kind: str) -> str:
        """The key of a file by what it prints, whatever the rest of the report says."""
        rendering = self.rendering(edition, kind)
        return digest(
            "printed",
            toolchain(),
            kind,
            rendering.edition,
            rendering.document,
            self._look,
            [(*key, drawing) for key, drawing in rendering.drawings.items()],
        )

    @cached_property
    def _ledger_key(self) -> str:
        return digest(LEDGER, toolchain(), self.document, self._tokens)

    def _config(self, without: Iterable[str]) -> dict[str, Any]:
        """What report.yaml says, without some of its keys: any other, new ones too, counts."""
        return self.project.config.model_dump(mode="json", exclude=set(without))

    def _file(self, path: Path) -> tuple[str, str]:
        """A file that report.yaml names, and the digest of its content."""
        return str(path), self._files.digest(self.project.folder / path)

    # ------------------------------------------------------------------------------- the store

    def _stage(self, kind: str, key: str, compute: Callable[[], Result]) -> Result:
        found: Result | None = self._store.load(kind, key)
        if found is None:
            found = compute()
            if self._files.are_unchanged():
                self._store.save(kind, key, found)
        return found

    def _kept(self, key: str, printed_key: Callable[[], str]) -> Kept | None:
        """A file by its key, or by what it prints: then it is entered under its key as well."""
        known: str | None = self._store.load("file", key)
        printed = known or printed_key()
        found: tuple[bytes, int | None] | None = self._store.load("printed", printed)
        if found is None:
            return None
        if known is None and self._files.are_unchanged():
            self._store.save("file", key, printed)
        return Kept(*found)

    def _keep(self, key: str, printed: str, made: Kept) -> None:
        if self._files.are_unchanged():
            self._store.save("printed", printed, (made.data, made.pages))
            self._store.save("file", key, printed)
