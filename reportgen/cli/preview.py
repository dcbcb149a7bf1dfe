"""reportgen preview."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.application import Command, app
from reportgen.cli.options import CacheOption, ProjectArgument, QuietOption, chosen
from reportgen.cli.telling import tell

if TYPE_CHECKING:
    from reportgen.errors import Finding
    from reportgen.preview.session import Page, View


@app.command(cls=Command)
def preview(
    project: ProjectArgument = Path(),
    port: Annotated[
        int | None,
        typer.Option(
            "--port", "-p", min=1, max=65535, help="Port; by default the first free one from 8642."
        ),
    ] = None,
    open_: Annotated[
        bool, typer.Option("--open/--no-open", help="Open the page in the browser.")
    ] = True,
    language: Annotated[
        str,
        typer.Option("--language", "-l", metavar="EDITION", help="Edition to show first."),
    ] = "",
    theme: Annotated[
        str,
        typer.Option("--theme", metavar="NAME", help="Theme to show, in place of report.yaml's."),
    ] = "",
    cache: CacheOption = True,
    quiet: QuietOption = False,
) -> None:
    """Show a report in the browser while it is being written; Ctrl-C ends it."""
    from reportgen.editions import EDITIONS

    edition = next(iter(chosen("--language", [language], EDITIONS)), "")
    from reportgen.preview.serve import serve, show
    from reportgen.store import project_store

    said: list[tuple[Finding, ...]] = [()]

    def say(view: View, page: Page) -> None:
        if page.findings and page.findings != said[-1]:
            tell(page.findings)
        elif not page.findings and not quiet:
            clock = time.strftime("%H:%M:%S", time.localtime(page.built))
            print(f"{clock}  {view.edition}  {page.seconds:.2f} s", flush=True)
        said[:] = [page.findings]

    def announce(address: str) -> None:
        if not quiet:
            print(f"{address}  (Ctrl-C ends the preview)", flush=True)
        if open_:
            show(address)

    folder = project if project.is_dir() else project.parent
    serve(
        project, port=port, edition=edition, theme=theme, announce=announce, tell=say,
        store=project_store(folder) if cache else None,
    )  # fmt: skip
