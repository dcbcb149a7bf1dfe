"""Each schema is one, describes every key, and takes every file that the project ships."""

from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from reportgen.cells import StatisticConfig
from reportgen.charts import CHARTS
from reportgen.checks.published import PublishedFigure, PublishedFile
from reportgen.config import (
    ArticleConfig,
    FigureConfig,
    ReportConfig,
    RowConfig,
    SurveyConfig,
    TableConfig,
)
from reportgen.document import CELL_FORMS
from reportgen.editions import EDITIONS
from reportgen.readers.codebook import ITEM_KEYS, OPTION_KEYS, PARTS, SETTING_KEYS
from reportgen.renderers import RENDERERS
from reportgen.schema import SCHEMAS, file_name, modeline, schema, schema_files, schema_text
from reportgen.schema import codebook as codebook_words
from reportgen.statistics import INTERVALS, STATISTICS
from reportgen.theme import tokens

ROOT = Path(__file__).parents[2]
CONFIGS = (
    *(ReportConfig, ArticleConfig, SurveyConfig, TableConfig, FigureConfig, RowConfig),
    StatisticConfig,
)
FILES = {
    "report": sorted(ROOT.glob("data/*/report.yaml")),
    "codebook": sorted([*ROOT.glob("data/*/codebook.yaml"), *ROOT.glob("data/*/codebook/*.yaml")]),
    "theme": sorted(ROOT.glob("templates/*/theme.yaml")),
    "references": sorted(ROOT.glob("data/*/references.yaml")),
    "published": sorted(ROOT.glob("data/*/published.yaml")),
}


def objects(part: Any) -> list[dict[str, Any]]:
    """Every mapping of keys that a schema describes."""
    inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    own = [part] if isinstance(part, dict) and isinstance(part.get("properties"), dict) else []
    return [*own, *(found for each in inner for found in objects(each))]


@pytest.mark.parametrize("kind", SCHEMAS)
class TestEach:
    def test_it_is_a_schema(self, kind: str) -> None:
        Draft202012Validator.check_schema(schema(kind))
        assert schema(kind)["$schema"] == Draft202012Validator.META_SCHEMA["$id"]

    def test_every_key_is_described(self, kind: str) -> None:
        groups = [group for group in objects(schema(kind)) if "additionalProperties" in group]
        assert groups
        for group in groups:
            for key, form in group["properties"].items():
                assert form.get("description", "").strip(), key

    def test_it_takes_every_file_of_the_tree(self, kind: str) -> None:
        assert FILES[kind]
        check = Draft202012Validator(schema(kind))
        for path in FILES[kind]:
            data = yaml.safe_load(path.read_text(encoding="utf-8"))
            assert [fault.message for fault in check.iter_errors(data)] == [], path

    def test_its_text_is_the_schema(self, kind: str) -> None:
        assert yaml.safe_load(schema_text(kind)) == schema(kind)
        (data,) = schema_files(kind).values()
        assert data.decode("utf-8") == schema_text(kind)


MODELS = [
    *CONFIGS,
    PublishedFigure,
    PublishedFile,
    *(
        model
        for model in vars(tokens).values()
        if isinstance(model, type) and issubclass(model, tokens.Tokens)
    ),
]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_of_a_model_has_a_description(model: type[BaseModel]) -> None:
    assert [name for name, field in model.model_fields.items() if not field.description] == []


def test_the_schema_of_report_yaml_has_the_keys_of_its_models() -> None:
    made = schema("report")
    assert set(made["properties"]) == set(ReportConfig.model_fields)
    for model in CONFIGS[1:]:
        found = made["$defs"][model.__name__]
        assert set(found["properties"]) == set(model.model_fields)


def test_names_that_the_program_knows_are_offered() -> None:
    made = schema("report")
    assert made["properties"]["editions"]["items"]["enum"] == list(EDITIONS)
    assert made["properties"]["formats"]["items"]["enum"] == list(RENDERERS)
    assert made["$defs"]["FigureConfig"]["properties"]["chart"]["enum"] == list(CHARTS)
    assert made["properties"]["interval"]["enum"] == list(INTERVALS)
    name, mapping = made["$defs"]["TableConfig"]["properties"]["cells"]["items"]["oneOf"]
    assert name["enum"] == [*CELL_FORMS, *STATISTICS]
    assert mapping == {"$ref": "#/$defs/StatisticConfig"}
    assert made["$defs"]["StatisticConfig"]["properties"]["statistic"]["enum"] == list(STATISTICS)
    numbering = schema("theme")["$defs"]["Setting"]["properties"]["heading_numbering"]
    assert numbering["enum"] == ["cma", "cyt35", "none"]


def test_the_codebooks_words_are_those_of_its_reader() -> None:
    assert tuple(codebook_words.PARTS) == PARTS
    assert tuple(codebook_words.SETTINGS) == SETTING_KEYS
    assert tuple(codebook_words.ITEM) == ITEM_KEYS
    assert tuple(codebook_words.OPTION) == OPTION_KEYS


@pytest.mark.parametrize(
    ("file", "path"),
    [
        ("report.yaml", ".reportgen/report.schema.json"),
        ("codebook/a.yaml", "../.reportgen/report.schema.json"),
        ("templates/house/theme.yaml", "../../.reportgen/report.schema.json"),
    ],
)
def test_the_comment_leads_from_the_file_to_its_schema(file: str, path: str) -> None:
    line = modeline("report", PurePosixPath(file))
    assert line == f"# yaml-language-server: $schema={path}\n"
    assert (Path("project", file).parent / path).resolve() == (
        Path("project/.reportgen", file_name("report")).resolve()
    )
