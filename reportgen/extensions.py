"""What a project adds to the program: plug-ins and locales that its report.yaml names → a Scope.

A plug-in is a program: naming it in report.yaml is the request to run it, and nothing else is run.
"""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path, PurePosixPath, PureWindowsPath
from types import ModuleType

from reportgen.errors import Finding, Place, ReportError, error
from reportgen.locales import LOCALES, load_locale
from reportgen.registry import Origin, Scope
from reportgen.yamlfile import YamlFile, read_utf8, unreadable

PLUGINS, LOCALE_FILES = "plugins", "locales"
"""The folders of a project that hold them."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def load_extensions(
    source: YamlFile, plugins: tuple[str, ...], languages: tuple[str, ...]
) -> tuple[Scope, ReportError | None]:
    """The scope of the project whose report.yaml is `source`, and an error with every fault.

    The files of `plugins` are run, in that order; a language that the program lacks is read from
    the project's locale file. A plug-in with a fault adds nothing, and the others are still run.
    The cause of the error is the first exception in a plug-in's code.
    """
    scope, faults, causes = Scope(), list[Finding](), list[BaseException | None]()
    folder = source.path.parent
    for index, name in enumerate(plugins):
        key = ("plugins", index)
        try:
            if name in plugins[:index]:
                raise error("plugin-twice", found=name)
            _run(_plugin_file(folder, name), f"{PLUGINS}/{name}", scope)
        except ReportError as fault:
            faults += _placed(fault, source.place(key))
            causes.append(fault.__cause__)
    for index, language in enumerate(languages):
        try:
            _find_locale(folder, language, scope)
            with scope.active():
                load_locale(language)
        except ReportError as fault:
            faults += _placed(fault, source.place(("languages", index)))
    if not faults:
        return scope, None
    error_of_all = ReportError(*faults)
    error_of_all.__cause__ = next(filter(None, causes), None)
    return scope, error_of_all


def _plugin_file(folder: Path, name: str) -> Path:
    """The file of a plug-in. Raises ReportError for one outside the project's folder of them."""
    paths = (PurePosixPath(name), PureWindowsPath(name))
    if any(path.anchor or ".." in path.parts for path in paths) or "\\" in name:
        raise error("plugin-path", found=name)
    path = folder / PLUGINS / name
    home = folder.resolve() / PLUGINS
    if not path.resolve().is_relative_to(home):
        raise error("outside-project-folder", found=name, folder=PLUGINS)
    if path.suffix != ".py" or not path.is_file():
        known = sorted(
            found.relative_to(folder / PLUGINS).as_posix()
            for found in (folder / PLUGINS).rglob("*.py")
        )
        raise error("no-such-plugin", found=name, allowed=known)
    return path


def _run(path: Path, called: str, scope: Scope) -> None:
    """Run a plug-in's file as a module of its own; what it adds enters the scope."""
    origin = Origin(called, str(path))
    code = read_utf8(path)
    scope.files[path] = _digest(path)
    digest = sha256(str(path.resolve()).encode()).hexdigest()[:12]
    module = ModuleType(f"reportgen_plugin_{digest}_{path.stem}")
    module.__file__ = str(path)
    sys.modules[module.__name__] = module  # dataclasses look their module up there
    try:
        with scope.loading(origin):
            exec(compile(code, str(path), "exec", dont_inherit=True), module.__dict__)
    except ReportError as fault:
        raise ReportError(*_placed(fault, origin.place(fault))) from fault
    except (Exception, SystemExit) as fault:
        raise origin.fault("plugin-unloadable", fault) from fault
    if not scope.names_of(origin):
        raise error("plugin-adds-nothing", Place(str(path)))


def _find_locale(folder: Path, language: str, scope: Scope) -> None:
    """Enter the project's locale file of a language, where there is one."""
    if not _LANGUAGE.fullmatch(language):
        raise error("bad-language-code", found=language)
    path = folder / LOCALE_FILES / f"{language}.yaml"
    if not path.is_file():
        return
    if not path.resolve().is_relative_to(folder.resolve() / LOCALE_FILES):
        raise error("outside-project-folder", Place(str(path)), folder=LOCALE_FILES)
    scope.files[path] = _digest(path)
    with scope.loading(Origin(f"{LOCALE_FILES}/{path.name}", str(path))):
        LOCALES.add(language)(path)


def _digest(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError as fault:
        raise unreadable(path, fault) from None


def _placed(fault: ReportError, place: Place | None) -> list[Finding]:
    """The findings, each with the place that asked for it where it has none of its own."""
    return [replace(finding, place=finding.place or place) for finding in fault.findings]
