"""A pydantic model → its JSON Schema, with the names that the program knows as choices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from reportgen.cells import StatisticConfig
from reportgen.charts import CHARTS
from reportgen.config import FigureConfig, ReportConfig, TableConfig
from reportgen.document import CELL_FORMS, CHART_OPTIONS
from reportgen.editions import editions_of
from reportgen.locales import LOCALES
from reportgen.renderers import RENDERERS
from reportgen.statistics import INTERVALS, STATISTICS

JsonSchema = dict[str, Any]

NAMES: Mapping[tuple[type[BaseModel], str], Callable[[], Iterable[str]]] = {
    (ReportConfig, "languages"): lambda: LOCALES,
    (ReportConfig, "editions"): lambda: editions_of(LOCALES),
    (ReportConfig, "interval"): lambda: INTERVALS,
    (ReportConfig, "formats"): lambda: RENDERERS,
    (FigureConfig, "chart"): lambda: CHARTS,
    (TableConfig, "cells"): lambda: (*CELL_FORMS, *STATISTICS),
    (StatisticConfig, "statistic"): lambda: STATISTICS,
}
"""Keys that hold names of something of which the program has a list. The models stand below those
lists and take any text."""


class _Generator(GenerateJsonSchema):
    """Without a title for each key, which would only repeat it."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def model_schema(model: type[BaseModel]) -> JsonSchema:
    """The schema of the file that a model reads.

    Descriptions are those of the models' fields. Texts in several languages offer the languages
    that there are.
    """
    made = model.model_json_schema(schema_generator=_Generator)
    groups = {group.pop("title"): group for group in (*made.get("$defs", {}).values(), made)}
    for (owner, key), names in NAMES.items():
        if owner.__name__ in groups:
            _choose(groups[owner.__name__]["properties"][key], list(names()))
    if FigureConfig.__name__ in groups:
        groups[FigureConfig.__name__]["allOf"] = [*map(_without_options, CHART_OPTIONS)]
    for part in parts_of(made):
        _tidy(part)
    return made


def parts_of(part: Any) -> Iterable[JsonSchema]:
    """Every mapping within a schema, the outermost first."""
    if isinstance(part, dict):
        yield part
    for inner in part.values() if isinstance(part, dict) else part:
        if isinstance(inner, dict | list):
            yield from parts_of(inner)


def _choose(key: JsonSchema, names: list[str]) -> None:
    """Let a key, or each entry of its list, hold one of these names."""
    chosen = key["items"] if key["type"] == "array" else key
    for branch in chosen.get("oneOf", (chosen,)):
        if branch.get("type", "string") == "string" and "$ref" not in branch:
            branch["enum"] = names


def _without_options(kind: str) -> JsonSchema:
    """That a figure of this kind has none of the options that the kind doesn't take."""
    every = {name for taken in CHART_OPTIONS.values() for name in taken}
    others = sorted(every.difference(CHART_OPTIONS[kind]))
    is_default = kind == FigureConfig.model_fields["chart"].default
    named: JsonSchema = {} if is_default else {"required": ["chart"]}
    return {
        "if": {"properties": {"chart": {"const": kind}}, **named},
        "then": {"properties": dict.fromkeys(others, False)},
    }


def _tidy(part: JsonSchema) -> None:
    if isinstance(part.get("description"), str):
        part["description"] = " ".join(part["description"].split())
    if isinstance(part.get("default"), dict) or part.get("default", "") is None:
        del part["default"]
    if part == _LOCAL_TEXT:
        part["description"] = "A text for each language of the report, as {zh: …, en: …}."
        part["properties"] = {
            language: {"description": f"The text in '{language}'.", "type": "string"}
            for language in LOCALES
        }


_LOCAL_TEXT = {"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 1}
"""What a text by language looks like in the schema of a model."""
