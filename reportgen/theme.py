"""theme.yaml → Theme: the look of a report, as tokens that pages, charts and Word share."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from reportgen.errors import Place, ReportError, error
from reportgen.fonts import FontFace, read_face, shipped_faces
from reportgen.resources import fonts_folder, templates_folder
from reportgen.validation import faults
from reportgen.yamlfile import read_yaml

THEME_NAME = "theme.yaml"


class _Tokens(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Colours(_Tokens):
    """Colours as #rrggbb."""

    ink: str
    muted: str
    rule: str
    accent: str
    paper: str
    series: tuple[str, ...]
    """Colours of the series of a chart, in order."""
    scale: tuple[str, ...]
    """Colours of an ordered scale, from one end to the other."""


class Faces(_Tokens):
    """Font families by their part in the page. The Latin ones serve letters and digits."""

    body: str
    display: str
    latin: str
    latin_display: str
    fallback: tuple[str, ...] = ()
    """Families for characters that the others lack, as those of rare names."""


class FontFile(_Tokens):
    """A font of the theme's own."""

    file: Path
    """The font file, relative to theme.yaml: .ttf, .otf or .ttc."""
    script: Literal["han", "latin"]


class WordFaces(_Tokens):
    """Font families of the Word draft: those that co-authors have installed."""

    east_asian: str
    east_asian_display: str
    latin: str
    latin_display: str


class Page(_Tokens):
    """The page, in points: its size and the margins around the text."""

    width: float
    height: float
    top: float
    bottom: float


class Setting(_Tokens):
    """How text in one language is set, in points."""

    size: float
    leading: float
    measure: float
    """Width of the text; in Chinese a whole number of characters."""
    indent: float
    """First-line indent of a paragraph."""
    heading_numbering: Literal["cma", "cyt35", "none"]
    """A numbering style: cma, cyt35 or none."""


class ChartTokens(_Tokens):
    """Sizes in charts, in points."""

    size: float
    width: float
    bar: float
    """Height of one bar."""
    gap: float
    """Space between bars, or between groups of bars."""


class Theme(_Tokens):
    """The look of a report. Its templates and stylesheet are found in `folder`."""

    name: str
    folder: Path
    colours: Colours
    faces: Faces
    fonts: tuple[FontFile, ...] = ()
    """Fonts besides those that ship with the program, whose families `faces` may name."""
    word_faces: WordFaces
    page: Page
    settings: Mapping[str, Setting]
    """How text is set, by language."""
    table_size: float
    caption_size: float
    charts: ChartTokens


def load_theme(name: str, place: Place | None = None) -> Theme:
    """The theme called `name`; a ReportError that lists the known ones when there is none."""
    folder = templates_folder() / name
    known = sorted(path.parent.name for path in templates_folder().glob(f"*/{THEME_NAME}"))
    if name not in known:
        raise error("unknown-theme", place, found=name, allowed=known)
    source = read_yaml(folder / THEME_NAME)
    try:
        return Theme.model_validate({**source.data, "name": name, "folder": folder})
    except ValidationError as fault:
        raise ReportError(*faults(fault, source, Theme)) from None


def theme_faces(theme: Theme) -> tuple[FontFace, ...]:
    """Every face that the theme may use: those that ship with the program, and its own.

    Raises FontError, a ReportError, for a file that is missing or no font.
    """
    return _faces(tuple((theme.folder / font.file, font.script) for font in theme.fonts))


@cache
def _faces(own: tuple[tuple[Path, str], ...]) -> tuple[FontFace, ...]:
    return (*shipped_faces(fonts_folder()), *(read_face(path, script) for path, script in own))
