"""Findings for other programs, read back as these would: JSON, SARIF, GitHub's commands."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

import jsonschema
import pytest

from reportgen.errors import Finding, Place, finding
from reportgen.messages import LANGUAGES, catalogue
from reportgen.telling import FORMATS

SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": {"$ref": "#/$defs/run"}},
    },
    "$defs": {
        "text": {
            "type": "object",
            "required": ["text"],
            "additionalProperties": False,
            "properties": {"text": {"type": "string", "minLength": 1}},
        },
        "level": {"enum": ["none", "note", "warning", "error"]},
        "run": {
            "type": "object",
            "required": ["tool", "results"],
            "additionalProperties": False,
            "properties": {
                "tool": {
                    "type": "object",
                    "required": ["driver"],
                    "additionalProperties": False,
                    "properties": {"driver": {"$ref": "#/$defs/driver"}},
                },
                "language": {"type": "string", "pattern": "^[a-z]{2}(-[A-Z]{2})?$"},
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
            },
        },
        "driver": {
            "type": "object",
            "required": ["name"],
            "additionalProperties": False,
            "properties": {
                "name": {"type": "string"},
                "version": {"type": "string"},
                "semanticVersion": {"type": "string", "pattern": r"^\d+\.\d+\.\d+"},
                "rules": {
                    "type": "array",
                    "uniqueItems": True,
                    "items": {"$ref": "#/$defs/rule"},
                },
            },
        },
        "rule": {
            "type": "object",
            "required": ["id"],
            "additionalProperties": False,
            "properties": {
                "id": {"type": "string"},
                "name": {"type": "string"},
                "shortDescription": {"$ref": "#/$defs/text"},
                "fullDescription": {"$ref": "#/$defs/text"},
                "help": {"$ref": "#/$defs/text"},
                "defaultConfiguration": {
                    "type": "object",
                    "properties": {"level": {"$ref": "#/$defs/level"}},
                },
            },
        },
        "result": {
            "type": "object",
            "required": ["message"],
            "additionalProperties": False,
            "properties": {
                "ruleId": {"type": "string"},
                "ruleIndex": {"type": "integer", "minimum": -1},
                "level": {"$ref": "#/$defs/level"},
                "message": {"$ref": "#/$defs/text"},
                "locations": {"type": "array", "items": {"$ref": "#/$defs/location"}},
            },
        },
        "location": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "physicalLocation": {
                    "type": "object",
                    "required": ["artifactLocation"],
                    "additionalProperties": False,
                    "properties": {
                        "artifactLocation": {
                            "type": "object",
                            "properties": {"uri": {"type": "string", "format": "uri-reference"}},
                        },
                        "region": {
                            "type": "object",
                            "additionalProperties": False,
                            "properties": {
                                name: {"type": "integer", "minimum": 1}
                                for name in ("startLine", "startColumn", "endColumn")
                            },
                        },
                    },
                },
                "logicalLocations": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "properties": {"fullyQualifiedName": {"type": "string"}},
                    },
                },
            },
        },
    },
}
"""The parts of SARIF 2.1.0 (OASIS, section 3) that are used, and nothing besides them."""


@pytest.fixture
def findings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    monkeypatch.chdir(tmp_path)
    Path("报告 1.md").write_text('甲{{ shares("a") }}\n', encoding="utf-8")
    return [
        finding("unknown-name", Place("报告 1.md", 1, 5), "shares", ("share", "base")),
        finding(
            "unknown-option",
            Place("a.xlsx", 3, key="role", sheet="答案", cell="C3"),
            "x",
            item="r",
        ),
        finding("empty-file", Place("/data/a b.csv")),
        finding("unplaced-table", Place("report.yaml", 4, 3, "tables.a,b"), "100%\nof: it"),
        finding("unknown-survey"),
        finding("unknown-name", Place("gone.md", 7, 2), "nowhere"),
    ]  # fmt: skip


def test_json_has_an_object_for_each_finding(findings: list[Finding]) -> None:
    told = json.loads(FORMATS["json"](findings, "en"))
    assert len(told) == len(findings)
    assert told[0] == {
        "code": "RG502",
        "name": "unknown-name",
        "severity": "error",
        "message": "unknown name",
        "file": "报告 1.md",
        "line": 1,
        "column": 5,
        "endColumn": 11,
        "key": None,
        "sheet": None,
        "cell": None,
        "found": "shares",
        "allowed": ["share", "base"],
        "nearest": "share",
        "details": [],
        "mend": findings[0].mend(),
    }
    assert (told[1]["sheet"], told[1]["cell"], told[1]["key"]) == ("答案", "C3", "role")
    assert told[3]["severity"] == "warning"
    assert (told[4]["file"], told[4]["line"], told[4]["column"]) == (None, None, None)
    assert (told[5]["line"], told[5]["column"], told[5]["endColumn"]) == (7, 2, None)


def test_json_speaks_chinese(findings: list[Finding]) -> None:
    told = json.loads(FORMATS["json"](findings, "zh"))
    assert told[0]["message"] == "未知的名称"
    assert told[1]["message"] == "“r”没有这个选项"


@pytest.mark.parametrize("language", LANGUAGES)
def test_sarif_is_valid_and_names_the_rule_of_each_result(
    findings: list[Finding], language: str
) -> None:
    log = json.loads(FORMATS["sarif"](findings, language))
    jsonschema.validate(log, SARIF)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["RG502", "RG506", "RG103", "RG831", "RG223"]
    for result, one in zip(run["results"], findings, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == one.code
        assert result["message"]["text"].startswith(one.message(language))
    assert [result["level"] for result in run["results"]].count("warning") == 1


def test_sarif_names_file_and_region(findings: list[Finding]) -> None:
    results = json.loads(FORMATS["sarif"](findings, "en"))["runs"][0]["results"]
    physical = [
        result["locations"][0]["physicalLocation"] for result in results if "locations" in result
    ]
    uris = [urlparse(one["artifactLocation"]["uri"]) for one in physical]
    assert [unquote(uri.path) for uri in uris] == [
        "报告 1.md", "a.xlsx", "/data/a b.csv", "report.yaml", "gone.md",
    ]  # fmt: skip
    assert [uri.scheme for uri in uris] == ["", "", "file", "", ""]
    assert all(" " not in uri.path for uri in uris)
    assert physical[0]["region"] == {"startLine": 1, "startColumn": 5, "endColumn": 11}
    assert physical[1]["region"] == {"startLine": 3}
    assert "region" not in physical[2]
    names = results[1]["locations"][0]["logicalLocations"]
    assert [one["fullyQualifiedName"] for one in names] == ["答案!C3", "role"]


def test_sarif_of_nothing_is_valid() -> None:
    log = json.loads(FORMATS["sarif"]([], "en"))
    jsonschema.validate(log, SARIF)
    assert log["runs"][0]["results"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_makes_a_valid_rule(language: str) -> None:
    every: list[Any] = []
    for name, entry in catalogue().items():
        values = set(re.findall(r"\{([a-z_]+)\}", str(entry.wordings)))
        every.append(Finding(name, values=dict.fromkeys(values, "x")))
    log = json.loads(FORMATS["sarif"](every, language))
    jsonschema.validate(log, SARIF)
    assert len(log["runs"][0]["tool"]["driver"]["rules"]) == len(catalogue())


def unescaped(text: str, *, is_property: bool = False) -> str:
    """As GitHub's runner reads a command (actions/runner, ActionCommand)."""
    pairs = [("%0D", "\r"), ("%0A", "\n"), *([("%3A", ":"), ("%2C", ",")] if is_property else [])]
    for code, sign in (*pairs, ("%25", "%")):
        text = text.replace(code, sign)
    return text


def test_github_reads_back_what_was_told(findings: list[Finding]) -> None:
    lines = FORMATS["github"](findings, "en").splitlines()
    assert len(lines) == len(findings)
    read = []
    for line in lines:
        _, head, message = line.split("::", 2)
        kind, _, rest = head.partition(" ")
        pairs = (part.split("=", 1) for part in rest.split(","))
        properties = {name: unescaped(value, is_property=True) for name, value in pairs}
        read.append((kind, properties, unescaped(message)))
    kinds = [kind for kind, _, _ in read]
    assert kinds == ["error", "error", "error", "warning", "error", "error"]
    assert read[0][1] == {
        "file": "报告 1.md", "line": "1", "col": "5", "endColumn": "11",
        "title": "RG502 unknown-name",
    }  # fmt: skip
    assert read[4][1] == {"title": "RG223 unknown-survey"}
    assert read[3][2].startswith("warning: ") is False
    assert "found: 100%\nof: it" in read[3][2]
    assert "report.yaml:4:3 (tables.a,b)" in read[3][2]
