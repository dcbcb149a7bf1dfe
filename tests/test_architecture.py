"""The rules of ARCHITECTURE.md that a program can check."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "reportgen").rglob("*.py"))
NAMES = [str(path.relative_to(ROOT)) for path in MODULES]
MOST_LINES, MOST_LINES_OF_A_FUNCTION = 350, 40
VAGUE = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common", "base"}


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, encoding="utf-8"
    ).stdout
    return [ROOT / name for name in listed.split("\0") if name]


def test_there_are_modules_to_check() -> None:
    assert {"reportgen/pipeline.py", "reportgen/compose/compose.py"} <= set(NAMES)


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_a_module_is_no_longer_than_one_can_read(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_a_function_is_no_longer_than_a_screen(path: Path) -> None:
    long = {
        node.name: length
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
        if (length := node.end_lineno - node.lineno + 1) > MOST_LINES_OF_A_FUNCTION
    }
    assert long == {}


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_no_import_is_relative(path: Path) -> None:
    relative = [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_a_module_is_named_after_what_it_does(path: Path) -> None:
    assert path.stem not in VAGUE
    assert path.parent.name not in VAGUE


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_a_module_says_in_its_first_line_what_it_is(path: Path) -> None:
    docstring = ast.get_docstring(tree(path))
    assert docstring
    assert docstring.splitlines()[0].rstrip().endswith((".", ":"))


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_a_package_holds_no_code_of_its_own(path: Path) -> None:
    if path.name == "__init__.py":
        nodes = tree(path).body
        assert not [node for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)]


def test_imports_point_down() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"],
        cwd=ROOT, capture_output=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 kept, 0 broken" in done.stdout


def test_the_contract_knows_every_module() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = settings["tool"]["importlinter"]["contracts"]
    placed = {name for layer in contract["layers"] for name in re.split(r"\s*[|:]\s*", layer)}
    there = {
        path.stem for path in (ROOT / "reportgen").iterdir()
        if (path / "__init__.py").is_file() or (path.suffix == ".py" and path.stem != "__init__")
    }  # fmt: skip
    assert contract["exhaustive"] is True
    assert placed == there


LIBRARIES = {
    "statistics": {"matplotlib", "jinja2", "docx", "weasyprint", "lxml"},
    "charts": {"jinja2", "docx", "weasyprint", "pandas"},
    "compose": {"matplotlib", "docx", "weasyprint", "pandas", "numpy"},
    "readers": {"matplotlib", "docx", "weasyprint", "jinja2"},
    "locales": {"matplotlib", "docx", "weasyprint", "jinja2", "pandas"},
}
"""What a stage must not know: only renderers know an output library."""


@pytest.mark.parametrize("stage", LIBRARIES)
def test_a_stage_does_not_know_the_library_of_another(stage: str) -> None:
    imported: set[str] = set()
    for path in (ROOT / "reportgen" / stage).rglob("*.py"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported.add(node.module.partition(".")[0])
    assert imported & LIBRARIES[stage] == set()


def test_files_are_written_at_few_places() -> None:
    writing = re.compile(
        r"\.(write_text|write_bytes|mkdir|rename|unlink)\(|open\([^)]*[\"'][wax]b?"
    )
    found = [name for name, path in zip(NAMES, MODULES, strict=True)
        if writing.search(path.read_text(encoding="utf-8"))]  # fmt: skip
    assert found == ["reportgen/files.py", "reportgen/store.py"]


MACHINE = re.compile(r"(?<![\w.:/])/(?:home|Users|root|work)/[\w.-]+|[A-Z]:\\\\?Users")


def test_no_tracked_file_holds_a_path_of_one_machine() -> None:
    found = {}
    for path in tracked():
        if path.is_file() and path != Path(__file__):
            data = path.read_bytes()
            if b"\0" not in data[:8000]:
                hits = MACHINE.findall(data.decode("utf-8", "replace"))
                if hits:
                    found[str(path.relative_to(ROOT))] = hits
    assert found == {}


def test_the_machine_path_pattern_finds_such_paths() -> None:
    assert MACHINE.search("see /home/someone/report") is not None
    assert MACHINE.search('"/root/x"') is not None
    assert MACHINE.search("https://example.org/home/item") is None


def test_architecture_names_every_folder() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for path in (ROOT / "reportgen").iterdir():
        if (path / "__init__.py").is_file():
            assert f"{path.name}/" in text, path.name
