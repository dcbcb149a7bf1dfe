"""Where a paragraph of a Word file stands, in words; which files are opened at all."""

from __future__ import annotations

import pytest
from lxml import etree

from reportgen.errors import Place, ReportError
from reportgen.renderers.docx.opening import opened, target_name
from reportgen.renderers.docx.places import (
    cells,
    headings_of,
    paragraphs,
    rows,
    stories,
    text_of,
)
from tests.word_files import OFFICE, RELATIONS, W, bare_file

HERE = Place("draft.docx")
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
STYLES = (
    f'<w:styles xmlns:w="{W}"><w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="a"><w:name w:val="Own"/><w:basedOn w:val="1"/></w:style>'
    '<w:style w:styleId="b"><w:name w:val="Level"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr>'
    "</w:style>"
    '<w:style w:styleId="c"><w:name w:val="No heading"/><w:basedOn w:val="1"/>'
    '<w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style></w:styles>'
)
RELATED = (
    f'<Relationships xmlns="{RELATIONS}">'
    f'<Relationship Id="r1" Type="{OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="r2" Type="{OFFICE}/footnotes" Target="/word/footnotes.xml"/>'
    f'<Relationship Id="r3" Type="{OFFICE}/header" Target="header1.xml"/></Relationships>'
)


def p(text: str, style: str = "", more: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r>{more}</w:p>"


def table(*lines: tuple[str, ...]) -> str:
    built = "".join(
        "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in line) + "</w:tr>" for line in lines
    )
    return f"<w:tbl>{built}</w:tbl>"


def control(content: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def box(text: str) -> str:
    inner = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent xmlns:mc="{MC}"><mc:Choice>{inner}</mc:Choice>'
        f"<mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def told(body: str, *, twice: bool = False) -> dict[str, str]:
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="-1">{p("-")}</w:footnote>'
        f'<w:footnote w:id="1">{p("first")}</w:footnote>'
        f'<w:footnote w:id="2">{p("second")}{p("third")}</w:footnote></w:footnotes>'
    )
    header = f'<w:hdr xmlns:w="{W}">{p("head")}</w:hdr>'
    parts = {
        "word/styles.xml": STYLES,
        "word/footnotes.xml": notes,
        "word/header1.xml": header,
        "word/_rels/document.xml.rels": RELATED,
    }
    word = opened(bare_file({name: text.encode() for name, text in parts.items()}, body), HERE)
    headings = headings_of(word)
    return {
        text_of(line): str(stand)
        for name, story in stories(word)
        for line, stand in paragraphs(word.tree(name), story, headings, twice=twice)
    }


def test_paragraphs_and_tables_are_counted_in_what_holds_them() -> None:
    inner = table((p("a"), p("b") + p("c")), (control(p("d")), table((p("e"),)) + p("f")))
    found = told(p("one") + table((p("x"),)) + control(inner) + p("two"))
    assert found["one"] == "text, paragraph 1"
    assert found["two"] == "text, paragraph 2"
    assert found["x"] == "text, table 1, row 1, cell 1, paragraph 1"
    assert found["c"] == "text, table 2, row 1, cell 2, paragraph 2"
    assert found["d"] == "text, table 2, row 2, cell 1, paragraph 1"
    assert found["e"] == "text, table 2, row 2, cell 2, table 1, row 1, cell 1, paragraph 1"


def test_the_nearest_heading_before_it_by_whatever_style() -> None:
    found = told(
        p("zero") + p("Uno", "1") + p("one") + p("Due", "a") + p("two") + p("Tre", "b")
        + p("three") + p("quattro", "c") + p("four") + table((p("in table", "1"),)) + p("five")
    )  # fmt: skip
    assert found["zero"] == "text, paragraph 1"
    assert found["Uno"] == "text, paragraph 2", "its own heading is not above it"
    assert found["one"].endswith("below the heading 'Uno'")
    assert found["two"].endswith("below the heading 'Due'")
    assert found["three"].endswith("below the heading 'Tre'")
    assert found["five"].endswith("below the heading 'Tre'")


def test_notes_headers_and_text_boxes() -> None:
    found = told(p("one", more=box("boxed")) + p("two", more=box("again")))
    assert found["first"] == "footnote 1, paragraph 1"
    assert found["third"] == "footnote 2, paragraph 2"
    assert found["head"] == "header 1, paragraph 1"
    assert found["boxed"] == "text, text box 1, paragraph 1"
    assert found["again"] == "text, text box 2, paragraph 1"
    assert found["one"] == "text, paragraph 1", "what hangs on it is no part of what it says"


def test_what_a_paragraph_says() -> None:
    content = (
        "<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>"
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/></w:r>"
        "<w:ins><w:r><w:t>c</w:t></w:r></w:ins><w:del><w:r><w:delText>d</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>e</w:t></w:r></w:moveFrom>"
        "<w:r><w:instrText>REF f</w:instrText></w:r>"
        "<w:hyperlink><w:r><w:t>g</w:t><w:noBreakHyphen/></w:r></w:hyperlink>"
        "<w:smartTag><w:r><w:t>h</w:t></w:r></w:smartTag>"
    )
    root = etree.fromstring(f'<w:p xmlns:w="{W}">{content}</w:p>')
    assert text_of(root) == "a\tb\ncg-h"


def test_rows_and_cells_in_controls() -> None:
    first, second = f"<w:tc>{p('a')}</w:tc>", f"<w:tc>{table((p('x'),))}{p('b')}</w:tc>"
    row = f"<w:tr>{control(first)}{second}</w:tr>"
    root = etree.fromstring(f'<w:tbl xmlns:w="{W}">{control(row)}{row}</w:tbl>')
    assert [len(list(cells(each))) for each in rows(root)] == [2, 2]


@pytest.mark.parametrize(
    ("part", "target", "expected"),
    [
        ("", "word/document.xml", "word/document.xml"),
        ("word/document.xml", "media/a.png", "word/media/a.png"),
        ("word/document.xml", "../customXml/item1.xml", "customXml/item1.xml"),
        ("word/charts/chart1.xml", "/word/embeddings/a.xlsx", "word/embeddings/a.xlsx"),
        ("word/document.xml", "../../../etc/passwd", "etc/passwd"),
    ],
)
def test_what_a_relationship_leads_to(part: str, target: str, expected: str) -> None:
    assert target_name(part, target) == expected


def test_entities_in_attributes_are_not_unfolded() -> None:
    laughs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(9))
    content = f'<!DOCTYPE a [{laughs}]><a b="&e8;"/>'.encode()
    with pytest.raises(ReportError, match="document type"):
        opened(bare_file({"word/x.xml": content}), HERE)
