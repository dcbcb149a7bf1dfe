"""A draft and the project that it is of → what is to be told of it, or written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from reportgen import pipeline
from reportgen.config import Project
from reportgen.drafts.fresh import Fresh, fresh_for
from reportgen.drafts.manuscript import Manuscript, read_manuscript
from reportgen.drafts.refresh import Refreshed, refresh
from reportgen.drafts.verify import Verified, verify
from reportgen.errors import Place, ReportError, error
from reportgen.files import write_whole
from reportgen.stages import Progress, Stages
from reportgen.store import Store


def verified(
    draft: Path,
    project: Path,
    progress: Progress = pipeline.untold,
    store: Store | None = None,
) -> Verified:
    """What in a draft doesn't agree with a project's data.

    Raises ReportError for a file that can't be read, and for a project that can't be built.
    """
    with _compared(draft, project, progress, store) as (manuscript, fresh):
        progress("draft", str(draft))
        return verify(manuscript, fresh)


@dataclass(frozen=True, slots=True)
class Written:
    """A refreshed draft, and where it stands. Without changes nothing is written."""

    refreshed: Refreshed
    path: Path | None = None
    kept: Path | None = None
    """The draft as it was, where the new one stands in its place."""


def refreshed(
    draft: Path,
    project: Path,
    output: Path | None = None,
    *,
    overwrite: bool = False,
    dry_run: bool = False,
    progress: Progress = pipeline.untold,
    store: Store | None = None,
) -> Written:
    """Write today's numbers into a draft, or into a new file `output`.

    Raises ReportError for a file that can't be read or written, for one that has no controls, and
    for a project that can't be built; the draft then stands as it was.
    """
    target = output or draft
    is_other = target.absolute() != draft.absolute()
    if is_other and target.exists():
        raise error("file-exists", Place(str(target)))
    asked = draft, project, progress, store
    with _compared(*asked, needs_controls=True) as (manuscript, fresh):
        progress("draft", str(draft))
        done = refresh(manuscript, fresh, overwrite=overwrite)
    if dry_run or (not done.changes and not is_other):
        return Written(done)
    if is_other:
        write_whole({target: done.data})
        return Written(done, target)
    kept = _unused(draft)
    write_whole({kept: manuscript.data, draft: done.data})
    return Written(done, draft, kept)


def _unused(draft: Path) -> Path:
    """A name beside a draft that no file has, for the draft as it was."""
    names = (f"{draft.stem}.before{number}{draft.suffix}" for number in ("", *range(2, 10_000)))
    return next(path for name in names if not (path := draft.with_name(name)).exists())


@contextmanager
def _compared(
    draft: Path,
    path: Path,
    progress: Progress,
    store: Store | None,
    *,
    needs_controls: bool = False,
) -> Iterator[tuple[Manuscript, Fresh]]:
    """An edited draft, and what its project prints today."""
    progress("config", str(path))
    manuscript = read_manuscript(draft)
    if needs_controls and not manuscript.controls and manuscript.legend is None:
        raise error("draft-without-controls", Place(str(draft)))
    project: Project = pipeline.read_project(path)
    with project.scope.active():
        stages = Stages(project, store, progress)
        try:
            fresh = fresh_for(stages, manuscript)
            _ = fresh.printed  # a fault of the project is told before anything else
        except ReportError as fault:
            raise pipeline.with_all_else(fault, stages, ()) from fault.__cause__
        yield manuscript, fresh
