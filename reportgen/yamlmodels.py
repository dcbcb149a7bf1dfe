"""What the models of YAML files are made of: their base, and texts written once or by language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer
from pydantic_core import PydanticCustomError

from reportgen.text import Text
from reportgen.yamlfile import KeyPath


class Part(BaseModel):
    """A mapping of a YAML file. The text below a key is what its schema tells of it."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True, use_attribute_docstrings=True
    )


def _text(value: Any) -> Text:
    if isinstance(value, Text):
        return value
    if isinstance(value, str):
        return Text.same(value)
    if isinstance(value, Mapping) and all(
        isinstance(part, str) for pair in value.items() for part in pair
    ):
        return Text(dict(value))
    raise PydanticCustomError("not-a-text-by-language", "not a text by language")


LocalText = Annotated[
    Text,
    BeforeValidator(
        _text, json_schema_input_type=str | Annotated[dict[str, str], Field(min_length=1)]
    ),
    PlainSerializer(lambda text: dict(text.by_language)),
]


def texts_in(value: Any, key: KeyPath = ()) -> list[tuple[KeyPath, Text]]:
    """Every text within a model, with its key path below that of the model."""
    if isinstance(value, Text):
        return [(key, value)]
    parts: list[tuple[str | int, Any]] = []
    if isinstance(value, BaseModel):
        parts = [(name, getattr(value, name)) for name in type(value).model_fields]
    elif isinstance(value, Mapping):
        parts = list(value.items())
    elif isinstance(value, tuple):
        parts = list(enumerate(value))
    return [found for name, part in parts for found in texts_in(part, (*key, name))]
