"""Files on disk → the page of each edition, with what did not change kept from before.

This is the one module of the preview that asks the stages of the pipeline.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from reportgen.charts import Drawing, draw
from reportgen.compose import compose
from reportgen.config import CONFIG_NAME, Project, read_config
from reportgen.document import Document, Figure
from reportgen.editions import EDITIONS, printed_edition
from reportgen.errors import Finding, ReportError, error
from reportgen.locales import load_locale
from reportgen.pipeline import theme_of
from reportgen.preview.faults import findings_of
from reportgen.preview.inputs import Inputs, Stamps, forget_files, inputs_of
from reportgen.preview.shelf import Shelf
from reportgen.readers import read_surveys
from reportgen.renderers import Rendering
from reportgen.renderers.assets import browser_assets
from reportgen.renderers.characters import check_characters
from reportgen.renderers.html import to_html
from reportgen.resources import templates_folder
from reportgen.results import Results
from reportgen.statistics import tabulate
from reportgen.theme import Theme, known_themes

PICTURES = {"html": "svg", "pdf": "svg", "docx": "png"}
"""The kind of drawing that a format holds."""


@dataclass(frozen=True, slots=True)
class View:
    """What someone looks at: an edition, in a theme. Without one, in that of report.yaml."""

    edition: str
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The newest page of a view that could be made, and what is wrong since then."""

    html: str = ""
    built: float = 0.0
    """When, in seconds since 1970."""
    seconds: float = 0.0
    """How long it took."""
    findings: tuple[Finding, ...] = ()

    @property
    def version(self) -> str:
        """What tells this page from others; empty where there is none."""
        return sha256(self.html.encode()).hexdigest()[:16] if self.html else ""


