"""Every finding of the catalogue is raised by the smallest fault that brings it about, and told.

A case is run by the command line, as a user would meet it; what only a caller of the program can
bring about, or another program, is raised by the function that finds it.
"""

from __future__ import annotations

import asyncio
import errno
import io
import os
import re
import socket
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import pytest
import yaml
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from pydantic import BaseModel, Field, ValidationError
from typer.testing import CliRunner

from reportgen import fonts, telling, validation
from reportgen.cli import app
from reportgen.editions import EDITIONS
from reportgen.errors import Finding, Place, ReportError
from reportgen.locales import LOCALES, fitted, load_locale
from reportgen.locales.locale import FOLDER
from reportgen.messages import LANGUAGES, catalogue
from reportgen.preview.faults import findings_of
from reportgen.preview.live import Live, View
from reportgen.preview.serve import bound
from reportgen.registry import Origin, Scope
from reportgen.renderers.docx.styles import Styles
from reportgen.statistics import INTERVALS
from reportgen.theme import load_theme
from tests.messages.cases import CASES
from tests.messages.project import Case, write_project

Captured = Callable[[Case, Path], tuple[int, list[Finding]]]


@pytest.fixture
def captured(monkeypatch: pytest.MonkeyPatch) -> Captured:
    """What a command tells, and its exit code."""

    def run(case: Case, folder: Path) -> tuple[int, list[Finding]]:
        project, told = folder / "project", list[Finding]()
        project.mkdir()
        write_project(project)
        for spoil in case.spoils:
            spoil(project)
        shown = telling.shown

        def keep(findings: list[Finding], language: str, *, are_all: bool = False) -> list[str]:
            told.extend(findings)
            return shown(findings, language, are_all=are_all)

        monkeypatch.setattr(telling, "shown", keep)
        paths = {"PROJECT": project, "OUTPUT": project / "output"}
        arguments = [
            re.sub("PROJECT|OUTPUT", lambda name: str(paths[name[0]]), word)
            for word in case.command
        ]
        result = CliRunner().invoke(app, arguments)
        assert "Traceback" not in result.output
        return result.exit_code, told

    return run


def test_the_project_itself_is_right(tmp_path: Path, captured: Captured) -> None:
    assert captured(Case(()), tmp_path) == (0, [])


@pytest.mark.parametrize("name", CASES)
def test_a_fault_is_found_and_no_other_is_told(
    name: str, tmp_path: Path, captured: Captured
) -> None:
    case = CASES[name]
    code, told = captured(case, tmp_path)
    assert {finding.name for finding in told} == {name, *case.also}
    assert code == (0 if all(finding.is_warning for finding in told) else 1)
    for finding in told:
        assert_is_worded(finding)


def assert_is_worded(finding: Finding) -> None:
    """Every placeholder of its wording has its value, in each language."""
    for language in LANGUAGES:
        parts = [finding.message(language), finding.mend(language), *finding.remarks(language)]
        assert all(parts)
        wording = catalogue()[finding.name].wordings[language]
        assert set(finding.details) <= set(wording.details)


def style_of_an_empty_template() -> None:
    from lxml import etree

    root = etree.fromstring(
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
    )
    Styles(root, EDITIONS["en"], Place("template.docx")).id("Body Text")


def list_of_fonts(folder: Path, row: dict[str, object] | None) -> None:
    if row is not None:
        text = yaml.safe_dump({"faces": [row]})
        (folder / "fonts.yaml").write_text(text, encoding="utf-8")
    fonts.shipped_faces(folder)


