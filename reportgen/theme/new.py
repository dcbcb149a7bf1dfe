"""A theme of a project's own, to begin with: a small theme.yaml that builds at once."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from reportgen.errors import Place, error
from reportgen.files import write_new
from reportgen.theme.chain import NAME, PROJECT_TEMPLATES, THEME_NAME, known_themes
from reportgen.theme.load import load_theme, theme_faces

PATTERN = Path(__file__).with_name("new.yaml")


def new_theme(name: str, extends: str, project: Path) -> Path:
    """Write `templates/NAME/theme.yaml` below a project's folder; return its path.

    Raises ReportError for a name that is none, or is taken, and where `extends` is not known.
    Never writes over a file.
    """
    if not NAME.fullmatch(name):
        raise error("bad-theme-name", found=name)
    file = PurePosixPath(PROJECT_TEMPLATES, name, THEME_NAME)
    path = project / file
    if path.parent.exists() or name in known_themes(project):
        raise error("theme-exists", Place(str(path.parent)), found=name)
    write_new(project, {file: _text(name, extends, project).encode()})
    return path


def _text(name: str, extends: str, project: Path) -> str:
    parent = load_theme(extends, project=project)
    families = dict.fromkeys(face.family for face in theme_faces(parent))
    return PATTERN.read_text(encoding="utf-8").format(
        name=name,
        extends=extends,
        families=", ".join(families),
        body=parent.faces.body,
        display=parent.faces.display,
        accent=parent.colours.accent,
        ink=parent.colours.ink,
        panel=parent.colours.panel,
        series=", ".join(f'"{colour}"' for colour in parent.colours.series),
        numbering=parent.settings["zh"].heading_numbering if "zh" in parent.settings else "none",
        outer_rule=parent.tables.outer_rule,
    )
