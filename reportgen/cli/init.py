"""reportgen init."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.application import Command, app
from reportgen.cli.options import QuietOption, one_of
from reportgen.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import PurePosixPath


NEXT = ("build", "list", "check")
"""The commands to go on with."""


@app.command(cls=Command)
def init(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Folder of the new project; made if need be.")
    ] = Path(),
    template: Annotated[
        str,
        typer.Option(
            "--template",
            "-t",
            metavar="NAME",
            help="minimal (five items, to be overwritten), journal (a whole article) or report.",
        ),
    ] = "minimal",
    quiet: QuietOption = False,
) -> None:
    """Begin a project from an example that builds at once; overwrite nothing."""
    from reportgen.files import write_new
    from reportgen.starters import starter_files, starters

    files = starter_files(one_of("--template", template, starters()))
    write_new(folder, files)
    if not quiet:
        _print_written(folder, files)


def _print_written(folder: Path, files: Iterable[PurePosixPath]) -> None:
    from reportgen.schema import FOLDER

    own = [path for path in files if FOLDER not in path.parts]
    for path in own:
        print(folder / path)
    print(say("begun", n=len(own), folder=folder / FOLDER))
    print()
    print(say("next"))
    if folder.resolve() != Path.cwd():
        print(f"  cd {_quoted(folder)}")
    for command in NEXT:
        print(f"  reportgen {command:<6}  # {say(f'next_{command}')}")


def _quoted(folder: Path) -> str:
    import shlex

    return shlex.quote(str(folder))
