"""Write the pages of docs/ that are made from the program itself: run it after a change of these.

A test compares the pages with what this makes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportgen.messages import Entry, catalogue, say
from reportgen.messages.phrases import general

DOCS = Path(__file__).resolve().parents[1] / "docs"
TITLES = {"en": "Messages", "zh": "提示一览"}
LINKS = {
    "en": "**[中文](messages.zh.md)** · English",
    "zh": "中文 · **[English](messages.md)**",
}
INTRODUCTIONS = {
    "en": "Every message of the program by its code, as `reportgen explain` tells it. "
    "In a message, … stands for what it names.",
    "zh": "程序的全部提示，按代码排列，内容与`reportgen explain`相同。提示中的“…”代表具体内容。",
}
GROUPS = {
    "1": {"en": "Files", "zh": "文件"},
    "2": {"en": "report.yaml and other files of a project", "zh": "report.yaml及项目的其他文件"},
    "3": {"en": "The codebook", "zh": "编码手册"},
    "4": {"en": "The data", "zh": "数据"},
    "5": {"en": "The text and its expressions", "zh": "正文及其表达式"},
    "6": {"en": "Tables and figures", "zh": "表和图"},
    "7": {"en": "The look", "zh": "版式"},
    "8": {"en": "Numbers that disagree", "zh": "不一致的数"},
    "9": {"en": "The program and what it writes", "zh": "程序及其写出的文件"},
}
"""The headings by the first digit of the codes."""


def pages() -> dict[Path, str]:
    """Every page by its path."""
    return {
        DOCS / "messages.md": "\n".join(_messages("en")) + "\n",
        DOCS / "messages.zh.md": "\n".join(_messages("zh")) + "\n",
    }


def _messages(language: str) -> Iterator[str]:
    yield from (f"# {TITLES[language]}", "", LINKS[language], "", INTRODUCTIONS[language])
    group = ""
    for entry in catalogue().values():
        digit = entry.code[2]
        if digit != group:
            group = digit
            yield from ("", f"## {GROUPS[digit][language]}")
        yield from _message(entry, language)


def _message(entry: Entry, language: str) -> Iterator[str]:
    wording = entry.wordings[language]
    headline = entry.headline(language)
    if entry.severity == "warning":
        headline = say("warning", language, message=headline)
    yield from ("", f"### {entry.code} `{entry.name}`", "", f"**{_plain(headline)}**", "")
    yield from (_plain(general(wording.reason)), "")
    yield say("mend", language, text=_plain(general(wording.mend)))
    for name, example in (("wrong", entry.wrong), ("right", entry.right)):
        if example:
            yield from ("", say(name, language), "", "```", *example.splitlines(), "```")


def _plain(text: str) -> str:
    """A text whose signs Markdown leaves as they are."""
    for sign in "\\`*_<[|":
        text = text.replace(sign, f"\\{sign}")
    return text


def main() -> None:
    """Write the pages."""
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
