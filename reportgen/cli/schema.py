"""reportgen schema."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.application import Command, app
from reportgen.cli.options import QuietOption, folder_of, one_of
from reportgen.messages import say

if TYPE_CHECKING:
    from reportgen.registry import Scope


@app.command(cls=Command)
def schema(
    kind: Annotated[
        str | None,
        typer.Argument(metavar="[KIND]", help="report, codebook, theme, references or published."),
    ] = None,
    write: Annotated[
        bool,
        typer.Option("--write", help="Write every schema into the project's folder .reportgen."),
    ] = False,
    project: Annotated[
        Path, typer.Option("--project", "-p", metavar="DIR", help="Folder of the project.")
    ] = Path(),
    quiet: QuietOption = False,
) -> None:
    """Print the JSON Schema of a file, or write all schemas for an editor to find."""
    if write == (kind is not None):
        raise typer.BadParameter("name one kind of file, or say --write.", param_hint="'KIND'")
    from reportgen.schema import SCHEMAS, schema_text

    with _scope(project).active():
        if kind is None:
            _write(project, quiet)
        else:
            print(schema_text(one_of("KIND", kind, SCHEMAS)), end="")


def _scope(project: Path) -> Scope:
    """What the project's plug-ins and languages add; nothing where it can't be read."""
    from reportgen.config import read_config
    from reportgen.errors import ReportError
    from reportgen.registry import Scope

    try:
        return read_config(project).scope
    except ReportError:
        return Scope()


def _write(project: Path, quiet: bool) -> None:
    from reportgen.config import CONFIG_NAME
    from reportgen.files import write_whole
    from reportgen.schema import modeline, schema_files
    from reportgen.yamlfile import read_utf8

    folder = folder_of(project)
    read_utf8(folder / CONFIG_NAME)  # it may be faulty: the schema is there to mend it
    files = {folder / path: data for path, data in schema_files().items()}
    write_whole(files)
    if not quiet:
        for path in files:
            print(path)
        print(say("modeline", file=CONFIG_NAME))
        print(f"  {modeline('report', PurePosixPath(CONFIG_NAME))}", end="")
