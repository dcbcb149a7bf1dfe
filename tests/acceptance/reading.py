"""What stands in the produced files, as other programs read it: MuPDF, and Word's XML by lxml.

Nothing here asks the document model. The order of sections, tables and figures comes from
report.md, read here anew.
"""

from __future__ import annotations

import csv
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import chain, groupby
from pathlib import Path

import pymupdf
import yaml
from lxml import etree

from reportgen.resources import example_folder, templates_folder
from tests.word_lists import numbers_before

EPOCH = "1700000000"
EDITIONS = ("zh", "en", "bilingual", "parallel")
VERSIONS = (
    ("zh", "zh"), ("en", "en"), ("bilingual", "zh"), ("parallel", "zh"), ("parallel", "en"),
)  # fmt: skip
"""Each edition with each language that its text is in."""

HAN = re.compile("[\u3400-\u9fff]")
GROUPS = str.maketrans("\u2009\u00a0\u202f", "   ", "\u2060\u200b\u2007")
"""Spaces that part groups of digits; and what is no text, as the room for a digit in a cell."""
LABELS = {"zh": {"tbl": "表", "fig": "图"}, "en": {"tbl": "Table ", "fig": "Figure "}}

AFTER_ABSTRACT = ("【关键词】", "Key words")

BODY, TABLE, CHART, NOTE = (9.4, 11.2), (8.9, 9.1), (8.4, 8.6), (7.9, 8.1)
"""Sizes in pt of text: body and headings of low rank, tables and captions, figures, notes."""
JOURNAL = yaml.safe_load((templates_folder() / "journal" / "theme.yaml").read_text("utf-8"))
PAGE = JOURNAL["page"]
"""The type area. Above and below it stand running heads and folios."""
MIDDLE = PAGE["width"] / 2
GUTTER = (MIDDLE - PAGE["gap"] / 2, MIDDLE + PAGE["gap"] / 2)
"""Where the white between the two columns begins and ends."""
OVER = 3.0
"""What stands this far over the edge of a column, in pt, is not in it."""
MEASURE = {"zh": 483.0, "en": 483.0, "bilingual": 483.0, "parallel": 420.0}
"""Width of the text in pt: two columns of 22 Chinese characters and a gap of two; in one column
40 characters."""
SPACE = 0.12
"""A gap between letters or digits, in em, that is a space."""
CELL_GAP = 5.0
"""Text further apart than this, in pt, is in two cells of a table."""


def plain(text: str, language: str) -> str:
    """Text with plain spaces in numbers, its lines joined as the language joins them.

    The last line of an English paragraph is joined to no Chinese one.
    """
    gap = " " if language == "en" else ""
    text = re.sub("(?<=[.])\n", " ", text.translate(GROUPS))
    return re.sub(" +", " ", re.sub("[\n\t]+", gap, text))


def squeezed(text: str) -> str:
    """Text without spaces and line breaks, and without the hyphens that line breaks may bring."""
    return re.sub(r"[\s\-\u00ad]+", "", text.translate(GROUPS))


def number_tokens(text: str) -> list[str]:
    """Each number of a text, in order. Only narrow and no-break spaces join groups of digits."""
    digits = re.sub("(?<=[0-9])[\u2009\u00a0\u202f](?=[0-9]{3}(?![0-9]))", "", text)
    return re.findall(r"[0-9]+(?:\.[0-9]+)?", digits)


# ---------------------------------------------------------------------------- the manuscript


@dataclass(frozen=True)
class Heading:
    id: str
    level: int
    text: Mapping[str, str]


@cache
def headings() -> tuple[Heading, ...]:
    """The headings of report.md; one without an id is named after the section that it is in."""
    found: list[Heading] = []
    parent, child = "", 0
    pattern = re.compile(r"^(#+) (.+?) \| (.+?)(?: \{#([\w-]+)\})?$", re.MULTILINE)
    for marks, zh, en, given in pattern.findall(manuscript()):
        if len(marks) == 1:
            parent, child = given, 0
        else:
            child += 1
        found.append(
            Heading(given or f"{parent}-{child}", len(marks), {"zh": zh.strip(), "en": en.strip()})
        )
    return tuple(found)


@cache
def manuscript() -> str:
    return (example_folder() / "report.md").read_text(encoding="utf-8")


