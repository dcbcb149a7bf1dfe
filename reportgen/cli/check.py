"""reportgen check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.application import CLEAN, FINDINGS, Command, app, is_debugging
from reportgen.cli.options import ProjectArgument, QuietOption, console, one_of
from reportgen.cli.telling import tell, told_in
from reportgen.errors import Finding, ReportError, in_order
from reportgen.messages import say

if TYPE_CHECKING:
    from reportgen.pipeline import Computed
    from reportgen.progress import Progress

TEXT = "text"
OUTPUT_FORMATS = (TEXT, "json", "sarif", "github")

FilesArgument = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="FILE",
        help="Texts (.txt, .md, .docx) whose percentages are recomputed. "
        "A text in place of PROJECT: only texts are checked.",
    ),
]
StrictOption = Annotated[
    bool, typer.Option("--strict", help="Let warnings count as findings: exit code 1.")
]
OutputFormatOption = Annotated[
    str,
    typer.Option(
        "--output-format",
        metavar="FORMAT",
        help=f"How findings are told: {', '.join(OUTPUT_FORMATS)}.",
    ),
]


@dataclass(slots=True)
class _Checked:
    """What was found so far, and in words what was looked at."""

    findings: list[Finding] = field(default_factory=list)
    objects: list[str] = field(default_factory=list)


@app.command(cls=Command)
def check(
    ctx: typer.Context,
    project: ProjectArgument = Path(),
    files: FilesArgument = None,
    strict: StrictOption = False,
    output_format: OutputFormatOption = TEXT,
    quiet: QuietOption = False,
) -> None:
    """Check a report, and texts that quote percentages; build nothing."""
    from reportgen.progress import progress

    is_text = one_of("--output-format", output_format, OUTPUT_FORMATS) == TEXT
    report, texts = _report_and_texts(project, files or [])
    checked = _Checked()
    cause = None
    with progress(console(), quiet=quiet or not is_text) as show:
        if report is not None:
            cause = _check_project(report, checked, show)
        if texts:
            _check_texts(texts, checked, show)
    found = in_order(checked.findings)
    if not is_text:
        print(told_in(output_format, found))
    elif found:
        tell(found, cause=cause, debug=is_debugging(ctx))
    if is_text and not quiet:
        print(say("checked", what=checked.objects, findings=counted(found)))
    raise typer.Exit(FINDINGS if any(strict or not one.is_warning for one in found) else CLEAN)


def counted(found: Sequence[Finding]) -> str:
    """How many findings there are, and how many warnings among them, in words."""
    warnings = sum(one.is_warning for one in found)
    findings = say("findings", n=len(found) - warnings)
    return say("and_warnings", findings=findings, n=warnings) if warnings else findings


def _report_and_texts(project: Path, files: Sequence[Path]) -> tuple[Path | None, Sequence[Path]]:
    """The report, or None where a text stands in its place; and the texts."""
    from reportgen.checks import TEXT_ENDINGS

    is_text = project.suffix.lower() in TEXT_ENDINGS and not project.is_dir()
    return (None, [project, *files]) if is_text else (project, files)


def _check_project(path: Path, checked: _Checked, show: Progress) -> BaseException | None:
    """Check a report; the exception in a plug-in's code that stopped it, if one did."""
    from reportgen import pipeline
    from reportgen.checks.unused import unused

    checked.objects.append(say("report"))
    try:
        show("config", str(path))
        project = pipeline.read_project(path)
    except ReportError as fault:
        checked.findings += fault.findings
        return fault.__cause__
    report, cause = None, None
    try:
        report = pipeline.compute(project, show)
        checked.findings += pipeline.rehearse(report)
        checked.findings += unused(project, report.document)
    except ReportError as fault:
        checked.findings += fault.findings
        cause = fault.__cause__
    if project.config.published:
        _check_published(project.folder / project.config.published, report, checked, show)
    return cause


def _check_published(
    file: Path, report: Computed | None, checked: _Checked, show: Progress
) -> None:
    """The published figures, compared with the results where there are any."""
    from reportgen import checks

    show("published", str(file))
    try:
        published = checks.read_published(file)
    except ReportError as fault:
        checked.findings += fault.findings
        return
    if report is not None:
        checked.objects.append(say("published_figures", n=len(published.figures)))
        checked.findings += checks.compare(published, report.results)


def _check_texts(paths: Sequence[Path], checked: _Checked, show: Progress) -> None:
    from reportgen.checks import conflicts, read_text

    number = 0
    for path in paths:
        show("texts", str(path))
        try:
            found = read_text(path)
        except ReportError as fault:
            checked.findings += fault.findings
        else:
            number += len(found)
            checked.findings += conflicts(found)
    checked.objects.append(say("percentages", n=number, texts=say("texts", n=len(paths))))
