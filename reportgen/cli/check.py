"""reportgen check."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.application import CLEAN, FINDINGS, Command, app, is_debugging
from reportgen.cli.options import ProjectArgument, QuietOption, console
from reportgen.cli.telling import counted, tell
from reportgen.errors import Finding, ReportError

if TYPE_CHECKING:
    from reportgen.progress import Progress


@app.command(cls=Command)
def check(
    ctx: typer.Context,
    project: ProjectArgument = Path(),
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE",
            help="Texts (.txt, .md, .docx) whose percentages are recomputed. "
            "A text in place of PROJECT: only texts are checked.",
        ),
    ] = None,
    quiet: QuietOption = False,
) -> None:
    """Check a report, and texts that quote percentages; build nothing."""
    from reportgen.progress import progress

    report, texts = _report_and_texts(project, files or [])
    findings: list[Finding] = []
    checked: list[str] = []
    cause = None
    with progress(console(), quiet=quiet) as show:
        if report is not None:
            cause = _check_project(report, findings, checked, show)
        if texts:
            _check_texts(texts, findings, checked, show)
    if findings:
        tell(findings, cause=cause, debug=is_debugging(ctx))
    if not quiet:
        print(f"checked: {', '.join(checked)}; {counted(len(findings), 'finding')}")
    raise typer.Exit(FINDINGS if findings else CLEAN)


def _report_and_texts(project: Path, files: Sequence[Path]) -> tuple[Path | None, Sequence[Path]]:
    """The report, or None where a text stands in its place; and the texts."""
    from reportgen.checks import TEXT_ENDINGS

    is_text = project.suffix.lower() in TEXT_ENDINGS and not project.is_dir()
    return (None, [project, *files]) if is_text else (project, files)


def _check_project(
    path: Path, findings: list[Finding], checked: list[str], show: Progress
) -> BaseException | None:
    """Check a report; the exception in a plug-in's code that stopped it, if one did."""
    from reportgen import checks, pipeline
    from reportgen.config import read_config

    checked.append("1 report")
    try:
        show("config", str(path))
        report = pipeline.compute(read_config(path), show)
        pipeline.rehearse(report)
        if report.project.config.published:
            file = report.project.folder / report.project.config.published
            show("published", str(file))
            published = checks.read_published(file)
            checked.append(counted(len(published.figures), "published figure"))
            findings += checks.compare(published, report.results)
    except ReportError as fault:
        findings += fault.findings
        return fault.__cause__
    return None


def _check_texts(
    paths: Sequence[Path], findings: list[Finding], checked: list[str], show: Progress
) -> None:
    from reportgen.checks import conflicts, read_text

    number = 0
    for path in paths:
        show("texts", str(path))
        try:
            found = read_text(path)
        except ReportError as fault:
            findings += fault.findings
        else:
            number += len(found)
            findings += conflicts(found)
    percentages = counted(number, "percentage with its counts", "percentages with their counts")
    checked.append(f"{percentages} in {counted(len(paths), 'text')}")