@cache
def labels(language: str) -> Mapping[str, str]:
    """The label of each table and figure by its id: tbl:barriers → 表3."""
    found = {}
    for kind, word in (("tbl", "table"), ("fig", "figure")):
        names = re.findall(rf'\{{\{{ {word}\("(\w+)"\) \}}\}}', manuscript())
        for number, name in enumerate(names, 1):
            found[f"{kind}:{name}"] = f"{LABELS[language][kind]}{number}"
    return found


def without_number(heading: str) -> str:
    """A heading without the number before it."""
    return re.sub("^([一二三四五六七八九十]+、|【摘要】)", "", heading.strip()).strip()


# ---------------------------------------------------------------------------------- the ledger


@dataclass(frozen=True)
class Entry:
    """A row of the ledger; `places` and `printed` by language."""

    row: Mapping[str, str]

    def printed(self, language: str) -> str:
        return plain(self.row[f"printed_{language}"], language)

    def places(self, language: str) -> list[str]:
        return [place for place in self.row[f"places_{language}"].split(";") if place]


@cache
def ledger(folder: Path) -> tuple[Entry, ...]:
    with (folder / "report.numbers.csv").open(encoding="utf-8-sig", newline="") as file:
        return tuple(Entry(row) for row in csv.DictReader(file))


# ------------------------------------------------------------------------------------- the PDF


@dataclass(frozen=True)
class Glyph:
    text: str
    left: float
    right: float
    size: float
    font: str

    @property
    def is_wide(self) -> bool:
        return _is_wide(self.text)

    @property
    def is_bold(self) -> bool:
        return re.search("-(Semi-?)?Bo", self.font) is not None


def _is_wide(character: str) -> bool:
    """Whether it is Chinese, or a space."""
    return not character.strip() or unicodedata.east_asian_width(character) in "WFA"


def joined(glyphs: Sequence[Glyph]) -> str:
    """The text of glyphs in a row; a tab where they are far apart.

    A PDF need not hold the spaces that one sees, and Chinese has gaps that are none.
    """
    found = ""
    end = 0.0
    for glyph in glyphs:
        gap = glyph.left - end
        if found and gap > CELL_GAP:
            found = found.rstrip(" ") + "\t"
        elif found and gap > SPACE * glyph.size and not (_is_wide(found[-1]) or glyph.is_wide):
            found += " "
        found += glyph.text
        end = max(end, glyph.right)
    return found.strip(" ")


