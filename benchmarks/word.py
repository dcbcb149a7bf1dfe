"""Our Word draft against docxtpl and pandoc on the same content; a long table against its bare XML.

    python benchmarks/word.py [RUNS]

A draft of about 20 pages with 15 tables and 8 figures, made of the reference report in Chinese.
docxtpl fills a template that loops over the same blocks, with its own loops over rows and cells and
with InlineImage; pandoc reads the same as Markdown. All get the same PNG pictures, made before.
Each measurement is a process of its own and the sides take turns. Left out are imports, and what a
build has read in the same process before it writes a draft: the words of the languages, and the
fonts, with which it has drawn every figure, since a native chart has the alternative text of its
drawing. Every side begins after a collection of garbage: else it is luck which of them pays for one
of all modules, 45 ms. Of pandoc its own process is timed. docxtpl is given finished strings, and in
a second line makes them of the same document, by our functions, as our draft has to do. Then a
table of 400 rows: our draft against writing its XML as text. Prints medians of processor seconds,
and ratios.

What the sides make differs: ours has styles of its own, captions that count themselves, references,
content controls, heads that repeat, alternative texts and footnotes; docxtpl and pandoc have none
of these but headings, plain tables and pictures.
"""

from __future__ import annotations

import json
import pickle
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pdf import copied

from reportgen.document import Block, Document, Figure, Paragraph, Section, Table
from reportgen.locales import Locale
from reportgen.renderers import Rendering
from reportgen.renderers.docx.inlines import plain
from reportgen.renderers.table_grid import body_rows, head_rows
from reportgen.renderers.wording import heading_text, label
from reportgen.resources import example_folder

GOAL = 1.0
LANGUAGE = "zh"
COPIES, TABLES, FIGURES, LONG = 3, 15, 8, 400

CLOCK = """
import gc, json, pickle, sys, time
from io import BytesIO
from pathlib import Path
folder = Path(sys.argv[1])
def with_words_and_fonts(rendering):
    from reportgen.charts import Style
    from reportgen.locales import load_locale
    from reportgen.renderers.docx.charts import NATIVE_CHARTS
    for code in rendering.theme.settings:
        load_locale(code), rendering.locale(code)
    for kind in NATIVE_CHARTS:
        NATIVE_CHARTS.get(kind)
    lettering = Style(rendering.locale("zh"), rendering.theme).lettering
    lettering.line("12"), lettering.line(rendering.locale("zh").word("total"))
def told(make):
    gc.collect()
    before = time.process_time()
    data = make()
    seconds = time.process_time() - before
    Path(folder, sys.argv[2] + ".docx").write_bytes(data)
    print(json.dumps(seconds))
"""
OURS = (
    CLOCK
    + """
from reportgen.renderers.docx import render
rendering = pickle.loads(Path(folder, sys.argv[2] + ".pickle").read_bytes())
with_words_and_fonts(rendering)
told(lambda: render(rendering).data)
"""
)
DOCXTPL = (
    CLOCK
    + """
from docx.shared import Pt
from docxtpl import DocxTemplate, InlineImage
pieces = json.loads(Path(folder, "pieces.json").read_text("utf-8"))
def make():
    template = DocxTemplate(folder / "template.docx")
    for piece in pieces:
        if piece["kind"] == "figure":
            file = str(folder / piece["file"])
            piece["image"] = InlineImage(template, file, width=Pt(piece["width"]))
    template.render({"pieces": pieces}, autoescape=True)
    buffer = BytesIO()
    template.save(buffer)
    return buffer.getvalue()
told(make)
"""
)
CONTEXT = (
    DOCXTPL.removesuffix("told(make)\n")
    + """
sys.path.insert(0, sys.argv[3])
from word import contents
rendering = pickle.loads(Path(folder, "pictures.pickle").read_bytes())
with_words_and_fonts(rendering)
def whole():
    pieces[:] = [vars(piece) for piece in contents(rendering)]
    return make()
told(whole)
"""
)
"""The same, with what fills the template made of the same document as our draft is."""
PANDOC = """
import json, resource, sys
from pathlib import Path
import pypandoc
folder = Path(sys.argv[1])
before = resource.getrusage(resource.RUSAGE_CHILDREN)
pypandoc.convert_file(
    str(folder / "plain.md"), "docx", outputfile=str(folder / "pandoc.docx"),
    extra_args=["--resource-path", str(folder)],
)
after = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime))
"""
BARE = (
    CLOCK
    + """
import zipfile
from xml.sax.saxutils import escape
rows = json.loads(Path(folder, "long.json").read_text("utf-8"))
with zipfile.ZipFile(folder / "long-ours.docx") as archive:
    parts = {name: archive.read(name) for name in archive.namelist()}
def make():
    cells = lambda row: "".join(
        "<w:tc><w:tcPr><w:tcW w:w='1000' w:type='dxa'/></w:tcPr><w:p><w:pPr>"
        "<w:pStyle w:val='TableText'/><w:keepNext/></w:pPr><w:r><w:t xml:space='preserve'>"
        f"{escape(text)}</w:t></w:r></w:p></w:tc>" for text in row)
    table = "".join(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells(row)}</w:tr>" for row in rows)
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    text = f"<w:document xmlns:w='{name}'><w:body><w:tbl>{table}</w:tbl></w:body></w:document>"
    made = parts | {"word/document.xml": text.encode()}
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in made.items():
            archive.writestr(part, data)
    return buffer.getvalue()
told(make)
"""
)


