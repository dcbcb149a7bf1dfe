"""Whether a Word file is valid: the Open XML audit for the newest Word, and docx-integrity.

`findings(data)` is all that there is to it. Every file that the program makes while tests run goes
through it by itself (`word_files_are_valid` in conftest.py); a test that makes one otherwise, by
editing it or by a function that returns the bytes of a draft, says `assert findings(data) == []`.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import docx_integrity
import pytest
from openxml_audit import FileFormat, OpenXmlValidator

MAIN_PART = "word/document.xml"


@lru_cache(maxsize=64)
def findings(data: bytes) -> list[str]:
    """What either of the two finds in a .docx file, of whatever severity; each with who says so."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "examined.docx"
        path.write_bytes(data)
        audit = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=0).validate(path)
        return [
            *(f"openxml-audit: {finding}" for finding in audit.errors),
            *(f"docx-integrity: {finding}" for finding in docx_integrity.check(path)),
        ]


def is_word(data: bytes) -> bool:
    """Whether these are the bytes of a zip file with Word's main part."""
    if not zipfile.is_zipfile(BytesIO(data)):
        return False
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return MAIN_PART in archive.namelist()


@contextmanager
def observed() -> Iterator[list[bytes]]:
    """A list that every Word file made in this process, or written by it, is added to.

    Two doors are watched: the one that makes zip files, and the one that writes files, by which
    come those that were made in processes of their own.
    """
    from reportgen import files
    from reportgen.renderers.docx import archive

    made: list[bytes] = []
    zipped, beside, add = archive._zipped, files._write_beside, files._add

    def see(data: bytes) -> bytes:
        if is_word(data):
            made.append(data)
        return data

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(archive, "_zipped", lambda parts: see(zipped(parts)))
        patch.setattr(files, "_write_beside", lambda path, data: beside(path, see(data)))
        patch.setattr(
            files, "_add", lambda paths: add({path: see(data) for path, data in paths.items()})
        )
        yield made
