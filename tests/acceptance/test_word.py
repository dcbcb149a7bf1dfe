"""The Word files are valid, say what the PDF says, and are made of what Word knows by name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import pymupdf
import pytest
from lxml import etree

from reportgen.theme import load_theme
from tests.acceptance.reading import (
    EDITIONS,
    HAN,
    LABELS,
    PAGE,
    VERSIONS,
    WP,
    Paragraph,
    Table,
    W,
    alternatives,
    labels,
    ledger,
    manuscript,
    part,
    plain,
    results_rows,
    squeezed,
    style_chain,
    text_of,
    word_content,
    word_results,
    word_styles,
    word_text,
)
from tests.word_lists import numbers_before
from tests.word_validity import findings

CAPTIONS = {"zh": ("zh",), "en": ("en",), "bilingual": ("zh", "en"), "parallel": ("zh", "en")}
"""The languages of captions, by edition."""
BODY = CAPTIONS | {"bilingual": ("zh",)}
"""The languages of everything else."""
PARTS = ("document", "header1", "header2", "footer1", "footer2")
FRACTION = re.compile(r"\([0-9]+/[0-9]+\)")
SHARE = re.compile(r"[0-9]{1,3}\.[0-9]%" + FRACTION.pattern)
PERCENT = re.compile(r"[0-9]+\.[0-9]%")
TOO_SMALL = 6.0
"""A share in percent below which a bar may have no room for its number."""
EAST_ASIAN_FACES = {"宋体", "黑体"}

edition_by_edition = pytest.mark.parametrize("edition", EDITIONS)


@pytest.fixture
def word(built: Path, edition: str) -> Path:
    return built / f"report.{edition}.docx"


C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def languages_of(text: str) -> str:
    """Chinese if the text has an ideograph."""
    return "zh" if HAN.search(text) else "en"


def value(element: etree._Element, path: str) -> str | None:
    """The value of a property, None where there is none."""
    found = element.find("/".join(f"{W}{name}" for name in path.split("/")))
    return None if found is None else found.get(f"{W}val")


# ---------------------------------------------------------------------------- the file as a whole


@edition_by_edition
def test_the_file_is_valid(word: Path) -> None:
    assert findings(word.read_bytes()) == []


@edition_by_edition
def test_libreoffice_shows_the_same_text(
    word: Path, office: Mapping[str, Path], edition: str
) -> None:
    """Letter for letter in the same order, tables included; a chart's labels where it stands.

    A page may begin with the head of a table that is broken over it and the page before.
    """
    pages = list(pages_within_their_edges(office[edition]))
    heads = {
        "".join(bare(text) for row in item.head for text in row)
        for item in word_content(word)
        if isinstance(item, Table)
    }
    repeated = [next(filter(page.startswith, heads), "") for page in pages]
    assert sum(map(bool, repeated)) <= 3
    shown = "".join(map(str.removeprefix, pages, repeated))
    pieces = texts_around_charts(word)
    charts = [labels_of(chart) for chart in chart_parts(word)]
    assert len(charts) == len(pieces) - 1
    place = 0
    for piece, named in zip(pieces, [Counter(), *charts], strict=True):
        found = shown.find(piece, place)
        assert found >= 0, f"not shown after {shown[place - 40 : place]!r}: {piece[:400]!r}"
        drawn = Counter(shown[place:found])
        assert named <= drawn, f"labels not shown: {named - drawn}"
        assert bool(drawn) == bool(named), "nothing is shown that no chart draws"
        place = found + len(piece)
    assert place == len(shown)
    assert sum(map(len, pieces)) > 9000


def texts_around_charts(word: Path) -> list[str]:
    """What is written before, between and after the native charts, numbers of headings included."""
    pieces = [""]
    numbers = iter(numbers_before(word.read_bytes()))
    for element in part(word).find(f"{W}body").iter(f"{W}p", f"{W}t", f"{C}chart"):
        if element.tag == f"{W}p":
            pieces[-1] += bare(next(numbers))
        elif element.tag == f"{W}t":
            pieces[-1] += bare(element.text or "")
        else:
            pieces.append("")
    return pieces


def chart_parts(word: Path) -> Iterator[etree._Element]:
    """The charts in the order in which they stand."""
    relations = part(word, "word/_rels/document.xml.rels")
    targets = {relation.get("Id"): relation.get("Target") for relation in relations}
    for chart in part(word).iter(f"{C}chart"):
        yield part(word, "word/" + targets[chart.get(f"{R}id")].removeprefix("/word/"))


def labels_of(chart: etree._Element) -> Counter[str]:
    """The characters of the names of a chart's categories."""
    [*named] = chart.iter(f"{C}cat")
    return Counter(bare("".join(value.text or "" for value in named[0].iter(f"{C}v"))))


