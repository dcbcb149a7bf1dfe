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
from reportgen.messages import Quoted, say, user_language
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
    "xlsxwriter": "3.2",
}
"""The oldest release of each package that will do; a test compares them with pyproject.toml."""

SYSTEMS = ("linux", "darwin", "win32")
"""Systems that have advice of their own."""
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
    system = f"{platform.system()} {platform.machine()}"
    detail = say("python_on", version=platform.python_version(), system=system)
    if sys.version_info[:2] >= PYTHON:
        return Diagnosis(Status.OK, "Python", detail)
    needed = ".".join(map(str, PYTHON))
    return Diagnosis(Status.PROBLEM, "Python", detail, say("python_needed", needed=needed))


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
            detail = say("package_missing", name=name)
            yield Diagnosis(Status.PROBLEM, say("package"), detail, advice)
            continue
        if _release(version) < _release(oldest):
            advice = f"pip install --upgrade '{name}>={oldest}'"
            detail = say("package_old", name=name, version=version)
            yield Diagnosis(Status.PROBLEM, say("package"), detail, advice)
        else:
            right.append(f"{name} {version}")
    yield Diagnosis(Status.OK, say("packages"), ", ".join(right))


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
        return Diagnosis(Status.PROBLEM, "WeasyPrint", _first_line(fault), _advice("pango"))
    number = pango.pango_version()
    version = f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    return Diagnosis(Status.OK, "WeasyPrint", f"{weasyprint.__version__}, Pango {version}")


def _justification() -> Diagnosis:
    from reportgen.renderers.justification import obstacle
    from reportgen.renderers.replacement import SUPPORTED

    if hindrance := obstacle():
        advice = say("flush_advice", version=max(SUPPORTED))
        detail = Quoted(hindrance).told(user_language())
        return Diagnosis(Status.WARNING, say("flush_lines"), detail, advice)
    return Diagnosis(Status.OK, say("flush_lines"), say("flush_active"))


def _subsetter() -> Diagnosis:
    name = subsetter()
    if name.startswith("harfbuzz"):
        return Diagnosis(Status.OK, say("font_subsetter"), name)
    detail = say("subsetter_slow", name=name)
    return Diagnosis(Status.WARNING, say("font_subsetter"), detail, _advice("subset"))


def _advice(about: str) -> str:
    """What to do on this system about a library that is missing."""
    return say(f"{about}_{sys.platform if sys.platform in SYSTEMS else 'any'}")


def _fonts(folder: Path) -> Iterator[Diagnosis]:
    """The shipped faces, what they cover in each language, and the families of each theme."""
    try:
        faces = shipped_faces(folder)
    except ReportError as fault:
        yield Diagnosis(Status.PROBLEM, say("fonts"), _first_line(fault), say("reinstall"))
        return
    whole = []
    for face in faces:
        if fracture := _broken(face):
            name = f"{face.family} {face.weight} {face.style}"
            detail = f"{name}: {fracture}"
            yield Diagnosis(Status.PROBLEM, say("font"), detail, say("reinstall"))
        else:
            whole.append(face)
    for language in languages():
        yield _language(load_locale(language), whole)
    here = Path()
    for theme in known_themes(here):
        yield _theme(theme, here, whole)


def _broken(face: FontFace) -> str | None:
    try:
        coverage(face)
    except ReportError as fault:
        return fault.findings[0].message(user_language())
    return None


def _language(locale: Locale, faces: Iterable[FontFace]) -> Diagnosis:
    """What the faces lack of the characters that a report in this language prints.

    Each face for Chinese must have all of GB 2312 by itself: a character from another face
    would show. In other scripts the faces of the page's script draw everything.
    """
    subject = say("fonts_for", language=locale.language)
    latin = [face for face in faces if face.script == "latin"]
    han = [face for face in faces if face.script == "han"] if locale.is_ideographic else []
    if not latin or (locale.is_ideographic and not han):
        return Diagnosis(Status.PROBLEM, subject, say("no_fonts"), say("reinstall"))
    ascii_ = "".join(map(chr, range(0x20, 0x7F)))
    lacking = {face: missing(ascii_ + PRINTED, [face]) for face in latin}
    lacking |= {face: missing(_gb2312(), [face]) for face in han}
    detail = ", ".join(dict.fromkeys(face.family for face in (*han, *latin)))
    for face, characters in lacking.items():
        if characters:
            some = "".join(sorted(characters)[:20])
            name = f"{face.family} {face.weight}"
            detail = say("font_lacks", face=name, n=len(characters), some=some)
            return Diagnosis(Status.WARNING, subject, detail, say("reinstall"))
    covered = say("han_and_latin" if han else "latin")
    detail = say("fonts_complete", n=len(lacking), covered=covered, families=detail)
    return Diagnosis(Status.OK, subject, detail)


@cache
def _gb2312() -> str:
    """The 6763 Chinese characters of GB 2312."""
    rows = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return "".join(code.decode("gb2312", "ignore") for code in rows)


def _theme(name: str, project: Path, faces: Iterable[FontFace]) -> Diagnosis:
    subject = say("theme", name=name)
    try:
        wanted = load_theme(name, project=project).faces
    except ReportError as fault:
        return Diagnosis(Status.PROBLEM, subject, _first_line(fault))
    families = {face.family for face in faces}
    named = [wanted.body, wanted.display, wanted.latin, wanted.latin_display]
    if lacking := [family for family in named if family not in families]:
        detail = say("no_such_font", names=lacking)
        advice = say("fonts_are", names=sorted(families) or say("no_fonts"))
        return Diagnosis(Status.PROBLEM, subject, detail, advice)
    return Diagnosis(Status.OK, subject, ", ".join(named))


def _writable(folder: Path) -> Diagnosis:
    """Whether files can be written there; the folder is not made."""
    nearest = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=nearest):
            pass
    except OSError as fault:
        problem = Quoted(str(fault.strerror))
        detail = say("folder_unwritable", folder=folder, problem=problem)
        return Diagnosis(Status.PROBLEM, say("output_folder"), detail, say("choose_folder"))
    return Diagnosis(Status.OK, say("output_folder"), say("folder_writable", folder=folder))


def _first_line(fault: BaseException) -> str:
    if isinstance(fault, ReportError):
        return fault.findings[0].lines(user_language())[0]
    return str(fault).partition("\n")[0] or type(fault).__name__
