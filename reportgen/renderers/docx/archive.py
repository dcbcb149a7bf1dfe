"""The zip file that a .docx is: the same bytes for the same parts."""

from __future__ import annotations

import zipfile
from io import BytesIO

CONTENT_TYPES = "[Content_Types].xml"
_TIME = (1980, 1, 1, 0, 0, 0)


def packed_again(data: bytes) -> bytes:
    """A .docx file without the clock that it was saved by: its parts in order, at a fixed time."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as saved, zipfile.ZipFile(buffer, "w") as archive:
        # The list of types comes first, as readers expect it.
        for name in sorted(saved.namelist(), key=lambda name: (name != CONTENT_TYPES, name)):
            entry = zipfile.ZipInfo(name, _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same on every system
            archive.writestr(entry, saved.read(name))
    return buffer.getvalue()
