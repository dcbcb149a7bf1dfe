"""What commands print: findings, faults, counts and sizes."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from reportgen import __version__
from reportgen.errors import Finding
from reportgen.messages import user_language

MOST_FINDINGS = 20
MOST_LINES = 40
LONGEST_LINE = 300
DEBUG_VARIABLE = "REPORTGEN_DEBUG"


def tell(
    findings: Sequence[Finding], *, cause: BaseException | None = None, debug: bool = False
) -> None:
    """Print findings to stderr: as many as a screen holds, and how many more there are.

    With `debug` the exception that caused them, as one in a plug-in's code, comes first.
    """
    if debug and cause is not None:
        _print_traceback(cause)
    language = user_language()
    lines: list[str] = []
    shown = 0
    for finding in findings[:MOST_FINDINGS]:
        told = [*finding.lines(language), f"  {finding.mend(language)}"]
        more = [printable(line) for line in told]
        if shown and len(lines) + len(more) > MOST_LINES:
            break
        lines += more
        shown += 1
    if shown < len(findings):
        lines.append(f"… and {len(findings) - shown} more")
    print("\n".join(lines), file=sys.stderr)


def tell_fault(fault: Exception, *, debug: bool) -> None:
    """Print that the program, not its input, is at fault."""
    if debug:
        _print_traceback(fault)
    print(
        f"reportgen {__version__} failed: {type(fault).__name__}: {printable(str(fault))}",
        file=sys.stderr,
    )
    if not debug:
        print(
            f"  this should not happen; `reportgen --debug …` or {DEBUG_VARIABLE}=1 shows where",
            file=sys.stderr,
        )


def _print_traceback(fault: BaseException) -> None:
    import traceback

    traceback.print_exception(fault, file=sys.stderr)


def printable(line: str) -> str:
    """A line that may quote data, cut, and without what would steer the terminal."""
    plain = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in line)
    return plain if len(plain) <= LONGEST_LINE else plain[: LONGEST_LINE - 1] + "…"


def size_in_words(size: int) -> str:
    """A size in bytes as people read it."""
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} KB"


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun, in the singular or the plural."""
    return f"{number} {one if number == 1 else many or one + 's'}"
