"""The command line: what it prints where, its exit codes, and that no user sees a traceback."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reportgen import __version__, pipeline
from reportgen.cli import app
from reportgen.errors import Finding, ReportError
from reportgen.pipeline import Output
from reportgen.resources import example_folder
from reportgen.store import Store, project_store

ARTICLE = Path(__file__).parent / "data_files" / "article.txt"
HEAVY = {"pandas", "numpy", "matplotlib", "weasyprint", "docx", "jinja2", "pydantic", "rich"}


def run(*arguments: str | Path, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env=env)


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the reference report, to be spoilt."""
    return Path(shutil.copytree(example_folder(), tmp_path / "project"))


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    def fail_with(fault: BaseException) -> None:
        def build(*arguments: object, **options: object) -> None:
            raise fault

        monkeypatch.setattr(pipeline, "build", build)

    return fail_with


class TestStart:
    @pytest.mark.parametrize("option", ["--help", "--version"])
    def test_nothing_heavy_is_imported(self, option: str) -> None:
        done = python("-X", "importtime", "-m", "reportgen", option)
        imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
        assert done.returncode == 0
        assert "reportgen.cli" in imported
        assert imported & HEAVY == set()

    def test_version(self) -> None:
        assert run("--version").stdout == f"reportgen {__version__}\n"

    def test_help_names_the_commands(self) -> None:
        assert {"init", "list", "schema", "build", "check", "doctor"} <= set(
            run("--help").stdout.split()
        )

    def test_module_gives_the_exit_code(self) -> None:
        done = python("-m", "reportgen", "check", "-q", str(ARTICLE))
        assert done.returncode == 1
        assert done.stdout == ""
        assert "86/381 is 22.6%, not 22.5%" in done.stderr


class TestUsage:
    @pytest.mark.parametrize(
        "arguments", [["bild"], ["build", "--frmat", "pdf"], ["build", "-f", "pfd"], []]
    )
    def test_exit_code_2(self, arguments: list[str]) -> None:
        assert run(*arguments).exit_code == 2

    def test_unknown_edition_is_told_before_any_work(self) -> None:
        result = run("build", "nowhere", "--language", "zh,paralel")
        assert result.exit_code == 2
        assert "Did you mean parallel?" in " ".join(result.stderr.split())
        assert result.stdout == ""


