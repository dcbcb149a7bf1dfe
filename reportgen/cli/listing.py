"""reportgen list."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.application import Command, app
from reportgen.cli.options import ProjectArgument, chosen, console, one_of
from reportgen.cli.telling import tell
from reportgen.messages import say

if TYPE_CHECKING:
    from reportgen.listing import Entry, Gathered

    Entries = Callable[[Gathered, Sequence[str]], list[Entry]]

WIDTH = 100
"""Columns where there is no terminal."""
LONG = ("statistics", "tags")
"""Kinds that are shown only when asked for, or searched."""
OUTPUT_FORMATS = ("text", "json")


KindOption = Annotated[
    list[str] | None,
    typer.Option(
        "--kind",
        "-k",
        metavar="KIND",
        help="surveys, items, statistics, tables, figures, sections, tags or names; may be "
        "given several times, or with commas.",
    ),
]
MatchOption = Annotated[
    str,
    typer.Option(
        "--match",
        "-m",
        metavar="TEXT",
        help="Only what holds every word of TEXT, in any name, label or value.",
    ),
]
OneLanguageOption = Annotated[
    str | None,
    typer.Option("--language", "-l", metavar="LANGUAGE", help="Only this one: zh or en."),
]
OutputFormatOption = Annotated[
    str, typer.Option("--output-format", metavar="FORMAT", help="text or json.")
]


@app.command("list", cls=Command)
def list_(
    project: ProjectArgument = Path(),
    kind: KindOption = None,
    match: MatchOption = "",
    language: OneLanguageOption = None,
    output_format: OutputFormatOption = "text",
) -> None:
    """List what the text can use: items, numbers with their values, tables, sections."""
    from reportgen.listing import KINDS, entries

    print_found(entries, KINDS, project, kind, match, language, output_format)


def print_found(
    entries: Entries, known: Sequence[str], project: Path, kind: list[str] | None, match: str,
    language: str | None, output_format: str,
) -> None:  # fmt: skip
    """Print the entries of the kinds that are asked for of those `known`, as text or as JSON."""
    from reportgen.listing import gather, matching

    format_ = one_of("--output-format", output_format, OUTPUT_FORMATS)
    asked = chosen("--kind", kind, known)
    gathered = gather(project)
    languages = chosen("--language", [language or ""], gathered.locales) or gathered.locales
    is_overview = not asked and not match and format_ == "text"
    kinds = asked or tuple(name for name in known if not (is_overview and name in LONG))
    found = [entry.within(languages) for entry in matching(entries(gathered, kinds), match)]
    if format_ == "json":
        print_json(found, kinds, gathered)
    else:
        print_text(found, is_overview=is_overview)
    tell_faults(gathered)


def print_text(found: Sequence[Entry], *, is_overview: bool) -> None:
    """Print entries for a terminal, and what else could be asked for."""
    from reportgen.listing.layout import lines
    from reportgen.telling import printable

    screen = console()
    width = screen.width if screen.is_terminal else WIDTH
    for line in lines(found, width):
        screen.out(printable(line.text), style="bold" if line.is_heading else None, highlight=False)
    if is_overview:
        print(f"\n{say('not_listed')}")
    elif any(entry.kind == "statistics" for entry in found):
        print(f"\n{say('other_forms')}")
    elif not found:
        print(say("nothing_found"))


def print_json(found: Sequence[Entry], kinds: Sequence[str], gathered: Gathered) -> None:
    """Print entries as JSON, by their kinds."""
    import json

    from reportgen.messages import user_language

    listed = {
        "project": str(gathered.project.source.path),
        **{kind: [entry.plain() for entry in found if entry.kind == kind] for kind in kinds},
        "faults": ["\n".join(fault.lines(user_language())) for fault in gathered.faults],
    }
    print(json.dumps(listed, ensure_ascii=False, indent=2))


def tell_faults(gathered: Gathered) -> None:
    """Say that a list is not whole, and why."""
    if gathered.faults:
        print(say("list_not_whole", n=len(gathered.faults)), file=sys.stderr)
        tell(gathered.faults)
