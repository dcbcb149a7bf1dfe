"""A filled file is whole: references, captions, notes, lists, tracked changes, controls."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from io import BytesIO

import docx
import pytest
from lxml import etree

from reportgen.document import Footnote, Paragraph, Section, Words
from reportgen.renderers.docx.filling import filled
from reportgen.renderers.rendering import Rendering
from reportgen.text import Text
from tests.renderers import docx_sample as sample
from tests.renderers import word_template as word
from tests.renderers.word_template import (
    QW,
    SEPARATORS,
    TEMPLATE,
    box,
    fill,
    line,
    lines,
    package,
    run,
    table,
)
from tests.word_validity import findings

CALL = '<w:r><w:footnoteReference w:id="1"/></w:r>'


@cache
def rich(edition: str) -> Rendering:
    """A report with lists, notes, references and headings of three levels."""
    made = sample.rendering(edition)
    note = {code: (Words("x"), Footnote(1, (Words(f"note {code}"),))) for code in ("zh", "en")}
    noted = Section("noted", "part", 1, (5,), Text.same("N"), (Paragraph(note),))
    document = replace(made.document, sections=(*made.document.sections, noted))
    return replace(made, document=document, results=word.rendering().results)


def filled_richly(data: bytes, edition: str = "en") -> bytes:
    return filled(rich(edition), TEMPLATE, data)


def instructions(root: etree._Element) -> list[str]:
    return [(code.text or "").strip() for code in root.iter(f"{QW}instrText")]


@pytest.mark.parametrize("edition", ["zh", "en", "parallel"])
def test_every_kind_of_block_stands_in_a_template_that_knows_none_of_our_styles(
    edition: str,
) -> None:
    data = filled_richly(package(line("{{ front }}") + line("{{ body }}")), edition)
    assert findings(data) == []
    root = word.root(data)
    known = {style.get(f"{QW}styleId") for style in word.root(data, "styles").iter(f"{QW}style")}
    used = {each.get(f"{QW}val") for each in root.iter(*(f"{QW}{n}" for n in ("pStyle", "rStyle")))}
    assert used <= known
    lists = {each.get(f"{QW}numId") for each in word.root(data, "numbering").iter(f"{QW}num")}
    assert {each.get(f"{QW}val") for each in root.iter(f"{QW}numId")} <= lists


def test_styles_of_the_template_are_taken_before_those_of_the_theme() -> None:
    data = filled_richly(package(line("{{ body }}")))
    styles = {each.name: each for each in docx.Document(BytesIO(data)).styles}
    assert str(styles["Heading 1"].font.color.rgb) == "C00000"
    assert "Body Text" in styles


def test_references_lead_to_what_is_there_and_are_words_where_it_is_not() -> None:
    whole = word.root(filled_richly(package(line("{{ body }}"))))
    names = {each.get(f"{QW}name") for each in whole.iter(f"{QW}bookmarkStart")}
    targets = {code.split()[1] for code in instructions(whole) if code.startswith("REF ")}
    assert targets
    assert targets <= names
    anchors = {each.get(f"{QW}anchor") for each in whole.iter(f"{QW}hyperlink")}
    assert anchors <= names

    part = word.root(filled_richly(package(line('{{ section("introduction").content }}'))))
    assert not [code for code in instructions(part) if code.startswith("REF ")]
    assert not list(part.iter(f"{QW}hyperlink"))
    assert "Clinical applications" in word.text(part)
    assert "[1-3]" in word.text(part)


def counted(root: etree._Element) -> dict[str, list[int]]:
    """The numbers of captions as Word counts them when it updates its fields."""
    counts: dict[str, int] = {}
    found: dict[str, list[int]] = {}
    for code in instructions(root):
        if match := re.match(r"SEQ (\S+)(?: \\r (\d+))?", code):
            name = match[1]
            counts[name] = int(match[2]) if match[2] else counts.get(name, 0) + 1
            found.setdefault(name, []).append(counts[name])
    return found


def test_captions_in_another_order_keep_their_numbers_when_word_counts_them() -> None:
    body = line('{{ table("barriers") }}') + line('{{ table("awareness") }}') + line("{{ body }}")
    root = word.root(filled_richly(package(body)))
    shown = [
        int(number) for number in re.findall(r"Table\s(\d)", "\n".join(
            word.text(each) for each in root.iter(f"{QW}p")
            if any("SEQ" in code for code in instructions(each))))
    ]  # fmt: skip
    assert shown == [2, 1, 1, 2, 3]
    assert counted(root)["Table"] == shown


def test_notes_of_the_report_stand_beside_those_of_the_template() -> None:
    own = SEPARATORS + f'<w:footnote w:id="1">{line("own {{ title }}")}</w:footnote>'
    data = filled_richly(package(line("a", CALL) + line("{{ body }}"), {"footnotes": own}))
    assert findings(data) == []
    notes = {each.get(f"{QW}id"): word.text(each) for each in word.root(data, "footnotes")}
    assert notes["1"].startswith("own A survey")
    calls = [each.get(f"{QW}id") for each in word.root(data).iter(f"{QW}footnoteReference")]
    assert [notes[number or ""].strip() for number in calls][1].endswith("note en")


def test_a_tag_in_an_insertion_is_filled_and_one_that_is_deleted_is_left() -> None:
    tracked = (
        '<w:ins w:id="90" w:author="A" w:date="2025-01-01T00:00:00Z">' + run("{{ title }}")
        + '</w:ins><w:del w:id="91" w:author="A" w:date="2025-01-01T00:00:00Z">'
        + "<w:r><w:delText>{{ titel }}</w:delText></w:r></w:del>"
    )  # fmt: skip
    root = word.root(fill(package(f"<w:p>{tracked}</w:p>")))
    assert word.text(root) == "Title"
    assert [each.text for each in root.iter(f"{QW}delText")] == ["{{ titel }}"]
    assert next(root.iter(f"{QW}ins"))[0].tag == f"{QW}r"


def test_a_number_in_a_content_control_of_the_template_gets_no_control_of_its_own() -> None:
    control = (
        '<w:p><w:sdt><w:sdtPr><w:id w:val="7"/><w:text/></w:sdtPr><w:sdtContent>'
        + run('{{ share("uses", "yes") }}') + "</w:sdtContent></w:sdt></w:p>"
    )  # fmt: skip
    root = word.root(fill(package(control)))
    assert word.text(root) == "50.0% (20/40)"
    assert len(list(root.iter(f"{QW}sdt"))) == 1


def test_a_number_in_a_text_stands_in_a_control_that_can_be_read_back() -> None:
    data = fill(package(line('{{ share("uses", "yes") }}')))
    (control,) = word.root(data).iter(f"{QW}sdt")
    key = control.find(f"{QW}sdtPr/{QW}tag").get(f"{QW}val")
    legend = word.unzipped(data)["customXml/item1.xml"].decode()
    assert key
    assert key in legend
    assert "staff.uses.yes" in legend


def test_what_word_knows_a_repeated_part_by_is_there_once() -> None:
    marked = (
        '<w:p w14:paraId="1A2B3C4D" w14:textId="77777777"><w:bookmarkStart w:id="3" '
        'w:name="mine"/>' + run("{{ o.label }}") + '<w:bookmarkEnd w:id="3"/></w:p>'
    )  # fmt: skip
    loop = line('{% for o in options("tools") %}') + marked + box(line("x")) + line("{% endfor %}")
    root = word.root(fill(package(loop)))
    texts = [word.text(each) for each in root.iter(f"{QW}p")]
    assert [text for text in texts if text.strip("x")] == ["CT", "MRI"]
    names = [each.get(f"{QW}name") for each in root.iter(f"{QW}bookmarkStart")]
    assert names == ["mine"]
    assert len([each for each in root.iter() if f"{{{word.NAMESPACES['w14']}}}paraId"
                in each.attrib]) == 1  # fmt: skip


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8"
    "cfc0f01f00050001ff89993d1d0000000049454e44ae426082"
)


def picture(identity: int) -> str:
    """A paragraph with a picture, as Word writes it."""
    return (
        '<w:p><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="360000" cy="360000"/><wp:docPr id="{identity}" name="Picture"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="a.png"/><pic:cNvPicPr/></pic:nvPicPr>'
        '<pic:blipFill><a:blip r:embed="rIdImage"/><a:stretch><a:fillRect/></a:stretch>'
        '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="360000" cy="360000"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def with_picture(data: bytes, *parts: str) -> bytes:
    """The file with a picture that these of its parts may show."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    told = f'<Relationship Id="rIdImage" Type="{kind}" Target="media/logo.png"/>'
    for part in parts:
        data = word.related(data, told, of=part)
    return word.zipped({**word.unzipped(data), "word/media/logo.png": PNG})


