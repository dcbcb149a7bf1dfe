"""Charts of a Word file as others read them: the chart part by lxml, its workbook by openpyxl."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from io import BytesIO

import openpyxl
from lxml import etree

from reportgen.charts import draw
from reportgen.document import Document, Figure, FrontMatter, Section, Words
from reportgen.editions import EDITIONS
from reportgen.locales import load_locale
from reportgen.renderers.docx import render
from reportgen.renderers.rendering import Rendering
from reportgen.text import Text
from reportgen.theme import load_theme

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
RANGE = re.compile(r"(?:图表|Chart)!\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$(\d+))?")
Cell = float | str | None


def word_file(
    figure: Figure, language: str = "zh", theme: str = "journal", *, native: bool = True
) -> bytes:
    """A Word file with that figure."""
    return render(rendering(figure, (language,), theme, native=native)).data


def rendering(
    figure: Figure, languages: tuple[str, ...], theme: str = "journal", *, native: bool = True
) -> Rendering:
    """The edition in these languages of a document that is one figure."""
    shown = replace(figure, id="x", title={"zh": (Words("一个图"),), "en": (Words("A figure"),)})
    heading = Text({"zh": "结果", "en": "Results"})
    section = Section("results", "results", 1, (1,), heading, (shown,))
    front = FrontMatter(Text({"zh": "报告", "en": "Report"}))
    look = load_theme(theme)
    pictures = () if native else ("png", "outlines")
    drawings = {
        ("x", language): draw(shown, load_locale(language, look), look, pictures)
        for language in languages
    }
    edition = EDITIONS[languages[0] if len(languages) == 1 else "parallel"]
    document = Document(languages, front, (section,))
    return Rendering(document, edition, look, drawings, has_native_charts=native)


@dataclass(frozen=True)
class ReadSeries:
    """A series as the chart part has it: its name, and by place what is cached of its cells."""

    element: etree._Element

    @property
    def name(self) -> str:
        return "".join(self.element.find(f"{C}tx").itertext(f"{C}v"))

    @property
    def values(self) -> dict[int, float]:
        found = self.element.find(f"{C}val")
        return numbers(self.element.find(f"{C}xVal") if found is None else found)

    @property
    def places(self) -> dict[int, float]:
        return numbers(self.element.find(f"{C}yVal"))

    @property
    def categories(self) -> list[str]:
        return [each.text for each in self.element.find(f"{C}cat").iter(f"{C}v")]

    def distances(self, side: str) -> dict[int, float]:
        """Of error bars: minus or plus."""
        found = self.element.find(f"{C}errBars/{C}{side}")
        return {} if found is None else numbers(found)

    @property
    def own_labels(self) -> dict[int, str | None]:
        """The labels that points have for themselves; None where there is to be none."""
        found: dict[int, str | None] = {}
        for label in self.element.iterfind(f"{C}dLbls/{C}dLbl"):
            place = int(label.find(f"{C}idx").get("val"))
            if label.find(f"{C}delete") is not None:
                found[place] = None
            elif (text := label.find(f"{C}tx")) is not None:
                lines = ("".join(each.itertext(f"{A}t")) for each in text.iter(f"{A}p"))
                found[place] = "\n".join(lines)
        return found

    @property
    def labels(self) -> dict[int, str]:
        """What is printed at each point."""
        if self.element.find(f"{C}dLbls") is None:
            return {}
        form = self.element.find(f"{C}dLbls/{C}numFmt").get("formatCode")
        own = {
            int(each.find(f"{C}idx").get("val")): each.find(f"{C}numFmt").get("formatCode")
            for each in self.element.iterfind(f"{C}dLbls/{C}dLbl")
            if each.find(f"{C}numFmt") is not None
        }
        found = {
            place: printed(value, own.get(place, form)) for place, value in self.values.items()
        } | self.own_labels
        return {place: text for place, text in found.items() if text is not None}


@dataclass(frozen=True)
class ReadChart:
    """A chart of a Word file."""

    root: etree._Element
    workbook: bytes
    shapes: etree._Element | None
    """What is drawn over it."""

    @property
    def series(self) -> list[ReadSeries]:
        return [ReadSeries(each) for each in self.root.iter(f"{C}ser")]

    @cached_property
    def sheet(self) -> openpyxl.worksheet.worksheet.Worksheet:
        return self.book.worksheets[0]

    @cached_property
    def book(self) -> openpyxl.Workbook:
        return openpyxl.load_workbook(BytesIO(self.workbook), data_only=True)

    @cached_property
    def formulas(self) -> dict[str, str]:
        """The cells that are computed of others, by their address."""
        sheet, *others = openpyxl.load_workbook(BytesIO(self.workbook)).worksheets
        cells = (cell for row in sheet.iter_rows() for cell in row)
        assert not [
            cell
            for other in others
            for row in other.iter_rows()
            for cell in row
            if cell.data_type == "f"
        ], "the table is to be read"
        return {cell.coordinate: cell.value for cell in cells if cell.data_type == "f"}

    def cells(self, formula: str) -> list[Cell]:
        """What the workbook holds at a formula of the chart."""
        first, top, last, bottom = RANGE.fullmatch(formula).groups()
        assert last in (None, first)
        rows = range(int(top), int(bottom or top) + 1)
        return [self.sheet[f"{first}{row}"].value for row in rows]

    def formats(self, formula: str) -> list[str]:
        """The number formats of the cells at a formula of the chart."""
        first, top, _, bottom = RANGE.fullmatch(formula).groups()
        rows = range(int(top), int(bottom or top) + 1)
        return [self.sheet[f"{first}{row}"].number_format for row in rows]

    @property
    def every_cell(self) -> list[Cell]:
        """Of all sheets."""
        pages = (page.iter_rows(values_only=True) for page in self.book.worksheets)
        return [value for page in pages for row in page for value in row]

    @property
    def words(self) -> list[list[str]]:
        """The lines of each text that is drawn over it."""
        if self.shapes is None:
            return []
        return [
            ["".join(each.itertext(f"{A}t")) for each in body.iter(f"{A}p")]
            for body in self.shapes.iter("{*}txBody")
        ]

    @property
    def texts(self) -> list[str]:
        """Every text of the chart part that isn't only of the cells."""
        return [each.text or "" for each in self.root.iter(f"{A}t")]


