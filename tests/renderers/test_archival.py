"""PDF/A-3a: what the standard asks of a file, read with pikepdf; no validator of it installs here.

ISO 19005-3 by clause: 6.1.3 identifier, 6.2.3 output intent, 6.2.11 fonts, 6.3 annotations, 6.5
actions, 6.6 metadata, 6.8 embedded files; level A asks for tags besides.
"""

import hashlib
import io
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import outloud
import pdfua
import pikepdf
import pymupdf
import pytest
from lxml import etree
from PIL import ImageCms

from reportgen.charts import draw
from reportgen.editions import EDITIONS
from reportgen.locales import load_locale
from reportgen.renderers.data_files import data_files
from reportgen.renderers.pdf import render
from reportgen.renderers.rendering import Rendering
from reportgen.theme import load_theme
from tests.renderers.docx_sample import document
from tests.structure import Structure, structure_faults

EPOCH = "1700000000"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
FORBIDDEN = {
    "JavaScript",
    "Launch",
    "Sound",
    "Movie",
    "ResetForm",
    "ImportData",
    "Hide",
    "SetOCGState",
}


def sample(edition: str = "parallel", *, is_archival: bool = True) -> Rendering:
    theme = load_theme("journal")
    archive = data_files(document(), theme) if is_archival else None
    drawings = {
        (figure.id, language): draw(figure, load_locale(language), theme, formats=("svg",))
        for figure in document().figures()
        for language in ("zh", "en")
    }
    return Rendering(document(), EDITIONS[edition], theme, drawings, archive=archive)


@pytest.fixture(scope="module")
def data() -> bytes:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        return render(sample()).data


