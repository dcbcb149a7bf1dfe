"""Arguments and options that several commands take."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

if TYPE_CHECKING:
    from rich.console import Console

ProjectArgument = Annotated[
    Path, typer.Argument(metavar="PROJECT", help="report.yaml, or the folder that holds it.")
]
OutputOption = Annotated[
    Path, typer.Option("--output", "-o", metavar="DIR", help="Folder of the files.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Show nothing but errors.")]
LanguageOption = Annotated[
    list[str] | None,
    typer.Option(
        "--language",
        "-l",
        metavar="EDITION",
        help="zh, en, bilingual, parallel, or another language of the report; may be given "
        "several times, or with commas. "
        "By default the editions of report.yaml.",
    ),
]
FormatOption = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="pdf, docx, html, or one of a plug-in; may be given several times, or with commas. "
        "By default the formats of report.yaml.",
    ),
]
PdfStandardOption = Annotated[
    str | None,
    typer.Option(
        "--pdf-standard",
        metavar="STANDARD",
        help="ua-1 (accessible) or a-3a (for archives, with the data enclosed). "
        "By default what report.yaml says.",
    ),
]
CacheOption = Annotated[
    bool, typer.Option("--cache/--no-cache", help="Whether to reuse what earlier builds made.")
]
MOST_JOBS = 4
"""How many files are rendered at a time by default: each takes some 300 MB of memory."""
JobsOption = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        "-j",
        metavar="N",
        min=1,
        help="How many files to render at a time. "
        f"By default as many as there are processors, {MOST_JOBS} at most.",
    ),
]


def default_jobs() -> int:
    """As many jobs as there are processors for this process, within reason."""
    is_told = hasattr(os, "sched_getaffinity")
    return min(MOST_JOBS, len(os.sched_getaffinity(0)) if is_told else os.cpu_count() or 1)


def folder_of(project: Path) -> Path:
    """The folder of a project, given that or its report.yaml."""
    return project if project.is_dir() else project.parent


def console() -> Console:
    """Where progress and results are shown."""
    from rich.console import Console

    return Console(highlight=False)


def chosen(
    option: str,
    given: Sequence[str] | None,
    known: Iterable[str],
    of_project: Callable[[], Iterable[str]] = tuple,
) -> tuple[str, ...]:
    """The names that an option lists, each once; a usage error for one that is not known.

    `of_project` are the names that the report at hand knows, asked for only where `known`, those
    that every report knows, lack one.
    """
    from reportgen.errors import nearest

    names = [part.strip() for value in given or () for part in value.split(",") if part.strip()]
    if any(name not in known for name in names):
        known = tuple(dict.fromkeys((*known, *of_project())))
    for name in names:
        if name not in known:
            like = nearest(name, known)
            message = f"'{name}' is not one of {', '.join(known)}."
            message += f" Did you mean {like}?" if like else ""
            raise typer.BadParameter(message, param_hint=f"'{option}'")
    return tuple(dict.fromkeys(names))


def one_of(option: str, given: str, known: Iterable[str]) -> str:
    """The one name that an option gives; a usage error for none, several or an unknown one."""
    names = chosen(option, [given], known)
    if len(names) != 1:
        raise typer.BadParameter(f"name one of {', '.join(known)}.", param_hint=f"'{option}'")
    return names[0]


class _Names(NamedTuple):
    editions: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()


def _names(path: Path) -> _Names:
    """What a report's languages and plug-ins add; nothing where it can't be read."""
    from reportgen.config import read_config
    from reportgen.errors import ReportError
    from reportgen.renderers import RENDERERS

    try:
        project = read_config(path)
    except ReportError:
        return _Names()
    with project.scope.active():
        return _Names(tuple(project.editions), tuple(RENDERERS))


def chosen_editions(language: Sequence[str] | None, project: Path) -> tuple[str, ...]:
    """The editions that --language lists; a usage error for one that the report can't have."""
    if not language:
        return ()  # nothing to check: a build that finds its files in the store is done at once
    from reportgen.editions import EDITIONS

    return chosen("--language", language, EDITIONS, lambda: _names(project).editions)


def chosen_formats(format_: Sequence[str] | None, project: Path) -> tuple[str, ...]:
    """The formats that --format lists; a usage error for one that nothing can write."""
    if not format_:
        return ()
    from reportgen.renderers import RENDERERS

    return chosen("--format", format_, RENDERERS, lambda: _names(project).formats)
