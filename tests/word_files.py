"""The smallest Word files, written as bytes, so that they can be spoilt in any way."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Mapping
from io import BytesIO

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def bare_file(
    others: Mapping[str, bytes] | None = None,
    body: str = "<w:p><w:r><w:t>text</w:t></w:r></w:p>",
    *,
    office: str = OFFICE,
    twice: str = "",
) -> bytes:
    """A Word file of one paragraph, with other parts; `twice` names one that stands twice."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/word/document.xml" '
        f'ContentType="{MAIN_TYPE}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
    }
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a name that stands twice
        for name, content in {**parts, **(others or {})}.items():
            archive.writestr(name, content)
        if twice:
            archive.writestr(twice, parts[twice])
    return data.getvalue()
