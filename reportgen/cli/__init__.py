"""The command line: one module a command."""

from reportgen.cli import build, check, doctor, theme
from reportgen.cli.application import app, main

__all__ = ["app", "build", "check", "doctor", "main", "theme"]
