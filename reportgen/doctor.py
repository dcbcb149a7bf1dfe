"""The machine → what a build would miss on it: libraries, fonts, a place to write."""

from __future__ import annotations

import platform
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import metadata
from io import StringIO
from pathlib import Path
from typing import Any

from reportgen.errors import ReportError
from reportgen.fonts import FontFace, coverage, missing, shipped_faces, subsetter
from reportgen.locales import Locale, load_locale
from reportgen.locales.locale import languages
from reportgen.registry import Registry
from reportgen.resources import fonts_folder
from reportgen.theme import known_themes, load_theme

PYTHON = (3, 11)
PACKAGES = {
    "fonttools": "4.60",
    "jinja2": "3.1",
    "lxml": "6.0",
    "markdown-it-py": "4.0",
    "matplotlib": "3.10",
    "mdit-py-plugins": "0.5",
    "numpy": "2.3",
    "pandas": "3.0",
    "pillow": "12.0",
    "platformdirs": "4.3",
    "pydantic": "2.12",
    "python-calamine": "0.6",
    "python-docx": "1.2",
    "pyyaml": "6.0.2",
    "rich": "14.0",
    "starlette": "0.46",
    "typer": "0.20",
    "uharfbuzz": "0.57",
    "uvicorn": "0.34",
    "watchfiles": "1.0",
    "weasyprint": "70.0",
}
"""The oldest release of each package that will do; a test compares them with pyproject.toml."""

PANGO_ADVICE = {
    "linux": "install Pango. Debian, Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0",
    "darwin": "install Pango: brew install pango",
    "win32": "install Pango through MSYS2: pacman -S mingw-w64-ucrt-x86_64-pango",
}
PANGO_ANY = "install Pango, as WeasyPrint's documentation says in “First Steps”"
SUBSET_ADVICE = {
    "linux": "to be faster: apt install libharfbuzz-subset0 (Debian, Ubuntu)",
    "darwin": "to be faster: brew install harfbuzz",
    "win32": "to be faster: pacman -S mingw-w64-ucrt-x86_64-harfbuzz",
}
SUBSET_ANY = "to be faster, install HarfBuzz with its subsetter (harfbuzz-subset)"
REINSTALL = "install reportgen anew; a checkout makes its fonts with `make fonts`"
PRINTED = "–—‘’“”…·×±≤≥µ°§−"
"""Signs besides ASCII that a report in any language prints."""


class Status(StrEnum):
    """How grave it is."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that was looked at, and what to do where it is not as it should be."""

    status: Status
    subject: str
    detail: str
    advice: str | None = None


def examine(output: Path) -> Iterator[Diagnosis]:
    """Look at everything that a build needs; one diagnosis at a time, as it is found."""
    yield _python()
    yield from _packages()
    weasyprint = _weasyprint()
    yield weasyprint
    if weasyprint.status is not Status.PROBLEM:
        yield _justification()
    yield _subsetter()
    yield from _fonts(fonts_folder())
    yield from _plugins()
    yield _writable(output)


def _python() -> Diagnosis:
    detail = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    if sys.version_info[:2] >= PYTHON:
        return Diagnosis(Status.OK, "Python", detail)
    needed = ".".join(map(str, PYTHON))
    return Diagnosis(Status.PROBLEM, "Python", detail, f"Python {needed} or later is needed")


def _plugins() -> Iterator[Diagnosis]:
    """A line for each installed plug-in that can't be used, and one for those that can."""
    from reportgen.charts import CHARTS
    from reportgen.locales import LOCALES
    from reportgen.readers import READERS
    from reportgen.renderers import RENDERERS
    from reportgen.statistics import INTERVALS, STATISTICS

    right = []
    registries: tuple[Registry[Any], ...]
    registries = (CHARTS, STATISTICS, INTERVALS, READERS, RENDERERS, LOCALES)
    for registry in registries:
        try:
            for name, distribution in registry.installed().items():
                registry.get(name)
                right.append(f"{name} ({distribution})")
        except ReportError as fault:
            finding = fault.findings[0]
            detail = f"{finding.message()}: {finding.found}"
            yield Diagnosis(Status.PROBLEM, "Plug-in", detail, finding.mend())
    if right:
        yield Diagnosis(Status.OK, "Plug-ins", ", ".join(right))


def _packages() -> Iterator[Diagnosis]:
    """A line for each package that is missing or too old, and one for all the rest."""
    right = []
    for name, oldest in PACKAGES.items():
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            advice = f"pip install '{name}>={oldest}'"
            yield Diagnosis(Status.PROBLEM, "Package", f"{name} is missing", advice)
            continue
        if _release(version) < _release(oldest):
            advice = f"pip install --upgrade '{name}>={oldest}'"
            yield Diagnosis(Status.PROBLEM, "Package", f"{name} {version} is too old", advice)
        else:
            right.append(f"{name} {version}")
    yield Diagnosis(Status.OK, "Packages", ", ".join(right))


def _release(version: str) -> tuple[int, ...]:
    """The numbers of a version, those of a pre-release left out."""
    return tuple(int(part) for part in re.split(r"[a-zA-Z+-]", version)[0].split(".") if part)