def charts(docx: bytes) -> list[ReadChart]:
    """The charts of a file in the order in which its text shows them."""
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
        targets = related(archive, "word/document.xml")
        found = []
        for chart in document.iter(f"{C}chart"):
            name = targets[chart.get(f"{R}id")]
            root = etree.fromstring(archive.read(name))
            book = related(archive, name)[root.find(f"{C}externalData").get(f"{R}id")]
            over = root.find(f"{C}userShapes")
            drawn = None if over is None else related(archive, name)[over.get(f"{R}id")]
            shapes = None if drawn is None else etree.fromstring(archive.read(drawn))
            found.append(ReadChart(root, archive.read(book), shapes))
        return found


def related(archive: zipfile.ZipFile, name: str) -> Mapping[str, str]:
    """The parts to which a part relates, by id."""
    folder, base = posixpath.split(name)
    root = etree.fromstring(archive.read(f"{folder}/_rels/{base}.rels"))
    return {
        each.get("Id"): posixpath.normpath(posixpath.join(folder, each.get("Target"))).lstrip("/")
        for each in root
    }


def numbers(element: etree._Element) -> dict[int, float]:
    """What is cached of numbers, by place."""
    return {int(each.get("idx")): float(each.findtext(f"{C}v")) for each in element.iter(f"{C}pt")}


def printed(value: float, form: str) -> str:
    """A value by a number format, as Excel prints it: by 15 digits, half away from zero.

    By ?/12 it is the nearest number of twelfths.
    """
    if form.startswith("?/"):
        return f"{round(value * int(form[2:]))}/{form[2:]}"
    first, _, below = form.partition(";")
    form = below if value < 0 and below else first
    sign = "-" if value < 0 and not below else ""
    number, is_percent = form.removesuffix("%"), form.endswith("%")
    exact = Decimal(f"{abs(value):.15g}") * (100 if is_percent else 1)
    digits = Decimal(1).scaleb(-len(number.partition(".")[2]))
    return f"{sign}{exact.quantize(digits, ROUND_HALF_UP)}{'%' if is_percent else ''}"
