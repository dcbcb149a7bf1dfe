"""reportgen template new, tags, fill and check."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.application import FINDINGS, Command, app
from reportgen.cli.listing import (
    MatchOption,
    OneLanguageOption,
    OutputFormatOption,
    print_found,
)
from reportgen.cli.options import (
    LanguageOption,
    OutputOption,
    ProjectArgument,
    chosen_editions,
    folder_of,
)
from reportgen.cli.telling import tell
from reportgen.cli.theme import InOption
from reportgen.messages import say

if TYPE_CHECKING:
    from reportgen.errors import Finding

CHECKED = ".checked"
"""What is added to the name of a template whose copy has comments."""

templates = typer.Typer(
    name="template",
    help="Make and check Word templates, and list the tags that they can use.",
    no_args_is_help=True,
)
app.add_typer(templates)

ThemeArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="NAME",
        help="Theme of the project that gets the template. By default the project itself, so that "
        "it serves whatever theme the report has.",
    ),
]
AnyProjectOption = Annotated[
    bool,
    typer.Option(
        "--any-project",
        help="Leave the names of this project out, so that the template serves any: examples that "
        "need names are remarks.",
    ),
]
FileArgument = Annotated[
    Path,
    typer.Argument(metavar="FILE", help="The template, a .docx file.", readable=False),
]
TagKindOption = Annotated[
    list[str] | None,
    typer.Option(
        "--kind",
        "-k",
        metavar="KIND",
        help="template, surveys, items, tables, figures, sections, statistics or tags; may be "
        "given several times, or with commas.",
    ),
]
CopyOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="COPY",
        help="The copy. By default NAME.checked.docx beside FILE.",
    ),
]


@templates.command(cls=Command)
def new(
    name: ThemeArgument = None, any_project: AnyProjectOption = False, project: InOption = Path()
) -> None:
    """Begin a Word template: the theme's styles, and every kind of tag explained in its place."""
    from reportgen.files import write_new
    from reportgen.listing import gather
    from reportgen.messages import user_language
    from reportgen.renderers.docx.filling import Names, start, starter
    from reportgen.theme import WORD_TEMPLATE, known_themes, load_theme

    gathered = gather(project)
    config = gathered.project.config
    folder = gathered.project.folder / "templates"
    theme = load_theme(name or config.theme, project=gathered.project.folder)
    if name and known_themes(gathered.project.folder)[name].parent == folder:
        folder /= name
    if any_project:
        made = starter(theme, user_language())
    else:
        names = Names.of(gathered.project, gathered.results.items)
        made = start(theme, names, gathered.project.languages[0], user_language())
    write_new(folder, {PurePosixPath(WORD_TEMPLATE): made})
    print(folder / WORD_TEMPLATE)
    print(f"{say('next')} reportgen build {folder_of(project)} --format docx")


@templates.command(cls=Command)
def tags(
    project: ProjectArgument = Path(),
    kind: TagKindOption = None,
    match: MatchOption = "",
    language: OneLanguageOption = None,
    output_format: OutputFormatOption = "text",
) -> None:
    """List the tags that a Word template can use, as they are typed, with what they print."""
    from reportgen.listing import template_tags
    from reportgen.listing.template_tags import KINDS

    print_found(template_tags, KINDS, project, kind, match, language, output_format)


@templates.command(cls=Command)
def fill(
    file: FileArgument,
    project: InOption = Path(),
    language: LanguageOption = None,
    output: OutputOption = Path("output"),
) -> None:
    """Fill a Word template that stands for itself, a letter say, beside the report's own files."""
    from reportgen.drafts.letters import filled_editions
    from reportgen.errors import Place, error
    from reportgen.files import write_whole
    from reportgen.pipeline import compute, read_project

    editions = chosen_editions(language, project)
    report = compute(read_project(project))
    if file.stem == (name := report.project.config.name):
        raise error("named-like-the-report", Place(str(file)), found=name)
    made = {
        output / f"{file.stem}.{edition}.docx": data
        for edition, data in filled_editions(report, file, editions).items()
    }
    write_whole(made)
    for path in made:
        print(path)


@templates.command(cls=Command)
def check(file: FileArgument, project: InOption = Path(), output: CopyOption = None) -> None:
    """Check the tags of a Word template, and write a copy with a Word comment at each bad one."""
    from reportgen.files import write_whole
    from reportgen.messages import user_language
    from reportgen.pipeline import compute, read_project
    from reportgen.renderers.docx.filling import faults_in_all, tags_in, with_comments
    from reportgen.stages import Stages
    from reportgen.yamlfile import read_bytes

    data = read_bytes(file)
    number = tags_in(file, data)
    report = compute(read_project(project))
    with report.project.scope.active():
        stages = Stages.of(report.project, report.document, report.theme)
        editions = {name: stages.edition(name) for name in report.project.config.editions}
        faults = faults_in_all(
            report.document, report.results, report.theme, editions, (file, data)
        )
    copy = output or file.with_name(f"{file.stem}{CHECKED}{file.suffix}")
    if not faults:
        print(say("template_is_right", n=number))
        if copy.exists():  # somebody may have written into it: it is not ours to delete
            print(say("template_copy_is_old", file=str(copy)))
        return
    found: list[Finding] = [fault.finding for fault in faults]
    tell(found)  # before the copy, which may be open in Word
    write_whole({copy: with_comments(file, data, faults, user_language())})
    print(say("template_with_comments", n=len(found), file=str(copy)))
    raise typer.Exit(FINDINGS)
