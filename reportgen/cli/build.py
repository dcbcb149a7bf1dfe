"""reportgen build."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.application import Command, app
from reportgen.cli.options import (
    FormatOption,
    LanguageOption,
    OutputOption,
    ProjectArgument,
    QuietOption,
    chosen,
    console,
)
from reportgen.cli.telling import counted, size_in_words

if TYPE_CHECKING:
    from reportgen.pipeline import Output

MOST_JOBS = 4
"""Each takes about as much memory as a whole build without the option."""


@app.command(cls=Command)
def build(
    project: ProjectArgument = Path(),
    language: LanguageOption = None,
    format_: FormatOption = None,
    output: OutputOption = Path("output"),
    cache: Annotated[
        bool, typer.Option("--cache/--no-cache", help="Whether to reuse what earlier builds made.")
    ] = True,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            "-j",
            metavar="N",
            min=1,
            help="How many files to render at a time. By default as many as there are processors, "
            f"{MOST_JOBS} at most.",
        ),
    ] = None,
    quiet: QuietOption = False,
) -> None:
    """Build a report: the PDF and Word files of each edition."""
    began = time.monotonic()
    from reportgen import pipeline
    from reportgen.editions import EDITIONS
    from reportgen.progress import progress
    from reportgen.renderers import RENDERERS
    from reportgen.store import project_store

    editions = chosen("--language", language, EDITIONS)
    formats = chosen("--format", format_, RENDERERS)
    folder = project if project.is_dir() else project.parent
    with progress(console(), quiet=quiet) as show:
        files = pipeline.build(
            project,
            output,
            editions=editions,
            formats=formats,
            progress=show,
            store=project_store(folder) if cache else None,
            jobs=jobs or min(MOST_JOBS, processors()),
        )
    if not quiet:
        _print_files(files, time.monotonic() - began)


def _print_files(files: Sequence[Output], seconds: float) -> None:
    from rich.cells import cell_len

    widest = max(cell_len(str(file.path)) for file in files)
    for file in files:
        gap = " " * (widest - cell_len(str(file.path)))
        pages = counted(file.pages, "page") if file.pages else ""
        line = f"{file.path}{gap}  {pages:>9}  {size_in_words(file.size):>8}  {_state(file)}"
        print(line.rstrip())
    print(f"{counted(len(files), 'file')} in {seconds:.1f} s")


def _state(file: Output) -> str:
    """Whether a file was there already, or rendered by an earlier build."""
    return "unchanged" if file.is_unchanged else "cached" if file.is_kept else ""


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