def pages_within_their_edges(path: Path) -> Iterator[str]:
    """The text of each page of a PDF in the order of its lines, without head and folio."""
    flags = pymupdf.TEXTFLAGS_TEXT & ~pymupdf.TEXT_PRESERVE_LIGATURES
    with pymupdf.open(path) as document:
        for page in document:
            text = ""
            for block in page.get_text("dict", flags=flags)["blocks"]:
                for line in block.get("lines", []):
                    middle = (line["bbox"][1] + line["bbox"][3]) / 2
                    if PAGE["top"] < middle < PAGE["height"] - PAGE["bottom"]:
                        text += "".join(span["text"] for span in line["spans"])
            yield bare(text)


@pytest.mark.parametrize(("edition", "language"), VERSIONS)
def test_the_results_print_the_shares_of_the_pdf(built: Path, edition: str, language: str) -> None:
    content = word_results(built / f"report.{edition}.docx", language)
    lines = results_rows(built / f"report.{edition}.pdf", language)
    word, pdf = squeezed("\n".join(item.text for item in content)), squeezed(text_of(lines))
    fractions = Counter(FRACTION.findall(word))
    assert fractions == Counter(FRACTION.findall(pdf))
    assert fractions.total() > 40
    assert Counter(SHARE.findall(pdf)) <= Counter(SHARE.findall(word))  # a page may end within one


# --------------------------------------------------------------------------------------- headings


@edition_by_edition
def test_headings_are_the_outline_of_the_pdf(built: Path, word: Path, edition: str) -> None:
    found = [(item.level + 1, item.text) for item in paragraphs(word) if item.level]
    with pymupdf.open(built / f"report.{edition}.pdf") as document:
        outline = [(level, title) for level, title, _ in document.get_toc() if level > 1]
    assert found == outline
    assert len(found) > 10
    known = {item.style for item in paragraphs(word) if item.level}
    assert {"heading 1", "heading 2"} <= known, "Word's own, in the main language"


@edition_by_edition
def test_what_is_bold_and_alone_is_a_heading(word: Path) -> None:
    """No paragraph is merely made to look like a heading."""
    for item in paragraphs(word):
        if item.text and not item.level and not item.style.startswith("Abstract Label"):
            assert "".join(item.leads) != item.text


def test_a_heading_without_its_chinese_counterpart_stands_like_the_other_english_ones(
    built: Path,
) -> None:
    path = built / "report.parallel.docx"
    alone, *others = [
        item for item in paragraphs(path) if item.level == 1 and languages_of(item.text) == "en"
    ]
    assert alone.text == "Introduction"
    assert [alignment(path, item) for item in (alone, *others)] == ["center"] * (1 + len(others))
    colours = load_theme("journal").colours
    printed = [style_property(path, item, "rPr/color").lower() for item in (alone, *others)]
    assert set(printed) == {colours.muted[1:]}
    assert room_above(path, alone) > room_above(path, others[0]) == 0


def test_the_second_reference_list_stands_apart(built: Path) -> None:
    path = built / "report.parallel.docx"
    names = ("Reference", "First Reference")
    entries = [item for item in paragraphs(path) if item.style.startswith(names)]
    numbers = [re.match(r"\[?([0-9]+)", item.text).group(1) for item in entries]
    begins = [number == "1" for number in numbers]
    assert begins.count(True) == 2
    assert [room_above(path, item) > 0 for item in entries] == [False, *begins[1:]]


def paragraphs(path: Path) -> list[Paragraph]:
    return [item for item in word_content(path) if isinstance(item, Paragraph)]


def style_property(path: Path, item: Paragraph, name: str) -> str | None:
    """A property that the styles of a paragraph give it."""
    links = style_chain(path, value(item.element, "pPr/pStyle"))
    return next((found for link in links if (found := value(link, name))), None)


