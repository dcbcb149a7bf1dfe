"""reportgen doctor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from reportgen.cli.application import CLEAN, FINDINGS, Command, app
from reportgen.cli.options import OutputOption, QuietOption
from reportgen.messages import say

if TYPE_CHECKING:
    from reportgen.doctor import Diagnosis

WIDTH = 8
"""Columns of the word for a status."""


@app.command(cls=Command)
def doctor(output: OutputOption = Path("output"), quiet: QuietOption = False) -> None:
    """Look whether this machine has all that a build needs."""
    from reportgen.doctor import Status, examine

    problems = warnings = 0
    for diagnosis in examine(output):
        problems += diagnosis.status is Status.PROBLEM
        warnings += diagnosis.status is Status.WARNING
        if not quiet or diagnosis.status is not Status.OK:
            _print_diagnosis(diagnosis)
    if not quiet:
        numbers = {"problems": say("problems", n=problems), "warnings": say("warnings", n=warnings)}
        print(say("diagnoses", **numbers))
    raise typer.Exit(FINDINGS if problems else CLEAN)


def _print_diagnosis(diagnosis: Diagnosis) -> None:
    from rich.cells import set_cell_size

    status = set_cell_size(say(f"status_{diagnosis.status}"), WIDTH)
    print(status, say("diagnosed", subject=diagnosis.subject, detail=diagnosis.detail))
    if diagnosis.advice:
        print(f"{'':<{WIDTH}} → {diagnosis.advice}")
