"""Plug-ins of a project: run on request only, from its own folder, seen by it alone."""

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reportgen.charts import CHARTS
from reportgen.cli import app
from reportgen.config import read_config
from reportgen.errors import Finding, ReportError
from reportgen.pipeline import build, compute, rehearse
from reportgen.renderers import RENDERERS
from reportgen.statistics import STATISTICS
from tests.extensions.conftest import Projects, plug_in

CHART = "from reportgen.charts import CHARTS\n@CHARTS.add('{}')\ndef kind(tabulation, style): {}\n"
BAR = "from reportgen.charts.bar import bar; return bar(tabulation, style)"
FORMAT = """\
from reportgen.renderers import RENDERERS, Rendered
@RENDERERS.add("txt")
def render(rendering):
    return Rendered(b"{}")
"""


def faults(folder: Path) -> list[Finding]:
    with pytest.raises(ReportError) as caught:
        read_config(folder)
    return list(caught.value.findings)


def test_a_file_that_report_yaml_does_not_name_is_not_run(
    project: Projects, tmp_path: Path
) -> None:
    mark = tmp_path / "mark"
    folder = plug_in(project(), mine=f"open({str(mark)!r}, 'w').close()\n" + CHART.format("x", 1))
    with read_config(folder).scope.active():
        assert "x" not in CHARTS
    assert not mark.exists()


def test_what_it_adds_is_known_within_its_scope_alone(project: Projects) -> None:
    folder = plug_in(project("plugins: [mine.py]"), mine=CHART.format("mine", BAR))
    found = read_config(folder)
    assert "mine" not in CHARTS
    with found.scope.active():
        assert "mine" in CHARTS
        within = set(CHARTS)
    assert "mine" not in CHARTS
    assert within - set(CHARTS) == {"mine"}
    assert list(found.scope.files) == [folder / "plugins" / "mine.py"]


def test_two_projects_in_one_process_have_each_their_own(project: Projects, tmp_path: Path) -> None:
    for name in ("one", "two"):
        folder = project("plugins: [mine.py]\nformats: [txt]\neditions: [en]", name=name)
        plug_in(folder, mine=FORMAT.format(name))
    plain = project("formats: [txt]\neditions: [en]", name="plain")
    for name in ("one", "two", "one"):
        build(tmp_path / name, tmp_path / "o")
        assert (tmp_path / "o" / "report.en.txt").read_bytes() == name.encode()
    with pytest.raises(ReportError, match="unknown format"):
        build(plain, tmp_path / "o")
    assert "txt" not in RENDERERS


def test_every_stage_works_in_the_scope_of_its_project(project: Projects, tmp_path: Path) -> None:
    folder = project(
        "plugins: [mine.py]\nfigures: {f: {title: F, rows: [visit], chart: mine}}",
        text='# 结果 | Results\n\n{{ figure("f") }}\n',
    )
    plug_in(folder, mine=CHART.format("mine", BAR))
    rehearse(compute(read_config(folder)))
    build(folder, tmp_path / "o")
    assert "mine" not in CHARTS


def test_it_is_read_anew_with_its_project(project: Projects, tmp_path: Path) -> None:
    folder = project("plugins: [mine.py]\nformats: [txt]\neditions: [en]")
    for text in ("before", "after"):
        build(plug_in(folder, mine=FORMAT.format(text)), tmp_path / "o")
        assert (tmp_path / "o" / "report.en.txt").read_bytes() == text.encode()


