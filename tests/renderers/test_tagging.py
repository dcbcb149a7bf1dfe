"""The tags of a PDF: one for each element of the page, wherever it is painted.

Documents are small, and their structure is read anew by `tests.structure`.
"""

import logging

import pypdfium2
import pytest
import weasyprint

from reportgen.renderers.floats import filled_pages
from reportgen.renderers.tagging import obstacle, tagged_by_element
from reportgen.resources import fonts_folder
from tests.structure import Structure, Tag, structure_faults

FACE = (fonts_folder() / "SourceSerif4-Regular.ttf").as_uri()
STYLE = f"""
@font-face {{ font-family: Face; src: url({FACE}) }}
@page {{ size: 200pt; margin: 20pt 0; @top-left {{ content: "Head"; font: 8pt Face }}
  @bottom-left {{ content: "Foot " counter(page); font: 8pt Face }} }}
body {{ margin: 0; font: 10pt/20pt Face }}
p, h1, h2, h3, ul, ol {{ margin: 0; font-size: 10pt; font-weight: 400; orphans: 1; widows: 1 }}
table {{ border-spacing: 0 }} td, th {{ padding: 0 }}
"""
RECT = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'/>"


def written(body: str, style: str = "", lang: str = ' lang="en"') -> bytes:
    page = f"<html{lang}><title>T</title><style>{STYLE}{style}</style><body>{body}"
    made: bytes = weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
    return made


def tagged(body: str, style: str = "") -> Structure:
    """The structure of a page, in which nothing is wrong but that it has no headline."""
    with tagged_by_element() as is_tagged:
        assert is_tagged
        structure = Structure(written(f"<h1>Headline</h1>{body}", style))
    assert structure_faults(structure) == []
    return structure


def outline(tag: Tag) -> str:
    """The roles of a tag and all within: Document(H1 P)."""
    inner = " ".join(outline(kid) for kid in tag.kids if isinstance(kid, Tag))
    return f"{tag.role}({inner})" if inner else tag.role


def rows(count: int, cells: str = "<td>c{0}</td>") -> str:
    return "".join(f"<tr><th scope=row>r{n}</th>{cells.format(n)}</tr>" for n in range(count))


def test_a_paragraph_over_three_pages_is_one() -> None:
    lines = [f"line {number}" for number in range(20)]
    structure = tagged(f"<p>{'<br>'.join(lines)}</p>")
    (paragraph,) = structure.root.find("P")
    assert len({page for page, _ in paragraph.marks()}) == 3
    assert structure.letters(paragraph) == "".join(lines).replace(" ", "")


def test_a_table_over_pages_is_one_and_its_head_is_read_once() -> None:
    table = (
        "<table><caption>Caption</caption><thead><tr><th>Stub</th><th>Head</th></tr></thead>"
        f"<tbody>{rows(20)}</tbody></table>"
    )
    structure = tagged(table)
    (found,) = structure.root.find("Table")
    assert len({page for page, _ in found.marks()}) == 4
    assert outline(found).startswith("Table(Caption THead(TR(TH TH)) TBody(TR(TH TD) TR(TH TD)")
    assert structure.letters(found) == "CaptionStubHead" + "".join(f"r{n}c{n}" for n in range(20))
    data = structure.pdf.pages[1].Contents.read_bytes().replace(b"\n", b" ")
    assert data.count(b"/Artifact <</Type /Pagination>> BDC") == 2  # Stub and Head once more


def test_a_list_over_pages_is_one_with_labels_and_bodies() -> None:
    items = "".join(f"<li>item {number}</li>" for number in range(12))
    structure = tagged(f"<ol>{items}</ol><ul style='list-style: none'><li>bare</li></ul>")
    numbered, bare = structure.root.find("L")
    assert outline(numbered) == f"L({' '.join(['LI(Lbl LBody)'] * 12)})"
    assert outline(bare) == "L(LI(LBody))"
    assert structure.letters(numbered.find("LI")[11]) == "12.item11"
    assert str(numbered.attributes["ListNumbering"]) == "/Decimal"


def test_columns_are_read_one_after_the_other() -> None:
    text = "<br>".join(f"l{number:02}" for number in range(24))
    structure = tagged(f"<section><p>{text}</p></section>", "section { columns: 2 }")
    (paragraph,) = structure.root.find("P")
    assert structure.letters(paragraph) == "".join(f"l{number:02}" for number in range(24))


def test_the_tree_follows_the_html_where_the_page_does_not() -> None:
    """The figure stands behind the two paragraphs that follow it."""
    text = "".join(f"<p>p{number}</p>" for number in range(8))
    figure = '<figure class="float" style="margin: 0; height: 100pt">Figure</figure>'
    with filled_pages():
        body = f"<main><section>{text[:45]}{figure}{text[45:]}</section></main>"
        structure = tagged(body, "main { columns: 1 }")
    order = [next(paragraph.marks()) for paragraph in structure.root.find("P")]
    assert structure.letters(structure.root) == "Headlinep0p1p2p3p4Figurep5p6p7"
    assert order != sorted(order)


