"""The command line: reportgen build, check and doctor."""

# What is slow to import is imported in the commands, so that --help and --version answer at once.
from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from reportgen import __version__
from reportgen.errors import Finding, ReportError

if TYPE_CHECKING:
    from rich.console import Console

    from reportgen.doctor import Diagnosis
    from reportgen.pipeline import Output
    from reportgen.progress import Progress

CLEAN, FINDINGS, FAULT, INTERRUPTED = 0, 1, 2, 130
MOST_FINDINGS = 20
MOST_LINES = 40
LONGEST_LINE = 300
DEBUG_VARIABLE = "REPORTGEN_DEBUG"

app = typer.Typer(
    name="reportgen",
    help="Turn survey data and a codebook into a bilingual (Chinese and English) report.",
    no_args_is_help=True,
    rich_markup_mode=None,  # the plain help needs no Rich, which takes a tenth of a second
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class _Command(TyperCommand):
    """A command whose errors are told in words, with an exit code, and without a traceback."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except (typer.Exit, typer.Abort, typer.BadParameter, BrokenPipeError):
            raise
        except ReportError as fault:
            _tell(fault.findings)
            raise typer.Exit(FINDINGS) from None
        except KeyboardInterrupt:
            raise typer.Exit(INTERRUPTED) from None
        except Exception as fault:
            _tell_fault(fault, debug=ctx.find_root().params.get("debug", False))
            raise typer.Exit(FAULT) from None


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"reportgen {__version__}")
        raise typer.Exit


@app.callback()
def _global(
    debug: Annotated[
        bool,
        typer.Option("--debug", envvar=DEBUG_VARIABLE, help="Show the traceback of a fault."),
    ] = False,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    pass


ProjectArgument = Annotated[
    Path, typer.Argument(metavar="PROJECT", help="report.yaml, or the folder that holds it.")
]
OutputOption = Annotated[
    Path, typer.Option("--output", "-o", metavar="DIR", help="Folder of the files.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Show nothing but errors.")]
LanguageOption = Annotated[
    list[str] | None,
    typer.Option(
        "--language",
        "-l",
        metavar="EDITION",
        help="zh, en, bilingual or parallel; may be given several times, or with commas. "
        "By default the editions of report.yaml.",
    ),
]
FormatOption = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="pdf, docx or html; may be given several times, or with commas. "
        "By default the formats of report.yaml.",
    ),
]


@app.command(cls=_Command)
def build(
    project: ProjectArgument = Path(),
    language: LanguageOption = None,
    format_: FormatOption = None,
    output: OutputOption = Path("output"),
    quiet: QuietOption = False,
) -> None:
    """Build a report: the PDF and Word files of each edition."""
    began = time.monotonic()
    console = _console()
    from reportgen import pipeline
    from reportgen.editions import EDITIONS
    from reportgen.progress import progress
    from reportgen.renderers import RENDERERS

    editions = _chosen("--language", language, EDITIONS)
    formats = _chosen("--format", format_, RENDERERS)
    with progress(console, quiet=quiet) as show:
        files = pipeline.build(project, output, editions=editions, formats=formats, progress=show)
    if not quiet:
        _print_files(files, time.monotonic() - began)


@app.command(cls=_Command)
def check(
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
    console = _console()
    from reportgen.progress import progress

    report, texts = _report_and_texts(project, files or [])
    findings: list[Finding] = []
    checked: list[str] = []
    with progress(console, quiet=quiet) as show:
        if report is not None:
            _check_project(report, findings, checked, show)
        if texts:
            _check_texts(texts, findings, checked, show)
    if findings:
        _tell(findings)
    if not quiet:
        print(f"checked: {', '.join(checked)}; {_counted(len(findings), 'finding')}")
    raise typer.Exit(FINDINGS if findings else CLEAN)


@app.command(cls=_Command)
def doctor(output: OutputOption = Path("output"), quiet: QuietOption = False) -> None:
    """Look whether this machine has all that a build needs."""
    from reportgen.doctor import Status, examine

    problems = warnings = 0
    for diagnosis in examine(output):
        problems += diagnosis.status is Status.PROBLEM
        warnings += diagnosis.status is Status.WARNING
        if not quiet or diagnosis.status is not Status.OK:
            _print_diagnosis(diagnosis)
    if not quiet:
        print(f"{_counted(problems, 'problem')}, {_counted(warnings, 'warning')}")
    raise typer.Exit(FINDINGS if problems else CLEAN)


def main() -> None:
    """Run the command line and exit with its code: 0 clean, 1 findings, 2 usage or a fault."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="replace")  # a terminal without Chinese must not end the work
    try:
        app(prog_name="reportgen")
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False)


