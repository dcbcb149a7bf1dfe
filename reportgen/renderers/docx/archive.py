"""The zip file that a .docx is: the same bytes for the same parts."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

CONTENT_TYPES = "[Content_Types].xml"
_TIME = (1980, 1, 1, 0, 0, 0)


def packed_again(data: bytes) -> bytes:
    """A .docx file without the clock that it was saved by: its parts in order, at a fixed time."""
    with zipfile.ZipFile(BytesIO(data)) as saved:
        return _zipped({name: saved.read(name) for name in saved.namelist()})


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    """The file of these parts, by their names; the list of types first, as readers expect it."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(parts, key=lambda name: (name != CONTENT_TYPES, name)):
            entry = zipfile.ZipInfo(name, _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same on every system
            archive.writestr(entry, parts[name])
    return buffer.getvalue()
