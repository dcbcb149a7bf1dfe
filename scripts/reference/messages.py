"""The messages of the program: each code with its reason, how to mend it, and an example."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import groupby

from reference.speech import Speech
from reportgen.messages import Entry, catalogue
from reportgen.messages.phrases import general

GROUPS: Mapping[str, str] = {
    "0": "Plug-ins, and languages of your own",
    "1": "Files that can't be read",
    "2": "report.yaml and other files of keys",
    "3": "The codebook",
    "4": "The data",
    "5": "The text",
    "6": "Tables and figures",
    "7": "The look, and what is printed",
    "8": "Numbers that disagree",
    "9": "The program and its files",
}
"""The groups of codes, by the first digit."""


def messages(speech: Speech) -> str:
    """The page on messages."""
    lines = speech.page(
        "Messages",
        "Every message has a code that stays the same. `reportgen explain` with a code tells what "
        "stands here, in the terminal. In a message, … stands for what it names.",
        "messages",
    )
    for digit, entries in groupby(_in_order(), key=lambda entry: entry.code[2]):
        lines += ["", f"## {speech.say(GROUPS[digit])}"]
        for entry in entries:
            lines += _lines(speech, entry)
    return "\n".join(lines) + "\n"


def _in_order() -> list[Entry]:
    return sorted(catalogue().values(), key=lambda entry: entry.code)


def _lines(speech: Speech, entry: Entry) -> list[str]:
    wording = entry.wordings[speech.language]
    kind = f" · {speech.say('a warning')}" if entry.severity == "warning" else ""
    lines = ["", f"### {entry.code}", ""]
    lines += [f"`{entry.name}` · **{_plain(entry.headline(speech.language))}**{kind}", ""]
    lines += [_plain(f"{general(wording.reason)} {general(wording.mend)}".replace("。 ", "。"))]
    for title, example in (("Wrong:", entry.wrong), ("Right:", entry.right)):
        if example:
            lines += ["", speech.say(title), "", "```text", example.rstrip("\n"), "```"]
    return lines


def _plain(text: str) -> str:
    """A text in which nothing but code is taken for Markdown, by a forge or by mkdocs."""
    return re.sub(r"[*_\[\]#\\]", r"\\\g<0>", text).replace("<", "&lt;")