def _chosen(option: str, given: Sequence[str] | None, known: Iterable[str]) -> tuple[str, ...]:
    """The names that an option lists, each once; a usage error for one that is not known."""
    from reportgen.errors import nearest

    names = [part.strip() for value in given or () for part in value.split(",") if part.strip()]
    for name in names:
        if name not in known:
            like = nearest(name, known)
            message = f"'{name}' is not one of {', '.join(known)}."
            message += f" Did you mean {like}?" if like else ""
            raise typer.BadParameter(message, param_hint=f"'{option}'")
    return tuple(dict.fromkeys(names))


def _report_and_texts(project: Path, files: Sequence[Path]) -> tuple[Path | None, Sequence[Path]]:
    """The report, or None where a text stands in its place; and the texts."""
    from reportgen.checks import TEXT_ENDINGS

    is_text = project.suffix.lower() in TEXT_ENDINGS and not project.is_dir()
    return (None, [project, *files]) if is_text else (project, files)


def _check_project(path: Path, findings: list[Finding], checked: list[str], show: Progress) -> None:
    from reportgen import checks, pipeline
    from reportgen.compose.parity import parity
    from reportgen.config import read_config

    checked.append("1 report")
    try:
        show("config", str(path))
        report = pipeline.compute(read_config(path), show)
        pipeline.rehearse(report)
        show("parity", ", ".join(report.document.languages))
        findings += parity(report.document)
        if report.project.config.published:
            file = report.project.folder / report.project.config.published
            show("published", str(file))
            published = checks.read_published(file)
            checked.append(_counted(len(published.figures), "published figure"))
            findings += checks.compare(published, report.results)
    except ReportError as fault:
        findings += fault.findings


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
    percentages = _counted(number, "percentage with its counts", "percentages with their counts")
    checked.append(f"{percentages} in {_counted(len(paths), 'text')}")


def _tell(findings: Sequence[Finding]) -> None:
    """Print findings to stderr: as many as a screen holds, and how many more there are."""
    lines: list[str] = []
    shown = 0
    for finding in findings[:MOST_FINDINGS]:
        more = [_printable(line) for line in finding.lines()]
        if shown and len(lines) + len(more) > MOST_LINES:
            break
        lines += more
        shown += 1
    if shown < len(findings):
        lines.append(f"… and {len(findings) - shown} more")
    print("\n".join(lines), file=sys.stderr)


def _tell_fault(fault: Exception, *, debug: bool) -> None:
    """Print that the program, not its input, is at fault."""
    if debug:
        import traceback

        traceback.print_exception(fault, file=sys.stderr)
    print(
        f"reportgen {__version__} failed: {type(fault).__name__}: {_printable(str(fault))}",
        file=sys.stderr,
    )
    if not debug:
        print(
            f"  this should not happen; `reportgen --debug …` or {DEBUG_VARIABLE}=1 shows where",
            file=sys.stderr,
        )


def _printable(line: str) -> str:
    """A line that may quote data, cut, and without what would steer the terminal."""
    plain = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in line)
    return plain if len(plain) <= LONGEST_LINE else plain[: LONGEST_LINE - 1] + "…"


def _print_files(files: Sequence[Output], seconds: float) -> None:
    from rich.cells import cell_len

    widest = max(cell_len(str(file.path)) for file in files)
    for file in files:
        gap = " " * (widest - cell_len(str(file.path)))
        pages = _counted(file.pages, "page") if file.pages else ""
        print(f"{file.path}{gap}  {pages:>9}  {_size(file.size):>8}")
    print(f"{_counted(len(files), 'file')} in {seconds:.1f} s")


def _print_diagnosis(diagnosis: Diagnosis) -> None:
    print(f"{diagnosis.status:<8} {diagnosis.subject}: {diagnosis.detail}")
    if diagnosis.advice:
        print(f"{'':<8} → {diagnosis.advice}")


def _size(size: int) -> str:
    """A size in bytes as people read it."""
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} KB"


def _counted(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