def alignment(path: Path, item: Paragraph) -> str | None:
    return value(item.element, "pPr/jc") or style_property(path, item, "pPr/jc")


def room_above(path: Path, item: Paragraph) -> int:
    """In twentieths of a point."""
    for link in (item.element, *style_chain(path, value(item.element, "pPr/pStyle"))):
        spacing = link.find(f"{W}pPr/{W}spacing")
        if spacing is not None and spacing.get(f"{W}before"):
            return int(spacing.get(f"{W}before"))
    return 0


# ------------------------------------------------------------------- captions and cross-references


@edition_by_edition
def test_captions_count_themselves_in_order(word: Path, edition: str) -> None:
    found: dict[str, list[str]] = {}
    for item in paragraphs(word):
        if "Caption" in item.style:
            ((instruction, number),) = fields(item.element)
            kind, sequence, *switches = instruction.split()
            assert (kind, switches) == ("SEQ", ["\\*", "ARABIC"])
            assert bare(item.text).startswith(sequence + number)
            found.setdefault(sequence, []).append(number)
    words = {LABELS[code][kind].strip() for code in CAPTIONS[edition] for kind in ("tbl", "fig")}
    assert found == {word: [str(number) for number in range(1, 8)] for word in words}


@edition_by_edition
def test_captions_are_those_of_the_manuscript(word: Path, edition: str) -> None:
    for language in CAPTIONS[edition]:
        found = [
            re.match(r"(表|图|Table |Figure )[0-9]+", plain(item.text, language)).group()
            for item in paragraphs(word)
            if "Caption" in item.style and languages_of(item.text) == language
        ]
        blocks = re.findall(r'\{\{ (table|figure)\("(\w+)"\) \}\}', manuscript())
        names = [f"{'tbl' if kind == 'table' else 'fig'}:{name}" for kind, name in blocks]
        assert sorted(found) == sorted(labels(language)[name] for name in names)


@edition_by_edition
def test_cross_references_read_as_what_they_lead_to(word: Path) -> None:
    texts = dict(bookmarks(part(word)))
    references = [
        (instruction.split()[1], text)
        for instruction, text in fields(part(word))
        if instruction.split()[0] == "REF"
    ]
    assert [texts[name] for name, _ in references] == [text for _, text in references]
    assert len(references) > 10


@edition_by_edition
def test_every_mention_of_a_table_or_figure_is_a_cross_reference(word: Path, edition: str) -> None:
    mention = re.compile(r"(?:表|图|Table\s|Figure\s)[0-9]+")
    found: list[str] = []
    linked: list[str] = []
    for item in paragraphs(word):
        if "Caption" not in item.style:
            found += mention.findall(item.text)
            linked += [text for _, text in fields(item.element) if mention.fullmatch(text)]
    assert found == linked
    for language in BODY[edition]:
        named = {plain(text, language) for text in found if languages_of(text) == language}
        assert named == set(labels(language).values()), "each is mentioned"


@edition_by_edition
def test_note_marks_lead_to_the_reference_list(word: Path) -> None:
    texts = dict(bookmarks(part(word)))
    links = list(part(word).iter(f"{W}hyperlink"))
    for link in links:
        number = re.search("[0-9]+", word_text(link)).group()
        assert re.match(rf"\[?{number}[.\]]\t", texts[link.get(f"{W}anchor")])
    assert len(links) >= 8


def fields(element: etree._Element) -> Iterator[tuple[str, str]]:
    """The instruction and the cached text of each field."""
    code, result, state = "", "", ""
    for run in element.iter(f"{W}r"):
        mark = run.find(f"{W}fldChar")
        if mark is not None:
            state = mark.get(f"{W}fldCharType")
            if state == "begin":
                code = result = ""
            elif state == "end":
                yield code.strip(), result
        elif state == "begin":
            code += run.findtext(f"{W}instrText") or ""
        elif state == "separate":
            result += word_text(run)


def bookmarks(element: etree._Element) -> Iterator[tuple[str, str]]:
    """The name and the text of each bookmark; each begins and ends in one paragraph."""
    for start in element.iter(f"{W}bookmarkStart"):
        text = ""
        for sibling in start.itersiblings():
            if sibling.tag == f"{W}bookmarkEnd" and sibling.get(f"{W}id") == start.get(f"{W}id"):
                yield start.get(f"{W}name"), text
                break
            text += word_text(sibling)


