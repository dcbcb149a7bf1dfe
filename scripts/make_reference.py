"""Models, registries and the command line → the reference pages of docs/reference.

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

from reference import files, names, program, text
from reference.speech import TRANSLATIONS, Speech, speech, translations, write_translations

FOLDER = TRANSLATIONS.parent
PAGES: Mapping[str, Callable[[Speech], str]] = {
    "index": names.index,
    "commands": program.commands,
    "report-yaml": files.report_yaml,
    "codebook": files.codebook,
    "lists": files.lists,
    "expressions": text.expressions,
    "charts": names.charts,
    "names": names.names,
    "theme-yaml": files.theme_yaml,
}


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
            (FOLDER / name).write_text(page, encoding="utf-8")
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
    path = FOLDER / name
    return path.read_text(encoding="utf-8") if path.is_file() else ""


if __name__ == "__main__":
    sys.exit(main())
