"""The command line: one module a command."""

from reportgen.cli import (
    build,
    check,
    clean,
    doctor,
    explain,
    init,
    listing,
    preview,
    schema,
    template,
    theme,
)
from reportgen.cli.application import app, main

__all__ = [
    "app",
    "build",
    "check",
    "clean",
    "doctor",
    "explain",
    "init",
    "listing",
    "main",
    "preview",
    "schema",
    "template",
    "theme",
]
