"""The command line: commands, arguments, options, exit codes, environment variables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

import reportgen
from reference.speech import Speech, code
from reportgen import cli

OF_THE_SHELL = ("--install-completion", "--show-completion")
EXIT_CODES = {
    "0": "Done, and nothing was found.",
    "1": "Something in the report, its data or a text is wrong; the findings are told.",
    "2": "A command was typed wrongly, or the program is at fault.",
    "130": "Interrupted by Ctrl-C.",
}
VARIABLES = {
    "REPORTGEN_CACHE": "The folder of what earlier builds have made, in place of the user's own.",
    "REPORTGEN_DEBUG": "`1`: as `--debug`.",
    "REPORTGEN_LANGUAGE": "The language in which the program speaks: `zh` or `en`. When it is not "
    "set, `LC_ALL`, `LC_MESSAGES` and `LANG` decide.",
    "SOURCE_DATE_EPOCH": "The time, in seconds since 1970, that files are dated by.",
}
_VARIABLE = re.compile(r"[\"'](REPORTGEN_[A-Z_]+|SOURCE_DATE_EPOCH)[\"']")


def commands(speech: Speech) -> str:
    """The page on the commands."""
    program = typer.main.get_command(cli.app)
    lines = speech.page("Commands", "What is typed after `reportgen`, and its options.", "commands")
    lines += ["", f"## {speech.say('Before a command')}"]
    lines += _options(speech, program)
    for name, command in every_command(program):
        lines += ["", f"## reportgen {name}", "", speech.say(command.help or "")]
        lines += ["", "```text", _usage(name, command), "```"]
        lines += _arguments(speech, command)
        lines += _options(speech, command)
    lines += ["", f"## {speech.say('Exit codes')}"]
    codes = [(code(number), speech.say(text)) for number, text in EXIT_CODES.items()]
    lines += speech.table(("code", "what"), codes)
    lines += ["", f"## {speech.say('Environment variables')}"]
    found = [(code(name), speech.say(VARIABLES[name])) for name in sorted(variables())]
    lines += speech.table(("variable", "what"), found)
    return "\n".join(lines) + "\n"


def every_command(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Each command with its whole name, as "theme new"."""
    for name, command in sorted(group.commands.items()):
        if hasattr(command, "commands"):
            yield from every_command(command, f"{before}{name} ")
        else:
            yield before + name, command


def variables() -> set[str]:
    """The environment variables that the program's source reads."""
    package = Path(reportgen.__file__).parent
    return {
        name
        for path in package.rglob("*.py")
        for name in _VARIABLE.findall(path.read_text(encoding="utf-8"))
    }


def _usage(name: str, command: Any) -> str:
    arguments = [_metavar(part) for part in command.params if part.param_type_name == "argument"]
    return " ".join(["reportgen", name, "[OPTIONS]", *arguments])


def _arguments(speech: Speech, command: Any) -> list[str]:
    rows = [
        (code(_metavar(part)), speech.say(part.help or ""))
        for part in command.params
        if part.param_type_name == "argument"
    ]
    return speech.table(("argument", "what"), rows)


def _options(speech: Speech, command: Any) -> list[str]:
    rows = [
        (
            speech.listed(map(code, _names(part))),
            code(_metavar(part)) if _takes_value(part) else "",
            _default(part),
            speech.say(part.help or ""),
        )
        for part in command.params
        if part.param_type_name == "option" and part.opts[0] not in OF_THE_SHELL
    ]
    helps = speech.listed(map(code, ("--help", "-h")))
    rows.append((helps, "", "–", speech.say("Show the help and exit.")))
    return speech.table(("option", "takes", "when left out", "what"), rows)


def _names(option: Any) -> list[str]:
    return [*option.opts, *option.secondary_opts]


def _metavar(part: Any) -> str:
    """What stands for an argument, or for an option's value; in brackets where it is optional."""
    word = str(part.metavar or part.name.upper())
    is_optional = part.param_type_name == "argument" and not part.required
    word = f"[{word.strip('[]')}]" if is_optional else word
    return f"{word}…" if part.nargs == -1 else word


def _takes_value(option: Any) -> bool:
    return not option.is_flag


def _default(option: Any) -> str:
    default = option.default
    is_said = default is not None and default not in ((), "", False) and not callable(default)
    return code(default) if is_said and _takes_value(option) else "–"
