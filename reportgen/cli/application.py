"""The program: its commands are entered here, and their errors told in words."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from reportgen import __version__
from reportgen.cli.telling import DEBUG_VARIABLE, tell, tell_fault
from reportgen.errors import ReportError

CLEAN, FINDINGS, FAULT, INTERRUPTED = 0, 1, 2, 130

app = typer.Typer(
    name="reportgen",
    help="Turn survey data and a codebook into a bilingual (Chinese and English) report.",
    no_args_is_help=True,
    rich_markup_mode=None,  # the plain help needs no Rich, which takes a tenth of a second
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Command(TyperCommand):
    """A command whose errors are told in words, with an exit code, and without a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; exit with 1 after findings, with 2 after a fault."""
        try:
            return super().invoke(ctx)
        except (typer.Exit, typer.Abort, typer.BadParameter, BrokenPipeError):
            raise
        except ReportError as fault:
            tell(fault.findings, cause=fault.__cause__, debug=is_debugging(ctx))
            raise typer.Exit(FINDINGS) from None
        except KeyboardInterrupt:
            raise typer.Exit(INTERRUPTED) from None
        except Exception as fault:
            tell_fault(fault, debug=is_debugging(ctx))
            raise typer.Exit(FAULT) from None


def is_debugging(ctx: Any) -> bool:
    """Whether tracebacks are to be shown."""
    return bool(ctx.find_root().params.get("debug", False))


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


def main() -> None:
    """Run the command line and exit with its code: 0 clean, 1 findings, 2 usage or a fault."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="replace")  # a terminal without Chinese must not end the work
    try:
        app(prog_name="reportgen")
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