def _weasyprint() -> Diagnosis:
    # Where a library is missing, WeasyPrint prints a notice and lets an OSError out.
    try:
        with redirect_stdout(StringIO()):
            import weasyprint
            from weasyprint.text.ffi import pango
    except (ImportError, OSError) as fault:
        advice = PANGO_ADVICE.get(sys.platform, PANGO_ANY)
        return Diagnosis(Status.PROBLEM, "WeasyPrint", _first_line(fault), advice)
    number = pango.pango_version()
    version = f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    return Diagnosis(Status.OK, "WeasyPrint", f"{weasyprint.__version__}, Pango {version}")


def _justification() -> Diagnosis:
    from reportgen.renderers.justification import obstacle
    from reportgen.renderers.replacement import SUPPORTED

    if hindrance := obstacle():
        advice = f"pip install weasyprint=={max(SUPPORTED)}; lines of Chinese stay ragged otherwise"
        return Diagnosis(Status.WARNING, "Flush Chinese lines", hindrance, advice)
    return Diagnosis(Status.OK, "Flush Chinese lines", "active")


def _subsetter() -> Diagnosis:
    name = subsetter()
    if name.startswith("harfbuzz"):
        return Diagnosis(Status.OK, "Font subsetter", name)
    advice = SUBSET_ADVICE.get(sys.platform, SUBSET_ANY)
    return Diagnosis(Status.WARNING, "Font subsetter", f"{name}: works, but slower", advice)


def _fonts(folder: Path) -> Iterator[Diagnosis]:
    """The shipped faces, what they cover in each language, and the families of each theme."""
    try:
        faces = shipped_faces(folder)
    except ReportError as fault:
        yield Diagnosis(Status.PROBLEM, "Fonts", _first_line(fault), REINSTALL)
        return
    whole = []
    for face in faces:
        if fracture := _broken(face):
            name = f"{face.family} {face.weight} {face.style}"
            yield Diagnosis(Status.PROBLEM, "Font", f"{name}: {fracture}", REINSTALL)
        else:
            whole.append(face)
    for language in languages():
        yield _language(load_locale(language), whole)
    for theme in known_themes():
        yield _theme(theme, whole)


def _broken(face: FontFace) -> str | None:
    try:
        coverage(face)
    except ReportError as fault:
        return fault.findings[0].message()
    return None


def _language(locale: Locale, faces: Iterable[FontFace]) -> Diagnosis:
    """What the faces lack of the characters that a report in this language prints.

    Each face for Chinese must have all of GB 2312 by itself: a character from another face
    would show. In other scripts the faces of the page's script draw everything.
    """
    subject = f"Fonts for {locale.language}"
    latin = [face for face in faces if face.script == "latin"]
    han = [face for face in faces if face.script == "han"] if locale.is_ideographic else []
    if not latin or (locale.is_ideographic and not han):
        return Diagnosis(Status.PROBLEM, subject, "there are none", REINSTALL)
    ascii_ = "".join(map(chr, range(0x20, 0x7F)))
    lacking = {face: missing(ascii_ + PRINTED, [face]) for face in latin}
    lacking |= {face: missing(_gb2312(), [face]) for face in han}
    detail = ", ".join(dict.fromkeys(face.family for face in (*han, *latin)))
    for face, characters in lacking.items():
        if characters:
            some = "".join(sorted(characters)[:20])
            detail = f"{face.family} {face.weight} lacks {len(characters)} characters: {some}"
            return Diagnosis(Status.WARNING, subject, detail, REINSTALL)
    covered = "GB 2312 and Latin" if han else "Latin"
    return Diagnosis(Status.OK, subject, f"{len(lacking)} faces, {covered} complete: {detail}")


@cache
def _gb2312() -> str:
    """The 6763 Chinese characters of GB 2312."""
    rows = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return "".join(code.decode("gb2312", "ignore") for code in rows)


def _theme(name: str, faces: Iterable[FontFace]) -> Diagnosis:
    subject = f"Theme {name}"
    try:
        wanted = load_theme(name).faces
    except ReportError as fault:
        return Diagnosis(Status.PROBLEM, subject, _first_line(fault))
    families = {face.family for face in faces}
    named = [wanted.body, wanted.display, wanted.latin, wanted.latin_display]
    if lacking := [family for family in named if family not in families]:
        detail = f"no such font: {', '.join(lacking)}"
        advice = f"the fonts are: {', '.join(sorted(families)) or 'none'}"
        return Diagnosis(Status.PROBLEM, subject, detail, advice)
    return Diagnosis(Status.OK, subject, ", ".join(named))


def _writable(folder: Path) -> Diagnosis:
    """Whether files can be written there; the folder is not made."""
    nearest = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=nearest):
            pass
    except OSError as fault:
        detail = f"{folder} can't be written: {fault.strerror}"
        return Diagnosis(Status.PROBLEM, "Output folder", detail, "choose another with --output")
    return Diagnosis(Status.OK, "Output folder", f"{folder} can be written")


def _first_line(fault: BaseException) -> str:
    return str(fault).partition("\n")[0] or type(fault).__name__