@pytest.mark.parametrize("name", ["bar", "stacked_bar"])
def test_it_cannot_take_the_name_of_a_built_in(
    project: Projects, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(CHARTS._variants, name, raising=False)
    monkeypatch.delitem(sys.modules, f"reportgen.charts.{name}", raising=False)
    folder = plug_in(project("plugins: [mine.py]"), mine=CHART.format(name, "pass"))
    (finding,) = faults(folder)
    assert finding.message() == (
        f"plugins/mine.py and reportgen both have '{name}' in reportgen.charts"
    )
    assert str(finding.place) == f"{folder}/plugins/mine.py:2"
    assert CHARTS.get(name).__module__ == f"reportgen.charts.{name}"


def test_it_may_import_a_built_in_that_nobody_has_used_yet(
    project: Projects, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(CHARTS._variants, "bar", raising=False)
    monkeypatch.delitem(sys.modules, "reportgen.charts.bar", raising=False)
    code = "from reportgen.charts.bar import bar\n" + CHART.format("mine", "pass")
    found = read_config(plug_in(project("plugins: [mine.py]"), mine=code))
    assert [*found.scope.of("reportgen.charts")] == ["mine"]
    assert CHARTS.is_ours("bar")


def test_two_plug_ins_cannot_take_one_name(project: Projects) -> None:
    folder = project("plugins: [one.py, two.py]")
    plug_in(folder, one=CHART.format("mine", "pass"), two=CHART.format("mine", "pass"))
    (finding,) = faults(folder)
    assert finding.message().startswith("plugins/two.py and plugins/one.py both have 'mine'")


@pytest.mark.parametrize(
    "name",
    ["/tmp/mine.py", "../mine.py", "sub/../../mine.py", "..\\mine.py", "C:/mine.py", "sub\\x.py"],
)
def test_its_name_must_stay_in_the_folder(project: Projects, name: str) -> None:
    folder = project(f"plugins: ['{name}']")
    (folder.parent / "mine.py").write_text("raise SystemError\n", encoding="utf-8")
    (folder / "mine.py").write_text("raise SystemError\n", encoding="utf-8")
    (finding,) = faults(folder)
    assert finding.message().startswith("a plug-in is a file in the folder plugins")
    assert finding.found == name
    assert finding.place is not None
    assert finding.place.key == "plugins.0"


@pytest.mark.parametrize("linked", ["file", "folder", "home"])
def test_no_link_leads_out_of_the_folder(project: Projects, tmp_path: Path, linked: str) -> None:
    folder = project(f"plugins: [{'sub/' if linked == 'folder' else ''}mine.py]")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "mine.py").write_text("raise SystemError\n", encoding="utf-8")
    if linked == "home":
        (folder / "plugins").symlink_to(outside)
    else:
        (folder / "plugins").mkdir()
        place = "mine.py" if linked == "file" else "sub"
        target = outside / "mine.py" if linked == "file" else outside
        (folder / "plugins" / place).symlink_to(target)
    (finding,) = faults(folder)
    assert finding.message() == "this leads out of the project's folder plugins"


def test_a_link_within_the_folder_and_a_subfolder_are_fine(project: Projects) -> None:
    folder = plug_in(project("plugins: [sub/mine.py, link.py]"))
    (folder / "plugins" / "sub").mkdir()
    for name, kind in (("sub/mine.py", "a"), ("other.py", "b")):
        path = folder / "plugins" / name
        path.write_text(CHART.format(kind, "pass"), encoding="utf-8")
    (folder / "plugins" / "link.py").symlink_to("other.py")
    assert set(read_config(folder).scope.of("reportgen.charts")) == {"a", "b"}


def test_a_file_that_is_not_there_is_answered_with_those_that_are(project: Projects) -> None:
    folder = plug_in(project("plugins: [lolipop.py]"), lollipop="")
    (finding,) = faults(folder)
    assert (finding.message(), finding.nearest) == ("there is no such plug-in", "lollipop.py")


FAULTY = {
    "syntax": ("x = 1\ndef f(:\n", "2:7", "can't be loaded", "SyntaxError: invalid syntax"),
    "exception": ("x = 1\ny = 1 / 0\n", "2", "can't be loaded", "ZeroDivisionError: division by"),
    "deeper": ("import json\njson.loads('{')\n", "2", "can't be loaded", "JSONDecodeError"),
    "missing": ("import nowhere_at_all\n", "1", "can't be loaded", "ModuleNotFoundError"),
    "exit": ("raise SystemExit(0)\n", "1", "can't be loaded", "SystemExit: 0"),
    "nothing": ("x = 1\n", None, "this plug-in adds nothing", ""),
    "kind": (
        "from reportgen.statistics import STATISTICS\nSTATISTICS.add('x')(len)\n", "2",
        "must be a Statistic", "builtin_function_or_method",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", FAULTY)
def test_a_fault_in_it_has_its_file_and_line(project: Projects, kind: str) -> None:
    code, line, message, found = FAULTY[kind]
    folder = plug_in(project("plugins: [mine.py]"), mine=code)
    (finding,) = faults(folder)
    assert message in finding.message()
    assert (finding.found or "").startswith(found)
    file = f"{folder}/plugins/mine.py"
    assert str(finding.place) == (f"{file}:{line}" if line else file)


def test_all_faults_are_told_at_once(project: Projects) -> None:
    folder = project("plugins: [one.py, two.py, three.py]\neditions: [fr]")
    plug_in(folder, one="1 / 0\n", two="(\n")
    messages = [finding.message() for finding in faults(folder)]
    assert len(messages) == 4
    assert messages[2] == "there is no such plug-in"
    assert messages[3] == "unknown edition"


def test_a_dataclass_with_annotations_as_text_is_fine(project: Projects) -> None:
    code = (
        "from __future__ import annotations\nfrom dataclasses import dataclass\n"
        "@dataclass(frozen=True)\nclass Part:\n    size: float\n" + CHART.format("mine", "pass")
    )
    assert read_config(plug_in(project("plugins: [mine.py]"), mine=code)).scope.files


def drawn(project: Projects, body: str) -> Finding:
    folder = project(
        "plugins: [mine.py]\nfigures: {f: {title: F, rows: [visit], chart: mine}}",
        text='# 结果 | Results\n\n{{ figure("f") }}\n',
    )
    plug_in(folder, mine=CHART.format("mine", body))
    with pytest.raises(ReportError) as caught:
        build(folder, folder / "o")
    (finding,) = caught.value.findings
    return finding


def test_an_exception_while_it_works_names_it(project: Projects) -> None:
    finding = drawn(project, "return tabulation.nowhere")
    assert finding.message() == "'mine' of plugins/mine.py fails"
    assert "AttributeError" in (finding.found or "")
    assert str(finding.place).endswith("plugins/mine.py:3")


def test_what_it_gives_must_be_of_the_right_type(project: Projects) -> None:
    finding = drawn(project, "return 'a picture'")
    assert finding.message() == "'mine' of plugins/mine.py must give a Scene"
    assert finding.found == "str"


def test_a_report_error_of_its_own_is_told_as_it_is(project: Projects) -> None:
    finding = drawn(
        project, "from reportgen.errors import complaint; raise complaint('no such picture')"
    )
    assert finding.message() == "no such picture"


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exit_code, result.stderr


def test_the_command_line_shows_a_traceback_only_when_asked(project: Projects) -> None:
    folder = plug_in(project("plugins: [mine.py]"), mine="def f():\n    1 / 0\nf()\n")
    code, told = run("build", folder, "-o", folder / "o")
    assert code == 1
    assert "the plug-in plugins/mine.py can't be loaded" in told
    assert "mine.py:2" in told
    assert "Traceback" not in told
    code, told = run("--debug", "build", folder, "-o", folder / "o")
    assert code == 1
    assert "Traceback" in told
    assert "    f()" in told


def test_check_runs_plug_ins_as_build_does(project: Projects) -> None:
    folder = plug_in(project("plugins: [mine.py]\nformats: [txt]"), mine=FORMAT.format("x"))
    assert run("check", folder)[0] == 0
    plug_in(folder, mine="1 / 0\n")
    code, told = run("check", folder)
    assert (code, "ZeroDivisionError" in told) == (1, True)
    assert "Traceback" not in told
    assert "Traceback" in run("--debug", "check", folder)[1]


def test_the_command_line_knows_a_format_of_the_project(project: Projects) -> None:
    folder = plug_in(project("plugins: [mine.py]\neditions: [en]"), mine=FORMAT.format("x"))
    assert run("build", folder, "-f", "txt", "-o", folder / "o") == (0, "")
    assert (folder / "o" / "report.en.txt").read_bytes() == b"x"
    code, told = run("build", folder, "-f", "text", "-o", folder / "o")
    assert code == 2
    assert "Did you mean txt?" in " ".join(told.replace("│", " ").split())


def test_statistics_are_the_projects_own_too(project: Projects) -> None:
    code = (
        "from reportgen.statistics import *\nfrom reportgen.statistics import statistic\n"
        "@STATISTICS.add('answered')\n@statistic(digits=0)\n"
        "def answered(distribution): return Measure(float(distribution.base))\n"
    )
    found = read_config(plug_in(project("plugins: [mine.py]"), mine=code))
    with found.scope.active():
        assert "answered" in STATISTICS
    assert "answered" not in STATISTICS
