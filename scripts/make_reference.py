"""Models, registries, messages and the command line → the reference pages of docs.

    .venv/bin/python scripts/make_reference.py           # writes them
    .venv/bin/python scripts/make_reference.py --check   # says which are out of date
    .venv/bin/python scripts/make_reference.py --texts   # brings docs/reference/zh.yaml up to date

Each page is made in English and in Chinese. The Chinese of every text stands in
docs/reference/zh.yaml; a text without its Chinese, or one that no page says any more, is an error.
--texts adds the new ones, to be translated by hand, and takes away the old ones.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping

from reference import files, messages, names, program, text
from reference.speech import TRANSLATIONS, Speech, speech, translations, write_translations

DOCS = TRANSLATIONS.parent.parent
PAGES: Mapping[str, Callable[[Speech], str]] = {
    "reference/index": names.index,
    "reference/commands": program.commands,
    "reference/report-yaml": files.report_yaml,
    "reference/codebook": files.codebook,
    "reference/lists": files.lists,
    "reference/expressions": text.expressions,
    "reference/charts": names.charts,
    "reference/names": names.names,
    "reference/theme-yaml": files.theme_yaml,
    "messages": messages.messages,
}
"""The page of each file of docs, without its ending."""


def main() -> int:
    """Write the pages, compare them, or list their texts; return the exit code."""
    made, said, faults = pages()
    if "--texts" in sys.argv[1:]:
        write_translations(said, translations())
        return 0
    if "--check" in sys.argv[1:]:
        faults += [f"out of date: {name}" for name, page in made.items() if _read(name) != page]
    else:
        for name, page in made.items():
            (DOCS / name).write_text(page, encoding="utf-8")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def pages() -> tuple[dict[str, str], dict[str, list[str]], list[str]]:
    """Each page by its file name, the texts that each says first, and what is to be translated."""
    english, chinese = speech("en"), speech("zh")
    made, said = {}, {}
    for name, page in PAGES.items():
        before = len(chinese.said)
        made[f"{name}.md"] = page(english)
        made[f"{name}.zh.md"] = page(chinese)
        said[name] = list(chinese.said)[before:]
    faults = [f"not translated: {one}" for one in chinese.missing]
    faults += [f"said nowhere: {one}" for one in chinese.translations if one not in chinese.said]
    return made, said, faults


def _read(name: str) -> str:
    path = DOCS / name
    return path.read_text(encoding="utf-8") if path.is_file() else ""


if __name__ == "__main__":
    sys.exit(main())
