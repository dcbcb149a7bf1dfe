"""Our PDF against WeasyPrint on a minimal document with the same text, by length of the report.

    python benchmarks/pdf.py [RUNS [PAGES ...]]

The reference report in Chinese, and the same made longer by repeating its sections to about 20, 80
and 160 pages, each time in other characters, so that no text is met again that a report would not
hold twice. Each measurement is a process of its own, and the sides take turns. From the text on:
templates and parsing, layout and writing; imports are left out. The minimal document has the same
paragraphs, tables, pictures and cut fonts under the least stylesheet. Chromium and Typst, for
reference, print that document too; of them the whole process is timed. Prints medians, the ratio
of processor seconds, and the peak of memory.
"""

from __future__ import annotations

import json
import math
import os
import pickle
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from _plain import pieces, plain_html, typst

from reportgen.document import (
    Block,
    Document,
    Emphasis,
    Figure,
    Paragraph,
    Section,
    Table,
    Words,
)
from reportgen.renderers import Rendering
from reportgen.resources import example_folder

GOAL = 1.3
PAGES = (20, 80, 160)
EDITION = "zh"
WRITES_NOTHING = "PYTHONDONTWRITEBYTECODE"
"""What keeps Python from keeping compiled modules, and the program from keeping templates."""
OURS = """
import json, pickle, sys, time
from pathlib import Path
import weasyprint
from reportgen.renderers.pdf import render
rendering = pickle.loads(Path(sys.argv[1], "rendering.pickle").read_bytes())
before = time.perf_counter(), time.process_time()
made = render(rendering)
wall, processor = time.perf_counter() - before[0], time.process_time() - before[1]
peak = int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1024
print(json.dumps({"pages": made.pages, "wall": wall, "processor": processor, "peak": peak}))
"""
MINIMAL = """
import json, sys, time
from pathlib import Path
from weasyprint import HTML
before = time.perf_counter(), time.process_time()
document = HTML(filename=Path(sys.argv[1], "plain.html")).render()
document.write_pdf()
wall, processor = time.perf_counter() - before[0], time.process_time() - before[1]
peak = int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1024
print(json.dumps({
    "pages": len(document.pages), "wall": wall, "processor": processor, "peak": peak,
}))
"""
TYPST = """
import sys
import typst
folder = sys.argv[1]
typst.compile(f"{folder}/plain.typ", output=f"{folder}/typst.pdf", font_paths=[folder])
"""


def main() -> None:
    """Measure every length, and print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    lengths = tuple(map(int, sys.argv[2:])) or PAGES
    rendering = reference()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first, second = (pages_of(folder, longer(rendering, times)) for times in (1, 2))
        print(f"{'':22}{'pages':>6}{'wall s':>9}{'cpu s':>8}{'MB':>7}   ratio (goal {GOAL})")
        for length in (first, *lengths):
            times = 1 + max(0, math.ceil((length - first) / (second - first)))
            measure(folder, longer(rendering, times), runs)


def reference() -> Rendering:
    """The reference report in one edition, ready to be rendered."""
    from reportgen.pipeline import compute, read_project
    from reportgen.stages import Stages

    report = compute(read_project(example_folder()))
    with report.project.scope.active():
        stages = Stages.of(report.project, report.document, report.theme)
        return stages.rendering(EDITION, "pdf")


def longer(rendering: Rendering, times: int) -> Rendering:
    """The report with its sections `times` over, each copy's tables and figures named anew."""
    document = rendering.document
    body = [section for section in document.sections if section.role != "references"]
    last = [section for section in document.sections if section.role == "references"]
    copies = [copied(section, number) for number in range(2, times + 1) for section in body]
    drawings = dict(rendering.drawings)
    for number in range(2, times + 1):
        drawings |= {
            (f"{key[0]}-copy{number}", *key[1:]): drawing
            for key, drawing in rendering.drawings.items()
        }
    longer_document: Document = replace(document, sections=(*body, *copies, *last))
    return replace(rendering, document=longer_document, drawings=drawings)


def copied(block: Any, number: int) -> Block:
    """A block under another name, its text in other characters."""
    if isinstance(block, Section):
        inner = tuple(copied(each, number) for each in block.blocks)
        return replace(block, id=f"{block.id}-copy{number}", blocks=inner)
    if isinstance(block, Table | Figure):
        return replace(block, id=f"{block.id}-copy{number}")
    if isinstance(block, Paragraph):
        content = {
            language: tuple(turned(inline, number) for inline in inlines)
            for language, inlines in block.content.items()
        }
        return replace(block, content=content)
    return block