def test_text_at_the_edge_of_pages_is_read_by_nobody() -> None:
    structure = tagged("<p>Text</p>")
    assert structure.letters(structure.root) == "HeadlineText"
    content = structure.pdf.pages[0].Contents.read_bytes().decode("latin-1")
    for attached, subtype in (("Top", "Header"), ("Bottom", "Footer")):
        kind = f"<</Type /Pagination/Subtype /{subtype}/Attached [/{attached}]>>"
        assert f"/Artifact\n{kind}\nBDC" in content


def test_what_is_hidden_is_read_by_nobody() -> None:
    body = (
        '<p>Text <span style="visibility: hidden">room</span></p>'
        '<p aria-hidden="true">Table 1 (continued)</p>'
        f'<p><img src="{RECT}" alt=""></p><table style="display: none"><tr><td>x</table>'
    )
    structure = tagged(body)
    assert outline(structure.root) == "Document(H1 P)"
    assert structure.letters(structure.root) == "HeadlineText"


def test_each_kind_of_head_of_a_table_says_what_it_heads() -> None:
    structure = tagged(
        "<table><thead><tr><th rowspan=2>Item</th><th colspan=2>Men</th><th>Women</th></tr>"
        "<tr><th>n</th><th>%</th><th>n</th></tr></thead><tbody>"
        "<tr><th scope=rowgroup colspan=4>Age</th></tr>"
        + rows(2, "<td>1</td><td>2</td><td>3</td>")
        + "</tbody></table>"
    )
    (table,) = structure.root.find("Table")
    named = {str(cell.identity): structure.letters(cell) for cell in table.find("TH")}
    scopes = [(structure.letters(cell), str(cell.attributes["Scope"])) for cell in table.find("TH")]
    assert scopes == [
        ("Item", "/Column"), ("Men", "/Column"), ("Women", "/Column"),
        ("n", "/Column"), ("%", "/Column"), ("n", "/Column"),
        ("Age", "/Row"), ("r0", "/Row"), ("r1", "/Row"),
    ]  # fmt: skip
    last = table.find("TR")[-1]
    heads = [
        [named[str(name)] for name in cell.attributes["Headers"]] for cell in last.find("TH", "TD")
    ]
    assert heads == [
        ["Age"], ["Men", "n", "Age", "r1"], ["Men", "%", "Age", "r1"], ["Women", "n", "Age", "r1"],
    ]  # fmt: skip
    (item, men), age = table.find("TH")[:2], table.find("TR")[2]
    assert (item.attributes["RowSpan"], men.attributes["ColSpan"]) == (2, 2)
    assert outline(age) == "TR(TH TD)"


def test_a_table_of_one_head_needs_no_names() -> None:
    head = "<thead><tr><th>Stub</th><th>Head</th></tr></thead>"
    structure = tagged(f"<table>{head}<tbody>{rows(2)}<tr><th scope=row>r</th><td></td></table>")
    cells = structure.root.find("TH", "TD")
    assert all("Headers" not in cell.attributes and cell.identity is None for cell in cells)
    assert outline(structure.root.find("TR")[-1]) == "TR(TH TD)"  # its empty cell is kept


def test_a_figure_has_its_text_its_place_and_its_caption_after_it() -> None:
    picture = f'<img src="{RECT}" alt="柱形图：甲47.3%" style="display: block">'
    structure = tagged(
        f'<figure lang="zh-CN" style="margin: 0">{picture}<figcaption>Caption</figcaption>'
        '<p role="note">Note: x</p></figure>'
    )
    assert outline(structure.root) == "Document(H1 Div(Figure Caption Note))"
    (figure,) = structure.root.find("Figure")
    assert (figure.alternative, figure.language) == ("柱形图：甲47.3%", "zh-CN")
    # 40 × 20 pixels, below the margin and a line of 20 pt each
    assert [float(edge) for edge in figure.attributes["BBox"]] == [0, 145, 30, 160]


def test_a_picture_without_a_text_is_a_fault(caplog: pytest.LogCaptureFixture) -> None:
    with tagged_by_element(), caplog.at_level(logging.ERROR, "weasyprint"):
        written(f'<img src="{RECT}">')
    assert "has no alternative text" in caplog.text


def test_a_document_without_a_language_is_a_fault(caplog: pytest.LogCaptureFixture) -> None:
    with tagged_by_element(), caplog.at_level(logging.ERROR, "weasyprint"):
        written("<p>Text</p>", lang="")
    assert "has no language" in caplog.text


def test_a_language_is_said_where_it_changes() -> None:
    structure = tagged(
        '<p lang="en">One</p><div lang="zh-CN"><p>Two <i lang="en">three</i> four</p></div>'
    )
    tags = [(tag.role, tag.language, structure.letters(tag)) for tag in structure.root.walk()]
    assert tags[2:] == [
        ("P", "en", "One"),
        ("Div", "zh-CN", "Twothreefour"),
        ("P", "zh-CN", "Twothreefour"),
        ("Span", "en", "three"),
    ]
    said = [tag.role for tag in structure.root.walk() if "/Lang" in tag.object]
    assert said == ["Div", "Span"]


