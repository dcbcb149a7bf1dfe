"""reportgen explain."""

from __future__ import annotations

from typing import Annotated

import typer

from reportgen.cli.application import Command, app


@app.command(cls=Command)
def explain(
    codes: Annotated[
        list[str] | None,
        typer.Argument(metavar="CODE", help="Codes of messages, as RG203, or their names."),
    ] = None,
) -> None:
    """Explain messages: what is wrong, why, and how to put it right. Without CODE, list all."""
    from reportgen.messages import catalogue, named, user_language
    from reportgen.telling.explanation import explanation, unexplained

    language = user_language()
    if not codes:
        for one in catalogue().values():
            print(f"{one.code}  {one.name:<28}  {one.headline(language)}")
        return
    entries = []
    for code in codes:
        entry = named(code)
        if entry is None:
            raise typer.BadParameter(unexplained(code, language), param_hint="'CODE'")
        entries.append(entry)
    print("\n\n".join("\n".join(explanation(entry, language)) for entry in entries))