@pytest.fixture(scope="module")
def pdf(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for found in pdf.objects:
        if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            yield found


def test_the_metadata_name_both_standards(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as metadata:
        assert metadata.pdfa_status == "3A"
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["xmp:CreateDate"] == "2023-11-14T22:13:20Z"


def test_the_metadata_can_be_read_as_plain_text(pdf: pikepdf.Pdf) -> None:
    assert "/Filter" not in pdf.Root.Metadata
    root = etree.fromstring(pdf.Root.Metadata.read_raw_bytes())
    assert len(root.findall(f"{RDF}RDF")) == 1


def test_every_property_that_isnt_of_the_standard_is_described(pdf: pikepdf.Pdf) -> None:
    text = pdf.Root.Metadata.read_bytes().decode()
    predefined = {"dc", "pdf", "xmp", "pdfaid"}
    root = etree.fromstring(text.encode())
    (main, extension) = root.iter(f"{RDF}Description")
    used = {child.prefix for child in main} - predefined
    schema = "{http://www.aiim.org/pdfa/ns/schema#}prefix"
    assert used == {found.text for found in extension.iter(schema)} == {"pdfuaid"}


def test_titles_and_languages_are_those_of_the_edition(pdf: pikepdf.Pdf) -> None:
    root = etree.fromstring(pdf.Root.Metadata.read_bytes())
    title = root.find(".//{http://purl.org/dc/elements/1.1/}title")
    assert title is not None
    tag = "{http://www.w3.org/XML/1998/namespace}lang"
    titles = {found.get(tag): found.text for found in title.iter(f"{RDF}li")}
    front = document().front
    assert titles == {
        "x-default": front.title["zh"], "zh-CN": front.title["zh"], "en-US": front.title["en"],
    }  # fmt: skip
    with pdf.open_metadata() as metadata:
        assert metadata["dc:language"] == {"zh-CN", "en-US"}


def test_there_is_an_output_intent_with_an_rgb_profile(pdf: pikepdf.Pdf) -> None:
    (intent,) = pdf.Root.OutputIntents
    assert str(intent.S) == "/GTS_PDFA1"
    assert int(intent.DestOutputProfile.N) == 3
    profile = ImageCms.ImageCmsProfile(io.BytesIO(intent.DestOutputProfile.read_bytes()))
    assert profile.profile.xcolor_space.strip() == "RGB"


def test_the_file_has_an_identifier_and_no_key(pdf: pikepdf.Pdf) -> None:
    assert len(pdf.trailer.ID) == 2
    assert not pdf.is_encrypted


def test_every_font_is_embedded_and_its_glyphs_have_characters(pdf: pikepdf.Pdf) -> None:
    fonts = [found for found in dictionaries(pdf) if found.get("/Type") == "/Font"]
    composed = [font for font in fonts if str(font.Subtype) == "/Type0"]
    assert composed
    for font in composed:
        (descendant,) = font.DescendantFonts
        descriptor = descendant.FontDescriptor
        assert any(name in descriptor for name in ("/FontFile2", "/FontFile3"))
        if str(descendant.Subtype) == "/CIDFontType2":
            assert "/CIDToGIDMap" in descendant
        assert "/ToUnicode" in font


def test_no_text_is_drawn_with_a_glyph_that_is_missing(data: bytes) -> None:
    """Glyph 0 of a font is its box for what it lacks: PDF/A-3, 6.2.11.8."""
    with pymupdf.open(stream=data) as opened:
        for page in opened:
            for span in page.get_texttrace():
                for code, glyph, *_ in span["chars"]:
                    assert glyph != 0, (page.number, span["font"], hex(code))


def test_annotations_are_printed_and_lead_within_the_file_or_to_an_address(
    pdf: pikepdf.Pdf,
) -> None:
    links = [link for page in pdf.pages for link in page.get("/Annots", [])]
    assert links
    for link in links:
        assert int(link.F) == 4
        assert "/Dest" in link or str(link.A.S) == "/URI"
        assert "/AP" not in link or "/N" in link.AP


def test_nothing_runs_and_nothing_comes_from_outside(pdf: pikepdf.Pdf) -> None:
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(pdf.Root.keys())
    for found in dictionaries(pdf):
        assert str(found.get("/S", ""))[1:] not in FORBIDDEN
        assert "/LZWDecode" not in str(found.get("/Filter", ""))
        if isinstance(found, pikepdf.Stream):
            assert "/F" not in found  # its data stand in the file


def test_each_data_file_is_enclosed_and_associated(pdf: pikepdf.Pdf) -> None:
    wanted = {file.name: file for file in sample().archive or ()}
    names = pdf.Root.Names.EmbeddedFiles.Names
    listed = {str(names[at]): names[at + 1] for at in range(0, len(names), 2)}
    assert list(listed) == sorted(wanted)
    associated = [found.objgen for found in pdf.Root.AF]
    assert sorted(associated) == sorted(found.objgen for found in listed.values())
    for name, found in listed.items():
        file = wanted[name]
        assert str(found.F) == str(found.UF) == name
        assert str(found.Desc) == file.description
        assert str(found.AFRelationship) == f"/{file.relationship}"
        stream = found.EF.F
        assert stream.read_bytes() == file.data
        assert str(stream.Subtype) == f"/{file.media_type}"
        assert str(stream.Params.ModDate) == "D:20231114221320Z"
        digest = hashlib.md5(file.data, usedforsecurity=False).digest()
        assert bytes(stream.Params.CheckSum) == digest


def test_the_tags_have_no_fault(data: bytes) -> None:
    assert structure_faults(Structure(data)) == []


def test_the_data_of_a_table_or_figure_are_associated_with_it(data: bytes) -> None:
    structure = Structure(data)
    found = {
        str(file.UF): tag
        for tag in structure.root.walk()
        if "/AF" in tag.object
        for file in tag.object.AF
    }
    assert set(found) == {file.name for file in sample().archive or () if file.part}
    for name, tag in found.items():
        kind, number = name.split("-")[:2]
        (part,) = tag.find(kind.capitalize())
        caption = (tag if kind == "figure" else part).find("Caption")[0]
        assert structure.letters(caption).startswith(f"{'表' if kind == 'table' else '图'}{number}")


def test_validators_of_accessibility_find_no_error(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(data)
    result = outloud.check(str(path))
    assert result.error is None
    assert [each.message for each in result.findings if each.severity == "error"] == []
    (embedded,) = (run for run in result.runs if run.rule == "DOC-031")
    assert (embedded.status, embedded.outcome) == ("ran", "pass")
    assert [each.message for each in pdfua.validate(str(path)).findings] == []
    done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_same_data_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    assert render(sample()).data == data
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert render(sample("en")).data == render(sample("en")).data


def test_a_file_that_isnt_for_archives_encloses_nothing() -> None:
    made = pikepdf.open(io.BytesIO(render(sample(is_archival=False)).data))
    assert "/AF" not in made.Root
    assert "/OutputIntents" not in made.Root
    with made.open_metadata() as metadata:
        assert metadata.pdfa_status == ""
        assert metadata["pdfuaid:part"] == "1"
        assert "xmp:CreateDate" not in metadata


def test_what_needs_escaping_in_xml_is_escaped() -> None:
    rendering = sample("en")
    title = replace(rendering.document.front.title, by_language={"en": 'A <b> & "c"', "zh": "甲"})
    front = replace(rendering.document.front, title=title)
    changed = replace(rendering, document=replace(rendering.document, front=front))
    made = pikepdf.open(io.BytesIO(render(changed).data))
    with made.open_metadata() as metadata:
        assert metadata["dc:title"] == 'A <b> & "c"'
