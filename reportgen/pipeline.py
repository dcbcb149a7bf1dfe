"""From report.yaml to the files in the output folder: every stage, in order."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.digest import Files
from reportgen.errors import Place, error
from reportgen.files import write_whole
from reportgen.messages import Quoted
from reportgen.store import Store
from reportgen.trace import File, recall, remember

if TYPE_CHECKING:  # a build that finds its files in the store needs none of the stages
    from reportgen.config import Project
    from reportgen.document import Document
    from reportgen.results import Results
    from reportgen.stages import Progress, Stages
    from reportgen.theme import Theme


def untold(stage: str, detail: str) -> None:
    """The progress that nobody follows."""


@dataclass(frozen=True, slots=True)
class Output:
    """A file that a build has made. `pages` is None for a format that has no fixed pages."""

    path: Path
    size: int
    pages: int | None
    is_kept: bool = False
    """Whether the store had it, so that it wasn't rendered again."""
    is_unchanged: bool = False
    """Whether it stood there already, byte for byte, and was left as it is."""


@dataclass(frozen=True, slots=True)
class Computed:
    """A report as far as it is the same for every edition and format."""

    project: Project
    results: Results
    document: Document
    theme: Theme


def build(
    path: Path,
    output: Path,
    *,
    editions: tuple[str, ...] = (),
    formats: tuple[str, ...] = (),
    progress: Progress = untold,
    store: Store | None = None,
    jobs: int = 1,
) -> tuple[Output, ...]:
    """Build a report and return its files.

    `path` is report.yaml or its folder. `editions` and `formats` are those of report.yaml when
    empty. Every file is rendered before the first is written, and each is written whole: after a
    ReportError an earlier output stands as it was.

    What is in the `store` isn't computed again. Up to `jobs` files are rendered at a time, each in
    a process of its own when there are several.
    """
    progress("config", str(path))
    asked = (path, editions, formats)
    files = recall(store, asked) if store else None
    if files is None:
        files = _made(path, output, asked, progress, store, jobs)
    else:
        _must_be_writable(output)
    progress("write", str(output))
    written = _write({output / name: file for name, file in files.items()})
    if store:
        store.tidy()
    return written


def _made(
    path: Path,
    output: Path,
    asked: tuple[Path, tuple[str, ...], tuple[str, ...]],
    progress: Progress,
    store: Store | None,
    jobs: int,
) -> dict[str, File]:
    """The files of a report by name, each rendered, or made before of the same things."""
    from reportgen.config import config_file, read_config
    from reportgen.stages import Stages

    read = Files()
    read.digest(config_file(path))  # before it is read, or the trace may be of a later content
    project = read_config(path)
    with project.scope.active():
        editions = _written(asked[1] or project.config.editions, project)
        formats = _renderable(asked[2] or project.config.formats, project)
        _must_be_writable(output)
        stages = Stages(project, store, progress, read)
        name = project.config.name
        wanted = [(edition, kind) for edition in editions for kind in formats]
        made = _files(stages, wanted, progress, jobs)
        files = {f"{name}.{edition}.{kind}": made[edition, kind] for edition, kind in wanted}
        files[f"{name}.numbers.csv"] = stages.ledger()
    if store:
        remember(store, asked, read, files)
    return files


def compute(project: Project, progress: Progress = untold, store: Store | None = None) -> Computed:
    """Read, tabulate and compose a report: all that comes before its look."""
    from reportgen.stages import Stages

    with project.scope.active():
        stages = Stages(project, store, progress)
        theme = stages.theme  # a fault of the theme is told before any work is done
        return Computed(project, stages.results, stages.document, theme)


def rehearse(report: Computed) -> None:
    """Raise what a build would, short of rendering.

    That is: an unknown format, a chart that can't be drawn, a character that no font has.
    """
    from reportgen.editions import printed_edition
    from reportgen.renderers import Rendering
    from reportgen.renderers.characters import check_characters
    from reportgen.stages import Stages

    project = report.project
    with project.scope.active():
        _renderable(project.config.formats, project)
        stages = Stages.of(project, report.document, report.theme)
        drawings = stages.drawings(report.document.languages, ())
        for name in project.config.editions:
            edition = printed_edition(name, report.theme, project.editions)
            check_characters(Rendering(report.document, edition, report.theme, drawings))


def _files(
    stages: Stages, wanted: list[tuple[str, str]], progress: Progress, jobs: int
) -> dict[tuple[str, str], File]:
    """The file of each edition and format: from the store, or rendered."""
    _ = stages.theme  # a fault of the theme is told before any work is done
    files = {each: found for each in wanted if (found := stages.known(*each))}
    absent = [each for each in wanted if each not in files]
    if not absent:
        return files
    from reportgen.renderers.press import Press

    name = stages.project.config.name
    with Press(min(jobs, len(absent))) as press:  # its processes get ready while we compute
        files |= {each: found for each in absent if (found := stages.kept(*each))}
        tasks = {
            (edition, kind): (kind, stages.rendering(edition, kind))
            for edition, kind in absent
            if (edition, kind) not in files
        }
        for each, rendered in press.render(
            tasks, lambda each: progress("render", ".".join((name, *each)))
        ):
            files[each] = stages.keep(*each, File(rendered.data, rendered.pages))
    return files


def _renderable(formats: tuple[str, ...], project: Project) -> tuple[str, ...]:
    """The formats, each of which has a renderer."""
    from reportgen.renderers import RENDERERS

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


def _write(files: Mapping[Path, File]) -> tuple[Output, ...]:
    """Write files whole or not at all. One that is there, byte for byte, is left as it is."""
    changed = {path: file.data for path, file in files.items() if not _holds(path, file.data)}
    write_whole(changed)
    return tuple(
        Output(path, len(file.data), file.pages, file.is_kept, path not in changed)
        for path, file in files.items()
    )


def _holds(path: Path, data: bytes) -> bool:
    """Whether a file holds these bytes and no others."""
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False
