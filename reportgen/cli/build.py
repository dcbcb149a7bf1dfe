"""reportgen build."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.cli.application import Command, app
from reportgen.cli.options import (
    CacheOption,
    FormatOption,
    JobsOption,
    LanguageOption,
    OutputOption,
    PdfStandardOption,
    ProjectArgument,
    QuietOption,
    chosen_editions,
    chosen_formats,
    console,
    default_jobs,
    folder_of,
    one_of,
)
from reportgen.cli.telling import size_in_words
from reportgen.messages import say

if TYPE_CHECKING:
    from reportgen.config import PdfStandard
    from reportgen.pipeline import Output


@app.command(cls=Command)
def build(
    project: ProjectArgument = Path(),
    language: LanguageOption = None,
    format_: FormatOption = None,
    output: OutputOption = Path("output"),
    pdf_standard: PdfStandardOption = None,
    cache: CacheOption = True,
    jobs: JobsOption = None,
    quiet: QuietOption = False,
) -> None:
    """Build a report: the PDF and Word files of each edition."""
    began = time.monotonic()
    from reportgen import pipeline
    from reportgen.progress import progress
    from reportgen.store import project_store

    editions, formats = chosen_editions(language, project), chosen_formats(format_, project)
    standard = _standard(pdf_standard)
    folder = folder_of(project)
    with progress(console(), quiet=quiet) as show:
        files = pipeline.build(
            project,
            output,
            editions=editions,
            formats=formats,
            progress=show,
            store=project_store(folder) if cache else None,
            jobs=jobs or default_jobs(),
            pdf_standard=standard,
        )
    if not quiet:
        _print_files(files, time.monotonic() - began)


def _standard(pdf_standard: str | None) -> PdfStandard | None:
    if pdf_standard is None:
        return None
    from reportgen.config import PDF_STANDARDS

    found = one_of("--pdf-standard", pdf_standard, PDF_STANDARDS)
    return next(standard for standard in PDF_STANDARDS if standard == found)


def _print_files(files: Sequence[Output], seconds: float) -> None:
    from rich.cells import cell_len

    widest = max(cell_len(str(file.path)) for file in files)
    for file in files:
        gap = " " * (widest - cell_len(str(file.path)))
        pages = say("pages", n=file.pages) if file.pages else ""
        line = f"{file.path}{gap}  {pages:>9}  {size_in_words(file.size):>8}  {_state(file)}"
        print(line.rstrip())
    print(say("built", n=len(files), seconds=f"{seconds:.1f}"))


def _state(file: Output) -> str:
    """Whether a file was there already, or rendered by an earlier build."""
    if file.is_unchanged:
        return say("unchanged")
    return say("kept") if file.is_kept else ""
