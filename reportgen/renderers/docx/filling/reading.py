"""The bytes of a template that has been found safe → a Word file, open to be filled."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from lxml import etree

from reportgen.errors import Place, error
from reportgen.messages import Quoted
from reportgen.renderers.docx.archive import CONTENT_TYPES, stored
from reportgen.renderers.docx.comments import drop_findings

_WORDS_TEMPLATE = b"wordprocessingml.template.main+xml"
_DOCUMENT = b"wordprocessingml.document.main+xml"
_NO_TEMPLATE = (OSError, OpcError, etree.XMLSyntaxError, KeyError, ValueError)


def opened(path: Path, data: bytes) -> WordDocument:
    """A Word file that has been found safe. Raises ReportError for one that is none.

    One saved as a template of Word's own (.dotx) is opened as the document to be made of it. The
    comments of an earlier check are left out: a mended copy is a template as good as any.
    """
    try:
        word = docx.Document(BytesIO(_as_document(data)))
    except _NO_TEMPLATE as fault:
        place = Place(str(path))
        said = fault.args[0] if isinstance(fault, KeyError) else fault  # it quotes what it says
        raise error("no-word-template", place, problem=Quoted(str(said))) from None
    drop_findings(word)
    return word


def _as_document(data: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        types = archive.read(CONTENT_TYPES)
        if _WORDS_TEMPLATE not in types:
            return data
        parts = {name: archive.read(name) for name in archive.namelist()}
    return stored({**parts, CONTENT_TYPES: types.replace(_WORDS_TEMPLATE, _DOCUMENT)})