# ------------------------------------------------------------------------------ figures and tables


@edition_by_edition
def test_figures_are_described_by_their_values(built: Path, word: Path, edition: str) -> None:
    content = word_content(word)
    count = 0
    for picture, caption in pairwise(content):
        if not (found := alternatives(picture.element)):
            continue
        (alternative,) = found
        language = languages_of(caption.text)
        label = re.match(r"(图|Figure )[0-9]+", plain(caption.text, language)).group()
        name = next(name for name, text in labels(language).items() if text == label)
        values = [
            entry.printed(language)
            for entry in ledger(built)
            for place in entry.places(language)
            if place == f"{name} chart"
        ]
        assert languages_of(alternative) == language
        assert not (language == "en" and HAN.search(alternative))
        described = Counter(PERCENT.findall(alternative))
        assert Counter(values) - described == Counter()
        assert all(float(text[:-1]) < TOO_SMALL for text in described - Counter(values))
        assert len(values) > 5
        count += 1
    assert count == 7 * len(BODY[edition])
    names = [properties.get("id") for properties in part(word).iter(f"{WP}docPr")]
    assert len(set(names)) == count


@edition_by_edition
def test_tables_have_heads_captions_and_descriptions(word: Path, edition: str) -> None:
    above: list[Paragraph] = []
    tables = 0
    for item in word_content(word):
        if isinstance(item, Table):
            title = value(item.element, "tblPr/tblCaption")
            description = value(item.element, "tblPr/tblDescription")
            language = languages_of(title)
            caption = next(p for p in above if languages_of(p.text) == language)
            assert language in BODY[edition]
            assert plain(caption.text, language).endswith(plain(title, language))
            assert languages_of(description) == language
            for cell in {text for row in item.head for text in row}:
                assert bare(cell) in bare(description)
            looks = [is_set_as_head(word, row) for row in item.element.iter(f"{W}tr")]
            assert looks == [True] * len(item.head) + [False] * len(item.body)
            assert item.head
            assert item.body
            tables += 1
            above = []
        elif item.style.startswith(("Table Caption", "Second Table Caption")):
            above.append(item)
    assert tables == 7 * len(BODY[edition])


def is_set_as_head(path: Path, row: etree._Element) -> bool:
    """Whether a row looks like one of the head, which repeats on each page, by its first cell."""
    first = next(row.iter(f"{W}p"))
    return value(word_styles(path)[value(first, "pPr/pStyle")], "name").startswith(
        ("Table Head", "Table Stub Head", "Table Spanner")
    )


# -------------------------------------------------------------------------------- fonts and styles


@edition_by_edition
def test_east_asian_faces_are_set_and_none_comes_from_a_theme(word: Path) -> None:
    for name in (*PARTS, "styles", "numbering"):
        for fonts in part(word, f"word/{name}.xml").iter(f"{W}rFonts"):
            assert not [key for key in fonts.attrib if key.endswith("Theme")]
    styles = part(word, "word/styles.xml")
    faces = [fonts.get(f"{W}eastAsia") for fonts in styles.iter(f"{W}rFonts")]
    assert set(faces) == EAST_ASIAN_FACES
    defaults = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    assert defaults.find(f"{W}rFonts").get(f"{W}eastAsia") == "宋体"
    assert defaults.find(f"{W}lang").get(f"{W}eastAsia") == "zh-CN"
    known = {font.get(f"{W}name") for font in part(word, "word/fontTable.xml")}
    assert known >= EAST_ASIAN_FACES


@edition_by_edition
def test_every_paragraph_and_table_has_a_named_style(word: Path) -> None:
    styles = word_styles(word)
    kinds = {"p": "pPr/pStyle", "tbl": "tblPr/tblStyle"}
    names = {"p": "paragraph", "tbl": "table"}
    for name in PARTS:
        for tag, path in kinds.items():
            for element in part(word, f"word/{name}.xml").iter(f"{W}{tag}"):
                style = styles[value(element, path)]
                assert style.get(f"{W}type") == names[tag]
                assert value(style, "name")
        for named in part(word, f"word/{name}.xml").iter(f"{W}rStyle"):
            assert styles[named.get(f"{W}val")].get(f"{W}type") == "character"
