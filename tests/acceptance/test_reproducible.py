"""The same input gives the same bytes, in any process, and nothing warns on the way."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.resources import example_folder
from tests.acceptance.reading import EPOCH

EDITIONS = ("zh", "bilingual")
BUILD = """
import logging, sys, warnings
from pathlib import Path

logging.basicConfig(level=logging.WARNING, stream=sys.stdout, format="%(name)s: %(message)s")
logging.captureWarnings(True)
from reportgen.pipeline import build

build(Path(sys.argv[1]), Path(sys.argv[2]), editions=("zh", "bilingual"), formats=("pdf", "docx"))
print("built")
"""
"""Prints what any library logs at WARNING or above; with -W error every warning ends it."""


def start(folder: Path, seed: str, epoch: str = EPOCH) -> subprocess.Popen[str]:
    """A build in a process of its own; its hashes have an order of their own too."""
    environment = os.environ | {"SOURCE_DATE_EPOCH": epoch, "PYTHONHASHSEED": seed}
    environment["MPLCONFIGDIR"] = str(folder / "matplotlib")
    environment["TZ"] = {"1": "UTC", "2": "Asia/Shanghai"}[seed]
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", BUILD, example_folder(), folder / "output"],
        env=environment,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, int, str, str]]:
    """The output folder, exit code, stdout and stderr of two builds."""
    folders = [tmp_path_factory.mktemp(f"build{number}") for number in (1, 2)]
    started = [start(folder, str(number)) for number, folder in enumerate(folders, 1)]
    done = [process.communicate(timeout=300) for process in started]
    return [
        (folder / "output", process.returncode, *texts)
        for folder, process, texts in zip(folders, started, done, strict=True)
    ]


def test_nothing_warns(builds: list[tuple[Path, int, str, str]]) -> None:
    for _, code, stdout, stderr in builds:
        assert (code, stdout, stderr) == (0, "built\n", "")


def test_same_bytes_in_two_processes(builds: list[tuple[Path, int, str, str]]) -> None:
    one, other = (
        {path.name: path.read_bytes() for path in folder.iterdir()} for folder, *_ in builds
    )
    expected = {f"report.{edition}.{kind}" for edition in EDITIONS for kind in ("pdf", "docx")}
    assert set(one) == set(other) == expected | {"report.numbers.csv"}
    assert [name for name in one if one[name] != other[name]] == []


def test_same_bytes_as_with_all_editions(
    builds: list[tuple[Path, int, str, str]], built: Path
) -> None:
    """Here, in this process, and with the other editions made beside them.

    Not so the ledger: it has the places in charts of the languages that were drawn.
    """
    reports = [path for path in builds[0][0].iterdir() if path.suffix != ".csv"]
    assert len(reports) == 4
    assert [
        path.name for path in reports if path.read_bytes() != (built / path.name).read_bytes()
    ] == []


def test_a_warning_would_be_seen(tmp_path: Path) -> None:
    for fault, seen in (
        ("import warnings; warnings.warn('no glyph')", "no glyph"),
        ("import logging; logging.getLogger('weasyprint').warning('odd')", "weasyprint: odd"),
    ):
        code = BUILD.replace("from reportgen", f"{fault}\nfrom reportgen", 1).replace(
            "\nbuild(", "\n#"
        )
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", code],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert seen in done.stdout + done.stderr
