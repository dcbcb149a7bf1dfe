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
    refresh,
    schema,
    template,
    theme,
    verify,
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
    "refresh",
    "schema",
    "template",
    "theme",
    "verify",
]
