"""What commands print: findings, faults of the program, sizes."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from reportgen import __version__
from reportgen.errors import Finding
from reportgen.messages import say, user_language

DEBUG_VARIABLE = "REPORTGEN_DEBUG"


def tell(
    findings: Sequence[Finding],
    *,
    cause: BaseException | None = None,
    debug: bool = False,
    are_all: bool = False,
) -> None:
    """Print findings to stderr, in the user's language; `are_all` says that none is left out.

    With `debug` the exception that caused them, as one in a plug-in's code, comes first.
    """
    from reportgen.telling import shown

    if debug and cause is not None:
        _print_traceback(cause)
    print("\n".join(shown(findings, user_language(), are_all=are_all)), file=sys.stderr)


def told_in(output_format: str, findings: Sequence[Finding]) -> str:
    """Findings as another program reads them: all of them, in json, sarif or github."""
    from reportgen.telling import FORMATS

    return FORMATS[output_format](findings, user_language())


def tell_fault(fault: Exception, *, debug: bool) -> None:
    """Print that the program, not its input, is at fault."""
    from reportgen.telling import printable

    if debug:
        _print_traceback(fault)
    told = f"{type(fault).__name__}: {printable(str(fault))}"
    print(say("failed", version=__version__, fault=told), file=sys.stderr)
    if not debug:
        print(f"  {say('failed_hint', variable=DEBUG_VARIABLE)}", file=sys.stderr)


def _print_traceback(fault: BaseException) -> None:
    import traceback

    traceback.print_exception(fault, file=sys.stderr)


def size_in_words(size: int) -> str:
    """A size in bytes as people read it."""
    if not size:
        return "0 KB"
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} KB"
