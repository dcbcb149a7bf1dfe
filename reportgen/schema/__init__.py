"""JSON Schemas of the files that people write, for editors: completion, descriptions, checks."""

from reportgen.schema.kinds import (
    FOLDER,
    SCHEMAS,
    file_name,
    modeline,
    schema,
    schema_files,
    schema_text,
)

__all__ = [
    "FOLDER",
    "SCHEMAS",
    "file_name",
    "modeline",
    "schema",
    "schema_files",
    "schema_text",
]