class TestBuild:
    @pytest.fixture
    def calls(self, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
        calls: list[dict[str, object]] = []

        def build(path: Path, output: Path, **options: object) -> tuple[Output, ...]:
            calls.append({"path": path, "output": output, **options})
            files = (("report.zh.pdf", 1_234_567, 12), ("numbers.csv", 80_400, None))
            return tuple(Output(output / name, size, pages) for name, size, pages in files)

        monkeypatch.setattr(pipeline, "build", build)
        return calls

    def test_options_may_be_repeated_or_hold_commas(self, calls: list[dict[str, object]]) -> None:
        assert run("build", "p", "-l", "zh,en", "-l", "zh", "-f", "pdf", "-o", "o").exit_code == 0
        assert calls[0]["path"] == Path("p")
        assert calls[0]["output"] == Path("o")
        assert calls[0]["editions"] == ("zh", "en")
        assert calls[0]["formats"] == ("pdf",)

    def test_defaults_are_this_folder_and_what_the_report_says(
        self, calls: list[dict[str, object]]
    ) -> None:
        run("build")
        assert (calls[0]["path"], calls[0]["output"]) == (Path(), Path("output"))
        assert calls[0]["editions"] == calls[0]["formats"] == ()

    def test_files_are_listed_with_pages_and_size(self, calls: list[dict[str, object]]) -> None:
        *files, last = run("build", "-o", "o").stdout.splitlines()
        assert [line.split() for line in files] == [
            [str(Path("o/report.zh.pdf")), "12", "pages", "1.2", "MB"],
            [str(Path("o/numbers.csv")), "80", "KB"],
        ]
        assert last.startswith("2 files in ")

    def test_quiet(self, calls: list[dict[str, object]]) -> None:
        assert run("build", "--quiet").output == ""

    def test_a_file_that_was_there_or_made_before_is_marked(self, tmp_path: Path) -> None:
        def lines(*options: str | Path) -> list[str]:
            arguments = ("build", example_folder(), "-l", "en", "-f", "html", *options)
            return run(*arguments).stdout.splitlines()[-3:-1]

        assert all(line.endswith(("KB", "MB")) for line in lines("-o", tmp_path))
        assert all(line.endswith("  unchanged") for line in lines("-o", tmp_path))
        assert all(line.endswith("  cached") for line in lines("-o", tmp_path / "other"))

    def test_what_was_made_before_may_be_left_aside(self, calls: list[dict[str, object]]) -> None:
        run("build")
        run("build", "--no-cache", "-j", "3")
        assert isinstance(calls[0]["store"], Store)
        assert (calls[1]["store"], calls[1]["jobs"]) == (None, 3)

    def test_the_kind_of_pdf_may_be_another_than_the_report_says(
        self, calls: list[dict[str, object]]
    ) -> None:
        run("build")
        run("build", "--pdf-standard", "a-3a")
        assert [call["pdf_standard"] for call in calls] == [None, "a-3a"]
        refused = run("build", "--pdf-standard", "a-3b")
        assert refused.exit_code == 2
        assert "ua-1, a-3a" in refused.output

    def test_a_build_that_finds_its_files_imports_none_of_the_stages(self, tmp_path: Path) -> None:
        arguments = ("-m", "reportgen", "build", str(example_folder()), "-f", "html", "-l", "en")
        python(*arguments, "-o", str(tmp_path))
        done = python("-X", "importtime", *arguments, "-o", str(tmp_path))
        imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
        assert "unchanged" in done.stdout
        heavy = {"pandas", "numpy", "matplotlib", "weasyprint", "docx", "jinja2", "markdown_it"}
        assert imported & heavy == set()
        assert not {"reportgen.stages", "reportgen.config", "reportgen.compose"} & imported

    def test_real_build(self, tmp_path: Path) -> None:
        result = run("build", example_folder(), "-l", "en", "-f", "docx", "-o", tmp_path)
        assert result.exit_code == 0, result.output
        assert {path.name for path in tmp_path.iterdir()} == {
            "report.en.docx",
            "report.numbers.csv",
        }


class TestClean:
    @pytest.fixture(autouse=True)
    def _cache(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("REPORTGEN_CACHE", str(tmp_path / "cache"))

    def test_what_builds_kept_is_removed_and_what_they_made_stays(self, tmp_path: Path) -> None:
        build = ("build", example_folder(), "-l", "en", "-f", "html", "-o", tmp_path / "o")
        run(*build)
        before = sorted((tmp_path / "o").iterdir())
        assert re.fullmatch(
            r"removed \d+ entries, [\d.]+ (KB|MB)\n", run("clean", example_folder()).stdout
        )
        assert sorted((tmp_path / "o").iterdir()) == before
        assert run("clean", example_folder()).stdout == "removed 0 entries, 0 KB\n"

    def test_one_report_or_all(self, tmp_path: Path) -> None:
        for name in ("one", "two"):
            (tmp_path / name).mkdir()
            project_store(tmp_path / name).save("kind", "key", "value")
        assert run("clean", tmp_path / "one").stdout.startswith("removed 1 entry, ")
        assert run("clean", "--all").stdout.startswith("removed 1 entry, ")
        assert run("clean", "--all", "-q").output == ""


class TestFaults:
    def test_findings_go_to_stderr_with_exit_code_1(
        self, failing: Callable[[BaseException], None]
    ) -> None:
        failing(ReportError(Finding("empty-file"), Finding("unknown-item", found="x")))
        result = run("build")
        assert result.exit_code == 1
        assert result.stdout == ""
        assert "the file is empty\n" in result.stderr
        assert "unknown item\n  found: x\n" in result.stderr

    def test_they_fit_a_screen(self, failing: Callable[[BaseException], None]) -> None:
        failing(ReportError(*(Finding("empty-file") for n in range(25))))
        lines = run("build").stderr.splitlines()
        assert len(lines) <= 122
        assert lines.count("RG103 the file is empty") == 20
        assert lines[-2:] == ["… and 5 more", "more: reportgen explain RG103"]

    def test_quoted_data_do_not_steer_the_terminal(
        self, failing: Callable[[BaseException], None]
    ) -> None:
        failing(ReportError(Finding("unknown-item", found="\x1b[2J" + "x" * 5000)))
        assert "\x1b" not in run("build").stderr
        assert max(map(len, run("build").stderr.splitlines())) <= 300

    def test_fault_of_the_program(self, failing: Callable[[BaseException], None]) -> None:
        failing(ZeroDivisionError("division by zero"))
        result = run("build")
        assert result.exit_code == 2
        assert "ZeroDivisionError: division by zero" in result.stderr
        assert "--debug" in result.stderr
        assert "Traceback" not in result.output

    def test_debug_shows_the_traceback(self, failing: Callable[[BaseException], None]) -> None:
        failing(ZeroDivisionError("division by zero"))
        for result in (run("--debug", "build"), run("build", env={"REPORTGEN_DEBUG": "1"})):
            assert result.exit_code == 2
            assert "Traceback" in result.stderr

    def test_interrupt_is_quiet(self, failing: Callable[[BaseException], None]) -> None:
        failing(KeyboardInterrupt())
        result = run("build")
        assert result.exit_code == 130
        assert result.output == ""


class TestCheck:
    def test_reference_report_has_one_finding(self) -> None:
        result = run("check", example_folder())
        assert result.exit_code == 1
        assert "86/381 is 22.6%" in result.stderr
        assert result.stdout.splitlines()[-1] == (
            "checked: 1 report, 11 published figures; 1 finding"
        )

    def test_text_alone(self) -> None:
        result = run("check", ARTICLE)
        assert result.exit_code == 1
        assert result.stdout.splitlines()[-1] == (
            "checked: 11 percentages with their counts in 1 text; 1 finding"
        )

    def test_every_fault_is_told_not_the_first(self, project: Path) -> None:
        (project / "report.yaml").write_text("titel: x", encoding="utf-8")
        result = run("check", project, ARTICLE, project / "none.txt")
        assert "did you mean: title" in result.stderr
        assert "86/381" in result.stderr
        assert f"there is no such file\n  --> {project / 'none.txt'}\n" in result.stderr

    def test_clean(self, tmp_path: Path) -> None:
        path = tmp_path / "text.md"
        path.write_text("22.6%（86/381）", encoding="utf-8")
        result = run("check", path)
        assert result.exit_code == 0
        assert result.stderr == ""


def replace(name: str, old: str, new: str) -> Callable[[Path], None]:
    def spoil(project: Path) -> None:
        text = (project / name).read_text(encoding="utf-8")
        assert old in text
        (project / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


def write(name: str, data: bytes) -> Callable[[Path], None]:
    def spoil(project: Path) -> None:
        (project / name).write_bytes(data)

    return spoil


BAD_INPUT = {
    "missing column": (
        replace("students.csv", "discipline", "subject"),
        ("students.csv", "no column for the item 'discipline'"),
    ),
    "unknown option code": (
        replace("students.csv", "undergraduate,", "undergraduat,"),
        ("students.csv:2", "no such option", "did you mean: undergraduate"),
    ),
    "undefined name": (
        replace("report.md", '{{ share("size"', '{{ shar("size"'),
        ("report.md:24:", "unknown name", "did you mean: share"),
    ),
    "broken YAML": (
        write("report.yaml", b"title: [a\nb: {"),
        ("report.yaml:2:", "not valid YAML"),
    ),
    "unknown key": (
        replace("report.yaml", "narrative:", "narative:"),
        ("report.yaml:28:", "unknown key", "did you mean: narrative"),
    ),
    "GBK": (
        write("students.csv", "编号,层次\nS1,研究生\n".encode("gbk")),
        ("students.csv:1", "GBK", "UTF-8"),
    ),
    "empty file": (write("students.csv", b""), ("students.csv", "empty")),
    "missing file": (
        lambda project: (project / "students.csv").unlink(),
        ("report.yaml:27:", "no such file"),
    ),
}


class TestBadInput:
    @pytest.mark.parametrize("kind", BAD_INPUT)
    def test_is_told_with_its_place_and_leaves_earlier_output(
        self, project: Path, tmp_path: Path, kind: str
    ) -> None:
        spoil, told = BAD_INPUT[kind]
        spoil(project)
        output = tmp_path / "output"
        output.mkdir()
        (output / "report.zh.pdf").write_bytes(b"earlier")
        result = run("build", project, "-o", output)
        assert result.exit_code == 1
        assert [part for part in told if part not in result.stderr] == [], result.stderr
        assert "Traceback" not in result.output
        assert [path.name for path in output.iterdir()] == ["report.zh.pdf"]
        assert (output / "report.zh.pdf").read_bytes() == b"earlier"

    def test_output_that_is_a_file(self, project: Path, tmp_path: Path) -> None:
        output = tmp_path / "output"
        output.write_bytes(b"a file")
        result = run("build", project, "-o", output)
        assert result.exit_code == 1
        assert "the output folder can't be written" in result.stderr
        assert f"--> {output}\n" in result.stderr
        assert output.read_bytes() == b"a file"


class TestDoctor:
    def test_exit_code_0_without_problems(self, tmp_path: Path) -> None:
        result = run("doctor", "-o", tmp_path)
        assert result.exit_code == 0
        assert result.stdout.splitlines()[-1].startswith("0 problems, ")

    def test_problem_with_advice(self, tmp_path: Path) -> None:
        path = tmp_path / "output"
        path.touch()
        result = run("doctor", "-q", "-o", path)
        assert result.exit_code == 1
        assert result.stdout.splitlines()[-2].startswith("problem  Output folder")
        assert "→ choose another with --output" in result.stdout
