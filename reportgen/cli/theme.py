"""reportgen theme new, list and show."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.application import Command, app
from reportgen.cli.options import folder_of

if TYPE_CHECKING:
    from reportgen.theme import LoadedTheme

themes = typer.Typer(
    name="theme", help="Make, list and show the looks of reports.", no_args_is_help=True
)
app.add_typer(themes)

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="Name of the theme.")]
InOption = Annotated[
    Path,
    typer.Option(
        "--project", "-p", metavar="PROJECT", help="report.yaml, or the folder that holds it."
    ),
]


@themes.command(cls=Command)
def new(
    name: NameArgument,
    extends: Annotated[
        str, typer.Option("--extends", metavar="NAME", help="The theme that it is based on.")
    ] = "journal",
    word: Annotated[
        bool,
        typer.Option("--word", help="Write a Word template too, to be changed in Word."),
    ] = False,
    project: InOption = Path(),
) -> None:
    """Begin a theme of your own: a small file that builds at once."""
    from reportgen.files import write_new, write_whole
    from reportgen.schema import schema_files
    from reportgen.theme import WORD_TEMPLATE, load_theme
    from reportgen.theme.new import new_theme

    folder = folder_of(project)
    path = new_theme(name, extends, folder)
    print(path)
    write_whole({folder / file: data for file, data in schema_files("theme").items()})
    if word:
        from reportgen.renderers.docx.template import make

        template = path.with_name(WORD_TEMPLATE)
        write_new(
            path.parent, {PurePosixPath(WORD_TEMPLATE): make(load_theme(name, project=folder))}
        )
        print(template)
    print(f"report.yaml → theme: {name}")


@themes.command("list", cls=Command)
def list_(project: InOption = Path()) -> None:
    """List the themes: those of the project, and those that ship with the program."""
    from reportgen.theme import known_themes, read_theme

    rows = []
    for name, folder in known_themes(folder_of(project)).items():
        parents = [parent for parent, _ in read_theme(name, project=folder_of(project)).chain]
        rows.append((name, _near(folder), " → ".join(parents) if len(parents) > 1 else ""))
    _print_columns(rows)


@themes.command(cls=Command)
def show(name: NameArgument, project: InOption = Path()) -> None:
    """Show every token of a theme, every template, and where each comes from."""
    from reportgen.theme import read_theme

    loaded = read_theme(name, project=folder_of(project))
    _print_tokens(loaded)
    print()
    _print_templates(loaded)


def _print_tokens(loaded: LoadedTheme) -> None:
    rows = []
    for key, value in loaded.tokens():
        place = loaded.origin(key)
        origin = f"{_near(Path(place.file))}:{place.line}" if place.line else "-"
        if value not in (None, {}, []):
            rows.append((".".join(map(str, key)), _shown(value), origin))
    _print_columns(rows)


def _shown(value: object) -> str:
    """A value as YAML would have it."""
    if isinstance(value, list | tuple):
        return ", ".join(map(_shown, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _print_templates(loaded: LoadedTheme) -> None:
    from reportgen.theme.chain import every_file

    _print_columns([(name, _near(path)) for name, path in every_file(loaded.theme.folders)])


def _print_columns(rows: Sequence[tuple[str, ...]]) -> None:
    """Rows with their columns aligned, however wide their characters are."""
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)
        )
        print("  ".join(cells).rstrip())


def _near(path: Path) -> str:
    """A path as seen from here, where it stands below."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
