"""The schema of theme.yaml, made from the model of a theme's tokens."""

from __future__ import annotations

from reportgen.schema.models import JsonSchema, model_schema, parts_of
from reportgen.theme import Theme
from reportgen.theme.load import OWN
from reportgen.theme.values import HEX

_EXTENDS = {
    "description": "The theme that this one is based on; here stands only what differs from it.",
    "type": ["string", "null"],
}


def theme_schema() -> JsonSchema:
    """The schema of theme.yaml.

    With `extends` every token may be left out, without it every group is needed (and every token
    of each, which the schema leaves to the reader).
    """
    made = model_schema(Theme)
    groups = made["$defs"]
    whole = {part["items"]["$ref"] for part in parts_of(made) if "$ref" in part.get("items", {})}
    for name, group in groups.items():
        if f"#/$defs/{name}" not in whole:  # an entry of a list has no parent to take from
            group.pop("required", None)
    needed = [key for key in made.pop("required") if key not in OWN]
    tokens = {key: form for key, form in made["properties"].items() if key not in OWN}
    made["properties"] = {"extends": _EXTENDS, **tokens}
    based = {"required": ["extends"], "properties": {"extends": {"type": "string"}}}
    made["anyOf"] = [based, {"required": needed}]
    for part in parts_of(made):
        if part.get("pattern") == f"^{HEX.pattern}$":
            part["pattern"] = "^#[0-9a-fA-F]{6}$"
    return made
