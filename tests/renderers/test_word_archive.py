"""The zip file of a Word draft: the same bytes as the standard library writes."""

from __future__ import annotations

import zipfile
from io import BytesIO

from reportgen.renderers.docx import archive
from reportgen.renderers.docx.template import make
from reportgen.theme import load_theme

PARTS = {
    "word/document.xml": "<文档/>".encode() * 500,
    "word/media/image1.png": bytes(range(256)),
    "word/图.xml": b"<a/>",
    "word/empty.xml": b"",
    archive.CONTENT_TYPES: b"<Types/>",
}


def by_the_library(parts: dict[str, bytes], method: int) -> bytes:
    """The file as `zipfile` writes it, the list of types first."""
    buffer = BytesIO()
    names = [archive.CONTENT_TYPES, *sorted(set(parts) - {archive.CONTENT_TYPES})]
    with zipfile.ZipFile(buffer, "w") as file:
        for name in names:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system = method, 0
            file.writestr(entry, parts[name], compresslevel=archive.LEVEL)
    return buffer.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The parts of a file as `zipfile` reads them, which compares their checksums."""
    with zipfile.ZipFile(BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_a_file_within_another_is_not_packed() -> None:
    made = archive.stored(PARTS)
    assert made == by_the_library(PARTS, zipfile.ZIP_STORED)
    assert unzipped(made) == PARTS


def test_a_word_file_is_packed() -> None:
    made = make(load_theme("journal"))
    assert made == by_the_library(unzipped(made), zipfile.ZIP_DEFLATED)


def test_packing_again_forgets_how_and_when_a_file_was_packed() -> None:
    parts = unzipped(made := make(load_theme("report")))
    with zipfile.ZipFile(source := BytesIO(), "w", zipfile.ZIP_BZIP2) as file:
        for name, content in reversed(parts.items()):
            file.writestr(name, content)
    assert archive.packed_again(source.getvalue()) == made
