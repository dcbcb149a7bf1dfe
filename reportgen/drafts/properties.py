"""What a refreshed draft says of itself: of which version, data and results its numbers are."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.drafts.spans import SpannedPart, edited
from reportgen.renderers.docx.markup import Element
from reportgen.renderers.docx.opening import WordFile
from reportgen.renderers.docx.properties import PREFIX, VALUES

KIND = "custom-properties"
"""The relationship of the part that holds them."""


def properties_of(word: WordFile) -> Mapping[str, str]:
    """The properties that the program gave a file, by name."""
    return {
        name: value.text or ""
        for part in word.related("", KIND)
        for name, value in _values(word.tree(part)).items()
    }


def renewed(word: WordFile, told: Mapping[str, str]) -> dict[str, bytes]:
    """The part of a file's properties with other values for the program's own; no other changes."""
    parts: dict[str, bytes] = {}
    for name in word.related("", KIND):
        part = SpannedPart(word.parts[name])
        values = _values(part.root)
        edits = [
            part.retexted(value, told[key])
            for key, value in values.items()
            if key in told and (value.text or "") != told[key]
        ]
        if edits:
            parts[name] = edited(part.content, edits)
    return parts


def _values(root: Element) -> dict[str, Element]:
    found: dict[str, Element] = {}
    for each in root:
        value = each.find(f"{{{VALUES}}}lpwstr")
        name = each.get("name", "")
        if name.startswith(PREFIX) and value is not None:
            found[name] = value
    return found
