"""Parts of a filled file that say the same as those of its template → the template's own bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Mapping
from io import BytesIO

from lxml import etree

from reportgen.renderers.docx.archive import packed_again
from reportgen.renderers.docx.filling.guard import XML_ENDINGS


def with_originals(
    data: bytes, originals: Mapping[str, bytes], changed: Collection[str] = ()
) -> bytes:
    """The file, its parts that differ from the template's in spelling alone as they were there.

    `changed` are parts that are known to differ otherwise.
    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    restored = BytesIO()
    with zipfile.ZipFile(restored, "w") as archive:
        for name, part in parts.items():
            is_same = name not in changed and _is_same(name, part, originals.get(name))
            archive.writestr(name, originals[name] if is_same else part)
    return packed_again(restored.getvalue())


def _is_same(name: str, part: bytes, original: bytes | None) -> bool:
    if original is None or part == original:
        return original is not None
    if not name.lower().endswith(XML_ENDINGS):
        return False
    return _canonical(part) == _canonical(original)


def _canonical(data: bytes) -> bytes:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=True)
    return etree.tostring(etree.fromstring(data, parser), method="c14n2")
