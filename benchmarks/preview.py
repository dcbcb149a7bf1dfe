"""From a save to the new page in the browser, of the reference report.

A preview is started as a user starts it, and a headless Chromium looks at it. Each run writes a
sentence of report.md anew, with a number in it, and takes the time on one clock: from just before
the file is written to the first frame that the browser draws after the number stands in the page.
Prints for each edition the median and the longest time, the part of it in which the server builds
the page, and the processor time that the server takes for a save (on Linux), which counts where the
machine has other work. The browser looks once a frame, so a time is up to 17 ms too long.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from reportgen.editions import EDITIONS
from reportgen.resources import example_folder

GOAL = 1.0
"""Seconds from a save to the new page."""
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
SENTENCES = {"zh": "对AI有初步了解", "en": "had a preliminary understanding of AI"}
"""Words of the report that get the number, by the language that is changed."""
SEEN = """
text => new Promise(seen => {
  const look = () => document.querySelector("#report").contentDocument.body.textContent
    .includes(text) ? requestAnimationFrame(() => seen(Date.now())) : requestAnimationFrame(look);
  look();
})
"""
TOOK = """
() => { const take = EventTarget.prototype.addEventListener; window.took = [];
  EventTarget.prototype.addEventListener = function (kind, told, ...rest) {
    take.call(this, kind, told, ...rest);
    if (kind === "state") take.call(this, kind, ({data}) => took.push(JSON.parse(data).seconds));
  }; }
"""
"""Notes what the server says of the time that it took."""


def main() -> None:
    """Measure each edition."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name) / "report"
        shutil.copytree(example_folder(), folder)
        environment = os.environ | {"REPORTGEN_CACHE": str(Path(name) / "cache")}
        command = [sys.executable, "-m", "reportgen", "preview", str(folder), "--no-open"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as done:
            assert done.stdout
            address = done.stdout.readline().split()[0]
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            for edition in EDITIONS.values():
                began = processor_seconds(done.pid)
                times, built = measured(browser, address, folder, edition.name, runs)
                used = processor_seconds(done.pid) - began
                report(edition.name, times, built, used / (runs + 1))
            browser.close()
            done.terminate()


def measured(
    browser: Browser, address: str, folder: Path, edition: str, runs: int
) -> tuple[list[float], list[float]]:
    """Seconds from a save to the page, and of these the server's, for each run."""
    words = SENTENCES[EDITIONS[edition].language]
    narrative = folder / "report.md"
    original = narrative.read_text(encoding="utf-8")
    page = opened(browser, f"{address}?edition={edition}")
    times = []
    for run in range(-1, runs):  # the first is not counted: the server has yet to warm up
        text = original.replace(words, f"{words}{run + 1000}")
        began = time.time()
        narrative.write_text(text, encoding="utf-8")
        times.append(page.evaluate(SEEN, f"{words}{run + 1000}") / 1000 - began)
        page.wait_for_timeout(300)
    built = page.evaluate("window.took")[-runs:]
    page.close()
    narrative.write_text(original, encoding="utf-8")
    time.sleep(2)
    return times[1:], built


def opened(browser: Browser, address: str) -> Page:
    """The page at an address, once it shows the report."""
    page = browser.new_page()
    page.add_init_script(f"({TOOK})()")
    page.goto(address)
    page.wait_for_selector("#state[data-state=current]")
    page.frame_locator("#report").locator("main").wait_for()
    page.wait_for_timeout(1000)
    return page


def processor_seconds(process: int) -> float:
    """The processor time that a process has taken, to a hundredth; nothing where it isn't told."""
    told = Path(f"/proc/{process}/stat")
    if not told.is_file():
        return 0.0
    fields = told.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def report(edition: str, times: list[float], built: list[float], processor: float) -> None:
    """Print what was measured of an edition."""
    print(
        f"{edition:10} median {statistics.median(times):4.2f} s  longest {max(times):4.2f} s"
        f"  (goal: at most {GOAL} s)  the server {statistics.median(built):4.2f} s,"
        f" processor {processor:4.2f} s"
    )


if __name__ == "__main__":
    main()
