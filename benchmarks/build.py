"""The whole build of the reference report against WeasyPrint alone on the same finished pages.

    python benchmarks/build.py [RUNS]

Each side is a process of its own, start-up and imports included; the two take turns, and the
medians are compared. The build makes four editions as PDF and Word draft and the number ledger.
WeasyPrint alone turns the four finished HTML pages, with the same cut fonts and the same figures,
into PDF. Prints the ratio of wall time and of processor time, and the build's time by stage.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from reportgen.editions import EDITIONS
from reportgen.resources import example_folder

GOAL = 1.6
BUILD = """
import sys, time
from pathlib import Path
from reportgen.pipeline import build
started, stages = time.perf_counter(), []
def note(stage, detail):
    stages.append((time.perf_counter(), stage, detail))
build(Path(sys.argv[1]), Path(sys.argv[2]), progress=note)
stages.append((time.perf_counter(), "end", ""))
for (begun, stage, detail), (ended, _, _) in zip(stages, stages[1:]):
    kind = detail.rsplit(".", 1)[-1] if stage == "render" else ""
    print(f"{stage} {kind}".strip(), ended - begun, sep="\\t")
"""
ALONE = """
import sys
from pathlib import Path
from weasyprint import HTML
for page in sorted(Path(sys.argv[1]).glob("*.html")):
    HTML(filename=page).write_pdf(page.with_suffix(".pdf"))
"""


def main() -> None:
    """Run both sides in turn and print the ratios."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_pages(folder)
        built, alone, stages = [], [], []
        for _ in range(runs):
            *times, output = timed(BUILD, example_folder(), folder / "output")
            built.append(times)
            stages.append(by_stage(output))
            alone.append(timed(ALONE, folder)[:2])
        report(built, alone, stages)


def write_pages(folder: Path) -> None:
    """Write the finished page of each edition, with its fonts and figures beside it."""
    from reportgen.charts import draw
    from reportgen.config import read_config
    from reportgen.locales import load_locale
    from reportgen.pipeline import compute
    from reportgen.renderers import Rendering
    from reportgen.renderers.assets import assets
    from reportgen.renderers.html import to_html

    report = compute(read_config(example_folder()))
    drawings = {
        (figure.id, language): draw(figure, load_locale(language), report.theme, ("svg",))
        for figure in report.document.figures()
        for language in report.document.languages
    }
    for edition in EDITIONS.values():
        rendering = Rendering(report.document, edition, report.theme, drawings)
        html = to_html(rendering)
        for url, asset in assets(rendering, html).items():
            path = folder / f"{edition.name}-{url.rpartition('/')[2]}"
            path.write_bytes(asset.make())
            html = html.replace(url, path.as_uri())
        (folder / f"{edition.name}.html").write_text(html, encoding="utf-8")


def timed(program: str, *arguments: Path) -> tuple[float, float, str]:
    """Wall seconds, processor seconds and output of a Python program in a fresh process."""
    before, started = os.times(), time.perf_counter()
    command = [sys.executable, "-c", program, *map(str, arguments)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    after = os.times()
    processor = after.children_user + after.children_system
    processor -= before.children_user + before.children_system
    return time.perf_counter() - started, processor, done.stdout


def by_stage(output: str) -> dict[str, float]:
    """Seconds by stage; the renderings of a format are added up."""
    found: dict[str, float] = {}
    for stage, seconds in rows(output):
        found[stage] = found.get(stage, 0.0) + seconds
    return found


def rows(output: str) -> Iterator[tuple[str, float]]:
    """The stages and seconds that the build printed."""
    for line in output.splitlines():
        stage, seconds = line.split("\t")
        yield stage, float(seconds)


def report(built: list[list[float]], alone: list[object], stages: list[dict[str, float]]) -> None:
    """Print medians, ratios and the share of each stage."""
    for index, name in enumerate(("wall", "processor")):
        whole = statistics.median(run[index] for run in built)
        bare = statistics.median(run[index] for run in alone)  # type: ignore[index]
        print(
            f"{name:10} build {whole:6.2f} s   WeasyPrint alone {bare:6.2f} s"
            f"   ratio {whole / bare:.2f} (goal: at most {GOAL})"
        )
    for stage in stages[0]:
        print(f"  {stage:12} {statistics.median(run[stage] for run in stages):6.2f} s")


if __name__ == "__main__":
    main()