@dataclass(frozen=True)
class Piece:
    """One block of the plain content: a heading, a paragraph, a table or a figure."""

    kind: str
    text: str
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    file: str = ""
    width: float = 0


def main() -> None:
    """Measure both, and print them."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pictures, native = draft()
        for made, told in (("pictures", pictures), ("native", native), ("long", long(pictures))):
            (folder / f"{made}.pickle").write_bytes(pickle.dumps(told))
        write_plain(folder, pictures)
        print(f"{TABLES} tables, {FIGURES} figures{'':18}cpu s   ratio to docxtpl (goal {GOAL})")
        sides = {
            "docxtpl": (DOCXTPL, "docxtpl"),
            "docxtpl and its context": (CONTEXT, "docxtpl"),
            "reportgen, pictures": (OURS, "pictures"),
            "reportgen, native charts": (OURS, "native"),
            "pandoc, its process": (PANDOC, ""),
        }
        table(folder, sides, runs)
        print(f"\nA table of {LONG} rows{'':16}cpu s   ratio to its bare XML")
        timed(OURS, folder, "long")
        (folder / "long-ours.docx").write_bytes((folder / "long.docx").read_bytes())
        table(folder, {"bare XML": (BARE, "bare"), "reportgen": (OURS, "long")}, runs)


def table(folder: Path, sides: dict[str, tuple[str, str]], runs: int) -> None:
    """Measure the sides in turns, and print their medians beside the first's."""
    found: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(runs):
        for name, (program, made) in sides.items():
            found[name].append(timed(program, folder, made))
    first = statistics.median(next(iter(found.values())))
    for name, seconds in found.items():
        middle = statistics.median(seconds)
        print(f"  {name:32}{middle:7.3f}{middle / first:8.2f}")


