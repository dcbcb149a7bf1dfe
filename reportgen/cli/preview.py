"""reportgen preview."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.application import Command, app
from reportgen.cli.options import CacheOption, ProjectArgument, QuietOption, folder_of
from reportgen.cli.telling import tell
from reportgen.messages import say

if TYPE_CHECKING:
    from reportgen.errors import Finding
    from reportgen.preview.session import Page, View

PortOption = Annotated[
    int | None,
    typer.Option(
        "--port", "-p", min=1, max=65535, help="Port; by default the first free one from 8642."
    ),
]
OpenOption = Annotated[bool, typer.Option("--open/--no-open", help="Open the page in the browser.")]
FirstOption = Annotated[
    str,
    typer.Option("--language", "-l", metavar="EDITION", help="Edition to show first."),
]
ThemeOption = Annotated[
    str,
    typer.Option("--theme", metavar="NAME", help="Theme to show, in place of report.yaml's."),
]


@app.command(cls=Command)
def preview(
    project: ProjectArgument = Path(),
    port: PortOption = None,
    open_: OpenOption = True,
    language: FirstOption = "",
    theme: ThemeOption = "",
    cache: CacheOption = True,
    quiet: QuietOption = False,
) -> None:
    """Show a report in the browser while it is being written; Ctrl-C ends it."""
    from reportgen.preview.serve import serve, show
    from reportgen.store import project_store

    def announce(address: str) -> None:
        if not quiet:
            print(f"{address}  {say('ends_preview')}", flush=True)
        if open_:
            show(address)

    folder = folder_of(project)
    serve(
        project, port=port, edition=language, theme=theme,
        store=project_store(folder) if cache else None,
        announce=announce, tell=_Log(quiet),
    )  # fmt: skip


class _Log:
    """A line for each build, and what is wrong, once."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        self._told: tuple[Finding, ...] = ()

    def __call__(self, view: View, page: Page) -> None:
        if page.findings and page.findings != self._told:
            tell(page.findings)
        elif not page.findings and not self._quiet:
            clock = time.strftime("%H:%M:%S", time.localtime(page.built))
            print(f"{clock}  {view.edition}  {page.seconds:.2f} s", flush=True)
        self._told = page.findings
