"""reportgen clean."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reportgen.cli.application import Command, app
from reportgen.cli.options import ProjectArgument, QuietOption, folder_of
from reportgen.cli.telling import size_in_words
from reportgen.messages import say


@app.command(cls=Command)
def clean(
    project: ProjectArgument = Path(),
    every: Annotated[
        bool, typer.Option("--all", help="Remove what was kept for every report.")
    ] = False,
    quiet: QuietOption = False,
) -> None:
    """Remove what builds of a report have kept to save time, and never what they made for you."""
    from reportgen.store import clear_all, project_store

    folder = folder_of(project)
    freed = clear_all() if every else project_store(folder).clear()
    if not quiet:
        print(say("removed", n=freed.entries, size=size_in_words(freed.bytes)))
