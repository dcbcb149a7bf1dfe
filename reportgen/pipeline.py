"""From report.yaml to the files in the output folder: every stage, in order."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.digest import Files
from reportgen.errors import Finding, Place, ReportError, error, in_order
from reportgen.files import write_whole
from reportgen.messages import Quoted
from reportgen.store import Store
from reportgen.trace import File, recall, remember

if TYPE_CHECKING:  # a build that finds its files in the store needs none of the stages
    from reportgen.config import PdfStandard, Project
    from reportgen.document import Document
    from reportgen.renderers.press import Task
    from reportgen.results import Results
    from reportgen.stages import Progress, Stages
    from reportgen.theme import Theme


WORD = "docx"
"""The format whose template may have tags."""


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
    pdf_standard: PdfStandard | None = None,
) -> tuple[Output, ...]:
    """Build a report and return its files.

    `path` is report.yaml or its folder. `editions` and `formats` are those of report.yaml when
    empty, and so is `pdf_standard` when None. Every file is rendered before the first is written,
    and each is written whole: after a ReportError an earlier output stands as it was.

    What is in the `store` isn't computed again. Up to `jobs` files are rendered at a time, each in
    a process of its own when there are several.
    """
    progress("config", str(path))
    asked = (path, editions, formats, pdf_standard)
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
    asked: tuple[Path, tuple[str, ...], tuple[str, ...], PdfStandard | None],
    progress: Progress,
    store: Store | None,
    jobs: int,
) -> dict[str, File]:
    """The files of a report by name, each rendered, or made before of the same things."""
    from reportgen.config import config_file
    from reportgen.stages import Stages

    read = Files()
    read.digest(config_file(path))  # before it is read, or the trace may be of a later content
    project = read_project(path)
    if standard := asked[3]:
        project = project.with_pdf_standard(standard)
    with project.scope.active():
        editions = written_editions(asked[1] or project.config.editions, project)
        formats = _renderable(asked[2] or project.config.formats, project)
        _must_be_writable(output)
        stages = Stages(project, store, progress, read)
        wanted = [(edition, kind) for edition in editions for kind in formats]
        try:
            files = _named_files(stages, wanted, progress, jobs)
        except ReportError as fault:
            raise with_all_else(fault, stages, wanted) from fault.__cause__
    if store:
        remember(store, asked, read, files)
    return files


def read_project(path: Path) -> Project:
    """A report's configuration, from report.yaml or its folder.

    Where it is wrong, the ReportError has the findings of all else that can be judged, too.
    """
    from reportgen.config import read_config

    try:
        return read_config(path)
    except ReportError as fault:
        from reportgen.inspection import inspect_file

        found = in_order([*fault.findings, *inspect_file(path)])
        raise ReportError(*found) from fault.__cause__


def compute(project: Project, progress: Progress = untold, store: Store | None = None) -> Computed:
    """Read, tabulate and compose a report: all that comes before its look.

    Where a stage fails, the ReportError has the findings of every stage.
    """
    from reportgen.stages import Stages

    with project.scope.active():
        stages = Stages(project, store, progress)
        try:
            theme = stages.theme  # a fault of the theme is told before any work is done
            return Computed(project, stages.results, stages.document, theme)
        except ReportError as fault:
            raise with_all_else(fault, stages, ()) from fault.__cause__


def rehearse(report: Computed) -> list[Finding]:
    """What a build would find wrong, short of rendering, with all that report.yaml asks for.

    That is: an unknown format, a chart that can't be drawn, a character that no font has.
    """
    from reportgen.stages import Stages

    config = report.project.config
    found: list[Finding] = []
    with report.project.scope.active():
        for name in config.formats:
            found += _findings(partial(_renderable, (name,), report.project))
        stages = Stages.of(report.project, report.document, report.theme)
        if WORD in config.formats:
            found += _findings(partial(_judge_template, report, stages))
        return in_order([*found, *_printing_faults(stages, config.editions)])


def _judge_template(report: Computed, stages: Stages) -> None:
    """Raise a ReportError with all that is wrong with the tags of the report's Word template."""
    from reportgen.renderers.docx.filling import template_faults

    editions = {name: stages.edition(name) for name in report.project.config.editions}
    faults = template_faults(report.document, report.results, report.theme, editions)
    if faults:
        raise ReportError(*faults)


