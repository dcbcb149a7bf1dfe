"""reportgen verify."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reportgen.cli.application import CLEAN, FINDINGS, Command, app
from reportgen.cli.check import OUTPUT_FORMATS, TEXT, OutputFormatOption, StrictOption, counted
from reportgen.cli.options import ProjectArgument, QuietOption, console, folder_of, one_of
from reportgen.cli.telling import tell, told_in
from reportgen.messages import say

DraftArgument = Annotated[
    Path,
    typer.Argument(metavar="DRAFT", help="A Word draft (.docx), edited or not.", readable=False),
]


@app.command(cls=Command)
def verify(
    draft: DraftArgument,
    project: ProjectArgument = Path(),
    strict: StrictOption = False,
    output_format: OutputFormatOption = TEXT,
    quiet: QuietOption = False,
) -> None:
    """Compare the numbers of a Word draft with the data: in its controls, and typed."""
    from reportgen import drafts
    from reportgen.progress import progress
    from reportgen.store import project_store

    is_text = one_of("--output-format", output_format, OUTPUT_FORMATS) == TEXT
    with progress(console(), quiet=quiet or not is_text) as show:
        verified = drafts.verified(draft, project, show, project_store(folder_of(project)))
    found = verified.findings
    if not is_text:
        print(told_in(output_format, found))
    elif found:
        tell(found, are_all=True)
    if is_text and not quiet:
        what = [
            say("numbers_in_controls", n=verified.controls),
            say("quotations_in_text", n=verified.quotations),
        ]
        print(say("checked", what=what, findings=counted(found)))
    raise typer.Exit(FINDINGS if any(strict or not one.is_warning for one in found) else CLEAN)