def test_a_divided_word_is_read_whole() -> None:
    structure = tagged(
        "<p>internationalisation</p>", "p { width: 60pt; hyphens: auto; text-align: left }"
    )
    (paragraph,) = structure.root.find("P")
    assert structure.letters(paragraph) == "internationalisation"
    assert paragraph.find("Span")
    assert "‐" in structure.texts[next(paragraph.marks())]  # what is printed


def test_a_link_over_two_lines_is_one_and_says_where_it_leads() -> None:
    structure = tagged(
        '<p style="width: 80pt">See <a href="#t">the <b>second</b> table here</a>.</p>'
        '<p id="t">Table</p>'
    )
    (link,) = structure.root.find("Link")
    assert structure.letters(link) == "thesecondtablehere"
    assert {str(area.Contents) for area in link.links} == {"the second table here"}
    assert all(int(area.F) == 4 for area in link.links)  # printed as it is shown
    assert len(link.links) == 2


def test_a_block_that_is_a_link_is_one_area() -> None:
    style = (
        "a { display: block } a::after { content: leader(dotted) target-counter(attr(href), page) }"
    )
    structure = tagged(
        '<nav><h2>Contents</h2><p><a href="#t">Entry <span>two</span></a></p></nav>'
        '<h2 id="t">Entry</h2>',
        style,
    )
    assert outline(structure.root.find("Sect")[0]) == "Sect(H2 TOC(TOCI(Reference(Link))))"
    (link,) = structure.root.find("Link")
    assert structure.letters(link) == "Entrytwo1"  # without the dots
    assert len(link.links) == 1


def test_contents_are_nested_as_the_headings_are() -> None:
    entries = "".join(f'<p><a href="#{name}">{name}</a></p>' for name in ("a", "b", "c", "d"))
    structure = tagged(
        f'<nav>{entries}</nav><h2 id="a">A</h2><h3 id="b">B</h3><h3 id="c">C</h3><h2 id="d">D</h2>'
    )
    entry = "TOCI(Reference(Link))"
    assert outline(structure.root.find("Sect")[0]) == (
        f"Sect(TOC({entry} TOC({entry} {entry}) {entry}))"
    )


def test_a_footnote_is_read_where_it_is_called() -> None:
    structure = tagged(
        '<p>Before<span class="f">the note</span> after</p>', ".f { float: footnote }"
    )
    assert outline(structure.root.find("P")[0]) == "P(Reference(Lbl) Note(Lbl))"
    assert structure.letters(structure.root) == "HeadlineBefore11.thenoteafter"
    (note,) = structure.root.find("Note")
    assert note.identity == "note-1"


def test_loose_text_of_a_group_is_a_paragraph() -> None:
    structure = tagged("<div>Loose <b>text</b><p>Paragraph</p></div>Last")
    assert outline(structure.root) == "Document(H1 Div(P P) P)"


def test_names_of_heads_and_notes_can_be_looked_up() -> None:
    structure = tagged('<p role="note">a</p><p role="note">b</p>')
    tree = pikepdf_names(structure)
    assert [name for name, _ in tree] == ["note-1", "note-2"]
    assert [str(found.S) for _, found in tree] == ["/Note", "/Note"]


def pikepdf_names(structure: Structure) -> list[tuple[str, object]]:
    names = structure.pdf.Root.StructTreeRoot.IDTree.Kids[0].Names
    return [(str(names[at]), names[at + 1]) for at in range(0, len(names), 2)]


def test_pdfium_reads_the_same_tree() -> None:
    """A reader that Chrome is built on finds the table and its caption."""
    with tagged_by_element():
        data = written("<h1>T</h1><table><caption>C</caption><tr><th>a</th><td>b</td></table>")
    page = pypdfium2.PdfDocument(data)[0]
    tree = pypdfium2.raw.FPDF_StructTree_GetForPage(page)
    assert pypdfium2.raw.FPDF_StructTree_CountChildren(tree) == 1
    document = pypdfium2.raw.FPDF_StructTree_GetChildAtIndex(tree, 0)
    assert pypdfium2.raw.FPDF_StructElement_CountChildren(document) == 2


def test_another_version_of_weasyprint_writes_its_own_tags(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stock = written("<p>Text</p>")
    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    assert obstacle() == "WeasyPrint 71.0 is not 70.0"
    with tagged_by_element() as is_tagged:
        assert is_tagged is False
        assert len(written("<p>Text</p>")) == len(stock)


def test_text_that_is_drawn_apart_is_in_the_tree() -> None:
    """What is paler as a whole is a drawing of its own, with marks of its own."""
    structure = tagged("<p>Before</p><div style='opacity: .5'><p>Pale <u>text</u></p></div>")
    pale = structure.root.find("P")[1]
    assert len(list(pale.marks())) == 2
    assert set(structure.holders) == set(pale.marks())
