"""Themes → the Word templates to start from that stand beside them.

    .venv/bin/python scripts/make_starters.py           # writes them
    .venv/bin/python scripts/make_starters.py --check   # says which are out of date

Each is what `reportgen template new --any-project` writes: it serves any project with the theme.
No report is made with it as long as it has this name; a copy called template.docx is used.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from reportgen.messages.language import LANGUAGES
from reportgen.renderers.docx.filling import starter, starter_name
from reportgen.resources import examples_folder
from reportgen.theme import known_themes, load_theme

ROOT = Path(__file__).resolve().parent.parent


def starters() -> dict[Path, bytes]:
    """The file of each theme in each language: of the themes that ship, and of the examples."""
    projects = (None, *(path.parent for path in sorted(examples_folder().glob("*/report.yaml"))))
    return {
        folder / starter_name(language): starter(load_theme(name, project=project), language)
        for project in projects
        for name, folder in known_themes(project).items()
        for language in LANGUAGES
    }


def parts(data: bytes) -> dict[str, bytes]:
    """What a file holds; its packed bytes are those of the zlib at hand."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def main() -> int:
    """Write the files, or compare them; return the exit code."""
    old = {
        path: data
        for path, data in starters().items()
        if not path.is_file() or parts(path.read_bytes()) != parts(data)
    }
    if "--check" in sys.argv[1:]:
        for path in old:
            print(f"out of date: {path.relative_to(ROOT)}", file=sys.stderr)
        return 1 if old else 0
    for path, data in old.items():
        path.write_bytes(data)
        print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
