"""A build after a small change against a cold one, of the whole reference report.

    python benchmarks/incremental.py [RUNS]

Each build is a process of its own, `reportgen build`, start-up and imports included: four editions
as PDF and Word draft and the number ledger. Every change is made to the report as it was, with the
store as a cold build left it. Prints the median of wall and of processor time, and the ratios to a
cold build; once with as many jobs as there are processors, and once with one.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from reportgen.resources import example_folder

Change = Callable[[Path], None]
Times = tuple[float, float]
"""Wall and processor seconds."""
COLD = "cold"
AWARE = "    - name: aware\n      label::中文 (zh): "


def replaced(name: str, old: str, new: str) -> Change:
    """A change of the first place where a text stands in a file."""

    def change(project: Path) -> None:
        path = project / name
        text = path.read_text(encoding="utf-8")
        if old not in text:
            raise SystemExit(f"{name} no longer has: {old}")
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def one_colour(project: Path) -> None:
    """A theme of the project's own, that differs from `journal` in one colour."""
    theme = project / "templates" / "house" / "theme.yaml"
    theme.parent.mkdir(parents=True)
    theme.write_text('extends: journal\ncolours: {accent: "#7a1f1f"}\n', encoding="utf-8")
    replaced("report.yaml", "theme: journal", "theme: house")(project)


def one_row(project: Path) -> None:
    """The last respondent of a survey is left out."""
    path = project / "students.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")


CHANGES: dict[str, Change] = {
    "no change": lambda project: None,
    "one sentence, zh": replaced("report.md", "::: zh\n", "::: zh\n本段另加一句。"),
    "one sentence, en": replaced("report.md", "::: en\n", "::: en\nOne more sentence. "),
    "one colour": one_colour,
    "one option label": replaced("codebook/clinical.yaml", AWARE, AWARE + "甲"),
    "one row of data": one_row,
}


def main() -> None:
    """Measure every change, and print its ratio to a cold build."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    for jobs in dict.fromkeys((os.cpu_count() or 1, 1)):
        measured: dict[str, list[Times]] = {}
        for _ in range(runs):
            for name, times in one_run(jobs):
                measured.setdefault(name, []).append(times)
        report(measured, jobs)


def one_run(jobs: int) -> list[tuple[str, Times]]:
    """A cold build, one after each change, and one without the store."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        project = Path(shutil.copytree(example_folder(), folder / "report"))
        found = [(COLD, built(project, folder / "cold", jobs))]
        whole, store = folder / "whole", folder / "cold"
        shutil.copytree(project, whole)
        for change, make in CHANGES.items():
            shutil.rmtree(project)
            shutil.copytree(whole, project)
            make(project)
            cache = folder / "cache"
            shutil.copytree(store, cache)
            found.append((change, built(project, cache, jobs)))
            shutil.rmtree(cache)
        found.append(("--no-cache", built(project, folder / "cold", jobs, "--no-cache")))
        return found


def built(project: Path, cache: Path, jobs: int, *options: str) -> Times:
    """The time that `reportgen build` takes with a cache, its own processes included."""
    command = [sys.executable, "-m", "reportgen", "build", str(project), "-q", "-j", str(jobs)]
    environment = {**os.environ, "REPORTGEN_CACHE": str(cache)}
    before, began = os.times(), time.perf_counter()
    subprocess.run(
        [*command, "-o", str(project.parent / "output"), *options], check=True, env=environment
    )
    wall, after = time.perf_counter() - began, os.times()
    processor = after.children_user + after.children_system
    return wall, processor - before.children_user - before.children_system


def report(measured: dict[str, list[Times]], jobs: int) -> None:
    """Print medians and ratios."""
    print(f"{jobs} {'job' if jobs == 1 else 'jobs'}{'wall':>21}{'processor':>20}")
    cold = middles(measured[COLD])
    for name, times in measured.items():
        columns = (
            f"{middle:7.2f} s ({middle / whole:5.3f})"
            for middle, whole in zip(middles(times), cold, strict=True)
        )
        print(f"  {name:18}", *columns)


def middles(times: list[Times]) -> Times:
    """The median of each."""
    wall, processor = zip(*times, strict=True)
    return statistics.median(wall), statistics.median(processor)


if __name__ == "__main__":
    main()
