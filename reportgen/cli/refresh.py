"""reportgen refresh."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.application import CLEAN, FINDINGS, Command, app
from reportgen.cli.check import counted
from reportgen.cli.options import ProjectArgument, QuietOption, console, folder_of, one_of
from reportgen.cli.telling import tell, told_in
from reportgen.messages import say, user_language

if TYPE_CHECKING:
    from reportgen.drafts import Change, Written

TEXT = "text"
OUTPUT_FORMATS = (TEXT, "json")

DraftArgument = Annotated[
    Path,
    typer.Argument(
        metavar="DRAFT", help="A Word draft (.docx) that a build has made.", readable=False
    ),
]
RefreshedOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write to another file. By default the draft is written, and kept as it was beside.",
    ),
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Tell what would change.")]
OverwriteOption = Annotated[
    bool, typer.Option("--overwrite", help="Write over what somebody has typed in a control, too.")
]
OutputFormatOption = Annotated[
    str, typer.Option("--output-format", metavar="FORMAT", help="text or json.")
]


@app.command(cls=Command)
def refresh(
    draft: DraftArgument,
    project: ProjectArgument = Path(),
    output: RefreshedOption = None,
    overwrite: OverwriteOption = False,
    dry_run: DryRunOption = False,
    output_format: OutputFormatOption = TEXT,
    quiet: QuietOption = False,
) -> None:
    """Write today's numbers, tables and figures into a Word draft; touch nothing else."""
    from reportgen import drafts
    from reportgen.progress import progress
    from reportgen.store import project_store

    is_text = one_of("--output-format", output_format, OUTPUT_FORMATS) == TEXT
    with progress(console(), quiet=quiet or not is_text) as show:
        written = drafts.refreshed(
            draft,
            project,
            output,
            overwrite=overwrite,
            dry_run=dry_run,
            progress=show,
            store=project_store(folder_of(project)),
        )
    if is_text:
        _print_text(written, draft, dry_run=dry_run, quiet=quiet)
    else:
        _print_json(written, draft)
    faults = [one for one in written.refreshed.findings if not one.is_warning]
    raise typer.Exit(FINDINGS if faults else CLEAN)


def _print_text(written: Written, draft: Path, *, dry_run: bool, quiet: bool) -> None:
    from reportgen.telling import printable

    done = written.refreshed
    if not quiet:
        for change in done.changes:
            print(printable(_line(change)))
    if done.findings:
        tell(done.findings, are_all=True)
    if quiet:
        return
    findings = counted(done.findings)
    print(say("refreshed", n=len(done.changes), current=done.current, findings=findings))
    if written.path:
        print(say("refreshed_file", path=written.path))
    if written.kept:
        print(say("refreshed_kept", path=written.kept))
    if not written.path:
        is_dry = dry_run and done.changes
        print(say("refreshed_dry") if is_dry else say("refreshed_nothing", path=draft))


def _line(change: Change) -> str:
    place = change.place.told(user_language())
    old, new = change.old or "—", change.new or "—"
    if change.kind == "figure":
        return say("refreshed_figure", place=place, title=change.title)
    if change.kind == "order":
        return say("refreshed_order", place=place)
    if change.kind == "table" and change.place == change.place.of_table():
        return say("refreshed_table", place=place, old=old, new=new)
    return say("refreshed_number", place=place, old=old, new=new)


def _print_json(written: Written, draft: Path) -> None:
    import json

    done = written.refreshed
    told = {
        "draft": str(draft),
        "written": str(written.path) if written.path else None,
        "kept": str(written.kept) if written.kept else None,
        "current": done.current,
        "changes": [
            {
                "kind": change.kind,
                "place": change.place.told(user_language()),
                "title": change.title,
                "old": change.old,
                "new": change.new,
            }
            for change in done.changes
        ],
        "findings": json.loads(told_in("json", done.findings)),
    }
    print(json.dumps(told, ensure_ascii=False, indent=2))
