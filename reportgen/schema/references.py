"""The schema of a reference list, which `compose.references` reads."""

from __future__ import annotations

from typing import Any

from reportgen.locales import LOCALES


def references_schema() -> dict[str, Any]:
    """The schema of references.yaml: entries with a key and their text in each language."""
    return {
        "description": "The works that the text may cite, in any order.",
        "type": "array",
        "items": {
            "description": "One work: its key, and its text in each language of the report.",
            "type": "object",
            "required": ["key"],
            "minProperties": 2,
            "properties": {
                "key": {
                    "description": 'What cite("…") in the text calls the work by.',
                    "type": ["string", "integer"],
                },
                **{
                    language: {
                        "description": f"The entry as it is printed in the language '{language}'.",
                        "type": "string",
                    }
                    for language in LOCALES
                },
            },
            "additionalProperties": {"type": "string"},
        },
    }
