"""The schema of theme.yaml, made from the model of a theme's tokens."""

from __future__ import annotations

from reportgen.schema.models import JsonSchema, model_schema
from reportgen.theme import Theme

OWN = ("name", "folder")
"""What a theme knows of itself and theme.yaml can't say."""


def theme_schema() -> JsonSchema:
    """The schema of theme.yaml."""
    made = model_schema(Theme)
    made["properties"] = {key: form for key, form in made["properties"].items() if key not in OWN}
    made["required"] = [key for key in made["required"] if key not in OWN]
    return made