def test_pictures_of_the_template_stay_in_headers_and_repeated_sections() -> None:
    loop = line('{% for o in options("tools") %}') + line("{{ o.label }}") + picture(5)
    body = loop + line('{{ figure("tools") }}') + line("{% endfor %}")
    data = with_picture(package(body, {"header1": picture(5)}),
                        "word/document.xml", "word/header1.xml")  # fmt: skip
    made = fill(data)
    root, opened = word.root(made), docx.Document(BytesIO(made))
    blips = [each.get(f"{{{word.NAMESPACES['r']}}}embed")
             for each in root.iter(f"{{{word.NAMESPACES['a']}}}blip")]  # fmt: skip
    shown = [opened.part.related_parts[name or ""].blob for name in blips]
    assert shown == [PNG, PNG]
    ids = [each.get("id") for each in root.iter(f"{{{word.NAMESPACES['wp']}}}docPr")]
    assert len(ids) == len(set(ids)) == 4
    assert opened.sections[0].header.part.related_parts["rIdImage"].blob == PNG
    assert word.unzipped(made)["word/header1.xml"] == word.unzipped(data)["word/header1.xml"]


def test_notes_and_comments_in_a_repeated_section_are_whole() -> None:
    own = SEPARATORS + f'<w:footnote w:id="1">{line("note of {{ title }}")}</w:footnote>'
    loop = line('{% for o in options("tools") %}') + line("{{ o.label }}", CALL)
    data = fill(package(loop + line("{% endfor %}"), {"footnotes": own}))
    assert findings(data) == []
    calls = [each.get(f"{QW}id") for each in word.root(data).iter(f"{QW}footnoteReference")]
    assert len(set(calls)) == 2
    notes = {each.get(f"{QW}id"): word.text(each) for each in word.root(data, "footnotes")}
    assert [notes[number] for number in calls] == ["note of Title"] * 2


