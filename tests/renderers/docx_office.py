"""Another reader of Word files: LibreOffice, with the shipped fonts in place of Word's."""

from __future__ import annotations

import os
import re
import subprocess
import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
import docx.document
from docx.oxml.ns import qn
from lxml import etree

from reportgen.resources import fonts_folder
from tests.renderers.word_faces import made_faces
from tests.word_validity import findings

STAND_INS = {
    "宋体": "Noto Serif SC",
    "SimSun": "Noto Serif SC",
    "黑体": "Noto Sans SC",
    "SimHei": "Noto Sans SC",
    "Times New Roman": "Source Serif 4",
    "Arial": "Source Sans 3",
}


_OPEN_DOCUMENT = """
Sub Convert(source As String, target As String, isUpdated As Boolean)
    Dim hidden(0) As New com.sun.star.beans.PropertyValue
    hidden(0).Name = "Hidden" : hidden(0).Value = True
    document = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
    If isUpdated Then
        document.TextFields.refresh()
        indexes = document.DocumentIndexes
        For index = 0 To indexes.Count - 1
            indexes.getByIndex(index).update()
        Next
        document.TextFields.refresh()
    End If
    Dim form(0) As New com.sun.star.beans.PropertyValue
    form(0).Name = "FilterName" : form(0).Value = "writer8"
    document.storeToURL(target, form())
    document.close(True)
End Sub
"""
"""What F9 does in Word, done by LibreOffice: every field and every list is made anew."""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">{content}</script:module>"""


def to_pdf(docx: bytes, folder: Path) -> Path:
    """The Word file as a PDF, made by LibreOffice in `folder`."""
    return to_pdfs({"report": docx}, folder)["report"]


def to_pdfs(
    drafts: Mapping[str, bytes], folder: Path, *, in_word_faces: bool = False
) -> Mapping[str, Path]:
    """Word files as PDFs, by their names: to start LibreOffice takes longer than to print one.

    `in_word_faces` sets them in letters as wide and lines as high as those of Word's faces.
    """
    sources = [folder / f"{name}.docx" for name in drafts]
    for source, data in zip(sources, drafts.values(), strict=True):
        source.write_bytes(data)
    made = {name: folder / f"{name}.pdf" for name in drafts}
    asked = ["--convert-to", "pdf", "--outdir", str(folder), *map(str, sources)]
    _run(folder, *asked, makes=made[next(reversed(made))], in_word_faces=in_word_faces)
    return made


def saved_again(docx: bytes, folder: Path) -> bytes:
    """The Word file as LibreOffice saves it."""
    source = folder / "sent.docx"
    source.write_bytes(docx)
    target = folder / "saved"
    target.mkdir(exist_ok=True)
    form = "docx:MS Word 2007 XML"
    made = target / source.name
    _run(folder, "--convert-to", form, "--outdir", str(target), str(source), makes=made)
    return made.read_bytes()


def paragraphs_of(
    docx: bytes, folder: Path, *, is_updated: bool, in_word_faces: bool = False
) -> list[str]:
    """The text of each paragraph of a Word file as LibreOffice has it, tables and lists included.

    `is_updated` says that all fields and lists are to be updated first, as F9 does in Word.
    """
    source, target = folder / "fields.docx", folder / f"fields-{is_updated}.odt"
    source.write_bytes(docx)
    module = folder / "profile" / "user" / "basic" / "Standard" / "Module1.xba"
    if not module.exists():
        # LibreOffice makes a profile, an empty module in it, when it is first started.
        _run(folder, "--terminate_after_init", makes=module)
    module.write_text(_MODULE.format(content=escape(_OPEN_DOCUMENT)), "utf-8")
    names = f'"{source.as_uri()}","{target.as_uri()}",{is_updated}'
    convert = f"macro:///Standard.Module1.Convert({names})"
    _run(folder, convert, makes=target, in_word_faces=in_word_faces)
    with zipfile.ZipFile(target) as archive:
        root = etree.fromstring(archive.read("content.xml"))
    names = {"text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0"}
    return [_text_of(each) for each in root.xpath("//text:p | //text:h", namespaces=names)]


def _text_of(paragraph: etree._Element) -> str:
    """Spaces and tabs are elements in an OpenDocument file."""
    signs = {"s": " ", "tab": "\t", "line-break": "\n"}
    pieces = []
    for each in paragraph.iter():
        pieces += [signs.get(etree.QName(each).localname, ""), each.text or ""]
        pieces.append(each.tail or "" if each is not paragraph else "")
    return "".join(pieces)


def _run(folder: Path, *arguments: str, makes: Path, in_word_faces: bool = False) -> None:
    """Run LibreOffice with a profile of its own, to make a file."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    fonts = _word_fonts(folder) if in_word_faces else _font_configuration(folder)
    environment = os.environ | {"FONTCONFIG_FILE": str(fonts)}
    done = subprocess.run(
        ["soffice", profile, "--headless", *arguments],
        env=environment, capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip
    assert makes.exists(), f"LibreOffice made no {makes.name}: {done.stdout}{done.stderr}"


def audit(data: bytes, folder: Path) -> list[str]:
    """What two validators find in a Word file, which stays in the folder to be looked at."""
    (folder / "audited.docx").write_bytes(data)
    return findings(data)


def unwrapped(data: bytes) -> docx.document.Document:
    """The Word file as python-docx knows it, which passes over what stands in content controls."""
    word = docx.Document(BytesIO(data))
    for story in (word.element, *(part.element for part in _headers_and_footers(word))):
        for control in list(story.iter(qn("w:sdt"))):
            for child in control.find(qn("w:sdtContent")):
                control.addprevious(child)
            control.getparent().remove(control)
    return word


def _headers_and_footers(word: docx.document.Document) -> list[Any]:
    related = word.part.rels.values()
    return [each.target_part for each in related if each.reltype.endswith(("/header", "/footer"))]


def bare(text: str) -> str:
    """Text without what a line break or justification may change."""
    return re.sub(r"[\s\u2007\u2009\u00a0]+", "", text)


def _word_fonts(folder: Path) -> Path:
    """A fontconfig file that knows fonts as wide and high as Word's, and for all else the shipped
    ones."""
    return _configuration(folder, (made_faces(), fonts_folder()))


def _font_configuration(folder: Path) -> Path:
    """A fontconfig file that knows only the shipped fonts."""
    aliases = "".join(
        f'<match target="pattern"><test name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{face}</string></edit></match>'
        for name, face in STAND_INS.items()
    )
    return _configuration(folder, (fonts_folder(),), aliases)


def _configuration(folder: Path, sources: Iterable[Path], aliases: str = "") -> Path:
    path = folder / "fonts.conf"
    known = "".join(f"<dir>{source}</dir>" for source in sources)
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
        f"<fontconfig>{known}<cachedir>{folder / 'cache'}</cachedir>"
        f"{aliases}</fontconfig>",
        encoding="utf-8",
    )
    return path