def timed(program: str, folder: Path, made: str) -> float:
    """The processor seconds that a program tells of itself in a fresh process."""
    command = [sys.executable, "-c", program, str(folder), made, str(Path(__file__).parent)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return float(json.loads(done.stdout))


def draft() -> tuple[Rendering, Rendering]:
    """The draft with pictures, and with native charts."""
    from reportgen.pipeline import read_project
    from reportgen.stages import Stages

    project = read_project(example_folder())
    with project.scope.active():
        stages = Stages(project)
        native = stages.rendering(LANGUAGE, "docx")
        drawings = stages.drawings((LANGUAGE,), ("png",))
    pictures = replace(native, drawings=drawings, has_native_charts=False)
    return longer(pictures), longer(native)


def longer(rendering: Rendering) -> Rendering:
    """The report with its sections so often that it has the tables and figures that are wanted."""
    document = rendering.document
    copies = [
        copied(section, number)
        for number in range(1, COPIES + 1)
        for section in document.sections
        if section.role != "references"
    ]
    last = [section for section in document.sections if section.role == "references"]
    left = {Table: TABLES, Figure: FIGURES}
    sections = tuple(_fewer(section, left) for section in (*copies, *last))
    drawings = {
        (f"{key[0]}-copy{number}", *key[1:]): drawing
        for number in range(1, COPIES + 1)
        for key, drawing in rendering.drawings.items()
    }
    made: Document = replace(document, sections=sections)
    return replace(rendering, document=made, drawings=drawings)


def _fewer(block: Section, left: dict[type, int]) -> Section:
    """A section without the tables and figures that are too many."""
    kept: list[Block] = []
    for each in block.blocks:
        if isinstance(each, Table | Figure):
            left[type(each)] -= 1
            if left[type(each)] < 0:
                continue
        kept.append(_fewer(each, left) if isinstance(each, Section) else each)
    return replace(block, blocks=tuple(kept))


def long(rendering: Rendering) -> Rendering:
    """A draft that is one table of many rows."""
    first = next(block for block in rendering.document.blocks() if isinstance(block, Table))
    rows = first.tabulation.rows
    many = tuple(rows[index % len(rows)] for index in range(LONG))
    whole = replace(first, tabulation=replace(first.tabulation, rows=many))
    section = replace(rendering.document.sections[0], blocks=(whole,))
    front = replace(rendering.document.front, abstract=None, key_figures=())
    document = replace(rendering.document, sections=(section,), front=front)
    return replace(rendering, document=document, drawings={})


def write_plain(folder: Path, rendering: Rendering) -> None:
    """Write what docxtpl, pandoc and the bare XML are given: the same content, without a look."""
    locale = rendering.locale(LANGUAGE)
    for (name, _), drawing in rendering.drawings.items():
        (folder / f"{name}.png").write_bytes(drawing.png)
    found = contents(rendering)
    (folder / "pieces.json").write_text(json.dumps([vars(each) for each in found]), "utf-8")
    (folder / "plain.md").write_text("\n\n".join(map(markdown, found)), "utf-8")
    block = next(each for each in long(rendering).document.blocks() if isinstance(each, Table))
    (folder / "long.json").write_text(json.dumps(cells(block, locale)), "utf-8")
    write_template(folder / "template.docx")


def contents(rendering: Rendering) -> list[Piece]:
    """The plain content of a draft."""
    locale = rendering.locale(LANGUAGE)
    sections = rendering.document.sections
    return [piece for section in sections for piece in pieces(section, rendering, locale)]


def pieces(block: Block, rendering: Rendering, locale: Locale) -> Iterator[Piece]:
    """The plain content of a block."""
    match block:
        case Section():
            if text := heading_text(block, locale, rendering.theme):
                yield Piece("heading", text, block.level)
            for inner in block.blocks:
                yield from pieces(inner, rendering, locale)
        case Paragraph():
            yield Piece("text", plain(block.content[LANGUAGE], locale))
        case Table() | Figure():
            title = f"{label(block, locale)}　{plain(block.title[LANGUAGE], locale)}"
            if isinstance(block, Table):
                yield Piece("table", title, rows=cells(block, locale))
            else:
                width = rendering.drawings[block.id, LANGUAGE].width
                yield Piece("figure", title, file=f"{block.id}.png", width=width)
            for note in block.notes:
                yield Piece("text", plain(note[LANGUAGE], locale))
        case _:
            pass


def cells(block: Table, locale: Locale) -> tuple[tuple[str, ...], ...]:
    """The texts of a table's cells, each row as long as the longest."""
    # Not `lay_out`, which would also align the numbers: the other sides don't.
    grid = *head_rows(block, locale), *body_rows(block, locale)
    rows = [[plain(cell.content, locale) for cell in row] for row in grid]
    columns = max(map(len, rows))
    return tuple((*row, *[""] * (columns - len(row))) for row in rows)


def markdown(piece: Piece) -> str:
    """A piece in pandoc's Markdown."""
    text = piece.text.replace("*", r"\*").replace("|", r"\|")
    match piece.kind:
        case "heading":
            return f"{'#' * piece.level} {text}"
        case "figure":
            return f"![{text}]({piece.file})"
        case "table":
            first, *rest = (f"| {' | '.join(row)} |" for row in piece.rows)
            rule = f"|{'---|' * len(piece.rows[0])}"
            return "\n".join([first, rule, *rest, "", f": {text}"])
        case _:
            return text


def write_template(path: Path) -> None:
    """The template that docxtpl fills: a loop over blocks, and in tables over rows and cells."""
    import docx

    word = docx.Document()
    word.add_paragraph("{%p for piece in pieces %}")
    word.add_paragraph("{%p if piece.kind == 'heading' %}")
    word.add_heading("{{ piece.text }}", 2)
    word.add_paragraph("{%p elif piece.kind == 'figure' %}")
    word.add_paragraph("{{ piece.image }}")
    word.add_paragraph("{{ piece.text }}", style="Caption")
    word.add_paragraph("{%p elif piece.kind == 'table' %}")
    word.add_paragraph("{{ piece.text }}", style="Caption")
    looped = word.add_table(3, 3, style="Table Grid")
    looped.cell(0, 0).text = "{%tr for row in piece.rows %}"
    for column, text in enumerate(("{%tc for text in row %}", "{{ text }}", "{%tc endfor %}")):
        looped.cell(1, column).text = text
    looped.cell(2, 0).text = "{%tr endfor %}"
    word.add_paragraph("{%p else %}")
    word.add_paragraph("{{ piece.text }}")
    word.add_paragraph("{%p endif %}")
    word.add_paragraph("{%p endfor %}")
    word.save(str(path))


if __name__ == "__main__":
    main()