def test_a_section_break_in_a_tag_s_own_paragraph_stays() -> None:
    inner = word.SECTION.replace("<w:headerReference", "<!-- --><w:headerReference")
    breaking = f"<w:p><w:pPr>{inner}</w:pPr>{run('{{ table(')}{run(chr(34) + 'use' + chr(34))}"
    root = word.root(fill(package(line("a") + breaking + run(") }}") + "</w:p>" + line("b"))))
    assert len(list(root.iter(f"{QW}sectPr"))) >= 2
    assert lines(fill(package(line("{{ title }}"))))[0] == "Title"


def test_prefixes_that_are_only_named_stay_declared() -> None:
    data = fill(package(line('{{ share("uses", "yes") }}'), {"header1": line("{{ title }}")}))
    for part in ("document", "header1"):
        root = word.root(data, part)
        ignorable = root.get(f"{{{word.NAMESPACES['mc']}}}Ignorable") or ""
        assert set(ignorable.split()) <= set(root.nsmap)


def test_a_long_table_is_filled_in_time_that_grows_with_its_rows() -> None:
    import time

    def taken(times: int) -> float:
        rows = [line("{% for turn in 'x' * " + str(times) + " %}{{ loop.index }}"),
                line('{{ share("uses", "yes") }}'), line("{{ title }}{% endfor %}")]  # fmt: skip
        data = package(table(rows))
        began = time.process_time()
        made = fill(data)
        spent = time.process_time() - began
        assert len(list(word.root(made).iter(f"{QW}tr"))) == times
        return spent

    taken(10)
    assert taken(800) < 12 * taken(200)
