"""Files on disk → the page of each edition, with what did not change kept from before.

This is the one module of the preview that asks the stages of the pipeline.
"""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from reportgen.config import Project, config_file
from reportgen.digest import Files
from reportgen.editions import EDITIONS
from reportgen.errors import Finding, ReportError, error
from reportgen.pipeline import read_project, with_all_else
from reportgen.preview.faults import findings_of
from reportgen.preview.inputs import Inputs, Stamps, forget_files, inputs_of
from reportgen.preview.memory import Memory
from reportgen.preview.shelf import Shelf
from reportgen.renderers.assets import browser_assets
from reportgen.renderers.characters import check_characters
from reportgen.renderers.html import to_html
from reportgen.renderers.press import Sent, sent
from reportgen.resources import templates_folder
from reportgen.stages import Stages
from reportgen.store import Store
from reportgen.theme import known_themes
from reportgen.trace import File


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
class Order:
    """A file that someone asks for."""

    _stages: Stages
    _edition: str
    _kind: str
    _store: Store

    def found(self) -> File | None:
        """The file, if this preview or a build has made it before."""
        with self._stages.project.scope.active():
            return self._stages.known(self._edition, self._kind) or self._stages.kept(
                self._edition, self._kind
            )

    def task(self) -> Sent:
        """What a process makes it from."""
        with self._stages.project.scope.active():
            return sent(self._kind, self._stages.rendering(self._edition, self._kind))

    def keep(self, made: File) -> None:
        """Keep it for another time."""
        with self._stages.project.scope.active():
            self._stages.keep(self._edition, self._kind, made)
        self._store.tidy()


class Session:
    """A report that is looked at while it is being written. Not for two threads at once."""

    def __init__(self, path: Path, store: Store | None = None) -> None:
        self.path = config_file(path)
        self.project: Project | None = None
        """The report's configuration as last read without fault."""
        self.shelf = Shelf()
        self.generation = 0
        """Counts how often the files have been read."""
        self._store = Memory(store or Store(None))
        self._findings: tuple[Finding, ...] = ()
        self._seconds = 0.0
        self._files: Stamps = {}
        self._trees: Stamps = {}
        self._digests = Files()
        self._stages: dict[str, Stages] = {}
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
        languages, known = set(self.project.languages), self.project.editions
        names = dict.fromkeys((*self.project.config.editions, *known))
        return tuple(name for name in names if languages.issuperset(known[name].languages))

    @property
    def known_editions(self) -> Collection[str]:
        """Every edition that there is, in this report or in any."""
        return self.project.editions if self.project else EDITIONS

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
        return self._files != inputs.file_stamps() or self._trees != inputs.tree_stamps()

    def update(self) -> None:
        """Read report.yaml anew, and let everything else be read when it is asked for."""
        began = time.perf_counter()
        inputs = self.inputs
        files, trees = inputs.file_stamps(), inputs.tree_stamps()  # before anything is read
        if trees != self._trees:
            forget_files()
            self.shelf.forget_names()
        self._digests = self._digests.renewed()
        self._stages.clear()
        try:
            self.project = read_project(self.path)
            self._findings = ()
        except Exception as fault:  # whatever it is, the preview goes on
            self._findings = findings_of(fault)
        watched = self.inputs.file_stamps()
        self._files = {path: files.get(path, stamp) for path, stamp in watched.items()}
        self._trees = trees
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

    def stages(self, view: View) -> Stages:
        """The stages of the report in a view's theme. Raises ReportError where there are none."""
        if self._findings or self.project is None:
            raise ReportError(*self._findings)
        if view.edition not in self.editions:
            raise error("unwritten-edition", found=view.edition, allowed=self.editions)
        if view.theme not in self._stages:
            themed = _in_theme(self.project, view.theme)
            self._stages[view.theme] = Stages(themed, self._store, files=self._digests)
        return self._stages[view.theme]

    def order(self, view: View, kind: str) -> Order:
        """The edition in a format with pages, as the files were last read."""
        return Order(self.stages(view), view.edition, kind, self._store)

    def _made(self, view: View, before: Page) -> Page:
        """The page of a view, or the one before with what is wrong."""
        began = time.perf_counter()
        try:
            html = self._html(self.stages(view), view)
        except Exception as fault:  # whatever it is, the preview goes on
            return replace(before, findings=findings_of(fault))
        seconds = self._seconds + time.perf_counter() - began
        return Page(html, time.time(), seconds)

    def _html(self, stages: Stages, view: View) -> str:
        with stages.project.scope.active():
            try:
                rendering = stages.rendering(view.edition, "html")
                check_characters(rendering)
                return self.shelf.put(to_html(rendering), browser_assets(rendering))
            except ReportError as fault:
                raise with_all_else(fault, stages, [(view.edition, "html")]) from fault.__cause__


def _in_theme(project: Project, name: str) -> Project:
    """The project as if report.yaml named that theme; without a name, as it is."""
    if not name:
        return project
    return replace(project, config=project.config.model_copy(update={"theme": name}))