def with_all_else(
    fault: ReportError, stages: Stages, wanted: Sequence[tuple[str, str]]
) -> ReportError:
    """The error with everything that can be found besides, so that all can be put right at once."""
    from reportgen.inspection import inspect
    from reportgen.sources import at_their_sources

    project = stages.project
    found = inspect(project) or [
        *at_their_sources(fault.findings, project),
        *_printing_faults(stages, dict.fromkeys(edition for edition, _ in wanted)),
    ]
    return ReportError(*in_order(found))


def _printing_faults(stages: Stages, editions: Iterable[str]) -> list[Finding]:
    """Each chart that can't be drawn, each character that no font has, where it was typed."""
    from reportgen.editions import printed_edition
    from reportgen.renderers import Rendering
    from reportgen.renderers.characters import check_characters
    from reportgen.sources import at_their_sources

    found: list[Finding] = []
    for figure in stages.document.figures():
        for language in stages.document.languages:
            found += _findings(partial(stages.drawing, figure, language, ()))
    for name in editions:
        edition = printed_edition(name, stages.theme, stages.project.editions)
        rendering = Rendering(stages.document, edition, stages.theme, {})
        found += _findings(partial(check_characters, rendering))
    return at_their_sources(found, stages.project)


def _findings(work: Callable[[], object]) -> tuple[Finding, ...]:
    """What a piece of work is refused for."""
    try:
        work()
    except ReportError as fault:
        return fault.findings
    return ()


def _named_files(
    stages: Stages, wanted: Sequence[tuple[str, str]], progress: Progress, jobs: int
) -> dict[str, File]:
    """Every file by its name: the editions in each format, and the number ledger."""
    name = stages.project.config.name
    made = _files(stages, wanted, progress, jobs)
    files = {f"{name}.{edition}.{kind}": made[edition, kind] for edition, kind in wanted}
    files[f"{name}.numbers.csv"] = stages.ledger()
    return files


def _files(
    stages: Stages, wanted: Sequence[tuple[str, str]], progress: Progress, jobs: int
) -> dict[tuple[str, str], File]:
    """The file of each edition and format: from the store, or rendered."""
    _ = stages.theme  # a fault of the theme is told before any work is done
    files = {each: found for each in wanted if (found := stages.known(*each))}
    absent = [each for each in wanted if each not in files]
    if not absent:
        return files
    from reportgen.renderers.press import Press

    name = stages.project.config.name

    def tasks() -> Iterator[tuple[tuple[str, str], Task]]:
        for edition, kind in sorted(absent, key=lambda each: -_expense(stages, *each)):
            if found := stages.kept(edition, kind):
                files[edition, kind] = found
            else:
                yield (edition, kind), (kind, stages.rendering(edition, kind))

    with Press(min(jobs, len(absent))) as press:  # its processes get ready while we compute
        for each, rendered in press.render(
            tasks(), lambda each: progress("render", ".".join((name, *each)))
        ):
            files[each] = stages.keep(*each, File(rendered.data, rendered.pages))
    return files


def _expense(stages: Stages, edition: str, kind: str) -> int:
    """How long a file will take, roughly: the longest are begun first.

    Pages come before Word drafts, whose pictures are drawn while pages are laid out.
    """
    printed = stages.edition(edition)
    return len(printed.languages) + len(printed.body) + 10 * (kind == "pdf")


def _renderable(formats: tuple[str, ...], project: Project) -> tuple[str, ...]:
    """The formats, each of which has a renderer."""
    from reportgen.renderers import RENDERERS

    for name in formats:
        if name not in RENDERERS:
            configured = project.config.formats
            is_configured = name in configured and formats in (configured, (name,))
            place = project.place("formats", configured.index(name)) if is_configured else None
            raise error("unknown-format", place, found=name, allowed=RENDERERS)
    return formats


def written_editions(editions: tuple[str, ...], project: Project) -> tuple[str, ...]:
    """The editions, each of which is known and prints only languages that the report has."""
    for name in editions:
        if name not in project.editions:
            raise error("unknown-edition", found=name, allowed=project.editions)
        if not set(project.editions[name].languages) <= set(project.languages):
            raise error("unwritten-edition", found=name, allowed=project.languages)
    return editions


def _must_be_writable(folder: Path) -> None:
    """Raise a ReportError, before any work is done, for a folder that can't take files.

    The folder itself is made when there is something to write.
    """
    nearest = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=nearest):
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