@dataclass(frozen=True)
class Row:
    """What stands in one line across a page."""

    page: int
    top: float
    bottom: float
    glyphs: tuple[Glyph, ...]
    column: int | None = None
    """The column that it stands in, from 0; None for what stands across the page."""

    @cached_property
    def text(self) -> str:
        """The text; where cells are apart, a tab."""
        return joined(self.glyphs)

    @cached_property
    def cells(self) -> tuple[str, ...]:
        return tuple(joined(self.glyphs).split("\t"))

    @cached_property
    def size(self) -> float:
        sizes = sorted(glyph.size for glyph in self.glyphs)
        return sizes[len(sizes) // 2]

    @cached_property
    def left(self) -> float:
        return min(glyph.left for glyph in self.glyphs)

    @cached_property
    def right(self) -> float:
        return max(glyph.right for glyph in self.glyphs if glyph.text.strip())

    def has_size(self, sizes: tuple[float, float]) -> bool:
        return sizes[0] <= self.size <= sizes[1]

    @property
    def is_in_figure(self) -> bool:
        return self.has_size(CHART)

    @property
    def is_in_float(self) -> bool:
        """Whether it is in a table or figure, by its size: cells, captions, bars and notes."""
        return self.has_size(TABLE) or self.has_size(CHART) or self.has_size(NOTE)

    @property
    def is_heading(self) -> bool:
        return all(glyph.is_bold for glyph in self.glyphs if glyph.text.strip())


@cache
def rows(path: Path) -> tuple[Row, ...]:
    """The lines of a PDF in reading order, without running heads and folios.

    On a page of two columns: what stands across the page, then the left column, then the right.
    """
    found: list[Row] = []
    has_columns = "parallel" not in path.name
    with pymupdf.open(path) as document:
        for page in document:
            pieces = [
                piece
                for piece in _pieces(page)
                if PAGE["top"] < (piece.top + piece.bottom) / 2 < PAGE["height"] - PAGE["bottom"]
            ]
            split = _split(pieces, _foot(page, pieces)) if has_columns else [pieces]
            for part in split:
                found += _in_rows(sorted(part, key=lambda piece: (piece.top, piece.left)))
    return tuple(found)


def _crosses(left: float, right: float) -> bool:
    return left < GUTTER[0] + OVER and right > GUTTER[1] - OVER


def _foot(page: pymupdf.Page, pieces: Sequence[Row]) -> float:
    """Where the columns begin: below the last text, rule or bar that crosses the gutter."""
    shapes = [shape["rect"] for shape in page.get_drawings()]
    ends = [shape.y1 for shape in shapes if _crosses(shape.x0, shape.x1)]
    ends += [piece.bottom for piece in pieces if _has_glyph_between(piece)]
    return max((end for end in ends if end < PAGE["height"] - PAGE["bottom"]), default=0.0)


def _has_glyph_between(piece: Row) -> bool:
    """Whether something stands between the columns."""
    return any(
        glyph.text.strip() and glyph.right > GUTTER[0] + OVER and glyph.left < GUTTER[1] - OVER
        for glyph in piece.glyphs
    )


def _split(pieces: Sequence[Row], foot: float) -> list[list[Row]]:
    """What stands across the page, and in each column."""
    across = [piece for piece in pieces if (piece.top + piece.bottom) / 2 < foot]
    below = [piece for piece in pieces if piece not in across]
    columns = []
    for number in (0, 1):
        column = []
        for piece in below:
            glyphs = tuple(g for g in piece.glyphs if (g.left > MIDDLE) == bool(number))
            if any(glyph.text.strip() for glyph in glyphs):
                column.append(Row(piece.page, piece.top, piece.bottom, glyphs, number))
        columns.append(column)
    return [across, *columns]


def _pieces(page: pymupdf.Page) -> Iterator[Row]:
    flags = pymupdf.TEXTFLAGS_RAWDICT | pymupdf.TEXT_INHIBIT_SPACES
    for block in page.get_text("rawdict", flags=flags)["blocks"]:
        for line in block.get("lines", []):
            glyphs = tuple(
                Glyph(char["c"], char["origin"][0], char["bbox"][2], span["size"], span["font"])
                for span in line["spans"]
                for char in span["chars"]
            )
            if any(glyph.text.strip() for glyph in glyphs):
                yield Row(page.number, line["bbox"][1], line["bbox"][3], glyphs)


def _in_rows(pieces: list[Row]) -> list[Row]:
    """Pieces that stand beside one another, put together."""
    found: list[list[Row]] = []
    for piece in pieces:
        for row in reversed(found[-8:]):
            shared = min(row[0].bottom, piece.bottom) - max(row[0].top, piece.top)
            if shared > 0.6 * min(row[0].bottom - row[0].top, piece.bottom - piece.top):
                row.append(piece)
                break
        else:
            found.append([piece])
    return sorted(map(_beside, found), key=lambda row: (row.page, row.bottom))


def _beside(pieces: list[Row]) -> Row:
    first = pieces[0]
    glyphs = (piece.glyphs for piece in sorted(pieces, key=lambda piece: piece.left))
    return Row(
        first.page, first.top, first.bottom, tuple(chain.from_iterable(glyphs)), first.column
    )


@cache
def pdf_sections(path: Path, language: str) -> Mapping[str, str]:
    """The running text of each section by its id: from its heading to the next of the language.

    Tables, figures, captions and notes, which are set smaller, are left out.
    """
    texts: dict[str, list[str]] = {"": []}
    order = [heading for heading in headings() if heading.id != "abstract"]
    current = ""
    for row in rows(path):
        if row.size < BODY[0] or row.size > 14:
            continue
        line: list[Glyph] = []
        for is_bold, group in groupby(row.glyphs, key=lambda glyph: glyph.is_bold):
            glyphs = list(group)
            name = without_number("".join(glyph.text for glyph in glyphs)) if is_bold else ""
            found = next((h for h in order if h.text[language] == name), None)
            if found or name in AFTER_ABSTRACT:
                texts[current].append(joined(line))
                line = []
                current = found.id if found else ""
                texts.setdefault(current, [])
            if found:
                order = order[order.index(found) + 1 :]
            else:
                line += glyphs
        texts[current].append(joined(line))
    return {section: "\n".join(lines) for section, lines in texts.items()}


@dataclass(frozen=True)
class Block:
    """A table or figure on its page: its caption, what it shows, its note."""

    caption: tuple[Row, ...]
    content: tuple[Row, ...]
    note: tuple[Row, ...]


@cache
def pdf_block(path: Path, label: str) -> Block:
    """The table or figure with a label, found by where it stands on its page."""
    page_rows = rows(path)
    first = next(i for i, row in enumerate(page_rows) if _is_caption(row, label))
    page = [row for row in page_rows if row.page == page_rows[first].page]
    start = page.index(page_rows[first])
    caption_end = start + 1
    while caption_end < len(page) and _is_caption(page[caption_end]):
        caption_end += 1
    caption_start = start
    while caption_start and _is_caption(page[caption_start - 1]):
        caption_start -= 1
    if label.startswith(("表", "Table")):
        content_end = caption_end
        while content_end < len(page) and _is_cell(page[content_end]):
            content_end += 1
        content, note_start = page[caption_end:content_end], content_end
    else:
        content_start = caption_start
        while content_start and page[content_start - 1].is_in_figure:
            content_start -= 1
        content = page[content_start:caption_start]
        while caption_end < len(page) and page[caption_end].has_size(TABLE):
            caption_end += 1  # its second line
        note_start = caption_end
    note_end = note_start
    while note_end < len(page) and page[note_end].has_size(NOTE):
        note_end += 1
    return Block(
        tuple(page[caption_start:caption_end]), tuple(content), tuple(page[note_start:note_end])
    )


def _is_caption(row: Row, label: str = "") -> bool:
    mark = re.match("(表|图|Table |Figure )[0-9]+", row.text)
    return bool(
        mark
        and row.has_size(TABLE)
        and all(glyph.is_bold for glyph in row.glyphs[: mark.end()])
        and (not label or mark.group() == label)
    )


def _is_cell(row: Row) -> bool:
    return row.has_size(TABLE) and not _is_caption(row)


def text_of(lines: Sequence[Row]) -> str:
    return "\n".join(row.text for row in lines)


def results_rows(path: Path, language: str) -> tuple[Row, ...]:
    """The text between the heading of the results and that of the discussion, and every table and
    figure: they are all of the results, but may stand above one heading or below the other."""
    heading = {h.id: h.text[language] for h in headings()}
    found = rows(path)
    marks = [without_number(row.text) if row.is_heading else "" for row in found]
    first, last, end = (
        marks.index(heading[name]) for name in ("results", "discussion", "references")
    )
    return tuple(
        row
        for index, row in enumerate(found)
        if (first < index < last)
        or (row.is_in_float and index < end and row.page >= found[first].page)
    )


# ------------------------------------------------------------------------------------ Word files

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a Word file. `level` is that of a heading, or 0; `leads` are set bold.

    Before the text of a heading stands the number that Word counts.
    """

    element: etree._Element
    style: str
    level: int
    text: str
    leads: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table of a Word file: its cells as text, those of head and body."""

    element: etree._Element
    head: tuple[tuple[str, ...], ...]
    body: tuple[tuple[str, ...], ...]

    @property
    def text(self) -> str:
        return "\n".join("\t".join(row) for row in self.head + self.body)


@cache
def part(path: Path, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(name))


@cache
def word_styles(path: Path) -> Mapping[str, etree._Element]:
    return {
        style.get(f"{W}styleId"): style for style in part(path, "word/styles.xml").iter(f"{W}style")
    }


def style_chain(path: Path, style: str | None) -> Iterator[etree._Element]:
    """A style and those that it is based on."""
    while style is not None:
        element = word_styles(path)[style]
        yield element
        based = element.find(f"{W}basedOn")
        style = None if based is None else based.get(f"{W}val")


@cache
def word_content(path: Path) -> tuple[Paragraph | Table, ...]:
    """The paragraphs and tables of a Word file in order."""
    found: list[Paragraph | Table] = []
    numbers = dict(zip(part(path).iter(f"{W}p"), numbers_before(path.read_bytes()), strict=True))
    for element in _out_of_controls(part(path).find(f"{W}body")):
        if element.tag == f"{W}p":
            made = _paragraph(path, element)
            text = numbers[element] + made.text if made.level else made.text
            found.append(replace(made, text=text))
        elif element.tag == f"{W}tbl":
            found.append(_table(element))
    return tuple(found)


def _out_of_controls(parent: etree._Element) -> Iterator[etree._Element]:
    """The blocks of a part in order, those within content controls too."""
    for element in parent:
        if element.tag == f"{W}sdt":
            yield from _out_of_controls(element.find(f"{W}sdtContent"))
        else:
            yield element


def word_text(element: etree._Element) -> str:
    """The text of an element, fields as Word last showed them."""
    pieces = []
    for piece in element.iter(f"{W}t", f"{W}tab", f"{W}br"):
        if piece.tag == f"{W}t":
            pieces.append(piece.text or "")
        elif piece.getparent().tag == f"{W}r":
            pieces.append("\t" if piece.tag == f"{W}tab" else "\n")
    return "".join(pieces)


def _paragraph(path: Path, element: etree._Element) -> Paragraph:
    named = element.find(f"{W}pPr/{W}pStyle")
    style = None if named is None else named.get(f"{W}val")
    level = 0
    for link in style_chain(path, style):
        outline = link.find(f"{W}pPr/{W}outlineLvl")
        if outline is not None:
            level = int(outline.get(f"{W}val")) + 1
            break
    name = word_styles(path)[style].find(f"{W}name").get(f"{W}val") if style else ""
    leads = tuple(
        word_text(run)
        for run in element.iter(f"{W}r")
        if run.find(f"{W}rPr/{W}rStyle") is not None
        and re.search("Lead|Strong", run.find(f"{W}rPr/{W}rStyle").get(f"{W}val"))
    )
    return Paragraph(element, name, level if level <= 9 else 0, word_text(element), leads)


def _table(element: etree._Element) -> Table:
    head, body = [], []
    for row in element.iter(f"{W}tr"):
        cells = []
        for cell in row.iter(f"{W}tc"):
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is None or merge.get(f"{W}val") == "restart":
                cells.append("\n".join(word_text(p) for p in cell.iter(f"{W}p")))
        is_head = row.find(f"{W}trPr/{W}tblHeader") is not None
        (head if is_head else body).append(tuple(cells))
    return Table(element, tuple(head), tuple(body))


@cache
def word_sections(path: Path, language: str) -> Mapping[str, tuple[str, ...]]:
    """The paragraphs of running text of each section by its id, those of one language."""
    found: dict[str, list[str]] = {"introduction": []}
    order = list(headings())
    current = "introduction"
    for item in word_content(path):
        if not isinstance(item, Paragraph) or not item.text:
            continue
        if item.style.startswith("Abstract"):
            for section, text in _abstract(item, language):
                found.setdefault(section, []).append(text)
        elif item.level:
            name = without_number(item.text)
            heading = next((h for h in order if h.text[language] == name), None)
            if heading:
                order = order[order.index(heading) + 1 :]
                current = heading.id
                found[current] = []
        elif "Body Text" in item.style and bool(HAN.search(item.text)) == (language == "zh"):
            found[current].append(item.text)
    return {section: tuple(texts) for section, texts in found.items()}


def word_results(path: Path, language: str) -> tuple[Paragraph | Table, ...]:
    """Everything between the heading of the results and that of the discussion."""
    heading = {h.id: h.text[language] for h in headings()}
    content = word_content(path)
    marks = [
        item.text if isinstance(item, Paragraph) and item.level == 1 else "" for item in content
    ]
    return content[marks.index(heading["results"]) + 1 : marks.index(heading["discussion"])]


def alternatives(element: etree._Element) -> list[str]:
    """The alternative texts of the pictures in a part of a Word file."""
    return [properties.get("descr", "") for properties in element.iter(f"{WP}docPr")]


def _abstract(paragraph: Paragraph, language: str) -> Iterator[tuple[str, str]]:
    """The parts of an abstract that stand in one paragraph, each after its lead."""
    parts = {h.text[language]: h.id for h in headings() if h.id.startswith("abstract-")}
    rest = paragraph.text
    section = None
    for lead in paragraph.leads:
        if lead.strip() in parts:
            before, _, rest = rest.partition(lead)
            if section:
                yield section, before
            section = parts[lead.strip()]
    if section:
        yield section, rest


@cache
def word_block(path: Path, label: str) -> tuple[Paragraph, Table | Paragraph, str]:
    """Caption, table or picture, and note of the table or figure with a label."""
    content = word_content(path)
    is_caption = [
        isinstance(item, Paragraph)
        and "Caption" in item.style
        and re.match("(表|图|Table |Figure )[0-9]+", item.text.replace("\u00a0", " ")) is not None
        for item in content
    ]
    at = next(
        i
        for i, item in enumerate(content)
        if is_caption[i] and re.match(rf"{label}(?![0-9])", item.text.replace("\u00a0", " "))
    )
    first, last = at, at
    while is_caption[first - 1]:
        first -= 1
    while is_caption[last + 1]:
        last += 1
    if label.startswith(("表", "Table")):
        shown = after = last + 1
    else:
        shown, after = first - 1, last
    note = content[after + 1]
    has_note = isinstance(note, Paragraph) and "Note" in note.style.split()
    return content[at], content[shown], note.text if has_note else ""
