"""Each kind of file with its schema, and the folder of a project in which schemas stand."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Any

from reportgen.checks.published import PublishedFile
from reportgen.config import ReportConfig
from reportgen.schema.codebook import codebook_schema
from reportgen.schema.models import JsonSchema, model_schema
from reportgen.schema.references import references_schema
from reportgen.schema.theme import theme_schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = ".reportgen"
"""The folder of a project that holds its schemas: hidden, for nobody needs to open it."""

SCHEMAS: Mapping[str, Callable[[], JsonSchema]] = {
    "report": lambda: model_schema(ReportConfig),
    "codebook": codebook_schema,
    "theme": theme_schema,
    "references": references_schema,
    "published": lambda: model_schema(PublishedFile),
}
"""The schema of each kind of file, by the name of the kind."""


def schema(kind: str) -> dict[str, Any]:
    """The schema of one kind of file. Raises KeyError for any other."""
    return {"$schema": DIALECT, "title": f"{kind}.yaml", **SCHEMAS[kind]()}


def schema_text(kind: str) -> str:
    """The schema of one kind of file as it is printed."""
    return json.dumps(schema(kind), ensure_ascii=False, indent=2) + "\n"


def file_name(kind: str) -> str:
    """The schema's file within FOLDER."""
    return f"{kind}.schema.json"


def schema_files(*kinds: str) -> dict[PurePosixPath, bytes]:
    """The schemas of these kinds, of all when none is named, by their paths within a project."""
    return {
        PurePosixPath(FOLDER, file_name(kind)): schema_text(kind).encode("utf-8")
        for kind in kinds or SCHEMAS
    }


def modeline(kind: str, file: PurePosixPath) -> str:
    """The comment by which editors find the schema of a file of the project.

    It is what the YAML language server, which VS Code's and other editors' YAML support is made
    of, looks for. `file` is the path within the project.
    """
    path = posixpath.relpath(f"{FOLDER}/{file_name(kind)}", file.parent)
    return f"# yaml-language-server: $schema={path}\n"