@dataclass(frozen=True, slots=True)
class _Look:
    """A report in one theme, as far as it is the same for every edition."""

    document: Document
    theme: Theme


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A drawing, and all that it was made from."""

    figure: Figure
    theme: Theme
    drawing: Drawing


class Session:
    """A report that is looked at while it is being written. Not for two threads at once."""

    def __init__(self, path: Path) -> None:
        self.path = path / CONFIG_NAME if path.is_dir() else path
        self.shelf = Shelf()
        self.generation = 0
        """Counts how often the files have been read."""
        self.project: Project | None = None
        """The report's configuration as last read without fault."""
        self._findings: tuple[Finding, ...] = ()
        self._seconds = 0.0
        self._files: Stamps = {}
        self._themes: Stamps = {}
        self._results: tuple[str, Results] | None = None
        self._looks: dict[str, _Look] = {}
        self._drawn: dict[tuple[str, str, str, str], _Drawn] = {}
        self._pages: dict[View, tuple[int, Page]] = {}

    @property
    def folder(self) -> Path:
        """The folder of the report."""
        return self.path.parent

    @property
    def inputs(self) -> Inputs:
        """What to watch."""
        return inputs_of(self.path, self.project, templates_folder())

    @property
    def editions(self) -> tuple[str, ...]:
        """The editions that the report can be shown in, those of report.yaml first."""
        if self.project is None:
            return ()
        languages = set(self.project.languages)
        known = (*self.project.config.editions, *EDITIONS)
        return tuple(
            name for name in dict.fromkeys(known) if languages.issuperset(EDITIONS[name].languages)
        )

    @property
    def themes(self) -> tuple[str, ...]:
        """The themes that the report can be shown in."""
        return tuple(known_themes(self.folder))

    @property
    def default_edition(self) -> str:
        """The edition to show first."""
        return next(iter(self.editions or EDITIONS))

    def is_stale(self) -> bool:
        """Whether a file is another than when it was last read."""
        inputs = self.inputs
        return self._files != inputs.file_stamps() or self._themes != inputs.theme_stamps()

    def update(self) -> None:
        """Read everything anew. What is wrong is told by the pages."""
        began = time.perf_counter()
        inputs = self.inputs
        files, themes = inputs.file_stamps(), inputs.theme_stamps()  # before anything is read
        if themes != self._themes:
            forget_files()
            self.shelf.forget_names()
            self._drawn.clear()
        self._looks.clear()
        try:
            self.project = read_config(self.path)
            files = self.inputs.file_stamps() | files
            self._tabulate(self.project)
            self._findings = ()
        except Exception as fault:  # whatever it is, the preview goes on
            self._findings = findings_of(fault)
        watched = self.inputs.file_stamps()
        self._files, self._themes = {path: files.get(path) for path in watched}, themes
        self.generation += 1
        self._seconds = time.perf_counter() - began

    def page(self, view: View) -> Page:
        """The page of a view, made anew when the files have been read since the last one."""
        if not self.generation:
            self.update()
        made, before = self._pages.get(view, (0, Page()))
        if made != self.generation:
            self._pages[view] = (self.generation, self._made(view, before))
        return self._pages[view][1]

    def rendering(self, view: View, kind: str = "html") -> Rendering:
        """What a renderer of that format needs of a view. Raises ReportError where it can't be."""
        if self._findings:
            raise ReportError(*self._findings)
        if view.edition not in self.editions:
            raise error("unwritten-edition", found=view.edition, allowed=self.editions)
        look = self._look(view.theme)
        edition = printed_edition(view.edition, look.theme)
        drawings = {
            (figure.id, language): self._drawing(figure, language, look.theme, PICTURES[kind])
            for figure in look.document.figures()
            for language in edition.body
        }
        return Rendering(look.document, edition, look.theme, drawings)

    def _made(self, view: View, before: Page) -> Page:
        """The page of a view, or the one before with what is wrong."""
        began = time.perf_counter()
        try:
            rendering = self.rendering(view)
            check_characters(rendering)
            html = self.shelf.put(to_html(rendering), browser_assets(rendering))
        except Exception as fault:  # whatever it is, the preview goes on
            return replace(before, findings=findings_of(fault))
        seconds = self._seconds + time.perf_counter() - began
        return Page(html, time.time(), seconds)

    def _tabulate(self, project: Project) -> None:
        """Get the results; those from before when all that they are made from is the same."""
        key = _digest(project)
        if self._results is None or key is None or self._results[0] != key:
            self._results = (key or "", tabulate(read_surveys(project), project))

    def _look(self, name: str) -> _Look:
        """The report in a theme, by its name."""
        if name not in self._looks:
            assert self.project is not None
            assert self._results is not None
            theme = theme_of(self.project, name)
            document = compose(self.project, self._results[1], theme)
            self._looks[name] = _Look(document, theme)
        return self._looks[name]

    def _drawing(self, figure: Figure, language: str, theme: Theme, picture: str) -> Drawing:
        """The drawing of a figure; the one from before when figure and theme are the same."""
        key = (theme.name, figure.id, language, picture)
        drawn = self._drawn.get(key)
        if drawn is None or drawn.figure != figure or drawn.theme != theme:
            place = self.project.place("figures", figure.id, "chart") if self.project else None
            drawing = draw(figure, load_locale(language, theme), theme, (picture,), place)
            drawn = self._drawn[key] = _Drawn(figure, theme, drawing)
        return drawn.drawing


def _digest(project: Project) -> str | None:
    """A digest of what results are made from; None where a file can't be read."""
    digest = sha256(project.config.model_dump_json(exclude=_APART).encode())
    try:
        for survey in project.config.surveys.values():
            for path in (survey.data, survey.codebook):
                digest.update(sha256((project.folder / path).read_bytes()).digest())
    except OSError:
        return None
    return digest.hexdigest()


_APART = {
    "title", "article", "narrative", "references", "published", "theme", "editions", "formats",
    "name",
}  # fmt: skip
"""The keys of report.yaml that no result depends on."""
