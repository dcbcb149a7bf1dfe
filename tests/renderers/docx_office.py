"""Another reader of Word files: LibreOffice, with the shipped fonts in place of Word's."""

from __future__ import annotations

import os
import re
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import docx.document
from docx.oxml.ns import qn

from reportgen.resources import fonts_folder
from tests.word_validity import findings

STAND_INS = {
    "宋体": "Noto Serif SC",
    "SimSun": "Noto Serif SC",
    "黑体": "Noto Sans SC",
    "SimHei": "Noto Sans SC",
    "Times New Roman": "Source Serif 4",
    "Arial": "Source Sans 3",
}


def to_pdf(docx: bytes, folder: Path) -> Path:
    """The Word file as a PDF, made by LibreOffice in `folder`."""
    source = folder / "report.docx"
    source.write_bytes(docx)
    command = [
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(source),
    ]
    environment = os.environ | {"FONTCONFIG_FILE": str(_font_configuration(folder))}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=180, check=False
    )
    made = source.with_suffix(".pdf")
    assert made.exists(), f"LibreOffice made no PDF: {done.stdout}{done.stderr}"
    return made


def audit(data: bytes, folder: Path) -> list[str]:
    """What is to be found in a Word file."""
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


def _font_configuration(folder: Path) -> Path:
    """A fontconfig file that knows only the shipped fonts."""
    aliases = "".join(
        f'<match target="pattern"><test name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{face}</string></edit></match>'
        for name, face in STAND_INS.items()
    )
    path = folder / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
        f"<fontconfig><dir>{fonts_folder()}</dir><cachedir>{folder / 'cache'}</cachedir>"
        f"{aliases}</fontconfig>",
        encoding="utf-8",
    )
    return path
