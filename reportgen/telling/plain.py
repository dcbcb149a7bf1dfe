"""Findings → lines of text: code, message, place, the line of the file, what would be right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.errors import Finding
from reportgen.messages import say
from reportgen.telling.excerpt import excerpt

MOST_FINDINGS = 20
MOST_LINES = 120
LONGEST_LINE = 300
WIDTH = 100
"""Columns of an excerpt."""


def shown(findings: Sequence[Finding], language: str, *, are_all: bool = False) -> list[str]:
    """As many findings as a screen or two hold, how many more there are, and where to read on.

    How to mend is said once for findings of one code. With `are_all` none is left out, as of a
    list that somebody works through.
    """
    lines: list[str] = []
    told: dict[str, None] = {}
    number = 0
    for finding in findings if are_all else findings[:MOST_FINDINGS]:
        more = [printable(line) for line in _lines(finding, language, finding.code not in told)]
        if number and not are_all and len(lines) + len(more) > MOST_LINES:
            break
        lines += more
        told[finding.code] = None
        number += 1
    if number < len(findings):
        lines.append(say("more", language, n=len(findings) - number))
    return [*lines, say("explain", language, codes=" ".join(told))]


def _lines(finding: Finding, language: str, is_first: bool) -> Iterator[str]:
    message = finding.message(language)
    if finding.is_warning:
        message = say("warning", language, message=message)
    yield f"{finding.code} {message}"
    if finding.place:
        yield f"  --> {finding.place}"
    if part := excerpt(finding):
        text, marks = part.lines(WIDTH)
        number = str(part.number)
        yield f"  {number} | {text}"
        yield f"  {' ' * len(number)} | {marks}"
    yield from (f"  {line}" for line in finding.remarks(language))
    if is_first:
        yield f"  → {finding.mend(language)}"


def printable(line: str) -> str:
    """A line that may quote data, cut, and without what would steer the terminal."""
    plain = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in line)
    return plain if len(plain) <= LONGEST_LINE else plain[: LONGEST_LINE - 1] + "…"
