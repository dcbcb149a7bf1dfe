"""From report.yaml to the files in the output folder: every stage, in order."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.charts import FORMATS, draw
from reportgen.compose import compose
from reportgen.config import Project, read_config
from reportgen.document import Document
from reportgen.editions import caption_faults, printed_edition
from reportgen.errors import Place, ReportError, error
from reportgen.locales import fitted, load_locale, wording_faults
from reportgen.messages import Quoted
from reportgen.readers import read_surveys
from reportgen.renderers import RENDERERS, Drawings, Rendered, Rendering
from reportgen.renderers.characters import check_characters
from reportgen.renderers.ledger import write_ledger
from reportgen.results import Results
from reportgen.statistics import tabulate
from reportgen.theme import Theme, read_theme

Progress = Callable[[str, str], None]
"""Called as each stage begins, with the stage's name and what it is about to work on."""


@dataclass(frozen=True, slots=True)
class Output:
    """A file that a build has written. `pages` is None for a format that has no fixed pages."""

    path: Path
    size: int
    pages: int | None


@dataclass(frozen=True, slots=True)
class Computed:
    """A report as far as it is the same for every edition and format."""

    project: Project
    results: Results
    document: Document
    theme: Theme

    def rendering(self, edition: str, drawings: Drawings) -> Rendering:
        """One edition of the report, as a renderer takes it."""
        printed = printed_edition(edition, self.theme, self.project.editions)
        return Rendering(self.document, printed, self.theme, drawings)


def build(
    path: Path,
    output: Path,
    *,
    editions: tuple[str, ...] = (),
    formats: tuple[str, ...] = (),
    progress: Progress = lambda stage, detail: None,
) -> tuple[Output, ...]:
    """Build a report and return the files written.

    `path` is report.yaml or its folder. `editions` and `formats` are those of report.yaml when
    empty. Every file is rendered before the first is written, and each is written whole: after a
    ReportError an earlier output stands as it was.
    """
    progress("config", str(path))
    project = read_config(path)
    with project.scope.active():
        editions = _written(editions or project.config.editions, project)
        formats = _renderable(formats or project.config.formats, project)
        _must_be_writable(output)
        report = compute(project, progress)
        drawings = _draw(report, editions, formats, progress)
        name, files = project.config.name, dict[str, Rendered]()
        for edition in editions:
            rendering = report.rendering(edition, drawings)
            for kind in formats:
                file = f"{name}.{edition}.{kind}"
                progress("render", file)
                files[file] = RENDERERS.call(kind, rendering, gives=Rendered)
        files[f"{name}.numbers.csv"] = Rendered(
            write_ledger(report.document, drawings, report.theme)
        )
    progress("write", str(output))
    return _write({output / file: rendered for file, rendered in files.items()})


def compute(project: Project, progress: Progress = lambda stage, detail: None) -> Computed:
    """Read, tabulate and compose a report: all that comes before its look."""
    config = project.config
    with project.scope.active():
        theme = _theme(project)
        progress("readers", ", ".join(config.surveys))
        surveys = read_surveys(project)
        progress("statistics", f"{len(config.tables)} tables, {len(config.figures)} figures")
        results = tabulate(surveys, project)
        progress("compose", str(config.narrative))
        return Computed(project, results, compose(project, results, theme), theme)


def _theme(project: Project) -> Theme:
    """The report's theme, its words and captions in languages that there are."""
    loaded = read_theme(project.config.theme, project.place("theme"), project.folder)
    faults = [*wording_faults(loaded), *caption_faults(loaded, project.languages)]
    if faults:
        raise ReportError(*faults)
    return fitted(loaded.theme, project.languages)


def rehearse(report: Computed) -> None:
    """Raise what a build would, short of rendering.

    That is: an unknown format, a chart that can't be drawn, a character that no font has.
    """
    config = report.project.config
    with report.project.scope.active():
        _renderable(config.formats, report.project)
        drawings = _draw(report, config.editions, (), lambda stage, detail: None)
        for name in config.editions:
            check_characters(report.rendering(name, drawings))


def _draw(
    report: Computed, editions: tuple[str, ...], formats: tuple[str, ...], progress: Progress
) -> Drawings:
    """Every figure in each language, drawn once.

    It is a picture where an edition prints it, and laid out only where none does: the ledger tells
    every language that the report is written in.
    """
    known = report.project.editions
    languages = dict.fromkeys(lang for name in editions for lang in known[name].body)
    kinds = dict.fromkeys(kind for name in formats for kind in _PICTURES.get(name, FORMATS))
    progress("charts", ", ".join(languages))
    return {
        (figure.id, language): draw(
            figure,
            load_locale(language, report.theme),
            report.theme,
            formats=tuple(kinds) if language in languages else (),
            place=report.project.place("figures", figure.id, "chart"),
        )
        for figure in report.document.figures()
        for language in report.document.languages
    }


_PICTURES: Mapping[str, tuple[str, ...]] = {"pdf": ("svg",), "html": ("svg",), "docx": ("png",)}
"""How a format uses drawings; one that a plug-in adds gets them in every way."""


def _renderable(formats: tuple[str, ...], project: Project) -> tuple[str, ...]:
    """The formats, each of which has a renderer."""
    for index, name in enumerate(formats):
        if name not in RENDERERS:
            is_configured = formats == project.config.formats
            place = project.place("formats", index) if is_configured else None
            raise error("unknown-format", place, found=name, allowed=RENDERERS)
    return formats


def _written(editions: tuple[str, ...], project: Project) -> tuple[str, ...]:
    """The editions, each of which is known and prints only languages that the report has."""
    for name in editions:
        if name not in project.editions:
            raise error("unknown-edition", found=name, allowed=project.editions)
        if not set(project.editions[name].languages) <= set(project.languages):
            raise error("unwritten-edition", found=name, allowed=project.languages)
    return editions


def _must_be_writable(folder: Path) -> None:
    """Raise a ReportError, before any work is done, for a folder that can't take files."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as fault:
        raise error(
            "unwritable-folder", Place(str(folder)), problem=Quoted(str(fault.strerror))
        ) from None


def _write(files: Mapping[Path, Rendered]) -> tuple[Output, ...]:
    """Write files whole or not at all: all of them beside their places first, then moved there."""
    partials: dict[Path, Path] = {}
    try:
        for path, rendered in files.items():
            partials[path] = _write_beside(path, rendered.data)
        for path, partial in partials.items():
            partial.replace(path)
    except OSError as fault:
        problem = Quoted(str(fault.strerror))
        raise error("unwritable-file", Place(str(path)), problem=problem) from None
    finally:
        for partial in partials.values():
            partial.unlink(missing_ok=True)
    return tuple(
        Output(path, len(rendered.data), rendered.pages) for path, rendered in files.items()
    )


def _write_beside(path: Path, data: bytes) -> Path:
    """Write a file beside its place, under another name; nothing is left of one that fails."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    partial = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        partial.chmod(0o644)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    return partial
