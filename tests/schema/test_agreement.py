"""A schema and the reader of the same file give the same verdict, key by key."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from reportgen.charts import CHARTS
from reportgen.checks import read_published
from reportgen.config import read_config
from reportgen.errors import ReportError
from reportgen.readers import read_codebook
from reportgen.renderers import RENDERERS
from reportgen.resources import templates_folder
from reportgen.schema import schema
from reportgen.statistics import INTERVALS
from reportgen.theme import chain, read_theme
from reportgen.yamlfile import read_yaml
from tests.schema.variants import Key, variants

TEXT = {"zh": "题", "en": "text"}
REPORT = {
    "title": TEXT,
    "languages": ["zh", "en"],
    "article": {
        "label": TEXT,
        "notice": TEXT,
        "authors": [TEXT],
        "affiliations": [TEXT],
        "keywords": [TEXT],
        "running_head": TEXT,
        "date": TEXT,
        "citation": TEXT,
        "contact": TEXT,
    },
    "key_figures": [{"value": TEXT, "label": TEXT}],
    "surveys": {
        "staff": {
            "data": "a.csv",
            "codebook": "c.yaml",
            "sheet": "answers",
            "include": [{"where": "${used} = 'yes'", "reason": TEXT}],
            "recruitment": [{"label": TEXT, "count": 90, "lost": TEXT}],
        }
    },
    "narrative": "report.md",
    "references": "references.yaml",
    "published": "published.yaml",
    "theme": "journal",
    "editions": ["zh", "en"],
    "formats": ["pdf"],
    "pdf": {"standard": "a-3a"},
    "word": {"charts": "picture"},
    "name": "report",
    "interval": "wilson",
    "plugins": [],
    "breakdowns": {"staff": ["level"]},
    "tables": {
        "use": {
            "title": TEXT,
            "rows": [{"item": "used", "options": ["yes"], "label": TEXT}],
            "by": "level",
            "total": True,
            "cells": [
                {"statistic": "mean_score", "arguments": [["high"], "low"], "show": "error"},
                "count",
            ],
            "order": "codebook",
            "note": TEXT,
            "span": "page",
        }
    },
    "figures": {
        "use": {
            "title": TEXT,
            "rows": ["used"],
            "chart": "bar",
            "by": None,
            "total": False,
            "order": "descending",
            "note": TEXT,
            "span": "column",
            "intervals": True,
            "panels": False,
        },
        "views": {
            "title": TEXT,
            "rows": ["used"],
            "chart": "diverging_bar",
            "direction": "rising",
            "neutral": "maybe",
            "neutral_at": "right",
        },
        "ages": {"title": TEXT, "rows": ["used"], "chart": "histogram", "bins": 10},
        "joined": {"title": TEXT, "rows": ["used"], "chart": "upset", "top": 12},
    },
}
LABEL = {"label::中文 (zh)": "题", "label::English (en)": "text"}
CODEBOOK = {
    "settings": {
        "form_id": "staff",
        "form_title": "Staff",
        "version": 2,
        "default_language": "zh",
        "note": "a remark",
        "style": "pages",
    },
    "survey": [
        {
            "type": "select_one level",
            "name": "level",
            **LABEL,
            "note": "a remark",
            "relevant": "${age} > 17",
            "hint::English (en)": "think",
        },
        {"type": "integer", "name": "age", "label": "Age"},
        {"type": "note", "label": "Thank you"},
    ],
    "choices": {"level": [{"name": "high", **LABEL, "note": "a remark", "residual": True}]},
}
PUBLISHED = {
    "source": {"title": "A report", "year": 2022},
    "figures": [
        {
            "id": "one",
            "item": "used",
            "option": "yes",
            "where": {"level": "high"},
            "count": 86,
            "base": 381,
            "printed": "22.6%",
            "source": "Abstract",
        }
    ],
}


def write(path: Path, data: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def verdicts(
    kind: str, data: Any, read: Callable[[Any], object]
) -> list[tuple[Key, str, bool, bool]]:
    """Each variant with what the schema says of it and what the reader says."""
    check = Draft202012Validator(schema(kind))
    assert check.is_valid(data)
    assert is_read(read, data)
    return [
        (key, change, check.is_valid(variant), is_read(read, variant))
        for key, change, variant in variants(data)
    ]


def is_read(read: Callable[[Any], object], data: Any) -> bool:
    try:
        read(data)
    except ReportError:
        return False
    return True


def disagreements(
    found: list[tuple[Key, str, bool, bool]], excused: Callable[[Key, str], bool]
) -> list[tuple[str, str, str]]:
    assert len(found) > 50
    assert {(True, True), (False, False)} <= {(schema, reader) for *_, schema, reader in found}
    return [
        (
            ".".join(map(str, key)),
            change,
            "the schema alone takes it" if by_schema else "the reader alone takes it",
        )
        for key, change, by_schema, by_reader in found
        if by_schema != by_reader and not excused(key, change)
    ]


def test_report_yaml(tmp_path: Path) -> None:
    def read(data: Any) -> None:
        config = read_config(write(tmp_path / "report.yaml", data)).config
        for name in config.formats:
            RENDERERS.get(name)
        for figure in config.figures.values():
            CHARTS.get(figure.chart)
        INTERVALS.get(config.interval)

    def excused(key: Key, change: str) -> bool:
        """Which languages a text or an edition needs: `languages` says it, not a schema."""
        return (key[-1] in ("zh", "en") or key == ("languages", 0)) and change == "left out"

    assert disagreements(verdicts("report", REPORT, read), excused) == []


def test_the_report_above_has_every_key() -> None:
    made = schema("report")
    assert set(REPORT) == set(made["properties"])
    held = {
        "ArticleConfig": REPORT["article"],
        "PdfConfig": REPORT["pdf"],
        "WordConfig": REPORT["word"],
        "SurveyConfig": REPORT["surveys"]["staff"],
        "InclusionConfig": REPORT["surveys"]["staff"]["include"][0],
        "RecruitmentConfig": REPORT["surveys"]["staff"]["recruitment"][0],
        "TableConfig": REPORT["tables"]["use"],
        "FigureConfig": {key for figure in REPORT["figures"].values() for key in figure},
        "RowConfig": REPORT["tables"]["use"]["rows"][0],
        "StatisticConfig": REPORT["tables"]["use"]["cells"][0],
    }
    for name, part in held.items():
        assert set(part) == set(made["$defs"][name]["properties"]), name


def test_codebook(tmp_path: Path) -> None:
    def read(data: Any) -> None:
        read_codebook(write(tmp_path / "codebook.yaml", data), "staff")

    loose = {"form_id", "version", "default_language", "note", "style", "hint::English (en)"}

    def excused(key: Key, change: str) -> bool:
        """The list that an item names, the grammar of `relevant`, what the reader passes over."""
        if key[-1] == "relevant":
            return change == "= 'plain words'"
        if key[0] == "choices" and len(key) <= 2:
            return change in ("left out", "= {}", "= None")
        if key[0] == "settings" and len(key) == 2:
            return key[1] in loose
        if key[0] == "choices" and key[-1] == "note":
            return True
        return change in ("= []", "= {}") and key[-1] in ("settings", "residual")

    assert disagreements(verdicts("codebook", CODEBOOK, read), excused) == []


@pytest.mark.parametrize(
    ("key", "is_right"),
    [
        ("label", True),
        ("label::zh", True),
        ("label::中文 (zh)", True),
        ("label::English (en)", True),
        ("label::中文", False),
        ("label::", False),
        ("labels", False),
    ],
)
def test_the_language_of_a_label(key: str, is_right: bool, tmp_path: Path) -> None:
    data = {"survey": [{"type": "integer", "name": "age", "label": "Age", key: "Age"}]}
    assert Draft202012Validator(schema("codebook")).is_valid(data) is is_right
    path = write(tmp_path / "codebook.yaml", data)
    assert is_read(lambda _: read_codebook(path, "staff"), data) is is_right


@pytest.mark.parametrize(
    ("name", "is_right"),
    [
        ("age", True),
        ("年龄", True),
        ("_age-2", True),
        ("2age", False),
        ("-age", False),
        ("my age", False),
        ("age.of", False),
        ("年龄？", False),
    ],
)
def test_the_name_of_an_item(name: str, is_right: bool, tmp_path: Path) -> None:
    data = {"survey": [{"type": "integer", "name": name, "label": "Age"}]}
    assert Draft202012Validator(schema("codebook")).is_valid(data) is is_right
    path = write(tmp_path / "codebook.yaml", data)
    assert is_read(lambda _: read_codebook(path, "staff"), data) is is_right


def test_published_yaml(tmp_path: Path) -> None:
    def read(data: Any) -> None:
        read_published(write(tmp_path / "published.yaml", data))

    def excused(key: Key, change: str) -> bool:
        """A truth value in the free part, which the reader takes for 0 or 1."""
        return key[0] == "source" and change == "= True"

    assert disagreements(verdicts("published", PUBLISHED, read), excused) == []


def journal() -> dict[str, Any]:
    text = (templates_folder() / "journal" / "theme.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return data


def test_theme_yaml_with_a_parent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(data: Any) -> None:
        write(tmp_path / "templates" / "house" / "theme.yaml", data)
        read_theme("house", project=tmp_path)

    colours = ("colour", "head_fill", "stripe", "fill", "edge")

    def excused(key: Key, change: str) -> bool:
        """Names of colours, families and themes; a truth value, which the reader takes for 0 or
        1; tokens within a group, without a parent to take them from.
        """
        if key == ("extends",):
            return change in ("= 'plain words'", "= None", "left out")
        named = key[-1] in colours or key[0] == "faces"
        return (named and change == "= 'plain words'") or change == "= True"

    parent = read_yaml(templates_folder() / "journal" / "theme.yaml")  # once, not for each variant
    monkeypatch.setattr(
        chain, "read_yaml", lambda path: parent if path == parent.path else read_yaml(path)
    )
    tokens = journal()
    chinese = tokens["settings"]["zh"]
    data = {
        "extends": "journal",
        **tokens,
        "settings": {"zh": {**chinese, "headings": {"h1": chinese["headings"]["h1"]}}},
        "captions": {"languages": {"zh": ["zh", "en"]}},
        "locales": {
            "en": {
                "numbers": {"percent_digits": 0, "decimal": ".", "group": "comma"},
                "words": {"figure": "Fig. {number}"},
            }
        },
    }
    assert disagreements(verdicts("theme", data, read), excused) == []


def test_theme_yaml_without_a_parent_needs_every_group(tmp_path: Path) -> None:
    check = Draft202012Validator(schema("theme"))
    path = tmp_path / "templates" / "house" / "theme.yaml"
    for group in journal():
        data = {key: value for key, value in journal().items() if key != group}
        write(path, data)
        assert not is_read(lambda _: read_theme("house", project=tmp_path), data)
        assert not check.is_valid(data)
