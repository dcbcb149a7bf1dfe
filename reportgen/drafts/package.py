"""A zip file with some of its parts changed; all else is taken over as it is."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from copy import copy
from io import BytesIO


def repacked(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The file with other bytes for some parts: the same parts in the same order, times and all."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        target.comment = source.comment
        for entry in source.infolist():
            content = changed.get(entry.filename)
            kept = copy(entry)
            target.writestr(kept, source.read(entry) if content is None else content)
    return buffer.getvalue()