def variable_font(folder: Path) -> None:
    """A font with outlines in the table CFF2."""
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "A"])
    builder.setupCharacterMap({65: "A"})
    pen = T2CharStringPen(600, None)
    empty = pen.getCharString()
    builder.setupCFF2({".notdef": empty, "A": empty}, [{}])
    builder.setupHorizontalMetrics({".notdef": (600, 0), "A": (600, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Wavering", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(folder / "own.otf")
    fonts.coverage(fonts.FontFace("Wavering", 400, "normal", folder / "own.otf", "latin"))


def font_without_a_table(folder: Path) -> None:
    trap = (Path(__file__).parents[1] / "fonts" / "cid_trap.otf").read_bytes()
    data = io.BytesIO(trap.replace(b"OS/2", b"XX/2", 1)).getvalue()
    fonts.with_height_of(data, data)


def value_of_another_kind() -> None:
    class Model(BaseModel):
        number: int = Field(multiple_of=5)

    try:
        Model(number=3)
    except ValidationError as fault:
        place = Place("report.yaml", 1)
        raise ReportError(*validation.faults(fault, lambda key: place, Model)) from None


def locale_of_another_language(folder: Path) -> None:
    """English under the name of French."""
    path = folder / "fr.yaml"
    path.write_bytes((FOLDER / "en.yaml").read_bytes())
    scope = Scope()
    scope.enter(LOCALES.group, "fr", path, Origin("locales/fr.yaml", str(path)))
    with scope.active():
        load_locale("fr")


def theme_without_a_setting() -> None:
    theme = load_theme("journal")
    fitted(theme.model_copy(update={"settings": {"zh": theme.settings["zh"]}}), ("en",))


FACE = {"family": "A", "weight": 400, "style": "slanted", "file": "a.ttf", "script": "han"}


def raised(fault: Exception) -> None:
    raise fault


def port_that_is_taken() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        bound(taken.getsockname()[1])


def ports_refused(number: int, port: int | None) -> None:
    with patch("socket.socket.bind", side_effect=OSError(number, os.strerror(number))):
        bound(port)


async def file_whose_making_ends() -> None:
    """A file that one waits for while the preview ends its making."""

    async def at_once(*asked: object) -> None:
        raise asyncio.CancelledError

    async def page(view: object) -> None:
        return None

    preview = SimpleNamespace(
        page=page, _print=at_once, _forget=lambda *done: None, _files={},
        session=SimpleNamespace(generation=1),
    )  # fmt: skip
    await Live.file(preview, View("zh", "journal"), "pdf")


CALLS: dict[str, Callable[[Path], object]] = {
    "unusable-value": lambda folder: value_of_another_kind(),
    "unknown-interval": lambda folder: INTERVALS.get("wald"),
    "no-word-style": lambda folder: style_of_an_empty_template(),
    "no-font-list": lambda folder: list_of_fonts(folder, None),
    "wrong-face": lambda folder: list_of_fonts(folder, FACE),
    "variable-font": variable_font,
    "font-without-table": font_without_a_table,
    "locale-of-another-language": locale_of_another_language,
    "language-without-setting": lambda folder: theme_without_a_setting(),
    "port-in-use": lambda folder: port_that_is_taken(),
    "port-refused": lambda folder: ports_refused(errno.EACCES, 80),
    "no-free-port": lambda folder: ports_refused(errno.EADDRINUSE, None),
    "file-abandoned": lambda folder: asyncio.run(file_whose_making_ends()),
    "program-at-fault": lambda folder: raised(ReportError(*findings_of(ValueError("x")))),
}


@pytest.mark.parametrize("name", CALLS)
def test_a_fault_that_no_project_brings_about(name: str, tmp_path: Path) -> None:
    with pytest.raises(ReportError) as caught:
        CALLS[name](tmp_path)
    (finding,) = caught.value.findings
    assert finding.name == name
    assert_is_worded(finding)


def test_every_finding_has_its_case() -> None:
    assert {*CASES, *CALLS} == set(catalogue())
    assert not CASES.keys() & CALLS.keys()


GUIDES = {"en": "docs/writing.md", "zh": "docs/writing.zh.md"}
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_of_the_guide_is_what_is_told(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide = (ROOT / GUIDES[language]).read_text(encoding="utf-8")
    (example,) = re.findall(r"^```\n(RG\d{3} .*?)^```", guide, re.MULTILINE | re.DOTALL)
    folder = tmp_path / "my-report"
    folder.mkdir()
    files = re.findall(r"^`([\w.]+)`:\n\n```\w+\n(.*?)^```", guide, re.MULTILINE | re.DOTALL)
    for name, text in files:
        spoilt = text.replace('"satisfied")', '"satisfid")', 1) if name == "report.md" else text
        (folder / name).write_text(spoilt, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REPORTGEN_LANGUAGE", language)
    assert CliRunner().invoke(app, ["check", "-q", "my-report"]).stderr == example