def turned(inline: Any, number: int) -> Any:
    """A piece of running text, each of its Chinese characters another, of the most usual ones."""
    if isinstance(inline, Emphasis):
        return replace(inline, content=tuple(turned(each, number) for each in inline.content))
    if not isinstance(inline, Words):
        return inline
    return replace(
        inline, text=re.sub("[一-龥]", lambda each: _usual(each[0], number), inline.text)
    )


def _usual(character: str, number: int) -> str:
    """Another character: the first level of GB 2312 holds 3,755, from B0A1 to D7F9."""
    place = (ord(character) + 97 * number) % 3755
    return bytes((0xB0 + place // 94, 0xA1 + place % 94)).decode("gb2312")


def pages_of(folder: Path, rendering: Rendering) -> int:
    """How many pages our PDF has."""
    (folder / "rendering.pickle").write_bytes(pickle.dumps(rendering))
    return int(timed(OURS, folder)["pages"])


def measure(folder: Path, rendering: Rendering, runs: int) -> None:
    """Measure one length and print its lines."""
    (folder / "rendering.pickle").write_bytes(pickle.dumps(rendering))
    write_plain(folder, rendering)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    sides: dict[str, list[dict[str, float]]] = {}
    for _ in range(runs):
        sides.setdefault("reportgen", []).append(timed(OURS, folder))
        sides.setdefault("WeasyPrint, minimal", []).append(timed(MINIMAL, folder))
        sides.setdefault("Typst, whole process", []).append(whole(folder, "typst", _python(TYPST)))
        if chromium:
            sides.setdefault("Chromium, whole", []).append(whole(folder, "chromium", [
                chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                f"--print-to-pdf={folder / 'chromium.pdf'}", str(folder / "plain.html"),
            ]))  # fmt: skip
    bare = middle(sides["WeasyPrint, minimal"], "processor")
    for name, found in sides.items():
        ratio = f"{middle(found, 'processor') / bare:8.2f}"
        print(
            f"  {name:20}{middle(found, 'pages'):6.0f}{middle(found, 'wall'):9.2f}"
            f"{middle(found, 'processor'):8.2f}{middle(found, 'peak'):7.0f}{ratio}"
        )


def write_plain(folder: Path, rendering: Rendering) -> None:
    """Write the minimal document, its pictures and its fonts."""
    from reportgen.renderers.assets import assets
    from reportgen.renderers.html import to_html
    from reportgen.theme import theme_faces

    page = to_html(rendering)
    for url, asset in assets(rendering, page).items():
        name = url.removeprefix("reportgen:").replace("/", "-")
        if "letters" not in name:
            (folder / name).write_bytes(asset.make())
            page = page.replace(url, (folder / name).as_uri())
    wanted = (rendering.theme.faces.latin, rendering.theme.faces.body)
    fonts = {
        face.family: (folder / f"font-{face.path.name}").as_uri()
        for family in wanted
        for face in theme_faces(rendering.theme)
        if face.family == family and face.weight == 400 and face.style == "normal"
    }
    found = list(pieces(page))
    (folder / "plain.html").write_text(plain_html(found, fonts), encoding="utf-8")
    (folder / "plain.typ").write_text(typst(found, tuple(fonts)), encoding="utf-8")


def _python(program: str) -> list[str]:
    return [sys.executable, "-c", program]


def timed(program: str, folder: Path) -> dict[str, float]:
    """What a Python program prints of itself in a fresh process, what can be compiled being so."""
    keeping = {name: each for name, each in os.environ.items() if name != WRITES_NOTHING}
    done = subprocess.run(
        [*_python(program), str(folder)], check=True, stdout=subprocess.PIPE, text=True, env=keeping
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def whole(folder: Path, name: str, command: list[str]) -> dict[str, float]:
    """The time of a whole process that writes NAME.pdf, and the pages that it wrote."""
    import pymupdf

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    arguments = [str(folder)] if name == "typst" else []
    subprocess.run([*command, *arguments], check=True, capture_output=True)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    with pymupdf.open(folder / f"{name}.pdf") as pdf:
        pages = len(pdf)
    return {"pages": pages, "wall": wall, "processor": processor, "peak": math.nan}


def middle(found: list[dict[str, float]], name: str) -> float:
    """The median of one figure."""
    return statistics.median(run[name] for run in found)


if __name__ == "__main__":
    main()
