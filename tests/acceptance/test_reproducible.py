"""A build gives the same bytes in any process and folder, and nothing in it warns."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reportgen.resources import example_folder
from tests.acceptance.reading import EPOCH

ROOT = Path(__file__).parents[2]
FILES = (
    "report.zh.pdf", "report.zh.docx", "report.bilingual.pdf", "report.bilingual.docx",
    "report.numbers.csv",
)  # fmt: skip
BUILD = """
import json, logging, sys
from pathlib import Path

records = []
handle = logging.Logger.handle

def kept(logger, record):
    if record.levelno >= logging.WARNING:
        records.append(f"{record.name}: {record.getMessage()}")
    handle(logger, record)

logging.Logger.handle = kept  # whatever handlers and levels a logger has

from reportgen.pipeline import build

source, output = map(Path, sys.argv[1:])
build(source, output, editions=("zh", "bilingual"), formats=("pdf", "docx"))
print(json.dumps({"records": records, "loggers": sorted(logging.root.manager.loggerDict)}))
"""
Build = tuple[Path, "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Build, Build]:
    """Two builds, each in a fresh process; nothing that may differ is the same."""

    def built(seed: str, zone: str) -> Build:
        folder = tmp_path_factory.mktemp(f"seed_{seed}")
        output = folder / "output"
        environment = os.environ | {
            "SOURCE_DATE_EPOCH": EPOCH,
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": str(ROOT),
            "TZ": zone,
        }
        command = [sys.executable, "-W", "error", "-c", BUILD, str(example_folder()), str(output)]
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        return output, done

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(built, ("1", "2"), ("UTC", "Asia/Shanghai"))
    return first, second


def test_a_build_raises_and_prints_and_logs_no_warning(builds: tuple[Build, Build]) -> None:
    for _, done in builds:
        assert (done.returncode, done.stderr) == (0, "")
        report = json.loads(done.stdout)
        assert report["records"] == []
        assert {"weasyprint", "matplotlib", "fontTools"} <= set(report["loggers"])


@pytest.mark.parametrize("name", FILES)
def test_two_builds_give_the_same_bytes(builds: tuple[Build, Build], name: str) -> None:
    first, second = ((output / name).read_bytes() for output, _ in builds)
    assert first == second


def test_two_builds_give_these_files_and_no_others(builds: tuple[Build, Build]) -> None:
    for output, _ in builds:
        assert sorted(path.name for path in output.iterdir()) == sorted(FILES)


@pytest.mark.parametrize("name", FILES[:-1])
def test_a_file_does_not_depend_on_what_is_built_beside_it(
    builds: tuple[Build, Build], built: Path, name: str
) -> None:
    """In the tests' own process, after others, and with all editions."""
    (output, _), _ = builds
    assert (output / name).read_bytes() == (built / name).read_bytes()
